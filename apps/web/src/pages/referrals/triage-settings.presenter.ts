import type { ResultOf, VariablesOf } from '#api-client';
import { parseTimeOfDay } from '#kernel';
import type { Choice, Link, PostForm, Table } from '../../components/parts.view.js';
import { type InputPlaces, type Sent, sentOneOf, sentText, sentVersion } from '../../http/index.js';
import { longMomentText } from '../../layout/format.js';
import type { Problem } from '../../session/visits.js';
import { choicesOf } from '../meetings/meeting.words.js';
import type { ChangeTriageSettings, TriageSettings, TriageSettingsPage } from './triage-settings.graphql.js';

type Page = ResultOf<typeof TriageSettingsPage>;
type Name = keyof TriageSettings;
type Input = VariablesOf<typeof ChangeTriageSettings>['input'];

/** One threshold on the page: a number, a time of day, or a way of counting. */
export type SettingField = {
  id: string;
  name: string;
  label: string;
  hint: string;
  value: string;
  /** Null: a line to type in. */
  choices: readonly Choice[] | null;
};

/** The thresholds of a panel and what was changed of them. */
export type TriageSettingsView = {
  panelName: string;
  others: readonly Link[];
  form: PostForm;
  groups: readonly { heading: string; text: string; fields: readonly SettingField[] }[];
  reason: string;
  /** Somebody changed the settings while the reader did; what the reader typed is kept. */
  isConflict: boolean;
  history: Table;
};

const COUNTING_WORDS = {
  ROUND_THE_CLOCK: 'At all hours, every day',
  WORKING_DAYS: 'At all hours of working days',
  WORKING_HOURS: 'In office hours of working days',
} as const;

const COUNTINGS = Object.keys(COUNTING_WORDS) as (keyof typeof COUNTING_WORDS)[];

type Kind = 'number' | 'time' | 'optional time' | 'counting';
type Told = readonly [name: Name, kind: Kind, label: string, hint: string];

const GROUPS: readonly { heading: string; text: string; fields: readonly Told[] }[] = [
  {
    heading: 'How soon a referral is decided on',
    text: 'From when it comes in to the decision. Usual: 4, 24 and 72 hours, as in the Hackney multi-agency hub.',
    fields: [
      ['urgentHours', 'number', 'Hours for an urgent referral', '1 to 24'],
      ['highHours', 'number', 'Hours for a high one', '1 to 168'],
      ['standardHours', 'number', 'Hours for a standard one', '1 to 720'],
      ['urgentCounting', 'counting', 'Hours of an urgent referral count', ''],
      ['highCounting', 'counting', 'Hours of a high one count', ''],
      ['standardCounting', 'counting', 'Hours of a standard one count', ''],
    ],
  },
  {
    heading: 'The working day',
    text: 'What comes after the hour of the day counts from the next working day, as in the approved premises service (13:00). It does not hold for clocks that run at all hours of every day.',
    fields: [
      ['startOfDay', 'time', 'The day starts at', 'Such as 09:00'],
      ['endOfDay', 'time', 'The day ends at', 'Such as 17:00'],
      [
        'cutOff',
        'optional time',
        'Counts from the next working day after',
        'Such as 13:00. Empty: no such hour',
      ],
    ],
  },
  {
    heading: 'When a clock warns',
    text: 'The share of the time, in percent, after which a clock turns amber and red. Both come before it is missed.',
    fields: [
      ['amberPercent', 'number', 'Amber after', '1 to 98 percent'],
      ['redPercent', 'number', 'Red after', '2 to 99 percent'],
    ],
  },
  {
    heading: 'From referral to the meeting',
    text: 'Days that a case waits to be heard. Usual: 14 promised, 16 amber, 28 red, as in Essex.',
    fields: [
      ['targetDays', 'number', 'Days that are promised', '1 to 120'],
      ['warnDays', 'number', 'Days before that from which the queue warns', '0 to 60'],
      ['amberDays', 'number', 'Amber from', '1 to 240 days'],
      ['redDays', 'number', 'Red from', '1 to 365 days'],
    ],
  },
  {
    heading: 'Answers of others',
    text: 'Working days after which a reminder goes.',
    fields: [
      ['answerDays', 'number', 'For a referrer to answer what is asked', '1 to 20 working days'],
      [
        'acknowledgeDays',
        'number',
        'For a panel to say that it has a transferred case',
        '1 to 20 working days',
      ],
    ],
  },
  {
    heading: 'Second looks',
    text: 'The share of declined and standard-risk cases of a month that somebody else looks at again.',
    fields: [['secondLookPercent', 'number', 'Percent each month', '1 to 100']],
  },
  {
    heading: 'Signs of escalation',
    text: 'What flags a case when an incident is recorded. A breach of an order and a new kind of behaviour always count.',
    fields: [
      ['escalationIncidents', 'number', 'Incidents from which it counts', '2 to 20'],
      ['escalationMonths', 'number', 'Months within which they are counted', '3 to 12'],
      ['shorterGapPercent', 'number', 'Percent by which gaps must become shorter', '5 to 90'],
    ],
  },
];

const FIELDS = GROUPS.flatMap(({ fields }) => fields);

/** Where the inputs of the form stand. */
export const SETTING_PLACES: InputPlaces = {
  reason: { id: 'reason', label: 'Why they change' },
  ...Object.fromEntries(FIELDS.map(([name, , label]) => [name, { id: name, label }])),
};

/** The change a form asks for, or what is wrong with what was typed. */
export function settingsFrom(sent: Sent, panelId: string): { input: Input } | { problems: Problem[] } {
  const problems: Problem[] = [];
  const read = FIELDS.map(([name, kind]) => {
    const value = readSetting(sentText(sent, name).trim(), kind);
    if (value === undefined) problems.push({ field: name, text: WRONG[kind] });
    return [name, value] as const;
  });
  if (problems.length > 0) return { problems };
  const settings = Object.fromEntries(read) as Input['settings'];
  return { input: { panelId, version: sentVersion(sent), settings, reason: sentText(sent, 'reason') } };
}

const WRONG: Readonly<Record<Kind, string>> = {
  number: 'Enter a whole number.',
  time: 'Enter a time such as 09:00.',
  'optional time': 'Enter a time such as 13:00, or nothing.',
  counting: 'Choose how the hours are counted.',
};

function readSetting(text: string, kind: Kind): string | number | null | undefined {
  if (kind === 'number') return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
  if (kind === 'counting') return sentOneOf({ text }, 'text', COUNTINGS) ?? undefined;
  if (text === '' && kind === 'optional time') return null;
  return parseTimeOfDay(text) ?? undefined;
}

/** The thresholds of a panel, as they are or as somebody just typed them. */
export function triageSettingsView(
  { me, panel, panelSettingHistory }: Page,
  refused: { sent: Sent; status: 409 | 422 } | null,
): TriageSettingsView {
  const now = panel.triageSettings;
  const valueOf = (name: Name) => (refused ? sentText(refused.sent, name) : String(now[name] ?? ''));
  return {
    panelName: panel.name,
    others: (me?.panels ?? [])
      .filter(({ id }) => id !== panel.id)
      .map(({ id, name }) => ({ text: name, href: `/referrals/settings/${id}` })),
    form: { action: `/referrals/settings/${panel.id}`, fields: { version: String(panel.version) } },
    groups: GROUPS.map(({ heading, text, fields }) => ({
      heading,
      text,
      fields: fields.map(([name, kind, label, hint]) => ({
        id: name,
        name,
        label,
        hint,
        value: valueOf(name),
        choices: kind === 'counting' ? choicesOf(COUNTING_WORDS, valueOf(name)) : null,
      })),
    })),
    reason: refused ? sentText(refused.sent, 'reason') : '',
    isConflict: refused?.status === 409,
    history: historyOf(panelSettingHistory),
  };
}

function historyOf(history: Page['panelSettingHistory']): Table {
  return {
    caption: 'What was changed',
    columns: ['When', 'What', 'From', 'To', 'Why', 'Who'].map((text) => ({ text })),
    rows: history.map(({ field, oldValue, newValue, reason, changedAt, changedBy }) =>
      [
        longMomentText(changedAt),
        FIELDS.find(([name]) => name === field)?.[2] ?? panelFieldInWords(field),
        valueInWords(oldValue),
        valueInWords(newValue),
        reason,
        changedBy?.name ?? 'The system',
      ].map((text) => ({ text })),
    ),
    empty: 'Nothing has been changed. The usual thresholds hold.',
  };
}

/** A setting of the panel beside its thresholds: "Duration minutes" for `durationMinutes`. */
function panelFieldInWords(field: string): string {
  const text = field.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function valueInWords(value: string): string {
  const counting = COUNTINGS.find((one) => one.toLowerCase() === value);
  return counting ? COUNTING_WORDS[counting] : value || 'None';
}
