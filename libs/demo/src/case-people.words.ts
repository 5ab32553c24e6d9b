import type { Dice } from './dice.js';

function words(list: string): string[] {
  return list.split(',').map((word) => word.trim());
}

const WOMEN = words(`
  Amaranta, Bronagh, Chiamaka, Désirée, Eilidh, Fáinche, Gülizar, Hortensia, Ingeborg, Jadwiga,
  Kalinda, Liesbeth, Małgosia, Nomvula, Oksana, Parveen, Quilla, Rosheen, Siobhán, Thandiwe,
  Ursuline, Vesna, Wilhelmina, Xiaoling, Yevheniya, Zuzana, Mei-Lan, Noor-ul-Ain, Ludmila, Tove`);

const MEN = words(`
  Ambrose, Bartek, Cormac, Dmytro, Emeka, Florian, Gethin, Hüseyin, Idris, Jarosław, Kwabena,
  Lachlan, Mícheál, Nikolaos, Osman, Peregrine, Raúl, Søren, Tadeusz, Umberto, Valentin, Wojciech,
  Xander, Yiannis, Zoltán, Abd al-Karim, Jun-seo, Haruto, Baldassare`);

const FAMILY = words(`
  Ashquill, Bramblecote, Candlewhit, Dovemarsh, Emberlock, Fernwhistle, Gallowmere, Hollowthorn,
  Inkpenny, Juniperstone, Kettlewaite, Lanternby, Mossgather, Nettlefrost, Oakenpyre, Pebblewin,
  Quillfeather, Rooksparrow, Saltmarrow, Thistlegarth, Umberwick, Velvetmoor, Wrenhollow,
  Yarrowgate, Ó Caoimhlinn, Ní Ghealdubh, Świetlikówka, Dvořákovička, Østerhavn, Håkonsgård,
  Çiçekdere, Yıldızova, Adeyinkola, Mwendelezi, Zhuravlyova-Pole, Kalamithis, al-Nourayni,
  Xu-Lanting, Vashishtapur, Baek-Namu, ben Tamarai, Nguyễn-Mây, de la Fontanilla, van der Zeepaard,
  Żółwińska, Ștefănoaia, O’Brambleigh, Müllerbach-Thal`);

const STREETS = words(`
  Lantern Row, Cobbler Lane, Heron Rise, Saltpan Street, Quarry View, Mulberry Court, Ferry Walk,
  Tanner Close, Bellfounder Road, Orchard Steps, Windmill Bank, Weir Terrace`);

const TOWNS = ['Highmere', 'Salter Cross', 'Westing', 'Oldcastle Green', 'Nether Vale', 'Kiln End'] as const;

const ALIASES = ['', '', '', '', 'Moss', 'Jinx', 'Big K', 'Ash', 'The Major', 'Dusty'] as const;

const PLATFORMS = ['chirper', 'picshare', 'vidloop', 'gamehub'] as const;

/** An invented first name. */
export function givenName(dice: Dice, gender: 'female' | 'male'): string {
  return dice.pick(gender === 'female' ? WOMEN : MEN);
}

/** An invented family name; none belongs to a real family that we know of, and none to a real case. */
export function familyName(dice: Dice): string {
  return dice.pick(FAMILY);
}

/** An address that does not exist, in a postcode area that does not exist (QX, VZ). */
export function inventedAddress(dice: Dice): { address: string; postcode: string } {
  const flat = dice.chance(0.25) ? `Flat ${dice.between(1, 30)}, ` : '';
  const letters = 'ABDEFGHJLNPQRSTUWXYZ';
  const letter = () => letters.charAt(dice.between(0, letters.length - 1));
  return {
    address: `${flat}${dice.between(1, 180)} ${dice.pick(STREETS)}, ${dice.pick(TOWNS)}`,
    postcode: `${dice.chance(0.6) ? 'QX' : 'VZ'}${dice.between(1, 9)} ${dice.between(1, 9)}${letter()}${letter()}`,
  };
}

/** A number from the ranges that Ofcom keeps for drama. */
export function dramaPhone(dice: Dice): string {
  const digits = String(dice.between(0, 999)).padStart(3, '0');
  return dice.chance(0.85) ? `07700 900${digits}` : `01632 960${digits}`;
}

/** What somebody is also called; often nothing. */
export function inventedAlias(dice: Dice): string {
  return dice.pick(ALIASES);
}

/** An account on a platform that does not exist. */
export function inventedHandle(dice: Dice): string {
  return `${dice.pick(PLATFORMS)}:@demo_${dice.pick(['heron', 'otter', 'badger', 'lynx'])}_${dice.between(100, 999)}`;
}
