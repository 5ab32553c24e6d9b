import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { KeyRing, newFieldKey } from './key-ring.js';

describe('a key ring', () => {
  const [first, second] = [newFieldKey(), newFieldKey()];
  const name = (key: string) => key.split(':')[0]!;

  it('takes keys with commas, spaces or lines between them; the first one seals', () => {
    for (const text of [`${first},${second}`, `${first}\n${second}\n`, ` ${first} , ${second} `]) {
      const ring = KeyRing.parse(text)!;
      expect(ring.current).toBe(name(first));
      expect(ring.names).toEqual([name(first), name(second)]);
    }
  });

  it.each([
    ['nothing', ''],
    ['no name', first.split(':')[1]!],
    ['a capital letter in the name', `K1:${first.split(':')[1]}`],
    ['31 bytes', `a:${Buffer.alloc(31, 1).toString('base64')}`],
    ['one byte over and over', `a:${Buffer.alloc(32, 7).toString('base64')}`],
    ['words', `a:${Buffer.from('changemechangemechangemechangeme').toString('base64')}`],
    ['the same name twice', `${first},${name(first)}:${second.split(':')[1]}`],
    ['the same key twice', `${first},other:${first.split(':')[1]}`],
    ['one wrong key among good ones', `${first},b:short`],
    ['bits to spare at the end', `a:${'A'.repeat(42)}B=`],
  ])('refuses %s', (_, text) => {
    expect(KeyRing.parse(text)).toBeUndefined();
  });

  it('shows names, and never a key', () => {
    const ring = KeyRing.parse(`${first},${second}`)!;
    for (const shown of [String(ring), JSON.stringify({ ring }), inspect({ ring }, { depth: 9 })]) {
      expect(shown).toContain(name(first));
      expect(shown).not.toContain(first.split(':')[1]!.slice(0, 8));
    }
  });
});
