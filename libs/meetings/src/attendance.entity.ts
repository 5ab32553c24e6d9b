import { Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, FlagColumn, IdColumn, LineColumn, MomentColumn, RefColumn, RowVersion } from '#platform';
import type { Moment } from '#kernel';

/** How an agency took part. */
export const PRESENCES = ['expected', 'here', 'video', 'later', 'apologies', 'away'] as const;

/** One value of {@link PRESENCES}. */
export type Presence = (typeof PRESENCES)[number];

/** One agency at one meeting. */
@Entity('attendance')
@Index('attendance_seat', ['meetingId', 'agencyId'], { unique: true })
@Index('attendance_agency', ['agencyId', 'presence'])
export class Attendance {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('meeting') meetingId: string;
  @RefColumn() @ForeignKey('agency') agencyId: string;
  /** Who came for the agency. */
  @RefColumn({ nullable: true }) @ForeignKey('person') personId: string | null;
  @CodeColumn() presence: Presence;
  /** "Joins at 10:45am", "written update sent". */
  @LineColumn() note: string;
  /** The confidentiality statement was read and accepted. */
  @FlagColumn() isConfidentialityAgreed: boolean;
  @MomentColumn({ nullable: true }) recordedAt: Moment | null;
  @RowVersion() version: number;
}
