import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed } from '#access';
import { Audit } from '#audit';
import { Clock, type Moment, NotFound, ok, refused, type Result } from '#kernel';
import { Config, Database } from '#platform';
import { LocalAccount } from './local-account.entity.js';
import { OrganisationAccount } from './organisation-account.entity.js';
import { codeWrong, LocalAccounts, passwordHash } from './local-accounts.service.js';
import { linkNotGood } from './local-sign-in.service.js';
import { choosable, type PasswordRefusal } from './password.rules.js';
import { type PasswordPerson, passwordPerson } from './password-people.js';
import { Person } from './person.entity.js';
import { authenticatorAddress, secretFrom, stepOfCode } from './second-factor.js';
import { Secrets } from './secrets.service.js';
import { SignInTicket } from './sign-in-ticket.entity.js';
import { Tickets } from './sign-in-tickets.service.js';
import { type OpenedSession, SignIn } from './sign-in.service.js';
import { Suspensions } from './suspensions.service.js';
import { IsNull, MoreThan } from 'typeorm';

/** An invitation just made: the link is shown here and never again. */
export type MadeInvitation = { link: string; expiresAt: Moment };

/** What somebody who opens their invitation needs to set up their account. */
export type OpenInvitation = {
  expiresAt: Moment;
  /** Null: their agency signs in by its organisation only, and there is nothing to set up here. */
  authenticator: { secret: string; address: string } | null;
};

/** How far a person's way in is set up. */
export type PersonAccess = { person: Person; hasPassword: boolean; invitedUntil: Moment | null };

/** Letting people of agencies without single sign-on in: one link, one use, 72 hours. */
@Injectable()
export class Invitations {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly audit: Audit,
    private readonly secrets: Secrets,
    private readonly tickets: Tickets,
    private readonly accounts: LocalAccounts,
    private readonly signIn: SignIn,
    private readonly suspensions: Suspensions,
  ) {}

  /** Invites a person, by mail and by a link to hand over. An earlier link ends; an account stays until it is used. */
  invite(
    actor: Actor,
    whom: { id: string } | { email: string },
  ): Promise<Result<MadeInvitation, 'PERSON_SUSPENDED'>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'sign-in:change');
      const person = await this.db.writing.findOneBy(Person, { ...whom, kind: 'person' });
      if (!person) throw new NotFound('Person');
      if (!person.isActive)
        return refused('PERSON_SUSPENDED', 'This person is suspended. Reinstate them first.');
      // By SQL: being invited is no change of the directory that a form could have missed.
      await this.db.change('update person set invited_at = :now where id = :id', {
        id: person.id,
        now: this.clock.now(),
      });
      // Whoever has a new account at the organisation's service is recognised anew, by their address.
      await this.db.writing.delete(OrganisationAccount, { personId: person.id });
      const { token, expiresAt } = await this.tickets.forLetter('invitation', person.id);
      await this.audit.record(actor, 'person:invite', person.id);
      return ok({ link: `${this.config.publicUrl}/invitation/${token}`, expiresAt });
    });
  }

  /** How far the way in of a person is set up, for administrators. Throws {@link NotFound}. */
  async access(actor: Actor, personId: string): Promise<PersonAccess> {
    mustBeAllowed(actor, 'sign-in:change');
    const person = await this.db.reading.findOneBy(Person, { id: personId, kind: 'person' });
    if (!person) throw new NotFound('Person');
    const hasPassword = await this.db.reading.existsBy(LocalAccount, { personId });
    const ticket = await this.db.reading.findOneBy(SignInTicket, {
      personId,
      purpose: 'invitation',
      usedAt: IsNull(),
      expiresAt: MoreThan(this.clock.now()),
    });
    return { person, hasPassword, invitedUntil: ticket?.expiresAt ?? null };
  }

  /** What stands behind the link; null when it is not good. Looking does not use it up: mail filters look, too. */
  async open(token: string): Promise<OpenInvitation | null> {
    const found = await this.found(token);
    if (!found) return null;
    const { expiresAt } = found.ticket;
    if (!found.mayUsePassword) return { expiresAt, authenticator: null };
    const secret = this.secretOf(found.ticket);
    return {
      expiresAt,
      authenticator: { secret, address: authenticatorAddress(secret, found.person.email) },
    };
  }

  /** Sets up the account, all at once: password and second factor, with a first code to prove it. Signs in. */
  async accept(
    token: string,
    password: string,
    code: string,
    replaces: string | null,
  ): Promise<
    Result<
      OpenedSession & { recoveryCodes: string[] },
      PasswordRefusal | 'LINK_NOT_GOOD' | 'CODE_WRONG' | 'ORGANISATION_ONLY'
    >
  > {
    const found = await this.found(token);
    if (!found) return linkNotGood();
    const { ticket, person } = found;
    if (!found.mayUsePassword) return organisationOnly();
    const chosen = choosable(password, person.email);
    if (!chosen.ok) return chosen;
    const secret = this.secretOf(ticket);
    const step = stepOfCode(secret, code, this.clock.now(), null);
    if (step === null) return codeWrong();
    const hashed = await passwordHash(chosen.value);
    return this.db.transaction(async () => {
      if (!(await this.tickets.take(ticket))) return linkNotGood();
      await this.suspensions.endEverySession(person.id);
      const recoveryCodes = await this.accounts.setUp(person, hashed, secret, step);
      const opening = { kind: 'session' as const, label: 'Invitation', replaces };
      const opened = await this.signIn.open({ id: person.id }, opening);
      return ok({ ...opened, recoveryCodes });
    });
  }

  private async found(token: string): Promise<(PasswordPerson & { ticket: SignInTicket }) | null> {
    const ticket = await this.tickets.find('invitation', token);
    if (!ticket?.personId) return null;
    const found = await passwordPerson(this.db, { id: ticket.personId });
    return found && { ticket, ...found };
  }

  /** The same secret each time the link is opened, kept nowhere until it is used. */
  private secretOf({ id }: SignInTicket): string {
    return secretFrom(this.secrets.derived('second-factor', `invitation ${id}`));
  }
}

function organisationOnly() {
  return refused(
    'ORGANISATION_ONLY',
    "Your agency signs in with its organisation's service. Sign in with your organisation instead.",
  );
}
