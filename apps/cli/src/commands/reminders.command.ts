import { Actions } from '#actions';
import { Agencies } from '#agencies';
import { Cases } from '#cases';
import { dayInWords, londonDay, londonTime } from '#kernel';
import { type PlannedReminder, Reminders } from '#reminders';
import { type Command, type ExitCode, WrongUsage } from '../command.js';
import { COMMAND_LINE, type Rooms, withRooms } from '../opened.js';
import { inColumns } from '../terminal.js';

/** Shows which reminders would go out, without sending any. */
export const remindersPreview: Command = {
  name: 'reminders preview',
  summary: 'Show which reminders go out in the next days if nothing changes; sends none',
  operands: [],
  options: {
    days: { says: 'How many days ahead, 1 to 31 (default 1)', value: '<n>' },
    json: { says: 'Print JSON' },
  },
  notes: ['Times are of London. The 500 duties with the nearest reminders are looked at.'],
  run: (call) => {
    const days = daysOf(call.value('days'));
    return withRooms<ExitCode>(async (rooms) => {
      const planned = await withNames(rooms, await rooms.get(Reminders).preview(COMMAND_LINE, days));
      if (call.has('json')) call.terminal.out(`${JSON.stringify(planned, null, 2)}\n`);
      else if (planned.length === 0) call.terminal.out('No reminder is planned for these days.\n');
      else call.terminal.out(table(planned));
      return 0;
    });
  },
};

type NamedReminder = PlannedReminder & { reference: string; recipientName: string | null };

async function withNames(rooms: Rooms, planned: readonly PlannedReminder[]): Promise<NamedReminder[]> {
  const actionIds = planned.flatMap(({ actionId }) => (actionId === null ? [] : [actionId]));
  const actions = await rooms.get(Actions).byIds([...new Set(actionIds)]);
  const ofTriage = planned.flatMap(({ actionId, caseId }) => (actionId === null ? [caseId] : []));
  const cases = await rooms.get(Cases).summariesByIds([...new Set(ofTriage)]);
  const people = await rooms.get(Agencies).peopleByIds(recipientsOf(planned));
  const references = new Map([...actions, ...cases].map(({ id, reference }) => [id, reference]));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return planned.map((one) => ({
    ...one,
    reference: references.get(one.actionId ?? one.caseId) ?? '',
    recipientName: one.recipientId === null ? null : (names.get(one.recipientId) ?? null),
  }));
}

function recipientsOf(planned: readonly PlannedReminder[]): string[] {
  return [...new Set(planned.flatMap(({ recipientId }) => (recipientId === null ? [] : [recipientId])))];
}

function table(planned: readonly NamedReminder[]): string {
  const rows = planned.map(({ at, reference, rule, audience, recipientName }) => [
    dayInWords(londonDay(at)),
    londonTime(at),
    reference,
    rule,
    audience.replaceAll('_', ' '),
    recipientName ?? 'nobody to send it to',
  ]);
  const head = ['Day', 'Time', 'About', 'Rule', 'Goes to', 'Person'];
  return inColumns([head, ...rows]);
}

function daysOf(text: string | null): number {
  const days = text === null ? 1 : /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > 31) throw new WrongUsage('--days must be from 1 to 31.');
  return days;
}
