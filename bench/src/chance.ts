/** Made-up numbers that come out the same every time: a small generator (Lehmer, 48271 modulo 2^31 - 1). */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = ((seed * 7919) % 2_147_483_646) + 1;
    for (let i = 0; i < 3; i += 1) this.below(2);
  }

  /** A whole number from 0, below `bound`. */
  below(bound: number): number {
    this.state = (this.state * 48_271) % 2_147_483_647;
    return this.state % bound;
  }

  /** One of the list. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** Some of the list, one at least, in its order. */
  some<T>(list: readonly T[]): T[] {
    const found = list.filter(() => this.below(3) === 0);
    return found.length > 0 ? found : [list[0]!];
  }
}
