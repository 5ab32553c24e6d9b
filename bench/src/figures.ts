/** The value below which that share (0 to 1) of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Two decimals below ten, one below a hundred, none above. */
export function rounded(value: number): number {
  const places = value < 10 ? 2 : value < 100 ? 1 : 0;
  return Number(value.toFixed(places));
}

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The time of the work with something against without it, in pairs, each in the other order than the one before; the median. */
export async function ratioOfPairs(
  pairs: number,
  work: (isWith: boolean) => Promise<unknown>,
): Promise<number> {
  await work(false);
  await work(true);
  const found: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const withFirst = pair % 2 === 1;
    const first = await timed(() => work(withFirst));
    const second = await timed(() => work(!withFirst));
    found.push(withFirst ? first / second : second / first);
  }
  return rounded(median(found));
}

/** A table of text for the terminal, and as it stands in Markdown. */
export function tableOf(rows: readonly Record<string, string | number>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const cells = [names, ...rows.map((row) => names.map((name) => String(row[name])))];
  const widths = names.map((_, at) => Math.max(...cells.map((line) => line[at]!.length)));
  const line = (values: readonly string[]) =>
    `| ${values.map((v, at) => v.padEnd(widths[at]!)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join('\n');
}
