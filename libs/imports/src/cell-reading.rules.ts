import { matchAgency, nameKey, type KnownAgency } from './agency-matching.rules.js';
import type { DateContext } from './date-order.rules.js';
import type { IssueCode, IssueSeverity } from './import-reading.js';
import { listKey, YES_NO_UNKNOWN, type ReferenceList, type ValueOf } from './reference-lists.js';

/** Something to tell about one cell; `keep` is text that found no place in the value and must not be lost. */
export type CellProblem = {
  severity: IssueSeverity;
  code: IssueCode;
  says: string;
  suggestion?: string;
  keep?: string;
};

/** What a cell gives; null is empty or not known. A value beside an error is never used. */
export type CellReading<T> = { value: T | null; problems: CellProblem[] };

/** Reads a cell whose control characters and outer spaces are gone; an empty cell comes as empty text. */
export type CellReader<T> = (text: string, context: DateContext) => CellReading<T>;

/** The longest cell that is read at all, in characters. */
export const LONGEST_CELL = 20_000;

/** The longest text a field takes, in characters: a name or label, an address, a note. */
export const TEXT_LENGTHS = { short: 200, address: 1_000, note: 10_000 } as const;

/** A reading without problems. */
export const good = <T>(value: T | null): CellReading<T> => ({ value, problems: [] });
/** A reading that rejects its row. */
export const bad = <T>(code: IssueCode, says: string): CellReading<T> => ({
  value: null,
  problems: [{ severity: 'error', code, says }],
});
/** A problem that lets its row pass. */
export const warning = (code: IssueCode, says: string, more: Partial<CellProblem> = {}): CellProblem => ({
  severity: 'warning',
  code,
  says,
  ...more,
});

const NOT_KNOWN = new Set(['', '?', 'n/k', 'nk', 'not known', 'unknown']);
/** Words that say that something is not known; the empty cell is one. */
export const isNotKnown = (text: string) => NOT_KNOWN.has(text.toLowerCase());

/** Takes control characters out of a cell (line breaks and tabs stay, line breaks as LF) and composes accents. */
export function cleanCell(raw: string): { text: string; controlsRemoved: boolean } {
  const lines = raw.replace(/\r\n?/g, '\n');
  const text = lines.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '');
  return { text: text.normalize('NFC'), controlsRemoved: text !== lines };
}

/** Text that a spreadsheet would run as a formula; exports must neutralise it. */
export function isFormulaLike(text: string): boolean {
  return /^\s*[=@+\-＝＠＋－]/.test(text) || /^ *\t/.test(text);
}

function formulaProblems(text: string): CellProblem[] {
  return isFormulaLike(text)
    ? [warning('formula_like_text', 'begins like a formula, kept as text; exports must neutralise it')]
    : [];
}

function tooLong<T>(limit: number): CellReading<T> {
  return bad(
    'too_long',
    `is longer than ${limit.toLocaleString('en-GB')} characters; shorten it, it is never cut`,
  );
}

/** A name, a reference, a label: one line, inner double spaces off; letters, accents, script and case stay. */
export function shortText(limit: number = TEXT_LENGTHS.short): CellReader<string> {
  return (text) => {
    const value = text.replace(/\s+/g, ' ').trim();
    if (value.length > limit) return tooLong(limit);
    return { value: value || null, problems: formulaProblems(text) };
  };
}

/** An address or a note: as written, line breaks too. */
export function longText(limit: number = TEXT_LENGTHS.note): CellReader<string> {
  return (text) => {
    const value = text.trim();
    if (value.length > limit) return tooLong(limit);
    return { value: value || null, problems: formulaProblems(text) };
  };
}

/** Short texts in one cell, parted by `|`, line breaks, `;` or `,`, whichever comes first in this order. */
export function textList(limit: number = TEXT_LENGTHS.note): CellReader<string[]> {
  return (text) => {
    if (text.length > limit) return tooLong(limit);
    const separator = ['|', '\n', ';', ','].find((mark) => text.includes(mark));
    const items = (separator ? text.split(separator) : [text])
      .map((item) => item.replace(/\s+/g, ' ').trim())
      .filter(Boolean);
    return { value: items.length > 0 ? items : null, problems: items.flatMap(formulaProblems).slice(0, 1) };
  };
}

/** A surname of a suspect, or `unidentified`. */
export const suspectName: CellReader<string> = (text, context) =>
  text.toLowerCase() === 'unidentified' ? good('unidentified') : shortText()(text, context);

/** A UK phone number, `07700 900123`. A lost leading zero is put back and said; what is no number is kept and said. */
export const phone: CellReader<string> = (text) => {
  if (isNotKnown(text)) return good<string>(null);
  const written = text.replace(/^['’]/, '').trim();
  if (written.length > TEXT_LENGTHS.short) return tooLong(TEXT_LENGTHS.short);
  const digits = written.replace(/[\s()\-‐‑–.]/g, '').replace(/^(\+44|0044)0?/, '0');
  if (/^0\d{9,10}$/.test(digits)) return good(spacedPhone(digits));
  if (/^[71]\d{9}$/.test(digits)) {
    const value = spacedPhone(`0${digits}`);
    return {
      value,
      problems: [
        warning(
          'leading_zero_restored',
          'has ten digits, the leading zero was lost in the spreadsheet and is put back',
          { suggestion: value },
        ),
      ],
    };
  }
  const formula = /^[=@]/.test(written) ? formulaProblems(written) : [];
  return {
    value: written,
    problems: [...formula, warning('unreadable_phone', 'is not a UK phone number, kept as written')],
  };
};

function spacedPhone(digits: string): string {
  if (digits.startsWith('02')) return `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`;
  if (/^01(1\d|\d1)/.test(digits)) return `${digits.slice(0, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}`;
  return `${digits.slice(0, 5)} ${digits.slice(5)}`;
}

/** A UK postcode in capitals with its space; the area need not exist. Other text is kept and said. */
export const postcode: CellReader<string> = (text) => {
  if (isNotKnown(text)) return good<string>(null);
  const packed = text.toUpperCase().replace(/\s+/g, '');
  if (/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(packed))
    return good(`${packed.slice(0, -3)} ${packed.slice(-3)}`);
  const value = text.replace(/\s+/g, ' ');
  if (value.length > TEXT_LENGTHS.short) return tooLong(TEXT_LENGTHS.short);
  return {
    value,
    problems: [
      ...formulaProblems(text),
      warning('unreadable_postcode', 'is not a full UK postcode, kept as written'),
    ],
  };
};

/** An e-mail address in lower case; text that is none is an error, because messages would go nowhere. */
export const email: CellReader<string> = (text) => {
  if (text === '') return good<string>(null);
  const value = text.replace(/^mailto:/i, '').toLowerCase();
  if (value.length > 254) return tooLong(254);
  return /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/.test(value)
    ? good(value)
    : bad('unreadable_email', 'is not an e-mail address');
};

/** The domain of an agency's e-mail addresses, in lower case, without the @. */
export const emailDomain: CellReader<string> = (text) => {
  if (text === '') return good<string>(null);
  const value = text.replace(/^@/, '').toLowerCase();
  return value.length <= 254 && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(value)
    ? good(value)
    : bad('unreadable_email', 'is not an e-mail domain');
};

/** A whole number. `outside`: what a number beyond the bounds or no number at all does to the row. */
export function wholeNumber(bounds: {
  min: number;
  max: number;
  name: string;
  outside: IssueSeverity;
}): CellReader<number> {
  return (text) => {
    if (isNotKnown(text)) return good<number>(null);
    const written = text.replace(/^['’]/, '');
    const isNumber = /^-?\d{1,9}(\.0+)?$/.test(written);
    const value = isNumber ? Number(written) : Number.NaN;
    if (value >= bounds.min && value <= bounds.max) return good(value === 0 ? 0 : value);
    const says = isNumber ? `must be ${bounds.min} to ${bounds.max}` : 'is not a whole number';
    const code = isNumber ? 'out_of_range' : 'unreadable_number';
    if (bounds.outside === 'error') return bad(code, `${bounds.name} ${says}`);
    return {
      value: null,
      problems: [warning(code, `${says}, kept as written beside the row`, { keep: text })],
    };
  };
}

/**
 * How one word of a closed list is read: other spellings, the value that `?` and `n/k` stand for (none: empty), and
 * what a word outside the list does to the row.
 */
export type ListReading<V extends string> = {
  also?: Readonly<Record<string, V>>;
  notKnown?: V;
  outside?: IssueSeverity;
};

/** One value of a closed list, by value or label. A word outside the list is kept beside the row, never guessed. */
export function oneOf<L extends ReferenceList>(
  list: L,
  name: string,
  how: ListReading<ValueOf<L>> = {},
): CellReader<ValueOf<L>> {
  const find = listFinder(list, how.also);
  return (text) => {
    const value = find(text);
    if (value !== null) return good(value);
    if (isNotKnown(text)) return good(text === '' ? null : (how.notKnown ?? null));
    if (text.length > TEXT_LENGTHS.note) return tooLong(TEXT_LENGTHS.note);
    if (how.outside === 'error') return bad('unknown_value', `not in the list of ${name}`);
    return { value: null, problems: [...formulaProblems(text), notInList(name, text)] };
  };
}

/** Several values of a closed list, parted by `|`, `;`, `,` or line breaks, each once, in the order written. */
export function manyOf<L extends ReferenceList>(
  list: L,
  name: string,
  also?: Readonly<Record<string, ValueOf<L>>>,
): CellReader<ValueOf<L>[]> {
  const find = listFinder(list, also);
  return (text) => {
    if (text.length > TEXT_LENGTHS.note) return tooLong(TEXT_LENGTHS.note);
    const whole = find(text);
    if (whole !== null) return good([whole]);
    if (isNotKnown(text)) return good<ValueOf<L>[]>(null);
    const values = new Set<ValueOf<L>>();
    const problems: CellProblem[] = [];
    for (const item of text
      .split(/[|;,\n]/)
      .map((part) => part.trim())
      .filter(Boolean)) {
      const value = find(item);
      if (value !== null) values.add(value);
      else if (!isNotKnown(item)) problems.push(...formulaProblems(item), notInList(name, item));
    }
    return { value: values.size > 0 ? [...values] : null, problems };
  };
}

function notInList(name: string, text: string): CellProblem {
  return warning('unknown_value', `not in the list of ${name}, kept as written beside the row`, {
    keep: text,
  });
}

function listFinder<L extends ReferenceList>(
  list: L,
  also: Readonly<Record<string, ValueOf<L>>> = {},
): (text: string) => ValueOf<L> | null {
  const byKey = new Map<string, ValueOf<L>>(
    Object.entries(also).map(([word, value]) => [listKey(word), value]),
  );
  for (const value of Object.keys(list) as ValueOf<L>[])
    byKey.set(listKey(list[value]!), value).set(listKey(value), value);
  return (text) => byKey.get(listKey(text)) ?? null;
}

/** Yes, no or unknown: empty, `?` and `n/k` are unknown, never no. */
export const yesNoUnknown: CellReader<ValueOf<typeof YES_NO_UNKNOWN>> = (text, context) => {
  const read = yesNo(text, context);
  return { ...read, value: read.value ?? 'unknown' };
};

const yesNo = oneOf(YES_NO_UNKNOWN, 'yes, no and unknown', {
  also: { y: 'yes', true: 'yes', n: 'no', false: 'no' },
});

/** The name of a known agency in its known spelling. One slip of the pen is accepted and said, else it is an error. */
export function agencyName(agencies: readonly KnownAgency[]): CellReader<string> {
  return (text) => {
    if (text === '') return good<string>(null);
    const match = matchAgency(text, agencies);
    if (match.kind === 'known') return good(match.agency.name);
    if (match.kind === 'unknown')
      return bad('agency_unknown', 'is not the name of a known agency, and no known name is like it');
    const { name } = match.agency;
    return {
      value: name,
      problems: [
        warning('agency_close_match', `is not a known agency name; read as ${name}, the one close match`, {
          suggestion: name,
        }),
      ],
    };
  };
}

/** A local policing area in its known spelling; another name is kept as text and said. */
export function areaName(areas: readonly string[]): CellReader<string> {
  const free = shortText();
  return (text, context) => {
    if (isNotKnown(text)) return good<string>(null);
    const known = areas.find((area) => nameKey(area) === nameKey(text));
    if (known !== undefined) return good(known);
    const read = free(text, context);
    return {
      ...read,
      problems: [...read.problems, warning('unknown_value', 'not in the list of areas, kept as written')],
    };
  };
}
