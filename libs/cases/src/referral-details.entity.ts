import { Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  DayColumn,
  IdColumn,
  JsonColumn,
  LineColumn,
  RefColumn,
  SealedJsonColumn,
} from '#platform';
import type { Day } from '#kernel';
import type { Known } from './case-facts.rules.js';
import type { ReferralWord } from './referral-details.rules.js';

/** What the referral form of a case said beside the facts that rank it. One row at most for a case. */
@Entity('referral_details')
@Index('referral_details_case', ['caseId'], { unique: true })
export class ReferralDetails {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  /** How the victim can be reached safely, their wishes, who must not know; who they are, as they say it themselves. */
  @SealedJsonColumn() words: Partial<Record<ReferralWord, string>>;
  @JsonColumn() lawfulBases: string[];
  /** Over what the suspect is in touch. */
  @JsonColumn() channels: string[];
  @JsonColumn() otherForums: string[];
  @JsonColumn() othersAtRisk: string[];
  @CodeColumn() offenceStatus: string;
  @CodeColumn() needsInterpreter: Known;
  @CodeColumn() isPregnant: Known;
  @DayColumn({ nullable: true }) advocateReferredOn: Day | null;
  /** The manager of the referring agency who signed it off. */
  @LineColumn() managerName: string;
  @DayColumn({ nullable: true }) signedOffOn: Day | null;
}
