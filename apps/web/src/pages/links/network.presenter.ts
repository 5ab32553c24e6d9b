import type { Chart, NetworkCase, NetworkThing, NetworkTie } from '../../charts/index.js';
import type { Table } from '../../components/parts.view.js';
import { plural, shortDay } from '../../layout/format.js';
import type { LinksOfPage } from './links.graphql.js';

type Person = LinksOfPage['people'][number];
type Pair = { own: Person; other: Person };

/** What several people gave, in words. */
export const SHARED_WORDS: Readonly<Record<LinksOfPage['shared'][number]['kind'], string>> = {
  PHONE: 'Phone',
  EMAIL: 'E-mail address',
  HANDLE: 'Online name',
  VEHICLE: 'Vehicle',
  ADDRESS: 'Address',
};

/** Most cases that one picture holds; the table holds all. */
const MOST_CASES = 10;

function victimFirst(a: Person, b: Person): number {
  return Number(b.role === 'VICTIM') - Number(a.role === 'VICTIM');
}

/** Somebody in words: the name, or that there is none. */
export function personName({ name, role }: Person): string {
  if (name !== '') return name;
  return role === 'VICTIM' ? 'Victim, name not known' : 'Suspect, not identified';
}

/** What somebody is in a case. */
export function partOf({ role }: Person): string {
  return role === 'VICTIM' ? 'Victim' : 'Suspect';
}

/** A person with their part, as one line. */
export function personLine(person: Person): string {
  return `${partOf(person)}: ${personName(person)}`;
}

type Connection = Pair & { by: string; tie: NetworkTie['tone'] | null };

const TIE_WORDS = {
  sure: 'Counts as the same person',
  likely: 'Likely the same person',
  possible: 'Possibly the same person',
} as const;

/** Every connection of the page: what somebody rejected is none. */
function connectionsOf({ links, through, shared }: LinksOfPage): Connection[] {
  const direct = links.flatMap(({ own, other, link }): Connection[] => {
    if (link.state === 'REJECTED') return [];
    const isSure = link.state === 'CONFIRMED' || link.result === 'SAME';
    const tie = isSure ? 'sure' : link.result === 'LIKELY' ? 'likely' : 'possible';
    const by = link.state === 'CONFIRMED' ? 'The same person, confirmed' : TIE_WORDS[tie];
    return [{ own, other, tie, by: link.summary === '' ? by : `${by}. ${link.summary}` }];
  });
  return [
    ...direct,
    ...through.map(({ own, other }): Connection => ({
      own,
      other,
      tie: 'sure',
      by: `${TIE_WORDS.sure}, by way of a third case`,
    })),
    ...shared.map(({ own, other, kind }): Connection => ({
      own,
      other,
      tie: null,
      by: `Same ${SHARED_WORDS[kind].toLowerCase()}`,
    })),
  ];
}

/** The picture of the network round a case; null where nothing is connected. */
export function networkOf(data: LinksOfPage): Chart | null {
  const connections = connectionsOf(data);
  const cases = new Map<string, { person: Person; people: Map<string, Person> }>();
  for (const { other } of connections) {
    const known = cases.get(other.caseId) ?? { person: other, people: new Map<string, Person>() };
    known.people.set(other.personId, other);
    cases.set(other.caseId, known);
  }
  if (cases.size === 0) return null;
  const asPeople = (people: Iterable<Person>) =>
    [...people].sort(victimFirst).map((person) => ({ id: person.personId, label: personLine(person) }));
  const shown = [...cases.values()].slice(0, MOST_CASES).map(({ person, people }): NetworkCase => ({
    label: person.reference,
    detail: `Referred ${shortDay(person.referredOn)}`,
    people: asPeople(people.values()),
  }));
  const left = cases.size - shown.length;
  const things = new Map<number, { label: string; people: Set<string> }>();
  for (const { thing, kind, own, other } of data.shared) {
    const known = things.get(thing) ?? { label: SHARED_WORDS[kind], people: new Set<string>() };
    known.people.add(own.personId).add(other.personId);
    things.set(thing, known);
  }
  return {
    kind: 'network',
    id: 'network',
    title: `Case ${data.reference} and ${plural(cases.size, 'other case')} it is connected with`,
    description: `${plural(connections.length, 'connection')}. The table under the picture says the same in words${left > 0 ? `, and has ${plural(left, 'case')} more` : ''}.`,
    own: { label: data.reference, detail: 'This case', people: asPeople(data.people) },
    cases: shown,
    ties: connections.flatMap(({ own, other, tie }) =>
      tie === null ? [] : [{ from: own.personId, to: other.personId, tone: tie }],
    ),
    things: [...things.values()].map(({ label, people }): NetworkThing => ({ label, people: [...people] })),
  };
}

/** The same in words. */
export function networkTable(data: LinksOfPage): Table {
  return {
    caption: 'Connections of this case',
    columns: [
      { text: 'In this case' },
      { text: 'Connected by' },
      { text: 'With' },
      { text: 'Case' },
      { text: 'Panel' },
    ],
    rows: connectionsOf(data).map(({ own, other, by }) => [
      { text: personLine(own) },
      { text: by },
      { text: personLine(other) },
      { text: other.reference, href: `/cases/${other.caseId}` },
      { text: other.panel.name },
    ]),
    empty: 'Nothing that you may know of connects this case with another.',
  };
}
