import { ok, parseTimeOfDay, refused, type Result, type TimeOfDay } from '#kernel';
import { CLOCK_COUNTINGS, type ClockCounting } from './open-time.rules.js';

/** How soon somebody must look at a referral, most urgent first. */
export const URGENCIES = ['urgent', 'high', 'standard'] as const;

/** One value of {@link URGENCIES}. */
export type Urgency = (typeof URGENCIES)[number];

/** Every threshold of triage and of waiting that a panel may set for itself. */
export type TriageSettings = {
  urgentHours: number;
  highHours: number;
  standardHours: number;
  urgentCounting: ClockCounting;
  highCounting: ClockCounting;
  standardCounting: ClockCounting;
  /** What comes later counts from the next working day; null: no such hour. Not for clocks that run round the clock. */
  cutOff: TimeOfDay | null;
  startOfDay: TimeOfDay;
  endOfDay: TimeOfDay;
  /** Share of the time after which a clock turns amber, and red. Both come before it is missed. */
  amberPercent: number;
  redPercent: number;
  /** Days from referral to discussion: promised, amber, red. */
  targetDays: number;
  amberDays: number;
  redDays: number;
  /** Days before the promise is broken from which the queue warns. */
  warnDays: number;
  /** Working days in which a referrer should answer what was asked. */
  answerDays: number;
  /** Working days in which a panel should say that it has a transferred case. */
  acknowledgeDays: number;
  /** Share of declined and standard-risk cases of a month that are offered for a second look. */
  secondLookPercent: number;
  /** Signs of escalation: so many incidents within so many months. */
  escalationIncidents: number;
  escalationMonths: number;
  /** Signs of escalation: the later gaps between incidents shorter than the earlier by this share. */
  shorterGapPercent: number;
};

/**
 * What holds until a panel sets something else (domain.md 2.5): 4, 24 and 72 hours as in Hackney, the urgent clock at
 * all hours; the 13:00 rule of the approved premises service; 14, 16 and 28 days as in Essex; 5 percent; three
 * incidents in 12 months (SafeLives criteria).
 */
export const USUAL_TRIAGE_SETTINGS: Readonly<TriageSettings> = {
  urgentHours: 4,
  highHours: 24,
  standardHours: 72,
  urgentCounting: 'round_the_clock',
  highCounting: 'working_days',
  standardCounting: 'working_days',
  cutOff: '13:00' as TimeOfDay,
  startOfDay: '09:00' as TimeOfDay,
  endOfDay: '17:00' as TimeOfDay,
  amberPercent: 50,
  redPercent: 80,
  targetDays: 14,
  amberDays: 16,
  redDays: 28,
  warnDays: 3,
  answerDays: 2,
  acknowledgeDays: 2,
  secondLookPercent: 5,
  escalationIncidents: 3,
  escalationMonths: 12,
  shorterGapPercent: 25,
};

/** The settings of a panel: its own where it has set something, else the usual ones. */
export function triageSettingsOf(panel: { triageSettings: Partial<TriageSettings> | null }): TriageSettings {
  return { ...USUAL_TRIAGE_SETTINGS, ...panel.triageSettings };
}

/** The hours and the way of counting of one urgency. */
export function hoursOf(
  settings: TriageSettings,
  urgency: Urgency,
): { hours: number; counting: ClockCounting } {
  return { hours: settings[`${urgency}Hours`], counting: settings[`${urgency}Counting`] };
}

const RANGES: readonly (readonly [keyof TriageSettings, number, number])[] = [
  ['urgentHours', 1, 24],
  ['highHours', 1, 168],
  ['standardHours', 1, 720],
  ['amberPercent', 1, 98],
  ['redPercent', 2, 99],
  ['targetDays', 1, 120],
  ['amberDays', 1, 240],
  ['redDays', 1, 365],
  ['warnDays', 0, 60],
  ['answerDays', 1, 20],
  ['acknowledgeDays', 1, 20],
  ['secondLookPercent', 1, 100],
  ['escalationIncidents', 2, 20],
  ['escalationMonths', 3, 12],
  ['shorterGapPercent', 5, 90],
];

/** The settings as they may be kept, or the first thing that is wrong with them. */
export function checkTriageSettings(given: TriageSettings): Result<TriageSettings, 'SETTING_NOT_POSSIBLE'> {
  const wrong = (field: keyof TriageSettings, message: string) =>
    refused('SETTING_NOT_POSSIBLE', message, field);
  for (const [field, least, most] of RANGES) {
    const value = given[field] as number;
    if (!Number.isInteger(value) || value < least || value > most)
      return wrong(field, `Enter a whole number from ${least} to ${most}.`);
  }
  for (const urgency of URGENCIES) {
    const field = `${urgency}Counting` as const;
    if (!CLOCK_COUNTINGS.includes(given[field])) return wrong(field, 'Choose how the hours are counted.');
  }
  for (const field of ['startOfDay', 'endOfDay'] as const)
    if (parseTimeOfDay(given[field]) === null) return wrong(field, 'Enter a time such as 09:00.');
  if (given.cutOff !== null && parseTimeOfDay(given.cutOff) === null)
    return wrong('cutOff', 'Enter a time such as 13:00, or nothing.');
  if (given.startOfDay >= given.endOfDay) return wrong('endOfDay', 'The day must end after it starts.');
  if (given.amberPercent >= given.redPercent) return wrong('redPercent', 'Red must come after amber.');
  if (!(given.targetDays <= given.amberDays && given.amberDays < given.redDays))
    return wrong('redDays', 'The target must come first, then amber, then red.');
  for (const [more, less] of [
    ['urgent', 'high'],
    ['high', 'standard'],
  ] as const) {
    const [first, second] = [hoursOf(given, more), hoursOf(given, less)];
    const hasMoreTime =
      first.hours > second.hours ||
      CLOCK_COUNTINGS.indexOf(first.counting) > CLOCK_COUNTINGS.indexOf(second.counting);
    if (hasMoreTime)
      return wrong(`${less}Hours`, 'A more urgent referral must not have more time than a less urgent one.');
  }
  return ok(given);
}

/** One setting that has another value now, in words that can be kept and read. */
export type SettingChange = { field: string; oldValue: string; newValue: string };

/** What differs between two sets of settings; nothing when they are the same. */
export function settingChanges(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): SettingChange[] {
  return Object.keys(after)
    .map((field) => ({ field, oldValue: inWords(before[field]), newValue: inWords(after[field]) }))
    .filter(({ oldValue, newValue }) => oldValue !== newValue);
}

function inWords(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
