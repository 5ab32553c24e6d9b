import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, type DatabaseAddress } from '#platform';
import { drift } from './drift.js';
import { tables } from './tables.js';
import { TEST_KEYS } from '#testkit';

describe('migrations on SQLite', () => {
  it('build every table from nothing, leave no drift, and do nothing the second time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'accord-'));
    const at: DatabaseAddress = { kind: 'sqlite', file: join(folder, 'accord.sqlite') };
    try {
      expect(await migrate(at, tables, TEST_KEYS)).not.toEqual([]);
      expect(await drift(at)).toEqual([]);
      expect(await migrate(at, tables, TEST_KEYS)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
