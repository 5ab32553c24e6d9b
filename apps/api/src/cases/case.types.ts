import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import {
  CASE_STATES,
  type CaseFile,
  type CaseFlag,
  type CasePerson,
  type CasePriority,
  type CaseState,
  CHANNELS,
  ESCALATION_RULE,
  ESCALATION_SIGNS,
  type Escalation,
  escalationSigns,
  HANDLINGS,
  IN_TRIAGE,
  type Incident,
  KNOWN_ANSWERS,
  type Known,
  LAWFUL_BASES,
  type ListedCase,
  NO_REFERRAL_DETAILS,
  OFFENCE_STATUSES,
  OTHER_FORUMS,
  OTHERS_AT_RISK,
  PRIORITY_BANDS,
  type PriorityBand,
  type PriorityPoint,
  findingInWords,
  questionOf,
  type ReferralDetails,
  RISK_LEVELS,
  RISK_TOOLS,
  type RiskAssessment,
  type RiskLevel,
  type RiskQuestion,
  type RiskTool,
  type ShownCasePerson,
} from '#cases';
import { type Day, daysBetween, type Moment, type RuleSource } from '#kernel';
import { AgencyType, toAgency } from '../agencies/agency.types.js';
import { connectionOf } from '../graphql/connection.js';
import { enumFrom } from '../graphql/enums.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { RuleSourceType } from '../graphql/rule-source.type.js';
import { DayScalar, MomentScalar } from '../graphql/scalars.js';
import { PanelType, toPanel } from '../panels/panel.types.js';

export const CaseStateEnum = enumFrom('CaseState', CASE_STATES, 'Where a case stands.');
export const KnownEnum = enumFrom('Known', KNOWN_ANSWERS, 'Yes, no, or nobody knows.');
export const RiskLevelEnum = enumFrom('RiskLevel', RISK_LEVELS, 'Levels of risk, lowest first.');
export const RiskToolEnum = enumFrom('RiskTool', RISK_TOOLS, 'The risk tools that can be recorded.');
export const HandlingEnum = enumFrom('Handling', HANDLINGS, 'How closely a case is kept.');
export const PriorityBandEnum = enumFrom(
  'PriorityBand',
  PRIORITY_BANDS,
  'A must be heard at the next meeting, B is high, C standard, D for information.',
);
export const CasePersonRoleEnum = enumFrom(
  'CasePersonRole',
  ['victim', 'suspect'] as const,
  'What somebody is in a case.',
);

/** `CasePerson` in the schema. */
@ObjectType('CasePerson', { description: 'The victim or a suspect of a case, as the referral named them.' })
export class CasePersonType {
  @Field(() => ID) id: string;
  @Field(() => CasePersonRoleEnum) role: CasePerson['role'];
  @Field() firstName: string;
  @Field({ description: '"unidentified" for a suspect whom nobody could name.' }) lastName: string;
  @Field() alias: string;
  @Field(() => DayScalar, { nullable: true }) bornOn: Day | null;
  @Field() gender: string;
  @Field({ description: 'You are not shown how to reach or find them: the five fields below are null.' })
  contactWithheld: boolean;
  @Field(() => KnownEnum, {
    nullable: true,
    description: 'Whether it is safe to call. Show it before the number.',
  })
  safeToCall: Known | null;
  @Field(() => String, { nullable: true }) phone: string | null;
  @Field(() => String, { nullable: true }) address: string | null;
  @Field(() => String, { nullable: true }) postcode: string | null;
  @Field(() => [String], { nullable: true }) handles: string[] | null;
}

/** A person of a case as the schema shows them. */
export function toCasePerson(person: ShownCasePerson): CasePersonType {
  const { caseId: _, identityKey: __, ...shown } = person;
  return Object.assign(new CasePersonType(), shown);
}

/** `RiskAnswer` in the schema. */
@ObjectType('RiskAnswer', { description: 'The answer to one question of a risk tool.' })
export class RiskAnswerType {
  @Field() item: string;
  @Field({ description: 'The question in words, as it was asked.' }) question: string;
  @Field(() => KnownEnum) answer: Known;
  @Field({ description: 'What shows it; empty: nothing was written down.' }) note: string;
}

/** `RiskQuestion` in the schema. */
@ObjectType('RiskQuestion', { description: 'One question of a risk form.' })
export class RiskQuestionType {
  @Field({ description: 'The short name under which its answer is sent.' }) item: string;
  @Field() text: string;
  @Field({ description: 'What counts; may be empty.' }) hint: string;
}

/** `RiskForm` in the schema. */
@ObjectType('RiskForm', { description: 'A risk form in the version that is in use.' })
export class RiskFormType {
  @Field(() => RiskToolEnum) tool: RiskTool;
  @Field() version: string;
  @Field() name: string;
  @Field() about: string;
  @Field() source: string;
  @Field(() => [RiskQuestionType]) questions: readonly RiskQuestion[];
}

/** `RiskAssessment` in the schema; `assessedBy` is resolved by a loader. */
@ObjectType('RiskAssessment', { description: 'One result of a risk tool. Never overwritten.' })
export class RiskAssessmentType {
  @Field(() => ID) id: string;
  @Field(() => RiskToolEnum) tool: RiskTool;
  @Field() toolVersion: string;
  @Field(() => DayScalar) assessedOn: Day;
  @Field(() => Int, { nullable: true, description: 'Number of "yes"; null: not counted.' }) score:
    number | null;
  @Field(() => RiskLevelEnum) level: RiskLevel;
  @Field(() => [RiskAnswerType], { description: 'What is not here is unknown.' }) answers: RiskAnswerType[];
  @Field() rationale: string;
  @Field({ description: 'What the tool found, in words people understand.' }) finding: string;
  @Field(() => MomentScalar) recordedAt: Moment;
  assessedById: string | null;
}

/** A risk result as the schema shows it. */
export function toAssessment(assessment: RiskAssessment): RiskAssessmentType {
  const { caseId: _, answers, notes, ...shown } = assessment;
  const { tool, toolVersion } = assessment;
  const items = [...new Set([...Object.keys(answers), ...Object.keys(notes)])];
  const list = items.map((item) => ({
    item,
    question: questionOf(tool, toolVersion, item) ?? inWords(item),
    answer: answers[item] ?? ('unknown' as const),
    note: notes[item] ?? '',
  }));
  return Object.assign(new RiskAssessmentType(), shown, {
    answers: list,
    finding: findingInWords(assessment),
  });
}

/** The circumstances that may be noted beside any tool have no question of a form: their name says what they are. */
function inWords(item: string): string {
  const words = item.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `Incident` in the schema; `recordedBy` is resolved by a loader. */
@ObjectType('Incident', { description: 'One thing that happened, in the log of a case.' })
export class IncidentType {
  @Field(() => ID) id: string;
  @Field(() => DayScalar) occurredOn: Day;
  @Field(() => [String]) behaviours: string[];
  @Field() channel: string;
  @Field({ description: 'Where it happened; empty: not known.' }) place: string;
  @Field() description: string;
  @Field(() => [String], { description: 'Where the evidence is kept, by its reference.' })
  evidenceReferences: string[];
  @Field({ description: 'Contrary to an order, bail condition or licence.' }) isBreach: boolean;
  @Field() isWeaponOrStrangulation: boolean;
  recordedById: string | null;
}

/** An incident as the schema shows it. */
export function toIncident(incident: Incident): IncidentType {
  const { caseId: _, recordedAt: __, ...shown } = incident;
  const evidenceReferences = incident.evidenceReferences ?? [];
  return Object.assign(new IncidentType(), shown, { evidenceReferences });
}

/** `CaseFlag` in the schema; `flaggedBy` is resolved by a loader. */
@ObjectType('CaseFlag', {
  description: 'Why a case needs a panel: set by a person with a reason, or by a rule.',
})
export class CaseFlagType {
  @Field(() => ID) id: string;
  @Field() reason: string;
  @Field(() => String, { nullable: true, description: 'The rule that flagged; null: a person did.' }) rule:
    string | null;
  @Field(() => Int, { nullable: true }) ruleVersion: number | null;
  @Field(() => MomentScalar) flaggedAt: Moment;
  @Field(() => MomentScalar, { nullable: true }) clearedAt: Moment | null;
  @Field(() => String, { nullable: true }) clearedReason: string | null;
  flaggedById: string | null;
}

/** A flag as the schema shows it. */
export function toFlag(flag: CaseFlag): CaseFlagType {
  const { caseId: _, ...shown } = flag;
  return Object.assign(new CaseFlagType(), shown);
}

export const EscalationSignEnum = enumFrom(
  'EscalationSignName',
  ESCALATION_SIGNS,
  'A sign that a case escalates: breach of an order, as many incidents as the panel has set, shortening gaps, a new kind of behaviour.',
);

/** `EscalationSign` in the schema. */
@ObjectType('EscalationSign', {
  description: 'One sign of escalation: whether it is there, and why or why not.',
})
export class EscalationSignType {
  @Field(() => EscalationSignEnum) sign: (typeof ESCALATION_SIGNS)[number];
  @Field() isFound: boolean;
  @Field({ description: 'Why, or why not, in words.' }) reason: string;
  @Field(() => RuleSourceType) rule: RuleSource;
}

/** The signs of escalation as the schema shows them, those that are found first. */
export function toEscalation(found: Escalation): EscalationSignType[] {
  return escalationSigns(found).map(({ sign, found: isFound, reason }) =>
    Object.assign(new EscalationSignType(), { sign, isFound, reason, rule: ESCALATION_RULE }),
  );
}

/** `PriorityPoint` in the schema. */
@ObjectType('PriorityPoint', { description: 'What one component adds to an agenda priority, and why.' })
export class PriorityPointType {
  @Field() component: string;
  @Field() label: string;
  @Field(() => Int, { description: 'Points for sure.' }) low: number;
  @Field(() => Int, { description: 'Points if every unknown answer turned out against us.' }) high: number;
  @Field(() => Int) max: number;
  @Field() reason: string;
}

/** `CasePriority` in the schema. */
@ObjectType('CasePriority', {
  description: 'Agenda priority: advice for the order of an agenda, never a measure of risk.',
})
export class CasePriorityType {
  @Field(() => PriorityBandEnum) band: PriorityBand;
  @Field(() => [String]) bandReasons: string[];
  @Field(() => Int) low: number;
  @Field(() => Int) high: number;
  @Field(() => [PriorityPointType]) points: PriorityPoint[];
  @Field(() => [String], { description: 'Facts that could still change band or score.' })
  dataNeeded: string[];
  @Field({ description: 'Profile and version that ranked it: essex-behavioural/1.' }) profile: string;
}

/** An agenda priority as the schema shows it. */
export function toPriority({ profile, ...shown }: CasePriority): CasePriorityType {
  return Object.assign(new CasePriorityType(), shown, { profile: `${profile.key}/${profile.version}` });
}

/** `ReferralDetails` in the schema. */
@ObjectType('ReferralDetails', {
  description: 'The rest of a referral form, beside the facts that rank a case. No rule reads it.',
})
export class ReferralDetailsType {
  @Field({ description: 'How the victim can be reached safely. Show it before any contact detail.' })
  safeChannel: string;
  @Field() safeTimes: string;
  @Field({ description: 'Who must not know of the referral.' }) mustNotKnow: string;
  @Field({ description: 'Why the victim does not know of it.' }) awareReason: string;
  @Field(() => [String], { description: LAWFUL_BASES.join(', ') }) lawfulBases: string[];
  @Field({ description: 'Why it is necessary to share.' }) lawfulReason: string;
  @Field() wishesInWords: string;
  @Field({ description: 'Of whom the victim is afraid; may be more than the suspect.' }) afraidOf: string;
  @Field() safePeople: string;
  @Field() notSafeToTell: string;
  @Field() language: string;
  @Field(() => KnownEnum) needsInterpreter: Known;
  @Field(() => KnownEnum) isPregnant: Known;
  @Field() ethnicity: string;
  @Field() disability: string;
  @Field() sexuality: string;
  @Field() religion: string;
  @Field() immigration: string;
  @Field() employer: string;
  @Field(() => [String], { description: CHANNELS.join(', ') }) channels: string[];
  @Field({ description: 'How often and how long, in words.' }) frequency: string;
  @Field({ description: 'Vehicles, work, bail or licence of the suspects, in words.' }) suspectNotes: string;
  @Field(() => [String], { description: OTHERS_AT_RISK.join(', ') }) othersAtRisk: string[];
  @Field({ description: OFFENCE_STATUSES.join(', ') }) offenceStatus: string;
  @Field(() => [String], { description: OTHER_FORUMS.join(', ') }) otherForums: string[];
  @Field() priorPanel: string;
  @Field() advocateAgency: string;
  @Field(() => DayScalar, { nullable: true }) advocateReferredOn: Day | null;
  @Field({ description: 'Why no advocate was offered.' }) advocateReason: string;
  @Field({ description: 'The manager who signed the referral off.' }) managerName: string;
  @Field(() => DayScalar, { nullable: true }) signedOffOn: Day | null;
}

/** The details of a referral as the schema shows them. */
export function toDetails(details: ReferralDetails): ReferralDetailsType {
  const { id: _, caseId: __, words, ...columns } = details;
  return Object.assign(new ReferralDetailsType(), NO_REFERRAL_DETAILS, columns, words);
}

/** `Case` in the schema. What belongs to a case beyond its own columns is resolved by loaders. */
@ObjectType('Case', { description: 'One victim and one or more suspects, referred to one panel.' })
export class CaseType {
  @Field(() => ID) id: string;
  @Field({ description: 'What people call the case; holds no personal data.' }) reference: string;
  @Field(() => CaseStateEnum) state: CaseState;
  @Field(() => DayScalar) referredOn: Day;
  @Field(() => MomentScalar, {
    nullable: true,
    description: 'When it was submitted for triage; null: it came on the list of a running panel.',
  })
  submittedAt: Moment | null;
  @Field() referrerName: string;
  @Field(() => [String]) criteria: string[];
  @Field() criteriaReason: string;
  @Field() relationship: string;
  @Field(() => [String]) behaviours: string[];
  @Field(() => DayScalar, { nullable: true }) firstIncidentOn: Day | null;
  @Field(() => DayScalar, { nullable: true }) lastIncidentOn: Day | null;
  @Field(() => Int, { nullable: true, description: 'As the referrer counted.' }) incidents12m: number | null;
  @Field(() => KnownEnum) weaponsAccess: Known;
  @Field(() => KnownEnum) threats: Known;
  @Field(() => Int, { nullable: true }) children: number | null;
  @Field(() => [String]) offences: string[];
  @Field() crimeNumber: string;
  @Field(() => [String]) ordersInForce: string[];
  @Field() victimAware: string;
  @Field(() => [String]) victimWishes: string[];
  @Field() wantsPoliceContact: string;
  @Field(() => [String]) safetyActionsTaken: string[];
  @Field() advocateReferral: string;
  @Field(() => String, { nullable: true }) lpa: string | null;
  @Field(() => HandlingEnum) handling: CaseFile['handling'];
  @Field(() => RiskLevelEnum) riskLevel: RiskLevel;
  @Field({ description: 'A professional has said that harm is imminent.' }) isImminentThreat: boolean;
  @Field(() => DayScalar, { nullable: true }) suspectReleaseOn: Day | null;
  @Field(() => DayScalar, { description: 'From which the wait for a hearing is counted.' }) waitingSince: Day;
  @Field(() => Int, { nullable: true, description: 'Null once the panel has heard it, or it is closed.' })
  daysWaiting: number | null;
  @Field(() => Int) timesNotReached: number;
  @Field(() => Int) timesDeferred: number;
  @Field(() => DayScalar, { nullable: true, description: 'Not before this day on any agenda.' })
  heldUntil: Day | null;
  @Field(() => String, { nullable: true }) heldReason: string | null;
  @Field(() => DayScalar, { nullable: true }) lastDiscussedOn: Day | null;
  @Field(() => MomentScalar, { nullable: true }) closedAt: Moment | null;
  @Field({ description: 'For lists, where a name would be too much.' }) victimInitials: string;
  @Field(() => Int, { nullable: true, description: 'Today, from the date of birth.' }) victimAge:
    number | null;
  @Field(() => Int, { description: 'Optimistic version: send it back with a change.' }) version: number;
  panelId: string;
  referringAgencyId: string;
  panel?: PanelType;
  referringAgency?: AgencyType;
}

const WAITING: readonly CaseState[] = [...IN_TRIAGE, 'accepted', 'flagged', 'listed'];

/** A case as the schema shows it today, with its panel, referrer and victim. */
export function toCase(row: ListedCase, today: Day): CaseType {
  const {
    panel,
    referringAgency,
    victim,
    referrerEmail: _,
    createdAt: __,
    restrictedNotes: ___,
    ...shown
  } = row;
  return Object.assign(new CaseType(), shown, {
    panel: toPanel(panel),
    referringAgency: toAgency(referringAgency),
    ...workedOut(row, victim, today),
  });
}

type VictimInList = Pick<CasePerson, 'firstName' | 'lastName' | 'bornOn'>;

/** What a list shows of a case that is on no row: how long it has waited, and just enough of the victim. */
export function workedOut(
  { state, waitingSince }: Pick<CaseFile, 'state' | 'waitingSince'>,
  victim: VictimInList | null,
  today: Day,
): Pick<CaseType, 'daysWaiting' | 'victimInitials' | 'victimAge'> {
  return {
    daysWaiting: WAITING.includes(state) ? daysBetween(waitingSince, today) : null,
    victimInitials: victim ? initials(victim) : '',
    victimAge: victim?.bornOn ? ageOn(victim.bornOn, today) : null,
  };
}

function initials({ firstName, lastName }: VictimInList): string {
  return [firstName, lastName]
    .map((name) => [...name.trim()][0] ?? '')
    .join('')
    .toUpperCase();
}

function ageOn(bornOn: Day, today: Day): number {
  const years = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return today.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

export const CaseConnection = connectionOf(CaseType, 'Case');
export const CaseResult = orRefusal(CaseType, 'CaseResult');
