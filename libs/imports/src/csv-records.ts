import type { CsvDelimiter } from './import-reading.js';

/**
 * One record of a CSV file: its cells as written (quotes resolved) and the physical lines it spans, from 1.
 * `broken`: a quote in it is not closed or not doubled; such a record is cut at its first physical line, so that one
 * stray quote spoils one row and never runs two people's rows together.
 */
export type CsvRecord = { cells: string[]; line: number; lineEnd: number; broken: boolean };

/**
 * Splits text into records after RFC 4180, at LF, CRLF or CR (mixed too). Blanks around a quoted cell are allowed.
 * Written here because the CSV library counts a CRLF inside quotes as two lines, and cannot go on after a stray quote.
 * `limit`: how many records are wanted at most.
 */
export function splitRecords(text: string, delimiter: CsvDelimiter, limit = Infinity): CsvRecord[] {
  const scanner = new RecordScanner(text, delimiter);
  const records: CsvRecord[] = [];
  while (records.length < limit && !scanner.atEnd) records.push(scanner.next());
  return records;
}

const QUOTE = '"';

class RecordScanner {
  private at = 0;
  private line = 1;
  private readonly cellEnd: RegExp;
  private readonly blanks: RegExp;

  constructor(
    private readonly text: string,
    private readonly delimiter: CsvDelimiter,
  ) {
    this.cellEnd = new RegExp(`[${delimiter === '\t' ? '\\t' : delimiter}\\r\\n]`, 'g');
    this.blanks = delimiter === '\t' ? / */y : /[ \t]*/y;
  }

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  next(): CsvRecord {
    const start = this.at;
    const line = this.line;
    const cells: string[] = [];
    for (;;) {
      const cell = this.cell();
      if (cell === null) return this.brokenRecord(start, line);
      cells.push(cell);
      if (this.text[this.at] !== this.delimiter) break;
      this.at += 1;
    }
    const lineEnd = this.line;
    this.passLineEnd();
    return { cells, line, lineEnd, broken: false };
  }

  private cell(): string | null {
    const open = this.afterBlanks(this.at);
    return this.text[open] === QUOTE ? this.quotedCell(open + 1) : this.plainCell();
  }

  private plainCell(): string {
    const start = this.at;
    this.at = this.endOfPlain(start);
    return this.text.slice(start, this.at);
  }

  private quotedCell(start: number): string | null {
    let from = start;
    for (;;) {
      const quote = this.text.indexOf(QUOTE, from);
      if (quote < 0) return null;
      if (this.text[quote + 1] === QUOTE) {
        from = quote + 2;
        continue;
      }
      const end = this.afterBlanks(quote + 1);
      if (!this.endsCell(end)) return null;
      const inside = this.text.slice(start, quote);
      this.line += inside.match(/\r\n|\r|\n/g)?.length ?? 0;
      this.at = end;
      return inside.replaceAll('""', QUOTE);
    }
  }

  private endsCell(at: number): boolean {
    const next = this.text[at];
    return next === undefined || next === this.delimiter || next === '\r' || next === '\n';
  }

  private brokenRecord(start: number, line: number): CsvRecord {
    const lineEnd = /[\r\n]/g;
    lineEnd.lastIndex = start;
    this.at = lineEnd.exec(this.text)?.index ?? this.text.length;
    this.line = line;
    const cells = this.text.slice(start, this.at).split(this.delimiter);
    this.passLineEnd();
    return { cells, line, lineEnd: line, broken: true };
  }

  private passLineEnd(): void {
    if (this.atEnd) return;
    this.at += this.text.startsWith('\r\n', this.at) ? 2 : 1;
    this.line += 1;
  }

  private endOfPlain(from: number): number {
    this.cellEnd.lastIndex = from;
    return this.cellEnd.exec(this.text)?.index ?? this.text.length;
  }

  private afterBlanks(from: number): number {
    this.blanks.lastIndex = from;
    return from + (this.blanks.exec(this.text)?.[0].length ?? 0);
  }
}
