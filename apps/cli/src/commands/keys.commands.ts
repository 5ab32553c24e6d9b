import { Audit } from '#audit';
import { newId } from '#kernel';
import { Database, type FieldStatus, fieldStatus, leftIn, newFieldKey, rotateKeys } from '#platform';
import { type Command, CommandRefused, type ExitCode } from '../command.js';
import { COMMAND_LINE, type Rooms, withRecord, withRooms } from '../opened.js';
import { inColumns, progressOn } from '../terminal.js';

/** Makes a key. Opens nothing and keeps nothing. */
const keysNew: Command = {
  name: 'keys new',
  summary: 'Print a new key for FIELD_KEYS: whoever has it can read what it seals',
  operands: [],
  options: {},
  notes: [
    'Put it first in FIELD_KEYS, or as the first line of the file of keys, and leave the older keys behind it.',
    'Keep a copy apart from the backups of the database: without its keys a backup cannot be read.',
  ],
  run: async ({ terminal }) => {
    terminal.out(`${newFieldKey()}\n`);
    return 0;
  },
};

/** Seals everything with the first key of the ring. */
const keysRotate: Command = {
  name: 'keys rotate',
  summary: 'Seal every text again with the first key of FIELD_KEYS, while people work',
  operands: [],
  options: {
    json: { says: 'Print JSON: key, how many texts were sealed, how many are left' },
    progress: { says: 'Show how far it is' },
  },
  notes: [
    'Every running process must have the new key before. Stopped half-way, start it again: it goes on where it was.',
    'When nothing is left, the older keys can be taken out of FIELD_KEYS; old backups still need them.',
  ],
  run: ({ terminal, has }) =>
    withRooms<ExitCode>(async (rooms, { database }) => {
      await record(rooms, 'keys:rotate', [`to ${database.sealed.keys.current}`]);
      const tell = progressOn(terminal, has('progress'));
      const { key, sealed, left } = await rotateKeys(database, (done, of) => tell('Texts sealed', done, of));
      await record(rooms, 'keys:rotated', [`to ${key}`, `${sealed} sealed`, `${left} left`]);
      if (has('json')) terminal.out(`${JSON.stringify({ key, sealed, left })}\n`);
      else terminal.out(`${sealed} texts sealed with key ${key}, ${left} left under others.\n`);
      if (left === 0) return 0;
      throw new CommandRefused(
        `${left} texts are not under key ${key}. See: npm run accord -- keys status. Some process may still write with an older key.`,
      );
    }),
};

/** Counts what is sealed with which key. */
const keysStatus: Command = {
  name: 'keys status',
  summary: 'Count the sealed texts of every column by key; refused when some cannot be read',
  operands: [],
  options: { json: { says: 'Print JSON: current, and for each column its counts' } },
  run: ({ terminal, has }) =>
    withRecord<ExitCode>(async ({ database }) => {
      const status = await fieldStatus(database);
      const { current } = database.sealed.keys;
      terminal.out(has('json') ? `${JSON.stringify({ current, columns: status })}\n` : asTable(status));
      const lost = status.reduce((sum, { plain, unknown }) => sum + plain + unknown, 0);
      if (lost > 0) throw new CommandRefused(`${lost} texts are not sealed with a key of FIELD_KEYS.`);
      const left = leftIn(status, current);
      if (!has('json'))
        terminal.out(
          left === 0
            ? `Everything is under the current key, ${current}.\n`
            : `${left} texts are under older keys. Next: npm run accord -- keys rotate\n`,
        );
      return 0;
    }),
};

/** What is done with the keys that sensitive texts are sealed with. */
export const keysCommands: readonly Command[] = [keysNew, keysRotate, keysStatus];

function record(rooms: Rooms, what: string, fields: readonly string[]): Promise<void> {
  const audit = rooms.get(Audit, { strict: false });
  return rooms.get(Database).transaction(() => audit.record(COMMAND_LINE, what, newId(), { fields }));
}

function asTable(status: readonly FieldStatus[]): string {
  const names = status[0]?.byKey.map(({ key }) => key) ?? [];
  const rows = status.map(({ place, byKey, plain, unknown }) => [
    place,
    ...byKey.map(({ rows }) => String(rows)),
    String(plain),
    String(unknown),
  ]);
  return inColumns([['Column', ...names, 'not sealed', 'unknown key'], ...rows]);
}
