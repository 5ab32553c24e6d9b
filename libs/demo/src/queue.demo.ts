import { addDays, addMinutes, atLondon, dayInWords, type Day, type TimeOfDay } from '#kernel';
import { meetingBudget, packAgenda, type Listing, type Meeting } from '#meetings';
import type { AgencyKind } from '#agencies';
import type { Directory } from './agencies.demo.js';
import { agendaLine } from './agenda.demo.js';
import { makeCase, type Wanted } from './cases.demo.js';
import type { DemoCase } from './demo-case.js';
import type { Row } from './demo-rows.js';
import { officeMoment, type DemoWorld } from './demo-world.js';
import { flagCase, flagForReview } from './flags.demo.js';
import { carryOver, expectEverybody } from './meetings.demo.js';
import type { DemoPanel } from './panels.demo.js';

/** What stands behind a panel when its past is played: who must be heard next, and who could be reviewed. */
export type Backlog = { cases: DemoCase[]; carriedOver: DemoCase[] };

type Queue = { world: DemoWorld; directory: Directory; panel: DemoPanel };

/** New cases in a queue: how many days ago they came, and what is special about them. */
type Arrival = Wanted & { daysAgo: number };

const NORTH: readonly Arrival[] = [
  { daysAgo: 2, risk: 'very_high', isImminent: true, children: 1 },
  { daysAgo: 9, risk: 'high', children: 2 },
  { daysAgo: 12, risk: 'medium', children: 0 },
  { daysAgo: 5, risk: 'medium', children: 0 },
  { daysAgo: 15, risk: 'standard', children: 0 },
];

const SOUTH: readonly Arrival[] = [
  { daysAgo: 8, risk: 'high', children: 2 },
  { daysAgo: 11, risk: 'medium' },
  { daysAgo: 13, risk: 'high', isRestricted: true },
  { daysAgo: 15, risk: 'medium' },
  { daysAgo: 9, risk: 'very_high' },
];

/** What waits in South beside the published agenda. */
const SOUTH_LATER: readonly Arrival[] = [
  { daysAgo: 1, risk: 'medium' },
  { daysAgo: 1, risk: 'high' },
];

const WEST: readonly Arrival[] = [
  { daysAgo: 27, risk: 'high', children: 1 },
  { daysAgo: 24, risk: 'very_high' },
  { daysAgo: 22, risk: 'medium' },
  { daysAgo: 20, risk: 'high' },
];

/** The backlog: West takes in three times what it did half a year ago. */
const WEST_BACKLOG: readonly Arrival[] = [44, 37, 33, 29, 25, 21, 18, 16, 13, 11, 9, 6, 4, 2].map(
  (daysAgo) => ({
    daysAgo,
  }),
);

const HELD = [
  'Person is in hospital until at least the end of the week.',
  'Waiting for the court hearing before the next meeting.',
] as const;

/** The cases for an agenda that is to be published, and who has sent apologies. */
export type ToPublish = { cases: DemoCase[]; apologies: AgencyKind[] };

/** Fills the queue of a panel as it stands now; gives what is to be published, for South and West. */
export function fillQueue(
  world: DemoWorld,
  directory: Directory,
  panel: DemoPanel,
  backlog: Backlog,
): ToPublish | null {
  const queue: Queue = { world, directory, panel };
  if (panel.lpa === 'North') {
    fillNorth(queue, backlog);
    return null;
  }
  if (panel.lpa === 'South') {
    const cases = [...backlog.carriedOver, ...arrive(queue, SOUTH), ...review(queue, backlog.cases, 4)];
    arrive(queue, SOUTH_LATER);
    return { cases, apologies: ['primary_care'] };
  }
  const cases = [...backlog.carriedOver, ...arrive(queue, WEST), ...review(queue, backlog.cases, 3)];
  arrive(queue, WEST_BACKLOG);
  return { cases, apologies: ['prosecution'] };
}

/** North has everything that makes an agenda hard to put together, and no agenda yet. */
function fillNorth(queue: Queue, backlog: Backlog): void {
  const { world, panel } = queue;
  arrive(queue, NORTH);
  arrive(queue, [{ daysAgo: 6, risk: 'high', breachOn: addDays(world.today, -7) }]);
  passedOver(queue, 2, { risk: 'very_high', children: 0, isKnownRepeat: false });
  passedOver(queue, 2, { risk: 'high', children: 1, isKnownRepeat: true });
  const held = arrive(queue, [
    { daysAgo: 18, risk: 'medium' },
    { daysAgo: 14, risk: 'high' },
  ]);
  const until = panel.coming[1]?.heldOn ?? addDays(world.today, 21);
  held.forEach(({ file }, nth) => Object.assign(file, { heldUntil: until, heldReason: HELD[nth] }));
  const missing = Math.max(0, QUEUE_OF_NORTH - NORTH.length - 3 - held.length - backlog.carriedOver.length);
  review(queue, backlog.cases, missing);
}

const QUEUE_OF_NORTH = 14;

function arrive({ world, directory, panel }: Queue, arrivals: readonly Arrival[]): DemoCase[] {
  return arrivals.map(({ daysAgo, ...wanted }) => {
    const arrived = makeCase(world, directory, panel, addDays(world.today, -daysAgo), wanted);
    flagCase(world, directory, arrived);
    return arrived;
  });
}

/** A case for which the last meetings ran out of time. */
function passedOver({ world, directory, panel }: Queue, times: number, wanted: Wanted): void {
  const missed = panel.past.slice(-times);
  const first = missed[0];
  if (!first) return;
  const late = makeCase(world, directory, panel, addDays(first.heldOn, -12), wanted);
  flagCase(world, directory, late);
  missed.forEach((meeting, nth) => {
    const position = 1 + world.rows.listings.filter((line) => line.meetingId === meeting.id).length;
    const line = agendaLine(world, late, meeting, position, nth === 0 ? 'new' : 'not_reached');
    world.rows.listings.push(line);
    carryOver(late, line, 'not_reached');
  });
}

/** Brings the cases longest without a hearing back for a review. */
function review({ world, panel }: Queue, cases: readonly DemoCase[], count: number): DemoCase[] {
  const due = cases
    .filter(({ file }) => file.state === 'discussed' && file.lastDiscussedOn !== null)
    .sort((one, other) => (one.file.lastDiscussedOn! < other.file.lastDiscussedOn! ? -1 : 1))
    .slice(0, count);
  due.forEach((demoCase, nth) => {
    const flaggedOn = world.workingDay(world.today, -2 - nth);
    const dueOn = addDays(demoCase.file.lastDiscussedOn!, 84);
    const reason = reviewReason(panel, flaggedOn, dueOn, demoCase.file.lastDiscussedOn!);
    flagForReview(world, demoCase, officeMoment(demoCase.dice, flaggedOn), reason);
  });
  return due;
}

function reviewReason(panel: DemoPanel, flaggedOn: Day, dueOn: Day, heardOn: Day): string {
  if (dueOn > addDays(panel.coming[0]?.heldOn ?? flaggedOn, 14)) {
    return `The plan needs another look, last heard on ${dayInWords(heardOn)}`;
  }
  return `12-week review ${dueOn < flaggedOn ? 'was' : 'is'} due on ${dayInWords(dueOn)}`;
}

/** Publishes the next agenda: what fits is listed, what does not waits. */
export function publish(
  world: DemoWorld,
  directory: Directory,
  panel: DemoPanel,
  { cases, apologies }: ToPublish,
): void {
  const meeting = panel.coming[0]!;
  const builtOn = world.workingDay(world.today, -2);
  meeting.state = 'agenda_published';
  meeting.agendaBuiltAt = atLondon(builtOn, '10:15' as TimeOfDay);
  meeting.publishedAt = addMinutes(meeting.agendaBuiltAt, 190);
  expectEverybody(world, directory, panel, meeting, apologies);
  for (const line of packed(world, meeting, cases)) world.rows.listings.push(line);
}

function packed(world: DemoWorld, meeting: Row<Meeting>, cases: readonly DemoCase[]): Row<Listing>[] {
  const lines = new Map<string, Row<Listing>>();
  for (const demoCase of cases) {
    const { file, hearings } = demoCase;
    const carried = file.timesDeferred > 0 ? 'deferred' : file.timesNotReached > 0 ? 'not_reached' : 'new';
    const kind = hearings > 0 ? 'review' : carried;
    lines.set(file.id, agendaLine(world, demoCase, meeting, 0, kind));
  }
  const candidates = cases.map(({ file }) => {
    const { plannedMinutes: minutes, band, priorityHigh: priority } = lines.get(file.id)!;
    return { id: file.id, minutes, band, priority, waitingSince: file.waitingSince, pinned: false };
  });
  const agenda = packAgenda(candidates, meetingBudget(meeting.durationMinutes).capacity);
  const order = [...agenda.chosen, ...agenda.leftOut.map(({ id }) => id)];
  order.forEach((id, nth) => (lines.get(id)!.position = nth + 1));
  for (const { id, why } of agenda.leftOut) {
    Object.assign(lines.get(id)!, { state: 'does_not_fit', leftOutReason: why.slice(0, 200) });
  }
  for (const { file } of cases) if (agenda.chosen.includes(file.id)) file.state = 'listed';
  return order.map((id) => lines.get(id)!);
}
