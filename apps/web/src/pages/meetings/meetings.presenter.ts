import { londonTime } from '#kernel';
import type { Link } from '../../components/parts.view.js';
import { address } from '../../http/index.js';
import { monthText } from '../../layout/format.js';
import type { Me } from '../../session/frame.js';
import type { MeetingsOfPage, ChangeMeetingOfPage } from './meetings.graphql.js';
import { MEETING_STATES } from './meeting.words.js';
import type { ChangeMeetingView, MeetingRow, MeetingsView } from './meetings.view.js';

type Row = MeetingsOfPage['meetings']['edges'][number]['node'];

/** Which meetings are asked for. */
export type MeetingsAsked = { when: 'upcoming' | 'past'; panelId: string | null };

/** The meetings of a person's panels by month; those that the person chairs or coordinates come first. */
export function meetingsView(
  { meetings }: Pick<MeetingsOfPage, 'meetings'>,
  me: Me & { panels: readonly { id: string; name: string }[] },
  asked: MeetingsAsked,
): MeetingsView {
  const rows = meetings.edges.map(({ node }) => node);
  const mine = rows.filter((row) => isMine(row, me.person.id));
  const others = rows.filter((row) => !mine.includes(row));
  const apart = asked.when === 'upcoming' && mine.length > 0 && others.length > 0;
  const show = (row: Row) => toRow(row, me);
  const yours = { heading: 'Meetings you run', meetings: mine.map(show) };
  const { endCursor, hasNextPage } = meetings.pageInfo;
  return {
    heading: 'Meetings',
    tabs: [tab('Upcoming', 'upcoming', asked), tab('Past', 'past', asked)],
    toolbar: { action: '/meetings', selects: selectsOf(me.panels, asked) },
    months: apart ? [yours, ...byMonth(others, show)] : byMonth(rows, show),
    more: {
      shown: rows.length,
      total: meetings.totalCount,
      nextHref: hasNextPage
        ? address('/meetings', { when: asked.when, panel: asked.panelId, after: endCursor ?? null })
        : null,
    },
    empty: emptyWords(asked),
    generate: me.permissions.includes('meeting:change')
      ? {
          action: '/meetings/generate',
          fields: {},
          panels: me.panels.map(({ id, name }) => ({
            value: id,
            text: name,
            selected: id === asked.panelId,
          })),
        }
      : null,
  };
}

function isMine({ chair, panel }: Row, personId: string): boolean {
  return chair?.id === personId || panel.coordinator?.id === personId;
}

function tab(text: string, when: MeetingsAsked['when'], asked: MeetingsAsked) {
  const href = address('/meetings', { when: when === 'past' ? when : null, panel: asked.panelId });
  return { text, href, current: when === asked.when };
}

function selectsOf(panels: readonly { id: string; name: string }[], asked: MeetingsAsked) {
  if (panels.length < 2) return [];
  const every = { value: '', text: 'All my panels', selected: asked.panelId === null };
  const each = panels.map(({ id, name }) => ({ value: id, text: name, selected: id === asked.panelId }));
  const when = [
    { value: 'upcoming', text: 'Upcoming', selected: asked.when === 'upcoming' },
    { value: 'past', text: 'Past', selected: asked.when === 'past' },
  ];
  return [
    { name: 'panel', label: 'Panel', choices: [every, ...each] },
    { name: 'when', label: 'Show', choices: when },
  ];
}

function byMonth(rows: readonly Row[], show: (row: Row) => MeetingRow): MeetingsView['months'] {
  const months = new Map<string, MeetingRow[]>();
  for (const row of rows) {
    const heading = monthText(row.heldOn.slice(0, 7) as `${number}-${number}`);
    months.set(heading, [...(months.get(heading) ?? []), show(row)]);
  }
  return [...months].map(([heading, meetings]) => ({ heading, meetings }));
}

function toRow(row: Row, me: Me): MeetingRow {
  return {
    meetingId: row.id,
    panelName: row.panel.name,
    on: row.heldOn,
    from: londonTime(row.startsAt),
    to: londonTime(row.endsAt),
    venue: row.place,
    state: MEETING_STATES[row.state],
    cases: row.caseCount,
    detail: detailOf(row, me.person.id),
    open: openLink(row, me.permissions.includes('agenda:change')),
  };
}

function detailOf(row: Row, personId: string): string {
  const parts = [
    row.chair === null
      ? 'No chair yet'
      : row.chair.id === personId
        ? 'You chair'
        : `Chair: ${row.chair.name}`,
  ];
  if (row.kind === 'EMERGENCY') parts.unshift('Emergency meeting');
  else if (row.heldOn !== row.plannedOn) parts.push('moved');
  return parts.join(', ');
}

function openLink(row: Row, isPreparing: boolean): Link {
  const base = `/meetings/${row.id}`;
  if (isPreparing && (row.state === 'PLANNED' || row.state === 'AGENDA_DRAFT'))
    return {
      text: row.state === 'PLANNED' ? 'Build the agenda' : 'Prepare the agenda',
      href: `${base}/prepare`,
    };
  if (isPreparing && row.state === 'AGENDA_PUBLISHED')
    return { text: 'Open the meeting', href: `${base}/prepare` };
  if (isPreparing && row.state === 'IN_SESSION') return { text: 'Go to the meeting', href: `${base}/live` };
  return { text: row.state === 'ENDED' ? 'Read the record' : 'Read', href: base };
}

function emptyWords({ when }: MeetingsAsked): MeetingsView['empty'] {
  return when === 'past'
    ? { heading: 'No meetings yet', text: 'Meetings that are over are listed here.' }
    : {
        heading: 'No meetings planned',
        text: 'Meetings of your panels are listed here once they are planned.',
      };
}

/** What was typed in a form that was refused. */
export type TypedChange = { form: 'move' | 'cancel'; values: Readonly<Record<string, string>> };

/** Another day or time for a meeting, or none at all. */
export function changeMeetingView(
  { meeting }: Pick<ChangeMeetingOfPage, 'meeting'>,
  typed: TypedChange | null,
): ChangeMeetingView {
  const base = `/meetings/${meeting.id}`;
  const fields = { version: String(meeting.version) };
  const kept = (form: TypedChange['form'], name: string) =>
    typed?.form === form ? (typed.values[name] ?? '') : null;
  return {
    panelName: meeting.panel.name,
    on: meeting.heldOn,
    at: londonTime(meeting.startsAt),
    cases: meeting.caseCount,
    back: `${base}/prepare`,
    move: {
      action: `${base}/move`,
      fields,
      heldOn: kept('move', 'heldOn') ?? meeting.heldOn,
      startsAt: kept('move', 'startsAt') ?? londonTime(meeting.startsAt),
      reason: kept('move', 'reason') ?? '',
    },
    cancel: { action: `${base}/cancel`, fields, reason: kept('cancel', 'reason') ?? '' },
  };
}
