import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { minutesBetween, type Moment } from '#kernel';
import { meetingBudget, plannedMinutes, runningOrder, type PlanningFacts } from './time-boxing.rules.js';

const plain: PlanningFacts = {
  hasChildren: false,
  isRestrictedOrComplex: false,
  isFirstTimeAtPanel: false,
  requiredAgencyCount: 2,
};

const start = '2026-12-08T09:30:00.000Z' as Moment;

describe('planned minutes', () => {
  it('is 8 for a plain case', () => {
    expect(plannedMinutes(plain)).toEqual({ minutes: 8, reasons: ['8 minutes for any case'] });
  });

  it('adds for what takes time and says why, up to 15', () => {
    expect(plannedMinutes({ ...plain, hasChildren: true, requiredAgencyCount: 4 })).toEqual({
      minutes: 12,
      reasons: ['8 minutes for any case', '2 more for children in the case', '2 more for 4 agencies needed'],
    });
    const all = plannedMinutes({
      hasChildren: true,
      isRestrictedOrComplex: true,
      isFirstTimeAtPanel: true,
      requiredAgencyCount: 6,
    });
    expect(all.minutes).toBe(15);
    expect(all.reasons.at(-1)).toBe('No case is planned for more than 15');
  });

  it('stays within 6 to 15 and never falls when something is added', () => {
    const facts = fc.record({
      hasChildren: fc.boolean(),
      isRestrictedOrComplex: fc.boolean(),
      isFirstTimeAtPanel: fc.boolean(),
      requiredAgencyCount: fc.nat(20),
    });
    fc.assert(
      fc.property(facts, (one) => {
        const { minutes } = plannedMinutes(one);
        expect(minutes).toBeGreaterThanOrEqual(6);
        expect(minutes).toBeLessThanOrEqual(15);
        expect(plannedMinutes({ ...one, hasChildren: true }).minutes).toBeGreaterThanOrEqual(minutes);
      }),
    );
  });
});

describe('the budget of a meeting', () => {
  it('leaves 110 of 150 minutes for cases, with one break', () => {
    expect(meetingBudget(150)).toEqual({
      opening: 15,
      actionReview: 10,
      close: 5,
      breaks: 10,
      breakCount: 1,
      capacity: 110,
    });
  });

  it('has no break below two hours, and no room in a very short meeting', () => {
    expect(meetingBudget(119).breaks).toBe(0);
    expect(meetingBudget(240).breaks).toBe(20);
    expect(meetingBudget(20).capacity).toBe(0);
  });

  it('shares out every minute of a meeting that is long enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 600 }), (duration) => {
        const { opening, actionReview, close, breaks, capacity } = meetingBudget(duration);
        expect(opening + actionReview + close + breaks + capacity).toBe(duration);
      }),
    );
  });
});

describe('the running order', () => {
  const clock = (moment: Moment) => moment.slice(11, 16);

  it('gives clock times, the break about half way and any other business at the end', () => {
    const standing = { opening: 5, actionReview: 10, close: 5, breakLength: 10, breakEvery: 120 };
    const lines = [20, 20, 15, 15, 10, 15, 10, 10].map((minutes, index) => ({
      id: `c${index + 1}`,
      minutes,
    }));
    const slots = runningOrder(start, meetingBudget(150, standing), lines);
    expect(slots.map((slot) => `${clock(slot.startsAt)} ${slot.lineId ?? slot.label}`)).toEqual([
      '09:30 Welcome, attendance and conflicts of interest',
      '09:35 Overdue actions review',
      '09:45 c1',
      '10:05 c2',
      '10:25 c3',
      '10:40 c4',
      '10:55 Break',
      '11:05 c5',
      '11:15 c6',
      '11:30 c7',
      '11:40 c8',
      '11:55 Any other business and next meeting',
    ]);
    expect(clock(slots.at(-1)!.endsAt)).toBe('12:00');
  });

  it('has no break where there is no change of case to put it', () => {
    const slots = runningOrder(start, meetingBudget(150), [{ id: 'only', minutes: 10 }]);
    expect(slots.map(({ kind }) => kind)).toEqual(['opening', 'action-review', 'case', 'close']);
  });

  it('keeps the order, lets nothing overlap, and puts breaks only between cases', () => {
    const lines = fc
      .array(fc.integer({ min: 6, max: 15 }), { maxLength: 40 })
      .map((list) => list.map((minutes, index) => ({ id: `c${index}`, minutes })));
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 600 }), (cases, duration) => {
        const budget = meetingBudget(duration);
        const slots = runningOrder(start, budget, cases);
        expect(slots.filter(({ kind }) => kind === 'case').map(({ lineId }) => lineId)).toEqual(
          cases.map(({ id }) => id),
        );
        slots.forEach((slot, index) => {
          expect(minutesBetween(slot.startsAt, slot.endsAt)).toBe(slot.minutes);
          if (index > 0) expect(slot.startsAt >= slots[index - 1]!.endsAt).toBe(true);
          if (slot.kind !== 'break') return;
          expect([slots[index - 1]!.kind, slots[index + 1]!.kind]).toEqual(['case', 'case']);
        });
        const breaks = slots.filter(({ kind }) => kind === 'break').length;
        expect(breaks).toBe(Math.min(budget.breakCount, Math.max(0, cases.length - 1)));
      }),
    );
  });
});
