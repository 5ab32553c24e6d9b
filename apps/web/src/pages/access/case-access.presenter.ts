import type { ResultOf } from '#api-client';
import { type Day, londonDay } from '#kernel';
import type { Choice, Table } from '../../components/parts.view.js';
import { type Sent, sentText } from '../../http/index.js';
import { momentText, shortDay } from '../../layout/format.js';
import { choicesOf } from '../meetings/meeting.words.js';
import type { CaseAccessPage } from './case-access.graphql.js';
import type { CaseAccessView, EntryInForce } from './case-access.view.js';

type Page = ResultOf<typeof CaseAccessPage>;
type Entry = NonNullable<Page['case']['restrictions']>[number];
type Suggestion = NonNullable<Page['case']['conflictSuggestions']>[number];
type Dismissal = NonNullable<Page['case']['conflictDismissals']>[number];
type Access = NonNullable<Page['case']['access']>[number];

/** A form of the page that was refused: `restrict`, `handling`, the id of an entry, or `dismiss:` and a person, with what was typed. */
export type RefusedAccess = { form: string; sent: Sent };

const HANDLING_WORDS = {
  STANDARD: 'Standard',
  RESTRICTED: 'Restricted',
  HIGHLY_RESTRICTED: 'Highly restricted',
} as const;

const LIST_WORDS = { EXCLUDE: 'Never these', ONLY_THESE: 'Only these' } as const;

const KIND_WORDS = { ...LIST_WORDS, CONFLICT: 'Conflict of interest' } as const;

const REASON_WORDS: Readonly<Record<Access['reason'], string>> = {
  REFERRED: 'Referred the case',
  ASKED_TO_ATTEND: 'Was asked to attend',
  OWNS_ACTION: 'Owns an action',
  GRANTED: 'Was granted access',
};

const LISTS = [
  {
    kind: 'EXCLUDE',
    text: 'They never see the case, not even by break-glass.',
    empty: 'Nobody is excluded.',
  },
  {
    kind: 'ONLY_THESE',
    text: 'While somebody stands here, only they see the case, if they need to. It binds those who run the panel too.',
    empty: 'No such list: everybody who needs to see the case does.',
  },
  {
    kind: 'CONFLICT',
    text: 'They declared it themselves, and do not see the case until you lift it.',
    empty: 'Nobody has declared one.',
  },
] as const;

/** Who may see a case, and the forms that change it. */
export function caseAccessView(data: Page, agencyId: string, refused: RefusedAccess | null): CaseAccessView {
  const { id, reference, restrictions, access } = data.case;
  const entries = restrictions ?? [];
  return {
    reference,
    links: [{ text: 'Requests to see cases', href: '/access/requests' }],
    lists: LISTS.map(({ kind, text, empty }) => ({
      id: kind.toLowerCase().replace('_', '-'),
      heading: KIND_WORDS[kind],
      text,
      empty,
      entries: entries
        .filter((entry) => entry.kind === kind && entry.liftedAt === null)
        .map((entry) => entryInForce(id, entry, refused)),
    })),
    suggestions: (data.case.conflictSuggestions ?? []).map((one) => suggestion(id, one, refused)),
    dismissed: (data.case.conflictDismissals ?? []).map(dismissedOne),
    lifted: entries.flatMap(liftedEntry),
    agencies: agenciesTable(access ?? [], londonDay(data.me!.now)),
    choose: { action: `/cases/${id}/access`, agencies: agencyChoices(data, agencyId) },
    restrict: restrictForm(data, agencyId, refused),
    handling: handlingForm(data.case, refused),
  };
}

function entryInForce(caseId: string, entry: Entry, refused: RefusedAccess | null): EntryInForce {
  const isRefused = refused?.form === entry.id;
  const way = entry.kind === 'CONFLICT' ? 'lift-conflict' : 'lift';
  return {
    id: entry.id,
    who: whoOf(entry),
    facts: [
      { term: 'Reason', value: entry.reason },
      { term: 'Since', value: madeText(entry) },
    ],
    lift: {
      action: `/cases/${caseId}/access/${entry.id}/${way}`,
      fields: {},
      reason: isRefused ? sentText(refused.sent, 'reason') : '',
      isOpen: isRefused,
    },
  };
}

function liftedEntry(entry: Entry): CaseAccessView['lifted'][number][] {
  if (entry.liftedAt === null) return [];
  return [
    {
      id: entry.id,
      title: `${whoOf(entry)}: ${KIND_WORDS[entry.kind].toLowerCase()}`,
      at: entry.liftedAt,
      facts: [
        { term: 'Reason', value: entry.reason },
        { term: 'Since', value: madeText(entry) },
        { term: 'Lifted by', value: entry.liftedBy?.name ?? 'The system' },
        { term: 'Why', value: entry.liftedReason ?? '' },
      ],
    },
  ];
}

function suggestion(
  caseId: string,
  { person, because }: Suggestion,
  refused: RefusedAccess | null,
): CaseAccessView['suggestions'][number] {
  const isRefused = refused?.form === `dismiss:${person.id}`;
  return {
    id: person.id,
    who: person.name,
    facts: [
      { term: 'Agency', value: person.agency.name },
      ...because.map((text) => {
        const [term = '', ...rest] = text.split(': ');
        return { term, value: rest.join(': ') };
      }),
    ],
    exclude: {
      action: `/cases/${caseId}/access/restrict`,
      fields: {
        who: `person:${person.id}`,
        kind: 'EXCLUDE',
        agency: person.agency.id,
        reason: `May know a person of the case. ${because.join('. ')}`.slice(0, 500),
      },
    },
    dismiss: {
      action: `/cases/${caseId}/access/suggestions/${person.id}/dismiss`,
      fields: {},
      reason: isRefused ? sentText(refused.sent, 'reason') : '',
      isOpen: isRefused,
    },
  };
}

function dismissedOne(one: Dismissal): CaseAccessView['dismissed'][number] {
  return {
    id: one.id,
    title: one.person.name,
    at: one.dismissedAt,
    facts: [
      { term: 'Why it is nothing', value: one.reason },
      { term: 'Looked at by', value: one.dismissedBy?.name ?? 'The system' },
    ],
  };
}

function whoOf({ person, agency }: Entry): string {
  return person?.name ?? `Everybody of ${agency?.name ?? 'an agency'}`;
}

function madeText({ since, madeBy }: Entry): string {
  return `${momentText(since)}, by ${madeBy?.name ?? 'the system'}`;
}

function agenciesTable(access: readonly Access[], today: Day): Table {
  const until = ({ endsOn }: Access) => {
    if (endsOn === null) return 'Until somebody ends it';
    return endsOn < today ? `Ended on ${shortDay(endsOn)}` : `Until ${shortDay(endsOn)}`;
  };
  return {
    caption: 'Agencies that need to see this case',
    columns: [{ text: 'Agency' }, { text: 'Why' }, { text: 'Since' }, { text: 'How long' }],
    rows: access.map((one) => [
      { text: one.agency.name },
      { text: REASON_WORDS[one.reason] },
      { text: shortDay(londonDay(one.grantedAt)) },
      { text: until(one) },
    ]),
    empty: 'No agency. Those who run the panel see it.',
  };
}

function agencyChoices({ agencies }: Page, chosen: string): Choice[] {
  const first = { value: '', text: 'Choose an agency', selected: chosen === '' };
  return [first, ...agencies.map(({ id, name }) => ({ value: id, text: name, selected: id === chosen }))];
}

function restrictForm(
  data: Page,
  agencyId: string,
  refused: RefusedAccess | null,
): CaseAccessView['restrict'] {
  const agency = data.agencies.find(({ id }) => id === agencyId);
  if (!agency || !data.people) return null;
  const sent = refused?.form === 'restrict' ? refused.sent : {};
  const chosen = sentText(sent, 'who');
  const whole = { value: `agency:${agency.id}`, text: `Everybody of ${agency.name}` };
  const single = data.people.edges.flatMap(({ node: { id, name, isActive } }) =>
    isActive ? [{ value: `person:${id}`, text: name }] : [],
  );
  return {
    action: `/cases/${data.case.id}/access/restrict`,
    fields: { agency: agency.id },
    agencyName: agency.name,
    who: [{ value: '', text: 'Choose' }, whole, ...single].map((one) => ({
      ...one,
      selected: one.value === chosen,
    })),
    kinds: choicesOf(LIST_WORDS, sentText(sent, 'kind') || null),
    reason: sentText(sent, 'reason'),
  };
}

function handlingForm(
  { id, handling, version }: Page['case'],
  refused: RefusedAccess | null,
): CaseAccessView['handling'] {
  const sent = refused?.form === 'handling' ? refused.sent : {};
  return {
    action: `/cases/${id}/access/handling`,
    fields: { version: String(version) },
    choices: choicesOf(HANDLING_WORDS, sentText(sent, 'handling') || handling),
    reason: sentText(sent, 'reason'),
    now: HANDLING_WORDS[handling],
  };
}
