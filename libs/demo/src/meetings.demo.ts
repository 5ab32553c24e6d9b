import { addDays, addMinutes, londonDay, type Day, type Moment } from '#kernel';
import type { AgencyKind } from '#agencies';
import type { Decision, Listing, ListingKind, Meeting, Presence } from '#meetings';
import { agreeAction } from './actions.demo.js';
import type { Directory } from './agencies.demo.js';
import { agendaLine } from './agenda.demo.js';
import { isRepeat, makeCase } from './cases.demo.js';
import type { DemoCase, Level } from './demo-case.js';
import type { Row } from './demo-rows.js';
import type { DemoWorld } from './demo-world.js';
import type { Dice } from './dice.js';
import { flagCase, heard } from './flags.demo.js';
import { ABSENCE_NOTES, decisionReason, minutesText, victimViewText } from './minutes.words.js';
import { closeCase } from './outcomes.demo.js';
import type { DemoPanel } from './panels.demo.js';

/** New cases at each past meeting, oldest first: more at the start, when there is nothing to review yet. */
const NEW_CASES = [5, 4, 3, 3, 3, 3, 2, 3, 3, 2, 3, 3, 3];

/** Fewest and most cases at one meeting. */
const CASES = { most: 12, usual: 7.4 };

/** Days from referral to the first hearing: in the first and in the last meeting of the half year. */
const WAIT_DAYS: Record<DemoPanel['lpa'], readonly [first: number, last: number]> = {
  North: [25, 13],
  South: [21, 11],
  West: [15, 24],
};

const NOT_REACHED = 0.04;

const DEFERRED = 0.07;

const ATTENDS: Partial<Record<AgencyKind, number>> = {
  police: 0.99,
  stalking_advocacy: 0.96,
  idva: 0.96,
  probation: 0.88,
  childrens_social_care: 0.86,
  housing: 0.82,
  mental_health: 0.76,
  adult_social_care: 0.78,
  acute_health: 0.72,
  substance_misuse: 0.74,
  education: 0.66,
  primary_care: 0.45,
  prosecution: 0.4,
};

const LEVELS: readonly Level[] = ['standard', 'medium', 'high', 'very_high'];

/** Plays every past meeting of a panel, oldest first; gives the panel's cases and those left over for next time. */
export function playMeetings(
  world: DemoWorld,
  directory: Directory,
  panel: DemoPanel,
): { cases: DemoCase[]; carriedOver: DemoCase[] } {
  const dice = world.dice(`meetings ${panel.lpa}`);
  const cases: DemoCase[] = [];
  let carriedOver: DemoCase[] = [];
  panel.past.forEach((meeting, nth) => {
    const fresh: DemoCase[] = [];
    for (let count = NEW_CASES[nth] ?? 2; count > 0; count -= 1) {
      const referredOn = addDays(meeting.heldOn, -waitFor(dice, panel, nth));
      const repeatOf = dice.chance(0.12)
        ? cases.find((one) => isRepeatable(one, cases, referredOn))
        : undefined;
      fresh.push(makeCase(world, directory, panel, referredOn, repeatOf ? { repeatOf } : {}));
    }
    for (const one of fresh) flagCase(world, directory, one);
    const reviews = cases.filter((one) => isDueForReview(one, meeting.heldOn));
    const room =
      Math.min(CASES.most, Math.round(dice.normal(CASES.usual, 1.4))) - carriedOver.length - fresh.length;
    const list = [...carriedOver, ...fresh, ...reviews.slice(0, Math.max(0, room))];
    cases.push(...fresh);
    carriedOver = holdMeeting(world, directory, panel, meeting, list, dice);
  });
  return { cases, carriedOver };
}

function waitFor(dice: Dice, panel: DemoPanel, nth: number): number {
  const [first, last] = WAIT_DAYS[panel.lpa];
  const mean = first + ((last - first) * nth) / Math.max(1, panel.past.length - 1);
  return Math.min(60, Math.max(4, Math.round(dice.normal(mean, 4))));
}

function isDueForReview({ file, reviewFrom }: DemoCase, on: Day): boolean {
  return file.state === 'discussed' && reviewFrom !== null && reviewFrom <= on;
}

function isRepeatable(one: DemoCase, cases: readonly DemoCase[], on: Day): boolean {
  if (one.file.closedAt === null || londonDay(one.file.closedAt) >= on) return false;
  return !cases.some((other) => other !== one && other.victim.firstName === one.victim.firstName);
}

function holdMeeting(
  world: DemoWorld,
  directory: Directory,
  panel: DemoPanel,
  meeting: Row<Meeting>,
  list: readonly DemoCase[],
  dice: Dice,
): DemoCase[] {
  meeting.state = 'ended';
  meeting.agendaBuiltAt = addMinutes(meeting.startsAt, -9 * 24 * 60);
  meeting.publishedAt = addMinutes(meeting.startsAt, -8 * 24 * 60);
  meeting.startedAt = addMinutes(meeting.startsAt, dice.between(0, 4));
  recordAttendance(world, directory, panel, meeting, dice);
  const carriedOver: DemoCase[] = [];
  let at = addMinutes(meeting.startedAt, dice.between(22, 27));
  list.forEach((demoCase, nth) => {
    const line = agendaLine(world, demoCase, meeting, nth + 1, kindOf(demoCase));
    world.rows.listings.push(line);
    const isLast = nth === list.length - 1;
    const isLeft =
      demoCase.dice.chance(DEFERRED) || (isLast && demoCase.dice.chance(NOT_REACHED * list.length));
    if (isLeft && demoCase.hearings === 0) {
      carryOver(demoCase, line, isLast ? 'not_reached' : 'deferred');
      carriedOver.push(demoCase);
      return;
    }
    const endsAt = addMinutes(at, Math.max(5, line.plannedMinutes + dice.between(-3, 4)));
    discuss(world, directory, demoCase, meeting, line, at, endsAt);
    at = endsAt;
  });
  meeting.endedAt = addMinutes(at, 6);
  return carriedOver;
}

/** The line went by without the case being heard: back to the queue with its age and its count. */
export function carryOver(demoCase: DemoCase, line: Row<Listing>, how: 'not_reached' | 'deferred'): void {
  line.state = how;
  if (how === 'not_reached') demoCase.file.timesNotReached += 1;
  else demoCase.file.timesDeferred += 1;
  line.decisionReason = how === 'deferred' ? 'The referring agency could not attend or send somebody.' : '';
}

function kindOf(demoCase: DemoCase): ListingKind {
  const { file, hearings } = demoCase;
  if (hearings > 0) return 'review';
  if (file.timesNotReached > 0) return 'not_reached';
  if (file.timesDeferred > 0) return 'deferred';
  return isRepeat(demoCase) ? 'repeat' : 'new';
}

function discuss(
  world: DemoWorld,
  directory: Directory,
  demoCase: DemoCase,
  meeting: Row<Meeting>,
  line: Row<Listing>,
  startedAt: Moment,
  endedAt: Moment,
): void {
  const { dice, file } = demoCase;
  const before = file.riskLevel as Level;
  demoCase.hearings += 1;
  demoCase.riskAtFirstHearing ??= before;
  const decision = decide(demoCase, endedAt);
  const after = riskAfter(demoCase, before, decision);
  const wanted = actionsWanted(demoCase, decision);
  Object.assign(line, {
    state: 'discussed',
    startedAt,
    endedAt,
    notes: minutesText(dice, file, meeting.heldOn, demoCase.hearings),
    victimView: victimViewText(dice),
    riskBefore: before,
    riskAfter: after,
    decision,
    actionCount: wanted,
    decisionReason:
      decisionReason(dice, decision) || (wanted === 0 ? 'No new action: the plan goes on.' : ''),
  });
  Object.assign(file, { state: 'discussed', riskLevel: after, lastDiscussedOn: meeting.heldOn });
  heard(demoCase, endedAt);
  for (let count = wanted; count > 0; count -= 1) {
    agreeAction(world, directory, demoCase, meeting, addMinutes(startedAt, dice.between(3, 5)));
  }
  demoCase.reviewFrom = addDays(meeting.heldOn, demoCase.hearings === 1 ? dice.between(26, 40) : 28);
  if (decision === 'close') closeCase(world, demoCase, meeting.endedAt ?? addMinutes(endedAt, 20));
}

/** Poisson with a mean of 4.6 at the first hearing, one more for a repeat, 1 to 12; a few at later ones. */
function actionsWanted(demoCase: DemoCase, decision: Decision): number {
  const { dice, hearings } = demoCase;
  if (decision === 'close') return 0;
  if (hearings > 1) return dice.poisson(2.4);
  return Math.min(12, Math.max(1, dice.poisson(4.3) + (isRepeat(demoCase) ? 1 : 0)));
}

function decide({ dice, hearings, actions, fate }: DemoCase, at: Moment): Decision {
  if (hearings === 1) return dice.weighted({ keep_on_panel: 84, raise_risk: 10, lower_risk: 6 });
  const allDone = actions.every((action) => action.closedAt !== null && action.closedAt < at);
  if (allDone && dice.chance(0.55)) return 'close';
  if (fate === 'escalated') return 'raise_risk';
  return dice.weighted({ keep_on_panel: 70, lower_risk: fate === 'reduced' ? 30 : 4 });
}

function riskAfter(demoCase: DemoCase, before: Level, decision: Decision): Level {
  const step = (by: number) => LEVELS[Math.min(3, Math.max(0, LEVELS.indexOf(before) + by))]!;
  if (decision === 'raise_risk') return step(1);
  if (decision === 'lower_risk') return step(-1);
  if (decision !== 'close') return before;
  return riskAtEnd(demoCase);
}

/** The level at closing, seen from the first hearing. */
export function riskAtEnd({ fate, riskAtFirstHearing, dice }: DemoCase): Level {
  const from = LEVELS.indexOf(riskAtFirstHearing ?? 'medium');
  const by = { reduced: dice.chance(0.3) ? -2 : -1, same: 0, escalated: 1, displaced: 0 }[fate];
  return LEVELS[Math.min(3, Math.max(0, from + by))]!;
}

function recordAttendance(
  world: DemoWorld,
  directory: Directory,
  panel: DemoPanel,
  meeting: Row<Meeting>,
  dice: Dice,
): void {
  for (const kind of panel.members) {
    const agencyId = directory.agency(kind).id;
    const isThere = dice.chance(ATTENDS[kind] ?? 0.6);
    const presence: Presence = isThere
      ? dice.weighted({ here: 55, video: 40, later: 5 })
      : dice.weighted({ apologies: 70, away: 30 });
    world.rows.attendance.push({
      id: world.id(),
      meetingId: meeting.id,
      agencyId,
      personId: isThere ? dice.pick(directory.workers(agencyId)).id : null,
      presence,
      note: isThere ? '' : dice.pick(ABSENCE_NOTES),
      isConfidentialityAgreed: isThere,
      recordedAt: meeting.startedAt,
    });
  }
}

/** The seats of a meeting that has not begun: everybody is expected, some have said that they cannot come. */
export function expectEverybody(
  world: DemoWorld,
  directory: Directory,
  panel: DemoPanel,
  meeting: Row<Meeting>,
  apologies: readonly AgencyKind[],
): void {
  for (const kind of panel.members) {
    const isAway = apologies.includes(kind);
    world.rows.attendance.push({
      id: world.id(),
      meetingId: meeting.id,
      agencyId: directory.agency(kind).id,
      personId: null,
      presence: isAway ? 'apologies' : 'expected',
      note: isAway ? 'Written update to follow' : '',
      isConfidentialityAgreed: false,
      recordedAt: null,
    });
  }
}
