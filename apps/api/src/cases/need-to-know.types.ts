import { Field, ID, ObjectType } from '@nestjs/graphql';
import {
  ACCESS_REASONS,
  type AccessReason,
  ANSWERS,
  type CaseAccess,
  type CaseRestriction,
  LIST_KINDS,
  type ListedRequest,
  type MyRequest,
  REQUEST_STATES,
  type RequestAnswer,
  REQUESTS_WHICH,
  type RequestState,
  RESTRICTION_KINDS,
  type RestrictionKind,
} from '#cases';
import type { Day, Moment } from '#kernel';
import { connectionOf } from '../graphql/connection.js';
import { enumFrom } from '../graphql/enums.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { DayScalar, MomentScalar } from '../graphql/scalars.js';

export const RestrictionKindEnum = enumFrom(
  'RestrictionKind',
  RESTRICTION_KINDS,
  'What an entry says: never these people, only these people, or a conflict of interest that a person declared.',
);
export const ListKindEnum = enumFrom('ListKind', LIST_KINDS, 'The lists on which somebody can be put.');
export const AccessReasonEnum = enumFrom('AccessReason', ACCESS_REASONS, 'Why an agency may know of a case.');
export const AccessRequestStateEnum = enumFrom(
  'AccessRequestState',
  REQUEST_STATES,
  'Where a request for access stands, for those who decide about it.',
);
export const AccessAnswerEnum = enumFrom(
  'AccessAnswer',
  ANSWERS,
  'What somebody is told of their request. NOT_GRANTED says nothing of why, nor whether there is such a case.',
);
export const RequestsWhichEnum = enumFrom(
  'AccessRequestsWhich',
  REQUESTS_WHICH,
  'Requests that wait for an answer, or the others.',
);

/** `CaseRestriction` in the schema; the people and the agency are resolved by loaders. */
@ObjectType('CaseRestriction', {
  description:
    'One entry of the lists that narrow who may know of a case. Never deleted: lifted, with a reason.',
})
export class CaseRestrictionType {
  @Field(() => ID) id: string;
  @Field(() => RestrictionKindEnum) kind: RestrictionKind;
  @Field() reason: string;
  @Field(() => MomentScalar) since: Moment;
  @Field(() => MomentScalar, { nullable: true, description: 'Null: in force.' }) liftedAt: Moment | null;
  @Field(() => String, { nullable: true }) liftedReason: string | null;
  personId: string | null;
  agencyId: string | null;
  madeById: string | null;
  liftedById: string | null;
}

/** An entry as the schema shows it. */
export function toRestriction(entry: CaseRestriction): CaseRestrictionType {
  const { caseId: _, ...shown } = entry;
  return Object.assign(new CaseRestrictionType(), shown);
}

/** `CaseAccess` in the schema; the agency is resolved by a loader. */
@ObjectType('CaseAccess', { description: 'A reason for which an agency may know of a case.' })
export class CaseAccessType {
  @Field(() => ID) id: string;
  @Field(() => AccessReasonEnum) reason: AccessReason;
  @Field(() => MomentScalar) grantedAt: Moment;
  @Field(() => DayScalar, { nullable: true, description: 'The last day; null: until somebody ends it.' })
  endsOn: Day | null;
  agencyId: string;
}

/** An agency's need as the schema shows it. */
export function toCaseAccess(row: CaseAccess): CaseAccessType {
  const { caseId: _, ...shown } = row;
  return Object.assign(new CaseAccessType(), shown);
}

/** `ConflictDeclared` in the schema. */
@ObjectType('ConflictDeclared', {
  description:
    'The conflict is on record. From now on the case is not there for you: nothing more is said of it.',
})
export class ConflictDeclaredType {
  @Field(() => MomentScalar) declaredAt: Moment;
}

/** `AccessAsked` in the schema. */
@ObjectType('AccessAsked', {
  description: 'Your request was received. The same answer whether or not there is such a case.',
})
export class AccessAskedType {
  @Field(() => MomentScalar) askedAt: Moment;
}

/** `MyAccessRequest` in the schema. */
@ObjectType('MyAccessRequest', { description: 'A request of yours to see a case.' })
export class MyAccessRequestType {
  @Field(() => ID) id: string;
  @Field({ description: 'As you typed it.' }) reference: string;
  @Field() reason: string;
  @Field(() => MomentScalar) askedAt: Moment;
  @Field(() => AccessAnswerEnum) answer: RequestAnswer;
  @Field(() => DayScalar, { description: 'The last day on which it can be granted.' }) lapsesOn: Day;
  @Field(() => DayScalar, { nullable: true, description: 'The last day of access, once granted.' })
  grantedUntil: Day | null;
  @Field(() => ID, { nullable: true, description: 'The case, once granted.' }) caseId: string | null;
}

/** A request as the schema shows it to the person who made it. */
export function toMyRequest(request: MyRequest): MyAccessRequestType {
  return Object.assign(new MyAccessRequestType(), request);
}

/** `AccessRequest` in the schema; the people, the agency and the case are resolved by loaders. */
@ObjectType('AccessRequest', { description: 'Somebody asks to see a case of a panel that you run.' })
export class AccessRequestType {
  @Field(() => ID) id: string;
  @Field(() => AccessRequestStateEnum) state: RequestState;
  @Field({ description: 'Why they need to see it.' }) reason: string;
  @Field(() => MomentScalar) askedAt: Moment;
  @Field(() => DayScalar, { description: 'The last day on which it can be decided.' }) lapsesOn: Day;
  @Field(() => MomentScalar, { nullable: true }) decidedAt: Moment | null;
  @Field(() => String, { nullable: true, description: 'Never shown to the person who asked.' })
  decisionReason: string | null;
  @Field(() => DayScalar, { nullable: true }) grantedUntil: Day | null;
  caseId: string;
  personId: string;
  agencyId: string;
  decidedById: string | null;
}

/** A request as the schema shows it to those who decide. */
export function toAccessRequest(request: ListedRequest): AccessRequestType {
  const { reference: _, isGranted: __, panelId: ___, ...shown } = request;
  return Object.assign(new AccessRequestType(), shown);
}

export const AccessRequestConnection = connectionOf(AccessRequestType, 'AccessRequest');
export const AccessRequestResult = orRefusal(AccessRequestType, 'AccessRequestResult');
export const ConflictDeclaredResult = orRefusal(ConflictDeclaredType, 'ConflictDeclaredResult');
export const AccessAskedResult = orRefusal(AccessAskedType, 'AccessAskedResult');
