import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMinutes, type Day, type Moment } from '#kernel';
import { URGENCIES, USUAL_TRIAGE_SETTINGS } from '#panels';
import { CASE_STATES } from '../case-file.entity.js';
import { anyFacts, known, today } from '../case-facts.fixture.js';
import type { CaseFacts } from '../case-facts.rules.js';
import { readCaseFacts } from '../case-facts-reading.rules.js';
import { casePriority } from '../case-priority.rules.js';
import { profileOf } from '../priority-profile.rules.js';
import { CASE_TRANSITIONS, mayGo } from './case-states.rules.js';
import { adviceThatRaisesRisk } from '../advice/advice.rules.js';
import { SIGNPOSTS } from './safe-advice.rules.js';
import { chosenForSecondLook, lastMonth, monthInMoments, seedOf } from './second-look.rules.js';
import { clockColour, clockInWords, triageClock } from './triage-clock.rules.js';
import { appeal, decision, undoable } from './triage.rules.js';
import { urgencyOf, urgencyRank } from './urgency.rules.js';

const rank = (facts: CaseFacts) => urgencyRank(urgencyOf(facts, today).urgency);

describe('the urgency of a referral', () => {
  it('is never lower for an unknown answer than for a no', () => {
    const answers = Object.entries({
      childOrVulnerableAdultTargeted: known,
      isRepeat: known,
      isSerialSuspect: known,
      weaponsAccess: known,
      actedOnThreat: known,
      exIntimate: known,
      violenceDuringStalking: known,
    }).map(([name]) => name);
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...answers), (facts, name) => {
        const unknown = rank({ ...facts, [name]: 'unknown' });
        expect(unknown).toBeLessThanOrEqual(rank({ ...facts, [name]: 'no' }));
        expect(rank({ ...facts, [name]: 'yes' })).toBeLessThanOrEqual(unknown);
      }),
    );
  });

  it('is never lowered by a fact of danger', () => {
    const dangers: ((facts: CaseFacts) => CaseFacts)[] = [
      (facts) => ({ ...facts, imminentThreat: true }),
      (facts) => ({ ...facts, dashScore: Math.min(24, (facts.dashScore ?? 0) + 5) }),
      (facts) => ({ ...facts, screenScore: 11 }),
      (facts) => ({ ...facts, toolLevel: 'very_high' }),
      (facts) => ({ ...facts, orderBreaches: [...facts.orderBreaches, today] }),
      (facts) => ({ ...facts, strangulationOrWeaponUsedOn: today }),
      (facts) => ({
        ...facts,
        incidents: [...facts.incidents, { on: today, behaviours: ['assault'], isBreach: true }],
      }),
      (facts) => ({ ...facts, releaseFromCustodyOn: today }),
      (facts) => ({ ...facts, timesDeferred: facts.timesDeferred + 1 }),
    ];
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...dangers), (facts, danger) => {
        expect(rank(danger(facts))).toBeLessThanOrEqual(rank(facts));
      }),
    );
  });

  it('does not know who somebody is', () => {
    fc.assert(
      fc.property(anyFacts, known, known, (facts, disability, pregnancy) => {
        const other = { ...facts, vulnerability: { ...facts.vulnerability, disability, pregnancy } };
        expect(urgencyOf(other, today)).toEqual(urgencyOf(facts, today));
      }),
    );
  });

  it('and the agenda priority are the same at any age of an adult', () => {
    const row = {
      ...{
        id: 'c',
        referredOn: today,
        criteria: '[]',
        relationship: 'stranger',
        behaviours: '["following"]',
      },
      ...{
        lastIncidentOn: null,
        incidents12m: 3,
        weaponsAccess: 'unknown' as const,
        threats: 'yes' as const,
        children: null,
      },
      ...{ offences: '[]', ordersInForce: '[]', victimWishes: '[]', advocateReferral: 'made' },
      ...{ isImminentThreat: false, suspectReleaseOn: null, riskLevel: 'high', waitingSince: today },
      ...{ timesNotReached: 0, timesDeferred: 0, victimKey: null, suspectsNamed: 1, suspectsKeyed: 0 },
      hasOpenLinks: false,
    } as const;
    const terms = { today, holidays: new Set<Day>(), profile: profileOf('essex-behavioural') };
    const of = (victimBornOn: Day) =>
      readCaseFacts({ row: { ...row, victimBornOn }, assessments: [], incidents: [], linked: [] }, today);
    const adult = of('1990-05-05' as Day);
    fc.assert(
      fc.property(fc.integer({ min: 1926, max: 2007 }), (year) => {
        const facts = of(`${year}-05-05` as Day);
        expect(urgencyOf(facts, today)).toEqual(urgencyOf(adult, today));
        expect(casePriority(facts, terms)).toEqual(casePriority(adult, terms));
      }),
    );
  });
});

const none = new Set<Day>();
const settings = USUAL_TRIAGE_SETTINGS;
const start = '2026-03-02T08:00:00.000Z' as Moment;
const moment = fc.integer({ min: 0, max: 400 * 24 * 60 }).map((n) => addMinutes(start, n));
const urgency = fc.constantFrom(...URGENCIES);
const stops = fc.array(fc.tuple(fc.nat(3000), fc.nat(3000)), { maxLength: 3 });

/** Stops one after the other, so many minutes after the receipt and so long. */
function stopsFrom(receivedAt: Moment, spans: readonly (readonly [number, number])[]) {
  let at = receivedAt;
  return spans.map(([after, long]) => {
    const from = addMinutes(at, after);
    at = addMinutes(from, long);
    return { from, to: at };
  });
}

describe('a triage clock', () => {
  it('turns amber, then red, then is missed, always in that order and after it started', () => {
    fc.assert(
      fc.property(moment, urgency, stops, (receivedAt, how, spans) => {
        const clock = triageClock(
          { receivedAt, urgency: how, stops: stopsFrom(receivedAt, spans) },
          settings,
          none,
        );
        expect([clock.startsAt, clock.amberAt, clock.redAt, clock.dueAt]).toEqual(
          [clock.startsAt, clock.amberAt, clock.redAt, clock.dueAt].sort(),
        );
        expect(clock.startsAt >= receivedAt).toBe(true);
      }),
    );
  });

  it('is never due earlier because it stood still, and does not notice a stop of no length', () => {
    fc.assert(
      fc.property(moment, urgency, stops, (receivedAt, how, spans) => {
        const plain = triageClock({ receivedAt, urgency: how, stops: [] }, settings, none);
        const stopped = triageClock(
          { receivedAt, urgency: how, stops: stopsFrom(receivedAt, spans) },
          settings,
          none,
        );
        expect(stopped.dueAt! >= plain.dueAt!).toBe(true);
        const blinked = stopsFrom(
          receivedAt,
          spans.map(([after]) => [after, 0] as const),
        );
        expect(triageClock({ receivedAt, urgency: how, stops: blinked }, settings, none)).toEqual(plain);
      }),
    );
  });

  it('is never due later for a more urgent referral', () => {
    fc.assert(
      fc.property(moment, (receivedAt) => {
        const due = URGENCIES.map(
          (how) => triageClock({ receivedAt, urgency: how, stops: [] }, settings, none).dueAt!,
        );
        expect(due).toEqual([...due].sort());
      }),
    );
  });

  it('has no due moment while it stands still, unless it had run out before', () => {
    const receivedAt = '2026-11-23T09:00:00.000Z' as Moment;
    const stoppedAt = (from: string) =>
      triageClock(
        { receivedAt, urgency: 'urgent', stops: [{ from: from as Moment, to: null }] },
        settings,
        none,
      );
    const early = stoppedAt('2026-11-23T12:00:00.000Z');
    expect(early).toMatchObject({
      amberAt: '2026-11-23T11:00:00.000Z',
      redAt: null,
      dueAt: null,
      isStopped: true,
    });
    expect(clockColour(early, '2027-01-01T00:00:00.000Z' as Moment)).toBe('stopped');
    const late = stoppedAt('2026-11-23T14:00:00.000Z');
    expect(late.dueAt).toBe('2026-11-23T13:00:00.000Z');
    expect(clockColour(late, '2026-11-23T15:00:00.000Z' as Moment)).toBe('missed');
  });

  it.each([
    ['2026-11-23T08:55:00.000Z', '4 hours 5 minutes left'],
    ['2026-11-23T12:59:30.000Z', '1 minute left'],
    ['2026-11-23T13:00:00.000Z', 'late by 1 minute'],
    ['2026-11-25T14:30:00.000Z', 'late by 2 days 1 hour'],
  ])('says at %s: %s', (now, words) => {
    const dueAt = '2026-11-23T13:00:00.000Z' as Moment;
    expect(clockInWords({ dueAt, isStopped: false }, now as Moment)).toBe(words);
  });
});

describe('the states of a case', () => {
  it('lead from triage to a hearing only by an acceptance', () => {
    expect(Object.keys(CASE_TRANSITIONS).sort()).toEqual([...CASE_STATES].sort());
    const reached = new Set(['triage']);
    for (const state of reached) {
      if (state === 'accepted') continue;
      for (const next of CASE_TRANSITIONS[state as 'triage']) reached.add(next);
    }
    expect([...reached].sort()).toEqual([
      'accepted',
      'declined',
      'redirected',
      'returned_for_information',
      'triage',
    ]);
  });

  it('let a referral be decided only while nobody has decided', () => {
    for (const state of CASE_STATES) {
      for (const to of ['accepted', 'declined', 'redirected', 'returned_for_information'] as const) {
        const isOpen = state === 'triage' || (state === 'returned_for_information' && to !== state);
        expect(decision({ state, declinedById: null, appealedAt: null }, to, 'p').ok).toBe(isOpen);
      }
    }
    expect(mayGo('declined', 'triage')).toBe(true);
  });

  it('leave an appeal to somebody else, once', () => {
    const appealed = { state: 'triage' as const, declinedById: 'p', appealedAt: '2026-11-23' };
    expect(decision(appealed, 'declined', 'p')).toMatchObject({ refusal: { code: 'DECIDED_BY_YOU' } });
    expect(decision(appealed, 'accepted', 'q').ok).toBe(true);
    expect(appeal({ state: 'declined', declinedById: null, appealedAt: null }).ok).toBe(true);
    expect(appeal({ ...appealed, state: 'declined' })).toMatchObject({
      refusal: { code: 'APPEALED_ALREADY' },
    });
  });
});

describe('advice to a referrer', () => {
  it('is never one of the things that lead to an escalation', () => {
    for (const { text, source, checkedOn } of SIGNPOSTS) {
      expect(adviceThatRaisesRisk(text)).toEqual([]);
      expect(source && checkedOn).toBeTruthy();
    }
  });

  it.each([
    'Block him on all platforms',
    'Advise blocking the suspect',
    'She should change her mobile number',
    'Please get a new phone number for her',
    'Close her social media accounts',
    'Delete your Facebook',
    'Tell her to stay offline for a while',
    'Avoid using the internet',
    'Suggest she talk to the suspect',
    'They could talk it over',
    'Offer mediation',
  ])('is found unsafe: %s', (text) => {
    expect(adviceThatRaisesRisk(text)).not.toEqual([]);
  });

  it.each([
    'He changed his number twice and keeps ringing',
    'She blocked him in May; he came to the house the next day',
    'He is following her to work',
    'Speak to her about an advocate while she is with you',
    'He closed his account after the warning',
    'He left a note on her car',
  ])('is left alone: %s', (text) => {
    expect(adviceThatRaisesRisk(text)).toEqual([]);
  });
});

describe('a second look', () => {
  const ids = fc.uniqueArray(fc.uuid(), { maxLength: 200 });

  it('draws the same cases whatever order they come in, so many percent, at least one', () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 100 }), fc.string(), (all, percent, seed) => {
        const chosen = chosenForSecondLook(all, seed, percent);
        expect(chosenForSecondLook([...all].reverse(), seed, percent)).toEqual(chosen);
        expect(chosen).toHaveLength(Math.ceil((all.length * percent) / 100));
        expect(all).toEqual(expect.arrayContaining(chosen));
      }),
    );
  });

  it('draws other cases for another panel or month', () => {
    const all = Array.from({ length: 400 }, (_, nth) => `case ${nth}`);
    const first = chosenForSecondLook(all, seedOf('north', '2026-10'), 5);
    expect(chosenForSecondLook(all, seedOf('south', '2026-10'), 5)).not.toEqual(first);
    expect(chosenForSecondLook(all, seedOf('north', '2026-11'), 5)).not.toEqual(first);
    expect(first).toHaveLength(20);
  });

  it('is about the last complete month, London time', () => {
    expect(lastMonth('2026-01-31' as Day)).toBe('2025-12');
    expect(monthInMoments('2026-10')).toEqual({
      from: '2026-09-30T23:00:00.000Z',
      before: '2026-11-01T00:00:00.000Z',
    });
  });
});

describe('taking a decision back', () => {
  const fresh = { lastDiscussedOn: null, timesNotReached: 0, timesDeferred: 0, wasOnAgenda: false };
  const times = fc.nat(2);
  const life = fc.record({
    lastDiscussedOn: fc.constantFrom(null, '2026-11-19' as Day),
    ...{ timesNotReached: times, timesDeferred: times, wasOnAgenda: fc.boolean() },
  });
  const accepted = { kind: 'accepted', byId: 'chair' } as const;

  it('never sends a case back to triage that a meeting has had to do with, however it stands', () => {
    fc.assert(
      fc.property(life, fc.constantFrom(...CASE_STATES), (lived, state) => {
        const isFresh = Object.entries(fresh).every(
          ([key, value]) => lived[key as keyof typeof lived] === value,
        );
        const may = isFresh && (state === 'accepted' || state === 'flagged');
        expect(undoable({ state, ...lived }, accepted, 'chair').ok).toBe(may);
      }),
    );
  });

  it('is refused for each thing that a meeting does with a case, on its own', () => {
    const met = [
      { lastDiscussedOn: '2026-11-19' as Day },
      { timesNotReached: 1 },
      { timesDeferred: 1 },
      { wasOnAgenda: true },
    ];
    expect(undoable({ state: 'flagged', ...fresh }, accepted, 'chair')).toEqual({
      ok: true,
      value: 'accepted',
    });
    for (const one of met)
      expect(undoable({ state: 'flagged', ...fresh, ...one }, accepted, 'chair')).toMatchObject({
        refusal: { code: 'NOTHING_TO_UNDO' },
      });
  });

  it('leaves a no and a question as they were: these can be taken back after an earlier hearing', () => {
    const heard = { ...fresh, lastDiscussedOn: '2026-11-19' as Day };
    expect(undoable({ state: 'declined', ...heard }, { kind: 'declined', byId: 'chair' }, 'chair').ok).toBe(
      true,
    );
    expect(undoable({ state: 'declined', ...heard }, { kind: 'declined', byId: 'chair' }, 'other').ok).toBe(
      false,
    );
  });
});
