import type { AuditCheckpoints } from '#audit';
import type { BreakGlassLetters, TriageByTheClock } from '#cases';
import type { SendLetters } from '#letters';
import { Gate, type JobQueue, type Log, QueueAway, type QueueConsumer } from '#platform';
import { HEALED_AT_ONCE, type Reminders, type SendReminders } from '#reminders';

/** Queue of the searches that come by the clock. */
export const SWEEPS_QUEUE = 'sweeps';

/** Queue of reminders that are due. */
export const REMINDERS_QUEUE = 'reminders';

/** Reminders taken in one go. */
const BATCH = 500;

/** With more than this waiting, a sweep takes nothing: the queue has enough to do. */
const ENOUGH_WAITING = 5000;

/** How long a due reminder belongs to the worker that took it: longer than a slow mail server can make it wait. */
const LEASE_SECONDS = 120;

/** With an empty queue nobody works on anything, and a lease older than this is one whose job was lost. */
const ORPHANED_SECONDS = 15;

/** How often unplanned actions are looked for. */
const HEAL_SECONDS = 600;

/** How often it is looked whether the audit's checkpoint of the day is written. */
const CHECKPOINT_SECONDS = 900;

/** How often it is looked what has come due in triage by the calendar. */
const TRIAGE_SECONDS = 900;

/** After so many missed sweeps a worker sweeps by itself. */
const MISSED_SWEEPS = 4;

const SENDERS = 8;

/** A piece of work that is done again and again; done twice at once it does no harm. */
export type Chore = { name: string; seconds: number; run: () => Promise<void> };

/**
 * What comes by the clock: every few seconds due reminders are taken and handed to the senders. The queue only wakes:
 * emptied, it is filled again from the record.
 */
export class Schedules {
  private readonly gate = new Gate();
  private consumers: QueueConsumer[] = [];
  private watching: NodeJS.Timeout | null = null;
  private sweptAt = performance.now();

  constructor(
    private readonly queue: JobQueue,
    private readonly reminders: Reminders,
    private readonly sending: SendReminders,
    private readonly letters: SendLetters,
    private readonly checkpoints: AuditCheckpoints,
    private readonly glass: BreakGlassLetters,
    private readonly triage: TriageByTheClock,
    private readonly chores: readonly Chore[],
    private readonly sweepSeconds: number,
    private readonly log: Log,
  ) {}

  start(): void {
    this.consumers = [
      this.queue.consume(SWEEPS_QUEUE, ({ name }) => this.run(name)),
      this.queue.consume(REMINDERS_QUEUE, ({ data }) => this.remind(data), { concurrency: SENDERS }),
    ];
    this.schedule();
    this.watching = setInterval(() => this.watch(), this.sweepSeconds * 1000);
  }

  async close(): Promise<void> {
    if (this.watching) clearInterval(this.watching);
    await Promise.all(this.consumers.map((consumer) => consumer.close()));
  }

  /** Takes what is due and hands it to the senders; gives how many. One sweep at a time in a process. */
  sweep(): Promise<number> {
    return this.gate.pass(() => this.takeDue());
  }

  private schedule(): void {
    this.queue.everySeconds(SWEEPS_QUEUE, 'sweep-reminders', this.sweepSeconds, 'sweep');
    this.queue.everySeconds(SWEEPS_QUEUE, 'heal-reminders', HEAL_SECONDS, 'heal');
    this.queue.everySeconds(SWEEPS_QUEUE, 'audit-checkpoint', CHECKPOINT_SECONDS, 'checkpoint');
    this.queue.everySeconds(SWEEPS_QUEUE, 'triage-by-the-clock', TRIAGE_SECONDS, 'triage');
    for (const { name, seconds } of this.chores) this.queue.everySeconds(SWEEPS_QUEUE, name, seconds, name);
  }

  /** An emptied queue has lost its schedules, too: when no sweep comes for some time, ask for them again and sweep. */
  private watch(): void {
    if (performance.now() - this.sweptAt < MISSED_SWEEPS * this.sweepSeconds * 1000) return;
    this.schedule();
    this.sweep().catch((error: unknown) => {
      if (!(error instanceof QueueAway)) this.log.error('A sweep failed', error);
    });
  }

  private async takeDue(): Promise<number> {
    this.sweptAt = performance.now();
    const { waiting, active, delayed } = await this.queue.counts(REMINDERS_QUEUE);
    if (waiting > ENOUGH_WAITING) return 0;
    const idle = waiting + active + delayed === 0;
    let taken = 0;
    while (taken + waiting <= ENOUGH_WAITING) {
      const due = await this.reminders.claimDue(BATCH, LEASE_SECONDS, idle ? ORPHANED_SECONDS : undefined);
      await this.queue.addBulk(
        REMINDERS_QUEUE,
        due.map((one) => ({ name: 'remind', jobId: `rem-${one.reminderId}-${one.occasion}`, data: one })),
      );
      taken += due.length;
      if (due.length < BATCH) break;
    }
    return taken;
  }

  private async run(name: string): Promise<void> {
    if (name === 'sweep') {
      await this.glass.tellAgain();
      this.letters.sendSoon();
      await this.sweep();
    }
    if (name === 'checkpoint') await this.checkpoint();
    if (name === 'heal') await this.heal();
    if (name === 'triage') await this.triage.look();
    await this.chores.find((chore) => chore.name === name)?.run();
  }

  /** The log, too, says where the audit stood: it is mostly kept on another machine. */
  private async checkpoint(): Promise<void> {
    const written = await this.checkpoints.writeDaily();
    if (written) this.log.log('A checkpoint of the audit was written', written);
  }

  private async heal(): Promise<void> {
    let mended = 0;
    let some: number;
    do {
      some = await this.reminders.healMissing();
      mended += some;
      // Less than a full portion is the last one; so what cannot be mended does not turn for ever.
    } while (some >= HEALED_AT_ONCE);
    if (mended > 0) this.log.warn('Reminders were missing and have been planned', { mended });
  }

  private async remind(data: Record<string, unknown>): Promise<void> {
    await this.sending.remind(String(data['reminderId']), Number(data['occasion']));
  }
}
