import { Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  DayColumn,
  FlagColumn,
  IdColumn,
  JsonColumn,
  LineColumn,
  MomentColumn,
  NumberColumn,
  RefColumn,
  RowVersion,
} from '#platform';
import type { Day, Moment, TimeOfDay } from '#kernel';
import type { LinkSettings } from './link-settings.rules.js';
import type { TriageSettings } from './triage-settings.rules.js';

/** The kinds of panel, as the referral form and the referrals file know them. */
export const PANEL_KINDS = [
  'esip',
  'marac',
  'masip',
  'matac',
  'mappa_l2',
  'mappa_l3',
  'channel',
  'community_marac',
] as const;

/** One value of {@link PANEL_KINDS}. */
export type PanelKind = (typeof PANEL_KINDS)[number];

/** A standing panel: which agencies meet, how often, for how long, and who chairs. */
@Entity('panel')
@Index('panel_code', ['code'], { unique: true })
export class Panel {
  @IdColumn() id: string;
  /** Neutral short code, used where the name could give something away: `NB-N`. */
  @CodeColumn() code: string;
  @LineColumn() name: string;
  @CodeColumn() kind: PanelKind;
  /** Local Policing Area; null: the whole area. */
  @CodeColumn({ nullable: true }) lpa: string | null;
  @RefColumn({ nullable: true }) @ForeignKey('person') chairId: string | null;
  @RefColumn({ nullable: true }) @ForeignKey('person') coordinatorId: string | null;
  /** RFC 5545 recurrence rule, without DTSTART: `FREQ=WEEKLY;INTERVAL=2;BYDAY=TU`. */
  @LineColumn() recurrence: string;
  @DayColumn() firstOn: Day;
  /** Start of every meeting, Europe/London. */
  @CodeColumn() startsAt: TimeOfDay;
  @NumberColumn() durationMinutes: number;
  /** What becomes of a meeting that falls on a bank holiday. */
  @CodeColumn() bankHolidayRule: 'skip' | 'move_to_next_working_day' | 'ignore';
  /** Whose bank holidays count. */
  @CodeColumn() nation: 'england-and-wales' | 'scotland' | 'northern-ireland';
  @LineColumn() place: string;
  /** Agencies needed for decisions, the chair's included. */
  @NumberColumn() quorum: number;
  @CodeColumn() priorityProfile: string;
  /** Thresholds of triage and waiting that the panel chose for itself; null: the usual ones (`triageSettingsOf`). */
  @JsonColumn({ nullable: true }) triageSettings: TriageSettings | null;
  /** How far back other cases count, as the panel chose; null: as usual (`linkSettingsOf`). */
  @JsonColumn({ nullable: true }) linkSettings: LinkSettings | null;
  @FlagColumn() isActive: boolean;
  @MomentColumn() createdAt: Moment;
  @RowVersion() version: number;
}
