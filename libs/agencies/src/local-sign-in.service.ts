import { Injectable } from '@nestjs/common';
import { systemActor } from '#access';
import { Audit } from '#audit';
import { Clock, type Moment, ok, refused, type Result } from '#kernel';
import { Database } from '#platform';
import { codeWrong, LocalAccounts, passwordHash } from './local-accounts.service.js';
import { choosable, type PasswordRefusal } from './password.rules.js';
import { passwordPerson } from './password-people.js';
import type { Person } from './person.entity.js';
import { TriesCount } from './sign-in-tries.service.js';
import { type MadeTicket, Tickets } from './sign-in-tickets.service.js';
import { actorFor, type OpenedSession, SignIn } from './sign-in.service.js';
import { Suspensions } from './suspensions.service.js';

/** Where a request comes from. `token`: the session that the browser had until now. */
export type Visitor = { address: string | null; token: string | null };

/** Signing in with a password and a code, and finding the way back in. */
@Injectable()
export class LocalSignIn {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly accounts: LocalAccounts,
    private readonly tries: TriesCount,
    private readonly tickets: Tickets,
    private readonly signIn: SignIn,
    private readonly suspensions: Suspensions,
  ) {}

  /**
   * First step. Says and takes the same whether the address is unknown, suspended, of an agency that signs in by its
   * organisation only, or the password is wrong.
   */
  async withPassword(
    email: string,
    password: string,
    visitor: Visitor,
  ): Promise<Result<MadeTicket, 'SIGN_IN_FAILED' | 'SIGN_IN_LOCKED'>> {
    const tried = { account: email, address: visitor.address };
    const begun = await this.tries.begin(tried);
    if (!begun.ok) return begun;
    const found = await passwordPerson(this.db, { email });
    const person = found?.person ?? null;
    const account = found?.mayUsePassword ? await this.accounts.of(found.person.id) : null;
    if (!(await this.accounts.isPassword(account, password)) || !person) {
      await this.noteFailure(person, email);
      return refused('SIGN_IN_FAILED', 'The e-mail address or the password is not right.', 'password');
    }
    await this.tries.takeBack(tried);
    return ok(await this.db.transaction(() => this.tickets.forBrowser('code', person.id, null)));
  }

  /** Second step: the code, then the session. */
  async withCode(
    token: string,
    code: string,
    visitor: Visitor,
  ): Promise<Result<OpenedSession, 'CODE_WRONG' | 'SIGN_IN_EXPIRED' | 'SIGN_IN_LOCKED'>> {
    const expired = refused('SIGN_IN_EXPIRED', 'This took too long. Start again with your password.');
    const ticket = await this.tickets.find('code', token);
    const person = ticket && (await this.passwordUser(ticket.personId));
    const account = person && (await this.accounts.of(person.id));
    if (!ticket || !person || !account) return expired;
    const tried = { account: person.email, address: visitor.address };
    const begun = await this.tries.begin(tried);
    if (!begun.ok) return begun;
    const opened = await this.db.transaction(async () => {
      if (!(await this.accounts.takeCode(account, code))) return codeWrong();
      if (!(await this.tickets.take(ticket))) return expired;
      await this.tries.takeBack({ address: visitor.address });
      await this.tries.forget(person.email);
      const opening = { kind: 'session' as const, label: 'Password and code', replaces: visitor.token };
      return ok(await this.signIn.open({ id: person.id }, opening));
    });
    if (!opened.ok) await this.noteFailure(person, person.email);
    return opened;
  }

  /**
   * Sends a link for a new password to this address if somebody has an account under it. The answer, and what is done
   * before it, are the same if nobody has.
   */
  async askForLink(email: string, visitor: Visitor): Promise<Result<Moment, 'SIGN_IN_LOCKED'>> {
    // Counted apart from passwords: asking for a link must stay possible for somebody who has to wait.
    const address = visitor.address && `link ${visitor.address}`;
    const begun = await this.tries.begin({ account: `link ${email}`, address });
    if (!begun.ok) return begun;
    return this.db.transaction(async () => {
      const found = await passwordPerson(this.db, { email });
      const account = await this.accounts.of(found?.person.id ?? 'nobody');
      await this.tickets.forLetter('password', found?.mayUsePassword && account ? found.person.id : null);
      return ok(this.clock.now());
    });
  }

  /** Whether a link for a new password is still good. */
  async isLinkGood(token: string): Promise<boolean> {
    const ticket = await this.tickets.find('password', token);
    return (await this.passwordUser(ticket?.personId ?? null)) !== null;
  }

  /** Sets a new password by a mailed link. Every session ends; the second factor stays. */
  async setPassword(
    token: string,
    password: string,
  ): Promise<Result<Moment, PasswordRefusal | 'LINK_NOT_GOOD'>> {
    const ticket = await this.tickets.find('password', token);
    const person = await this.passwordUser(ticket?.personId ?? null);
    if (!ticket || !person) return linkNotGood();
    const chosen = choosable(password, person.email);
    if (!chosen.ok) return chosen;
    const hashed = await passwordHash(chosen.value);
    return this.db.transaction(async () => {
      if (!(await this.tickets.take(ticket))) return linkNotGood();
      const at = this.clock.now();
      await this.db.change(
        'update local_account set password_hash = :hashed, password_set_at = :at where person_id = :personId',
        { hashed, at, personId: person.id },
      );
      await this.suspensions.endEverySession(person.id);
      await this.tries.forget(person.email);
      await this.audit.record(actorFor(person), 'password:set', person.id);
      return ok(at);
    });
  }

  /** Somebody active who may use a password; asked anew at every step, for the setting may have changed. */
  private async passwordUser(id: string | null): Promise<Person | null> {
    const found = id === null ? null : await passwordPerson(this.db, { id });
    return found?.mayUsePassword ? found.person : null;
  }

  /** Recorded for addresses that nobody has, too, under the keyed hash of what was typed. */
  private noteFailure(person: Person | null, email: string): Promise<void> {
    const actor = person ? actorFor(person) : systemActor('sign-in');
    const subject = person?.id ?? this.tries.idOf('account', email);
    return this.db.transaction(() => this.audit.record(actor, 'sign-in:fail', subject));
  }
}

/** The refusal of a link that was used, is too old, or never was. */
export function linkNotGood() {
  return refused('LINK_NOT_GOOD', 'This link has been used or is too old. Ask for a new one.');
}
