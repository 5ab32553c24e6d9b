import { Fault, type Moment } from '#kernel';

/** One message to one person. Built from templates that hold no personal data of the people in cases. */
export type OutgoingMail = {
  to: { name?: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** `<something@host>`, the same at every try, so that a mail system can tell a repeat from a new message. */
  messageId: string;
  /** More headers, such as `List-Unsubscribe` on optional messages. The fixed ones cannot be changed by it. */
  headers?: Record<string, string>;
};

/** What became of a message. `response` is the mail server's own last line, for the ledger. */
export type MailOutcome = { accepted: boolean; response: string };

/** Sends messages. Also the injection token. Throws only {@link MailFailure}. */
export abstract class MailPort {
  /** Hands one message over and waits until it is taken. */
  abstract send(message: OutgoingMail): Promise<MailOutcome>;

  /** Ends kept connections. */
  async close(): Promise<void> {}
}

/**
 * A message was not taken. `temporary`: try again later with the same Message-ID; it may even have arrived.
 * `permanent`: this message to this address will never be taken. The text names no address.
 */
export class MailFailure extends Fault {
  constructor(
    readonly kind: 'temporary' | 'permanent',
    /** What the server or the network said, as a code: `451`, `550 5.1.1`, `ETIMEDOUT`. */
    readonly reason: string,
  ) {
    super(`The message was not taken (${kind}, ${reason})`);
    this.name = 'MailFailure';
  }
}

/** Keeps the messages of the local outbox. Also the injection token. */
export abstract class LocalMailStore {
  abstract add(message: OutgoingMail & { at: Moment }): Promise<void>;
}
