import { shortDay } from '../../layout/format.js';
import { STATE_WORDS } from '../cases/case.words.js';
import type { LinksOfReferral } from './referral.graphql.js';
import type { LinkedCaseRow } from './referral.view.js';
import type { Tag } from '../../components/parts.view.js';

type Linked = LinksOfReferral['links'][number];
type Person = Linked['other'];

const STATES: Readonly<Partial<Record<Linked['link']['state'], Tag>>> = {
  SUGGESTED: { text: 'Suggested', tone: 'yellow' },
  CONFIRMED: { text: 'Confirmed by a person', tone: 'green' },
};

const THROUGH: Tag = { text: 'By way of a third', tone: 'blue' };
const IN_COMMON: Tag = { text: 'In common', tone: 'grey' };

const SHARED_WORDS: Readonly<Record<LinksOfReferral['shared'][number]['kind'], string>> = {
  PHONE: 'The same phone',
  EMAIL: 'The same e-mail address',
  ADDRESS: 'The same address',
  HANDLE: 'The same online name',
  VEHICLE: 'The same vehicle',
};

/** One thing that this case has in common with another. */
type Connection = { own: Person; other: Person; why: string; tag: Tag };

/** The same people, and the same things, in other cases that the reader may know of: one row for each case. */
export function linkedRows({ links, through, shared }: LinksOfReferral): LinkedCaseRow[] {
  const all: Connection[] = [
    ...links.flatMap(({ link, own, other }) => {
      const tag = STATES[link.state];
      return tag ? [{ own, other, why: link.summary, tag }] : [];
    }),
    ...through.map((pair) => ({
      ...pair,
      why: 'Both were found to be one and the same third',
      tag: THROUGH,
    })),
    ...shared.map(({ kind, own, other }) => ({ own, other, why: SHARED_WORDS[kind], tag: IN_COMMON })),
  ];
  return [...grouped(all).values()].map(rowOf);
}

function grouped(all: readonly Connection[]): Map<string, Connection[]> {
  const byCase = new Map<string, Connection[]>();
  for (const one of all) byCase.set(one.other.caseId, [...(byCase.get(one.other.caseId) ?? []), one]);
  return byCase;
}

function rowOf(of: readonly Connection[]): LinkedCaseRow {
  const { other, tag } = of[0]!;
  return {
    link: { text: other.reference, href: `/cases/${other.caseId}` },
    where: `${other.panel.name}, referred ${shortDay(other.referredOn)}, ${STATE_WORDS[other.state].toLowerCase()}`,
    why: of.map((one) => `${whoIn(one)}: ${one.why}`),
    tag,
  };
}

function whoIn({ own, other }: Connection): string {
  if (partOf(own) === partOf(other)) return partOf(own);
  return `${partOf(own)} here, ${partOf(other).toLowerCase()} there`;
}

function partOf({ role, name }: Person): string {
  const part = role === 'VICTIM' ? 'Victim' : 'Suspect';
  return name ? part : `${part}, not identified`;
}
