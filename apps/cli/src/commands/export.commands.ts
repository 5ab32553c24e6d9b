import { ActionsExport } from '#imports';
import { Insights, outcomesCsv } from '#insights';
import { type Day, parseDay } from '#kernel';
import { type Call, type Command, type CommandOption, type ExitCode, WrongUsage } from '../command.js';
import { COMMAND_LINE, withRooms } from '../opened.js';

const PERIOD: Record<string, CommandOption> = {
  from: { says: 'First day', value: '<YYYY-MM-DD>' },
  to: { says: 'Last day', value: '<YYYY-MM-DD>' },
  json: { says: 'Print JSON in place of CSV' },
};

/** Prints the actions of a period. */
export const exportActions: Command = {
  name: 'export actions',
  summary: 'Print the actions agreed in a period as CSV, with how each stands',
  operands: [],
  options: PERIOD,
  notes: ['The text of an action may hold personal data: keep the file as you would keep the minutes.'],
  run: (call) => {
    const period = periodOf(call);
    return withRooms<ExitCode>(async (rooms) => {
      const actions = rooms.get(ActionsExport);
      if (call.has('json')) {
        call.terminal.out(`${JSON.stringify(await actions.rows(COMMAND_LINE, period), null, 2)}\n`);
      } else call.terminal.out(await actions.csv(COMMAND_LINE, period));
      return 0;
    });
  },
};

/** Prints the outcomes of a period. */
export const exportOutcomes: Command = {
  name: 'export outcomes',
  summary: 'Print the outcomes of a period across panels as CSV; small counts stay hidden',
  operands: [],
  options: PERIOD,
  run: (call) => {
    const period = periodOf(call);
    return withRooms<ExitCode>(async (rooms) => {
      const outcomes = await rooms.get(Insights).outcomes(COMMAND_LINE, { panelId: null, ...period });
      call.terminal.out(call.has('json') ? `${JSON.stringify(outcomes, null, 2)}\n` : outcomesCsv(outcomes));
      return 0;
    });
  },
};

function periodOf({ value }: Call): { from: Day; to: Day } {
  const [from, to] = [dayOf('from', value('from')), dayOf('to', value('to'))];
  if (to < from) throw new WrongUsage('--to must not be before --from.');
  return { from, to };
}

function dayOf(name: string, text: string | null): Day {
  if (text === null) throw new WrongUsage(`--${name} is missing.`);
  const day = parseDay(text);
  if (!day) throw new WrongUsage(`--${name} must be a day that exists, as YYYY-MM-DD.`);
  return day;
}
