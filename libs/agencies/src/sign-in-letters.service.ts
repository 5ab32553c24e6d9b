import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { addMinutes, Clock } from '#kernel';
import { AppLog, Config, Database, MailFailure, MailPort } from '#platform';
import { Person } from './person.entity.js';
import { writeSignInMail } from './sign-in-mail.rules.js';
import { SignInTicket } from './sign-in-ticket.entity.js';
import { Tickets } from './sign-in-tickets.service.js';
import { hashOf } from './sign-in.service.js';

const AT_ONCE = 20;

/** How long a letter belongs to the worker that took it, minutes. */
const LEASE_MINUTES = 3;

/** After so many tries a letter is given up; whoever waits for it can ask again. */
const MOST_TRIES = 8;

type Claimed = Pick<SignInTicket, 'id' | 'attempts'>;

/** Sends the links of invitations and new passwords. Part of the worker: nobody waits for a mail server. */
@Injectable()
export class SignInLetters implements OnModuleDestroy {
  private readonly running = new Set<Promise<unknown>>();

  private readonly log: AppLog;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly mail: MailPort,
    private readonly tickets: Tickets,
  ) {
    this.log = new AppLog('worker', config.environment);
  }

  /** Sends what waits; gives how many letters were looked at. Many workers may do this at once. */
  async sendDue(): Promise<number> {
    const claimed = await this.claim();
    for (const letter of claimed) await this.send(letter);
    return claimed.length;
  }

  /** Sends once the present transaction is committed, and nobody waits for it. What fails, the next search sends. */
  sendSoon(): void {
    this.db.afterCommit(() => {
      const sending = this.sendDue()
        .catch((error: unknown) => this.log.error('Letters could not be sent', error))
        .finally(() => this.running.delete(sending));
      this.running.add(sending);
    });
  }

  /** Waits for what is being sent. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.running);
  }

  private claim(): Promise<Claimed[]> {
    return this.db.transaction(() => {
      const now = this.clock.now();
      const due = `select id from sign_in_ticket
        where letter = 'due' and (leased_until is null or leased_until <= :now) order by id limit ${AT_ONCE}`;
      const change = 'set leased_until = :until, attempts = attempts + 1';
      return this.db.change<Claimed>(
        this.db.dialect === 'postgres'
          ? `with due as materialized (${due} for update skip locked)
               update sign_in_ticket t ${change} from due d where t.id = d.id returning t.id, t.attempts`
          : `update sign_in_ticket ${change} where id in (${due}) returning id, attempts`,
        { now, until: addMinutes(now, LEASE_MINUTES) },
      );
    });
  }

  private async send({ id, attempts }: Claimed): Promise<void> {
    const ticket = await this.db.reading.findOneBy(SignInTicket, { id });
    const isGood = ticket && ticket.usedAt === null && ticket.expiresAt > this.clock.now();
    const person =
      isGood && ticket.personId
        ? await this.db.reading.findOneBy(Person, { id: ticket.personId, isActive: true })
        : null;
    if (!ticket || !person) return this.settle(id, null);
    const token = this.tickets.tokenOf(id);
    // A worker with another session secret would send links that open nothing.
    if (hashOf(token) !== ticket.tokenHash)
      throw new Error('SESSION_SECRET of the worker differs from the api');
    const isInvitation = ticket.purpose === 'invitation';
    const path = isInvitation ? 'invitation' : 'new-password';
    const written = writeSignInMail({
      purpose: isInvitation ? 'invitation' : 'password',
      link: `${this.config.publicUrl}/${path}/${token}`,
      contact: this.config.mail.replyTo.address,
    });
    const messageId = `<${id}@${this.config.mail.from.address.split('@')[1]}>`;
    try {
      await this.mail.send({ to: { address: person.email }, messageId, ...written });
      await this.settle(id, 'sent');
    } catch (error) {
      if (!(error instanceof MailFailure)) throw error;
      // A temporary failure leaves the lease to run out; then it is tried again.
      if (error.kind === 'permanent' || attempts >= MOST_TRIES) await this.settle(id, 'failed');
    }
  }

  private settle(id: string, letter: 'sent' | 'failed' | null): Promise<void> {
    return this.db.transaction(async () => {
      await this.db.writing.update(SignInTicket, { id, letter: 'due' }, { letter, leasedUntil: null });
    });
  }
}
