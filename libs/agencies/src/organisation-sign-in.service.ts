import { Injectable } from '@nestjs/common';
import { systemActor } from '#access';
import { Audit } from '#audit';
import { Clock, newId, NotFound, ok, refused, type Result } from '#kernel';
import { Config, Database } from '#platform';
import { OrganisationAccount } from './organisation-account.entity.js';
import { mayComeIn, type Recognised, recognised } from './organisation-claims.rules.js';
import {
  type KeptSignIn,
  NotVouchedFor,
  OrganisationProvider,
  ServiceUnavailable,
} from './organisation-provider.js';
import { Person } from './person.entity.js';
import { Secrets } from './secrets.service.js';
import { type MadeTicket, Tickets } from './sign-in-tickets.service.js';
import { actorFor, hashOf, type OpenedSession, ORGANISATION_LABEL, SignIn } from './sign-in.service.js';

/** A sign-in that has begun: where the browser goes, and the ticket it comes back with. */
export type BegunSignIn = { address: string; ticket: MadeTicket };

/** Signing in by the organisation's service. It says who somebody is; whether they may come in is decided here. */
@Injectable()
export class OrganisationSignIn {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly audit: Audit,
    private readonly secrets: Secrets,
    private readonly tickets: Tickets,
    private readonly provider: OrganisationProvider,
    private readonly signIn: SignIn,
  ) {}

  /** First step: state, nonce and verifier stay here, sealed, for ten minutes; the browser gets a ticket for them. */
  async begin(): Promise<Result<BegunSignIn, 'SERVICE_UNAVAILABLE'>> {
    try {
      const { address, kept } = await this.provider.begin();
      const sealed = this.secrets.sealed('organisation', JSON.stringify(kept));
      const ticket = await this.db.transaction(async () => {
        await this.db.change(
          `delete from sign_in_ticket where purpose = 'organisation' and expires_at < :now`,
          { now: this.clock.now() },
        );
        return this.tickets.forBrowser('organisation', null, sealed);
      });
      return ok({ address, ticket });
    } catch (error) {
      if (error instanceof ServiceUnavailable) return unavailable();
      throw error;
    }
  }

  /** Second step: what the browser brought back, once. Whoever is not let in is told the same, whatever the reason. */
  async finish(
    token: string,
    parameters: string,
    replaces: string | null,
  ): Promise<Result<OpenedSession, 'NOT_LET_IN' | 'SIGN_IN_EXPIRED' | 'SERVICE_UNAVAILABLE'>> {
    const ticket = await this.tickets.find('organisation', token);
    const kept = ticket?.sealed && this.secrets.unsealed('organisation', ticket.sealed);
    if (!ticket || !kept || !(await this.db.transaction(() => this.tickets.take(ticket)))) return expired();
    try {
      const claims = await this.provider.finish(parameters, JSON.parse(kept) as KeptSignIn);
      return await this.admit(recognised(claims, this.config.oidc!.verifiedClaim), replaces);
    } catch (error) {
      if (error instanceof ServiceUnavailable) return unavailable();
      if (!(error instanceof NotVouchedFor) && !(error instanceof NotFound)) throw error;
      return this.turnAway(null, ticket.id);
    }
  }

  /** Where people sign out at the organisation's service, too; null where it offers that not, or does not answer. */
  async signOutAddress(): Promise<string | null> {
    if (!this.config.oidc) return null;
    try {
      return await this.provider.signOutAddress();
    } catch (error) {
      if (error instanceof ServiceUnavailable) return null;
      throw error;
    }
  }

  /** Lets the recognised person in: by what they were recognised by before, else, the first time, by their address. */
  private async admit(
    who: Recognised,
    replaces: string | null,
  ): Promise<Result<OpenedSession, 'NOT_LET_IN'>> {
    const subjectHash = hashOf(who.subject);
    const opened = await this.db.transaction(async () => {
      const before = await this.db.writing.findOneBy(OrganisationAccount, { subjectHash });
      const found = before
        ? await this.db.writing.findOneBy(Person, { id: before.personId })
        : await this.db.writing.findOneBy(Person, { email: who.verifiedEmail ?? '' });
      const own = found && (await this.db.writing.findOneBy(OrganisationAccount, { personId: found.id }));
      if (!found || !mayComeIn(found, own?.subjectHash ?? null, subjectHash)) return { person: found };
      if (!own) {
        const createdAt = this.clock.now();
        const link = { id: newId(), personId: found.id, subjectHash, createdAt };
        await this.db.writing.insert(OrganisationAccount, link);
        await this.audit.record(actorFor(found), 'sign-in:link', found.id);
      }
      const opening = { kind: 'session' as const, label: ORGANISATION_LABEL, replaces };
      return { session: await this.signIn.open({ id: found.id }, opening) };
    });
    return 'session' in opened && opened.session
      ? ok(opened.session)
      : this.turnAway(opened.person ?? null, subjectHash.slice(0, 32));
  }

  private async turnAway(person: Person | null, subject: string): Promise<Result<never, 'NOT_LET_IN'>> {
    const actor = person ? actorFor(person) : systemActor('sign-in');
    await this.db.transaction(() => this.audit.record(actor, 'sign-in:fail', person?.id ?? subject));
    return refused(
      'NOT_LET_IN',
      'You could not be signed in this way. If you should have access, ask your administrator for an invitation.',
    );
  }
}

function expired() {
  return refused('SIGN_IN_EXPIRED', 'This took too long, or was used already. Start again.');
}

function unavailable() {
  return refused(
    'SERVICE_UNAVAILABLE',
    "Your organisation's sign-in service does not answer. Try again in a few minutes.",
  );
}
