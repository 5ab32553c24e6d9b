import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { outcomeSummary, reviewRefusal } from './review.rules.js';

const given = { riskNow: 'medium', furtherIncidents: 0, summary: 'No contact since the order.' };
const heard = { state: 'discussed', isHeard: true, occasions: [] as string[] };

describe('an outcome', () => {
  it('is kept with its summary trimmed', () => {
    expect(outcomeSummary({ ...given, summary: '  Two\nlines ' })).toEqual({ ok: true, value: 'Two\nlines' });
  });

  it('needs the risk as it is now', () => {
    expect(outcomeSummary({ ...given, riskNow: 'unknown' })).toMatchObject({
      refusal: { code: 'RISK_NOW_NEEDED', field: 'riskNow' },
    });
  });

  it('needs a summary of 3 to 2,000 characters', () => {
    for (const [summary, code] of [
      ['', 'TEXT_NEEDED'],
      ['ok', 'TEXT_TOO_SHORT'],
      ['x'.repeat(2001), 'TEXT_TOO_LONG'],
      ['x'.repeat(20_000), 'TEXT_TOO_LONG'],
      ['bad\u0000text', 'TEXT_HAS_CONTROL_CHARACTERS'],
    ] as const) {
      expect(outcomeSummary({ ...given, summary })).toMatchObject({ refusal: { code, field: 'summary' } });
    }
  });

  it('counts 0 to 999 further incidents, whole ones', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.double()), (furtherIncidents) => {
        const isIn = Number.isInteger(furtherIncidents) && furtherIncidents >= 0 && furtherIncidents <= 999;
        expect(outcomeSummary({ ...given, furtherIncidents }).ok).toBe(isIn);
      }),
    );
  });
});

describe('an outcome review', () => {
  it('may be recorded for a case that was heard, closed or not', () => {
    expect(reviewRefusal(heard, 'three_months')).toBeNull();
    expect(reviewRefusal({ ...heard, state: 'closed', occasions: ['closure'] }, 'six_months')).toBeNull();
  });

  it('comes once for each occasion', () => {
    expect(reviewRefusal({ ...heard, occasions: ['three_months'] }, 'three_months')?.refusal.code).toBe(
      'REVIEW_ALREADY_RECORDED',
    );
  });

  it('waits until the case was heard', () => {
    expect(reviewRefusal({ ...heard, isHeard: false }, 'three_months')?.refusal.code).toBe(
      'CASE_NOT_YET_HEARD',
    );
  });

  it('at closure is written by closing', () => {
    expect(reviewRefusal(heard, 'closure')?.refusal.code).toBe('REVIEW_NEEDS_CLOSING');
    expect(reviewRefusal({ ...heard, state: 'withdrawn' }, 'three_months')?.refusal.code).toBe(
      'CASE_WITHDRAWN',
    );
  });
});
