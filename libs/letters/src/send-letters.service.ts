import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Person } from '#agencies';
import { addMinutes, Clock, Fault } from '#kernel';
import { AppLog, Config, Database, MailFailure, MailPort, type OutgoingMail } from '#platform';
import { Letter, type LetterState } from './letter.entity.js';
import { type Draft, LetterWriter } from './letter-kind.js';
import { firstNameOf, writeLetter } from './letter-paper.rules.js';
import { nextTry } from './letter-times.rules.js';

/** Injection token of every {@link LetterWriter} of the worker. */
export const LETTER_WRITERS = Symbol('LETTER_WRITERS');

/** Letters that one worker has on their way at a time: as many as the mail server gets connections. */
const AT_ONCE = 5;

/** How long a letter belongs to the worker that took it, minutes: longer than a slow mail server can make it wait. */
const LEASE_MINUTES = 5;

/**
 * Sends the letters that are due. A letter is taken by a lease before it goes out and settled afterwards; between the
 * two no transaction is open. Whoever tries again after a crash sends it under the same Message-ID, so that a mail
 * system can tell a repeat. Many workers may do this at once.
 */
@Injectable()
export class SendLetters implements OnModuleDestroy {
  private readonly running = new Set<Promise<unknown>>();
  private readonly log: AppLog;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly mail: MailPort,
    @Inject(LETTER_WRITERS) private readonly writers: readonly LetterWriter[],
  ) {
    this.log = new AppLog('worker', config.environment);
  }

  /** Sends everything that is due now; gives how many letters were looked at. */
  async sendDue(): Promise<number> {
    let looked = 0;
    for (;;) {
      const claimed = await this.claim();
      await Promise.all(claimed.map((letter) => this.send(letter)));
      looked += claimed.length;
      if (claimed.length < AT_ONCE) return looked;
    }
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

  private claim(): Promise<{ id: string }[]> {
    return this.db.transaction(() => {
      const now = this.clock.now();
      const until = addMinutes(now, LEASE_MINUTES);
      // A lease far ahead was given by a clock that was set back since. A minute more: clocks never agree to the second.
      const farthest = addMinutes(until, 1);
      const due = `select id from letter where due_at <= :now
          and (leased_until is null or leased_until <= :now or leased_until > :farthest)
        order by due_at, id limit ${AT_ONCE}`;
      const change = 'set leased_until = :until, attempts = attempts + 1';
      return this.db.change<{ id: string }>(
        this.db.dialect === 'postgres'
          ? `with due as materialized (${due} for update skip locked)
               update letter l ${change} from due d where l.id = d.id returning l.id`
          : `update letter ${change} where id in (${due}) returning id`,
        { now, until, farthest },
      );
    });
  }

  /** One try. What is broken in one letter does not keep the others from going out. */
  private async send({ id }: { id: string }): Promise<void> {
    const letter = await this.db.reading.findOneBy(Letter, { id });
    if (letter?.state !== 'due') return;
    try {
      const mail = await this.written(letter);
      if (!mail) return await this.settle(letter, 'not_wanted');
      const { accepted } = await this.mail.send(mail);
      await this.settle(letter, accepted ? 'sent' : 'failed', accepted ? null : 'NOT_ACCEPTED');
    } catch (error) {
      if (!(error instanceof MailFailure))
        this.log.error('A letter could not be sent', error, { letterId: id });
      await this.tryLater(letter, error);
    }
  }

  private async written(letter: Letter): Promise<OutgoingMail | null> {
    const writer = this.writers.find(({ kinds }) => kinds.some(({ kind }) => kind === letter.kind));
    if (!writer) throw new Fault(`No writer for letters of the kind ${letter.kind}`);
    // A service is a row among people that nothing is ever sent to.
    const who = { id: letter.personId, kind: 'person' as const, isActive: true };
    const reader = await this.db.reading.findOneBy(Person, who);
    const draft: Draft | null = reader && (await writer.write(letter, reader));
    if (!reader || !draft) return null;
    const envelope = {
      greeting: draft.isNameless ? '' : firstNameOf(reader.name),
      link: `${this.config.publicUrl}${draft.path}`,
      contact: this.config.mail.replyTo.address,
    };
    const host = this.config.mail.from.address.split('@')[1];
    return {
      to: { address: reader.email },
      messageId: `<${letter.id}@${host}>`,
      ...writeLetter(draft, envelope),
    };
  }

  private async tryLater(letter: Letter, error: unknown): Promise<void> {
    const isMail = error instanceof MailFailure;
    const problem = isMail ? error.reason.slice(0, 200) : 'INTERRUPTED';
    const again = isMail && error.kind === 'permanent' ? null : nextTry(this.clock.now(), letter.attempts);
    if (again === null) return this.settle(letter, 'failed', problem);
    await this.db.transaction(async () => {
      await this.db.writing.update(
        Letter,
        { id: letter.id, state: 'due' },
        { dueAt: again, leasedUntil: null, problem },
      );
    });
  }

  private settle(letter: Letter, state: LetterState, problem: string | null = null): Promise<void> {
    return this.db.transaction(async () => {
      const acceptedAt = state === 'sent' ? this.clock.now() : null;
      await this.db.writing.update(
        Letter,
        { id: letter.id, state: 'due' },
        { state, dueAt: null, leasedUntil: null, acceptedAt, problem },
      );
    });
  }
}
