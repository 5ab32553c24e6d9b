import { type ChainedEntry, hashAt, isOurs, type LaneHead, type Mark } from './audit-chain.rules.js';

/** What can be wrong with the chain. */
export type FindingKind =
  | 'not-chained'
  | 'changed'
  | 'unproven'
  | 'missing'
  | 'second-at-place'
  | 'head-missing'
  | 'head-changed'
  | 'beyond-head'
  | 'lane-missing'
  | 'lane-not-opened'
  | 'lane-opened-again'
  | 'differs-from-checkpoint'
  | 'cut-after-checkpoint'
  | 'checkpoint-changed'
  | 'checkpoint-of-another-database'
  | 'checkpoint-missing'
  | 'checkpoint-not-recorded';

/** One thing that is wrong: where, and in words for the person who has to look into it. */
export type Finding = {
  kind: FindingKind;
  lane: number | null;
  /** The first place concerned. */
  position: number | null;
  entryId: string | null;
  says: string;
};

/** A place whose hash a checkpoint has seen. */
export type Witness = { position: number; hash: string; checkpoint: string };

/**
 * Walks one lane from its beginning, an entry at a time in the order of their places, and tells what is wrong. Keeps
 * nothing but the last place, so a chain of any length is walked in the same memory.
 */
export class LaneWalk {
  /** The last place walked. */
  position = 0;
  private hash = '';
  /** What the last hash should be by what the entry says; null where that cannot be told. */
  private expected: string | null = '';
  private before: readonly string[] = [''];
  private wasGood = true;
  private lastId: string | null = null;
  private key = 0;
  private readonly unseen = new Map<number, Witness[]>();

  constructor(
    private readonly lane: number,
    private readonly marks: readonly Mark[],
    witnesses: readonly Witness[],
    private readonly found: (finding: Finding) => void,
  ) {
    for (const witness of witnesses) {
      this.unseen.set(witness.position, [...(this.unseen.get(witness.position) ?? []), witness]);
    }
  }

  /** The next entry of the lane. */
  entry(entry: ChainedEntry): void {
    if (entry.position < 1) {
      return this.tell(
        'not-chained',
        entry.position,
        entry.id,
        'stands outside the chain: put in past Accord',
      );
    }
    if (entry.position === this.position) return this.second(entry);
    if (entry.position > this.position + 1) this.gap(entry.position - 1);
    else
      this.before = [
        this.hash,
        ...(this.expected === null || this.expected === this.hash ? [] : [this.expected]),
      ];
    this.check(entry);
    this.position = entry.position;
    this.lastId = entry.id;
    this.compare(entry.position, entry.hash, entry.id);
  }

  /** After the last entry: the end of the lane as it is kept, read after the entries; null when it is not there. */
  end(head: LaneHead | null): void {
    if (head === null)
      this.tell('head-missing', this.position, null, 'the end of the lane is not kept any more');
    else this.checkHead(head);
    for (const witnesses of this.unseen.values()) {
      for (const { position, checkpoint } of witnesses.slice(0, 1)) {
        const says = `checkpoint ${checkpoint} saw an entry here, which is gone; the lane now ends at ${this.position}`;
        this.tell('cut-after-checkpoint', position, null, says);
      }
    }
  }

  private checkHead(head: LaneHead): void {
    if (!isOurs(this.marks, head)) {
      this.tell(
        'head-changed',
        head.position,
        null,
        'the end of the lane was set by somebody without the key',
      );
    }
    if (head.position > this.position) {
      const from = this.position + 1;
      const says = `${places(from, head.position)} at the end of the lane: taken away`;
      this.tell('missing', from, null, says);
    } else if (head.position < this.position) {
      const from = head.position + 1;
      const says = `${places(from, this.position)} beyond the end of the lane: the end was set back or entries put in`;
      this.tell('beyond-head', from, this.lastId, says);
    } else if (head.hash !== this.hash) {
      this.tell(
        'head-changed',
        head.position,
        this.lastId,
        'the end of the lane is not the hash of the last entry',
      );
    }
  }

  private gap(to: number): void {
    const from = this.position + 1;
    this.tell('missing', from, null, `${places(from, to)}: taken away`);
    for (const position of [...this.unseen.keys()]) if (position <= to) this.unseen.delete(position);
    this.before = [];
  }

  /** Checks an entry against what may stand before it. After a break its neighbour cannot be proven by itself. */
  private check(entry: ChainedEntry): void {
    const isGood = this.proves(entry);
    if (!isGood && this.before.length > 0) {
      if (this.wasGood) this.tell('changed', entry.position, entry.id, CHANGED);
      else this.tell('unproven', entry.position, entry.id, 'was changed, or the entry before it was');
    }
    const [first] = this.before;
    this.expected = first === undefined ? null : this.marked(first, entry);
    this.wasGood = isGood || this.before.length === 0;
    this.hash = entry.hash;
  }

  private second(entry: ChainedEntry): void {
    const isGood = this.proves(entry);
    const says = 'a second entry at this place: one of them was put in';
    this.tell('second-at-place', entry.position, entry.id, says);
    if (!isGood || this.wasGood) return;
    [this.hash, this.expected, this.wasGood, this.lastId] = [entry.hash, entry.hash, true, entry.id];
  }

  /** Whether the hash is ours. A lane goes from one key to a later one and never back. */
  private proves(entry: ChainedEntry): boolean {
    for (let key = this.key; key < this.marks.length; key += 1) {
      const isGood = this.before.some(
        (before) =>
          hashAt(this.marks[key]!, before, { lane: this.lane, position: entry.position }, entry) ===
          entry.hash,
      );
      if (!isGood) continue;
      this.key = key;
      return true;
    }
    return false;
  }

  private marked(before: string, entry: ChainedEntry): string {
    return hashAt(this.marks[this.key]!, before, { lane: this.lane, position: entry.position }, entry);
  }

  private compare(position: number, hash: string, id: string): void {
    const witnesses = this.unseen.get(position);
    if (!witnesses) return;
    this.unseen.delete(position);
    const other = witnesses.find((witness) => witness.hash !== hash);
    if (!other) return;
    const says = `is not the entry that checkpoint ${other.checkpoint} saw here`;
    this.tell('differs-from-checkpoint', position, id, says);
  }

  private tell(kind: FindingKind, position: number, entryId: string | null, says: string): void {
    this.found({ kind, lane: this.lane, position, entryId, says });
  }
}

const CHANGED = 'is not what was recorded at this place: changed, moved or put in';

function places(from: number, to: number): string {
  return from === to ? `place ${from}` : `places ${from} to ${to}`;
}
