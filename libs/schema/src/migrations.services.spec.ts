import { describe, expect, it } from '@jest/globals';
import { migrate } from '#platform';
import { drift } from './drift.js';
import { tables } from './tables.js';

const url = 'postgres://postgres@127.0.0.1/accord_drift';
describe('migrations on PostgreSQL', () => {
  it('build every table from nothing, leave no drift, and do nothing the second time', async () => {
    const at = { kind: 'postgres', url } as const;
    expect(await migrate(at, tables)).not.toEqual([]);
    expect(await drift(at)).toEqual([]);
    expect(await migrate(at, tables)).toEqual([]);
  });
});
