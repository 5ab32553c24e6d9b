import { Gauge, type Registry } from 'prom-client';
import { type Clock, minutesBetween } from '#kernel';
import type { LetterBacklog, Letters } from '#letters';
import { Announcement, type Database, roleMetrics } from '#platform';
import { IsNull } from 'typeorm';
import type { DueBacklog, Reminders } from '#reminders';

/** The worker's metrics. They come from the record, so they also show that a queue is dead. */
export function workerMetrics(reminders: Reminders, letters: Letters, db: Database, clock: Clock): Registry {
  const registry = roleMetrics('worker');
  let reading: Promise<DueBacklog> | null = null;
  // One reading for all gauges of a scrape: they are collected together.
  const backlog = (): Promise<DueBacklog> => {
    reading ??= reminders.backlog().finally(() => (reading = null));
    return reading;
  };
  let counting: Promise<LetterBacklog> | null = null;
  const post = (): Promise<LetterBacklog> => {
    counting ??= letters.backlog().finally(() => (counting = null));
    return counting;
  };
  const gauge = (name: string, help: string, value: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await value());
      },
    });
  gauge(
    'accord_reminders_due',
    'Reminders that are due and not dealt with',
    async () => (await backlog()).due,
  );
  gauge('accord_reminders_oldest_due_seconds', 'Age of the oldest due reminder, seconds', async () => {
    const { oldestDueAt } = await backlog();
    return oldestDueAt ? Math.max(0, minutesBetween(oldestDueAt, clock.now()) * 60) : 0;
  });
  gauge(
    'accord_reminder_messages_failed',
    'Reminders that could not be delivered, in all',
    async () => (await backlog()).failed,
  );
  gauge('accord_reminder_messages_sending', 'Reminders on their way', async () => (await backlog()).sending);
  gauge('accord_letters_due', 'Letters that are due and not sent', async () => (await post()).due);
  gauge('accord_letters_oldest_due_seconds', 'Age of the oldest due letter, seconds', async () => {
    const { oldestDueAt } = await post();
    return oldestDueAt ? Math.max(0, minutesBetween(oldestDueAt, clock.now()) * 60) : 0;
  });
  gauge(
    'accord_letters_failed',
    'Letters that could not be delivered, in all',
    async () => (await post()).failed,
  );
  gauge('accord_announcements_waiting', 'Announcements that were not reacted to yet', () =>
    db.reading.countBy(Announcement, { handledAt: IsNull() }),
  );
  return registry;
}
