import type { Moment } from '#kernel';
import type { MoreLink } from '../../components/parts.view.js';

/** A message that was not sent to anybody but kept here, in development. */
export type OutboxMessage = { messageId: string; to: string; subject: string; at: Moment; text: string };

/** The local outbox. */
export type OutboxView = { messages: readonly OutboxMessage[]; more: MoreLink };
