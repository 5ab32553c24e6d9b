import { MOST_SUSPECTS } from '../referral.rules.js';
import { LONGEST_REFERRAL_WORDS } from '../referral-details.rules.js';
import * as lists from '../referral-lists.js';
import { RISK_LEVELS, type RiskTool, TOOL_ITEMS } from '../risk-tool.rules.js';

/** What is said of "none": it stands alone in a list of many, and tells an answer from a question left open. */
export const NONE = 'none';

/** How one field of a draft may be filled in. Drafts keep what was typed, so a day or a number is a text here. */
export type DraftField =
  | { kind: 'text'; most: number }
  | { kind: 'code'; codes: readonly string[] }
  | { kind: 'codes'; codes: readonly string[] };

/** The tools that are filled in with a referral. */
export const DRAFT_TOOLS = ['four', 'stalking_or_harassment', 'stalking_screen', 'dash'] as const;

const line = (most = 200): DraftField => ({ kind: 'text', most });
const words: DraftField = { kind: 'text', most: LONGEST_REFERRAL_WORDS };
const day = line(40);
const one = (codes: readonly string[]): DraftField => ({ kind: 'code', codes });
const many = (codes: readonly string[]): DraftField => ({ kind: 'codes', codes });
const known = one(lists.KNOWN_ANSWERS);

/** The parts of a person that a draft asks, by name. */
export const PERSON_PARTS: Record<string, DraftField> = {
  firstName: line(100),
  lastName: line(100),
  alias: line(),
  bornOn: day,
  gender: one(lists.GENDERS),
  address: line(),
  postcode: line(10),
  phone: line(40),
  safeToCall: known,
  handles: words,
};

function people(): [string, DraftField][] {
  const who = ['victim', ...Array.from({ length: MOST_SUSPECTS }, (_, i) => `suspect${i + 1}`)];
  return who.flatMap((name) =>
    Object.entries(PERSON_PARTS).map(([part, field]): [string, DraftField] => [`${name}.${part}`, field]),
  );
}

function forms(): [string, DraftField][] {
  return DRAFT_TOOLS.flatMap((tool: RiskTool) =>
    TOOL_ITEMS[tool].flatMap((item): [string, DraftField][] => [
      [`${tool}.${item}`, known],
      [`${tool}.${item}.note`, line(500)],
    ]),
  );
}

/** Every field of a draft referral, by name. What is not here cannot be answered. */
export const DRAFT_FIELDS: ReadonlyMap<string, DraftField> = new Map<string, DraftField>([
  ['panelId', line(36)],
  ['isImminentThreat', one(['yes', 'no'])],
  ['safeChannel', words],
  ['safeTimes', words],
  ['mustNotKnow', words],
  ['victimAware', one(lists.VICTIM_AWARENESS)],
  ['awareReason', words],
  ['lawfulBases', many(lists.LAWFUL_BASES)],
  ['lawfulReason', words],
  ['victimWishes', many(lists.VICTIM_WISHES)],
  ['wishesInWords', words],
  ['wantsPoliceContact', one(lists.POLICE_CONTACT)],
  ['afraidOf', words],
  ['safePeople', words],
  ['notSafeToTell', words],
  ['language', line()],
  ['needsInterpreter', known],
  ['ethnicity', line()],
  ['disability', words],
  ['sexuality', line()],
  ['religion', line()],
  ['immigration', words],
  ['isPregnant', known],
  ['employer', line()],
  ['suspectKnown', one(['yes', 'no'])],
  ['relationship', one(lists.RELATIONSHIPS)],
  ['suspectNotes', words],
  ['weaponsAccess', known],
  ['threats', known],
  ['suspectReleaseOn', day],
  ['behaviours', many(lists.BEHAVIOURS)],
  ['channels', many([...lists.CHANNELS, NONE])],
  ['firstIncidentOn', day],
  ['lastIncidentOn', day],
  ['incidents12m', line(10)],
  ['frequency', words],
  ['children', line(10)],
  ['othersAtRisk', many([...lists.OTHERS_AT_RISK, NONE])],
  ['offences', many([...lists.OFFENCES, NONE])],
  ['crimeNumber', line(60)],
  ['offenceStatus', one(lists.OFFENCE_STATUSES)],
  ['ordersInForce', many([...lists.ORDERS, NONE])],
  ['otherForums', many([...lists.OTHER_FORUMS, NONE])],
  ['priorPanel', words],
  ['safetyActionsTaken', { kind: 'text', most: 4000 }],
  ['noSafetyActions', one(['yes'])],
  ['advocateReferral', one(lists.ADVOCATE_REFERRALS)],
  ['advocateAgency', line()],
  ['advocateReferredOn', day],
  ['advocateReason', words],
  ['criteria', many(lists.CRITERIA)],
  ['criteriaReason', { kind: 'text', most: 4000 }],
  ['riskLevel', one(RISK_LEVELS)],
  ['riskReason', line(200)],
  ['handling', one(lists.HANDLINGS)],
  ['lpa', line(40)],
  ['referrerName', line()],
  ['managerName', line()],
  ['signedOffOn', day],
  ...people(),
  ...forms(),
]);

/** The answers of a draft as they were typed, by field; what is empty is left out. */
export type DraftAnswers = Readonly<Record<string, readonly string[]>>;

/** What one page sends: the fields it asks, with what was typed; an empty list empties the field. */
export type DraftAnswer = { field: string; values: readonly string[] };

// Tab, line feed and carriage return are writing; other control characters and half a surrogate pair are not.
const NOT_WRITING = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u;

/** Why an answer cannot even be kept as it was typed; null: it can. */
export function unkeepable({ field, values }: DraftAnswer): string | null {
  const known = DRAFT_FIELDS.get(field);
  if (!known) return 'This is no question of the referral.';
  if (values.some((value) => NOT_WRITING.test(value))) return 'Take out characters that cannot be seen.';
  if (known.kind !== 'codes' && values.length > 1) return 'Give one answer.';
  if (known.kind === 'text') {
    return (values[0] ?? '').length > known.most ? `Shorten this to ${known.most} characters.` : null;
  }
  if (values.some((value) => value !== '' && !known.codes.includes(value)))
    return 'Choose an answer of the list.';
  return null;
}

/** The answers with these in place of what stood there. What is blank is no answer. */
export function answered(before: DraftAnswers, given: readonly DraftAnswer[]): DraftAnswers {
  const after: Record<string, readonly string[]> = { ...before };
  for (const { field, values } of given) {
    const kept = [...new Set(values.map((value) => value.normalize('NFC').trim()))].filter(
      (value) => value !== '',
    );
    if (kept.length > 0) after[field] = kept;
    else delete after[field];
  }
  return after;
}
