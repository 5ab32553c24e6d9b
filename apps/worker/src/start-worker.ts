import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { AuditCheckpoints } from '#audit';
import { ActionTransfers } from '#actions';
import { BreakGlassLetters, ReferralDrafts, TriageByTheClock, TriageLetters } from '#cases';
import { checkWriters, LETTER_WRITERS, Letters, SendLetters, SignInLinkLetters } from '#letters';
import { ReferralMailbox } from '#imports';
import { AgendaLetters } from '#meetings';
import { AppLog, openHealthServer } from '#platform';
import { Reminders, SendReminders } from '#reminders';
import { choresOf } from './chores.js';
import { checkReactions } from './reactions.js';
import { ANNOUNCEMENTS_QUEUE, Relay } from './relay.js';
import { REMINDERS_QUEUE, Schedules } from './schedules.js';
import { workerMetrics } from './worker-metrics.js';
import { WorkerModule, type WorkerParts } from './worker.module.js';

/** A running worker. */
export type RunningWorker = {
  /** Where its health and metrics are. */
  port: number;
  /** Does at once what the timers would do soon, until there is nothing more to do now. */
  catchUp(): Promise<void>;
  /** Stops taking work and finishes what is at hand. Queue, mail and database stay open: they belong to the caller. */
  close(): Promise<void>;
};

/** Starts the worker, with its health and metrics on a port (0: any free one). */
export async function startWorker(parts: WorkerParts, port: number): Promise<RunningWorker> {
  checkReactions();
  const { config, clock, database, queue } = parts;
  const log = new AppLog('worker', config.environment);
  const app = await NestFactory.createApplicationContext(WorkerModule.with(parts), { logger: log });
  const reminders = app.get(Reminders);
  // Nobody else can see the queue in this process, so whatever is leased was leased to a process that is gone.
  if (config.queue.kind === 'embedded') await reminders.freeLeases();
  await reminders.healMissing();
  checkWriters(app.get(LETTER_WRITERS));
  const letters = app.get(SendLetters);
  const glass = app.get(BreakGlassLetters);
  const rooms = {
    reminders,
    agendas: app.get(AgendaLetters),
    signIn: app.get(SignInLinkLetters),
    sending: letters,
    glass,
    triage: app.get(TriageLetters),
    transfers: app.get(ActionTransfers),
  };
  const relay = new Relay(database, clock, queue, rooms, log);
  const schedules = new Schedules(
    queue,
    reminders,
    app.get(SendReminders),
    letters,
    app.get(AuditCheckpoints),
    glass,
    app.get(TriageByTheClock),
    choresOf(app.get(ReferralDrafts), app.get(ReferralMailbox), config.referralMailbox, log),
    config.sweepSeconds,
    log,
  );
  const metrics = workerMetrics(reminders, app.get(Letters), database, clock);
  const health = await openHealthServer({
    port,
    host: '0.0.0.0',
    checks: [
      { name: 'database', check: () => database.ping() },
      { name: 'queue', check: () => queue.ping() },
    ],
    metrics,
  });
  relay.start();
  schedules.start();
  return {
    port: health.port,
    catchUp: () => catchUp(parts, relay, schedules, letters, glass),
    close: async () => {
      await Promise.all([relay.close(), schedules.close()]);
      await health.close();
      metrics.clear();
      await app.close();
    },
  };
}

async function catchUp(
  { queue }: WorkerParts,
  relay: Relay,
  schedules: Schedules,
  letters: SendLetters,
  glass: BreakGlassLetters,
): Promise<void> {
  for (;;) {
    const done = (await relay.relay()) + (await schedules.sweep());
    const busy = await Promise.all([ANNOUNCEMENTS_QUEUE, REMINDERS_QUEUE].map((name) => queue.counts(name)));
    const left = busy.reduce((so, { waiting, active, delayed }) => so + waiting + active + delayed, 0);
    await glass.tellAgain();
    const sent = await letters.sendDue();
    if (done + left + sent === 0) return letters.onModuleDestroy();
    await pause(20);
  }
}
