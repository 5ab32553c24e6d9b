import { Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, LineColumn, MomentColumn, RefColumn, TextColumn } from '#platform';
import type { Moment } from '#kernel';

/** One setting of a panel that was changed: who, when, from what, to what, and why. Never changed itself. */
@Entity('panel_setting_change')
@Index('panel_setting_change_panel', ['panelId', 'changedAt', 'id'])
export class PanelSettingChange {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('panel') panelId: string;
  @CodeColumn() field: string;
  @TextColumn() oldValue: string;
  @TextColumn() newValue: string;
  /** Empty where none was asked for: only thresholds need a reason. */
  @LineColumn() reason: string;
  /** Null: the system. */
  @RefColumn({ nullable: true }) @ForeignKey('person') changedById: string | null;
  @MomentColumn() changedAt: Moment;
}
