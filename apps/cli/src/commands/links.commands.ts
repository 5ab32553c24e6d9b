import { basename } from 'node:path';
import { CaseLinking } from '#cases';
import {
  CHECK_AIMS,
  type ImportReport,
  type KindCount,
  type LinkCheck,
  LinkChecks,
  readTruth,
} from '#imports';
import type { Day } from '#kernel';
import { type Call, type Command, CommandRefused, type ExitCode, WrongUsage } from '../command.js';
import { contentOf } from '../content-of.js';
import { COMMAND_LINE, withRooms, withScratchRooms } from '../opened.js';
import { inColumns, progressOn } from '../terminal.js';

const linksBuild: Command = {
  name: 'links build',
  summary: 'Look for the same people in cases from before there were links, or anew by new rules',
  operands: [],
  options: {
    anew: { says: 'Look up everybody again, also who was looked up before' },
    after: { says: 'With --anew: go on behind this person (said when a run stops)', value: '<id>' },
    json: { says: 'Print JSON: how many people were looked up' },
    progress: { says: 'Say how far it is even where nobody watches' },
  },
  notes: [
    'A run that was stopped goes on where it was when it is started again. People can work meanwhile. What somebody',
    'decided about a link stays. No case is flagged by it; what ranks the cases is right from then on.',
  ],
  run: buildRun,
};

const linksCheck: Command = {
  name: 'links check',
  summary: 'Count how well the rules find who is who in a CSV file of made-up referrals',
  operands: [],
  options: {
    file: { says: 'The referrals', value: '<file.csv>' },
    truth: { says: 'What is planted in them', value: '<file.json>' },
    list: { says: 'Name what was missed and what is wrong, by reference' },
    json: { says: 'Print JSON' },
    progress: { says: 'Say how far it is even where nobody watches' },
  },
  notes: [
    'The file is imported into a record of its own that is thrown away, on the way every referral takes. A pair counts as',
    'found when it is connected, or suggested as likely. Precision: how many of the found pairs are true. Recall: how many',
    'of the true pairs are found; "same" of those that are written the same in both places.',
    `Exit code 1 where precision is below ${CHECK_AIMS.precision}, recall below ${CHECK_AIMS.recall} (${CHECK_AIMS.exactRecall} of those written the same), or two are`,
    'connected who must stay apart.',
  ],
  run: checkRun,
};

/** The commands about who is who. */
export const linksCommands: readonly Command[] = [linksBuild, linksCheck];

async function buildRun(call: Call): Promise<ExitCode> {
  const after = call.value('after') ?? '';
  if (after !== '' && !call.has('anew')) throw new WrongUsage('--after goes with --anew only.');
  const tell = progressOn(call.terminal, call.has('progress'));
  return withRooms<ExitCode>(async (rooms) => {
    let last = after;
    try {
      const done = await rooms.get(CaseLinking).enterAll({ anew: call.has('anew'), after }, (progress) => {
        last = progress.last;
        tell('People looked up', progress.done, progress.of);
      });
      const said = done === 0 ? 'Everybody has been looked up already.' : `People looked up: ${done}.`;
      call.terminal.out(call.has('json') ? `${JSON.stringify({ lookedUp: done })}\n` : `${said}\n`);
      return 0;
    } catch (error) {
      if (call.has('anew') && last !== '') call.terminal.err(`Go on with: --anew --after ${last}\n`);
      throw error;
    }
  });
}

async function checkRun(call: Call): Promise<ExitCode> {
  const file = needed(call, 'file');
  const truth = readTruth(Buffer.from(await contentOf(needed(call, 'truth'))).toString('utf8'));
  if (!truth.ok) throw new CommandRefused(truth.refusal.message);
  const bytes = await contentOf(file);
  const tell = progressOn(call.terminal, call.has('progress'));
  const done = await withScratchRooms(truth.value.as_of as Day, (rooms) =>
    rooms
      .get(LinkChecks)
      .check(COMMAND_LINE, bytes, truth.value, ({ step, done: rows, of }) =>
        tell(step === 'checking' ? 'Checked' : 'Connected', rows, of),
      ),
  );
  if (!done.ok) throw new CommandRefused(done.refusal.message);
  const { imported, check } = done.value;
  const report = { file: basename(file), rows: imported.rows.length, rejected: imported.rejected, ...check };
  call.terminal.out(
    call.has('json')
      ? `${JSON.stringify(report, null, 2)}\n`
      : inWords(report.file, imported, check, call.has('list')),
  );
  if (check.isGoodEnough && imported.rejected === 0) return 0;
  call.terminal.err('Refused: the rules fall short of their aims on this file.\n');
  return 1;
}

function needed(call: Call, option: string): string {
  const value = call.value(option);
  if (value === null) throw new WrongUsage(`--${option} is missing.`);
  return value;
}

function inWords(
  file: string,
  imported: ImportReport,
  { kinds, hardNegatives }: LinkCheck,
  list: boolean,
): string {
  const joined = hardNegatives.filter(({ joinedAs }) => joinedAs.length > 0);
  const head = [
    'Kind',
    'Planted',
    'Found',
    'Right',
    'Wrong',
    'Missed',
    'Precision',
    'Recall',
    'Recall, same',
  ];
  const lines = [
    `${file}: ${imported.rows.length} rows, ${imported.created} imported, ${imported.rejected} rejected\n`,
    ...errorsOf(imported),
    '\n',
    inColumns([head, ...kinds.map(rowOf)]),
    `\nLook-alikes kept apart: ${hardNegatives.length - joined.length} of ${hardNegatives.length}\n`,
    ...joined.map(
      ({ id, category, joinedAs }) => `  ${id} ${said(category)}: ${joinedAs.map(said).join(', ')}\n`,
    ),
  ];
  if (list) {
    for (const { kind, missed, wrong } of kinds) {
      lines.push(...missed.map((pair) => `Missed, ${said(kind)}: ${pair}\n`));
      lines.push(...wrong.map((pair) => `Wrong, ${said(kind)}: ${pair}\n`));
    }
  }
  return lines.join('');
}

/** Why rows were turned away; the sentences hold no name. */
function errorsOf({ rows }: ImportReport): string[] {
  const issues = rows.filter(({ status }) => status === 'rejected').flatMap((row) => row.issues);
  const errors = issues.filter(({ severity }) => severity === 'error').map(({ message }) => `  ${message}\n`);
  const rest = errors.length - MOST_ERRORS;
  return [...errors.slice(0, MOST_ERRORS), ...(rest > 0 ? [`  and ${rest} more\n`] : [])];
}

/** Most reasons of rejected rows that are shown. */
const MOST_ERRORS = 10;

function rowOf({ kind, planted, found, right, wrong, missed, ...shares }: KindCount): string[] {
  const counts = [planted, found, right, wrong.length, missed.length].map(String);
  return [said(kind), ...counts, ...[shares.precision, shares.recall, shares.exactRecall].map(rate)];
}

function rate(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}

function said(code: string): string {
  return code.replaceAll('_', ' ');
}
