import { AuditCheckpoints, AuditVerification, type ChainReport, type Finding } from '#audit';
import { auditProblems, type AuditProblem } from '#schema';
import { type Command, CommandRefused, type ExitCode } from '../command.js';
import { COMMAND_LINE, withRooms } from '../opened.js';
import { inColumns } from '../terminal.js';

/** Findings that a person gets to read; `--json` has more. */
const MOST_SHOWN = 50;

/** Checks the record of who saw and did what: the chain, and whether its entries can be true. */
export const auditVerify: Command = {
  name: 'audit verify',
  summary: 'Check that no audit entry was changed, taken away or put in, and that each can be true',
  operands: [],
  options: {
    checkpoint: { says: 'A checkpoint that was kept elsewhere, to compare with', value: '<file>' },
    json: { says: 'Print JSON: what was walked, what was found, and how many entries fail each check' },
  },
  notes: [
    'Walks every lane of the chain and compares with the checkpoints in the database and in the folder of checkpoints.',
    'Can be run while Accord is in use. What was done since the newest checkpoint outside of this machine can only be',
    'proven by the chain itself: keep checkpoints elsewhere.',
  ],
  run: ({ terminal, has, value }) =>
    withRooms<ExitCode>(async (rooms, { database, clock, config }) => {
      const chain = await verified(rooms.get(AuditVerification), value('checkpoint'));
      // A clock that is set anew at every start is behind what was recorded before.
      const now = config.clockStartsAt === null ? clock.now() : null;
      const { problems } = await auditProblems(database, now);
      const wrong = problems.filter(({ count }) => count > 0);
      terminal.out(has('json') ? `${JSON.stringify({ ...chain, problems })}\n` : inWords(chain, problems));
      if (chain.found === 0 && wrong.length === 0) return 0;
      const findings = chain.found > 0 ? [`${chain.found} found in the chain`] : [];
      terminal.err(
        `The audit does not hold: ${[...findings, ...wrong.map(({ what }) => what)].join('; ')}.\n`,
      );
      return 1;
    }),
};

/** Writes a checkpoint of the audit now. */
export const auditCheckpoint: Command = {
  name: 'audit checkpoint',
  summary: 'Write down, signed, where the audit stands now, for keeping elsewhere',
  operands: [],
  options: { json: { says: 'Print JSON: its id, moment, number of entries, signature and file' } },
  notes: ['The worker does this once a day. The file holds no names and nothing of any case.'],
  run: ({ terminal, has }) =>
    withRooms<ExitCode>(async (rooms) => {
      const written = await rooms.get(AuditCheckpoints).write(COMMAND_LINE);
      terminal.out(
        has('json')
          ? `${JSON.stringify(written)}\n`
          : `Checkpoint over ${written.entries} entries written: ${written.file}\nKeep a copy on another machine.\n`,
      );
      return 0;
    }),
};

async function verified(verification: AuditVerification, file: string | null): Promise<ChainReport> {
  try {
    return await verification.verify(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || file === null) throw error;
    throw new CommandRefused('The file of the checkpoint cannot be read.');
  }
}

function inWords(chain: ChainReport, problems: readonly AuditProblem[]): string {
  const { entries, lanes, checkpoints, findings, found } = chain;
  const walked = `${entries} entries in ${lanes} ${lanes === 1 ? 'lane' : 'lanes'}, compared with ${checkpoints} checkpoint${checkpoints === 1 ? '' : 's'}.\n`;
  const shown = findings.slice(0, MOST_SHOWN).map(asLine);
  const more = found > shown.length ? `and ${found - shown.length} more\n` : '';
  const chained = found === 0 ? 'The chain holds.\n' : `${inColumns(shown)}${more}`;
  return `${walked}${chained}${inColumns(problems.map(({ what, count }) => [String(count), what]))}`;
}

function asLine({ lane, position, entryId, says }: Finding): string[] {
  const where = [
    lane === null ? 'all' : `lane ${lane}`,
    position === null ? '' : `place ${position}`,
    entryId === null ? '' : `entry ${entryId}`,
  ];
  return [...where, says];
}
