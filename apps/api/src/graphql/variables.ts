/** What the variables of one request may hold. The largest referral uses less than half. */
export const VARIABLES = { values: 4000, depth: 10, characters: 120_000 } as const;

/** Whether variables are larger than anything of ours needs to be. Stops at the first measure that is. */
export function areTooLarge(variables: unknown): boolean {
  const left = { values: VARIABLES.values, characters: VARIABLES.characters };
  return !fits(variables, VARIABLES.depth, left);
}

function fits(value: unknown, depth: number, left: { values: number; characters: number }): boolean {
  left.values -= 1;
  if (left.values < 0 || depth < 0) return false;
  if (typeof value === 'string') {
    left.characters -= value.length;
    return left.characters >= 0;
  }
  if (typeof value !== 'object' || value === null) return true;
  for (const [name, inner] of Object.entries(value)) {
    left.characters -= name.length;
    if (left.characters < 0 || !fits(inner, depth - 1, left)) return false;
  }
  return true;
}
