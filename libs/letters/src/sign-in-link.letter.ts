import { Injectable } from '@nestjs/common';
import { Agency, hashOf, mayUsePassword, type Person, SignInTicket, Tickets } from '#agencies';
import { Clock, Fault } from '#kernel';
import { Database } from '#platform';
import { defineLetter, type Draft, LetterWriter } from './letter-kind.js';
import type { Letter } from './letter.entity.js';
import { Letters } from './letters.service.js';

/** A link that sets up a sign-in or opens the way to a new password. About a ticket. */
export const SignInLink = defineLetter('sign-in.link', 'at_once');

const WORDS = {
  invitation: {
    path: 'invitation',
    subject: 'set up your sign-in',
    lines: ['You have been invited to panel coordination.'],
    before: 'Open this link to choose a password and set up a second step. It works once, within 72 hours.',
    label: 'Choose a password and set up a second step. The link works once, within 72 hours',
    why: 'You get this because an administrator added your work address.',
  },
  organisation: {
    path: 'invitation',
    subject: 'you can sign in',
    lines: [
      'You have been invited to panel coordination. Your agency signs in with its own sign-in service.',
    ],
    before: 'Open this link, and sign in with your organisation.',
    label: 'Sign in with your organisation',
    why: 'You get this because an administrator added your work address.',
  },
  password: {
    path: 'new-password',
    subject: 'choose a new password',
    lines: ['Somebody, most likely you, asked for a new password. If it was not you, do nothing.'],
    before: 'Open this link to choose one. It works once, within an hour.',
    label: 'Choose a new password. The link works once, within an hour',
    why: 'You get this because somebody typed your address at the sign-in page.',
  },
} as const;

/** The letters with links for signing in. The token in them stands nowhere: it is worked out again from the ticket. */
@Injectable()
export class SignInLinkLetters extends LetterWriter {
  readonly kinds = [SignInLink];

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tickets: Tickets,
    private readonly letters: Letters,
  ) {
    super();
  }

  /** A ticket was made: its person gets the link. Nobody does when the ticket is for nobody. */
  async tell(ticketId: string): Promise<void> {
    const ticket = await this.db.reading.findOneBy(SignInTicket, { id: ticketId });
    if (ticket?.personId) await this.letters.tell(SignInLink, { aboutId: ticketId }, [ticket.personId]);
  }

  async write({ aboutId }: Letter, reader: Person): Promise<Draft | null> {
    const ticket = await this.db.reading.findOneBy(SignInTicket, { id: aboutId, personId: reader.id });
    if (!ticket || ticket.usedAt !== null || ticket.expiresAt <= this.clock.now()) return null;
    const token = this.tickets.tokenOf(ticket.id);
    // A worker with another session secret would send links that open nothing.
    if (hashOf(token) !== ticket.tokenHash)
      throw new Fault('SESSION_SECRET of the worker differs from the api');
    const { path, ...words } = WORDS[await this.kindFor(ticket, reader)];
    return { ...words, isNameless: true, path: `/${path}/${token}` };
  }

  private async kindFor({ purpose }: SignInTicket, reader: Person): Promise<keyof typeof WORDS> {
    if (purpose !== 'invitation') return 'password';
    const { signIn } = await this.db.reading.findOneByOrFail(Agency, { id: reader.agencyId });
    return mayUsePassword(reader.role, signIn) ? 'invitation' : 'organisation';
  }
}
