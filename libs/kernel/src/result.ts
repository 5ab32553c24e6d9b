/** A decision of a rule: it holds and gives a value, or it is refused with something the user can act on. */
export type Result<T, C extends string = string> = { ok: true; value: T } | RefusedResult<C>;

/** The refused half of a {@link Result}. */
export type RefusedResult<C extends string = string> = { ok: false; refusal: Refusal<C> };

/**
 * An expected "no" that the user can act on: returned, never thrown.
 * `code` is stable and machine-readable (`ACTION_ALREADY_CLOSED`), `message` is one plain English sentence
 * without personal data, `field` names the input field to mend, if there is one.
 */
export type Refusal<C extends string = string> = { code: C; message: string; field: string | null };

/** The accepted half of a {@link Result}. */
export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** The refused half of a {@link Result}. */
export function refused<C extends string>(
  code: C,
  message: string,
  field: string | null = null,
): RefusedResult<C> {
  return { ok: false, refusal: { code, message, field } };
}
