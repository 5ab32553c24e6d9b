import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';

/** Bytes of a key of AES-256. */
const KEY_BYTES = 32;

const ONE_KEY = /^([a-z0-9]{1,16}):([A-Za-z0-9+/]{43}=)$/;

/**
 * The keys that sensitive texts are sealed with: the first is the current one, which seals; all of them open. Printing
 * it, by `String`, `JSON.stringify` or `console.log`, shows the names of the keys and never a key.
 */
export class KeyRing {
  private constructor(
    /** Name of the key that seals. */
    readonly current: string,
    private readonly keys: ReadonlyMap<string, KeyObject>,
  ) {}

  /** Names of every key, the current one first. */
  get names(): readonly string[] {
    return [...this.keys.keys()];
  }

  /**
   * Reads `name:base64` keys with commas, spaces or lines between them; undefined when anything about them is wrong: a
   * key that is not 32 bytes or not random, a name or a key that comes twice.
   */
  static parse(text: string): KeyRing | undefined {
    const keys = new Map<string, KeyObject>();
    const seen = new Set<string>();
    for (const part of text.split(/[\s,]+/).filter((one) => one !== '')) {
      const [, name, base64] = ONE_KEY.exec(part) ?? [];
      if (name === undefined || base64 === undefined) return undefined;
      const bytes = Buffer.from(base64, 'base64');
      const isSound = bytes.length === KEY_BYTES && bytes.toString('base64') === base64 && isRandom(bytes);
      if (!isSound || keys.has(name) || seen.has(base64)) return undefined;
      seen.add(base64);
      keys.set(name, createSecretKey(bytes));
    }
    const [current] = keys.keys();
    return current === undefined ? undefined : new KeyRing(current, keys);
  }

  /** The key of this name; undefined when the ring does not have it. */
  key(name: string): KeyObject | undefined {
    return this.keys.get(name);
  }

  toJSON(): Record<string, unknown> {
    return { current: this.current, names: this.names, keys: '[hidden]' };
  }

  toString(): string {
    return JSON.stringify(this);
  }

  [inspect.custom](): Record<string, unknown> {
    return this.toJSON();
  }
}

/** A new key, as `FIELD_KEYS` takes it: a name that does not say anything, and 32 random bytes. */
export function newFieldKey(): string {
  return `k${randomBytes(4).toString('hex')}:${randomBytes(KEY_BYTES).toString('base64')}`;
}

/** 32 random bytes have 30 different values or so; words and repetitions have few. */
function isRandom(bytes: Buffer): boolean {
  return new Set(bytes).size >= 20;
}
