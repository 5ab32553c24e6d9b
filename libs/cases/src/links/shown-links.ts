import { type Day, londonDay } from '#kernel';
import type { LinkDecision, PersonLink, SharedKey, SharedKind } from '#links';
import type { CaseFile } from '../case-file.entity.js';
import type { CasePerson } from '../case-person.entity.js';
import type { CaseSummary } from '../cases.service.js';
import type { ConnectedCase, DaysOfCase, LinkFinding, Sameness } from './link-findings.rules.js';
import type { LinkNotice } from './link-notices.rules.js';

/** A link as somebody who may know of both cases sees it. */
export type ShownLink = {
  link: PersonLink;
  /** Who it is in the case that was asked about, and who in the other one. */
  own: CasePerson;
  other: CasePerson;
  otherCase: CaseSummary;
  /** Newest first. */
  decisions: LinkDecision[];
  /** Whether the person who asks may decide about it. */
  mayDecide: boolean;
};

/** A phone, address and so on that people of two cases gave, without being one person as far as is known. */
export type SharedThing = {
  kind: SharedKind;
  /** Counts the things: the same number for what is the same. */
  thing: number;
  own: CasePerson;
  other: CasePerson;
  otherCase: CaseSummary;
};

/** Everything that connects one case with others, as far as the person who asks may know of them. */
export type LinksOfCase = {
  caseFile: CaseFile;
  people: CasePerson[];
  links: ShownLink[];
  /** People of other cases who count as the same person by way of a third. */
  through: { own: CasePerson; other: CasePerson; otherCase: CaseSummary }[];
  shared: SharedThing[];
  /** What the rules make of the cases that are shown, gravest first. */
  findings: LinkFinding[];
  /** Whether the person who asks may join people of this case with others by hand. */
  mayMerge: boolean;
  /** People of this case who are in a case of another panel of which no more may be said here. */
  notices: LinkNotice[];
};

/** What stands beside the links of a case. */
export type Beside = Pick<LinksOfCase, 'through' | 'shared'>;

/** What stands beside the links: joined by way of others, and things in common of people who are not joined. */
export function besideLinks(
  people: readonly CasePerson[],
  shown: readonly ShownLink[],
  grouped: readonly CasePerson[],
  shared: readonly SharedKey[],
  seen: ReadonlyMap<string, { other: CasePerson; otherCase: CaseSummary }>,
): Beside {
  const direct = new Set(shown.map(({ own, other }) => `${own.id} ${other.id}`));
  const through = people.flatMap((own) =>
    grouped
      .filter(({ id, identityKey }) => identityKey === own.identityKey && !direct.has(`${own.id} ${id}`))
      .flatMap(({ id }) => (seen.has(id) ? [{ own, ...seen.get(id)! }] : [])),
  );
  const once = new Map<string, SharedThing>();
  const things = new Map<string, number>();
  for (const { mentionId, otherId, kind, hash } of shared) {
    const own = people.find(({ id }) => id === mentionId)!;
    const found = seen.get(otherId);
    const isOne = own.identityKey !== null && own.identityKey === found?.other.identityKey;
    if (!found || isOne) continue;
    const thing = things.get(hash) ?? things.size + 1;
    things.set(hash, thing);
    once.set(`${mentionId} ${otherId} ${hash}`, { kind, thing, own, ...found });
  }
  return { through, shared: [...once.values()] };
}

/** A case as far as its days matter to what connects it. */
export function daysOf({ reference, referredOn, lastDiscussedOn, closedAt }: CaseFile): DaysOfCase {
  const closedOn: Day | null = closedAt === null ? null : londonDay(closedAt);
  return { reference, referredOn, lastDiscussedOn, closedOn };
}

/** Another case, with who and what of it is the same as in the case that was asked about. */
export function connectedCase(
  one: CaseFile,
  shown: readonly ShownLink[],
  { through, shared }: Beside,
): ConnectedCase {
  const isOf = (
    pair: { own: CasePerson; other: CasePerson; otherCase: CaseSummary },
    role: CasePerson['role'],
  ) => pair.otherCase.id === one.id && pair.own.role === role && pair.other.role === role;
  const isOne = ({ own, other }: ShownLink) =>
    own.identityKey !== null && own.identityKey === other.identityKey;
  const same = (role: CasePerson['role']): Sameness => {
    const links = shown.filter((pair) => isOf(pair, role));
    if (through.some((pair) => isOf(pair, role)) || links.some(isOne)) return 'yes';
    const isOpen = links.some(({ link }) => link.state === 'suggested' && link.result === 'likely');
    return isOpen ? 'maybe' : 'no';
  };
  return {
    ...daysOf(one),
    victim: same('victim'),
    suspect: same('suspect'),
    sharesAddress: shared.some(({ kind, otherCase }) => kind === 'address' && otherCase.id === one.id),
  };
}
