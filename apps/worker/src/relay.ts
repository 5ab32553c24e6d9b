import { addMinutes, type Clock, Fault, type Moment } from '#kernel';
import {
  Announcement,
  type Database,
  errorFacts,
  Gate,
  type JobQueue,
  type Log,
  QueueAway,
  type QueueConsumer,
  withRequestId,
} from '#platform';
import { REACTIONS, type ReactingRooms, type ReactionList } from './reactions.js';

/** Queue of what was announced. */
export const ANNOUNCEMENTS_QUEUE = 'announcements';

const POLL_MS = 1000;
const AT_ONCE = 500;
const CONCURRENCY = 4;

/** How long a relayed announcement is left to the queue before it is relayed again. */
const LEASE_SECONDS = 30;

/** Longest pause before a failing reaction is tried again. */
const LONGEST_PAUSE_MINUTES = 60;

/**
 * Takes announcements from the record to the queue and has them reacted to. The record is the truth: an announcement
 * that the queue lost is relayed again when its lease runs out, and one that fails is kept with its problem.
 */
export class Relay {
  private timer: NodeJS.Timeout | null = null;
  private consumer: QueueConsumer | null = null;
  private readonly gate = new Gate();
  private closed = false;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
    private readonly rooms: ReactingRooms,
    private readonly log: Log,
    private readonly lists: readonly ReactionList[] = REACTIONS,
  ) {}

  start(): void {
    this.consumer = this.queue.consume(
      ANNOUNCEMENTS_QUEUE,
      ({ data }) => this.handle(String(data['announcementId'])),
      { concurrency: CONCURRENCY },
    );
    this.wait();
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    await this.gate.pass(async () => undefined);
    await this.consumer?.close();
  }

  /** Hands everything that waits to the queue; gives how many. Once at a time in a process. */
  relay(): Promise<number> {
    return this.gate.pass(() => this.handOver());
  }

  private async handOver(): Promise<number> {
    const taken = await this.claim();
    const jobs = taken.map(({ id, event }) => ({ name: event, jobId: id, data: { announcementId: id } }));
    await this.queue.addBulk(ANNOUNCEMENTS_QUEUE, jobs);
    return taken.length < AT_ONCE ? taken.length : taken.length + (await this.handOver());
  }

  /** Reacts to one announcement, once: marked in the transaction of its reactions. */
  async handle(id: string): Promise<void> {
    await withRequestId(id, async () => {
      try {
        await this.db.transaction(() => this.react(id));
      } catch (error) {
        this.log.error('An announcement could not be handled', error, { announcementId: id });
        await this.db.transaction(() => this.noteProblem(id, error));
      }
    });
  }

  private wait(): void {
    if (this.closed) return;
    this.timer = setTimeout(() => {
      void this.relay()
        .catch((error: unknown) => {
          if (!(error instanceof QueueAway)) this.log.error('Announcements could not be relayed', error);
        })
        .then(() => this.wait());
    }, POLL_MS);
  }

  private claim(): Promise<{ id: string; event: string }[]> {
    return this.db.transaction(() => {
      const now = this.clock.now();
      const until = addMinutes(now, LEASE_SECONDS / 60);
      // A lease far ahead was given by a clock that was set back since, unless it is the pause of a failure. A minute
      // more: the clocks of two machines never agree to the second.
      const farthest = addMinutes(now, LONGEST_PAUSE_MINUTES + 1);
      const waiting = `select id from announcement where handled_at is null
          and (leased_until is null or leased_until <= :now or leased_until > :farthest)
        order by id limit ${AT_ONCE}`;
      return this.db.change<{ id: string; event: string }>(
        this.db.dialect === 'postgres'
          ? `with waiting as materialized (${waiting} for update skip locked)
               update announcement a set leased_until = :until from waiting w where a.id = w.id
               returning a.id, a.event`
          : `update announcement set leased_until = :until where id in (${waiting}) returning id, event`,
        { now, until, farthest },
      );
    });
  }

  private async react(id: string): Promise<void> {
    const announced = await this.db.writing.findOne(Announcement, {
      where: { id },
      lock: this.db.rowLock,
    });
    if (!announced || announced.handledAt !== null) return;
    const list = this.lists.find(({ event }) => event === announced.event);
    if (!list) throw new Fault(`No reaction list for ${announced.event}`);
    for (const reaction of list.reactions) await reaction(this.rooms, announced.payload);
    const handledAt = this.clock.now();
    await this.db.writing.update(Announcement, { id }, { handledAt, leasedUntil: null, problem: null });
  }

  private async noteProblem(id: string, error: unknown): Promise<void> {
    const announced = await this.db.writing.findOneBy(Announcement, { id });
    if (!announced || announced.handledAt !== null) return;
    const { name, code } = error instanceof Error ? errorFacts(error) : { name: 'Unknown', code: undefined };
    const attempts = announced.attempts + 1;
    const pause = Math.min(2 ** attempts / 6, LONGEST_PAUSE_MINUTES);
    const leasedUntil: Moment = addMinutes(this.clock.now(), pause);
    const problem = [name, code].filter(Boolean).join(' ').slice(0, 200);
    await this.db.writing.update(Announcement, { id }, { attempts, leasedUntil, problem });
  }
}
