import { type Clock, Fault, newId } from '#kernel';
import { Announcement } from './announcement.entity.js';
import type { Database } from './database.js';

/** A kind of event that a room announces; the payload holds ids only. */
export type EventDefinition<P extends Record<string, string>> = { event: string; payload?: P };

const defined = new Set<string>();

/** Every event that the loaded rooms announce, by name: so that a door can prove that none is forgotten. */
export function definedEvents(): string[] {
  return [...defined].sort();
}

/** Names an event beside the service that announces it, past tense: `defineEvent<{ actionId: string }>('action.closed')`. */
export function defineEvent<P extends Record<string, string>>(event: string): EventDefinition<P> {
  if (defined.has(event)) throw new Fault(`The event ${event} is defined twice`);
  defined.add(event);
  return { event };
}

/**
 * Telling later rooms that something happened. The announcement is a row of the same transaction as the change:
 * either both are kept or neither. The worker relays it to the queue and marks it once it has been handled.
 */
export class Announcements {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Records that the event happened. Throws outside a transaction. */
  async announce<P extends Record<string, string>>(
    definition: EventDefinition<P>,
    payload: P,
  ): Promise<void> {
    if (!this.db.inTransaction) throw new Fault(`${definition.event} announced outside a transaction`);
    await this.db.writing.insert(Announcement, {
      id: newId(),
      event: definition.event,
      payload,
      announcedAt: this.clock.now(),
      leasedUntil: null,
      handledAt: null,
      attempts: 0,
      problem: null,
    });
  }
}
