import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, Logger } from '@nestjs/common';
import { type Actor, mustBeAllowed } from '#access';
import { Audit } from '#audit';
import { Clock, Fault, momentFromEpoch, newId, RunningClock } from '#kernel';
import { Database } from '#platform';
import { isSameKeyTwice } from '../file-import.service.js';
import type { ImportReport } from '../import-report.js';
import { Imports, type ImportResult } from '../imports.service.js';
import type { ReferralRow } from '../referral-rows.rules.js';
import { KnownReferrals } from './known-referrals.reader.js';
import { filesIn } from './mail-reading.js';
import { MailboxMessage } from './mailbox-message.entity.js';
import { reasonOf, reasonsIn } from './mailbox-reasons.rules.js';

/**
 * What one look into the folder did. `forAPerson`: messages of it that wait for somebody; `tooYoung`: messages left for
 * the next look, as they may still be being written; `failed`: messages that something went wrong with, tried again at
 * the next look.
 */
export type MailboxReading = {
  messages: number;
  created: number;
  forAPerson: number;
  tooYoung: number;
  failed: number;
};

/** Where a message goes once it is dealt with: kept for the record, or kept for somebody to look at. */
const FOLDERS = { read: 'read', for_a_person: 'for-a-person', settled: 'for-a-person' } as const;

/** A file that was changed so short a time ago may still be being written. */
const YOUNG_MS = 5000;

/** The files of a folder follow the clock of the machine, whatever moment Accord was started at. */
const MACHINE = new RunningClock();

/** How often a file is imported anew because somebody else wrote the same referrals at the same moment. */
const TRIES = 3;

/** How far one message came: for the log, should something go wrong. */
type Progress = { fileHash?: string };

/**
 * Referrals that come by e-mail: a mail server, or a person, puts `.eml` files into a folder. The CSV files attached go to
 * triage. A message is dealt with once: its rows are known by their reference and it by its content, so a worker that is
 * killed between two steps, or that reads at the same time as another, doubles nothing. No message is thrown away, and
 * none keeps the others waiting.
 */
@Injectable()
export class ReferralMailbox {
  private readonly logger = new Logger(ReferralMailbox.name);

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly imports: Imports,
    private readonly known: KnownReferrals,
  ) {}

  /** Reads what lies in the folder. Throws NotPermitted; a folder that is not there is an error of the system. */
  async readFolder(actor: Actor, folder: string): Promise<MailboxReading> {
    mustBeAllowed(actor, 'import:run');
    const names = (await readdir(folder)).filter((name) => /\.eml$/i.test(name)).sort();
    for (const name of Object.values(FOLDERS)) await mkdir(join(folder, name), { recursive: true });
    const done: MailboxReading = { messages: 0, created: 0, forAPerson: 0, tooYoung: 0, failed: 0 };
    for (const name of names) {
      const progress: Progress = {};
      try {
        await this.take(actor, folder, name, done, progress);
      } catch (error) {
        if (isGone(error)) continue;
        done.failed += 1;
        const fault = error instanceof Error ? error : new Fault('No error was thrown');
        // The name of the file may hold somebody's name: only the hash is told.
        this.logger.error('A message of the referral mailbox could not be dealt with', progress, fault);
      }
    }
    return done;
  }

  /** Deals with one message and puts it away; does nothing when another worker took it meanwhile. */
  private async take(
    actor: Actor,
    folder: string,
    name: string,
    done: MailboxReading,
    progress: Progress,
  ): Promise<void> {
    const path = join(folder, name);
    const found = await stat(path);
    if (!found.isFile()) return;
    if (isYoung(found.mtimeMs)) {
      done.tooYoung += 1;
      return;
    }
    const bytes = new Uint8Array(await readFile(path));
    const fileHash = createHash('sha256').update(bytes).digest('hex');
    progress.fileHash = fileHash;
    const message = (await this.messageOf(fileHash)) ?? (await this.deal(actor, fileHash, bytes));
    await rename(path, join(folder, FOLDERS[message.state], `${message.fileHash}.eml`));
    done.messages += 1;
    done.created += message.created;
    if (message.state === 'for_a_person') done.forAPerson += 1;
  }

  private messageOf(fileHash: string): Promise<MailboxMessage | null> {
    return this.db.reading.findOneBy(MailboxMessage, { fileHash });
  }

  private async deal(actor: Actor, fileHash: string, bytes: Uint8Array): Promise<MailboxMessage> {
    const reasons: string[] = [];
    const counts = { created: 0, rejected: 0 };
    const files = await filesIn(bytes);
    if (!files.ok) reasons.push(files.refusal.message);
    else if (files.value.others > 0) reasons.push(othersInWords(files.value.others));
    for (const file of files.ok ? files.value.csv : []) {
      const report = await this.bring(actor, file);
      if (!report.ok) {
        reasons.push(report.refusal.message);
        continue;
      }
      const same = await this.known.sameAs(unchangedIn(report.value));
      const before = [...same.values()].filter(({ inTriage }) => inTriage).length;
      counts.created += report.value.created + before;
      counts.rejected += report.value.rejected;
      reasons.push(...reasonsIn(report.value, ({ values }) => same.has(values as ReferralRow)));
    }
    return this.note(actor, {
      ...{ id: newId(), fileHash, readAt: this.clock.now(), ...counts },
      state: reasons.length > 0 ? 'for_a_person' : 'read',
      reason: reasonOf(reasons),
      ...{ settledAt: null, settledById: null, settledWords: null, version: 1 },
    });
  }

  /** Imports a file; anew where another worker wrote the same referrals between the checking and the writing. */
  private async bring(actor: Actor, file: Uint8Array): Promise<ImportResult> {
    for (let tried = 1; ; tried += 1) {
      const report = await this.imports.importReferrals(actor, file, { forTriage: true });
      if (tried === TRIES || !isOvertaken(report)) return report;
    }
  }

  /** Writes down what became of a message; what another worker wrote down first holds. */
  private async note(actor: Actor, message: MailboxMessage): Promise<MailboxMessage> {
    try {
      await this.db.transaction(async () => {
        await this.db.writing.insert(MailboxMessage, message);
        await this.audit.record(actor, 'mailbox:read', message.id);
      });
      return message;
    } catch (error) {
      const known = isSameKeyTwice(error) ? await this.messageOf(message.fileHash) : null;
      if (!known) throw error;
      return known;
    }
  }
}

/** A file from the future, by a clock that is wrong, is not young. */
function isYoung(changedMs: number): boolean {
  const now = MACHINE.now();
  return momentFromEpoch(changedMs - YOUNG_MS) < now && now < momentFromEpoch(changedMs + YOUNG_MS);
}

function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'ENOENT';
}

function isOvertaken(report: ImportResult): boolean {
  if (!report.ok) return report.refusal.code === 'CHANGED_DURING_IMPORT';
  return report.value.rows.some(({ issues }) =>
    issues.some(({ code, field }) => code === 'not_accepted' && field === 'reference'),
  );
}

function unchangedIn({ rows }: ImportReport): ReferralRow[] {
  return rows.filter(({ status }) => status === 'unchanged').map(({ values }) => values as ReferralRow);
}

function othersInWords(others: number): string {
  const files = others === 1 ? '1 attached file is' : `${others} attached files are`;
  return `${files} no CSV file and not read. Open the message and look what stands there.`;
}
