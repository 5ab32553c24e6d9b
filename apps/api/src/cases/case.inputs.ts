import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import {
  ADVOCATE_REFERRALS,
  BEHAVIOURS,
  type CaseFile,
  CHANNELS,
  CRITERIA,
  GENDERS,
  type Known,
  LAWFUL_BASES,
  LONGEST_REASON,
  LONGEST_REFERRAL_WORDS,
  MOST_SUSPECTS,
  OFFENCE_STATUSES,
  OFFENCES,
  ORDERS,
  OTHER_FORUMS,
  OTHERS_AT_RISK,
  POLICE_CONTACT,
  REFERRAL_WORDS,
  type ReferralWord,
  RELATIONSHIPS,
  RISK_TOOLS,
  type RiskLevel,
  type RiskTool,
  VICTIM_AWARENESS,
  VICTIM_WISHES,
} from '#cases';
import type { Day } from '#kernel';
import { id, text } from '../graphql/checked.js';
import { DayScalar } from '../graphql/scalars.js';
import { HandlingEnum, KnownEnum, RiskLevelEnum, RiskToolEnum } from './case.types.js';

/** A victim or suspect of a referral. */
@InputType({ description: 'A victim or suspect of a referral.' })
export class ReferredPersonInput {
  @Field(() => String, { nullable: true }) firstName: string;
  @Field({ description: '"unidentified" for a suspect whom nobody could name.' }) lastName: string;
  @Field(() => String, { nullable: true }) alias: string;
  @Field(() => DayScalar, { nullable: true }) bornOn: Day | null;
  @Field(() => String, { nullable: true, description: GENDERS.join(', ') }) gender: string;
  @Field(() => String, { nullable: true }) address: string;
  @Field(() => String, { nullable: true }) postcode: string;
  @Field(() => String, { nullable: true }) phone: string;
  @Field(() => KnownEnum, { nullable: true }) safeToCall: Known;
  @Field(() => [String], { nullable: true, description: 'platform:@name' }) handles: string[];
}

/** The rest of a referral form. */
@InputType({ description: 'The rest of a referral form, beside the facts that rank a case.' })
export class ReferralDetailsInput {
  @Field(() => String, { nullable: true }) safeChannel: string;
  @Field(() => String, { nullable: true }) safeTimes: string;
  @Field(() => String, { nullable: true }) mustNotKnow: string;
  @Field(() => String, { nullable: true }) awareReason: string;
  @Field(() => [String], { nullable: true, description: LAWFUL_BASES.join(', ') }) lawfulBases: string[];
  @Field(() => String, { nullable: true }) lawfulReason: string;
  @Field(() => String, { nullable: true }) wishesInWords: string;
  @Field(() => String, { nullable: true }) afraidOf: string;
  @Field(() => String, { nullable: true }) safePeople: string;
  @Field(() => String, { nullable: true }) notSafeToTell: string;
  @Field(() => String, { nullable: true }) language: string;
  @Field(() => KnownEnum, { nullable: true }) needsInterpreter: Known;
  @Field(() => KnownEnum, { nullable: true }) isPregnant: Known;
  @Field(() => String, { nullable: true }) ethnicity: string;
  @Field(() => String, { nullable: true }) disability: string;
  @Field(() => String, { nullable: true }) sexuality: string;
  @Field(() => String, { nullable: true }) religion: string;
  @Field(() => String, { nullable: true }) immigration: string;
  @Field(() => String, { nullable: true }) employer: string;
  @Field(() => [String], { nullable: true, description: CHANNELS.join(', ') }) channels: string[];
  @Field(() => String, { nullable: true }) frequency: string;
  @Field(() => String, { nullable: true }) suspectNotes: string;
  @Field(() => [String], { nullable: true, description: OTHERS_AT_RISK.join(', ') }) othersAtRisk: string[];
  @Field(() => String, { nullable: true, description: OFFENCE_STATUSES.join(', ') }) offenceStatus: string;
  @Field(() => [String], { nullable: true, description: OTHER_FORUMS.join(', ') }) otherForums: string[];
  @Field(() => String, { nullable: true }) priorPanel: string;
  @Field(() => String, { nullable: true }) advocateAgency: string;
  @Field(() => DayScalar, { nullable: true }) advocateReferredOn: Day | null;
  @Field(() => String, { nullable: true }) advocateReason: string;
  @Field(() => String, { nullable: true }) managerName: string;
  @Field(() => DayScalar, { nullable: true }) signedOffOn: Day | null;
}

/** The answer to one question of a risk tool. */
@InputType({ description: 'The answer to one question of a risk tool.' })
export class RiskAnswerInput {
  @Field() item: string;
  @Field(() => KnownEnum) answer: Known;
  @Field(() => String, { nullable: true, description: 'What shows it, at most 500 characters.' })
  note: string;
}

/** A risk form filled in with a referral. */
@InputType({ description: 'A risk form filled in with a referral. What is not answered is unknown.' })
export class FilledFormInput {
  @Field(() => RiskToolEnum) tool: RiskTool;
  @Field(() => String, { nullable: true, description: 'The version in use when not said.' })
  toolVersion: string | null;
  @Field(() => RiskLevelEnum, {
    nullable: true,
    description: 'What the answers give when not said; may be above, with a rationale, never below.',
  })
  level: RiskLevel | null;
  @Field(() => [RiskAnswerInput], { nullable: true }) answers: RiskAnswerInput[];
  @Field(() => String, { nullable: true }) rationale: string;
}

/** A referral. */
@InputType({ description: 'A referral: the facts of a case and its people (codes in lower case).' })
export class ReferCaseInput {
  @Field(() => ID) panelId: string;
  @Field(() => DayScalar, { nullable: true, description: 'Today when not said.' }) referredOn: Day | null;
  @Field(() => ID, { nullable: true, description: 'Your own agency when not said.' }) referringAgencyId:
    string | null;
  @Field(() => String, { nullable: true, description: 'You when not said.' }) referrerName: string | null;
  @Field(() => String, { nullable: true }) referrerEmail: string;
  @Field(() => [String], { description: CRITERIA.join(', ') }) criteria: string[];
  @Field(() => String, { nullable: true, description: 'Needed for professional_judgement.' })
  criteriaReason: string;
  @Field({ description: RELATIONSHIPS.join(', ') }) relationship: string;
  @Field(() => [String], { description: BEHAVIOURS.join(', ') }) behaviours: string[];
  @Field(() => DayScalar, { nullable: true }) firstIncidentOn: Day | null;
  @Field(() => DayScalar, { nullable: true }) lastIncidentOn: Day | null;
  @Field(() => Int, { nullable: true }) incidents12m: number | null;
  @Field(() => KnownEnum, { nullable: true }) weaponsAccess: Known;
  @Field(() => KnownEnum, { nullable: true }) threats: Known;
  @Field(() => Int, { nullable: true }) children: number | null;
  @Field(() => Int, { nullable: true, description: '0 to 24; null: not done.' }) dashScore: number | null;
  @Field(() => Int, { nullable: true, description: '0 to 11; null: not done.' }) screenScore: number | null;
  @Field(() => RiskLevelEnum, { nullable: true, description: 'The level the referrer gives.' })
  riskLevel: RiskLevel;
  @Field(() => [String], { nullable: true, description: OFFENCES.join(', ') }) offences: string[];
  @Field(() => String, { nullable: true }) crimeNumber: string;
  @Field(() => [String], { nullable: true, description: ORDERS.join(', ') }) ordersInForce: string[];
  @Field({ description: VICTIM_AWARENESS.join(', ') }) victimAware: string;
  @Field(() => [String], { nullable: true, description: VICTIM_WISHES.join(', ') }) victimWishes: string[];
  @Field({ description: POLICE_CONTACT.join(', ') }) wantsPoliceContact: string;
  @Field(() => [String], { nullable: true }) safetyActionsTaken: string[];
  @Field({ description: ADVOCATE_REFERRALS.join(', ') }) advocateReferral: string;
  @Field(() => String, { nullable: true }) lpa: string | null;
  @Field(() => HandlingEnum, { nullable: true }) handling: CaseFile['handling'];
  @Field(() => Boolean, { nullable: true }) isImminentThreat: boolean;
  @Field(() => DayScalar, { nullable: true }) suspectReleaseOn: Day | null;
  @Field(() => ReferredPersonInput) victim: ReferredPersonInput;
  @Field(() => [ReferredPersonInput]) suspects: ReferredPersonInput[];
  @Field(() => ReferralDetailsInput, { nullable: true }) details?: ReferralDetailsInput;
  @Field(() => [FilledFormInput], { nullable: true, description: 'Each tool once.' })
  forms: FilledFormInput[];
}

const line = (most: number) =>
  text(most)
    .nullish()
    .transform((value) => value ?? '');
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const known = z
  .string()
  .nullish()
  .transform((value) => value ?? 'unknown');
const code = (codes: readonly string[]) =>
  z.string().refine((value) => codes.includes(value), 'Choose a value of the list');
const codes = (list: readonly string[], least = 0) =>
  z
    .array(code(list))
    .min(least, 'Choose at least one')
    .max(list.length, 'Name each value once')
    .transform((values) => [...new Set(values)]);
const optionalCodes = (list: readonly string[]) =>
  codes(list)
    .nullish()
    .transform((values) => values ?? []);
const texts = (most: number, length: number) =>
  z
    .array(text(length, 1))
    .max(most, `At most ${most}`)
    .nullish()
    .transform((values) => values ?? []);
const whole = (most: number) => orNull(z.number().int().min(0, 'Not below 0').max(most, `At most ${most}`));

const person = z.object({
  firstName: line(100),
  lastName: text(100, 1),
  alias: line(200),
  bornOn: orNull(z.string()),
  gender: line(40).refine((value) => value === '' || (GENDERS as readonly string[]).includes(value), {
    message: 'Choose a value of the list',
  }),
  address: line(200),
  postcode: line(10),
  phone: line(40),
  safeToCall: known,
  handles: texts(20, 100),
});

const said = line(LONGEST_REFERRAL_WORDS);
const details = z.object({
  ...(Object.fromEntries(REFERRAL_WORDS.map((word) => [word, said])) as Record<ReferralWord, typeof said>),
  lawfulBases: optionalCodes(LAWFUL_BASES),
  channels: optionalCodes(CHANNELS),
  otherForums: optionalCodes(OTHER_FORUMS),
  othersAtRisk: optionalCodes(OTHERS_AT_RISK),
  offenceStatus: line(40).refine(
    (value) => value === '' || (OFFENCE_STATUSES as readonly string[]).includes(value),
    { message: 'Choose a value of the list' },
  ),
  needsInterpreter: known,
  isPregnant: known,
  advocateReferredOn: orNull(z.string()),
  managerName: line(200),
  signedOffOn: orNull(z.string()),
});

const answers = z
  .array(z.object({ item: text(40, 1), answer: z.string(), note: line(500) }))
  .max(40, 'At most 40 answers')
  .nullish()
  .transform((values) => values ?? [])
  .refine(
    (values) => new Set(values.map((one) => one.item)).size === values.length,
    'Answer each question once',
  );

const forms = z
  .array(
    z.object({
      tool: z.string(),
      toolVersion: orNull(text(40, 1)),
      level: orNull(z.string()),
      answers,
      rationale: line(200),
    }),
  )
  .max(RISK_TOOLS.length, 'Each tool once')
  .nullish()
  .transform((values) => values ?? [])
  .refine((values) => new Set(values.map((one) => one.tool)).size === values.length, 'Each tool once');

/** What a referral must look like. */
export const referCase = z.object({
  panelId: id,
  referredOn: orNull(z.string()),
  referringAgencyId: orNull(id),
  referrerName: orNull(text(200, 2)),
  referrerEmail: line(200).refine(
    (value) => value === '' || z.email().safeParse(value).success,
    'Write an e-mail address such as name@agency.example',
  ),
  criteria: codes(CRITERIA, 1),
  criteriaReason: line(4000),
  relationship: code(RELATIONSHIPS),
  behaviours: codes(BEHAVIOURS, 1),
  firstIncidentOn: orNull(z.string()),
  lastIncidentOn: orNull(z.string()),
  incidents12m: whole(10_000),
  weaponsAccess: known,
  threats: known,
  children: whole(30),
  dashScore: whole(24),
  screenScore: whole(11),
  riskLevel: known,
  offences: optionalCodes(OFFENCES),
  crimeNumber: line(60),
  ordersInForce: optionalCodes(ORDERS),
  victimAware: code(VICTIM_AWARENESS),
  victimWishes: optionalCodes(VICTIM_WISHES),
  wantsPoliceContact: code(POLICE_CONTACT),
  safetyActionsTaken: texts(20, 200),
  advocateReferral: code(ADVOCATE_REFERRALS),
  lpa: orNull(text(40, 1)),
  handling: z
    .string()
    .nullish()
    .transform((value) => value ?? 'standard'),
  isImminentThreat: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  suspectReleaseOn: orNull(z.string()),
  victim: person,
  suspects: z
    .array(person)
    .min(1, 'Name a suspect, or write "unidentified"')
    .max(MOST_SUSPECTS, `At most ${MOST_SUSPECTS}`),
  details: details.nullish().transform((value) => value ?? undefined),
  forms,
});

/** A case and a reason. */
@InputType({ description: 'A case and the reason, 3 to 200 characters.' })
export class FlagCaseInput {
  @Field(() => ID) caseId: string;
  @Field() reason: string;
}

/** What flagging and unflagging must look like. */
export const flagCase = z.object({ caseId: id, reason: text(LONGEST_REASON, 3) });

/** An incident for the log of a case. */
@InputType({ description: 'An incident for the log of a case.' })
export class RecordIncidentInput {
  @Field(() => ID) caseId: string;
  @Field(() => DayScalar) occurredOn: Day;
  @Field(() => [String], { description: BEHAVIOURS.join(', ') }) behaviours: string[];
  @Field(() => String, { nullable: true, description: CHANNELS.join(', ') }) channel: string;
  @Field(() => String, { nullable: true, description: 'Where it happened, at most 200 characters.' })
  place: string;
  @Field() description: string;
  @Field(() => [String], {
    nullable: true,
    description: 'Where the evidence is kept, by its reference: 20 at most. No files are kept here.',
  })
  evidenceReferences: string[];
  @Field(() => Boolean, { nullable: true }) isBreach: boolean;
  @Field(() => Boolean, { nullable: true }) isWeaponOrStrangulation: boolean;
}

const yes = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

/** What an incident must look like. */
export const recordIncident = z.object({
  caseId: id,
  occurredOn: z.string(),
  behaviours: codes(BEHAVIOURS, 1),
  channel: line(40).refine((value) => value === '' || (CHANNELS as readonly string[]).includes(value), {
    message: 'Choose a value of the list',
  }),
  place: line(200),
  description: text(5000, 3),
  evidenceReferences: texts(20, 200),
  isBreach: yes,
  isWeaponOrStrangulation: yes,
});

/** A result of a risk tool. */
@InputType({ description: 'A result of a risk tool; kept beside the earlier ones.' })
export class RecordRiskAssessmentInput {
  @Field(() => ID) caseId: string;
  @Field(() => RiskToolEnum) tool: RiskTool;
  @Field(() => String, { nullable: true }) toolVersion: string;
  @Field(() => DayScalar, { nullable: true, description: 'Today when not said.' }) assessedOn: Day | null;
  @Field(() => Int, { nullable: true, description: 'Counted from the answers when all are given.' }) score:
    number | null;
  @Field(() => RiskLevelEnum, {
    nullable: true,
    description: 'What the answers give when not said; may be above, with a rationale, never below.',
  })
  level: RiskLevel | null;
  @Field(() => [RiskAnswerInput], { nullable: true }) answers: RiskAnswerInput[];
  @Field(() => String, { nullable: true, description: 'Needed where judgement sets the level.' })
  rationale: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Sets or lifts the imminent threat; null: as it was.',
  })
  isImminentThreat: boolean | null;
}

/** What a risk result must look like. */
export const recordRiskAssessment = z.object({
  caseId: id,
  tool: z.string(),
  toolVersion: line(40),
  assessedOn: orNull(z.string()),
  score: whole(24),
  level: orNull(z.string()),
  answers,
  rationale: line(200),
  isImminentThreat: orNull(z.boolean()),
});
