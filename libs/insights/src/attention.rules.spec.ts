import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Day } from '#kernel';
import { type Looked, needsAttention } from './attention.rules.js';

const quiet: Looked = { agencies: [], risk: [], medianDays: null, oldestOverdue: null };
const agency = { agencyId: 'a', name: 'Mental health', percent: 90, of: 77, beforePercent: 90 };
const panel = { panelId: 'p', name: 'North panel', increased: 0, total: 30 };

describe('what needs attention', () => {
  it('is nothing when all is well or hidden', () => {
    expect(needsAttention(quiet)).toEqual([]);
    const hidden = { ...panel, increased: null };
    const unknown = { ...agency, percent: null };
    expect(
      needsAttention({ ...quiet, agencies: [agency, unknown], risk: [panel, hidden], medianDays: 14 }),
    ).toEqual([]);
  });

  it('says by how much an agency is under target and has fallen', () => {
    const late = { ...agency, percent: 62, beforePercent: 70 };
    expect(needsAttention({ ...quiet, agencies: [late] })).toEqual([
      {
        code: 'ON_TIME_UNDER_TARGET',
        message:
          'Mental health did 62% of 77 actions by the day first agreed, down from 70%. The target is 80%.',
        agencyId: 'a',
        panelId: null,
      },
    ]);
    expect(needsAttention({ ...quiet, agencies: [{ ...agency, percent: 85 }] })[0]?.code).toBe(
      'ON_TIME_FELL',
    );
    expect(needsAttention({ ...quiet, agencies: [{ ...agency, percent: 86 }] })).toEqual([]);
  });

  it('names the panel where risk rose in more than a fifth of closed cases', () => {
    const rose = needsAttention({ ...quiet, risk: [{ ...panel, increased: 7 }] });
    expect(rose[0]).toMatchObject({
      code: 'RISK_ROSE',
      message: 'North panel: risk went up in 7 of 30 closed cases.',
      panelId: 'p',
    });
    expect(needsAttention({ ...quiet, risk: [{ ...panel, increased: 6 }] })).toEqual([]);
  });

  it('says how long people wait and how old the oldest overdue action is', () => {
    const names = { agencyId: 'a', agencyName: 'Housing', panelId: 'p', panelName: 'North panel' };
    const oldestOverdue = { ...names, dueOn: '2026-09-01' as Day, days: 83 };
    const found = needsAttention({ ...quiet, medianDays: 22.5, oldestOverdue });
    expect(found.map(({ message }) => message)).toEqual([
      'Half of the cases heard for the first time had waited 22.5 days or more. The target is 14.',
      'The oldest overdue action was due on Tuesday 1 September 2026, 83 days ago: Housing, North panel.',
    ]);
    const today = needsAttention({ ...quiet, oldestOverdue: { ...oldestOverdue, days: 0 } });
    expect(today[0]?.message).toContain('was due earlier today');
  });

  it('puts the latest agency first', () => {
    const percents = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 8 });
    fc.assert(
      fc.property(percents, (all) => {
        const agencies = all.map((percent, i) => ({ ...agency, agencyId: `${i}`, percent }));
        const order = needsAttention({ ...quiet, agencies }).map(({ agencyId }) => all[Number(agencyId)]!);
        expect(order).toEqual([...order].sort((a, b) => a - b));
        expect(order).toHaveLength(all.filter((percent) => percent <= 85).length);
      }),
    );
  });
});
