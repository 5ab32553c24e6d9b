import { auditOf } from '#audit';
import { CaseLinking } from '#cases';
import { isEmpty, seedDemo } from '#demo';
import { type Command, CommandRefused, type ExitCode, WrongUsage } from '../command.js';
import { type Opened, together, withRecord } from '../opened.js';
import { inColumns, progressOn, type Terminal } from '../terminal.js';

/** Up to so many areas, links are found at once; for more, that is a step of its own. */
const MOST_LINKED = 5;

/** The largest demo: about 150 cases for each of these. */
const LARGEST_SCALE = 1000;

/** Writes the demo area into an empty database. */
export const seed: Command = {
  name: 'seed',
  summary: 'Write the synthetic demo area into an empty database (not in production)',
  operands: [],
  options: {
    scale: { says: `How many areas of about 150 cases, 1 to ${LARGEST_SCALE} (default 1)`, value: '<n>' },
    json: { says: 'Print JSON: how many rows of each kind were written' },
    progress: { says: 'Say how far it is even where nobody watches' },
  },
  notes: [
    'Everything in it is made up, and it is the same every time. Each area is written whole, or not at all; after a break, begin again with an empty database.',
  ],
  run: (call) => {
    const scale = scaleOf(call.value('scale'));
    return withRecord<ExitCode>(async (opened) => {
      if (!(await isEmpty(opened.database))) {
        throw new CommandRefused(
          'There is something in the database already. The demo is written into an empty one.',
        );
      }
      await writeDemo(
        opened,
        { scale, json: call.has('json'), progress: call.has('progress') },
        call.terminal,
      );
      return 0;
    });
  },
};

/** Writes the demo and says what was written. Throws {@link CommandRefused} in production. */
export async function writeDemo(
  opened: Opened,
  { scale, json, progress }: { scale: number; json: boolean; progress: boolean },
  terminal: Terminal,
): Promise<void> {
  const { config, database, clock } = opened;
  refuseInProduction(config);
  const tell = progressOn(terminal, progress);
  const onProgress = (done: number, of: number) => tell('Areas written', done, of);
  const summary = await seedDemo(database, clock, auditOf(config, database, clock), {
    scale,
    onProgress,
  });
  if (scale <= MOST_LINKED) await together(opened, (rooms) => rooms.get(CaseLinking).enterAll());
  else terminal.err('To find the same people in several cases, run next: npm run accord -- links build\n');
  terminal.out(
    json
      ? `${JSON.stringify(summary)}\n`
      : `The synthetic demo area is written.\n${inColumns(Object.entries(summary).map(([what, count]) => [String(count), inWords(what)]))}`,
  );
}

/** Throws {@link CommandRefused} in production. */
export function refuseInProduction({ isProduction }: Opened['config']): void {
  if (isProduction) throw new CommandRefused('There are no demo people in production.');
}

function scaleOf(text: string | null): number {
  if (text === null) return 1;
  const scale = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (scale < 1 || scale > LARGEST_SCALE) throw new WrongUsage(`--scale must be from 1 to ${LARGEST_SCALE}.`);
  return scale;
}

function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
