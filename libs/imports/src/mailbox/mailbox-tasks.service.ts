import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed } from '#access';
import { Audit } from '#audit';
import { Clock, NotFound, ok, refused, type Result, writtenText } from '#kernel';
import { Database, fromCursor, type Page, type PageRequest, pageSize, toPage } from '#platform';
import { MailboxMessage } from './mailbox-message.entity.js';

/** Longest words about what was done with a message. */
export const LONGEST_SETTLING = 1000;

const WORDS = {
  ...{ what: 'What you did', field: 'words', min: 3, max: LONGEST_SETTLING },
  lines: 'many' as const,
};

/** Why a message cannot be settled. */
export type MailboxRefusal = 'REASON_NEEDED' | 'SETTLED_ALREADY' | 'CHANGED_SINCE_YOU_LOOKED';

/**
 * Messages of the mailbox that wait for a person. Nobody knows for which panel an unread message is, so they wait for
 * everybody who runs a panel; what is told of them holds nothing of what stands in them.
 */
@Injectable()
export class MailboxTasks {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** The messages that wait, longest waiting first; none for somebody who runs no panel. */
  async waiting(actor: Actor, request: PageRequest): Promise<Page<MailboxMessage>> {
    mustBeAllowed(actor, 'case:triage');
    const size = pageSize(request);
    const after = fromCursor(request.after, 2);
    if (!runsAPanel(actor)) return toPage<MailboxMessage>([], size, request, 0, () => []);
    const query = this.db.reading
      .createQueryBuilder(MailboxMessage, 'm')
      .where('m.state = :state', { state: 'for_a_person' });
    const total = await query.getCount();
    if (after) {
      const [readAt, afterId] = after;
      query.andWhere('(m.readAt > :readAt or (m.readAt = :readAt and m.id > :afterId))', { readAt, afterId });
    }
    const rows = await query
      .orderBy('m.readAt')
      .addOrderBy('m.id')
      .limit(size + 1)
      .getMany();
    return toPage(rows, size, request, total, ({ readAt, id }) => [readAt, id]);
  }

  /** Records that somebody has dealt with a message, and how. Throws {@link NotFound} where there is none to settle. */
  settle(
    actor: Actor,
    id: string,
    version: number,
    words: string,
  ): Promise<Result<MailboxMessage, MailboxRefusal>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:triage');
      const message = runsAPanel(actor)
        ? await this.db.writing.findOne(MailboxMessage, {
            where: { id },
            lock: this.db.rowLock,
          })
        : null;
      if (!message || message.state === 'read') throw new NotFound('MailboxMessage');
      const written = writtenText(words, WORDS);
      if (!written.ok) return refused('REASON_NEEDED', written.refusal.message, 'words');
      if (message.state === 'settled')
        return refused('SETTLED_ALREADY', 'Somebody has dealt with this message already.');
      if (message.version !== version)
        return refused('CHANGED_SINCE_YOU_LOOKED', 'Somebody changed this since you opened it. Look again.');
      message.state = 'settled';
      message.settledAt = this.clock.now();
      message.settledById = actor.kind === 'person' ? actor.personId : null;
      message.settledWords = written.value;
      await this.db.writing.save(message);
      await this.audit.record(actor, 'mailbox:settle', message.id);
      return ok(message);
    });
  }
}

function runsAPanel(actor: Actor): boolean {
  return actor.kind === 'system' || actor.panelIds.length > 0;
}
