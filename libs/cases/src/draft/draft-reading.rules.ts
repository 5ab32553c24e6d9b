import { type Day, parseDay } from '#kernel';
import type { Known } from '../case-facts.rules.js';
import type { Handling } from '../referral-lists.js';
import { REFERRAL_WORDS, type ReferralDetailsGiven, type ReferralWord } from '../referral-details.rules.js';
import {
  checkReferral,
  type FilledForm,
  MOST_SUSPECTS,
  type Referral,
  type ReferredPerson,
} from '../referral.rules.js';
import { formInUse } from '../risk-forms.data.js';
import { isLower, highestLevel, leastLevel, type RiskLevel, TOOL_ITEMS } from '../risk-tool.rules.js';
import { DRAFT_TOOLS, type DraftAnswers, NONE } from './draft-fields.rules.js';
import { type DraftTask, taskOf } from './draft-tasks.rules.js';

/** What is missing or wrong in one field of a draft, with what to do about it. */
export type DraftProblem = { task: DraftTask; field: string; message: string };

/** Who refers, beside what the draft says. */
export type DraftReferrer = { agencyId: string; name: string; email: string };

/** A draft as it was read: the referral it makes, or what is missing before it can be sent. */
export type ReadDraft = { referral: Referral; problems: DraftProblem[] };

type Say = (field: string, message: string) => void;

const DAY = 'Write a day as 2026-11-23 or 23/11/2026.';

/** A day as people type it: 2026-11-23, 23/11/2026 or 23.11.2026; null when it is none. */
export function typedDay(text: string): Day | null {
  const [, d, m, y] = /^(\d{1,2})\s*[/.\s-]\s*(\d{1,2})\s*[/.\s-]\s*(\d{4})$/.exec(text) ?? [];
  return parseDay(y ? `${y}-${m!.padStart(2, '0')}-${d!.padStart(2, '0')}` : text);
}

/** The names of the suspects that the draft has something about, in order: `suspect1`, `suspect3`. */
export function suspectsBegun(answers: DraftAnswers): string[] {
  const names = Array.from({ length: MOST_SUSPECTS }, (_, i) => `suspect${i + 1}`);
  return names.filter((name) => Object.keys(answers).some((field) => field.startsWith(`${name}.`)));
}

class Reader {
  readonly problems: DraftProblem[] = [];

  constructor(readonly answers: DraftAnswers) {}

  say: Say = (field, message) => {
    const task = taskOf(field);
    if (task && !this.problems.some((one) => one.field === field))
      this.problems.push({ task, field, message });
  };

  text(field: string): string {
    return this.answers[field]?.[0] ?? '';
  }

  many(field: string): string[] {
    const values = [...(this.answers[field] ?? [])];
    if (values.includes(NONE) && values.length > 1)
      this.say(field, 'Choose “none”, or what there is, not both.');
    return values.filter((value) => value !== NONE);
  }

  lines(field: string, most: number, length: number): string[] {
    const lines = this.text(field)
      .split(/\r?\n/)
      .map((one) => one.trim())
      .filter(Boolean);
    if (lines.length > most) this.say(field, `Write ${most} lines at most.`);
    if (lines.some((one) => one.length > length)) this.say(field, `Keep each line to ${length} characters.`);
    return lines;
  }

  day(field: string): Day | null {
    const text = this.text(field);
    if (text === '') return null;
    const day = typedDay(text);
    if (day === null) this.say(field, DAY);
    return day;
  }

  whole(field: string): number | null {
    const text = this.text(field);
    if (text === '') return null;
    if (/^\d{1,6}$/.test(text)) return Number(text);
    this.say(field, 'Write a whole number, such as 3.');
    return null;
  }

  known(field: string): Known {
    return (this.text(field) || 'unknown') as Known;
  }

  need(field: string, message: string): void {
    if (!this.answers[field]) this.say(field, message);
  }
}

function personOf(read: Reader, name: string): ReferredPerson {
  const part = (field: string) => read.text(`${name}.${field}`);
  return {
    firstName: part('firstName'),
    lastName: part('lastName'),
    alias: part('alias'),
    bornOn: read.day(`${name}.bornOn`),
    gender: part('gender'),
    address: part('address'),
    postcode: part('postcode'),
    phone: part('phone'),
    safeToCall: read.known(`${name}.safeToCall`),
    handles: read.lines(`${name}.handles`, 20, 100),
  };
}

function suspectsOf(read: Reader): ReferredPerson[] {
  read.need('suspectKnown', 'Say whether anybody knows who the suspect is.');
  const begun = suspectsBegun(read.answers);
  if (read.text('suspectKnown') === 'no') {
    const known = begun.length > 0 ? personOf(read, begun[0]!) : personOf(read, 'nobody');
    return [{ ...known, firstName: '', lastName: 'unidentified' }];
  }
  if (read.text('suspectKnown') === 'yes' && begun.length === 0)
    read.say('suspect1.lastName', 'Give the surname of the suspect.');
  for (const name of begun)
    if (read.text(`${name}.lastName`) === '')
      read.say(`${name}.lastName`, 'Give the surname of the suspect.');
  return begun.map((name) => personOf(read, name));
}

function formsOf(read: Reader): FilledForm[] {
  return DRAFT_TOOLS.flatMap((tool): FilledForm[] => {
    const items = TOOL_ITEMS[tool];
    const answers: Record<string, Known> = {};
    const notes: Record<string, string> = {};
    for (const item of items) {
      const answer = read.known(`${tool}.${item}`);
      if (answer !== 'unknown') answers[item] = answer;
      const note = read.text(`${tool}.${item}.note`);
      if (note !== '') notes[item] = note;
    }
    if (Object.keys(answers).length === 0 && Object.keys(notes).length === 0) return [];
    const yes = items.filter((item) => answers[item] === 'yes').length;
    const level = leastLevel(tool, yes);
    return [
      { tool, toolVersion: formInUse(tool)!.version, score: null, level, answers, notes, rationale: '' },
    ];
  });
}

/** FOUR is asked of everybody: each yes or no with what shows it. */
function askFour(read: Reader): void {
  for (const item of TOOL_ITEMS.four) {
    read.need(`four.${item}`, 'Choose yes, no or not known.');
    const answer = read.text(`four.${item}`);
    if (answer === 'yes') read.need(`four.${item}.note`, 'Write down what shows it.');
  }
}

function askVictim(read: Reader): void {
  read.need('isImminentThreat', 'Say whether somebody is in danger now.');
  read.need('victim.safeToCall', 'Say whether it is safe to call. Choose “not known” if nobody has asked.');
  if (read.text('victim.safeToCall') !== 'yes')
    read.need('safeChannel', 'Say how the victim can be reached safely, or who should do it.');
  if (read.text('victim.firstName') === '') read.need('victim.lastName', 'Give the name of the victim.');
  if (read.text('victim.firstName') !== '' && read.text('victim.lastName') === '')
    read.say('victim.lastName', 'Give the surname of the victim. Write “not known” if nobody knows it.');
  read.need('victimAware', 'Say whether the victim knows of this referral.');
  const aware = read.text('victimAware');
  if (aware !== '' && aware !== 'yes') {
    read.need('lawfulBases', 'Choose why you may share this although the victim has not agreed.');
    read.need('lawfulReason', 'Say why it is necessary to share.');
  }
  if (aware === 'no_other') read.need('awareReason', 'Say why the victim does not know.');
  read.need('wantsPoliceContact', 'Say whether the victim wants the police to be in touch.');
  if (!read.answers['victimWishes'] && !read.answers['wishesInWords'])
    read.say('victimWishes', 'Choose what the victim wishes, or write it in their words.');
}

function askRest(read: Reader): void {
  read.need('relationship', 'Choose what the suspect is to the victim. “Not known” is an answer.');
  read.need('weaponsAccess', 'Say whether the suspect can get at weapons. “Not known” is an answer.');
  read.need('threats', 'Say whether there were threats. “Not known” is an answer.');
  read.need('behaviours', 'Choose at least one thing that the suspect does.');
  read.need('channels', 'Choose over what the suspect is in touch, or “none of these”.');
  read.need('lastIncidentOn', 'Give the day of the last incident, as well as anybody knows.');
  read.need('othersAtRisk', 'Choose who else may come to harm, or “nobody that I know of”.');
  read.need('offences', 'Choose what has been recorded, or “nothing recorded”.');
  read.need('ordersInForce', 'Choose which orders are in force, or “none that I know of”.');
  read.need('otherForums', 'Choose where else they are known, or “none that I know of”.');
  if (!read.answers['safetyActionsTaken'] && !read.answers['noSafetyActions'])
    read.say(
      'safetyActionsTaken',
      'Write what was done to keep people safe, or tick that nothing has been done yet.',
    );
  if (read.answers['safetyActionsTaken'] && read.answers['noSafetyActions'])
    read.say('noSafetyActions', 'Take the tick away, or the list: they contradict each other.');
  read.need('advocateReferral', 'Say whether the victim was referred to an advocate.');
  if (read.text('advocateReferral') === 'made') read.need('advocateAgency', 'Say which advocate or service.');
  if (read.text('advocateReferral') === 'not_offered')
    read.need('advocateReason', 'Say why it was not offered. You can still offer it now.');
  read.need('panelId', 'Choose the panel.');
  read.need('criteria', 'Choose at least one reason why this panel should hear it.');
  if (read.answers['criteria']?.includes('professional_judgement'))
    read.need('criteriaReason', 'Say what your concern is: professional judgement needs a reason.');
  read.need('riskLevel', 'Say how high you think the risk is. “Not known” is an answer.');
  const level = (read.text('riskLevel') || 'unknown') as RiskLevel;
  if (!isLower(level, 'high')) read.need('riskReason', 'Say in a few words why the risk is so high.');
  read.need('managerName', 'Give the manager who has agreed to this referral.');
}

function detailsOf(read: Reader): ReferralDetailsGiven {
  const words = Object.fromEntries(REFERRAL_WORDS.map((word) => [word, read.text(word)]));
  return {
    ...(words as Record<ReferralWord, string>),
    lawfulBases: read.many('lawfulBases'),
    channels: read.many('channels'),
    otherForums: read.many('otherForums'),
    othersAtRisk: read.many('othersAtRisk'),
    offenceStatus: read.text('offenceStatus'),
    needsInterpreter: read.known('needsInterpreter'),
    isPregnant: read.known('isPregnant'),
    advocateReferredOn: read.day('advocateReferredOn'),
    managerName: read.text('managerName'),
    signedOffOn: read.day('signedOffOn'),
  };
}

/** The fields by which a rule of the whole referral names what is wrong, as the draft calls them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  victim: 'victim.lastName',
  suspects: 'suspect1.lastName',
  answers: 'four.fixated',
};

/** Reads a draft: the referral it makes, and everything that is missing or wrong, in the order of the tasks. */
export function readDraft(answers: DraftAnswers, referrer: DraftReferrer, today: Day): ReadDraft {
  const read = new Reader(answers);
  const forms = formsOf(read);
  const riskLevel = (read.text('riskLevel') || 'unknown') as RiskLevel;
  const referral: Referral = {
    panelId: read.text('panelId'),
    referredOn: today,
    referringAgencyId: referrer.agencyId,
    referrerName: read.text('referrerName') || referrer.name,
    referrerEmail: referrer.email,
    criteria: read.many('criteria'),
    criteriaReason: read.text('criteriaReason'),
    relationship: read.text('relationship'),
    behaviours: read.many('behaviours'),
    firstIncidentOn: read.day('firstIncidentOn'),
    lastIncidentOn: read.day('lastIncidentOn'),
    incidents12m: read.whole('incidents12m'),
    weaponsAccess: read.known('weaponsAccess'),
    threats: read.known('threats'),
    children: read.whole('children'),
    offences: read.many('offences'),
    crimeNumber: read.text('crimeNumber'),
    ordersInForce: read.many('ordersInForce'),
    victimAware: read.text('victimAware'),
    victimWishes: read.many('victimWishes'),
    wantsPoliceContact: read.text('wantsPoliceContact'),
    safetyActionsTaken: read.lines('safetyActionsTaken', 20, 200),
    advocateReferral: read.text('advocateReferral'),
    lpa: read.text('lpa') || null,
    handling: (read.text('handling') || 'standard') as Handling,
    isImminentThreat: read.text('isImminentThreat') === 'yes',
    suspectReleaseOn: read.day('suspectReleaseOn'),
    riskLevel: highestLevel([riskLevel, ...forms.map(({ level }) => level)]),
    dashScore: null,
    screenScore: null,
    victim: personOf(read, 'victim'),
    suspects: suspectsOf(read),
    details: detailsOf(read),
    forms: [...forms, ...judgementOf(read, riskLevel)],
  };
  askVictim(read);
  askFour(read);
  askRest(read);
  if (read.problems.length === 0) {
    const checked = checkReferral(referral, today);
    if (!checked.ok) {
      const { field, message } = checked.refusal;
      read.say(ELSEWHERE[field ?? ''] ?? field ?? 'criteria', message);
    }
  }
  return { referral, problems: read.problems };
}

function judgementOf(read: Reader, level: RiskLevel): FilledForm[] {
  const rationale = read.text('riskReason');
  if (level === 'unknown' || rationale === '') return [];
  const nothing = { score: null, answers: {}, notes: {} };
  return [{ tool: 'professional_judgement', toolVersion: 'judgement/1', level, rationale, ...nothing }];
}
