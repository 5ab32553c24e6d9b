import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Moment } from '#kernel';
import { asTyped, text } from '../graphql/checked.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { MomentScalar } from '../graphql/scalars.js';
import { PersonType, SessionType } from './agency.types.js';

/** `SignInWays` in the schema. */
@ObjectType('SignInWays', { description: 'How people can sign in here.' })
export class SignInWaysType {
  @Field({ description: 'As a made-up person; development only.' }) demo: boolean;
  @Field({ description: 'With a password and a code.' }) password: boolean;
  @Field({ description: "By the organisation's own sign-in service." }) organisation: boolean;
}

/** `PasswordAccepted` in the schema. */
@ObjectType('PasswordAccepted', { description: 'The first step is done; the code is still to come.' })
export class PasswordAcceptedType {
  @Field({ description: 'Send it back with the code. Shown once.' }) ticket: string;
  @Field(() => MomentScalar) expiresAt: Moment;
}

/** `PasswordLinkAsked` in the schema. */
@ObjectType('PasswordLinkAsked', {
  description:
    'If somebody has an account under the address, a link is on its way. Says the same if nobody has.',
})
export class PasswordLinkAskedType {
  @Field(() => MomentScalar) at: Moment;
}

/** `PasswordSet` in the schema. */
@ObjectType('PasswordSet', { description: 'The new password is good from now on; every session is over.' })
export class PasswordSetType {
  @Field(() => MomentScalar) at: Moment;
}

/** `InvitationMade` in the schema. */
@ObjectType('InvitationMade', { description: 'An invitation just made.' })
export class InvitationMadeType {
  @Field({ description: 'Works once. Shown here once; it also goes out by mail.' }) link: string;
  @Field(() => MomentScalar) expiresAt: Moment;
}

/** `OpenInvitation` in the schema. */
@ObjectType('OpenInvitation', { description: 'What somebody needs to set up their account.' })
export class OpenInvitationType {
  @Field(() => MomentScalar) expiresAt: Moment;
  @Field(() => String, {
    nullable: true,
    description:
      'Secret for an authenticator application, in base 32; null: you sign in by your organisation only.',
  })
  secret: string | null;
  @Field(() => String, { nullable: true, description: 'The same as an otpauth address, for a square code.' })
  authenticatorAddress: string | null;
}

/** `FirstSession` in the schema. */
@ObjectType('FirstSession', { description: 'The account is set up and signed in.' })
export class FirstSessionType extends SessionType {
  @Field(() => [String], { description: 'Ten codes for when the telephone is away. Shown once.' })
  recoveryCodes: string[];
}

/** `RecoveryCodes` in the schema. */
@ObjectType('RecoveryCodes', { description: 'New recovery codes; the old ones are over.' })
export class RecoveryCodesType {
  @Field(() => [String], { description: 'Shown once.' }) codes: string[];
}

/** `PersonAccess` in the schema. */
@ObjectType('PersonAccess', { description: 'How far the way in of a person is set up; for administrators.' })
export class PersonAccessType {
  @Field(() => PersonType) person: PersonType;
  @Field() hasPassword: boolean;
  @Field(() => MomentScalar, { nullable: true, description: 'Until when an open invitation is good.' })
  invitedUntil: Moment | null;
}

/** E-mail address and password. */
@InputType({ description: 'E-mail address and password.' })
export class SignInInput {
  @Field() email: string;
  @Field() password: string;
}

/** Setting up an account by an invitation. */
@InputType({ description: 'Setting up an account by an invitation.' })
export class AcceptInvitationInput {
  @Field({ description: 'The last part of the link.' }) token: string;
  @Field() password: string;
  @Field({ description: 'A first code from the authenticator application.' }) code: string;
}

/** A new password by a mailed link. */
@InputType({ description: 'A new password by a mailed link.' })
export class SetPasswordInput {
  @Field({ description: 'The last part of the link.' }) token: string;
  @Field() password: string;
}

/** Passwords are taken as typed; only absurd lengths are stopped here. */
const password = asTyped(1000);

/** A token of ours. Anything else is answered as a token that is not good. */
export const linkToken = asTyped(200);

/** A code as typed. */
export const codeTyped = text(40, 1);

/** An address as typed at the sign-in page. */
export const addressTyped = text(200, 1);

/** What signing in must look like. */
export const signInInput = z.object({ email: addressTyped, password });

/** What accepting an invitation must look like. */
export const acceptInvitationInput = z.object({ token: linkToken, password, code: codeTyped });

/** What setting a password must look like. */
export const setPasswordInput = z.object({ token: linkToken, password });

export const PasswordResult = orRefusal(PasswordAcceptedType, 'PasswordResult');
export const PasswordLinkResult = orRefusal(PasswordLinkAskedType, 'PasswordLinkResult');
export const SetPasswordResult = orRefusal(PasswordSetType, 'SetPasswordResult');
export const InvitationResult = orRefusal(InvitationMadeType, 'InvitationResult');
export const AcceptInvitationResult = orRefusal(FirstSessionType, 'AcceptInvitationResult');
export const RecoveryCodesResult = orRefusal(RecoveryCodesType, 'RecoveryCodesResult');
