import { Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, MomentColumn, RefColumn, SealedColumn } from '#platform';
import type { Moment } from '#kernel';

/** What can happen to an action, as its history shows it. */
export const ACTION_UPDATES = [
  'agreed',
  'acknowledged',
  'progress',
  'completed',
  'verified',
  'extension_requested',
  'extension_granted',
  'extension_refused',
  'not_possible_changed',
  'not_undertaken',
  'withdrawn_by_chair',
  'reassigned',
  'panel_changed',
] as const;

/** One value of {@link ACTION_UPDATES}. */
export type ActionUpdateKind = (typeof ACTION_UPDATES)[number];

/** One line of an action's history. */
@Entity('action_update')
@Index('action_update_action', ['actionId', 'at'])
export class ActionUpdate {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('action') actionId: string;
  @CodeColumn() kind: ActionUpdateKind;
  @RefColumn({ nullable: true }) @ForeignKey('person') personId: string | null;
  @MomentColumn() at: Moment;
  @SealedColumn() note: string;
}
