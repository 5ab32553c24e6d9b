import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Moment } from '#kernel';
import { asTyped } from '../graphql/checked.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { MomentScalar } from '../graphql/scalars.js';
import { linkToken } from './local-sign-in.types.js';

/** `OidcSignInBegun` in the schema. */
@ObjectType('OidcSignInBegun', { description: "A sign-in by the organisation's service has begun." })
export class OidcSignInBegunType {
  @Field({ description: "Where the browser goes: a page of the organisation's service." }) address: string;
  @Field({ description: 'Stays with this browser, and is sent back once when it returns. Shown once.' })
  ticket: string;
  @Field(() => MomentScalar) expiresAt: Moment;
}

/** What a browser brought back from the organisation's service. */
@InputType({ description: "What a browser brought back from the organisation's service." })
export class FinishOidcSignInInput {
  @Field({ description: 'The ticket that this browser was given at the beginning.' }) ticket: string;
  @Field({ description: 'The part of the address after the question mark, as it came.' }) parameters: string;
}

/** What finishing a sign-in by the organisation's service must look like. */
export const finishOidcSignInInput = z.object({ ticket: linkToken, parameters: asTyped(4000) });

export const BeginOidcSignInResult = orRefusal(OidcSignInBegunType, 'BeginOidcSignInResult');
