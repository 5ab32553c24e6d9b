import { readFileSync } from 'node:fs';
import { parseDay, type Day } from '#kernel';
import type { KnownAgency } from '#imports';
// Not by the front door: the specs of rules should not load the whole room.
import { readAgencies } from '../../libs/imports/src/agency-rows.rules.js';

/** The day the fixtures are seen from. */
export const AS_OF = parseDay('2026-11-23') as Day;

/** The bytes of a fixture file. */
export function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
}

/** The sixteen agencies of the fixtures, as if they were stored. */
export function fixtureAgencies(): KnownAgency[] {
  const read = readAgencies(fixture('agencies.csv'), { asOf: AS_OF });
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value.rows.map((row) => ({ id: `agency-${row.row}`, name: row.values!.agency }));
}
