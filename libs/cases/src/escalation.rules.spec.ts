import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day } from '#kernel';
import { nothingKnown, type CaseFacts, type IncidentFacts } from './case-facts.rules.js';
import { escalation, escalationSigns, USUAL_ESCALATION } from './escalation.rules.js';
import { flagRules } from './panel-flag.rules.js';

const today = '2026-11-23' as Day;
const on = (day: string, ...behaviours: string[]): IncidentFacts => ({ on: day as Day, behaviours });

describe('escalation', () => {
  it('finds nothing in a case without incidents', () => {
    const signs = escalation([], today);
    expect(
      [signs.threeInTwelveMonths, signs.shorteningGaps, signs.newBehaviour, signs.breach].map(
        ({ found }) => found,
      ),
    ).toEqual([false, false, false, false]);
  });

  it('finds three incidents in 12 months, the first day counted in', () => {
    const two = [on('2026-05-01'), on('2026-11-01')];
    expect(escalation([...two, on('2025-11-23')], today).threeInTwelveMonths).toEqual({
      found: true,
      reason: '3 incidents in the last 12 months',
    });
    expect(escalation([...two, on('2025-11-22')], today).threeInTwelveMonths.found).toBe(false);
  });

  it('finds gaps that shorten by a quarter or more', () => {
    expect(escalation([on('2026-11-14'), on('2026-10-01'), on('2026-11-11')], today).shorteningGaps).toEqual({
      found: true,
      reason: 'Incidents come closer together: about 41 days apart, now about 3 days',
    });
    expect(
      escalation([on('2026-10-01'), on('2026-10-11'), on('2026-10-20')], today).shorteningGaps.found,
    ).toBe(false);
    expect(
      escalation([on('2026-10-01'), on('2026-10-11'), on('2026-10-11')], today).shorteningGaps.found,
    ).toBe(false);
  });

  it('finds a kind of behaviour that the latest incident shows first', () => {
    const before = [on('2026-10-01', 'following'), on('2026-10-05', 'threats')];
    expect(
      escalation([...before, on('2026-11-12', 'following', 'tracking_device')], today).newBehaviour,
    ).toEqual({
      found: true,
      reason: 'New kind of behaviour on 12 November 2026: tracking device',
    });
    expect(escalation([...before, on('2026-11-12', 'threats')], today).newBehaviour.found).toBe(false);
    expect(escalation([on('2026-11-12', 'threats')], today).newBehaviour.found).toBe(false);
  });

  it('counts as the panel has set it, but for a breach, which counts for 12 months', () => {
    const incidents = [
      on('2026-03-01', 'following'),
      { ...on('2026-04-10', 'following'), isBreach: true },
      on('2026-10-01', 'following'),
      on('2026-10-11', 'following'),
      on('2026-10-20', 'following'),
    ];
    const found = (limits = {}) => {
      const signs = escalation(incidents, today, [], { ...USUAL_ESCALATION, ...limits });
      return escalationSigns(signs)
        .filter((sign) => sign.found)
        .map(({ sign }) => sign);
    };
    expect(found()).toEqual(['breach', 'incident_count', 'shortening_gaps']);
    expect(found({ escalationMonths: 3 })).toEqual(['breach', 'incident_count']);
    expect(found({ escalationMonths: 3, shorterGapPercent: 10 })).toEqual([
      'breach',
      'incident_count',
      'shortening_gaps',
    ]);
    expect(found({ escalationIncidents: 6 })).toEqual(['breach', 'shortening_gaps']);
    const limits = { ...USUAL_ESCALATION, escalationIncidents: 4, escalationMonths: 6 };
    const facts = { ...nothingKnown(today), incidents, incidents12m: 9 };
    const rules = (more: Partial<CaseFacts> = {}) =>
      flagRules({ ...facts, ...more }, { today, limits }).map(({ name }) => name);
    // What the referrer counted is of 12 months, and says nothing of six.
    expect(rules()).toEqual(['order-breach']);
    expect(rules({ incidents: [...incidents, on('2026-11-01', 'threats')] })).toEqual([
      'order-breach',
      'potential-escalation',
      'new-behaviour',
    ]);
  });

  it('finds the latest breach of the last 12 months, from either source', () => {
    const incident = { ...on('2026-11-01'), isBreach: true };
    expect(escalation([incident], today, ['2026-06-01' as Day]).breach.reason).toBe(
      'Breach of an order on 1 November 2026',
    );
    expect(escalation([], today, ['2026-06-01' as Day]).breach.found).toBe(true);
    expect(escalation([], today, ['2025-06-01' as Day]).breach.found).toBe(false);
  });

  it('does not depend on the order of incidents, nor on what is outside the 12 months', () => {
    const incident = fc.record({
      on: fc.integer({ min: -364, max: 0 }).map((n) => addDays(today, n)),
      behaviours: fc.subarray(['following', 'threats', 'assault']),
      isBreach: fc.boolean(),
    });
    const shuffled = fc
      .array(incident, { maxLength: 8 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([incidents, others]) => {
        const signs = escalation(incidents, today);
        expect(escalation(others, today)).toEqual(signs);
        expect(escalation([...incidents, on('2020-01-01', 'assault'), on('2027-01-01')], today)).toEqual(
          signs,
        );
        expect(signs.threeInTwelveMonths.found).toBe(incidents.length >= 3);
      }),
    );
  });
});

describe('the rules that flag a case by themselves', () => {
  const namesOf = (more: Partial<CaseFacts>) =>
    flagRules({ ...nothingKnown(today), ...more }, { today }).map(({ name }) => name);

  it('hold for nothing in a case of which nothing is known', () => {
    expect(namesOf({})).toEqual([]);
  });

  it('hold each for its own reason', () => {
    expect(namesOf({ dashScore: 14 })).toEqual(['tool-threshold']);
    expect(namesOf({ dashScore: 13, screenScore: 6 })).toEqual([]);
    expect(namesOf({ screenScore: 7 })).toEqual(['tool-threshold']);
    expect(namesOf({ imminentThreat: true })).toEqual(['imminent-threat']);
    expect(namesOf({ isRepeat: 'yes' })).toEqual(['repeat']);
    expect(namesOf({ incidents12m: 3 })).toEqual(['potential-escalation']);
    expect(namesOf({ incidents: [on('2026-09-01'), on('2026-10-01'), on('2026-11-01')] })).toEqual([
      'potential-escalation',
    ]);
    expect(namesOf({ isSerialSuspect: 'yes' })).toEqual(['serial-suspect']);
    expect(namesOf({ orderBreaches: ['2026-06-01' as Day] })).toEqual(['order-breach']);
    expect(namesOf({ orderBreaches: ['2024-06-01' as Day] })).toEqual([]);
  });

  it('say the rule, its version, the reason and the source', () => {
    expect(flagRules({ ...nothingKnown(today), dashScore: 16, screenScore: 11 }, { today })).toEqual([
      {
        name: 'tool-threshold',
        version: 1,
        reason: 'Dash score 16 of 24; Screening score 11 of 11',
        source: 'SafeLives criteria; stalking screening tool',
      },
    ]);
  });

  it('hold the more the more is known: no fact takes a flag away', () => {
    const facts = fc.record({
      imminentThreat: fc.boolean(),
      dashScore: fc.option(fc.nat(24)),
      incidents12m: fc.option(fc.nat(6)),
    });
    fc.assert(
      fc.property(facts, (more) => {
        const names = namesOf(more);
        const also = namesOf({ ...more, screenScore: 9, isSerialSuspect: 'yes', isRepeat: 'yes' });
        expect(names.every((name) => also.includes(name))).toBe(true);
      }),
    );
  });
});
