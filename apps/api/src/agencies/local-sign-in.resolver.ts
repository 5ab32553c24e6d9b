import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { Invitations, LocalAccounts, LocalSignIn } from '#agencies';
import { Config } from '#platform';
import { checkedBy, id } from '../graphql/checked.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor, SignedOutAllowed } from '../graphql/current-actor.js';
import { LimitedTries } from '../graphql/limited.js';
import { answer } from '../graphql/refusal.type.js';
import { SignInResult, toPerson, toSession } from './agency.types.js';
import {
  acceptInvitationInput,
  AcceptInvitationInput,
  AcceptInvitationResult,
  addressTyped,
  codeTyped,
  FirstSessionType,
  InvitationMadeType,
  InvitationResult,
  linkToken,
  OpenInvitationType,
  PasswordAcceptedType,
  PasswordLinkAskedType,
  PasswordLinkResult,
  PasswordResult,
  PasswordSetType,
  PersonAccessType,
  RecoveryCodesResult,
  RecoveryCodesType,
  setPasswordInput,
  SetPasswordInput,
  SetPasswordResult,
  signInInput,
  SignInInput,
  SignInWaysType,
} from './local-sign-in.types.js';

/** Signing in with a password and a code, invitations, and the way back in. */
@Resolver()
export class LocalSignInResolver {
  constructor(
    private readonly config: Config,
    private readonly local: LocalSignIn,
    private readonly invitations: Invitations,
    private readonly accounts: LocalAccounts,
  ) {}

  @SignedOutAllowed()
  @Query(() => SignInWaysType, { description: 'How people can sign in here.' })
  signInWays(): SignInWaysType {
    const { isProduction, oidc } = this.config;
    const ways = { demo: !isProduction, password: true, organisation: oidc !== null };
    return Object.assign(new SignInWaysType(), ways);
  }

  @SignedOutAllowed()
  @LimitedTries()
  @Mutation(() => PasswordResult, {
    description: 'First step of signing in. Refused: SIGN_IN_FAILED, SIGN_IN_LOCKED.',
  })
  async signInWithPassword(
    @Context() { token, address }: GraphqlContext,
    @Args('input', checkedBy(signInInput)) { email, password }: SignInInput,
  ): Promise<typeof PasswordResult> {
    const made = await this.local.withPassword(email, password, { address, token });
    return answer(made, ({ token: ticket, expiresAt }) =>
      Object.assign(new PasswordAcceptedType(), { ticket, expiresAt }),
    );
  }

  @SignedOutAllowed()
  @LimitedTries()
  @Mutation(() => SignInResult, {
    description:
      'Second step: a code of the authenticator application, or a recovery code. ' +
      'Refused: CODE_WRONG, SIGN_IN_EXPIRED, SIGN_IN_LOCKED.',
  })
  async finishSignIn(
    @Context() { token, address }: GraphqlContext,
    @Args('ticket', checkedBy(linkToken, 'ticket')) ticket: string,
    @Args('code', checkedBy(codeTyped, 'code')) code: string,
  ): Promise<typeof SignInResult> {
    return answer(await this.local.withCode(ticket, code, { address, token }), toSession);
  }

  @SignedOutAllowed()
  @LimitedTries()
  @Mutation(() => PasswordLinkResult, {
    description:
      'Sends a link for a new password, if somebody has an account under the address. Refused: SIGN_IN_LOCKED.',
  })
  async askForPasswordLink(
    @Context() { token, address }: GraphqlContext,
    @Args('email', checkedBy(addressTyped, 'email')) email: string,
  ): Promise<typeof PasswordLinkResult> {
    const asked = await this.local.askForLink(email, { address, token });
    return answer(asked, (at) => Object.assign(new PasswordLinkAskedType(), { at }));
  }

  @SignedOutAllowed()
  @LimitedTries()
  @Query(() => Boolean, { description: 'Whether a link for a new password is still good.' })
  passwordLinkIsGood(@Args('token', checkedBy(linkToken, 'token')) token: string): Promise<boolean> {
    return this.local.isLinkGood(token);
  }

  @SignedOutAllowed()
  @LimitedTries()
  @Mutation(() => SetPasswordResult, {
    description:
      'Sets a new password by a mailed link. Refused: LINK_NOT_GOOD, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, ' +
      'PASSWORD_TOO_COMMON, PASSWORD_IS_YOURS.',
  })
  async setPassword(
    @Args('input', checkedBy(setPasswordInput)) { token, password }: SetPasswordInput,
  ): Promise<typeof SetPasswordResult> {
    const set = await this.local.setPassword(token, password);
    return answer(set, (at) => Object.assign(new PasswordSetType(), { at }));
  }

  @Mutation(() => InvitationResult, {
    description: 'Invites a person to set up an account, by mail and by link. Refused: PERSON_SUSPENDED.',
  })
  async invitePerson(
    @CurrentActor() actor: PersonActor,
    @Args('personId', { type: () => ID }, checkedBy(id, 'personId')) personId: string,
  ): Promise<typeof InvitationResult> {
    const made = await this.invitations.invite(actor, { id: personId });
    return answer(made, (invitation) => Object.assign(new InvitationMadeType(), invitation));
  }

  @Query(() => PersonAccessType, { description: 'How far the way in of a person is set up.' })
  async personAccess(
    @CurrentActor() actor: PersonActor,
    @Args('personId', { type: () => ID }, checkedBy(id, 'personId')) personId: string,
  ): Promise<PersonAccessType> {
    const { person, ...rest } = await this.invitations.access(actor, personId);
    return Object.assign(new PersonAccessType(), { person: toPerson(person), ...rest });
  }

  @SignedOutAllowed()
  @LimitedTries()
  @Query(() => OpenInvitationType, {
    nullable: true,
    description: 'What stands behind an invitation; null when the link is not good.',
  })
  async invitation(
    @Args('token', checkedBy(linkToken, 'token')) token: string,
  ): Promise<OpenInvitationType | null> {
    const open = await this.invitations.open(token);
    if (!open) return null;
    const { expiresAt, authenticator } = open;
    const { secret, address } = authenticator ?? { secret: null, address: null };
    return Object.assign(new OpenInvitationType(), { expiresAt, secret, authenticatorAddress: address });
  }

  @SignedOutAllowed()
  @LimitedTries()
  @Mutation(() => AcceptInvitationResult, {
    description:
      'Sets up an account and signs in. Refused: LINK_NOT_GOOD, CODE_WRONG, PASSWORD_TOO_SHORT, ' +
      'PASSWORD_TOO_LONG, PASSWORD_TOO_COMMON, PASSWORD_IS_YOURS, ORGANISATION_ONLY.',
  })
  async acceptInvitation(
    @Context() { token: before }: GraphqlContext,
    @Args('input', checkedBy(acceptInvitationInput)) { token, password, code }: AcceptInvitationInput,
  ): Promise<typeof AcceptInvitationResult> {
    return answer(await this.invitations.accept(token, password, code, before), (opened) =>
      Object.assign(new FirstSessionType(), toSession(opened), { recoveryCodes: opened.recoveryCodes }),
    );
  }

  @Mutation(() => RecoveryCodesResult, {
    description:
      'Ten new recovery codes, against a code. Refused: CODE_WRONG, SIGN_IN_LOCKED, NO_PASSWORD_HERE.',
  })
  async newRecoveryCodes(
    @CurrentActor() actor: PersonActor,
    @Args('code', checkedBy(codeTyped, 'code')) code: string,
  ): Promise<typeof RecoveryCodesResult> {
    const made = await this.accounts.newRecoveryCodes(actor, code);
    return answer(made, (codes) => Object.assign(new RecoveryCodesType(), { codes }));
  }
}
