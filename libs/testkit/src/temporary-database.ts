import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Database, migrate, openDatabase } from '#platform';
import { tables } from '#schema';
import { TEST_KEYS } from './keys.js';

/** A migrated, empty SQLite database of its own, thrown away afterwards. */
export type TemporaryDatabase = { database: Database; folder: string; file: string; remove(): Promise<void> };

let template: Promise<string> | null = null;

/** Migrates once per test file and copies the result: a copy costs a few milliseconds. */
async function templateFile(): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'accord-template-')), 'accord.sqlite');
  await migrate({ kind: 'sqlite', file }, tables, TEST_KEYS);
  return file;
}

/** Opens a fresh migrated database in a folder of its own. */
export async function temporaryDatabase(): Promise<TemporaryDatabase> {
  template ??= templateFile();
  const from = await template;
  const folder = mkdtempSync(join(tmpdir(), 'accord-'));
  const file = join(folder, 'accord.sqlite');
  copyFileSync(from, file);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${file}-wal`);
  const database = await openDatabase({ kind: 'sqlite', file }, tables, TEST_KEYS);
  return {
    database,
    folder,
    file,
    remove: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
