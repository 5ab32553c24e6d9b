import { Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  DayColumn,
  FlagColumn,
  IdColumn,
  MomentColumn,
  RefColumn,
  SealedColumn,
} from '#platform';
import type { Day, Moment } from '#kernel';

/**
 * Somebody asks to see a case of which they know the reference. The reference is kept as it was typed and looked up
 * only when somebody who runs the panel reads: asking is the same work whether or not there is such a case.
 */
@Entity('access_request')
@Index('access_request_person', ['personId', 'askedAt'])
@Index('access_request_reference', ['reference', 'askedAt'])
export class AccessRequest {
  @IdColumn() id: string;
  @CodeColumn() reference: string;
  @RefColumn() @ForeignKey('person') personId: string;
  /** Of the person when they asked: a yes is for their agency. */
  @RefColumn() @ForeignKey('agency') agencyId: string;
  @SealedColumn() reason: string;
  @MomentColumn() askedAt: Moment;
  /** The last day on which it can be decided, and the day after which the person is told that it was not granted. */
  @DayColumn() lapsesOn: Day;
  /** Null: not decided. */
  @MomentColumn({ nullable: true }) decidedAt: Moment | null;
  @RefColumn({ nullable: true }) @ForeignKey('person') decidedById: string | null;
  @FlagColumn({ nullable: true }) isGranted: boolean | null;
  /** Never shown to the person who asked: a reason would tell that there is such a case. */
  @SealedColumn({ nullable: true }) decisionReason: string | null;
  /** The last day of the access that was granted. */
  @DayColumn({ nullable: true }) grantedUntil: Day | null;
}
