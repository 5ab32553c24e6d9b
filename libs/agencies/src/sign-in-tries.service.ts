import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { addMinutes, Clock, type Moment, ok, refused, type Result } from '#kernel';
import { Database } from '#platform';
import {
  counted,
  FORGOTTEN_AFTER_MINUTES,
  minutesToWait,
  noTries,
  takenBack,
  type TriedKind,
  type Tries,
} from './lockout.rules.js';
import { Secrets } from './secrets.service.js';
import { SignInTries } from './sign-in-ticket.entity.js';

/** Whose tries are counted: the address typed, known or not, and where the request came from. */
export type Tried = { account?: string; address: string | null };

/** Counts tries to sign in and makes people wait. A try counts as failed until it turns out right. */
@Injectable()
export class TriesCount {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly secrets: Secrets,
  ) {}

  /** Counts one try, or refuses it with how long to wait. Says the same of accounts that do not exist. */
  begin(tried: Tried): Promise<Result<'counted', 'SIGN_IN_LOCKED'>> {
    return this.db.transaction(async () => {
      const now = this.clock.now();
      await this.db.writing.delete(SignInTries, {
        lastAt: LessThan(addMinutes(now, -FORGOTTEN_AFTER_MINUTES)),
      });
      const rows = await this.load(tried, now);
      const wait = Math.max(0, ...rows.map(({ tries }) => minutesToWait(tries, now)));
      if (wait > 0) {
        const minutes = wait === 1 ? '1 minute' : `${wait} minutes`;
        return refused('SIGN_IN_LOCKED', `There were too many tries. Wait ${minutes}, then try again.`);
      }
      for (const { id, kind, tries } of rows) await this.keep(id, counted(kind, tries, now));
      return ok('counted' as const);
    });
  }

  /** The try was right: it does not count. */
  takeBack(tried: Tried): Promise<void> {
    return this.db.transaction(async () => {
      for (const { id, tries } of await this.load(tried, this.clock.now()))
        await this.keep(id, takenBack(tries));
    });
  }

  /** Everything about this account is forgotten: somebody has proved to be who they are. */
  forget(account: string): Promise<void> {
    return this.db.transaction(async () => {
      await this.db.writing.delete(SignInTries, { id: this.idOf('account', account) });
    });
  }

  private async load(
    { account, address }: Tried,
    now: Moment,
  ): Promise<{ id: string; kind: TriedKind; tries: Tries }[]> {
    const wanted: { kind: TriedKind; text: string }[] = [];
    if (account !== undefined) wanted.push({ kind: 'account', text: account });
    if (address !== null) wanted.push({ kind: 'address', text: address });
    const rows: { id: string; kind: TriedKind; tries: Tries }[] = [];
    for (const { kind, text } of wanted) {
      const id = this.idOf(kind, text);
      rows.push({ id, kind, tries: await this.locked(id, now) });
    }
    return rows;
  }

  /**
   * The row, made if it was not there, and ours until the end of the transaction: in one statement, so that nobody
   * can take it away between.
   */
  private async locked(id: string, now: Moment): Promise<Tries> {
    const { failures, lastAt } = noTries(now);
    const [row] = await this.db.change<Tries>(
      `insert into sign_in_tries (id, failures, last_at, open_from) values (:id, :failures, :lastAt, null)
       on conflict (id) do update set failures = sign_in_tries.failures
       returning failures, last_at as "lastAt", open_from as "openFrom"`,
      { id, failures, lastAt },
    );
    return row!;
  }

  private async keep(id: string, { failures, lastAt, openFrom }: Tries): Promise<void> {
    await this.db.writing.update(SignInTries, { id }, { failures, lastAt, openFrom });
  }

  /** Under what tries are kept: says nothing about whose they are to anybody without the session secret. */
  idOf(kind: TriedKind, text: string): string {
    return this.secrets.derived('tries', `${kind} ${text.trim().toLowerCase()}`).toString('hex').slice(0, 36);
  }
}
