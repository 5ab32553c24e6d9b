import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type {
  CasePerson,
  CaseState,
  CaseSummary,
  LinkFinding,
  LinkRuleName,
  LinksOfCase,
  ShownLink,
} from '#cases';
import type { Day, Moment } from '#kernel';
import {
  type LinkDecision,
  LINK_STATES,
  type LinkState,
  MATCH_WEIGHTS,
  type MatchResult,
  type PersonLink,
  sayMatch,
  SHARED_KINDS,
  type SharedKind,
  UNIDENTIFIED,
} from '#links';
import { PersonType } from '../agencies/agency.types.js';
import { id, text, version } from '../graphql/checked.js';
import { enumFrom } from '../graphql/enums.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { DayScalar, MomentScalar } from '../graphql/scalars.js';
import { PanelType } from '../panels/panel.types.js';
import { CasePersonRoleEnum, CaseStateEnum } from './case.types.js';

export const LinkStateEnum = enumFrom('LinkState', LINK_STATES, 'What was made of a link.');
export const MatchResultEnum = enumFrom(
  'MatchResult',
  ['same', 'likely', 'possible', 'none'] as const,
  'How likely two mentions are one person, as the rules found it. NONE only where a person joined them by hand.',
);
export const SharedKindEnum = enumFrom('SharedKind', SHARED_KINDS, 'What several people gave the same of.');

/** `LinkedPerson` in the schema; `panel` is resolved by a loader. */
@ObjectType('LinkedPerson', {
  description: 'Somebody as one case names them, with just enough of that case.',
})
export class LinkedPersonType {
  @Field(() => ID) personId: string;
  @Field({ description: 'As that case has it; empty for a suspect whom nobody could name.' }) name: string;
  @Field(() => CasePersonRoleEnum) role: CasePerson['role'];
  @Field(() => DayScalar, { nullable: true }) bornOn: Day | null;
  @Field(() => ID) caseId: string;
  @Field({ description: 'The reference of the case.' }) reference: string;
  @Field(() => CaseStateEnum, { description: 'Where the case stands.' }) state: CaseState;
  @Field(() => DayScalar, { description: 'When the case was referred.' }) referredOn: Day;
  panelId: string;
  panel?: PanelType;
}

/** `LinkReason` in the schema. */
@ObjectType('LinkReason', { description: 'One sign for or against two people being one.' })
export class LinkReasonType {
  @Field({ description: 'Stable name of the sign.' }) sign: string;
  @Field({ description: 'In words, without a name or number.' }) says: string;
  @Field(() => Int, { description: 'Above nought speaks for it, below against it.' }) weight: number;
}

/** `LinkDecision` in the schema; `decidedBy` is resolved by a loader. */
@ObjectType('LinkDecision', { description: 'One decision about a link. Decisions are added, never changed.' })
export class LinkDecisionType {
  @Field(() => ID) id: string;
  @Field(() => LinkStateEnum, { description: 'What the link became.' }) toState: LinkState;
  @Field() reason: string;
  @Field(() => MomentScalar) decidedAt: Moment;
  @Field(() => PersonType, { nullable: true, description: 'Null: the system, because of new evidence.' })
  decidedBy?: PersonType | null;
  decidedById: string | null;
}

/** `PersonLink` in the schema. */
@ObjectType('PersonLink', {
  description: 'Two people of two cases who may be one. A suggestion: only a person confirms or rejects it.',
})
export class PersonLinkType {
  @Field(() => ID) id: string;
  @Field(() => LinkStateEnum) state: LinkState;
  @Field(() => MatchResultEnum) result: MatchResult;
  @Field(() => Int, { description: 'The sum of the signs.' }) score: number;
  @Field({ description: 'All signs in one sentence.' }) summary: string;
  @Field(() => [LinkReasonType]) reasons: LinkReasonType[];
  @Field(() => Int, { description: 'Version of the rules that found it.' }) rulesVersion: number;
  @Field({ description: 'A person joined them; no rule had found them.' }) isByHand: boolean;
  @Field(() => MomentScalar) foundAt: Moment;
  @Field(() => Int, { description: 'Optimistic version: send it back with a decision.' }) version: number;
}

/** `CaseLink` in the schema. */
@ObjectType('CaseLink', { description: 'A link of a case that was asked about, with both people.' })
export class CaseLinkType {
  @Field(() => PersonLinkType) link: PersonLinkType;
  @Field(() => LinkedPersonType, { description: 'In the case that was asked about.' }) own: LinkedPersonType;
  @Field(() => LinkedPersonType, { description: 'In the other case.' }) other: LinkedPersonType;
  @Field(() => [LinkDecisionType], { description: 'Newest first.' }) decisions: LinkDecisionType[];
  @Field({ description: 'You may confirm it, reject it and take that back.' }) mayDecide: boolean;
}

/** `LinkedThrough` in the schema. */
@ObjectType('LinkedThrough', {
  description: 'Two people who count as one because both were found to be a third.',
})
export class LinkedThroughType {
  @Field(() => LinkedPersonType) own: LinkedPersonType;
  @Field(() => LinkedPersonType) other: LinkedPersonType;
}

/** `SharedThing` in the schema. */
@ObjectType('SharedThing', {
  description: 'A phone, address and so on that two people gave who are not one, as far as is known.',
})
export class SharedThingType {
  @Field(() => SharedKindEnum) kind: SharedKind;
  @Field(() => Int, {
    description: 'Counts the things of this answer: the same number for what is the same.',
  })
  thing: number;
  @Field(() => LinkedPersonType) own: LinkedPersonType;
  @Field(() => LinkedPersonType) other: LinkedPersonType;
}

/** `LinkFinding` in the schema. */
@ObjectType('LinkFinding', { description: 'What a rule makes of the cases that a case is connected with.' })
export class LinkFindingType implements LinkFinding {
  @Field(() => String, {
    description: 'Stable name of the rule: repeat, serial-suspect, displacement, shared-address.',
  })
  rule: LinkRuleName;
  @Field(() => Int, { description: 'Version of the rule.' }) version: number;
  @Field({ description: 'Whose rule it is.' }) source: string;
  @Field({ description: 'In words, without a name.' }) says: string;
  @Field({ description: 'False: whether it holds is open until somebody decides about what is suggested.' })
  isCertain: boolean;
  @Field(() => [String], { description: 'The other cases, earliest first.' }) references: string[];
}

/** `LinksOfCase` in the schema. */
@ObjectType('LinksOfCase', {
  description: 'What connects a case with others. Cases that you may not know of are not in it.',
})
export class LinksOfCaseType {
  @Field(() => ID) caseId: string;
  @Field({ description: 'The reference of the case.' }) reference: string;
  @Field(() => [LinkedPersonType], { description: 'The people of the case, the victim first.' })
  people: LinkedPersonType[];
  @Field(() => [CaseLinkType], { description: 'Surest first, decided or not.' }) links: CaseLinkType[];
  @Field(() => [LinkedThroughType]) through: LinkedThroughType[];
  @Field(() => [SharedThingType]) shared: SharedThingType[];
  @Field(() => [LinkFindingType], { description: 'Gravest first; of the cases that are shown alone.' })
  findings: LinkFindingType[];
  @Field({ description: 'You may join people of this case with others by hand.' }) mayMerge: boolean;
  @Field(() => [ID], {
    description:
      'People of this case who are in a case of another panel, of which no more may be said. Only for those who run the panel.',
  })
  alsoElsewhere: string[];
}

/** `DecidedLink` in the schema. */
@ObjectType('DecidedLink', { description: 'A link after a decision about it.' })
export class DecidedLinkType {
  @Field(() => ID) id: string;
  @Field(() => LinkStateEnum) state: LinkState;
  @Field(() => Int) version: number;
}

export const DecidedLinkResult = orRefusal(DecidedLinkType, 'DecidedLinkResult');

/** A decision about a link. */
@InputType({ description: 'A decision about a link, with its reason.' })
export class DecideLinkInput {
  @Field(() => ID) linkId: string;
  @Field(() => Int) version: number;
  @Field({ description: 'Why; kept with the decision.' }) reason: string;
}

/** What a decision about a link must look like. */
export const decideLink = z.object({ linkId: id, version, reason: text(200, 3) });

/** Two people who are one. */
@InputType({ description: 'Two people of two cases who are one, though no rule found it.' })
export class MergePeopleInput {
  @Field(() => ID) personId: string;
  @Field(() => ID) otherPersonId: string;
  @Field({ description: 'How it is known.' }) reason: string;
}

/** What joining two people must look like. */
export const mergePeople = z.object({ personId: id, otherPersonId: id, reason: text(200, 3) });

type CaseOfPerson = Pick<CaseSummary, 'id' | 'reference' | 'state' | 'referredOn' | 'panelId'>;

function toLinkedPerson(person: CasePerson, of: CaseOfPerson): LinkedPersonType {
  const isNamed = person.lastName.toLowerCase() !== UNIDENTIFIED;
  return Object.assign(new LinkedPersonType(), {
    personId: person.id,
    name: isNamed ? [person.firstName, person.lastName].filter(Boolean).join(' ') : '',
    role: person.role,
    bornOn: person.bornOn,
    caseId: of.id,
    reference: of.reference,
    state: of.state,
    referredOn: of.referredOn,
    panelId: of.panelId,
  });
}

function toPersonLink(link: PersonLink): PersonLinkType {
  const reasons = link.signs.map((sign) => ({ sign, ...MATCH_WEIGHTS[sign] }));
  const { id: linkId, state, result, score, rulesVersion, isByHand, foundAt, version: seen } = link;
  return Object.assign(new PersonLinkType(), {
    ...{ id: linkId, state, result, score, rulesVersion, isByHand, foundAt, version: seen },
    summary: sayMatch(reasons),
    reasons,
  });
}

function toDecision({
  id: decisionId,
  toState,
  reason,
  decidedAt,
  decidedById,
}: LinkDecision): LinkDecisionType {
  return Object.assign(new LinkDecisionType(), { id: decisionId, toState, reason, decidedAt, decidedById });
}

/** The links of a case as the schema shows them. */
export function toLinksOfCase(found: LinksOfCase): LinksOfCaseType {
  const { caseFile } = found;
  const pair = ({ own, other, otherCase }: Pick<ShownLink, 'own' | 'other' | 'otherCase'>) => ({
    own: toLinkedPerson(own, caseFile),
    other: toLinkedPerson(other, otherCase),
  });
  return Object.assign(new LinksOfCaseType(), {
    caseId: caseFile.id,
    reference: caseFile.reference,
    people: found.people.map((person) => toLinkedPerson(person, caseFile)),
    links: found.links.map((one) => ({
      ...pair(one),
      link: toPersonLink(one.link),
      mayDecide: one.mayDecide,
      decisions: one.decisions.map(toDecision),
    })),
    through: found.through.map(pair),
    shared: found.shared.map((one) => ({ kind: one.kind, thing: one.thing, ...pair(one) })),
    findings: found.findings.map((one) => Object.assign(new LinkFindingType(), one)),
    mayMerge: found.mayMerge,
    alsoElsewhere: found.notices.map(({ personId }) => personId),
  });
}

/** A decided link as the schema shows it. */
export function toDecidedLink({ id: linkId, state, version: seen }: PersonLink): DecidedLinkType {
  return Object.assign(new DecidedLinkType(), { id: linkId, state, version: seen });
}
