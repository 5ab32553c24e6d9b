import { MailboxMessage } from '#imports';
import { type Clock, newId } from '#kernel';
import type { Database } from '#platform';

/** A message of the referral mailbox that waits for a person. */
export async function anUnreadMessage(
  db: Database,
  clock: Clock,
  given: Partial<MailboxMessage> = {},
): Promise<MailboxMessage> {
  const id = newId();
  const message: MailboxMessage = {
    ...{ id, fileHash: id.replaceAll('-', '').padEnd(64, '0'), state: 'for_a_person' },
    reason: 'Line 2: row 2, referred on: is not a day.\nLine 5: row 5, panel: missing.',
    ...{ created: 3, rejected: 2, readAt: clock.now() },
    ...{ settledAt: null, settledById: null, settledWords: null, version: 1, ...given },
  };
  await db.transaction(async () => void (await db.writing.insert(MailboxMessage, message)));
  return message;
}
