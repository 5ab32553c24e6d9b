import { type Clock, newId } from '#kernel';
import type { Database } from './database.js';
import { LocalMessage } from './local-message.entity.js';
import { LocalMailStore, type OutgoingMail } from './mail.js';
import { fromCursor, type Page, type PageRequest, pageSize, toPage } from './page.js';

/** The local outbox in the record. Keeps one of several tries with the same Message-ID, as a good mail system would. */
export class LocalMessages extends LocalMailStore {
  constructor(private readonly db: Database) {
    super();
  }

  async add(message: OutgoingMail & { at: ReturnType<Clock['now']> }): Promise<void> {
    const { at, to, subject, text, html, messageId } = message;
    const row = { id: newId(), at, toAddress: to.address, subject, text, html, messageId };
    await this.db.transaction(async () => {
      await this.db.writing.createQueryBuilder().insert().into(LocalMessage).values(row).orIgnore().execute();
    });
  }

  /** What was put there, latest first. */
  async list(request: PageRequest): Promise<Page<LocalMessage>> {
    const size = pageSize(request);
    const after = fromCursor(request.after, 2);
    const query = this.db.reading.createQueryBuilder(LocalMessage, 'm');
    const totalCount = await query.getCount();
    if (after) {
      const [at, id] = after;
      query.where('(m.at < :at or (m.at = :at and m.id < :id))', { at, id });
    }
    const rows = await query
      .orderBy('m.at', 'DESC')
      .addOrderBy('m.id', 'DESC')
      .take(size + 1)
      .getMany();
    return toPage(rows, size, request, totalCount, (row) => [row.at, row.id]);
  }
}
