import type { ResultOf } from '#api-client';
import type { Fact, Tag } from '../../components/parts.view.js';
import { type Sent, sentText } from '../../http/index.js';
import { momentText, shortDay } from '../../layout/format.js';
import type { LinksOfPage, LinksPage } from './links.graphql.js';
import type { FindingLine, LinkCard, LinksView, PersonOfLink } from './links.view.js';
import { networkOf, networkTable, partOf, personLine, personName } from './network.presenter.js';

type Page = ResultOf<typeof LinksPage>;
type Shown = LinksOfPage['links'][number];
type Person = LinksOfPage['people'][number];

/** A form of the page that was refused: `merge` or the id of a link, with what was typed. */
export type RefusedLink = { form: string; sent: Sent };

const RULE_WORDS: Readonly<Record<string, string>> = {
  repeat: 'Repeat',
  'serial-suspect': 'Serial suspect',
  displacement: 'Harm that moved on',
  'shared-address': 'Shared address',
};

const TAGS: Readonly<Record<string, Tag>> = {
  SAME: { text: 'Counts as the same person', tone: 'blue' },
  LIKELY: { text: 'Likely the same person', tone: 'yellow' },
  POSSIBLE: { text: 'Possibly the same person', tone: 'grey' },
  NONE: { text: 'Joined by hand before', tone: 'grey' },
};

const STATE_TAGS: Readonly<Record<'CONFIRMED' | 'REJECTED', Tag>> = {
  CONFIRMED: { text: 'The same person', tone: 'green' },
  REJECTED: { text: 'Not the same person', tone: 'red' },
};

const DECISION_WORDS = {
  CONFIRMED: 'The same person',
  REJECTED: 'Not the same person',
  SUGGESTED: 'Open again',
} as const;

/** What connects a case with others, and the forms that decide about it. */
export function linksView(data: Page, asked: string, refused: RefusedLink | null): LinksView {
  const found = data.linksOfCase;
  const cards = found.links.map((one) => [one.link.state, cardOf(found.caseId, one, refused)] as const);
  const names = new Map(found.people.map((person) => [person.personId, personLine(person)]));
  return {
    reference: found.reference,
    links: [{ text: 'Back to the case', href: `/cases/${found.caseId}` }],
    elsewhere: found.alsoElsewhere.flatMap((id) => names.get(id) ?? []),
    findings: findingsOf(found),
    network: networkOf(found),
    table: networkTable(found),
    open: cards.filter(([state]) => state === 'SUGGESTED').map(([, card]) => card),
    decided: cards.filter(([state]) => state !== 'SUGGESTED').map(([, card]) => card),
    merge: found.mayMerge ? mergeOf(data, asked, refused) : null,
  };
}

function findingsOf({ findings, links, through, shared }: LinksOfPage): FindingLine[] {
  const caseIds = new Map(
    [...links, ...through, ...shared].map(({ other }) => [other.reference, other.caseId]),
  );
  return findings.map(({ rule, version, source, says, isCertain, references }) => ({
    heading: isCertain
      ? (RULE_WORDS[rule] ?? rule)
      : `${RULE_WORDS[rule] ?? rule}: not certain until the links below are decided`,
    says,
    rule: `Rule ${rule}, version ${version}. Source: ${source}`,
    cases: references.map((text) => ({ text, href: `/cases/${caseIds.get(text) ?? ''}` })),
    isCertain,
  }));
}

function factsOf(person: Person): Fact[] {
  return [{ term: 'Born', value: person.bornOn ? shortDay(person.bornOn) : 'Not known' }];
}

function personOf(person: Person): PersonOfLink {
  return { part: partOf(person), name: personName(person), facts: factsOf(person) };
}

function cardOf(caseId: string, one: Shown, refused: RefusedLink | null): LinkCard {
  const { link, own, other, decisions } = one;
  const isRefused = refused?.form === link.id;
  return {
    id: link.id,
    heading: `${personName(own)} and ${personName(other)}`,
    tag: link.state === 'SUGGESTED' ? TAGS[link.result]! : STATE_TAGS[link.state],
    case: { text: `Case ${other.reference}`, href: `/cases/${other.caseId}` },
    own: personOf(own),
    other: {
      ...personOf(other),
      facts: [
        ...factsOf(other),
        { term: 'Referred', value: `${shortDay(other.referredOn)}, ${other.panel.name}` },
      ],
    },
    why: link.summary || 'No rule found anything in common',
    signs: [
      ...link.reasons.map(({ says, weight }) => `${says}: ${signed(weight)}`),
      `Rules of links, version ${link.rulesVersion}, ${momentText(link.foundAt)}`,
    ],
    decisions: decisions.map(({ id, toState, reason, decidedAt, decidedBy }) => ({
      id,
      text: `${DECISION_WORDS[toState]}: ${decidedBy?.name ?? 'the system'}, ${momentText(decidedAt)}`,
      reason,
    })),
    form: one.mayDecide
      ? {
          action: `/cases/${caseId}/links/${link.id}`,
          fields: { version: String(link.version) },
          undo: link.state !== 'SUGGESTED',
          reason: isRefused ? sentText(refused.sent, 'reason') : '',
          isOpen: isRefused,
        }
      : null,
  };
}

function signed(weight: number): string {
  if (weight === 0) return 'no weight';
  return weight > 0 ? `${weight} for it` : `${-weight} against it`;
}

function mergeOf(data: Page, asked: string, refused: RefusedLink | null): NonNullable<LinksView['merge']> {
  const { caseId, people } = data.linksOfCase;
  const other = data.cases?.edges
    .map(({ node }) => node)
    .find(({ id, reference }) => id !== caseId && reference.toLowerCase() === asked.toLowerCase());
  const sent = refused?.form === 'merge' ? refused.sent : {};
  const choices = (name: string, list: readonly { value: string; text: string }[]) => [
    { value: '', text: 'Choose', selected: sentText(sent, name) === '' },
    ...list.map((one) => ({ ...one, selected: one.value === sentText(sent, name) })),
  ];
  return {
    action: `/cases/${caseId}/links`,
    reference: asked,
    notFound: asked !== '' && !other,
    found: other
      ? {
          action: `/cases/${caseId}/links/merge`,
          fields: { with: other.reference },
          reference: other.reference,
          own: choices(
            'own',
            people.map((person) => ({ value: person.personId, text: personLine(person) })),
          ),
          others: choices(
            'other',
            other.people.map(({ id, role, firstName, lastName }) => ({
              value: id,
              text: `${role === 'VICTIM' ? 'Victim' : 'Suspect'}: ${nameIn(firstName, lastName)}`,
            })),
          ),
          reason: sentText(sent, 'reason'),
        }
      : null,
  };
}

function nameIn(firstName: string, lastName: string): string {
  if (lastName.toLowerCase() === 'unidentified') return 'not identified';
  return [firstName, lastName].filter(Boolean).join(' ') || 'name not known';
}
