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

const SHARED_WORDS: Readonly<Record<LinksOfReferral['shared'][number]['kind'], string>> = {
  PHONE: 'The same phone',
  EMAIL: 'The same e-mail address',
  ADDRESS: 'The same address',
  HANDLE: 'The same online name',
  VEHICLE: 'The same vehicle',
};

/** The same people, and the same things, in other cases that the reader may know of. */
export function linkedRows({ links, through, shared }: LinksOfReferral): LinkedCaseRow[] {
  const row = (own: Person, other: Person, why: string, tag: Tag): LinkedCaseRow => ({
    who:
      partOf(own) === partOf(other)
        ? partOf(own)
        : `${partOf(own)} here, ${partOf(other).toLowerCase()} there`,
    why,
    link: { text: other.reference, href: `/cases/${other.caseId}` },
    where: `${other.panel.name}, referred ${shortDay(other.referredOn)}, ${STATE_WORDS[other.state].toLowerCase()}`,
    tag,
  });
  return [
    ...links.flatMap(({ link, own, other }) => {
      const tag = STATES[link.state];
      return tag ? [row(own, other, link.summary, tag)] : [];
    }),
    ...through.map(({ own, other }) =>
      row(own, other, 'Both were found to be one and the same third mention', {
        text: 'By way of a third',
        tone: 'blue',
      }),
    ),
    ...shared.map(({ kind, own, other }) =>
      row(own, other, SHARED_WORDS[kind], { text: 'In common', tone: 'grey' }),
    ),
  ];
}

function partOf({ role, name }: Person): string {
  const part = role === 'VICTIM' ? 'Victim' : 'Suspect';
  return name ? part : `${part}, not identified`;
}
