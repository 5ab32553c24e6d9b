import { BadInput } from '#kernel';

/** Most rows of one page of a list. */
export const MOST_ON_A_PAGE = 100;

/** Rows of one page when nobody says how many. */
export const USUAL_ON_A_PAGE = 25;

/** What part of a list is asked for: how many, after which cursor. */
export type PageRequest = { first?: number | null; after?: string | null };

/** One page of a list, with the cursor of each row. */
export type Page<T> = {
  rows: { cursor: string; node: T }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  totalCount: number;
};

/** How many rows to read: `first`, or {@link USUAL_ON_A_PAGE}. Throws {@link BadInput} outside 1 to 100. */
export function pageSize(request: PageRequest): number {
  const size = request.first ?? USUAL_ON_A_PAGE;
  if (!Number.isInteger(size) || size < 1 || size > MOST_ON_A_PAGE) {
    throw new BadInput([{ path: 'first', message: `Ask for 1 to ${MOST_ON_A_PAGE} at a time` }]);
  }
  return size;
}

/** Text that marks a place in a list: the sort values of a row, opaque to clients. */
export function toCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The sort values of a cursor; null for none. Throws {@link BadInput} when it was not made by {@link toCursor}. */
export function fromCursor(after: string | null | undefined, length: number): (string | number)[] | null {
  if (after === null || after === undefined || after === '') return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    // PostgreSQL takes no NUL in a text.
    const plain = (value: unknown) =>
      typeof value === 'number' || (typeof value === 'string' && !value.includes('\0'));
    if (Array.isArray(values) && values.length === length && values.every(plain)) {
      return values as (string | number)[];
    }
  } catch {
    // Falls through to the refusal.
  }
  throw new BadInput([{ path: 'after', message: 'This is not a cursor of this list' }]);
}

/** A page from rows read with one more than asked for. */
export function toPage<T>(
  rows: readonly T[],
  size: number,
  request: PageRequest,
  totalCount: number,
  cursorOf: (row: T) => readonly (string | number)[],
): Page<T> {
  return {
    rows: rows.slice(0, size).map((node) => ({ cursor: toCursor(cursorOf(node)), node })),
    hasNextPage: rows.length > size,
    hasPreviousPage: Boolean(request.after),
    totalCount,
  };
}
