import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { type Forum, FORUMS, LONGEST_STEP, SIGNPOST_CODES } from '#cases';
import { URGENCIES, type Urgency } from '#panels';
import { id, text, version } from '../graphql/checked.js';
import { ForumEnum, SecondLookOutcomeEnum, UrgencyEnum } from './triage.types.js';

const words = text(LONGEST_STEP, 3);
const seen = { caseId: id, version };

/** Which referral, as the person saw it. */
@InputType({ isAbstract: true })
abstract class SeenReferralInput {
  @Field(() => ID) caseId: string;
  @Field(() => Int, { description: 'The version of its triage that was looked at.' }) version: number;
}

/** A referral that is taken on. */
@InputType({ description: 'A referral that the panel takes on.' })
export class AcceptReferralInput extends SeenReferralInput {
  @Field(() => String, { nullable: true, description: 'A word to the referrer.' }) words: string;
}

/** A referral of which something is missing. */
@InputType({ description: 'A referral that is returned to the referrer for information.' })
export class ReturnReferralInput extends SeenReferralInput {
  @Field({ description: 'What is missing.' }) missing: string;
}

/** What the referrer answers. */
@InputType({ description: 'The answer to what was asked about a referral.' })
export class AnswerReturnInput extends SeenReferralInput {
  @Field() answer: string;
}

/** A referral that is not taken on. */
@InputType({ description: 'A referral that the panel does not take on.' })
export class DeclineReferralInput extends SeenReferralInput {
  @Field({ description: 'Why, and why it is safe to decline it.' }) reason: string;
  @Field(() => [String], { description: `At least one of ${SIGNPOST_CODES.join(', ')}` }) signposts: string[];
}

/** A referral that belongs elsewhere. */
@InputType({ description: 'A referral that belongs to another forum.' })
export class RedirectReferralInput extends SeenReferralInput {
  @Field(() => ForumEnum) forum: Forum;
  @Field() reason: string;
}

/** A referral and a reason. */
@InputType({ description: 'A referral, and why.' })
export class ReferralReasonInput extends SeenReferralInput {
  @Field() reason: string;
}

/** A decision that is taken back. */
@InputType({ description: 'A referral of which your last decision is taken back.' })
export class UndoReferralDecisionInput extends SeenReferralInput {}

/** How urgent a person finds a referral. */
@InputType({ description: 'How urgent a person finds a referral, and why.' })
export class SetUrgencyInput extends SeenReferralInput {
  @Field(() => UrgencyEnum) urgency: Urgency;
  @Field() reason: string;
}

/** A case that cannot wait. */
@InputType({ description: 'A case that cannot wait for the next meeting, and why.' })
export class ProposeEmergencyMeetingInput {
  @Field(() => ID) caseId: string;
  @Field() reason: string;
}

/** A case for another panel. */
@InputType({ description: 'A case that another panel is asked to take over.' })
export class TransferCaseInput {
  @Field(() => ID) caseId: string;
  @Field(() => Int, { description: 'The version of the case that was looked at.' }) version: number;
  @Field(() => ID) toPanelId: string;
  @Field() reason: string;
}

/** A transfer as the person saw it. */
@InputType({ description: 'A transfer of a case, as it was looked at.' })
export class SettleTransferInput {
  @Field(() => ID) transferId: string;
  @Field(() => Int) version: number;
}

/** What a second look found. */
@InputType({ description: 'What somebody found who looked at a case again.' })
export class RecordSecondLookInput {
  @Field(() => ID) secondLookId: string;
  @Field(() => Int) version: number;
  @Field(() => SecondLookOutcomeEnum) outcome: 'agreed' | 'reopened';
  @Field({ description: 'Why.' }) words: string;
}

/** What these inputs must look like. */
export const acceptReferral = z.object({
  ...seen,
  words: text(LONGEST_STEP)
    .nullish()
    .transform((value) => value ?? ''),
});
export const returnReferral = z.object({ ...seen, missing: words });
export const answerReturn = z.object({ ...seen, answer: words });
export const declineReferral = z.object({
  ...seen,
  reason: words,
  signposts: z
    .array(z.string().refine((code) => SIGNPOST_CODES.includes(code), 'Choose from the list'))
    .max(20),
});
export const redirectReferral = z.object({ ...seen, forum: z.enum(FORUMS), reason: words });
export const referralReason = z.object({ ...seen, reason: words });
export const undoReferralDecision = z.object(seen);
export const setUrgency = z.object({ ...seen, urgency: z.enum(URGENCIES), reason: words });
export const proposeEmergencyMeeting = z.object({ caseId: id, reason: words });
export const transferCase = z.object({ ...seen, toPanelId: id, reason: words });
export const settleTransfer = z.object({ transferId: id, version });
export const recordSecondLook = z.object({
  secondLookId: id,
  version,
  outcome: z.enum(['agreed', 'reopened']),
  words,
});
