import { Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  DayColumn,
  FlagColumn,
  IdColumn,
  MomentColumn,
  NumberColumn,
  RefColumn,
  RowVersion,
  SealedColumn,
} from '#platform';
import type { Day, Moment } from '#kernel';
import type { ActionPriority, ActionStatus } from './action-states.js';

/** What sort of action it is (domain.md 3.6). */
export const ACTION_CATEGORIES = [
  'victim_safety',
  'children',
  'suspect_disruption',
  'investigation',
  'digital_evidence',
  'order',
  'housing_security',
  'health',
  'advocacy_support',
  'information_sharing',
  'governance',
] as const;

/** One value of {@link ACTION_CATEGORIES}. */
export type ActionCategory = (typeof ACTION_CATEGORIES)[number];

/** A task that one agency agreed at a panel to do, for a named person's safety, by a date. Overdue is computed, never stored. */
@Entity('action')
@Index('action_reference', ['reference'], { unique: true })
@Index('action_open_of_agency', ['agencyId', 'isOpen', 'dueAt', 'id'])
@Index('action_case', ['caseId', 'number'], { unique: true })
@Index('action_meeting', ['meetingId'])
@Index('action_owner', ['ownerId', 'isOpen'])
@Index('action_panel', ['panelId', 'isOpen', 'dueAt', 'id'])
@Index('action_closed', ['closedOn', 'agencyId'])
@Index('action_first_due', ['originalDueOn', 'status', 'closedOn', 'panelId', 'agencyId'])
export class Action {
  @IdColumn() id: string;
  /** `NB-2026-0147-A03`. */
  @CodeColumn() reference: string;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  /** Counts from 1 within the case. */
  @NumberColumn() number: number;
  @RefColumn() @ForeignKey('panel') panelId: string;
  @RefColumn({ nullable: true }) @ForeignKey('meeting') meetingId: string | null;
  @RefColumn() @ForeignKey('agency') agencyId: string;
  /** The named person; null: nobody in the agency has it yet. */
  @RefColumn({ nullable: true }) @ForeignKey('person') ownerId: string | null;
  @SealedColumn() text: string;
  @CodeColumn() category: ActionCategory;
  @CodeColumn() priority: ActionPriority;
  @CodeColumn() status: ActionStatus;
  /** While something can still be done: kept with the status, for the index. */
  @FlagColumn() isOpen: boolean;
  @MomentColumn() agreedAt: Moment;
  @DayColumn() dueOn: Day;
  /** The moment it is due: 17:00 of the day, or the hour for a critical action. */
  @MomentColumn() dueAt: Moment;
  /** The day first agreed, before any extension. */
  @DayColumn() originalDueOn: Day;
  @MomentColumn({ nullable: true }) acknowledgedAt: Moment | null;
  @MomentColumn({ nullable: true }) closedAt: Moment | null;
  @DayColumn({ nullable: true }) closedOn: Day | null;
  /** The last note that anybody gave. */
  @SealedColumn() note: string;
  @SealedColumn({ default: '' }) evidenceReference: string;
  /** Why it was not possible, or not undertaken: one word of the list in the rules. */
  @CodeColumn({ nullable: true }) reasonCode: string | null;
  @DayColumn({ nullable: true }) extensionRequestedOn: Day | null;
  @DayColumn({ nullable: true }) extensionNewDueOn: Day | null;
  @SealedColumn({ nullable: true }) extensionReason: string | null;
  @NumberColumn() extensionCount: number;
  @RowVersion() version: number;
}
