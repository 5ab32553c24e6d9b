import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Fault } from '#kernel';
import type { KeyRing } from './key-ring.js';

const FORM = 's1';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const SEALED = /^s1\.([a-z0-9]{1,16})\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{22,})$/;

/** Why a sealed text could not be opened. The message names the place and the key, never what stands there. */
export class SealBroken extends Fault {
  constructor(message: string) {
    super(message);
    this.name = 'SealBroken';
  }
}

/**
 * Seals a text for one place (`table.column`): `s1.<key>.<nonce>.<text and tag>`. The same text is sealed otherwise
 * every time, and opens only in the place it was sealed for.
 */
export function sealText(keys: KeyRing, place: string, text: string): string {
  const key = keys.key(keys.current)!;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(keys.current, place));
  const sealed = Buffer.concat([
    cipher.update(wellFormed(text, place), 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return `${FORM}.${keys.current}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
}

/**
 * Opens what was sealed for this place. Throws {@link SealBroken} when it is not sealed at all, was changed, belongs
 * elsewhere, or its key is not in the ring: never an empty or a wrong text instead.
 */
export function openText(keys: KeyRing, place: string, sealed: string): string {
  const [, name, nonce, rest] = SEALED.exec(sealed) ?? [];
  if (name === undefined || nonce === undefined || rest === undefined)
    throw new SealBroken(`${place} holds a text that is not sealed`);
  const key = keys.key(name);
  if (!key) throw new SealBroken(`${place} is sealed with key ${name}, which is not in FIELD_KEYS`);
  const bytes = Buffer.from(rest, 'base64url');
  // Spare bits at the end of base64 are ignored by the decoder: only one way of writing counts.
  if (bytes.toString('base64url') !== rest) throw new SealBroken(changed(place, name));
  try {
    const opening = createDecipheriv(CIPHER, key, Buffer.from(nonce, 'base64url'), {
      authTagLength: TAG_BYTES,
    });
    opening.setAAD(boundTo(name, place));
    opening.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const text = opening.update(bytes.subarray(0, bytes.length - TAG_BYTES));
    return Buffer.concat([text, opening.final()]).toString('utf8');
  } catch {
    throw new SealBroken(changed(place, name));
  }
}

/** Name of the key that a text is sealed with; null when it is not sealed. */
export function keyOfSealed(text: string): string | null {
  return SEALED.exec(text)?.[1] ?? null;
}

function changed(place: string, name: string): string {
  return `${place} holds a text that was changed, or was not sealed there with key ${name}`;
}

function boundTo(keyName: string, place: string): Buffer {
  return Buffer.from(`${FORM}|${keyName}|${place}`, 'utf8');
}

/** Half characters would come back as others: they never get this far, and must not be changed in silence. */
function wellFormed(text: string, place: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new SealBroken(`A text for ${place} is not well formed`);
  return text;
}
