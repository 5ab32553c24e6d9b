import type { ImportedRow, ImportReport } from '../import-report.js';

/** Most characters about one message. */
export const LONGEST_REASON = 2000;

/** Room for the words that say how much is left out. */
const ROOM_FOR_MORE = 40;

/** What somebody has to look at, one line each, as many whole lines as fit; how many more there are stands at the end. */
export function reasonOf(lines: readonly string[]): string {
  const all = lines.map(oneLine).filter((line) => line !== '');
  if (all.join('\n').length <= LONGEST_REASON) return all.join('\n');
  const kept: string[] = [];
  let room = LONGEST_REASON - ROOM_FOR_MORE;
  for (const line of all) {
    if (line.length + 1 > room) break;
    kept.push(line);
    room -= line.length + 1;
  }
  // One line that is longer than everything may be: its beginning, rather than nothing.
  if (kept.length === 0) kept.push(`${all[0]!.slice(0, room - 2)}…`);
  const more = all.length - kept.length;
  return more === 0
    ? kept.join('\n')
    : [...kept, `and ${more} more ${more === 1 ? 'line' : 'lines'}`].join('\n');
}

/**
 * Why somebody has to look at a file: what was rejected, and what has a reference that stands for something else in the
 * record. By line and column, without what stands there. `isSame`: the record holds this very referral already.
 */
export function reasonsIn(
  { rows, missingColumns }: Pick<ImportReport, 'rows' | 'missingColumns'>,
  isSame: (row: ImportedRow) => boolean,
): string[] {
  if (rows.length === 0)
    return ['A CSV file that is attached holds no referral under its headings. Ask the sender.'];
  const lines = rows.flatMap((row) => reasonIn(row, isSame));
  const anyRejected = rows.some(({ status }) => status === 'rejected');
  const missing =
    anyRejected && missingColumns.length > 0 ? [`Columns are missing: ${missingColumns.join(', ')}.`] : [];
  return [...missing, ...lines];
}

function reasonIn(row: ImportedRow, isSame: (row: ImportedRow) => boolean): string[] {
  if (row.status === 'rejected') {
    const errors = row.issues.filter(({ severity }) => severity === 'error');
    // Each message names the line by itself.
    return [errors.map(({ message }) => message).join('; ')];
  }
  if (row.status !== 'unchanged' || isSame(row)) return [];
  return [
    `Line ${row.line}: a referral with this reference is already on record, with other content. ` +
      'Look whether this one says something new.',
  ];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
