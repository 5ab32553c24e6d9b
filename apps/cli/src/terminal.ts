/** Where a command writes: results to `out`, everything about them to `err`. */
export type Terminal = {
  out(text: string): void;
  err(text: string): void;
  /** True when a person watches what goes to `err`. */
  isWatched: boolean;
};

/** The terminal of this process. */
export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isWatched: process.stderr.isTTY === true,
};

/**
 * Tells how far long work is, on `err`: one line that is written over where a person watches, a line each else. Silent
 * where nobody watches, unless `always`.
 */
export function progressOn(
  { err, isWatched }: Terminal,
  always: boolean,
): (what: string, done: number, of: number) => void {
  if (!isWatched && !always) return () => undefined;
  return (what, done, of) => {
    const line = `${what} ${done} of ${of}`;
    if (isWatched) err(`\r${line}${done === of ? '\n' : ''}`);
    else err(`${line}\n`);
  };
}

/** Rows in columns that line up, for a terminal; characters that could steer it are replaced. */
export function inColumns(rows: readonly (readonly string[])[]): string {
  const safe = rows.map((row) => row.map((cell) => cell.replace(/\p{Cc}/gu, '\u{FFFD}')));
  const widths: number[] = [];
  for (const row of safe)
    row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, [...cell].length)));
  const lines = safe.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell + ' '.repeat(widths[at]! - [...cell].length)))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}
