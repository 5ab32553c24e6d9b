import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed } from '#access';
import { Audit } from '#audit';
import { Clock, newId } from '#kernel';
import { Database } from '#platform';
import type { ImportReport } from '../import-report.js';
import { Imports } from '../imports.service.js';
import { filesIn } from './mail-reading.js';
import { MailboxMessage } from './mailbox-message.entity.js';

/** What one look into the folder did. */
export type MailboxReading = { messages: number; created: number; forAPerson: number };

/** Where a message goes once it is dealt with: kept for the record, or kept for somebody to look at. */
const FOLDERS = { read: 'read', for_a_person: 'for-a-person', settled: 'for-a-person' } as const;

/** Most words about one message. */
const LONGEST_REASON = 2000;

/**
 * Referrals that come by e-mail: a mail server, or a person, puts `.eml` files into a folder. The CSV files attached go to
 * triage. A message is dealt with once: its rows are known by their reference and it by its content, so a worker that is
 * killed between two steps goes on where it was. No message is thrown away.
 */
@Injectable()
export class ReferralMailbox {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly imports: Imports,
  ) {}

  /** Reads what lies in the folder. Throws NotPermitted; a folder that is not there is an error of the system. */
  async readFolder(actor: Actor, folder: string): Promise<MailboxReading> {
    mustBeAllowed(actor, 'import:run');
    const names = (await readdir(folder)).filter((name) => /\.eml$/i.test(name)).sort();
    for (const name of Object.values(FOLDERS)) await mkdir(join(folder, name), { recursive: true });
    const done: MailboxReading = { messages: 0, created: 0, forAPerson: 0 };
    for (const name of names) {
      const message = await this.take(actor, join(folder, name));
      if (!message) continue;
      done.messages += 1;
      done.created += message.created;
      if (message.state === 'for_a_person') done.forAPerson += 1;
      await rename(join(folder, name), join(folder, FOLDERS[message.state], `${message.fileHash}.eml`));
    }
    return done;
  }

  /** Deals with one message; null when it went away meanwhile, or is still being written. */
  private async take(actor: Actor, path: string): Promise<MailboxMessage | null> {
    const found = await stat(path).catch(() => null);
    if (!found?.isFile()) return null;
    const bytes = new Uint8Array(await readFile(path));
    if (bytes.length !== found.size) return null;
    const fileHash = createHash('sha256').update(bytes).digest('hex');
    const known = await this.db.reading.findOneBy(MailboxMessage, { fileHash });
    return known ?? this.deal(actor, fileHash, bytes);
  }

  private async deal(actor: Actor, fileHash: string, bytes: Uint8Array): Promise<MailboxMessage> {
    const reasons: string[] = [];
    const counts = { created: 0, rejected: 0 };
    const files = await filesIn(bytes);
    if (!files.ok) reasons.push(files.refusal.message);
    for (const file of files.ok ? files.value : []) {
      const report = await this.imports.importReferrals(actor, file, { forTriage: true });
      if (!report.ok) reasons.push(report.refusal.message);
      else {
        counts.created += report.value.created;
        counts.rejected += report.value.rejected;
        reasons.push(...rejectedIn(report.value));
      }
    }
    const message: MailboxMessage = {
      ...{ id: newId(), fileHash, readAt: this.clock.now(), ...counts },
      state: reasons.length > 0 ? 'for_a_person' : 'read',
      reason: reasons.join('\n').slice(0, LONGEST_REASON),
      ...{ settledAt: null, settledById: null, settledWords: null, version: 1 },
    };
    await this.db.transaction(async () => {
      await this.db.writing.insert(MailboxMessage, message);
      await this.audit.record(actor, 'mailbox:read', message.id);
    });
    return message;
  }
}

/** What was rejected, by line and column, without what stands there. */
function rejectedIn({ rows, missingColumns }: ImportReport): string[] {
  const missing = missingColumns.length > 0 ? [`Columns are missing: ${missingColumns.join(', ')}.`] : [];
  const lines = rows
    .filter(({ status }) => status === 'rejected')
    .map(({ line, issues }) => {
      const errors = issues.filter(({ severity }) => severity === 'error');
      return `Line ${line}: ${errors.map(({ message }) => message).join(' ')}`;
    });
  return lines.length > 0 ? [...missing, ...lines] : [];
}
