/** What every chart says in words, for people who do not see it. The id must be unique on its page. */
export type ChartWords = { id: string; title: string; description: string };

/** One colour group of a chart: its name in the legend and the class that colours it (`tone-...`). */
export type ChartSeries = { label: string; tone: ChartTone };

/** The meanings a mark can have. Colours live in the style sheet so that print and forced colours work. */
export type ChartTone = 'better' | 'same' | 'worse' | 'met' | 'missed';

/** Text made safe for SVG and HTML. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** A number with at most one decimal, so that pages stay small. */
export function tidy(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A text mark; `anchor` says which end stands at x. */
export function text(
  kind: string,
  x: number,
  y: number,
  content: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
): string {
  return `<text class="${kind}" x="${tidy(x)}" y="${tidy(y)}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

const LONGEST_LABEL = 31;
const LETTER = 8.1;

/** A name cut to what a chart has room for; the table behind the chart holds it whole. */
export function rowLabel(name: string): string {
  return name.length <= LONGEST_LABEL ? name : `${name.slice(0, LONGEST_LABEL - 1).trimEnd()}…`;
}

/** How much room the names of rows need at the left. */
export function labelRoom(names: readonly string[]): number {
  const longest = Math.max(0, ...names.map((name) => rowLabel(name).length));
  return Math.max(110, Math.ceil(longest * LETTER) + 22);
}

/** A filled box. */
export function box(kind: string, x: number, y: number, width: number, height: number): string {
  return `<rect class="${kind}" x="${tidy(x)}" y="${tidy(y)}" width="${tidy(Math.max(0, width))}" height="${tidy(height)}"/>`;
}

/** A straight line. */
export function rule(kind: string, x1: number, y1: number, x2: number, y2: number): string {
  return `<line class="${kind}" x1="${tidy(x1)}" y1="${tidy(y1)}" x2="${tidy(x2)}" y2="${tidy(y2)}"/>`;
}

/** The outer element: an image with a title and a description, no style of its own. */
export function picture(words: ChartWords, width: number, height: number, marks: string): string {
  const id = escaped(words.id);
  return (
    `<svg class="chart" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" ` +
    `aria-labelledby="${id}-title ${id}-desc" focusable="false"><title id="${id}-title">${escaped(words.title)}</title>` +
    `<desc id="${id}-desc">${escaped(words.description)}</desc>${marks}</svg>`
  );
}

/** A round step (1, 2, 5, 10, 20, 50 ...) that cuts 0 to `most` into at most `parts` parts. */
export function roundStep(most: number, parts: number): number {
  const rough = Math.max(most, 1) / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10;
  return Math.max(1, step * power);
}
