import type { ResultOf } from '#api-client';
import { addDays, type Day, londonDay, type Moment } from '#kernel';
import type { MoreLink, SelectField, Table, TableCell } from '../../components/parts.view.js';
import { address, sentOneOf, sentText, type Sent } from '../../http/index.js';
import { longDay, momentText, plural } from '../../layout/format.js';
import type { AuditLines, UnusualPage } from './audit.graphql.js';
import { SIGN_WORDS, termsWords, WHAT_WORDS, whatWords, fieldWords, whyWords } from './audit.words.js';
import type { AuditView } from './audit.view.js';

/** What a list of the audit is of. */
export type AuditSubject =
  | { kind: 'all' }
  | { kind: 'case'; id: string; reference: string }
  | { kind: 'person'; id: string; name: string; agency: string };

/** What somebody typed into a form that was refused. */
export type RefusedForm = { form: 'find' | 'export'; sent: Sent } | null;

type Lines = ResultOf<typeof AuditLines>;
type Line = Lines['edges'][number]['node'];

const PERIODS = { '1': 'Today', '7': 'Last 7 days', '28': 'Last 28 days', '365': 'Last 12 months' } as const;
const UNUSUAL_PERIODS = ['1', '7', '28'] as const;
type Period = keyof typeof PERIODS;
const PERIOD_KEYS = Object.keys(PERIODS) as Period[];
const KINDS = Object.keys(WHAT_WORDS);

/** The other sides of the audit; what comes of opening a case in an emergency belongs here, too. */
const SECTIONS = {
  log: { text: 'Log', href: '/audit' },
  unusual: { text: 'Unusual', href: '/audit/unusual' },
  breakGlass: { text: 'Break-glass', href: '/audit/break-glass' },
};

const periodOf = (sent: Sent): Period => sentOneOf(sent, 'days', PERIOD_KEYS) ?? '7';

/** The days that are asked for; the last is today. */
export function daysAsked(sent: Sent, now: Moment): { from: Day; to: Day } {
  const to = londonDay(now);
  return { from: addDays(to, 1 - Number(periodOf(sent))), to };
}

/** The days that may be looked through for what is unusual. */
export function unusualDaysAsked(sent: Sent, now: Moment): { from: Day; to: Day } {
  return daysAsked({ days: sentOneOf(sent, 'days', UNUSUAL_PERIODS) ?? '7' }, now);
}

/** Which lines are asked for. */
export function filterAsked(sent: Sent, now: Moment) {
  return { ...daysAsked(sent, now), what: sentOneOf(sent, 'what', KINDS) };
}

/** The log, all or of one case or person. */
export function logView(
  subject: AuditSubject,
  { edges, totalCount, pageInfo }: Lines,
  sent: Sent,
  refused: RefusedForm = null,
): AuditView {
  const path = pathOf(subject);
  const what = sentOneOf(sent, 'what', KINDS);
  const asked = { days: periodOf(sent), what };
  const more: MoreLink = {
    shown: edges.length,
    total: totalCount,
    nextHref: pageInfo.hasNextPage ? address(path, { ...asked, after: pageInfo.endCursor }) : null,
  };
  return {
    ...wordsOf(subject),
    sections: sectionsOf('log'),
    settings: null,
    find:
      subject.kind === 'all'
        ? {
            form: { action: '/audit/find', fields: {} },
            value: refused?.form === 'find' ? sentText(refused.sent, 'reference') : '',
          }
        : null,
    toolbar: { action: path, selects: [periodSelect(sent, PERIOD_KEYS), kindSelect(what)] },
    table: tableOf(
      subject,
      edges.map(({ node }) => node),
    ),
    more,
    export: {
      form: {
        action: '/audit/export',
        fields: {
          days: asked.days,
          what: what ?? '',
          caseId: subject.kind === 'case' ? subject.id : '',
          personId: subject.kind === 'person' ? subject.id : '',
        },
      },
      reason: refused?.form === 'export' ? sentText(refused.sent, 'reason') : '',
      open: refused?.form === 'export',
    },
  };
}

/** Days that somebody should ask about. */
export function unusualView(
  { unusualDays, unusualTerms }: ResultOf<typeof UnusualPage>,
  sent: Sent,
): AuditView {
  return {
    heading: 'Work that looks unusual',
    introduction: `${termsWords(unusualTerms)} It is a reason to ask, not a sign that somebody did wrong: some people work at night.`,
    sections: sectionsOf('unusual'),
    settings: { text: 'From when on a day looks unusual', href: '/audit/unusual/settings' },
    find: null,
    toolbar: { action: '/audit/unusual', selects: [periodSelect(sent, [...UNUSUAL_PERIODS])] },
    table: {
      caption: 'Days that look unusual, the most unusual first',
      columns: [
        { text: 'Person' },
        { text: 'Agency' },
        { text: 'Day' },
        { text: 'Why' },
        { text: 'Cases', numeric: true },
        { text: 'Outside own panels', numeric: true },
        { text: 'Acts', numeric: true },
        { text: 'At night', numeric: true },
      ],
      rows: unusualDays.map(({ person, day, signs, cases, outside, acts, atNight }) => [
        { text: person.name, href: personPath(person.id) },
        { text: person.agency.name },
        { text: longDay(day) },
        { text: signs.map((sign) => SIGN_WORDS[sign]).join(', ') },
        { text: String(cases), numeric: true },
        { text: String(outside), numeric: true },
        { text: String(acts), numeric: true },
        { text: String(atNight), numeric: true },
      ]),
      empty: 'Nothing looks unusual in these days.',
    },
    more: null,
    export: null,
  };
}

/** Where a list of the audit is. */
export function pathOf(subject: AuditSubject): string {
  if (subject.kind === 'case') return casePath(subject.id);
  return subject.kind === 'person' ? personPath(subject.id) : '/audit';
}

/** The audit of a case. */
export function casePath(id: string): string {
  return `/audit/cases/${id}`;
}

function personPath(id: string): string {
  return `/audit/people/${id}`;
}

function wordsOf(subject: AuditSubject): Pick<AuditView, 'heading' | 'introduction'> {
  switch (subject.kind) {
    case 'case':
      return {
        heading: `Who saw or changed ${subject.reference}`,
        introduction: 'Everything that was done with this case. That you looked here is recorded as well.',
      };
    case 'person':
      return {
        heading: `What ${subject.name} did`,
        introduction: `${subject.agency}. That you looked here is recorded as well.`,
      };
    case 'all':
      return {
        heading: 'Who saw and did what',
        introduction:
          'Every reading and every change, never what was read. That you looked here is recorded as well.',
      };
  }
}

function tableOf(subject: AuditSubject, lines: readonly Line[]): Table {
  return {
    caption: 'Lines of the audit, latest first',
    columns: [
      { text: 'When' },
      { text: 'Who' },
      { text: 'Agency' },
      { text: 'What' },
      ...(subject.kind === 'case' ? [] : [{ text: 'Case' }]),
      { text: 'Fields' },
      { text: 'Reason given' },
    ],
    rows: lines.map((line) => [
      { text: momentText(line.at) },
      whoCell(line),
      { text: line.agencyName ?? '' },
      { text: whatWords(line.what) },
      ...(subject.kind === 'case' ? [] : [caseCell(line)]),
      fieldsCell(line.fields),
      { text: whyWords(line.why) },
    ]),
    empty: 'Nothing was recorded in these days.',
  };
}

function whoCell({
  person,
  actingAs,
}: {
  person: { id: string; name: string } | null;
  actingAs: string;
}): TableCell {
  return person ? { text: person.name, href: personPath(person.id) } : { text: `The system (${actingAs})` };
}

function caseCell({
  caseId,
  caseReference,
}: {
  caseId: string | null;
  caseReference: string | null;
}): TableCell {
  return caseId && caseReference
    ? { text: caseReference, href: casePath(caseId), whole: true }
    : { text: '' };
}

/** Many fields are counted, and named when somebody opens the cell. */
function fieldsCell(fields: readonly string[]): TableCell {
  const words = fieldWords(fields);
  return words.length > MOST_OF_FIELDS
    ? { text: plural(fields.length, 'field'), fold: words }
    : { text: words };
}

/** Longest text of fields that is shown at once. */
const MOST_OF_FIELDS = 60;

function sectionsOf(current: keyof typeof SECTIONS): AuditView['sections'] {
  return (Object.keys(SECTIONS) as (keyof typeof SECTIONS)[]).map((key) => ({
    ...SECTIONS[key],
    current: key === current,
  }));
}

function periodSelect(sent: Sent, periods: readonly Period[]): SelectField {
  const chosen = sentOneOf(sent, 'days', periods) ?? '7';
  return {
    name: 'days',
    label: 'Period',
    choices: periods.map((value) => ({ value, text: PERIODS[value], selected: value === chosen })),
  };
}

function kindSelect(what: string | null): SelectField {
  return {
    name: 'what',
    label: 'What was done',
    choices: [
      { value: '', text: 'Anything', selected: what === null },
      ...KINDS.map((value) => ({ value, text: whatWords(value), selected: value === what })),
    ],
  };
}
