import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A signature of a text for one purpose, so that one kind of token can never pass as another. */
export function signature(secret: string, purpose: string, text: string): string {
  return createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url');
}

/** Compares two texts in a time that does not tell how far they agree. */
export function sameText(one: string, other: string): boolean {
  const left = Buffer.from(one);
  const right = Buffer.from(other);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A token nobody can guess. */
export function freshToken(): string {
  return randomBytes(24).toString('base64url');
}
