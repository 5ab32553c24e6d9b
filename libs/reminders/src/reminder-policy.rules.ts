import {
  addDays,
  addMinutes,
  addWorkingDays,
  atLondon,
  isWorkingDay,
  londonDay,
  londonTime,
  onOrAfterWorkingDay,
  type BankHolidays,
  type Day,
  type Moment,
} from '#kernel';
import {
  REMINDER_POLICY,
  type Audience,
  type ReminderKind,
  type ReminderLevel,
  type ReminderOffset,
  type ReminderPolicy,
  type ReminderPriority,
  type ReminderRule,
  type SendingWindow,
} from './reminder-policy.js';

/**
 * What the policy looks at, of one open action. `givenAt`: when somebody gave the action to another who has it now,
 * null when it never changed hands or its owner took it. `nextMeetingOn` is the panel's first planned meeting after the due day
 * (kept to that meeting once it is past, or the chair would be told again). `pausedUntil`: the chair's pause; steps on
 * days before it are passed over. Whoever asks must know that the action is open: a closed action has no reminders.
 */
export type ReminderFacts = {
  priority: ReminderPriority;
  agreedAt: Moment;
  givenAt: Moment | null;
  dueOn: Day;
  dueAt: Moment;
  acknowledgedAt: Moment | null;
  nextMeetingOn: Day | null;
  hasDeputy: boolean;
  pausedUntil: Day | null;
  /** When the clock of a referral turns amber and red. */
  marks?: { amber: Moment | null; red: Moment | null };
};

/** The bank holidays, and the policy when it is not the present one. */
export type ReminderContext = { holidays: BankHolidays; policy?: ReminderPolicy };

/** One reminder that the policy foresees for an action. `key` is stable and unique within the action's due date. */
export type ReminderStep = {
  key: string;
  rule: string;
  kind: ReminderKind;
  level: ReminderLevel;
  audience: Audience[];
  at: Moment;
};

/** One reminder to one audience. */
export type ReminderToSend = { step: ReminderStep; audience: Audience };

/**
 * What to send now, at most one message for each audience. `overtaken` steps are not sent: a later or higher one says
 * more, or they fell in a pause. `through` is the moment up to which every step is dealt with: the new cursor.
 */
export type Occasion = { through: Moment; messages: ReminderToSend[]; overtaken: ReminderStep[] };

/** All reminders of an open action up to a moment, in order; at the same moment lower levels come first. */
export function reminderSteps(
  facts: ReminderFacts,
  context: ReminderContext & { until: Moment },
): ReminderStep[] {
  const policy = context.policy ?? REMINDER_POLICY;
  const newAt = nextSendMoment(facts.agreedAt, facts.priority, context.holidays, policy.window);
  const quietUntil = addMinutes(newAt, policy.quietAfterNew);
  const steps: ReminderStep[] = [];
  for (const rule of policy.rules[facts.priority]) {
    if (rule.kind === 'not_acknowledged' && facts.acknowledgedAt !== null) continue;
    const earliest = isBeforeDue(rule) ? quietUntil : facts.agreedAt;
    let turn = 0;
    for (const at of momentsOf(rule, facts, { ...context, policy })) {
      turn += 1;
      if (at > context.until) break;
      if (at >= earliest) steps.push(stepOf(rule, facts, at, rule.every ? `${rule.key}-${turn}` : rule.key));
    }
  }
  return steps.sort((a, b) => compare(a.at, b.at) || a.level - b.level);
}

function isBeforeDue(rule: ReminderRule): boolean {
  return rule.kind === 'due_soon' || rule.kind === 'due_today';
}

function stepOf(rule: ReminderRule, facts: ReminderFacts, at: Moment, key: string): ReminderStep {
  const audience = rule.audience.filter((one) => one !== 'deputy' || facts.hasDeputy);
  return { key, rule: rule.words, kind: rule.kind, level: rule.level, audience, at };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The moments of a rule in order: none, one, or without end when it repeats. */
function* momentsOf(
  rule: ReminderRule,
  facts: ReminderFacts,
  context: { holidays: BankHolidays; policy: ReminderPolicy },
): Generator<Moment> {
  const { holidays } = context;
  // "Due today" can only be said on the day itself, and nothing is sent on a day that is not worked.
  if (rule.kind === 'due_today' && !isWorkingDay(facts.dueOn, holidays)) return;
  const given = { agreed: facts.agreedAt, given: facts.givenAt, due: facts.dueAt, ...facts.marks };
  const anchor = given[rule.from] ?? null;
  if (anchor === null) return;
  const anchorOn = rule.from === 'due' ? facts.dueOn : londonDay(anchor);
  let at = later(anchor, anchorOn, rule.offset, holidays);
  const early =
    rule.beforeMeeting === undefined ? null : beforeMeeting(rule.beforeMeeting, facts, at, holidays);
  at = early ?? at;
  yield nextSendMoment(at, facts.priority, holidays, context.policy.window);
  while (rule.every) {
    at = later(at, londonDay(at), rule.every, holidays);
    yield nextSendMoment(at, facts.priority, holidays, context.policy.window);
  }
}

function later(anchor: Moment, anchorOn: Day, offset: ReminderOffset, holidays: BankHolidays): Moment {
  if ('hours' in offset) return addMinutes(anchor, offset.hours * 60);
  return atLondon(addWorkingDays(anchorOn, offset.workingDays, holidays), offset.at);
}

/** The morning some working days before the next meeting, when the action is overdue by then and it is before `at`. */
function beforeMeeting(
  workingDays: number,
  facts: ReminderFacts,
  at: Moment,
  holidays: BankHolidays,
): Moment | null {
  if (facts.nextMeetingOn === null) return null;
  const on = addWorkingDays(facts.nextMeetingOn, -workingDays, holidays);
  const early = atLondon(on, londonTime(at));
  return on > facts.dueOn && early > facts.dueAt && early < at ? early : null;
}

/**
 * The moment at which something may be sent: now, or when the sending window next opens (08:00 to before 17:00 London
 * on working days). Critical actions do not wait.
 */
export function nextSendMoment(
  now: Moment,
  priority: ReminderPriority,
  holidays: BankHolidays,
  window: SendingWindow = REMINDER_POLICY.window,
): Moment {
  if (priority === 'critical') return now;
  const today = londonDay(now);
  const time = londonTime(now);
  const tooLate = time >= window.until;
  if (isWorkingDay(today, holidays) && time >= window.from && !tooLate) return now;
  return atLondon(onOrAfterWorkingDay(tooLate ? addDays(today, 1) : today, holidays), window.from);
}

const DAYS_PER_LOOK = 45;

/**
 * The first reminder after the cursor that is not within a pause. For an open action there always is one, because
 * overdue reminders repeat until it is closed; null only with a policy that has no repeating rule.
 */
export function nextStepAfter(
  facts: ReminderFacts,
  cursor: Moment | null,
  context: ReminderContext,
): ReminderStep | null {
  const policy = context.policy ?? REMINDER_POLICY;
  const repeats = policy.rules[facts.priority].some((rule) => rule.every);
  const known = [facts.agreedAt, facts.dueAt, cursor ?? facts.agreedAt, pauseEnd(facts) ?? facts.agreedAt];
  let from = known.reduce((latest, at) => (at > latest ? at : latest));
  for (;;) {
    const until = addMinutes(from, DAYS_PER_LOOK * 24 * 60);
    const steps = reminderSteps(facts, { ...context, until });
    const next = steps.find((step) => (cursor === null || step.at > cursor) && !isPaused(facts, step.at));
    if (next || !repeats) return next ?? null;
    from = until;
  }
}

function pauseEnd(facts: ReminderFacts): Moment | null {
  return facts.pausedUntil === null ? null : (`${facts.pausedUntil}T23:59:59.999Z` as Moment);
}

function isPaused(facts: ReminderFacts, at: Moment): boolean {
  return facts.pausedUntil !== null && londonDay(at) < facts.pausedUntil;
}

/**
 * What is to be sent now for an open action: every step after the cursor up to now, folded into one message for each
 * audience, the highest level first, then the latest. So an outage ends in one catch-up, not in the backlog
 * (domain handbook 7.3 rule 4). Null when nothing is due, or when it must wait for {@link nextSendMoment}.
 */
export function occasion(
  facts: ReminderFacts,
  cursor: Moment | null,
  now: Moment,
  context: ReminderContext,
): Occasion | null {
  const policy = context.policy ?? REMINDER_POLICY;
  if (nextSendMoment(now, facts.priority, context.holidays, policy.window) !== now) return null;
  const due = reminderSteps(facts, { ...context, until: now }).filter(
    (step) => cursor === null || step.at > cursor,
  );
  const last = due.at(-1);
  if (!last) return null;
  const messages = folded(due, facts);
  const told = new Set(messages.map(({ step }) => step));
  return { through: last.at, messages, overtaken: due.filter((step) => !told.has(step)) };
}

/**
 * What must have been said by that moment, by the facts as they are now: folded as in one {@link occasion}, each of it has
 * been said, however many occasions there were. If not, the facts have moved earlier since, and it is still to be said.
 */
export function saidBy(facts: ReminderFacts, through: Moment, context: ReminderContext): ReminderToSend[] {
  return folded(reminderSteps(facts, { ...context, until: through }), facts);
}

/** One message for each audience, the highest level first, then the latest. */
function folded(due: readonly ReminderStep[], facts: ReminderFacts): ReminderToSend[] {
  const chosen = new Map<Audience, ReminderStep>();
  for (const step of due.filter(({ at }) => !isPaused(facts, at))) {
    for (const audience of step.audience) {
      // Steps come in order of time, so at the same level the later one takes the place.
      if (step.level >= (chosen.get(audience)?.level ?? 0)) chosen.set(audience, step);
    }
  }
  return [...chosen].map(([audience, step]) => ({ step, audience }));
}
