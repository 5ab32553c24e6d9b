import type { RowFinding } from './row-finding.js';

/** The longest code (area, reference) and line (name, address) that the record keeps, in characters. */
export const STORED_LENGTHS = { code: 40, line: 200 } as const;

/** What to say of values that are readable but longer than the record keeps: they are never cut. */
export function tooLongToStore<R extends object>(
  values: R,
  limits: { readonly [F in keyof R & string]?: number },
): RowFinding[] {
  return Object.entries<number | undefined>(limits).flatMap(([field, limit]) => {
    const value = (values as Record<string, unknown>)[field];
    if (limit === undefined || typeof value !== 'string' || value.length <= limit) return [];
    const says = `is longer than ${limit} characters; shorten it, it is never cut`;
    return [{ field, severity: 'error', code: 'too_long', says } as const];
  });
}
