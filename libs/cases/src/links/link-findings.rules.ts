import type { Day } from '#kernel';
import type { LinkSettings } from '#panels';
import { monthsBefore } from '../day-count.rules.js';

/** The rules that say what a connection of two cases means. */
export type LinkRuleName = 'repeat' | 'serial-suspect' | 'displacement' | 'shared-address';

/** Which version of each rule this is, and whose rule it is. */
export const LINK_RULES: Readonly<Record<LinkRuleName, { version: number; source: string }>> = {
  repeat: { version: 1, source: 'SafeLives definition of a repeat' },
  'serial-suspect': { version: 1, source: 'MATAC criteria' },
  displacement: { version: 1, source: 'Panel rule' },
  'shared-address': { version: 1, source: 'Panel rule' },
};

/** Whether somebody is the same person: known, likely and not decided, or not. */
export type Sameness = 'yes' | 'maybe' | 'no';

/** A case as far as its days matter. */
export type DaysOfCase = {
  reference: string;
  referredOn: Day;
  /** Null: no meeting has heard it. */
  lastDiscussedOn: Day | null;
  /** Null: it is not closed. */
  closedOn: Day | null;
};

/** Another case, with what connects it. */
export type ConnectedCase = DaysOfCase & {
  victim: Sameness;
  suspect: Sameness;
  /** Somebody of it gave the address of somebody of this case, and is another person. */
  sharesAddress: boolean;
};

/** What a rule makes of the connections of a case. */
export type LinkFinding = {
  rule: LinkRuleName;
  version: number;
  source: string;
  says: string;
  /** False: whether it holds is open until somebody decides about what is suggested. */
  isCertain: boolean;
  /** References of the cases, earliest first. */
  references: string[];
};

type Held = { rule: LinkRuleName; says: string; isCertain: boolean; reference: string };

const inMonths = (months: number) => (months === 1 ? 'a month' : `${months} months`);

function inOrder(a: DaysOfCase, b: DaysOfCase): [DaysOfCase, DaysOfCase] {
  const isBefore =
    a.referredOn < b.referredOn || (a.referredOn === b.referredOn && a.reference < b.reference);
  return isBefore ? [a, b] : [b, a];
}

function repeatOf(own: DaysOfCase, other: ConnectedCase, settings: LinkSettings): Held | null {
  if (own.reference === other.reference || other.victim === 'no' || other.suspect === 'no') return null;
  const [earlier, later] = inOrder(own, other);
  const heardOn = settings.repeatAnchor === 'last_meeting' ? earlier.lastDiscussedOn : null;
  const anchor = heardOn !== null && heardOn <= later.referredOn ? heardOn : earlier.referredOn;
  if (anchor < monthsBefore(later.referredOn, settings.repeatMonths)) return null;
  const since = settings.repeatAnchor === 'last_meeting' ? 'last meeting' : 'last referral';
  return {
    rule: 'repeat',
    says: `Same victim and same suspect, within ${inMonths(settings.repeatMonths)} of the ${since}`,
    isCertain: other.victim === 'yes' && other.suspect === 'yes',
    reference: other.reference,
  };
}

function serialOf(own: DaysOfCase, other: ConnectedCase, settings: LinkSettings): Held | null {
  if (other.suspect === 'no' || other.victim === 'yes') return null;
  const [earlier, later] = inOrder(own, other);
  if (earlier.referredOn < monthsBefore(later.referredOn, settings.serialMonths)) return null;
  return {
    rule: 'serial-suspect',
    says: `Same suspect, another victim, within ${inMonths(settings.serialMonths)}`,
    isCertain: other.suspect === 'yes' && other.victim === 'no',
    reference: other.reference,
  };
}

function displacementOf(own: DaysOfCase, other: ConnectedCase, settings: LinkSettings): Held | null {
  if (other.suspect === 'no' || other.victim === 'yes') return null;
  const follows = (closed: DaysOfCase, next: DaysOfCase) =>
    closed.closedOn !== null &&
    closed.closedOn <= next.referredOn &&
    closed.closedOn >= monthsBefore(next.referredOn, settings.displacementMonths);
  const months = inMonths(settings.displacementMonths);
  const says = follows(other, own)
    ? `The harm may have moved on: a case of this suspect with another victim was closed in the ${months} before`
    : follows(own, other)
      ? `The harm may have moved on: within ${months} of closing this case the suspect was referred with another victim`
      : null;
  const isCertain = other.suspect === 'yes' && other.victim === 'no';
  return says === null ? null : { rule: 'displacement', says, isCertain, reference: other.reference };
}

function addressOf(other: ConnectedCase): Held | null {
  if (!other.sharesAddress) return null;
  const says = 'Somebody else in another case gives the same address';
  return { rule: 'shared-address', says, isCertain: true, reference: other.reference };
}

/**
 * What the rules make of the cases that a case is connected with, gravest first: a repeat, a serial suspect, harm that
 * moved on, a shared address. Only of the cases that are given, which are those that the reader may know of. What rests on
 * a link that nobody has decided is said apart from what is certain.
 */
export function linkFindings(
  own: DaysOfCase,
  others: readonly ConnectedCase[],
  settings: LinkSettings,
): LinkFinding[] {
  const sorted = [...others].sort((a, b) => (inOrder(a, b)[0] === a ? -1 : 1));
  const held = [
    ...sorted.map((other) => repeatOf(own, other, settings)),
    ...sorted.map((other) => serialOf(own, other, settings)),
    ...sorted.map((other) => displacementOf(own, other, settings)),
    ...sorted.map(addressOf),
  ];
  const found = new Map<string, LinkFinding>();
  for (const one of held) {
    if (one === null) continue;
    const { rule, says, isCertain, reference } = one;
    const key = `${rule} ${isCertain} ${says}`;
    const known = found.get(key);
    if (known) known.references.push(reference);
    else found.set(key, { rule, ...LINK_RULES[rule], says, isCertain, references: [reference] });
  }
  return [...found.values()];
}
