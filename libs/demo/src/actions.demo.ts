import {
  addDays,
  addMinutes,
  atLondon,
  isWorkingDay,
  londonDay,
  onOrAfterWorkingDay,
  workingDaysBetween,
  type Day,
  type Moment,
  type TimeOfDay,
} from '#kernel';
import type { Action, ActionPriority, ActionUpdateKind } from '#actions';
import type { AgencyKind } from '#agencies';
import type { Meeting } from '#meetings';
import {
  OWNERS,
  PRIORITIES,
  ON_TIME,
  PUNCTUALITY,
  ENDINGS,
  REASONS,
  LATE_MEDIAN_WORKING_DAYS,
  STILL_OWED,
  OWED_AT_MOST,
} from './action-shares.demo.js';
import { ACTION_IDEAS, DONE_NOTES, EXTENSION_REASONS, PROGRESS_NOTES } from './action.words.js';
import type { Directory } from './agencies.demo.js';
import type { DemoCase } from './demo-case.js';
import type { Row } from './demo-rows.js';
import { officeMoment, type DemoWorld } from './demo-world.js';
import type { Dice } from './dice.js';
import { chaseAction } from './reminders.demo.js';

/** Agrees an action for a case at a meeting and plays what became of it up to now. */
export function agreeAction(
  world: DemoWorld,
  directory: Directory,
  demoCase: DemoCase,
  meeting: Row<Meeting>,
  agreedAt: Moment,
): Row<Action> {
  const { dice, panel, file } = demoCase;
  const kind = ownerKind(dice, demoCase);
  const agency = directory.agency(kind);
  const idea = freshIdea(dice, demoCase, kind);
  const priority = dice.weighted(PRIORITIES);
  const due = dueOf(world, dice, priority, agreedAt);
  const action: Row<Action> = {
    id: world.id(),
    reference: '',
    caseId: file.id,
    number: demoCase.actions.length + 1,
    panelId: panel.row.id,
    meetingId: meeting.id,
    agencyId: agency.id,
    ownerId: dice.chance(0.09) ? null : dice.pick(directory.workers(agency.id)).id,
    text: idea.text,
    category: idea.category,
    priority,
    status: 'agreed',
    isOpen: true,
    agreedAt,
    ...due,
    originalDueOn: due.dueOn,
    acknowledgedAt: null,
    closedAt: null,
    closedOn: null,
    note: '',
    evidenceReference: '',
    reasonCode: null,
    extensionRequestedOn: null,
    extensionNewDueOn: null,
    extensionReason: null,
    extensionCount: 0,
  };
  demoCase.actions.push(action);
  world.rows.actions.push(action);
  giveAccess(world, demoCase, agency.id, agreedAt);
  const tell = (update: ActionUpdateKind, personId: string | null, at: Moment, note = '') =>
    world.rows.updates.push({ id: world.id(), actionId: action.id, kind: update, personId, at, note });
  tell('agreed', panel.row.coordinatorId, agreedAt);
  live(world, dice, action, kind, panel.row.chairId, tell);
  chaseAction(world, directory, demoCase, action);
  return action;
}

type Tell = (kind: ActionUpdateKind, personId: string | null, at: Moment, note?: string) => void;

/** The life of an action: acknowledged, worked on, sometimes given more time, ended on time, late or not yet. */
function live(
  world: DemoWorld,
  dice: Dice,
  action: Row<Action>,
  kind: AgencyKind,
  chairId: string | null,
  tell: Tell,
): void {
  const { now } = world;
  const agreedOn = londonDay(action.agreedAt);
  const isOnTime = dice.chance(ON_TIME[action.priority] + (PUNCTUALITY[kind] ?? 0));
  const endAt = endOf(world, dice, action, isOnTime);
  const ending = dice.weighted(ENDINGS);
  const acknowledgedAt = acknowledging(world, dice, action, isOnTime);
  const extension = dice.chance(0.14);
  const askedOn = world.workingDay(action.dueOn, -1);
  const isSlow = dice.chance(0.6);
  const progressAt = isSlow ? between(dice, world, agreedOn, londonDay(endAt)) : null;
  if (acknowledgedAt < endAt && acknowledgedAt <= now && dice.chance(0.9)) {
    action.status = 'acknowledged';
    action.acknowledgedAt = acknowledgedAt;
    tell('acknowledged', action.ownerId, acknowledgedAt);
  }
  if (progressAt && progressAt > acknowledgedAt && progressAt < endAt && progressAt <= now) {
    action.status = 'in_progress';
    action.acknowledgedAt ??= progressAt;
    action.note = dice.pick(PROGRESS_NOTES);
    tell('progress', action.ownerId, progressAt, action.note);
  }
  if (extension && !isOnTime && askedOn > agreedOn)
    extend(world, dice, action, { askedOn, endAt, chairId, tell });
  if (endAt > now) return;
  finish(world, dice, action, ending, endAt, chairId, tell);
}

function extend(
  world: DemoWorld,
  dice: Dice,
  action: Row<Action>,
  { askedOn, endAt, chairId, tell }: { askedOn: Day; endAt: Moment; chairId: string | null; tell: Tell },
): void {
  const askedAt = officeMoment(dice, askedOn);
  const newDueOn = world.workingDay(action.dueOn, 5);
  const reason = dice.pick(EXTENSION_REASONS);
  if (askedAt > world.now || askedAt >= endAt) return;
  tell('extension_requested', action.ownerId, askedAt, reason);
  const decidedAt = officeMoment(dice, world.workingDay(askedOn, 1));
  if (decidedAt > world.now || decidedAt >= endAt) {
    if (endAt <= world.now) return;
    action.extensionRequestedOn = askedOn;
    action.extensionNewDueOn = newDueOn;
    action.extensionReason = reason;
    return;
  }
  tell('extension_granted', chairId, decidedAt);
  action.extensionCount = 1;
  action.dueOn = newDueOn;
  action.dueAt = atLondon(newDueOn, '17:00' as TimeOfDay);
}

function finish(
  world: DemoWorld,
  dice: Dice,
  action: Row<Action>,
  ending: keyof typeof ENDINGS,
  endAt: Moment,
  chairId: string | null,
  tell: Tell,
): void {
  action.status = ending;
  action.isOpen = false;
  action.closedAt = endAt;
  action.closedOn = londonDay(endAt);
  if (ending === 'completed') {
    action.note = dice.pick(DONE_NOTES);
    action.evidenceReference = dice.chance(0.35) ? `LOG/${dice.between(1000, 9999)}` : '';
  } else if (ending === 'withdrawn_by_chair') {
    action.note = 'Taken over by another action of the panel.';
  } else {
    action.reasonCode = dice.pick(REASONS[ending]);
    action.note = ending === 'not_undertaken' ? 'Not done by the agency.' : 'Circumstances have changed.';
  }
  tell(ending, ending === 'withdrawn_by_chair' ? chairId : action.ownerId, endAt, action.note);
  const verifiedAt = addMinutes(endAt, 24 * 60);
  if (ending === 'completed' && action.priority === 'critical' && verifiedAt <= world.now) {
    action.status = 'verified';
    tell('verified', chairId, verifiedAt);
  }
}

/** When the owner says that it was received: mostly the next morning; for a critical action within hours. */
function acknowledging(world: DemoWorld, dice: Dice, action: Row<Action>, isOnTime: boolean): Moment {
  if (action.priority === 'critical')
    return addMinutes(action.agreedAt, dice.between(15, isOnTime ? 110 : 400));
  if (isOnTime && dice.chance(0.5)) return addMinutes(action.agreedAt, dice.between(90, 240));
  const days = dice.chance(isOnTime ? 0.75 : 0.35) ? 1 : dice.between(2, 4);
  return officeMoment(dice, world.workingDay(londonDay(action.agreedAt), days));
}

/** When it ends: on time towards the end of its time, or late by a long-tailed number of working days. */
function endOf(world: DemoWorld, dice: Dice, action: Row<Action>, isOnTime: boolean): Moment {
  const agreedOn = londonDay(action.agreedAt);
  const room = workingDaysBetween(agreedOn, action.dueOn, world.holidays);
  if (!isOnTime) {
    const late = Math.max(1, Math.round(dice.logNormal(LATE_MEDIAN_WORKING_DAYS, 0.9)));
    const isOwed = dice.chance(STILL_OWED) && agreedOn > addDays(world.today, -OWED_AT_MOST);
    if (isOwed) return addMinutes(world.now, 10 * 24 * 60);
    return officeMoment(dice, world.workingDay(action.dueOn, Math.min(45, late)));
  }
  const on = world.workingDay(agreedOn, Math.max(1, Math.ceil(dice.next() ** 0.6 * room)));
  const at = officeMoment(dice, on <= action.dueOn ? on : action.dueOn);
  if (at > action.agreedAt && at < action.dueAt) return at;
  return addMinutes(action.dueAt, -dice.between(5, 60));
}

function dueOf(
  world: DemoWorld,
  dice: Dice,
  priority: ActionPriority,
  agreedAt: Moment,
): { dueOn: Day; dueAt: Moment } {
  const agreedOn = londonDay(agreedAt);
  if (priority === 'critical') {
    const dueAt = addMinutes(agreedAt, 48 * 60);
    const dueOn = londonDay(dueAt);
    if (isWorkingDay(dueOn, world.holidays)) return { dueOn, dueAt };
    const before = world.workingDay(dueOn, -1);
    return before > agreedOn
      ? endOfDay(before)
      : endOfDay(onOrAfterWorkingDay(addDays(agreedOn, 1), world.holidays));
  }
  const days = { high: dice.between(3, 5), routine: dice.between(7, 10), long: dice.between(15, 30) }[
    priority
  ];
  return endOfDay(world.workingDay(agreedOn, days));
}

function endOfDay(dueOn: Day): { dueOn: Day; dueAt: Moment } {
  return { dueOn, dueAt: atLondon(dueOn, '17:00' as TimeOfDay) };
}

function between(dice: Dice, world: DemoWorld, from: Day, to: Day): Moment {
  const days = workingDaysBetween(from, to, world.holidays);
  return officeMoment(dice, world.workingDay(from, Math.max(1, dice.between(1, Math.max(1, days)))));
}

function ownerKind(dice: Dice, { panel }: DemoCase): AgencyKind {
  const here = Object.entries(OWNERS).filter(([kind]) => panel.members.includes(kind as AgencyKind));
  return dice.weighted(Object.fromEntries(here) as Partial<Record<AgencyKind, number>>);
}

function freshIdea(dice: Dice, { actions }: DemoCase, kind: AgencyKind) {
  const all = ACTION_IDEAS[kind]!;
  const fresh = all.filter(({ text }) => actions.every((action) => action.text !== text));
  return dice.pick(fresh.length > 0 ? fresh : all);
}

function giveAccess(world: DemoWorld, demoCase: DemoCase, agencyId: string, grantedAt: Moment): void {
  if (
    demoCase.actions.some((action, nth) => nth < demoCase.actions.length - 1 && action.agencyId === agencyId)
  )
    return;
  const caseId = demoCase.file.id;
  world.rows.caseAccess.push({
    id: world.id(),
    caseId,
    agencyId,
    reason: 'owns_action',
    grantedAt,
    endsOn: null,
  });
}
