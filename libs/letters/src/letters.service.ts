import { Injectable } from '@nestjs/common';
import { Clock, Fault, type Moment, namedId } from '#kernel';
import { Database } from '#platform';
import { Letter } from './letter.entity.js';
import type { LetterKind } from './letter-kind.js';
import { outOfQuietHours } from './letter-times.rules.js';

/** What a letter is about: a thing by its id, and which time it is said. */
export type LetterAbout = { aboutId: string; occasion?: string };

/** How many letters wait and went wrong, for an operator's eye. */
export type LetterBacklog = { due: number; oldestDueAt: Moment | null; failed: number };

/** Planning letters. What is planned here the worker sends. */
@Injectable()
export class Letters {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * These people are to be told: joins the transaction at hand, so the letters stand or fall with what they tell of.
   * Planned again for the same thing and occasion, nothing happens; nor does it where the same person has a letter of
   * the kind about the thing that has not gone out yet: one letter says it all.
   */
  async tell(
    { kind, when }: LetterKind,
    { aboutId, occasion = '1' }: LetterAbout,
    personIds: readonly string[],
  ): Promise<void> {
    if (!this.db.inTransaction) throw new Fault(`${kind} planned outside a transaction`);
    const now = this.clock.now();
    const waiting = await this.db.query<{ personId: string }>(
      `select person_id as "personId" from letter
        where kind = :kind and about_id = :aboutId and state = 'due' and attempts = 0`,
      { kind, aboutId },
    );
    const told = new Set(waiting.map((row) => row.personId));
    const rows = [...new Set(personIds)]
      .filter((personId) => !told.has(personId))
      .map((personId) => ({
        id: namedId(['letter', kind, aboutId, occasion, personId].join(' ')),
        kind,
        aboutId,
        occasion,
        personId,
        plannedAt: now,
        state: 'due' as const,
        dueAt: when === 'by_day' ? outOfQuietHours(now) : now,
        leasedUntil: null,
        attempts: 0,
        acceptedAt: null,
        problem: null,
      }));
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      const some = rows.slice(at, at + ROWS_AT_ONCE);
      await this.db.writing.createQueryBuilder().insert().into(Letter).values(some).orIgnore().execute();
    }
  }

  /** How many letters wait and failed, for metrics. */
  async backlog(): Promise<LetterBacklog> {
    const [row] = await this.db.query<LetterBacklog>(
      `select (select cast(count(*) as integer) from letter where due_at <= :now) as due,
              (select min(due_at) from letter where due_at <= :now) as "oldestDueAt",
              (select cast(count(*) as integer) from letter where state = 'failed') as failed`,
      { now: this.clock.now() },
    );
    return row ?? { due: 0, oldestDueAt: null, failed: 0 };
  }
}

// One statement takes so many parameters.
const ROWS_AT_ONCE = 50;
