import {
  CHECKPOINT_WRITTEN,
  type ChainedEntry,
  type CheckpointContent,
  type LaneHead,
  LANES_OPENED,
  type Mark,
} from './audit-chain.rules.js';
import { type Finding, type FindingKind, LaneWalk, type Witness } from './lane-walk.rules.js';

/** Checks the whole chain: every lane, whether all lanes are there, and whether checkpoints saw the same. */
export class ChainCheck {
  /** Entries walked. */
  entries = 0;
  private readonly walks = new Map<number, LaneWalk>();
  private readonly ended = new Set<number>();
  private readonly opened = new Map<number, number>();
  private readonly recorded = new Set<string>();
  private readonly witnesses = new Map<number, Witness[]>();

  /**
   * @param checkpoints those whose signature is ours
   * @param found told of everything that is wrong
   */
  constructor(
    private readonly marks: readonly Mark[],
    private readonly checkpoints: readonly CheckpointContent[],
    private readonly found: (finding: Finding) => void,
  ) {
    for (const { id, lanes } of checkpoints) {
      for (const { lane, position, hash } of lanes) {
        const others = this.witnesses.get(lane) ?? [];
        if (position > 0) this.witnesses.set(lane, [...others, { position, hash, checkpoint: id }]);
      }
    }
  }

  /** The next entry: lane after lane, in each by place. */
  entry(entry: ChainedEntry): void {
    this.entries += 1;
    this.walkOf(entry.lane).entry(entry);
    if (entry.what === CHECKPOINT_WRITTEN) this.recorded.add(entry.subjectId);
    if (entry.what !== LANES_OPENED) return;
    for (const lane of lanesIn(entry.fields)) this.opened.set(lane, (this.opened.get(lane) ?? 0) + 1);
  }

  /** The last place walked of a lane. */
  positionOf(lane: number): number {
    return this.walkOf(lane).position;
  }

  /** A lane has no more entries; `head` was read after the last one. */
  endOf(lane: number, head: LaneHead | null): void {
    this.walkOf(lane).end(head);
    this.walks.delete(lane);
    this.ended.add(lane);
  }

  /**
   * Every lane has ended. `kept` are the checkpoints that stood in the database before the walk, `now` those that do
   * after it, by id.
   */
  finish(kept: readonly string[], now: readonly string[] = kept): void {
    for (const lane of this.witnesses.keys()) if (!this.ended.has(lane)) this.endOf(lane, null);
    this.finishLanes();
    const there = new Set(now);
    for (const id of this.recorded) {
      if (!there.has(id)) this.tell('checkpoint-missing', null, `checkpoint ${id} was written and is gone`);
    }
    for (const id of new Set([...kept, ...this.checkpoints.map((checkpoint) => checkpoint.id)])) {
      if (this.recorded.has(id)) continue;
      this.tell('checkpoint-not-recorded', null, `no entry says that checkpoint ${id} was written`);
    }
  }

  private finishLanes(): void {
    if (this.opened.size === 0 && this.ended.size === 0) {
      this.tell('lane-missing', null, 'there is no audit: everything was taken away, or nothing was begun');
    }
    for (const [lane, times] of this.opened) {
      if (!this.ended.has(lane))
        this.tell('lane-missing', lane, 'was opened and is gone with all its entries');
      if (times > 1)
        this.tell('lane-opened-again', lane, `was opened ${times} times: what it held before is gone`);
    }
    for (const lane of this.ended) {
      if (!this.opened.has(lane))
        this.tell('lane-not-opened', lane, 'no entry says that this lane was opened');
    }
  }

  private walkOf(lane: number): LaneWalk {
    const known = this.walks.get(lane);
    if (known) return known;
    const walk = new LaneWalk(lane, this.marks, this.witnesses.get(lane) ?? [], this.found);
    this.walks.set(lane, walk);
    return walk;
  }

  private tell(kind: FindingKind, lane: number | null, says: string): void {
    this.found({ kind, lane, position: null, entryId: null, says });
  }
}

function lanesIn(fields: string): number[] {
  try {
    const lanes: unknown = JSON.parse(fields);
    return Array.isArray(lanes) ? lanes.map(Number).filter(Number.isSafeInteger) : [];
  } catch {
    return [];
  }
}
