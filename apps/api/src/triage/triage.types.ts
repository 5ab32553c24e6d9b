import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import {
  CLOCK_COLOURS,
  CLOCK_RULE,
  type CaseTransfer,
  type ClockColour,
  clockColour,
  clockInWords,
  FORUMS,
  type Forum,
  SIGNPOSTS,
  spanInWords,
  type SecondLook,
  type Signpost,
  TRIAGE_OUTCOMES,
  TRIAGE_STEP_KINDS,
  type Triage,
  type TriageOutcome,
  type TriageStep,
  type TriageStepKind,
  URGENCY_RULE,
} from '#cases';
import type { Day, Moment, RuleSource } from '#kernel';
import { URGENCIES, type Urgency } from '#panels';
import { enumFrom } from '../graphql/enums.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { RuleSourceType } from '../graphql/rule-source.type.js';
import { DayScalar, MomentScalar } from '../graphql/scalars.js';

export const UrgencyEnum = enumFrom('Urgency', URGENCIES, 'How soon somebody must decide on a referral.');
export const ClockColourEnum = enumFrom(
  'ClockColour',
  CLOCK_COLOURS,
  'How a triage clock stands: in time, soon, about to be missed, missed, or standing still.',
);
export const ForumEnum = enumFrom('Forum', FORUMS, 'Where a referral may belong instead of this panel.');
export const TriageOutcomeEnum = enumFrom(
  'TriageOutcome',
  TRIAGE_OUTCOMES,
  'What a panel decided on a referral.',
);
export const TriageStepKindEnum = enumFrom(
  'TriageStepKind',
  TRIAGE_STEP_KINDS,
  'What happened to a referral.',
);
export const SecondLookOutcomeEnum = enumFrom(
  'SecondLookOutcome',
  ['agreed', 'reopened'] as const,
  'What somebody found who looked again.',
);

/** `TriageClock` in the schema. */
@ObjectType('TriageClock', { description: 'The clock of a referral in triage.' })
export class TriageClockType {
  @Field(() => ClockColourEnum) colour: ClockColour;
  @Field({ description: 'In words: "2 hours 5 minutes left", "late by 3 hours", "stands still".' })
  inWords: string;
  @Field(() => MomentScalar, { description: 'When it began to count.' }) startsAt: Moment;
  @Field(() => MomentScalar, { nullable: true, description: 'Null while it stands still.' })
  dueAt: Moment | null;
  @Field(() => RuleSourceType) rule: RuleSource;
}

/** `Signpost` in the schema. */
@ObjectType('Signpost', { description: 'A piece of safe advice, with where it comes from.' })
export class SignpostType {
  @Field() code: string;
  @Field() text: string;
  @Field() source: string;
  @Field(() => DayScalar, { description: 'When text and source were last checked.' }) checkedOn: Day;
}

/** `TriageStep` in the schema; `by` is resolved by a loader. */
@ObjectType('TriageStep', { description: 'One thing that happened to a referral in triage.' })
export class TriageStepType {
  @Field(() => ID) id: string;
  @Field(() => TriageStepKindEnum) kind: TriageStepKind;
  @Field(() => MomentScalar) at: Moment;
  @Field({
    description:
      'Why, what is missing, what was answered. Empty for the reason of an emergency meeting that was planned, unless you run the panel.',
  })
  words: string;
  @Field(() => ForumEnum, { nullable: true }) forum: Forum | null;
  @Field(() => [SignpostType]) signposts: Signpost[];
  byId: string | null;
}

/** A step as the schema shows it. */
export function toStep({ id, kind, at, words, forum, signposts, byId }: TriageStep): TriageStepType {
  const given = SIGNPOSTS.filter(({ code }) => signposts.includes(code));
  return Object.assign(new TriageStepType(), {
    ...{ id, kind, at, words, byId, signposts: given },
    forum: forum as Forum | null,
  });
}

/** `Triage` in the schema; `steps` and people are resolved by loaders. */
@ObjectType('Triage', { description: 'How a referral stands, or stood, before a panel took it on.' })
export class TriageType {
  @Field(() => UrgencyEnum) urgency: Urgency;
  @Field(() => UrgencyEnum, { description: 'What the rule found; never less urgent than this.' })
  ruleUrgency: Urgency;
  @Field(() => [String], { description: 'Why the rule found so.' }) ruleReasons: string[];
  @Field(() => RuleSourceType) urgencyRule: RuleSource;
  @Field({ description: 'A person has raised it above the rule; the step says why.' }) isRaised: boolean;
  @Field(() => TriageClockType, { nullable: true, description: 'Null once it is decided.' })
  clock: TriageClockType | null;
  @Field(() => MomentScalar, { description: 'Submitted, or brought back, at.' }) receivedAt: Moment;
  @Field({ description: 'How long it waits, or waited for its decision, in words: "2 days 3 hours".' })
  waited: string;
  @Field(() => TriageOutcomeEnum, { nullable: true }) outcome: TriageOutcome | null;
  @Field(() => MomentScalar, { nullable: true }) settledAt: Moment | null;
  @Field(() => MomentScalar, { nullable: true, description: 'The referrer has appealed once.' })
  appealedAt: Moment | null;
  @Field(() => Int, { description: 'Optimistic version: send it back with a decision.' }) version: number;
  caseId: string;
}

/** Triage as the schema shows it at a moment. */
export function toTriage(triage: Triage, now: Moment): TriageType {
  const { urgency, ruleUrgency, ruleReasons, ruleVersion, raisedById, caseId, version } = triage;
  const { receivedAt, outcome, settledAt, appealedAt, startsAt, dueAt } = triage;
  const clock = triage.isOpen
    ? {
        startsAt,
        dueAt,
        colour: clockColour(triage, now),
        inWords: clockInWords(triage, now),
        rule: CLOCK_RULE,
      }
    : null;
  return Object.assign(new TriageType(), {
    ...{ urgency, ruleUrgency, ruleReasons, caseId, version, clock, isRaised: raisedById !== null },
    ...{ receivedAt, outcome, settledAt, appealedAt },
    waited: spanInWords(receivedAt, settledAt ?? now),
    urgencyRule: { ...URGENCY_RULE, version: ruleVersion },
  });
}

/** `TriageCount` in the schema. */
@ObjectType('TriageCount', {
  description:
    'How many referrals of one urgency have a clock of one colour, by whether they are returned and appealed.',
})
export class TriageCountType {
  @Field(() => UrgencyEnum) urgency: Urgency;
  @Field(() => ClockColourEnum) colour: ClockColour;
  @Field({ description: 'The referrer was asked for information: the clock stands still.' })
  isReturned: boolean;
  @Field({ description: 'The referrer appealed against a decision.' }) isAppeal: boolean;
  @Field(() => Int) count: number;
}

/** `CaseTransfer` in the schema; case and panels are resolved by loaders. */
@ObjectType('CaseTransfer', {
  description:
    'A case on its way to another panel. Until that panel acknowledges it, the old one is responsible.',
})
export class CaseTransferType {
  @Field(() => ID) id: string;
  @Field() reason: string;
  @Field(() => MomentScalar) askedAt: Moment;
  @Field(() => MomentScalar, { nullable: true }) settledAt: Moment | null;
  @Field(() => Int) version: number;
  caseId: string;
  fromPanelId: string;
  toPanelId: string;
}

/** A transfer as the schema shows it. */
export function toTransfer(transfer: CaseTransfer): CaseTransferType {
  const { id, reason, askedAt, settledAt, version, caseId, fromPanelId, toPanelId } = transfer;
  return Object.assign(new CaseTransferType(), {
    ...{ id, reason, askedAt, settledAt, version },
    ...{ caseId, fromPanelId, toPanelId },
  });
}

/** `SecondLook` in the schema; the case is resolved by a loader. */
@ObjectType('SecondLook', {
  description: 'A declined or standard-risk case, drawn at random, that somebody else is to look at again.',
})
export class SecondLookType {
  @Field(() => ID) id: string;
  @Field({ description: 'The month it was drawn from: 2026-10.' }) month: string;
  @Field(() => SecondLookOutcomeEnum, { nullable: true }) outcome: SecondLook['outcome'];
  @Field(() => String, { nullable: true }) words: string | null;
  @Field(() => MomentScalar, { nullable: true }) doneAt: Moment | null;
  @Field(() => RuleSourceType, { description: 'The rule of the draw.' }) rule: RuleSource;
  @Field(() => Int) version: number;
  caseId: string;
  doneById: string | null;
}

export const CaseTransferResult = orRefusal(CaseTransferType, 'CaseTransferResult');
export const SecondLookResult = orRefusal(SecondLookType, 'SecondLookResult');
