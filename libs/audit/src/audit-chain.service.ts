import { Fault, type Moment, newId } from '#kernel';
import type { Database } from '#platform';
import {
  chained,
  type ChainedEntry,
  CONTENT_COLUMNS,
  type EntryContent,
  headMark,
  isOurs,
  type LaneHead,
  LANES_OPENED,
} from './audit-chain.rules.js';
import type { AuditAct } from './audit-entry.entity.js';
import type { AuditKeys } from './audit-keys.js';

/** Most entries in one statement. */
const AT_ONCE = 2000;

const COLUMNS = [...CONTENT_COLUMNS, ['lane', 'lane'], ['position', 'position'], ['hash', 'hash']] as const;
const NUMBERS = ['lane', 'position'];

/**
 * Writes entries into the chain. There are several lanes, each a chain of its own, so that transactions do not wait
 * for each other: one takes a lane that is free at that moment, at its very end, and gives it back by its commit.
 */
export class AuditChain {
  private turn = Math.floor(Math.random() * 64);
  /** Lanes whose end was set by somebody without the key: left as they are, for whoever looks into it. */
  private readonly spoilt = new Set<number>();
  /** On SQLite: the end that we wrote last. */
  private left: LaneHead | null = null;

  constructor(
    private readonly db: Database,
    private readonly keys: AuditKeys,
    private readonly lanes: number,
  ) {}

  /** Puts acts behind the end of a lane. Inside a transaction, as the last thing in it. */
  async append(acts: readonly AuditAct[]): Promise<void> {
    const entries = acts.map(contentOf);
    // SQLite has one writer, so the end is mostly where we left it; whether it is, the update tells.
    if (this.left && (await this.write(this.left, entries))) return;
    if (!(await this.write(await this.takeLane(acts[0]!.at), entries))) throw new Fault(NOT_HELD);
  }

  /**
   * Opens the lanes that are set and not there yet. The first time it also takes into the chain what was recorded
   * before there was one: those entries are vouched for from now on, not for the time before.
   */
  begin(at: Moment): Promise<void> {
    return this.db.transaction(async () => {
      if (this.db.dialect === 'postgres') {
        await this.db.change(`select pg_advisory_xact_lock(hashtext('audit_lane'))`);
      }
      const there = await this.db.query<{ lane: number }>('select lane from audit_lane');
      const missing = Array.from({ length: this.lanes }, (_, lane) => lane).filter(
        (lane) => !there.some((one) => one.lane === lane),
      );
      if (missing.length === 0) return;
      const old = there.length === 0 ? await this.adopt() : { position: 0, hash: '' };
      for (const lane of missing) {
        const end = lane === 0 ? { lane, ...old } : { lane, position: 0, hash: '' };
        await this.db.change(
          'insert into audit_lane (lane, position, hash, mark) values (:lane, :position, :hash, :mark)',
          { ...end, mark: headMark(this.keys.mark, end) },
        );
      }
      await this.append([openingOf(missing, at)]);
    });
  }

  /** Chains the entries from before, in the order that the migration gave them; gives the end. */
  private async adopt(): Promise<{ position: number; hash: string }> {
    const end = { lane: 0, position: 0, hash: '' };
    for (;;) {
      const found = await this.db.query<ChainedEntry>(
        `select ${READING} from audit_entry where lane = 0 and position > :position order by position limit ${AT_ONCE}`,
        { position: end.position },
      );
      if (found.length === 0) return end;
      const { rows, head } = chained(this.keys.mark, end, found);
      await this.db.change(
        `update audit_entry set hash = r.hash from (${this.rowsOf(HASHES)}) r where r.id = audit_entry.id`,
        { rows: JSON.stringify(rows.map(({ id, hash }) => ({ id, hash }))) },
      );
      Object.assign(end, head);
    }
  }

  /** Takes a lane that nobody holds; when all are held, waits for one. */
  private async takeLane(at: Moment): Promise<LaneHead> {
    for (;;) {
      const end = (await this.freeLane('skip locked')) ?? (await this.freeLane(''));
      if (!end) {
        if (this.spoilt.size > 0) throw new Fault(NO_LANE);
        await this.begin(at);
      } else if (isOurs(this.keys.marks, end)) return end;
      else this.spoilt.add(end.lane);
    }
  }

  private async freeLane(held: 'skip locked' | ''): Promise<LaneHead | undefined> {
    this.turn = (this.turn + 1) % this.lanes;
    const lock = this.db.dialect === 'postgres' ? `for update ${held}` : '';
    const spoilt =
      this.spoilt.size > 0 ? `where lane not in (${[...this.spoilt].map(Number).join(', ')})` : '';
    const [end] = await this.db.query<LaneHead>(
      `select lane, position, hash, mark from audit_lane ${spoilt}
        order by (lane + :turn) % :lanes, lane limit 1 ${lock}`,
      { turn: this.turn, lanes: this.lanes },
    );
    return end;
  }

  /** Moves the end of a lane and writes what stands before the new end. False when the end is not there any more. */
  private async write(end: LaneHead, entries: readonly EntryContent[]): Promise<boolean> {
    const { rows, head } = chained(this.keys.mark, end, entries);
    const move = `update audit_lane set position = :position, hash = :hash, mark = :mark
      where lane = :lane and position = :was and mark = :seen returning lane`;
    const moving = { ...head, was: end.position, seen: end.mark };
    const names = COLUMNS.map(([column]) => column).join(', ');
    const insert = `insert into audit_entry (${names}) ${this.rowsOf(COLUMNS)}`;
    const parts = portions(rows).map((some) => ({ rows: JSON.stringify(some) }));
    if (this.db.dialect === 'postgres') {
      const [first, ...more] = parts;
      await this.db.change(`with moved as (${move}) ${insert}`, { ...moving, ...first });
      for (const part of more) await this.db.change(insert, part);
      return true;
    }
    if ((await this.db.change(move, moving)).length === 0) {
      this.left = null;
      return false;
    }
    for (const part of parts) await this.db.change(insert, part);
    this.db.afterCommit(() => (this.left = head));
    return true;
  }

  /** Rows given as one JSON parameter `:rows`, as a select. */
  private rowsOf(columns: readonly (readonly [string, string])[]): string {
    if (this.db.dialect === 'postgres') {
      const typed = columns.map(([, name]) => `"${name}" ${NUMBERS.includes(name) ? 'integer' : 'text'}`);
      const taken = columns.map(([column, name]) => `r."${name}" as ${column}`);
      return `select ${taken.join(', ')} from json_to_recordset(cast(:rows as json)) as r(${typed.join(', ')})`;
    }
    const taken = columns.map(([column, name]) => `json_extract(value, '$.${name}') as ${column}`);
    return `select ${taken.join(', ')} from json_each(:rows)`;
  }
}

const NO_LANE =
  'No lane of the audit can be written: AUDIT_KEY is another one than before, or the lanes were changed from outside';

const NOT_HELD = 'A lane of the audit was moved while it was held';

function portions<T>(rows: readonly T[]): T[][] {
  const count = Math.ceil(rows.length / AT_ONCE);
  return Array.from({ length: count }, (_, n) => rows.slice(n * AT_ONCE, (n + 1) * AT_ONCE));
}

const HASHES = [
  ['id', 'id'],
  ['hash', 'hash'],
] as const;

/** Every column of an entry under the name of its property, `fields` as text. */
export const READING = COLUMNS.map(([column, name]) => `${column} as "${name}"`).join(', ');

function contentOf(act: AuditAct): EntryContent {
  return { ...act, fields: JSON.stringify(act.fields) };
}

function openingOf(lanes: readonly number[], at: Moment): AuditAct {
  return {
    id: newId(),
    at,
    personId: null,
    agencyId: null,
    actingAs: 'audit',
    what: LANES_OPENED,
    subjectId: 'audit',
    caseId: null,
    fields: lanes.map(String),
    requestId: null,
    sessionId: null,
    why: null,
  };
}
