import { isEmpty } from '#demo';
import { loadConfig } from '#platform';
import { prepareRecord } from '#schema';
import type { Command, ExitCode } from '../command.js';
import { clockOf, withRecord } from '../opened.js';
import { writeDemo } from './seed.command.js';

const SEED = 'seed-demo-when-empty';

/** Brings the database up to date. */
export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Bring the database up to date, or set up an empty one',
  operands: [],
  options: {
    [SEED]: { says: 'Then write the demo area, if nothing is there yet; never in production' },
    json: { says: 'Print JSON, a line for each step' },
  },
  notes: ['Run it once before the other processes start. A second run changes nothing.'],
  run: async ({ terminal, has }) => {
    const config = loadConfig();
    const names = await prepareRecord(config, clockOf(config));
    if (has('json')) terminal.out(`${JSON.stringify({ migrations: names })}\n`);
    else if (names.length === 0) terminal.out('The database is up to date.\n');
    else terminal.out(names.map((name) => `Done: ${name}\n`).join(''));
    if (!has(SEED) || config.isProduction) return 0;
    return withRecord<ExitCode>(async (opened) => {
      const settings = { scale: 1, json: has('json'), progress: false };
      if (await isEmpty(opened.database)) await writeDemo(opened, settings, terminal);
      return 0;
    });
  },
};
