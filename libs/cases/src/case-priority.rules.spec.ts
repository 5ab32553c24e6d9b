import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type Day } from '#kernel';
import { anyFacts, no, today } from './case-facts.fixture.js';
import { knownOf, nothingKnown, type CaseFacts, type Known } from './case-facts.rules.js';
import { casePriority, rankCases, type RankingTerms } from './case-priority.rules.js';
import { PRIORITY_BANDS, priorityBand } from './priority-band.rules.js';
import { urgencyOf, urgencyRank } from './triage/urgency.rules.js';
import { ESSEX_BEHAVIOURAL, PRIORITY_PROFILES, profileOf, RFGV } from './priority-profile.rules.js';

const terms: RankingTerms = { today, holidays: new Set(), profile: ESSEX_BEHAVIOURAL };
const noWait = nothingKnown(today);

const anyProfile = fc.constantFrom(...PRIORITY_PROFILES);

const pointsOf = (facts: CaseFacts, component: string) =>
  casePriority(facts, terms).points.find((point) => point.component === component)!;

describe('the band of a case', () => {
  const bandOf = (more: Partial<CaseFacts>) => priorityBand({ ...no, ...more }, today);

  it.each<[string, Partial<CaseFacts>]>([
    ['Imminent threat flagged by a professional', { imminentThreat: true }],
    ['Breach of an order on 12 November 2026', { orderBreaches: ['2026-11-12' as Day, '2025-01-01' as Day] }],
    [
      'Breach of an order on 9 November 2026',
      { incidents: [{ on: '2026-11-09' as Day, behaviours: [], isBreach: true }] },
    ],
    ['Risk level very high', { toolLevel: 'very_high' }],
    [
      'Strangulation or a weapon used on 24 October 2026',
      { strangulationOrWeaponUsedOn: '2026-10-24' as Day },
    ],
    ['Release from custody on 7 December 2026', { releaseFromCustodyOn: '2026-12-07' as Day }],
    ['Released from custody on 9 November 2026', { releaseFromCustodyOn: '2026-11-09' as Day }],
    ['Child or vulnerable adult directly targeted', { childOrVulnerableAdultTargeted: 'yes' }],
    ['Carried over 3 times', { timesNotReached: 2, timesDeferred: 1 }],
  ])('is A: %s', (reason, more) => {
    expect(bandOf(more)).toMatchObject({ band: 'A', reasons: [reason] });
  });

  it.each<[string, Partial<CaseFacts>]>([
    ['Dash score 14 of 24', { dashScore: 14 }],
    ['Screening score 7 of 11', { screenScore: 7 }],
    ['Repeat within 12 months', { isRepeat: 'yes' }],
    ['Serial suspect', { isSerialSuspect: 'yes' }],
    ['Suspect has access to weapons', { weaponsAccess: 'yes' }],
    ['Suspect has acted on a threat', { actedOnThreat: 'yes' }],
  ])('is B: %s', (reason, more) => {
    expect(bandOf(more)).toMatchObject({ band: 'B', reasons: [reason] });
  });

  it('is no longer A when the day of the event is too far away', () => {
    expect(bandOf({ orderBreaches: ['2026-11-08' as Day] }).band).toBe('C');
    expect(bandOf({ strangulationOrWeaponUsedOn: '2026-10-23' as Day }).band).toBe('C');
    expect(bandOf({ releaseFromCustodyOn: '2026-12-08' as Day }).band).toBe('C');
    expect(bandOf({ timesNotReached: 2, dashScore: 13, screenScore: 6 }).band).toBe('C');
  });

  it('is D for information only, unless a rule of A or B holds', () => {
    expect(bandOf({ forInformationOnly: true })).toMatchObject({
      band: 'D',
      reasons: ['For information only'],
    });
    expect(bandOf({ forInformationOnly: true, imminentThreat: true }).band).toBe('A');
    expect(bandOf({ forInformationOnly: true, weaponsAccess: 'yes' }).band).toBe('B');
  });

  it('is not lowered by an unknown answer, which is named as data needed', () => {
    expect(priorityBand(noWait, today)).toMatchObject({ band: 'C' });
    expect(priorityBand({ ...noWait, isSerialSuspect: 'yes' }, today).band).toBe('B');
    expect(priorityBand(noWait, today).dataNeeded).toContain('Access to weapons');
    expect(bandOf({}).dataNeeded).toEqual([]);
  });
});

describe('the behavioural score', () => {
  it('is 0 when everything is known and nothing found', () => {
    expect(casePriority(no, terms)).toMatchObject({ band: 'C', low: 0, high: 0, dataNeeded: [] });
  });

  it('is the whole range but for the waiting when nothing is known', () => {
    const { low, high, dataNeeded } = casePriority(noWait, terms);
    expect([low, high]).toEqual([0, 93]);
    expect(dataNeeded.length).toBe(new Set(dataNeeded).size);
    expect(dataNeeded).toContain('Risk tool result');
  });

  it('counts the four weighted screening answers twice', () => {
    const two = { ...no.screenAnswers, threats: 'yes', propertyDamage: 'yes' } as const;
    expect(pointsOf({ ...no, screenScore: 4, screenAnswers: two }, 'tool-severity')).toMatchObject({
      low: 10,
      high: 10,
    });
    const open = { ...no, screenScore: 4, screenAnswers: noWait.screenAnswers };
    expect(pointsOf(open, 'tool-severity')).toMatchObject({ low: 7, high: 13 });
    expect(pointsOf({ ...open, screenScore: 11 }, 'tool-severity')).toMatchObject({
      low: 25,
      high: 25,
      reason: 'Screening score 11 of 11; Dash score 0 of 24',
    });
  });

  it('takes the higher of two tools, and one tool is enough', () => {
    expect(pointsOf({ ...no, dashScore: 12 }, 'tool-severity')).toMatchObject({ low: 13, high: 13 });
    expect(pointsOf({ ...noWait, dashScore: 24 }, 'tool-severity')).toMatchObject({ low: 25, high: 25 });
  });

  it('gives the points of the other components as the profile says', () => {
    expect(pointsOf({ ...no, weaponsAccess: 'yes', exIntimate: 'unknown' }, 'serious-harm')).toMatchObject({
      low: 4,
      high: 8,
      reason: 'Access to weapons (1 answer not known)',
    });
    expect(pointsOf({ ...no, four: { ...no.four, fixated: 'yes', repeated: 'yes' } }, 'four').low).toBe(6);
    expect(pointsOf({ ...no, isRepeat: 'yes' }, 'repeat').low).toBe(8);
    expect(pointsOf({ ...no, earlierPanelOutsideWindow: 'yes' }, 'repeat').low).toBe(3);
    expect(
      pointsOf({ ...no, isRepeat: 'unknown', earlierPanelOutsideWindow: 'yes' }, 'repeat'),
    ).toMatchObject({
      low: 3,
      high: 8,
    });
    expect(
      pointsOf({ ...no, vulnerability: { ...no.vulnerability, pregnancy: 'yes' } }, 'vulnerability').low,
    ).toBe(4);
    const unmanaged = { advocateEngaged: 'no', orderConsidered: 'no', hasNamedOfficer: 'no' } as const;
    expect(pointsOf({ ...no, ...unmanaged }, 'unmanaged-risk').low).toBe(6);
  });

  it('gives one point for every two working days past the fourth, seven at most', () => {
    const since = (waitingSince: string) => pointsOf({ ...no, waitingSince: waitingSince as Day }, 'waiting');
    expect(since('2026-11-16')).toMatchObject({
      low: 0,
      reason: 'Waiting 5 working days since 16 November 2026',
    });
    expect(since('2026-11-13').low).toBe(1);
    expect(since('2026-10-28').low).toBe(7);
    expect(since('2025-01-01').low).toBe(7);
    expect(pointsOf({ ...no, timesNotReached: 2 }, 'waiting').reason).toMatch(
      /^Carried over twice, waiting /,
    );
  });

  it('treats incidents that are counted but not known day by day as unknown', () => {
    expect(pointsOf({ ...no, incidents12m: 5 }, 'escalation')).toMatchObject({ low: 6, high: 12 });
    expect(pointsOf({ ...no, incidents12m: 1 }, 'escalation')).toMatchObject({ low: 0, high: 0 });
    expect(pointsOf({ ...no, incidents12m: null }, 'escalation')).toMatchObject({ low: 0, high: 12 });
  });
});

describe('the recency, frequency, gravity and victims score', () => {
  it('adds four parts and names what is not known', () => {
    const rfgv = { ...terms, profile: RFGV };
    const facts = {
      ...no,
      lastIncidentOn: '2026-11-20' as Day,
      incidents12m: 4,
      offenceHarm: 'higher' as const,
    };
    expect(casePriority(facts, rfgv).points.map(({ component, low }) => [component, low])).toEqual([
      ['recency', 25],
      ['frequency', 10],
      ['gravity', 23],
      ['victims', 5],
    ]);
    expect(casePriority(noWait, rfgv)).toMatchObject({
      low: 5,
      high: 100,
      profile: { key: 'rfgv', version: 1 },
    });
  });

  it('is found by its key; another key gives the default', () => {
    expect(profileOf('rfgv')).toBe(RFGV);
    expect(profileOf('gone')).toBe(ESSEX_BEHAVIOURAL);
    expect(profileOf(null)).toBe(ESSEX_BEHAVIOURAL);
  });
});

/** Every question of a case whose answer may be unknown, as a way to set it. */
const QUESTIONS: ((facts: CaseFacts, answer: Known) => CaseFacts)[] = [
  ...(
    [
      'childOrVulnerableAdultTargeted',
      'isRepeat',
      'earlierPanelOutsideWindow',
      'isSerialSuspect',
      'weaponsAccess',
      'actedOnThreat',
      'previousHomeVisit',
      'violenceDuringStalking',
      'threatsToChildren',
      'exIntimate',
      'victimVeryFrightened',
      'advocateEngaged',
      'orderConsidered',
      'hasNamedOfficer',
      'suspectUnidentified',
    ] as const
  ).map((key) => (facts: CaseFacts, answer: Known) => ({ ...facts, [key]: answer })),
  ...(['fixated', 'obsessive', 'unwanted', 'repeated'] as const).map(
    (key) => (facts: CaseFacts, answer: Known) => ({ ...facts, four: { ...facts.four, [key]: answer } }),
  ),
  ...(['under18', 'disability', 'pregnancy', 'isolation'] as const).map(
    (key) => (facts: CaseFacts, answer: Known) => ({
      ...facts,
      vulnerability: { ...facts.vulnerability, [key]: answer },
    }),
  ),
];

describe('any case', () => {
  it('has whole points within the maxima that add up to its range', () => {
    fc.assert(
      fc.property(anyFacts, anyProfile, (facts, profile) => {
        const { points, low, high } = casePriority(facts, { ...terms, profile });
        for (const point of points) {
          expect(Number.isInteger(point.low) && Number.isInteger(point.high)).toBe(true);
          expect(0 <= point.low && point.low <= point.high && point.high <= point.max).toBe(true);
          expect(point.reason).not.toBe('');
        }
        expect(points.reduce((sum, point) => sum + point.max, 0)).toBe(100);
        expect([low, high]).toEqual([
          points.reduce((sum, point) => sum + point.low, 0),
          points.reduce((sum, point) => sum + point.high, 0),
        ]);
      }),
    );
  });

  it('names the data needed whenever its score is a range', () => {
    fc.assert(
      fc.property(anyFacts, anyProfile, (facts, profile) => {
        const { low, high, dataNeeded } = casePriority(facts, { ...terms, profile });
        if (low < high) expect(dataNeeded).not.toEqual([]);
        expect(new Set(dataNeeded).size).toBe(dataNeeded.length);
      }),
    );
  });

  it('ends within its range once an unknown answer is known, and never in a lower band', () => {
    fc.assert(
      fc.property(
        anyFacts,
        fc.constantFrom(...QUESTIONS),
        fc.constantFrom<Known>('yes', 'no'),
        anyProfile,
        (facts, set, answer, profile) => {
          const before = casePriority(set(facts, 'unknown'), { ...terms, profile });
          const after = casePriority(set(facts, answer), { ...terms, profile });
          expect(after.low).toBeGreaterThanOrEqual(before.low);
          expect(after.high).toBeLessThanOrEqual(before.high);
          expect(after.band <= before.band).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is never lowered by a circumstance of the victim', () => {
    const trait = fc.constantFrom(
      'under18' as const,
      'disability' as const,
      'pregnancy' as const,
      'isolation' as const,
    );
    fc.assert(
      fc.property(anyFacts, trait, anyProfile, (facts, key, profile) => {
        const having = (answer: Known) =>
          casePriority(
            { ...facts, vulnerability: { ...facts.vulnerability, [key]: answer } },
            { ...terms, profile },
          );
        expect(having('yes').low).toBeGreaterThanOrEqual(having('no').low);
        expect(having('yes').high).toBeGreaterThanOrEqual(having('no').high);
        expect(having('yes').band).toBe(having('no').band);
      }),
    );
  });

  it('is never in a lower band, nor a referral less urgent, for an incident more', () => {
    const incident = fc.record({
      on: fc.integer({ min: -400, max: 0 }).map((days) => addDays(today, days)),
      behaviours: fc.subarray(['following', 'threats', 'assault', 'tracking_device']),
      isBreach: fc.boolean(),
    });
    fc.assert(
      fc.property(anyFacts, incident, (facts, one) => {
        const more = { ...facts, incidents: [...facts.incidents, one] };
        const grade = (of: CaseFacts) => PRIORITY_BANDS.indexOf(priorityBand(of, today).band);
        expect(grade(more)).toBeLessThanOrEqual(grade(facts));
        const urgency = (of: CaseFacts) => urgencyRank(urgencyOf(of, today).urgency);
        expect(urgency(more)).toBeLessThanOrEqual(urgency(facts));
      }),
    );
  });

  it('is not lowered by the wait, nor by a higher tool result', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(30), fc.nat(24), (facts, days, dashScore) => {
        const longer = { ...facts, waitingSince: addDays(facts.waitingSince, -days) };
        expect(casePriority(longer, terms).low).toBeGreaterThanOrEqual(casePriority(facts, terms).low);
        const scored = casePriority({ ...facts, dashScore }, terms);
        const higher = casePriority({ ...facts, dashScore: Math.min(24, dashScore + 1) }, terms);
        expect(higher.low >= scored.low && higher.high >= scored.high && higher.band <= scored.band).toBe(
          true,
        );
      }),
    );
  });
});

describe('the rank of cases', () => {
  const ranked = fc
    .array(
      fc.record({
        band: fc.constantFrom('A' as const, 'B' as const, 'C' as const, 'D' as const),
        high: fc.nat(3),
        waitingSince: fc.constantFrom('2026-11-01' as Day, '2026-11-02' as Day),
      }),
      { maxLength: 30 },
    )
    .map((list) => list.map((one, index) => ({ ...one, id: `c${index}` })));

  it('is band, then score, then age, then id', () => {
    const line = (id: string, band: 'A' | 'B', high: number, since: string) => ({
      id,
      band,
      high,
      waitingSince: since as Day,
    });
    const order = rankCases([
      line('e', 'B', 99, '2026-01-01'),
      line('d', 'A', 10, '2026-11-02'),
      line('c', 'A', 10, '2026-11-02'),
      line('b', 'A', 10, '2026-11-01'),
      line('a', 'A', 11, '2026-11-05'),
    ]);
    expect(order.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('is the same whatever order the cases come in', () => {
    const shuffled = ranked.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, others]) => {
        const order = rankCases(list);
        expect(rankCases(others)).toEqual(order);
        expect(order.length).toBe(list.length);
        order.forEach((one, index) => expect(index === 0 || order[index - 1]!.band <= one.band).toBe(true));
      }),
    );
  });
});

describe('an answer that may be missing', () => {
  it('is unknown when missing', () => {
    expect([knownOf(true), knownOf(false), knownOf(null), knownOf(undefined)]).toEqual([
      'yes',
      'no',
      'unknown',
      'unknown',
    ]);
  });
});
