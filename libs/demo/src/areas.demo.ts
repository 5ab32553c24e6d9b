import type { DemoArea } from './demo-world.js';

const FIRST = [
  'Ashen',
  'Bramble',
  'Calder',
  'Dunmere',
  'Elder',
  'Fenner',
  'Garrow',
  'Hollin',
  'Inker',
  'Kestrel',
];
const LAST = ['bridge', 'combe', 'dale', 'field', 'gate', 'haven', 'lode', 'march', 'stow', 'wick'];

/**
 * The invented areas. The first is Northbridge, where the demo people work; the others exist only for measuring, and
 * are made alike.
 */
export function demoArea(index: number): DemoArea {
  if (index === 0) return { index, name: 'Northbridge', code: 'NB', slug: 'northbridge' };
  const place = index - 1;
  const round = Math.floor(place / (FIRST.length * LAST.length));
  const base = `${FIRST[place % FIRST.length]}${LAST[Math.floor(place / FIRST.length) % LAST.length]}`;
  const name = round === 0 ? base : `${base} ${round + 1}`;
  return { index, name, code: `X${lettersOf(index)}`, slug: name.toLowerCase().replaceAll(' ', '') };
}

function lettersOf(index: number): string {
  return [676, 26, 1].map((unit) => String.fromCharCode(65 + (Math.floor(index / unit) % 26))).join('');
}
