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
  SealedColumn,
} from '#platform';
import type { Day, Moment } from '#kernel';
import type { Known } from './case-facts.rules.js';
import type { Handling } from './referral-lists.js';
import type { RiskLevel } from './risk-tool.rules.js';

export type { Known };

/**
 * Where a case stands (domain.md 2.1). `triage` waits for those who run the panel to decide whether it is taken on,
 * `returned_for_information` for an answer of the referrer; `declined` and `redirected` were not taken on. `accepted` has
 * been taken on by a panel, `flagged` waits for an agenda, `listed` stands on one, `discussed` has been heard and its
 * actions are under way, `closed` is done. Which may follow which: `CASE_TRANSITIONS`.
 */
export const CASE_STATES = [
  'triage',
  'returned_for_information',
  'declined',
  'redirected',
  'accepted',
  'flagged',
  'listed',
  'discussed',
  'closed',
  'withdrawn',
] as const;

/** One value of {@link CASE_STATES}. */
export type CaseState = (typeof CASE_STATES)[number];

/**
 * A case: one victim and one or more suspects, referred to one panel. Shown as `Case` in GraphQL.
 * Carries the facts of its referral (domain.md 3.1).
 */
@Entity('case_file')
@Index('case_file_reference', ['reference'], { unique: true })
@Index('case_file_queue', ['panelId', 'state', 'waitingSince', 'heldUntil', 'version', 'factsVersion', 'id'])
@Index('case_file_referrer', ['referringAgencyId', 'referredOn'])
@Index('case_file_referred', ['referredOn', 'id'])
export class CaseFile {
  @IdColumn() id: string;
  /** What people call the case; holds no personal data. */
  @CodeColumn() reference: string;
  @RefColumn() @ForeignKey('panel') panelId: string;
  @CodeColumn() state: CaseState;
  @DayColumn() referredOn: Day;
  @RefColumn() @ForeignKey('agency') referringAgencyId: string;
  @LineColumn() referrerName: string;
  @LineColumn() referrerEmail: string;
  @JsonColumn() criteria: string[];
  @SealedColumn() criteriaReason: string;
  @CodeColumn() relationship: string;
  @JsonColumn() behaviours: string[];
  @DayColumn({ nullable: true }) firstIncidentOn: Day | null;
  @DayColumn({ nullable: true }) lastIncidentOn: Day | null;
  /** As the referrer counted; the incident log may say otherwise. */
  @NumberColumn({ nullable: true }) incidents12m: number | null;
  @CodeColumn() weaponsAccess: Known;
  @CodeColumn() threats: Known;
  @NumberColumn({ nullable: true }) children: number | null;
  @JsonColumn() offences: string[];
  @LineColumn() crimeNumber: string;
  @JsonColumn() ordersInForce: string[];
  @CodeColumn() victimAware: string;
  @JsonColumn() victimWishes: string[];
  @CodeColumn() wantsPoliceContact: string;
  @JsonColumn() safetyActionsTaken: string[];
  @CodeColumn() advocateReferral: string;
  @CodeColumn({ nullable: true }) lpa: string | null;
  @CodeColumn() handling: Handling;
  /** For those who run the panel and advocates only: left out of every reading that does not ask for it by name. */
  @SealedColumn({ nullable: true, select: false }) restrictedNotes?: string | null;
  @CodeColumn() riskLevel: RiskLevel;
  /** A professional has said that harm is imminent. */
  @FlagColumn() isImminentThreat: boolean;
  @DayColumn({ nullable: true }) suspectReleaseOn: Day | null;
  /** The day from which the wait for a hearing is counted. */
  @DayColumn() waitingSince: Day;
  @NumberColumn() timesNotReached: number;
  @NumberColumn() timesDeferred: number;
  /** Not before this day on any agenda. */
  @DayColumn({ nullable: true }) heldUntil: Day | null;
  @SealedColumn({ nullable: true }) heldReason: string | null;
  @DayColumn({ nullable: true }) lastDiscussedOn: Day | null;
  @MomentColumn({ nullable: true }) closedAt: Moment | null;
  @MomentColumn() createdAt: Moment;
  /** When it was submitted for triage; null: it came on the list of a panel that was running. */
  @MomentColumn({ nullable: true }) submittedAt: Moment | null;
  /**
   * Counts what is put on record beside the columns of the case and may change its rank: incidents, risk tools, who
   * needs to know, other cases of the suspect. Only counted up, by a statement of its own (`Cases.factsChanged`).
   */
  @NumberColumn({ update: false }) factsVersion: number;
  @RowVersion() version: number;
}
