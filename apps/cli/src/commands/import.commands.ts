import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type ImportKind, type ImportReport, Imports, MailboxTasks, ReferralMailbox } from '#imports';
import {
  type Call,
  type Command,
  type CommandOption,
  CommandRefused,
  type ExitCode,
  WrongUsage,
} from '../command.js';
import { contentOf } from '../content-of.js';
import { jsonOf, reportCsv, reportInWords } from '../import-report.js';
import { COMMAND_LINE, withRooms } from '../opened.js';
import { progressOn } from '../terminal.js';

const EXISTING = 'existing-panels-only';
const FOR_TRIAGE = 'for-triage';

const OPTIONS: Record<string, CommandOption> = {
  'dry-run': { says: 'Check every row and report, write nothing' },
  'all-or-nothing': { says: 'Write nothing when a single row is rejected' },
  json: { says: 'Print the report as JSON' },
  report: { says: 'Write the report on every row to a CSV file', value: '<file.csv>' },
  'show-values': { says: 'Show the cells themselves (personal data) in the report' },
  progress: { says: 'Say how far it is even where nobody watches' },
};

const NOTES = [
  'Encoding, separator and headings are recognised. Every row is accepted or rejected with line, field and',
  'reason. Nothing is written until all rows are checked; then all accepted rows are written, or none.',
  'What is in the record already is left as it is: the same file twice changes nothing.',
  'Exit code 1: nothing was written because the file, or every row that matters, was refused.',
];

function importCommand(
  kind: ImportKind,
  summary: string,
  more: Record<string, CommandOption> = {},
  notes: readonly string[] = [],
): Command {
  return {
    name: `import ${kind}`,
    summary,
    operands: ['<file>'],
    options: { ...OPTIONS, ...more },
    notes: [...notes, ...NOTES],
    run: (call) => runImport(kind, call),
  };
}

/** The commands that take files in, in the order in which they build upon each other. */
export const importCommands: readonly Command[] = [
  importCommand('agencies', 'Add the agencies of a CSV file, known by their name'),
  importCommand('people', 'Add the people of a CSV file, known by their e-mail address'),
  importCommand(
    'referrals',
    'Add the referrals of a CSV file to the panels of their kind and area, known by their reference',
    {
      [EXISTING]: { says: 'Reject rows whose kind of panel nobody has set up; else a plain one is made' },
      [FOR_TRIAGE]: { says: 'Nobody has decided on them yet; else they count as taken on by the panel' },
    },
    ['Agencies must be there first, and panels with their areas, chairs and days should be.'],
  ),
  importCommand(
    'actions',
    'Take over a list of agreed actions, known by case, meeting day, agency and text',
    {},
    [
      'Cases and people must be there first. Open actions are chased from now on; what is overdue is brought up once.',
    ],
  ),
  importCommand(
    'incidents',
    'Add the incidents of a CSV file to the logs of their cases, known by case, day and what happened',
    {},
    [
      'Columns: case reference, when, behaviours, channel, place, evidence reference, note; breach and weapon if known.',
      'Cases must be there first. Each incident is looked at for signs of escalation; what is newly found flags its case.',
    ],
  ),
  {
    name: 'import mailbox',
    summary: 'Read the e-mail messages (.eml) of a folder: the referrals attached as CSV go to triage',
    operands: ['<folder>'],
    options: { json: { says: 'Print what was done as JSON' } },
    notes: [
      'A message that was read goes to read/ in the folder; one that a person has to look at goes to for-a-person/.',
      'Each message is dealt with once, known by its content. Exit code 1: messages wait for a person, or failed.',
    ],
    run: readMailbox,
  },
];

async function readMailbox({ operands, terminal, has }: Call): Promise<ExitCode> {
  const folder = resolve(operands[0] ?? '');
  if (!existsSync(folder)) throw new CommandRefused('There is no such folder.');
  const { read, waiting } = await withRooms(async (rooms) => {
    const done = await rooms.get(ReferralMailbox).readFolder(COMMAND_LINE, folder);
    return { read: done, waiting: await rooms.get(MailboxTasks).waiting(COMMAND_LINE, { first: 100 }) };
  });
  const told = waiting.rows.map(({ node: { fileHash, reason, readAt } }) => ({
    ...{ file: `${fileHash}.eml`, readAt, reason },
  }));
  if (has('json')) terminal.out(`${JSON.stringify({ ...read, waiting: told }, null, 2)}\n`);
  else {
    terminal.out(`${read.messages} messages read, ${read.created} referrals in triage.\n`);
    if (read.tooYoung > 0)
      terminal.out(`${read.tooYoung} messages were put there seconds ago: read the folder again.\n`);
    for (const { file, reason } of told)
      terminal.out(`for-a-person/${file}\n  ${reason.replaceAll('\n', '\n  ')}\n`);
  }
  if (told.length > 0)
    terminal.err(
      `${waiting.totalCount} messages wait for a person, who settles them at /referrals/mailbox.\n`,
    );
  if (read.failed > 0)
    terminal.err(`${read.failed} messages could not be dealt with and lie where they lay: try again.\n`);
  return told.length > 0 || read.failed > 0 ? 1 : 0;
}

async function runImport(kind: ImportKind, call: Call): Promise<ExitCode> {
  const { terminal, has, value, operands } = call;
  const file = operands[0] ?? '';
  const reportFile = value('report');
  if (reportFile !== null && resolve(reportFile) === resolve(file)) {
    throw new WrongUsage('The report must not overwrite the file.');
  }
  const bytes = await contentOf(file);
  const tell = progressOn(terminal, has('progress'));
  const result = await withRooms((rooms) =>
    rooms.get(Imports).importFile(COMMAND_LINE, kind, bytes, {
      dryRun: has('dry-run'),
      allOrNothing: has('all-or-nothing'),
      createPanels: !has(EXISTING),
      forTriage: kind === 'referrals' && has(FOR_TRIAGE),
      onProgress: ({ step, done, of }) => tell(step === 'checking' ? 'Checked' : 'Written', done, of),
    }),
  );
  if (!result.ok) throw new CommandRefused(`${result.refusal.message} Nothing was written.`);
  const report = result.value;
  const showValues = has('show-values');
  if (reportFile !== null) await writeFile(reportFile, reportCsv(report, showValues));
  terminal.out(
    has('json')
      ? `${JSON.stringify(jsonOf(report, showValues), null, 2)}\n`
      : reportInWords(report, { file: basename(file), showValues, dryRun: has('dry-run') }),
  );
  return ending(report, call);
}

function ending(report: ImportReport, { has, terminal }: Call): ExitCode {
  if (has('all-or-nothing') && report.rejected > 0) {
    terminal.err(`Refused: ${rowsOf(report.rejected)} rejected, so nothing was written.\n`);
    return 1;
  }
  if (report.rejected > 0 && report.created === 0 && report.unchanged === 0) {
    terminal.err('Refused: every row was rejected, so nothing was written.\n');
    return 1;
  }
  return 0;
}

function rowsOf(count: number): string {
  return count === 1 ? '1 row was' : `${count} rows were`;
}
