import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import { addMinutes, Clock, type Moment, newId } from '#kernel';
import { Announcements, Database, defineEvent } from '#platform';
import { Secrets } from './secrets.service.js';
import { SignInTicket, type TicketPurpose } from './sign-in-ticket.entity.js';
import { hashOf } from './sign-in.service.js';

/** A message with a link for signing in waits to be sent. */
export const SignInLinkMade = defineEvent<{ ticketId: string }>('sign-in-link.made');

/** How long a ticket is good, minutes. */
export const TICKET_MINUTES: Readonly<Record<TicketPurpose, number>> = {
  invitation: 72 * 60,
  password: 60,
  code: 5,
  organisation: 10,
};

/** A ticket just made: the token is shown here and never again. */
export type MadeTicket = { id: string; token: string; expiresAt: Moment };

/** Makes tickets and takes them, each once. */
@Injectable()
export class Tickets {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly secrets: Secrets,
    private readonly announcements: Announcements,
  ) {}

  /** A ticket that stays with the browser. Joins the transaction at hand. */
  async forBrowser(
    purpose: TicketPurpose,
    personId: string | null,
    sealed: string | null,
  ): Promise<MadeTicket> {
    const id = newId();
    return this.keep(id, randomBytes(32).toString('base64url'), { purpose, personId, sealed });
  }

  /**
   * A ticket that goes out by mail; earlier ones of the same kind end. The sender works the token out again from the
   * id, so that the token stands nowhere. With nobody to send it to, everything happens but the sending.
   */
  async forLetter(purpose: 'invitation' | 'password', personId: string | null): Promise<MadeTicket> {
    const id = newId();
    const open = { purpose, personId: personId ?? id, usedAt: IsNull() };
    await this.db.writing.update(SignInTicket, open, { usedAt: this.clock.now() });
    const made = await this.keep(id, this.tokenOf(id), { purpose, personId, sealed: null });
    await this.announcements.announce(SignInLinkMade, { ticketId: id });
    return made;
  }

  /** The token of a ticket that goes out by mail. */
  tokenOf(id: string): string {
    return this.secrets.derived('link', id).toString('base64url');
  }

  /** The ticket of a token, when it is of this kind and still good; it stays good. */
  find(purpose: TicketPurpose, token: string): Promise<SignInTicket | null> {
    return this.db.reading.findOneBy(SignInTicket, {
      tokenHash: hashOf(token),
      purpose,
      usedAt: IsNull(),
      expiresAt: MoreThan(this.clock.now()),
    });
  }

  /** Takes a ticket: true for one taker only. Joins the transaction at hand. */
  async take(ticket: SignInTicket): Promise<boolean> {
    const taken = await this.db.change<{ id: string }>(
      'update sign_in_ticket set used_at = :now where id = :id and used_at is null and expires_at > :now returning id',
      { id: ticket.id, now: this.clock.now() },
    );
    return taken.length === 1;
  }

  private async keep(
    id: string,
    token: string,
    given: Pick<SignInTicket, 'purpose' | 'personId' | 'sealed'>,
  ): Promise<MadeTicket> {
    const createdAt = this.clock.now();
    const expiresAt = addMinutes(createdAt, TICKET_MINUTES[given.purpose]);
    await this.db.writing.insert(SignInTicket, {
      id,
      tokenHash: hashOf(token),
      createdAt,
      expiresAt,
      ...given,
      usedAt: null,
    });
    return { id, token, expiresAt };
  }
}
