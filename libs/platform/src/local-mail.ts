import type { Clock } from '#kernel';
import { type LocalMailStore, type MailOutcome, MailPort, type OutgoingMail } from './mail.js';

/** Sends nothing: puts messages into the local outbox, where a page shows them. For development and demonstrations. */
export class LocalMail extends MailPort {
  constructor(
    private readonly store: LocalMailStore,
    private readonly clock: Clock,
  ) {
    super();
  }

  async send(message: OutgoingMail): Promise<MailOutcome> {
    await this.store.add({ ...message, at: this.clock.now() });
    return { accepted: true, response: 'kept in the local outbox' };
  }
}
