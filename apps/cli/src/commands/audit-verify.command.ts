import { auditProblems } from '#schema';
import type { Command, ExitCode } from '../command.js';
import { withRecord } from '../opened.js';
import { inColumns } from '../terminal.js';

/** Checks the record of who saw and did what. */
export const auditVerify: Command = {
  name: 'audit verify',
  summary:
    'Check that every audit entry is whole: its person and case exist, its time is past and well formed',
  operands: [],
  options: { json: { says: 'Print JSON: entries, and how many fail each check' } },
  notes: [
    'It finds entries that cannot be true. It cannot tell whether an entry was taken away or rewritten.',
  ],
  run: ({ terminal, has }) =>
    withRecord<ExitCode>(async ({ database, clock, config }) => {
      // A clock that is set anew at every start is behind what was recorded before.
      const now = config.clockStartsAt === null ? clock.now() : null;
      const { entries, problems } = await auditProblems(database, now);
      const found = problems.filter(({ count }) => count > 0);
      if (has('json')) terminal.out(`${JSON.stringify({ entries, problems })}\n`);
      else {
        terminal.out(`${entries} entries.\n`);
        terminal.out(inColumns(problems.map(({ what, count }) => [String(count), what])));
      }
      if (found.length === 0) return 0;
      terminal.err(`The audit does not hold: ${found.map(({ what }) => what).join('; ')}.\n`);
      return 1;
    }),
};
