import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { type Actor, systemActor } from '#access';
import { Clock, newId, type Moment } from '#kernel';
import { Config, Database } from '#platform';
import { CHECKPOINT_WRITTEN, LANES_OPENED, type LaneEnd } from './audit-chain.rules.js';
import { AuditCheckpoint } from './audit-checkpoint.entity.js';
import {
  type CheckpointFile,
  checkpointFileName,
  checkpointText,
  isCheckpointDue,
  readCheckpointFile,
  type SignedCheckpoint,
} from './audit-checkpoint.rules.js';
import { AuditKeys } from './audit-keys.js';
import { Audit } from './audit.service.js';

/** A checkpoint that was written, and where its file is. */
export type WrittenCheckpoint = { id: string; at: Moment; entries: number; signature: string; file: string };

/** Most checkpoints that are compared with: somewhat more than those of a year. */
const MOST_COMPARED = 400;

/**
 * Says under a signature where every lane ended, and keeps it as a file, for somebody else to keep elsewhere: who
 * rewrites the whole audit cannot rewrite that.
 */
@Injectable()
export class AuditCheckpoints {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly keys: AuditKeys,
    private readonly audit: Audit,
  ) {}

  /** Writes a checkpoint and its file. Recorded in the audit itself, so that it is missed when it goes. */
  async write(actor: Actor): Promise<WrittenCheckpoint> {
    const row = await this.db.transaction(async () => {
      const ends = await this.db.query<LaneEnd>('select lane, position, hash from audit_lane');
      const [id, at] = [newId(), this.clock.now()];
      const content = checkpointText({ id, at, database: await this.database() }, ends);
      const { keyId, signature } = this.keys.sign(content);
      const checkpoint = { id, at, content, keyId, signature };
      await this.db.writing.insert(AuditCheckpoint, checkpoint);
      await this.audit.record(actor, CHECKPOINT_WRITTEN, id);
      return { ...checkpoint, entries: ends.reduce((sum, { position }) => sum + position, 0) };
    });
    const file = await this.export(row);
    return { id: row.id, at: row.at, entries: row.entries, signature: row.signature, file };
  }

  /**
   * What tells this database from every other: the first entry that opened lanes in it. A copy has the same. Null when
   * nothing was opened.
   */
  async database(): Promise<string | null> {
    const [first] = await this.db.query<{ id: string }>(
      'select id from audit_entry where what = :what order by at, id limit 1',
      { what: LANES_OPENED },
    );
    return first?.id ?? null;
  }

  /** Writes the checkpoint of the day when there is none yet; null when there is. For the worker. */
  async writeDaily(): Promise<WrittenCheckpoint | null> {
    const [newest] = await this.newest(1);
    if (!isCheckpointDue(newest?.at ?? null, this.clock.now())) return null;
    return this.write(systemActor('worker'));
  }

  /** The newest checkpoints of the database, newest first. */
  newest(most = MOST_COMPARED): Promise<AuditCheckpoint[]> {
    return this.db.reading.find(AuditCheckpoint, { order: { at: 'DESC', id: 'DESC' }, take: most });
  }

  /** The newest checkpoints in the folder of files; what is no checkpoint is null. */
  async exported(): Promise<{ file: string; checkpoint: SignedCheckpoint | null }[]> {
    const folder = this.config.auditExport;
    const names = await readdir(folder).catch(() => [] as string[]);
    const files = names
      .filter((name) => /^checkpoint-.*\.json$/.test(name))
      .sort()
      .slice(-MOST_COMPARED);
    return Promise.all(files.map((name) => this.read(join(folder, name))));
  }

  /** One file. Throws when it cannot be read. */
  async read(file: string): Promise<{ file: string; checkpoint: SignedCheckpoint | null }> {
    return { file, checkpoint: readCheckpointFile(await readFile(file, 'utf8')) };
  }

  private async export(row: AuditCheckpoint): Promise<string> {
    const { content, keyId, signature } = row;
    const { publicKey } = this.keys.sign(content);
    const text: CheckpointFile = { content, keyId, signature, publicKey };
    const file = join(this.config.auditExport, checkpointFileName(row));
    await mkdir(this.config.auditExport, { recursive: true });
    await writeFile(file, `${JSON.stringify(text, null, 2)}\n`, { mode: 0o640, flag: 'wx' });
    return file;
  }
}
