/** Letters that Unicode does not take apart into a plain letter and an accent, and letters of other alphabets. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ŧ: 't', ŋ: 'ng' },
  // Cyrillic, as British passports and newspapers write it.
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', е: 'e', є: 'ye', ж: 'zh', з: 'z', и: 'i', і: 'i' },
  ...{ к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh' },
  ...{ ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya', ј: 'j' },
  ...{ ђ: 'dj', ћ: 'c', љ: 'lj', њ: 'nj', џ: 'dz' },
  // Greek.
  ...{ α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm' },
  ...{ ν: 'n', ξ: 'x', ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'y', φ: 'f', χ: 'ch', ψ: 'ps' },
  ...{ ω: 'o' },
};

const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'sir']);

/**
 * A name as it is compared: Latin letters without accents, no apostrophes, no case, hyphens and spaces alike. Letters
 * that have no table here stay as they are, so that a name in any script equals itself.
 */
export function comparedName(name: string): string {
  return [...name.normalize('NFKD').toLowerCase().normalize('NFKD')]
    .map((letter) => LETTERS[letter] ?? letter)
    .join('')
    .replace(/[\p{M}'’‘ʼ`]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The parts of a name as they are compared, forms of address left out; the five that count at most. */
export function nameParts(name: string): string[] {
  const parts = comparedName(name)
    .split(' ')
    .filter((part) => part !== '' && !TITLES.has(part));
  return parts.length <= 5 ? parts : [...parts.slice(0, 4), parts.at(-1)!];
}

/** The names in a field that may hold several: `Russell Fennmere; Russ`. */
export function namesIn(field: string): string[] {
  return field
    .split(/[;,/|]|\baka\b|\bformerly\b|\bnée?\b/iu)
    .map((name) => name.trim())
    .filter((name) => comparedName(name) !== '');
}
