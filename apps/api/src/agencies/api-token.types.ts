import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { SCOPES, type Scope } from '#access';
import {
  type ApiToken,
  type MadeApiToken,
  type Person,
  SERVICE_ROLES,
  type ServiceRole,
  TOKEN_DAYS,
} from '#agencies';
import type { Moment } from '#kernel';
import { id, text } from '../graphql/checked.js';
import { enumFrom } from '../graphql/enums.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { MomentScalar } from '../graphql/scalars.js';
import { RoleEnum } from './agency.types.js';

/** GraphQL enum of what a program's token may be used for. */
export const ScopeEnum = enumFrom(
  'TokenScope',
  SCOPES,
  'What the token of a program may be used for. Never more than the role of whom it stands for.',
);

/** GraphQL enum of the roles in which a service can act. */
export const ServiceRoleEnum = enumFrom(
  'ServiceRole',
  SERVICE_ROLES,
  'The roles in which a service can act.',
);

/** `ApiToken` in the schema. */
@ObjectType('ApiToken', { description: 'A token with which a program asks. Never shows the token itself.' })
export class ApiTokenType {
  @Field(() => ID, { description: 'The audit names the token by this.' }) id: string;
  @Field({ description: 'What its maker called it.' }) name: string;
  @Field(() => [ScopeEnum]) scopes: Scope[];
  @Field(() => MomentScalar) createdAt: Moment;
  @Field(() => MomentScalar, {
    nullable: true,
    description: 'Last use, to the minute; null: not since the minute it was made.',
  })
  lastUsedAt: Moment | null;
  @Field(() => MomentScalar) expiresAt: Moment;
}

/** A token of a program as the schema shows it. */
export function toApiToken(token: ApiToken): ApiTokenType {
  const { id: tokenId, label, scopes, createdAt, lastUsedAt, expiresAt } = token;
  return Object.assign(new ApiTokenType(), {
    id: tokenId,
    name: label,
    scopes: [...scopes],
    createdAt,
    lastUsedAt: lastUsedAt > createdAt ? lastUsedAt : null,
    expiresAt,
  });
}

/** `TokenMade` in the schema. */
@ObjectType('TokenMade', { description: 'A token just made.' })
export class TokenMadeType {
  @Field({ description: 'Bearer token for the Authorization header. Shown once.' }) token: string;
  @Field(() => ApiTokenType) details: ApiTokenType;
}

/** A token just made as the schema shows it. */
export function toTokenMade({ token, made }: MadeApiToken): TokenMadeType {
  return Object.assign(new TokenMadeType(), { token, details: toApiToken(made) });
}

/** `Service` in the schema. */
@ObjectType('Service', {
  description: 'A system of an agency that asks by token, in a role of the agency, without being a person.',
})
export class ServiceType {
  @Field(() => ID) id: string;
  @Field() name: string;
  @Field(() => RoleEnum, { description: 'What it does for panels.' }) role: Person['role'];
  @Field() isActive: boolean;
  @Field(() => Int, { description: 'Optimistic version: send it back with a change.' }) version: number;
  agencyId: string;
}

/** A service as the schema shows it. */
export function toService({ id: serviceId, name, role, isActive, version, agencyId }: Person): ServiceType {
  return Object.assign(new ServiceType(), { id: serviceId, name, role, isActive, version, agencyId });
}

/** A new token for the person who asks. */
@InputType({ description: 'A new token for the person who asks.' })
export class MakeTokenInput {
  @Field({ description: 'What it is for, to know it again.' }) name: string;
  @Field(() => [ScopeEnum]) scopes: Scope[];
  @Field(() => Int, {
    nullable: true,
    description: 'For how many days it is good: 90 when left out, 365 at most.',
  })
  days: number;
}

/** A new token for a service. */
@InputType({ description: 'A new token for a service.' })
export class MakeServiceTokenInput extends MakeTokenInput {
  @Field(() => ID) serviceId: string;
}

/** A new service of an agency. */
@InputType({ description: 'A new service of an agency.' })
export class AddServiceInput {
  @Field(() => ID) agencyId: string;
  @Field({ description: 'What the system is called.' }) name: string;
  @Field(() => ServiceRoleEnum, { description: 'What it does for panels.' }) role: ServiceRole;
}

const name = text(80, 2);

/** What a new token must look like. */
export const makeTokenInput = z.object({
  name,
  scopes: z.array(z.string()).max(SCOPES.length),
  days: z
    .number()
    .int()
    .nullish()
    .transform((value) => value ?? TOKEN_DAYS.usual),
});

/** What a new token for a service must look like. */
export const makeServiceTokenInput = makeTokenInput.extend({ serviceId: id });

/** What a new service must look like. */
export const addServiceInput = z.object({ agencyId: id, name, role: z.string() });

export const MakeTokenResult = orRefusal(TokenMadeType, 'MakeTokenResult');
export const TokenResult = orRefusal(ApiTokenType, 'TokenResult');
export const ServiceResult = orRefusal(ServiceType, 'ServiceResult');
