import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { ROLES, type Role } from '#access';
import {
  AGENCY_KINDS,
  AGENCY_SIGN_INS,
  type Agency,
  type AgencyKind,
  type AgencySignIn,
  type OpenedSession,
  type Person,
} from '#agencies';
import type { Moment } from '#kernel';
import { connectionOf } from '../graphql/connection.js';
import { enumFrom } from '../graphql/enums.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { MomentScalar } from '../graphql/scalars.js';

/** GraphQL enum of what sort of service an agency is. */
export const AgencyKindEnum = enumFrom('AgencyKind', AGENCY_KINDS, 'What sort of service an agency is.');

export const AgencySignInEnum = enumFrom(
  'AgencySignIn',
  AGENCY_SIGN_INS,
  'How the people of an agency sign in: in any way there is, or by the service of their organisation only.',
);

/** GraphQL enum of what a person does for panels. */
export const RoleEnum = enumFrom('Role', ROLES, 'What a person does for panels.');

/** `Agency` in the schema. */
@ObjectType('Agency', { description: 'An organisation that sits on panels.' })
export class AgencyType {
  @Field(() => ID) id: string;
  @Field() name: string;
  @Field(() => AgencyKindEnum) kind: AgencyKind;
  @Field(() => String, { nullable: true }) emailDomain: string | null;
  @Field({ description: 'Expected at every meeting.' }) isCore: boolean;
  @Field(() => AgencySignInEnum, {
    description: 'How its people sign in. Administrators can always use a password.',
  })
  signIn: AgencySignIn;
  @Field(() => Int, { description: 'Optimistic version: send it back with a change.' }) version: number;
}

/** An agency as the schema shows it. */
export function toAgency(agency: Agency): AgencyType {
  const { id, name, kind, emailDomain, isCore, signIn, version } = agency;
  return Object.assign(new AgencyType(), { id, name, kind, emailDomain, isCore, signIn, version });
}

/** `Person` in the schema; `agency` is resolved by a loader. */
@ObjectType('Person', {
  description: 'Somebody who works for an agency and signs in. Never a victim or suspect.',
})
export class PersonType {
  @Field(() => ID) id: string;
  @Field() name: string;
  @Field({ description: 'Work address; reminders go here.' }) email: string;
  @Field(() => RoleEnum) role: Role;
  @Field(() => String, { nullable: true, description: 'Local Policing Area; null: all areas.' }) lpa:
    string | null;
  @Field(() => [String]) skills: string[];
  @Field() isActive: boolean;
  @Field(() => Int, { description: 'Optimistic version: send it back with a change.' }) version: number;
  agencyId: string;
}

/** A person of the directory as the schema shows them. */
export function toPerson(person: Person): PersonType {
  const { id, name, email, role, lpa, skills, isActive, version, agencyId } = person;
  return Object.assign(new PersonType(), { id, name, email, role, lpa, skills, isActive, version, agencyId });
}

/** `Session` in the schema. */
@ObjectType('Session', { description: 'A session just opened.' })
export class SessionType {
  @Field({ description: 'Bearer token for the Authorization header. Shown once.' }) token: string;
  @Field(() => PersonType) person: PersonType;
  @Field(() => MomentScalar) expiresAt: Moment;
}

/** A session just opened as the schema shows it. */
export function toSession({ token, person, expiresAt }: OpenedSession): SessionType {
  return Object.assign(new SessionType(), { token, expiresAt, person: toPerson(person) });
}

/** `SignedOut` in the schema. */
@ObjectType('SignedOut', { description: 'The session is over.' })
export class SignedOutType {
  @Field(() => MomentScalar) at: Moment;
  @Field({ description: "It was opened by the organisation's service, which may still know the person." })
  byOrganisation: boolean;
}

/** `DemoPerson` in the schema. */
@ObjectType('DemoPerson', {
  description: 'Somebody of the demonstration area whom one can sign in as. All made up.',
})
export class DemoPersonType {
  @Field(() => ID) id: string;
  @Field() name: string;
  @Field(() => RoleEnum) role: Role;
  @Field() agencyName: string;
  @Field(() => String, { nullable: true }) lpa: string | null;
  @Field(() => [String]) panelNames: string[];
}

/** `PersonConnection` in the schema. */
export const PersonConnection = connectionOf(PersonType, 'Person');

export const AgencyResult = orRefusal(AgencyType, 'AgencyResult');
export const PersonResult = orRefusal(PersonType, 'PersonResult');
export const SignInResult = orRefusal(SessionType, 'SignInResult');
export const SignOutResult = orRefusal(SignedOutType, 'SignOutResult');
