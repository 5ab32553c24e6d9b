import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMinutes,
  addWorkingDays,
  atLondon,
  isWorkingDay,
  londonDay,
  londonTime,
  weekdayOf,
  type Day,
  type Moment,
  type TimeOfDay,
} from '#kernel';
import { REMINDER_POLICY, type Audience, type ReminderPriority } from './reminder-policy.js';
import {
  nextSendMoment,
  nextStepAfter,
  occasion,
  reminderSteps,
  type Occasion,
  type ReminderFacts,
  type ReminderStep,
} from './reminder-policy.rules.js';

const day = (text: string) => text as Day;
const moment = (text: string) => text as Moment;
const holidays = new Set(
  [
    '2026-04-03',
    '2026-04-06',
    '2026-05-04',
    '2026-12-25',
    '2026-12-28',
    '2027-01-01',
    '2027-03-26',
    '2027-03-29',
  ].map(day),
);
const context = { holidays };

const routine: ReminderFacts = {
  priority: 'routine',
  agreedAt: moment('2026-11-24T10:30:00.000Z'),
  givenAt: null,
  dueOn: day('2026-12-08'),
  dueAt: moment('2026-12-08T17:00:00.000Z'),
  acknowledgedAt: null,
  nextMeetingOn: null,
  hasDeputy: true,
  pausedUntil: null,
};
const high: ReminderFacts = {
  ...routine,
  priority: 'high',
  dueOn: day('2026-12-01'),
  dueAt: moment('2026-12-01T17:00:00.000Z'),
};
const critical: ReminderFacts = {
  ...routine,
  priority: 'critical',
  agreedAt: moment('2026-11-27T16:30:00.000Z'),
  dueOn: day('2026-11-29'),
  dueAt: moment('2026-11-29T16:30:00.000Z'),
};
const table = (facts: ReminderFacts, until: string) =>
  reminderSteps(facts, { ...context, until: moment(until) }).map((step) => [
    step.key,
    londonDay(step.at),
    londonTime(step.at),
    step.level,
    step.audience.join('+'),
  ]);

describe('the reminders of a routine action', () => {
  it('are those of the policy, to the hour', () => {
    expect(table(routine, '2026-12-31T23:00:00.000Z')).toEqual([
      ['new', '2026-11-24', '10:30', 0, 'owner'],
      ['not-acknowledged-2wd', '2026-11-26', '08:00', 0, 'owner'],
      ['due-minus-3wd', '2026-12-03', '08:00', 0, 'owner'],
      ['due-minus-1wd', '2026-12-07', '08:00', 0, 'owner'],
      ['due-day', '2026-12-08', '09:00', 0, 'owner'],
      ['overdue-1wd', '2026-12-09', '08:00', 0, 'owner'],
      ['overdue-3wd', '2026-12-11', '08:00', 0, 'owner+deputy'],
      ['escalation-agency-lead', '2026-12-11', '08:00', 1, 'agency_lead'],
      ['escalation-chair', '2026-12-15', '08:00', 2, 'chair'],
      ['overdue-weekly-1', '2026-12-18', '08:00', 0, 'owner+deputy'],
      ['escalation-strategic-lead', '2026-12-22', '08:00', 3, 'strategic_lead'],
      ['overdue-weekly-2', '2026-12-29', '08:00', 0, 'owner+deputy'],
    ]);
  });

  it('are the same for a long action', () => {
    const steps = table({ ...routine, priority: 'long' }, '2026-12-31T23:00:00.000Z');
    expect(steps).toEqual(table(routine, '2026-12-31T23:00:00.000Z'));
  });

  it('do not ask for an acknowledgement that was given, nor tell a deputy that there is not', () => {
    const steps = table(
      { ...routine, acknowledgedAt: moment('2026-11-25T09:00:00.000Z'), hasDeputy: false },
      '2026-12-11T09:00:00.000Z',
    );
    expect(steps.map(([key]) => key)).not.toContain('not-acknowledged-2wd');
    expect(steps.map(([, , , , audience]) => audience)).not.toContain('owner+deputy');
  });

  it('tell the new owner when the action was given to somebody else, in working hours', () => {
    const given = { ...routine, givenAt: moment('2026-11-27T19:00:00.000Z') };
    expect(table(given, '2026-12-01T23:00:00.000Z').slice(2)).toEqual([
      ['new-owner', '2026-11-30', '08:00', 0, 'owner'],
    ]);
    const cursor = moment('2026-11-26T08:00:00.000Z');
    expect(nextStepAfter(given, cursor, context)).toMatchObject({ key: 'new-owner', kind: 'new' });
  });

  it('tell the chair two working days before the next meeting when that is sooner', () => {
    const chairOn = (nextMeetingOn: string) =>
      table({ ...routine, nextMeetingOn: day(nextMeetingOn) }, '2026-12-31T23:00:00.000Z').find(
        ([key]) => key === 'escalation-chair',
      )?.[1];
    expect(chairOn('2026-12-14')).toBe('2026-12-10');
    expect(chairOn('2026-12-10')).toBe('2026-12-15');
    expect(chairOn('2027-01-12')).toBe('2026-12-15');
  });

  it('leave out what would come before the action or in its first hour', () => {
    const short = { ...routine, agreedAt: moment('2026-12-07T07:30:00.000Z') };
    expect(table(short, '2026-12-08T23:00:00.000Z').map(([key]) => key)).toEqual(['new', 'due-day']);
    const sameMorning = { ...routine, agreedAt: moment('2026-12-08T08:30:00.000Z') };
    expect(table(sameMorning, '2026-12-08T23:00:00.000Z').map(([key]) => key)).toEqual(['new']);
  });

  it('announce an action agreed in the evening or at the weekend on the next working morning', () => {
    const newOn = (agreedAt: string) =>
      table({ ...routine, agreedAt: moment(agreedAt) }, '2026-12-05T00:00:00.000Z')[0]?.slice(0, 3);
    expect(newOn('2026-11-27T17:00:00.000Z')).toEqual(['new', '2026-11-30', '08:00']);
    expect(newOn('2026-11-28T12:00:00.000Z')).toEqual(['new', '2026-11-30', '08:00']);
    expect(newOn('2026-11-27T16:59:59.999Z')).toEqual(['new', '2026-11-27', '16:59']);
    expect(newOn('2026-11-27T06:00:00.000Z')).toEqual(['new', '2026-11-27', '08:00']);
  });

  it('say nothing on a due day that is not worked, and are overdue the working day after', () => {
    const saturday = { ...routine, dueOn: day('2026-12-12'), dueAt: moment('2026-12-12T17:00:00.000Z') };
    const steps = table(saturday, '2026-12-14T09:00:00.000Z');
    expect(steps.map(([key]) => key)).not.toContain('due-day');
    expect(steps.at(-1)).toEqual(['overdue-1wd', '2026-12-14', '08:00', 0, 'owner']);
    expect(steps.at(-2)).toEqual(['due-minus-1wd', '2026-12-11', '08:00', 0, 'owner']);
  });
});

describe('the reminders of a high action', () => {
  it('are those of the policy, to the hour', () => {
    expect(table(high, '2026-12-11T23:00:00.000Z')).toEqual([
      ['new', '2026-11-24', '10:30', 0, 'owner'],
      ['not-acknowledged-1wd', '2026-11-25', '08:00', 0, 'owner'],
      ['due-minus-1wd', '2026-11-30', '08:00', 0, 'owner'],
      ['due-day', '2026-12-01', '09:00', 0, 'owner'],
      ['overdue-1wd', '2026-12-02', '08:00', 0, 'owner+deputy'],
      ['escalation-agency-lead', '2026-12-02', '08:00', 1, 'agency_lead'],
      ['overdue-every-2wd-1', '2026-12-04', '08:00', 0, 'owner+deputy'],
      ['escalation-chair', '2026-12-04', '08:00', 2, 'chair'],
      ['overdue-every-2wd-2', '2026-12-08', '08:00', 0, 'owner+deputy'],
      ['escalation-strategic-lead', '2026-12-08', '08:00', 3, 'strategic_lead'],
      ['overdue-every-2wd-3', '2026-12-10', '08:00', 0, 'owner+deputy'],
    ]);
  });
});

describe('the reminders of a critical action', () => {
  it('are those of the policy, weekend and night included', () => {
    expect(table(critical, '2026-11-30T23:00:00.000Z')).toEqual([
      ['new', '2026-11-27', '16:30', 0, 'owner'],
      ['not-acknowledged-2h', '2026-11-27', '18:30', 0, 'owner'],
      ['not-acknowledged-4h', '2026-11-27', '20:30', 0, 'coordinator'],
      ['due-minus-8h', '2026-11-29', '08:30', 0, 'owner'],
      ['due-minus-2h', '2026-11-29', '14:30', 0, 'owner'],
      ['overdue-at-due', '2026-11-29', '16:30', 0, 'owner+deputy+chair'],
      ['escalation-agency-lead', '2026-11-29', '16:30', 1, 'agency_lead'],
      ['escalation-chair', '2026-11-29', '20:30', 2, 'chair'],
      ['overdue-daily-1', '2026-11-30', '16:30', 0, 'owner+deputy'],
      ['escalation-strategic-lead', '2026-11-30', '16:30', 3, 'strategic_lead'],
    ]);
  });

  it('go out at once, at any hour', () => {
    const night = {
      ...critical,
      agreedAt: moment('2026-12-25T02:00:00.000Z'),
      dueAt: moment('2026-12-27T02:00:00.000Z'),
    };
    expect(occasion(night, null, night.agreedAt, context)).toMatchObject({
      messages: [{ step: { key: 'new' }, audience: 'owner' }],
    });
  });
});

describe('clock changes', () => {
  it.each([
    ['2026-03-27', '2026-03-26', '2026-03-30', '2026-04-01'],
    ['2026-10-23', '2026-10-22', '2026-10-26', '2026-10-28'],
  ])('due %s: 08:00 London on both sides', (dueOn, before, after, third) => {
    const agreedAt = atLondon(addDays(day(dueOn), -10), '10:00' as TimeOfDay);
    const facts = {
      ...routine,
      agreedAt,
      dueOn: day(dueOn),
      dueAt: atLondon(day(dueOn), '17:00' as TimeOfDay),
    };
    const at = new Map(
      reminderSteps(facts, { ...context, until: moment(`${addDays(day(dueOn), 10)}T00:00:00.000Z`) }).map(
        (s) => [s.key, s.at],
      ),
    );
    expect(at.get('due-minus-1wd')).toBe(atLondon(day(before), '08:00' as TimeOfDay));
    expect(at.get('overdue-1wd')).toBe(atLondon(day(after), '08:00' as TimeOfDay));
    expect(at.get('overdue-3wd')).toBe(atLondon(day(third), '08:00' as TimeOfDay));
    const hours = [at.get('due-minus-1wd'), at.get('overdue-1wd')].map((one) => one?.slice(11, 13));
    expect(hours).toEqual(dueOn.includes('-03-') ? ['08', '07'] : ['07', '08']);
  });
});

describe('an occasion', () => {
  it('after an outage is one message for each audience, the highest level', () => {
    const after = occasion(
      routine,
      moment('2026-12-03T08:00:00.000Z'),
      moment('2026-12-15T10:00:00.000Z'),
      context,
    );
    expect(after?.messages.map(({ step, audience }) => [audience, step.key])).toEqual([
      ['owner', 'overdue-3wd'],
      ['deputy', 'overdue-3wd'],
      ['agency_lead', 'escalation-agency-lead'],
      ['chair', 'escalation-chair'],
    ]);
    expect(after?.overtaken.map(({ key }) => key)).toEqual(['due-minus-1wd', 'due-day', 'overdue-1wd']);
    expect(after?.through).toBe('2026-12-15T08:00:00.000Z');
  });

  it('tells the chair of a critical action of the escalation, not of the lower step', () => {
    const found = occasion(critical, null, moment('2026-11-29T21:00:00.000Z'), context);
    expect(found?.messages.find(({ audience }) => audience === 'chair')?.step.key).toBe('escalation-chair');
  });

  it('waits outside the sending window, and does not exist when nothing is due', () => {
    const cursor = moment('2026-12-03T08:00:00.000Z');
    expect(occasion(routine, cursor, moment('2026-12-07T17:00:00.000Z'), context)).toBeNull();
    expect(occasion(routine, cursor, moment('2026-12-12T12:00:00.000Z'), context)).toBeNull();
    expect(occasion(routine, cursor, moment('2026-12-04T12:00:00.000Z'), context)).toBeNull();
    expect(occasion(routine, cursor, moment('2026-12-07T08:00:00.000Z'), context)).not.toBeNull();
    expect(nextSendMoment(moment('2026-12-24T17:00:00.000Z'), 'high', holidays)).toBe(
      '2026-12-29T08:00:00.000Z',
    );
    expect(nextSendMoment(moment('2026-12-24T17:00:00.000Z'), 'critical', holidays)).toBe(
      '2026-12-24T17:00:00.000Z',
    );
  });

  it('passes over what falls in a pause, silently, and goes on after it', () => {
    const paused = { ...routine, pausedUntil: day('2026-12-16') };
    const cursor = moment('2026-12-08T09:00:00.000Z');
    const during = occasion(paused, cursor, moment('2026-12-15T10:00:00.000Z'), context);
    expect(during).toMatchObject({ through: '2026-12-15T08:00:00.000Z', messages: [] });
    expect(during?.overtaken).toHaveLength(4);
    expect(nextStepAfter(paused, cursor, context)).toMatchObject({ key: 'overdue-weekly-1' });
    const longPause = { ...routine, pausedUntil: day('2027-12-01') };
    expect(londonDay(nextStepAfter(longPause, null, context)!.at) >= '2027-12-01').toBe(true);
  });
});

const priorities = fc.constantFrom<ReminderPriority>('critical', 'high', 'routine', 'long');

/** Actions agreed at any minute of 2026 and 2027, due the same day to weeks later, on any day. */
const anyFacts: fc.Arbitrary<ReminderFacts> = fc
  .record({
    priority: priorities,
    start: fc.integer({ min: 0, max: 700 }),
    minute: fc.integer({ min: 0, max: 1439 }),
    dueIn: fc.integer({ min: 0, max: 30 }),
    acknowledged: fc.boolean(),
    givenIn: fc.option(fc.integer({ min: 0, max: 40 * 1440 })),
    meetingIn: fc.option(fc.integer({ min: 0, max: 60 })),
    hasDeputy: fc.boolean(),
  })
  .map(({ priority, start, minute, dueIn, acknowledged, givenIn, meetingIn, hasDeputy }) => {
    const on = addDays(day('2026-01-01'), start);
    const agreedAt = addMinutes(moment(`${on}T00:00:00.000Z`), minute);
    const dueOn = addDays(londonDay(agreedAt), dueIn);
    const dueAt =
      priority === 'critical' ? addMinutes(agreedAt, 48 * 60) : atLondon(dueOn, '17:00' as TimeOfDay);
    return {
      priority,
      agreedAt,
      givenAt: givenIn === null ? null : addMinutes(agreedAt, givenIn),
      dueOn: priority === 'critical' ? londonDay(dueAt) : dueOn,
      dueAt,
      acknowledgedAt: acknowledged ? addMinutes(agreedAt, 30) : null,
      nextMeetingOn: meetingIn === null ? null : addDays(on, meetingIn),
      hasDeputy,
      pausedUntil: null,
    };
  });
const stepsOf = (facts: ReminderFacts, days: number) =>
  reminderSteps(facts, { ...context, until: addMinutes(facts.agreedAt, days * 1440) });

describe('for every action', () => {
  it('steps are in order, unique, never before the action, and in the sending window unless critical', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const steps = stepsOf(facts, 90);
        expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
        expect(steps[0]?.key).toBe('new');
        steps.forEach(({ at, audience }, index) => {
          expect(at >= facts.agreedAt).toBe(true);
          if (index > 0) expect(at >= steps[index - 1]!.at).toBe(true);
          expect(audience.length).toBeGreaterThan(0);
          expect(audience.includes('deputy') && !facts.hasDeputy).toBe(false);
          if (facts.priority === 'critical') return;
          expect(isWorkingDay(londonDay(at), holidays)).toBe(true);
          expect(londonTime(at) >= '08:00' && londonTime(at) < '17:00').toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('kinds keep to their side of the due moment', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const { kind, at } of stepsOf(facts, 60)) {
          if (kind === 'due_soon' || kind === 'due_today') expect(at < facts.dueAt).toBe(true);
          if (kind === 'due_today') expect([londonDay(at), londonTime(at)]).toEqual([facts.dueOn, '09:00']);
          if (kind === 'overdue' || kind === 'escalation') expect(at >= facts.dueAt).toBe(true);
          if (kind === 'not_acknowledged') expect(facts.acknowledgedAt).toBeNull();
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a longer look begins with the shorter one', () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 1, max: 40 }), (facts, days) => {
        const short = stepsOf(facts, days);
        expect(stepsOf(facts, 60).slice(0, short.length)).toEqual(short);
      }),
      { numRuns: 40 },
    );
  });

  it('there is always a next step, and it is the first after the cursor', () => {
    fc.assert(
      fc.property(anyFacts, fc.option(fc.integer({ min: 0, max: 200 * 1440 })), (facts, minutes) => {
        const cursor = minutes === null ? null : addMinutes(facts.agreedAt, minutes);
        const next = nextStepAfter(facts, cursor, context);
        const all = stepsOf(facts, 260);
        expect(next).toEqual(all.find(({ at }) => cursor === null || at > cursor));
      }),
      { numRuns: 40 },
    );
  });
});

/** Looks at the given moments, as a sweep would, and returns every occasion. */
function sweep(facts: ReminderFacts, looks: readonly Moment[]): Occasion[] {
  const found: Occasion[] = [];
  let cursor: Moment | null = null;
  for (const now of looks) {
    const one = occasion(facts, cursor, now, context);
    if (!one) continue;
    found.push(one);
    cursor = one.through;
  }
  return found;
}

describe('for every sequence of looks, outages included', () => {
  const anyLooks = fc.array(fc.integer({ min: 1, max: 6 * 1440 }), { minLength: 1, maxLength: 30 });

  it('no audience has two messages at once, and no step is told twice or both told and overtaken', () => {
    fc.assert(
      fc.property(anyFacts, anyLooks, (facts, gaps) => {
        let now = facts.agreedAt;
        const occasions = sweep(
          facts,
          gaps.map((gap) => (now = addMinutes(now, gap))),
        );
        const told = occasions.flatMap(({ messages }) =>
          messages.map(({ step, audience }) => `${step.key} ${audience}`),
        );
        expect(new Set(told).size).toBe(told.length);
        const steps = occasions.flatMap(({ messages, overtaken }) => [
          ...new Set([...messages.map(({ step }) => step), ...overtaken].map(({ key }) => key)),
        ]);
        expect(new Set(steps).size).toBe(steps.length);
        for (const { messages } of occasions) {
          expect(new Set(messages.map(({ audience }) => audience)).size).toBe(messages.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('ends with every audience told the highest level that was due to it', () => {
    fc.assert(
      fc.property(anyFacts, anyLooks, (facts, gaps) => {
        let now = facts.agreedAt;
        const looks = gaps.map((gap) => (now = addMinutes(now, gap)));
        const last = nextSendMoment(now, facts.priority, holidays);
        const messages = sweep(facts, [...looks, last]).flatMap((one) => one.messages);
        const highest = new Map<Audience, ReminderStep>();
        for (const step of reminderSteps(facts, { ...context, until: last })) {
          for (const audience of step.audience) {
            if (step.level >= (highest.get(audience)?.level ?? 0)) highest.set(audience, step);
          }
        }
        for (const [audience, step] of highest) {
          expect(messages.filter((one) => one.audience === audience).map((one) => one.step.key)).toContain(
            step.key,
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a sweep that follows the next step and the sending window sends at exactly the moments of the policy', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const sentAt: Moment[] = [];
        let cursor: Moment | null = null;
        for (let turn = 0; turn < 12; turn += 1) {
          const next: ReminderStep = nextStepAfter(facts, cursor, context)!;
          expect(nextSendMoment(next.at, facts.priority, holidays)).toBe(next.at);
          const one: Occasion | null = occasion(facts, cursor, next.at, context);
          expect(one?.through).toBe(next.at);
          expect(one?.messages.length).toBeGreaterThan(0);
          sentAt.push(next.at);
          cursor = next.at;
        }
        const moments = [...new Set(stepsOf(facts, 260).map(({ at }) => at))];
        expect(sentAt).toEqual(moments.slice(0, 12));
      }),
      { numRuns: 30 },
    );
  });
});

describe('the policy itself', () => {
  it('has unique keys, words for every rule, and one rule without end for every priority', () => {
    for (const rules of Object.values(REMINDER_POLICY.rules)) {
      expect(new Set(rules.map(({ key }) => key)).size).toBe(rules.length);
      expect(rules.every(({ words }) => words.length > 0 && words.length <= 200)).toBe(true);
      expect(rules.some(({ every }) => every)).toBe(true);
    }
  });

  it('counts working days: a weekly reminder keeps its weekday until a bank holiday comes between', () => {
    const weekly = reminderSteps(routine, { ...context, until: moment('2027-02-01T00:00:00.000Z') }).filter(
      ({ key }) => key.startsWith('overdue-weekly'),
    );
    expect(weekly.map(({ at }) => weekdayOf(londonDay(at)))).toEqual([5, 2, 3, 3, 3, 3]);
    weekly.slice(1).forEach(({ at }, index) => {
      expect(londonDay(at)).toBe(addWorkingDays(londonDay(weekly[index]!.at), 5, holidays));
    });
  });
});
