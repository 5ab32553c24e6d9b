import { daysBetween, type Day } from '#kernel';
import { casePriority, ESSEX_BEHAVIOURAL, sayCarriedOver, type CaseFacts } from '#cases';
import { plannedMinutes, type Listing, type ListingKind, type Meeting } from '#meetings';
import type { DemoCase } from './demo-case.js';
import type { Row } from './demo-rows.js';
import type { DemoWorld } from './demo-world.js';
import { factsOn } from './facts.demo.js';

/** The line of a case on the agenda of a meeting, ranked by the panel's profile as on that day. */
export function agendaLine(
  world: DemoWorld,
  demoCase: DemoCase,
  meeting: Row<Meeting>,
  position: number,
  kind: ListingKind,
): Row<Listing> {
  const today = meeting.heldOn < world.today ? meeting.heldOn : world.today;
  const facts = factsOn(world, demoCase, today);
  const rank = casePriority(facts, {
    today,
    holidays: world.holidays,
    profile: ESSEX_BEHAVIOURAL,
  });
  return {
    id: world.id(),
    meetingId: meeting.id,
    caseId: demoCase.file.id,
    state: 'on_agenda',
    kind,
    position,
    plannedMinutes: minutesFor(demoCase),
    band: rank.band,
    priorityLow: rank.low,
    priorityHigh: rank.high,
    points: rank.points,
    reasons: [...rank.bandReasons, ...whyNow(facts, demoCase, kind, today)],
    dataNeeded: rank.dataNeeded,
    profile: `${rank.profile.key}/${rank.profile.version}`,
    leftOutReason: null,
    isPinned: false,
    chairReason: null,
    isMovedByChair: false,
    isMinutesByChair: false,
    addendum: null,
    heldUntil: null,
    startedAt: null,
    endedAt: null,
    notes: '',
    victimView: '',
    riskBefore: null,
    riskAfter: null,
    decision: null,
    decisionReason: '',
    actionCount: 0,
  };
}

/** Minutes planned for a case. */
export function minutesFor({ file, hearings }: DemoCase): number {
  return plannedMinutes({
    hasChildren: (file.children ?? 0) > 0,
    isRestrictedOrComplex: file.handling !== 'standard',
    isFirstTimeAtPanel: hearings === 0,
    requiredAgencyCount: (file.children ?? 0) > 1 ? 4 : 3,
  }).minutes;
}

function whyNow(facts: CaseFacts, demoCase: DemoCase, kind: ListingKind, today: Day): string[] {
  if (kind === 'review') return ['Review of the plan is due'];
  const carriedOver = sayCarriedOver(facts);
  const days = daysBetween(demoCase.file.referredOn, today);
  const waiting = `Not yet heard: referred ${days} days ago`;
  return carriedOver ? [carriedOver, waiting] : [waiting];
}
