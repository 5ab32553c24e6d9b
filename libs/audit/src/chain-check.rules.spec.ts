import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Moment } from '#kernel';
import {
  chained,
  type ChainedEntry,
  CHECKPOINT_WRITTEN,
  type CheckpointContent,
  CONTENT_COLUMNS,
  type EntryContent,
  headMark,
  type LaneHead,
  LANES_OPENED,
  type Mark,
} from './audit-chain.rules.js';
import { ChainCheck } from './chain-check.rules.js';
import type { Finding } from './lane-walk.rules.js';

const markBy =
  (key: string): Mark =>
  (text) =>
    createHmac('sha256', key).update(text).digest('base64url');
const OURS = markBy('ours');
const THEIRS = markBy('theirs');

type Kept = { rows: ChainedEntry[]; heads: LaneHead[]; checkpoints: CheckpointContent[]; kept: string[] };

const entry = (id: string, more: Partial<EntryContent> = {}): EntryContent => ({
  id,
  at: '2026-11-23T09:00:00.000Z',
  personId: 'person-1',
  agencyId: 'agency-1',
  actingAs: 'chair',
  what: 'case:read',
  subjectId: `subject of ${id}`,
  caseId: 'case-1',
  fields: '["state"]',
  requestId: null,
  sessionId: 'session-1',
  why: null,
  ...more,
});

/** Three lanes with 40 entries each, a checkpoint after 30 and what is recorded of both. */
function aChain(marks: readonly Mark[] = [OURS], lanes = 3, length = 40): Kept {
  const rows: ChainedEntry[] = [];
  const ends = Array.from({ length: lanes }, (_, lane) => ({ lane, position: 0, hash: '' }));
  let heads: LaneHead[] = ends.map((end) => ({ ...end, mark: headMark(marks[0]!, end) }));
  const append = (mark: Mark, lane: number, ...entries: EntryContent[]) => {
    const made = chained(mark, heads[lane]!, entries);
    rows.push(...made.rows);
    heads = heads.map((head) => (head.lane === lane ? made.head : head));
  };
  const fields = JSON.stringify(ends.map(({ lane }) => `${lane}`));
  append(marks[0]!, 0, entry('opening', { what: LANES_OPENED, fields, personId: null }));
  const some = (from: number, to: number, mark: Mark) => {
    for (let n = from; n < to; n += 1) for (const { lane } of ends) append(mark, lane, entry(`${lane}-${n}`));
  };
  some(0, length * 0.75, marks[0]!);
  const at = '2026-11-23T10:00:00.000Z' as Moment;
  const seen = heads.map(({ lane, position, hash }) => ({ lane, position, hash }));
  const checkpoint = {
    version: 2 as const,
    id: 'checkpoint-1',
    at,
    database: null,
    entries: rows.length,
    lanes: seen,
  };
  append(marks[0]!, lanes - 1, entry('noted', { what: CHECKPOINT_WRITTEN, subjectId: checkpoint.id }));
  some(length * 0.75, length, marks.at(-1)!);
  return { rows, heads, checkpoints: [checkpoint], kept: [checkpoint.id] };
}

/** Walks a kept chain as it is done with the database. */
function findingsOf({ rows, heads, checkpoints, kept }: Kept, marks: readonly Mark[] = [OURS]): Finding[] {
  const findings: Finding[] = [];
  const check = new ChainCheck(marks, checkpoints, (finding) => void findings.push(finding));
  const lanes = [...new Set([...rows, ...heads].map(({ lane }) => lane))].sort((a, b) => a - b);
  for (const lane of lanes) {
    const own = rows.filter((row) => row.lane === lane).sort((a, b) => a.position - b.position);
    for (const row of own) check.entry(row);
    check.endOf(lane, heads.find((head) => head.lane === lane) ?? null);
  }
  check.finish(kept);
  return findings;
}

const at = (kept: Kept, n: number): ChainedEntry => kept.rows[n % kept.rows.length]!;
const replaced = (kept: Kept, old: ChainedEntry, now: ChainedEntry): Kept => ({
  ...kept,
  rows: kept.rows.map((row) => (row === old ? now : row)),
});
const names = (findings: Finding[], place: { lane: number; position: number }, id?: string): boolean =>
  findings.some(
    ({ lane, position, entryId }) => lane === place.lane && (position === place.position || entryId === id),
  );

/** A tampering: what it does, and whether what was found names it. `n` and `m` choose the place. */
type Tampering = (
  kept: Kept,
  n: number,
  m: number,
) => { now: Kept; isNamed: (findings: Finding[]) => boolean };

const TAMPERINGS: Record<string, Tampering> = {
  'a column changed': (kept, n, m) => {
    const old = at(kept, n);
    const columns = [...CONTENT_COLUMNS.map(([, name]) => name), 'hash' as const];
    const column = columns[m % columns.length]!;
    const now = replaced(kept, old, { ...old, [column]: `${String(old[column])}x` });
    return { now, isNamed: (found) => names(found, old, `${old.id}x`) };
  },
  'a column emptied': (kept, n, m) => {
    const old = at(kept, n);
    const column = (['personId', 'agencyId', 'caseId', 'sessionId'] as const)[m % 4]!;
    const other = old[column] === null ? 'somebody' : null;
    return { now: replaced(kept, old, { ...old, [column]: other }), isNamed: (found) => names(found, old) };
  },
  'changed and hashed with another key': (kept, n) => {
    const old = at(kept, n);
    const before = kept.rows.find((row) => row.lane === old.lane && row.position === old.position - 1);
    const end = { lane: old.lane, position: old.position - 1, hash: before?.hash ?? '' };
    const [forged] = chained(THEIRS, end, [{ ...old, personId: 'person-2' }]).rows;
    return { now: replaced(kept, old, forged!), isNamed: (found) => names(found, old, old.id) };
  },
  'removed, anywhere but at the end': (kept, n) => {
    const old = at(kept, n);
    const last = kept.heads.find((head) => head.lane === old.lane)!.position;
    const gone = old.position === last ? kept.rows.find((row) => row.lane === old.lane)! : old;
    const now = { ...kept, rows: kept.rows.filter((row) => row !== gone) };
    return { now, isNamed: (found) => found.some((one) => one.kind === 'missing' && names([one], gone)) };
  },
  'a stretch removed and the rest moved up': (kept, n, m) => {
    const lane = n % 3;
    const [from, count] = [2 + (m % 30), 1 + (n % 5)];
    const rows = kept.rows
      .filter((row) => row.lane !== lane || row.position < from || row.position >= from + count)
      .map((row) =>
        row.lane === lane && row.position >= from ? { ...row, position: row.position - count } : row,
      );
    return { now: { ...kept, rows }, isNamed: (found) => names(found, { lane, position: from }) };
  },
  'a forged row at a place that is taken': (kept, n, m) => {
    const old = at(kept, n);
    const forged = { ...old, id: `forged-${m}`, personId: 'person-2' };
    const now = { ...kept, rows: [...kept.rows, forged] };
    return { now, isNamed: (found) => names(found, old, forged.id) };
  },
  'a forged row behind the end': (kept, n, m) => {
    const head = kept.heads[n % 3]!;
    const [forged] = chained(THEIRS, head, [entry(`forged-${m}`)]).rows;
    const now = { ...kept, rows: [...kept.rows, forged!] };
    return { now, isNamed: (found) => names(found, forged!, forged!.id) };
  },
  'a forged row with its end moved along': (kept, n, m) => {
    const head = kept.heads[n % 3]!;
    const made = chained(THEIRS, head, [entry(`forged-${m}`)]);
    const heads = kept.heads.map((one) => (one === head ? made.head : one));
    const now = { ...kept, rows: [...kept.rows, ...made.rows], heads };
    return { now, isNamed: (found) => names(found, made.rows[0]!, made.rows[0]!.id) };
  },
  'a row put in outside the chain': (kept, n, m) => {
    const forged = { ...entry(`forged-${m}`), lane: n % 3, position: 0, hash: '' };
    const now = { ...kept, rows: [...kept.rows, forged] };
    return { now, isNamed: (found) => found.some(({ entryId }) => entryId === forged.id) };
  },
  'two rows swapped': (kept, n, m) => {
    const one = at(kept, n);
    const others = kept.rows.filter((row) => row !== one);
    const other = others[m % others.length]!;
    const place = ({ lane, position }: ChainedEntry) => ({ lane, position });
    const rows = kept.rows.map((row) =>
      row === one ? { ...row, ...place(other) } : row === other ? { ...row, ...place(one) } : row,
    );
    return { now: { ...kept, rows }, isNamed: (found) => names(found, one) && names(found, other) };
  },
  'contents of two rows swapped under their hashes': (kept, n, m) => {
    const one = at(kept, n);
    const others = kept.rows.filter((row) => row !== one);
    const other = others[m % others.length]!;
    const under = (row: ChainedEntry, content: ChainedEntry) => ({
      ...content,
      lane: row.lane,
      position: row.position,
      hash: row.hash,
    });
    const rows = kept.rows.map((row) =>
      row === one ? under(one, other) : row === other ? under(other, one) : row,
    );
    return { now: { ...kept, rows }, isNamed: (found) => names(found, one) && names(found, other) };
  },
  'moved to the end of another lane': (kept, n) => {
    const old = at(kept, n);
    const head = kept.heads[(old.lane + 1) % 3]!;
    const moved = { ...old, lane: head.lane, position: head.position + 1 };
    return {
      now: replaced(kept, old, moved),
      isNamed: (found) => names(found, moved, old.id) && names(found, old),
    };
  },
  'doubled as it is': (kept, n) => {
    const old = at(kept, n);
    const now = { ...kept, rows: [...kept.rows, { ...old }] };
    return {
      now,
      isNamed: (found) => found.some((one) => one.kind === 'second-at-place' && names([one], old)),
    };
  },
  'doubled at the end under another id': (kept, n, m) => {
    const old = at(kept, n);
    const head = kept.heads[old.lane]!;
    const copy = { ...old, id: `copy-${m}`, position: head.position + 1 };
    return { now: { ...kept, rows: [...kept.rows, copy] }, isNamed: (found) => names(found, copy, copy.id) };
  },
  'the tail cut off': (kept, n, m) => {
    const head = kept.heads[n % 3]!;
    const from = head.position - (m % 20);
    const rows = kept.rows.filter((row) => row.lane !== head.lane || row.position < from);
    return {
      now: { ...kept, rows },
      isNamed: (found) =>
        found.some((one) => one.kind === 'missing' && names([one], { ...head, position: from })),
    };
  },
  'the tail cut off and the end set back without the key': (kept, n, m) => {
    const head = kept.heads[n % 3]!;
    const position = head.position - 1 - (m % 20);
    const last = kept.rows.find((row) => row.lane === head.lane && row.position === position)!;
    const end = { lane: head.lane, position, hash: last.hash };
    const heads = kept.heads.map((one) => (one === head ? { ...end, mark: headMark(THEIRS, end) } : one));
    const rows = kept.rows.filter((row) => row.lane !== head.lane || row.position <= position);
    return {
      now: { ...kept, rows, heads },
      isNamed: (found) => found.some((one) => one.kind === 'head-changed' && one.lane === head.lane),
    };
  },
  'the tail cut off past a checkpoint and the end of that time put back': (kept, n, m) => {
    const { lane, position: seen } = kept.checkpoints[0]!.lanes[n % 3]!;
    const position = seen - 1 - (m % 20);
    const last = kept.rows.find((row) => row.lane === lane && row.position === position)!;
    const end = { lane, position, hash: last.hash };
    // An old row of the lane that somebody kept: the mark is ours.
    const heads = kept.heads.map((one) => (one.lane === lane ? { ...end, mark: headMark(OURS, end) } : one));
    const rows = kept.rows.filter((row) => row.lane !== lane || row.position <= position);
    return {
      now: { ...kept, rows, heads },
      isNamed: (found) =>
        found.some(
          (one) => one.kind === 'cut-after-checkpoint' && one.lane === lane && one.position === seen,
        ),
    };
  },
  'cut past a checkpoint, put back and written on': (kept, n, m) => {
    const { lane, position: seen } = kept.checkpoints[0]!.lanes[n % 3]!;
    const position = seen - 1 - (m % 10);
    const last = kept.rows.find((row) => row.lane === lane && row.position === position)!;
    const more = Array.from({ length: 15 }, (_, more) => entry(`later-${more}`));
    const made = chained(OURS, { lane, position, hash: last.hash }, more);
    const heads = kept.heads.map((one) => (one.lane === lane ? made.head : one));
    const rows = [...kept.rows.filter((row) => row.lane !== lane || row.position <= position), ...made.rows];
    return {
      now: { ...kept, rows, heads },
      isNamed: (found) =>
        found.some(
          (one) => one.kind === 'differs-from-checkpoint' && one.lane === lane && one.position === seen,
        ),
    };
  },
  'the end set back alone': (kept, n, m) => {
    const head = kept.heads[n % 3]!;
    const position = head.position - 1 - (m % 20);
    const last = kept.rows.find((row) => row.lane === head.lane && row.position === position)!;
    const end = { lane: head.lane, position, hash: last.hash };
    const heads = kept.heads.map((one) => (one === head ? { ...end, mark: headMark(OURS, end) } : one));
    return {
      now: { ...kept, heads },
      isNamed: (found) =>
        found.some((one) => one.kind === 'beyond-head' && names([one], { ...head, position: position + 1 })),
    };
  },
  'the end of a lane changed': (kept, n, m) => {
    const head = kept.heads[n % 3]!;
    const other = [
      { ...head, position: head.position + 1 },
      { ...head, hash: `${head.hash}x` },
      { ...head, mark: `${head.mark}x` },
    ][m % 3]!;
    const heads = kept.heads.map((one) => (one === head ? other : one));
    return {
      now: { ...kept, heads },
      isNamed: (found) => found.some((one) => one.kind === 'head-changed' && one.lane === head.lane),
    };
  },
  'the end of a lane taken away': (kept, n) => ({
    now: { ...kept, heads: kept.heads.filter(({ lane }) => lane !== n % 3) },
    isNamed: (found) => found.some((one) => one.kind === 'head-missing' && one.lane === n % 3),
  }),
  'a whole lane taken away': (kept, n) => {
    const lane = 1 + (n % 2);
    const now = {
      ...kept,
      rows: kept.rows.filter((row) => row.lane !== lane),
      heads: kept.heads.filter((head) => head.lane !== lane),
      checkpoints: [],
      kept: lane === 2 ? [] : kept.kept,
    };
    return { now, isNamed: (found) => found.some((one) => one.kind === 'lane-missing' && one.lane === lane) };
  },
  'a lane put in': (kept, n) => {
    const lane = 3 + (n % 5);
    const made = chained(OURS, { lane, position: 0, hash: '' }, [entry('elsewhere')]);
    const now = { ...kept, rows: [...kept.rows, ...made.rows], heads: [...kept.heads, made.head] };
    return {
      now,
      isNamed: (found) => found.some((one) => one.kind === 'lane-not-opened' && one.lane === lane),
    };
  },
  'a checkpoint taken away': (kept) => ({
    now: { ...kept, checkpoints: [], kept: [] },
    isNamed: (found) =>
      found.some((one) => one.kind === 'checkpoint-missing' && one.says.includes('checkpoint-1')),
  }),
};

describe('the check of the chain', () => {
  it('finds nothing wrong in a chain that nobody touched', () => {
    expect(findingsOf(aChain())).toEqual([]);
    expect(findingsOf(aChain([OURS], 1, 400))).toEqual([]);
  });

  it('finds nothing wrong where the key was changed on the way, and everything where a key is not given', () => {
    expect(findingsOf(aChain([THEIRS, OURS]), [THEIRS, OURS])).toEqual([]);
    expect(findingsOf(aChain([THEIRS, OURS]), [OURS]).length).toBeGreaterThan(0);
    expect(findingsOf(aChain([OURS]), [THEIRS]).length).toBeGreaterThan(0);
  });

  it('names each of more than a thousand random tamperings', () => {
    const chain = aChain();
    const tried = new Map<string, number>();
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(TAMPERINGS)),
        fc.nat(10_000),
        fc.nat(10_000),
        (kind, n, m) => {
          const { now, isNamed } = TAMPERINGS[kind]!(chain, n, m);
          expect({ kind, found: isNamed(findingsOf(now)) }).toEqual({ kind, found: true });
          tried.set(kind, (tried.get(kind) ?? 0) + 1);
        },
      ),
      { numRuns: 1200, seed: 20_261_123 },
    );
    expect([...tried.keys()].sort()).toEqual(Object.keys(TAMPERINGS).sort());
  });

  it('blames nobody but the row that was changed', () => {
    fc.assert(
      fc.property(fc.nat(119), fc.boolean(), (n, isHash) => {
        const chain = aChain();
        const old = at(chain, n + 1);
        const now = isHash ? { ...old, hash: 'x' } : { ...old, personId: 'person-2' };
        const findings = findingsOf({
          ...replaced(chain, old, now),
          checkpoints: [],
          kept: ['checkpoint-1'],
        });
        const isLast = chain.heads.some(({ hash }) => hash === old.hash);
        expect(findings.map(({ kind }) => kind)).toEqual(
          isHash && isLast ? ['changed', 'head-changed'] : ['changed'],
        );
        expect(findings[0]!.entryId).toBe(old.id);
      }),
      { numRuns: 50 },
    );
  });

  it('says so where there is nothing at all', () => {
    expect(findingsOf({ rows: [], heads: [], checkpoints: [], kept: [] })).toMatchObject([
      { kind: 'lane-missing', lane: null },
    ]);
    const found = findingsOf({ ...aChain(), rows: [], heads: [] });
    expect(found.filter(({ kind }) => kind === 'cut-after-checkpoint').map(({ lane }) => lane)).toEqual([
      0, 1, 2,
    ]);
  });
});
