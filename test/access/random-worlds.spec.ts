import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock, type Moment, newId } from '#kernel';
import { temporaryDatabase, type TemporaryDatabase } from '#testkit';
import type { Rewrite } from './planted-hole.js';
import { type Patterns, patterns } from './planted-worlds.js';
import { worlds } from './random-world.js';
import { judge } from './reading-worlds.js';

/** How many worlds are read. */
const WORLDS = 10_000;

/** Enough for each hole to be found in; it is read up to the first. */
const WORLDS_OF_HOLE = 2_000;

describe('the written rule of who may know of a case', () => {
  const clock = new FixedClock('2026-11-23T09:00:00.000Z' as Moment);
  // Another one every time; with the seed that a failure names, the same worlds come again.
  const seed = Number.parseInt(newId().slice(-6), 16);
  let temporary: TemporaryDatabase;
  let from: Patterns;

  beforeAll(async () => {
    temporary = await temporaryDatabase();
    from = await patterns(temporary.database, clock);
  });
  afterAll(() => temporary.remove());

  const judged = (numRuns: number, rewrite?: Rewrite) =>
    judge({ db: temporary.database, clock, from }, fc.sample(worlds, { numRuns, seed }), rewrite);

  it(`is what everybody is shown in ${WORLDS} random worlds, whatever they read and in whatever order`, async () => {
    const { people, shown, hidden, broken } = await judged(WORLDS);
    const said = `${WORLDS} worlds, ${people} people, ${shown + hidden} decisions: ${shown} shown, ${hidden} hidden`;
    process.stdout.write(`${said} (seed ${seed})\n`);
    expect({ seed, first: broken.slice(0, 1) }).toEqual({ seed, first: [] });
    // Neither always yes nor always no: the worlds ask something.
    expect(Math.min(shown, hidden)).toBeGreaterThan(WORLDS);
  }, 600_000);

  // What it is worth: one line of the conditions is taken out, and it must say so.
  const holes: [string, Rewrite][] = [
    ['the exclude list', (sql) => sql.replaceAll("r.kind in ('exclude', 'conflict')", "r.kind = 'conflict'")],
    ['conflicts', (sql) => sql.replaceAll("r.kind in ('exclude', 'conflict')", "r.kind = 'exclude'")],
    ['only-these lists', (sql) => sql.replaceAll("r.kind = 'only_these'", '1 = 0')],
    ['what was lifted', (sql) => sql.replaceAll('r.lifted_at is null and', '')],
    ['the end of a need', (sql) => sql.replaceAll('x.ends_on is null or', '1 = 1 or')],
    ['the agency of a need', (sql) => sql.replaceAll('x.agency_id = ', 'x.agency_id >= ')],
    [
      'the panels that somebody runs',
      (sql) => sql.replaceAll(/("?c"?\."?panel_id"? in \()/gi, '1 = 1 or $1'),
    ],
    ['the panel of an action', (sql) => sql.replaceAll(/a\.panel_id in \(/g, '1 = 1 or a.panel_id in (')],
    ['the agency of an action', (sql) => sql.replaceAll('a.agency_id = ', 'a.agency_id >= ')],
    ['reasons for contact details', (sql) => sql.replaceAll(/ and x\.reason in \([^)]*\)/g, '')],
    ['highly restricted cases', (sql) => sql.replaceAll("'highly_restricted'", "'nothing'")],
    ['the end of break-glass', (sql) => sql.replaceAll('b.ends_at > ', "b.ends_at || 'x' > ")],
    ['the agency of break-glass', (sql) => sql.replaceAll('b.agency_id = p.agency_id', '1 = 1')],
    ['suspended people', (sql) => sql.replaceAll('p.is_active = ', 'p.is_active <= ')],
    ['publishing', (sql) => sql.replaceAll(/"m"\."published_at" is not null/gi, '1 = 1')],
  ];
  it.each(holes)(
    'is seen to be broken when %s no longer counts',
    async (_, rewrite) => {
      const { rewritten, broken } = await judged(WORLDS_OF_HOLE, rewrite);
      expect(rewritten).toBeGreaterThan(0);
      expect(broken.length).toBeGreaterThan(0);
    },
    120_000,
  );
});
