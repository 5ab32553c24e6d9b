import { Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { BadInput } from '#kernel';

// Control characters other than line feed, carriage return and tab; the marks that re-order text unseen; and half of a
// surrogate pair, which no database keeps as it came.
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\p{Cs}]/u;

// Anything that leaves ink: not a space, a joiner or another mark without a shape.
const VISIBLE = /[^\s\p{C}\p{Z}]/u;

/** Text from a person: composed (NFC), trimmed, at most `most` characters, without hidden characters. */
export function text(most: number, least = 0) {
  return z
    .string()
    .transform((value) => value.normalize('NFC').trim())
    .refine((value) => !HIDDEN.test(value), 'Take out characters that cannot be seen')
    .transform((value) => (VISIBLE.test(value) ? value : ''))
    .refine((value) => value.length >= Math.min(least, 1), 'Enter something here')
    .refine((value) => value.length === 0 || value.length >= least, `Write at least ${least} characters`)
    .refine((value) => value.length <= most, `Shorten this to ${most} characters`);
}

/** Text that is kept exactly as typed, spaces and all, but without hidden characters: for passwords. */
export function asTyped(most: number) {
  return z
    .string()
    .refine((value) => !HIDDEN.test(value), 'Take out characters that cannot be seen')
    .refine((value) => value.length <= most, `Shorten this to ${most} characters`);
}

/** An identifier as we make them. */
export const id = z.string().regex(/^[0-9a-f-]{36}$/, 'This is not an identifier of ours');

/** The optimistic version of a row. */
export const version = z.number().int().min(0);

/** Checks one argument against a schema; throws {@link BadInput} that names every wrong field. */
@Injectable()
class CheckedPipe implements PipeTransform {
  constructor(
    private readonly schema: z.ZodType,
    private readonly path: string,
  ) {}

  transform(value: unknown): unknown {
    const checked = this.schema.safeParse(value);
    if (checked.success) return checked.data;
    throw new BadInput(
      checked.error.issues.map((issue) => ({
        path: [this.path, ...issue.path].filter((part) => part !== '').join('.'),
        message: issue.message,
      })),
    );
  }
}

/** A pipe for `@Args(name, checkedBy(schema, name))`. */
export function checkedBy(schema: z.ZodType, path = 'input'): PipeTransform {
  return new CheckedPipe(schema, path);
}
