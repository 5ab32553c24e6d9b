import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, weekdayOf } from '#kernel';
import type { Day } from '#kernel';
import type { ActionLineContext } from '../pages/meetings/live.view.js';
import { readActionLine } from './action-line.mjs';

const context: ActionLineContext = {
  today: '2026-12-08' as Day,
  nextMeetingOn: '2027-01-12' as Day,
  defaultDueOn: '2026-12-22' as Day,
  agencies: [
    { agencyId: 'g1', name: 'Northbridge Police', tags: ['police', 'nbp'] },
    { agencyId: 'g2', name: 'Probation', tags: ['probation'] },
    { agencyId: 'g3', name: 'Mental health', tags: ['mental-health', 'health'] },
  ],
};

describe('an action on one line', () => {
  it.each([
    ['@police arrange safety visit by Friday', 'g1', 'Arrange safety visit', '2026-12-11'],
    ['@probation check licence conditions by next panel', 'g2', 'Check licence conditions', '2027-01-12'],
    ['check the cameras @nbp by 12 January', 'g1', 'Check the cameras', '2027-01-12'],
    ['@health write to the GP by 15/12', 'g3', 'Write to the GP', '2026-12-15'],
    ['@mental-health write to the GP', 'g3', 'Write to the GP', '2026-12-22'],
    ['@prob call by Tuesday', 'g2', 'Call', '2026-12-15'],
    ['@police go through the plan by hand by tomorrow', 'g1', 'Go through the plan by hand', '2026-12-09'],
    ['@police visit in 2027 by in 10 days', 'g1', 'Visit in 2027', '2026-12-18'],
    ['@police ask again by 1 March 2028', 'g1', 'Ask again', '2028-03-01'],
  ])('%s', (line, agencyId, text, dueOn) => {
    expect(readActionLine(line, context)).toMatchObject({ agencyId, text, dueOn });
  });

  it.each([
    ['', 'which agency'],
    ['arrange a visit', 'which agency'],
    ['@unknown arrange a visit', 'No agency here is called @unknown'],
    ['@p arrange a visit', 'No agency here is called @p'],
    ['@police by Friday', 'what will be done'],
    ['@police arrange a visit by 31 February', 'does not exist'],
    ['@police arrange a visit by 1 March 2020', 'has passed'],
  ])('says what is wrong with "%s"', (line, said) => {
    expect(readActionLine(line, context).error).toContain(said);
  });

  it('never gives a day before today, and always the weekday asked for', () => {
    const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
    fc.assert(
      fc.property(fc.nat({ max: 3000 }), fc.nat({ max: 6 }), (ahead, weekday) => {
        const today = addDays('2024-01-01' as Day, ahead);
        const read = readActionLine(`@police visit her by ${weekdays[weekday]}`, { ...context, today });
        if (read.error !== undefined) throw new Error(read.error);
        expect(read.dueOn > today).toBe(true);
        expect(read.dueOn <= addDays(today, 7)).toBe(true);
        expect(weekdayOf(read.dueOn)).toBe(weekday + 1);
      }),
    );
  });

  it('takes any text without failing', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(typeof readActionLine(line, context)).toBe('object');
      }),
    );
  });
});
