import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import type { ChainedEntry, CheckpointContent, LaneHead } from './audit-chain.rules.js';
import { READING } from './audit-chain.service.js';
import { AuditCheckpoints } from './audit-checkpoints.service.js';
import { readCheckpoint, type SignedCheckpoint } from './audit-checkpoint.rules.js';
import { AuditKeys } from './audit-keys.js';
import { ChainCheck } from './chain-check.rules.js';
import type { Finding, FindingKind } from './lane-walk.rules.js';

/** What came of walking the chain. */
export type ChainReport = {
  entries: number;
  lanes: number;
  /** Checkpoints that were compared with, in the database and in files. */
  checkpoints: number;
  /** The first findings; `found` counts all. */
  findings: Finding[];
  found: number;
};

/** Most entries in memory at once. */
const AT_ONCE = 2000;

/** Most findings that are kept; all are counted. */
const MOST_FINDINGS = 1000;

type Source = { name: string; checkpoint: SignedCheckpoint | null };

/** Walks the whole chain and tells what was changed, taken away or put in. Can be done while others write. */
@Injectable()
export class AuditVerification {
  constructor(
    private readonly db: Database,
    private readonly keys: AuditKeys,
    private readonly checkpoints: AuditCheckpoints,
  ) {}

  /** @param file a checkpoint that was kept elsewhere, compared with beside those that are here */
  async verify(file: string | null = null): Promise<ChainReport> {
    const report: ChainReport = { entries: 0, lanes: 0, checkpoints: 0, findings: [], found: 0 };
    const found = (finding: Finding): void => {
      report.found += 1;
      if (report.findings.length < MOST_FINDINGS) report.findings.push(finding);
    };
    const kept = await this.db.query<{ id: string }>('select id from audit_checkpoint');
    const trusted = this.trusted(await this.sources(file), await this.checkpoints.database(), found);
    const check = new ChainCheck(this.keys.marks, trusted, found);
    report.lanes = await this.walk(check);
    const now = await this.db.query<{ id: string }>('select id from audit_checkpoint');
    check.finish(
      kept.map(({ id }) => id),
      now.map(({ id }) => id),
    );
    return { ...report, entries: check.entries, checkpoints: trusted.length };
  }

  private async sources(file: string | null): Promise<Source[]> {
    const kept = await this.checkpoints.newest();
    const files = await this.checkpoints.exported();
    if (file !== null) files.push(await this.checkpoints.read(file));
    return [
      ...kept.map((row) => ({ name: `checkpoint ${row.id} in the database`, checkpoint: row })),
      ...files.map(({ file: name, checkpoint }) => ({ name: `checkpoint file ${name}`, checkpoint })),
    ];
  }

  /** What the checkpoints of this database say whose signature is ours, each once. */
  private trusted(
    sources: readonly Source[],
    database: string | null,
    found: (finding: Finding) => void,
  ): CheckpointContent[] {
    const trusted = new Map<string, CheckpointContent>();
    const tell = (kind: FindingKind, says: string) =>
      found({ kind, lane: null, position: null, entryId: null, says });
    for (const { name, checkpoint } of sources) {
      const isOurs = checkpoint !== null && this.keys.isSigned(checkpoint.content, checkpoint);
      const content = isOurs ? readCheckpoint(checkpoint.content) : null;
      if (!content) {
        tell(
          'checkpoint-changed',
          `${name} carries no signature of our keys: changed, put in, or of another installation`,
        );
      } else if (content.database !== null && database !== null && content.database !== database) {
        tell(
          'checkpoint-of-another-database',
          `${name} was written for another database: either compare it with that one, or this one was begun anew in its place`,
        );
      } else trusted.set(content.id, content);
    }
    return [...trusted.values()];
  }

  /** Lane after lane. Gives how many there are. */
  private async walk(check: ChainCheck): Promise<number> {
    const lanes = new Set<number>();
    for (let lane = await this.laneAfter(null); lane !== null; lane = await this.laneAfter(lane)) {
      lanes.add(lane);
      await this.walkLane(check, lane);
    }
    return lanes.size;
  }

  /** The next lane that has an end or an entry. */
  private async laneAfter(lane: number | null): Promise<number | null> {
    const [row] = await this.db.query<{ lane: number | null }>(
      `select min(lane) as lane from (
         select min(lane) as lane from audit_lane where lane > :lane
         union all select min(lane) from audit_entry where lane > :lane) both_of`,
      { lane: lane ?? LOWEST },
    );
    return row?.lane ?? null;
  }

  private async walkLane(check: ChainCheck, lane: number): Promise<void> {
    let after = { position: LOWEST, id: '' };
    for (;;) {
      const rows = await this.db.query<ChainedEntry>(
        `select ${READING} from audit_entry
          where lane = :lane and (position > :position or (position = :position and id > :id))
          order by position, id limit ${AT_ONCE}`,
        { lane, ...after },
      );
      for (const row of rows) check.entry(row);
      const last = rows.at(-1);
      if (last) after = { position: last.position, id: last.id };
      if (rows.length === AT_ONCE) continue;
      // The end is read after the entries: whoever writes meanwhile has moved it together with what was read.
      const [head] = await this.db.query<LaneHead>(
        'select lane, position, hash, mark from audit_lane where lane = :lane',
        { lane },
      );
      if (last && head && head.position > check.positionOf(lane)) continue;
      return check.endOf(lane, head ?? null);
    }
  }
}

const LOWEST = -2_147_483_648;
