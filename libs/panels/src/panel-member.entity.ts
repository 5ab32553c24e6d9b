import { Entity, ForeignKey, Index } from 'typeorm';
import { FlagColumn, IdColumn, RefColumn } from '#platform';

/** An agency's seat on a panel. */
@Entity('panel_member')
@Index('panel_member_seat', ['panelId', 'agencyId'], { unique: true })
@Index('panel_member_agency', ['agencyId'])
export class PanelMember {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('panel') panelId: string;
  @RefColumn() @ForeignKey('agency') agencyId: string;
  /** Expected at every meeting of this panel. */
  @FlagColumn() isRequired: boolean;
}
