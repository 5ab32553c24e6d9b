import { box, type ChartWords, picture, rowLabel, text, tidy } from './svg.js';

/** Somebody in the picture; the id joins lines to them. */
export type NetworkPerson = { id: string; label: string };

/** A case in the picture, as a box with its people. */
export type NetworkCase = { label: string; detail: string; people: readonly NetworkPerson[] };

/** A line between two people: how sure it is that they are one. */
export type NetworkTie = { from: string; to: string; tone: 'sure' | 'likely' | 'possible' };

/** A thing that several people gave: a node of its own, with a line to each. */
export type NetworkThing = { label: string; people: readonly string[] };

/** One case at the left, those that it is connected with at the right, what they share between them. */
export type NetworkChart = ChartWords & {
  own: NetworkCase;
  cases: readonly NetworkCase[];
  ties: readonly NetworkTie[];
  things: readonly NetworkThing[];
};

const WIDTH = 860;
const BOX = 290;
const HEAD = 50;
const ROW = 30;
const GAP = 18;
const THING = { width: 120, height: 30, room: 40 };
const MARGIN = 2;

type Placed = { top: number; height: number };

const heightOf = ({ people }: NetworkCase) => HEAD + people.length * ROW + 8;

function stacked(cases: readonly NetworkCase[]): Placed[] {
  let top = MARGIN;
  return cases.map((one) => {
    const placed = { top, height: heightOf(one) };
    top += placed.height + GAP;
    return placed;
  });
}

function drawCase(one: NetworkCase, x: number, top: number, kind: string, at: Map<string, number>): string {
  const people = one.people.map(({ id, label }, index) => {
    const y = top + HEAD + index * ROW + ROW / 2;
    at.set(id, y);
    return text('network__person', x + 14, y + 5, rowLabel(label));
  });
  return (
    box(`network__case ${kind}`, x, top, BOX, heightOf(one)) +
    text('chart__total', x + 14, top + 21, one.label) +
    text('chart__axis', x + 14, top + 40, rowLabel(one.detail)) +
    people.join('')
  );
}

function line(kind: string, x1: number, y1: number, x2: number, y2: number): string {
  const bend = (x2 - x1) / 2;
  const [from, to] = [`${tidy(x1)} ${tidy(y1)}`, `${tidy(x2)} ${tidy(y2)}`];
  return `<path class="network__tie network__tie--${kind}" d="M${from}C${tidy(x1 + bend)} ${tidy(y1)} ${tidy(x2 - bend)} ${tidy(y2)} ${to}"/>`;
}

/** Draws the cases as boxes, a line for each connection of two people, and what is shared as nodes of their own. */
export function drawNetwork(chart: NetworkChart): string {
  const placed = stacked(chart.cases);
  const right = placed.at(-1) ? placed.at(-1)!.top + placed.at(-1)!.height : 0;
  const things = chart.things.length * THING.room;
  const height = Math.max(right, heightOf(chart.own) + MARGIN, things) + MARGIN;
  const [left, far, middle] = [MARGIN, WIDTH - BOX - MARGIN, WIDTH / 2];
  const [own, others] = [new Map<string, number>(), new Map<string, number>()];
  const boxes = [
    drawCase(chart.own, left, (height - heightOf(chart.own)) / 2, 'network__case--own', own),
    ...chart.cases.map((one, at) => drawCase(one, far, placed[at]!.top, '', others)),
  ];
  const ties = chart.ties.flatMap(({ from, to, tone }) => {
    const [y1, y2] = [own.get(from), others.get(to)];
    return y1 === undefined || y2 === undefined ? [] : [line(tone, left + BOX, y1, far, y2)];
  });
  const room = height / Math.max(1, chart.things.length);
  const nodes = chart.things.map(({ label, people }, at) => {
    const y = room * at + room / 2;
    const lines = people.flatMap((id) => {
      const [mine, theirs] = [own.get(id), others.get(id)];
      if (mine !== undefined) return [line('shared', left + BOX, mine, middle - THING.width / 2, y)];
      return theirs === undefined ? [] : [line('shared', middle + THING.width / 2, y, far, theirs)];
    });
    const top = y - THING.height / 2;
    const node = box('network__thing', middle - THING.width / 2, top, THING.width, THING.height);
    return lines.join('') + node + text('chart__axis', middle, y + 5, label, 'middle');
  });
  return picture(chart, WIDTH, Math.ceil(height), ties.join('') + nodes.join('') + boxes.join(''));
}
