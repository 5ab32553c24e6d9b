import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ClockStop, triageClock } from '#cases';
import {
  addMinutes,
  atLondon,
  type Day,
  isWorkingDay,
  londonDay,
  londonTime,
  type Moment,
  type TimeOfDay,
} from '#kernel';
import { URGENCIES, USUAL_TRIAGE_SETTINGS } from '#panels';
import type { Chase } from './chase.js';
import { nextAtOf } from './reminders.service.js';
import {
  type Occasion,
  occasion,
  type ReminderStep,
  reminderSteps,
  type ReminderToSend,
  saidBy,
} from './reminder-policy.rules.js';
import { answerChase, decisionChase, type ReferralRow, transferChase } from './triage-chases.js';

const holidays = new Set(['2026-12-25', '2026-12-28'] as Day[]);
const at = (text: string) => atLondon(text.slice(0, 10) as Day, text.slice(11) as TimeOfDay);

const PANEL = {
  panelId: 'panel',
  nation: 'england-and-wales' as const,
  chairId: 'chair',
  coordinatorId: 'coordinator',
  panelLpa: null,
  triageSettings: null,
  hostId: 'police',
};

/** A referral that came in then; its clock by the usual settings. */
function referral(
  received: Moment,
  urgency: (typeof URGENCIES)[number],
  given: { stops?: ClockStop[]; isOpen?: boolean; triageSettings?: string } = {},
): ReferralRow {
  const { stops = [], isOpen = true, triageSettings = null } = given;
  const settings = { ...USUAL_TRIAGE_SETTINGS, ...(triageSettings && JSON.parse(triageSettings)) };
  return {
    ...PANEL,
    triageSettings,
    ...triageClock({ receivedAt: received, urgency, stops }, settings, holidays),
    caseId: 'case',
    isOpen,
    urgency,
    stops: JSON.stringify(stops),
    referringAgencyId: 'housing',
    referrerId: 'referrer',
    deputyId: null,
  };
}

const table = (chase: Chase, until: string) =>
  reminderSteps(chase.facts, { ...chase, until: at(until) }).map(
    (step) =>
      `${step.key} ${londonDay(step.at).slice(5)} ${londonTime(step.at)} ${step.level} ${step.audience.join('+')}`,
  );

describe('the reminders of a decision on a referral', () => {
  it('run round the clock when it is urgent, up to the strategic lead', () => {
    const chase = decisionChase(referral(at('2026-11-21 22:00'), 'urgent'), holidays);
    expect(table(chase, '2026-11-22 23:00')).toEqual([
      'amber 11-22 00:00 0 coordinator',
      'red 11-22 01:12 0 coordinator',
      'red-chair 11-22 01:12 2 chair',
      'missed 11-22 02:00 0 coordinator',
      'escalation-chair 11-22 02:00 2 chair',
      'escalation-strategic-lead 11-22 06:00 3 strategic_lead',
      'still-missed-1 11-22 14:00 0 coordinator+chair',
    ]);
  });

  it('keep to working hours when it is not, or when the panel counts only those', () => {
    expect(
      table(decisionChase(referral(at('2026-11-23 10:00'), 'high'), holidays), '2026-11-27 09:00'),
    ).toEqual([
      'amber 11-24 08:00 0 coordinator',
      'red 11-24 08:00 0 coordinator',
      'red-chair 11-24 08:00 2 chair',
      'missed 11-24 10:00 0 coordinator',
      'escalation-chair 11-24 10:00 2 chair',
      'escalation-strategic-lead 11-25 08:00 3 strategic_lead',
      'still-missed-1 11-26 08:00 0 coordinator+chair',
      'still-missed-2 11-27 08:00 0 coordinator+chair',
    ]);
    const triageSettings = JSON.stringify({
      urgentCounting: 'working_hours',
      highCounting: 'working_hours',
      standardCounting: 'working_hours',
    });
    const office = decisionChase(referral(at('2026-11-20 16:00'), 'urgent', { triageSettings }), holidays);
    expect(office.facts.priority).toBe('high');
    expect(table(office, '2026-11-23 13:00').slice(-2)).toEqual([
      'missed 11-23 13:00 0 coordinator',
      'escalation-chair 11-23 13:00 2 chair',
    ]);
  });

  it('climb more slowly for a standard one', () => {
    const chase = decisionChase(referral(at('2026-11-23 09:00'), 'standard'), holidays);
    expect(table(chase, '2026-12-07 09:00')).toEqual([
      'amber 11-25 08:00 0 coordinator',
      'red 11-26 08:00 0 coordinator',
      'missed 11-26 09:00 0 coordinator',
      'escalation-chair 11-27 08:00 2 chair',
      'escalation-strategic-lead 12-01 08:00 3 strategic_lead',
      'still-missed-1 12-03 08:00 0 coordinator+chair',
      'still-missed-2 12-07 08:00 0 coordinator+chair',
    ]);
  });

  it('rest while the referrer is asked, who is reminded of the answer instead', () => {
    const stops = [{ from: at('2026-11-23 11:00'), to: null }];
    const row = referral(at('2026-11-23 10:00'), 'high', { stops });
    const rests = decisionChase(row, holidays);
    expect([rests.isOpen, rests.isPaused, nextAtOf(rests, null)]).toEqual([true, true, null]);
    const owed = answerChase(row, holidays);
    expect([owed.isOpen, owed.circle.agencyId, owed.circle.ownerId]).toEqual([true, 'housing', 'referrer']);
    expect(table(owed, '2026-12-01 09:00')).toEqual([
      'answer-due-day 11-25 09:00 0 owner',
      'answer-late-1 11-26 08:00 0 owner',
      'answer-late-1wd 11-26 08:00 1 agency_lead',
      'answer-coordinator 11-27 08:00 2 coordinator',
      'answer-late-2 11-30 08:00 0 owner',
    ]);
    const answered = [{ from: at('2026-11-23 11:00'), to: at('2026-11-26 11:00') }];
    const again = referral(at('2026-11-23 10:00'), 'high', { stops: answered });
    expect(answerChase(again, holidays).isOpen).toBe(false);
    // 12 hours count half: 1 before the question, 11 after the answer; that is at night.
    expect(nextAtOf(decisionChase(again, holidays), null)).toBe(at('2026-11-27 08:00'));
  });

  it('end with the decision; those of a transfer with its acknowledgement', () => {
    expect(decisionChase(referral(at('2026-11-23 10:00'), 'high', { isOpen: false }), holidays).isOpen).toBe(
      false,
    );
    const transfer = { ...PANEL, transferId: 'transfer', caseId: 'case', askedAt: at('2026-11-23 10:00') };
    expect(transferChase({ ...transfer, settledAt: at('2026-11-24 10:00') }, holidays).isOpen).toBe(false);
    expect(table(transferChase({ ...transfer, settledAt: null }, holidays), '2026-11-30 09:00')).toEqual([
      'transfer-due-day 11-25 09:00 0 coordinator',
      'transfer-late-1 11-26 08:00 0 coordinator',
      'transfer-late-1wd 11-26 08:00 2 chair',
      'transfer-late-2 11-30 08:00 0 coordinator',
      'transfer-strategic-lead 11-30 08:00 3 strategic_lead',
    ]);
  });
});

const aMoment = fc
  .integer({ min: 0, max: 60 * 24 * 60 })
  .map((minutes) => addMinutes(at('2026-11-02 00:00'), minutes));
const urgency = fc.constantFrom(...URGENCIES);

describe('whatever happens to a referral', () => {
  it('a worker that looks whenever it is told to says each step once, in hours, and gets to the strategic lead', () => {
    fc.assert(
      fc.property(aMoment, urgency, (received, how) => {
        const chase = decisionChase(referral(received, how), holidays);
        const said: ReminderStep[] = [];
        let cursor: Moment | null = null;
        for (let look = 0; look < 8; look += 1) {
          const now: Moment = nextAtOf(chase, cursor)!;
          expect(cursor === null || now > cursor).toBe(true);
          const due: Occasion = occasion(chase.facts, cursor, now, chase)!;
          said.push(...new Set(due.messages.map(({ step }) => step)));
          cursor = due.through;
          if (chase.facts.priority === 'critical') continue;
          expect(isWorkingDay(londonDay(now), holidays)).toBe(true);
          expect(londonTime(now) >= '08:00' && londonTime(now) < '17:00').toBe(true);
        }
        const keys = said.map(({ key, at: when }) => `${key} ${when}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(said.some(({ level }) => level === 3)).toBe(true);
        const before = said.filter(({ kind }) => kind === 'due_soon');
        expect(
          said.filter(({ kind }) => kind === 'overdue').every((late) => late.at >= chase.facts.dueAt),
        ).toBe(true);
        expect(how !== 'standard' || before.length > 0).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('nothing that must have been said by the cursor is missing, unless the clock has moved earlier since', () => {
    const keyOf = ({ step, audience }: ReminderToSend) => `${step.key} ${step.at} ${audience}`;
    const looks = fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(aMoment, urgency, urgency, looks, (received, how, then, waits) => {
        const before = decisionChase(referral(received, how), holidays);
        const ledger = new Set<string>();
        let cursor: Moment | null = null;
        let now = received;
        const look = (chase: Chase) => {
          const due = occasion(chase.facts, cursor, now, chase);
          if (!due) return;
          for (const key of due.messages.map(keyOf)) ledger.add(key);
          cursor = due.through;
        };
        for (const minutes of waits) {
          now = addMinutes(now, minutes);
          look(before);
        }
        if (cursor === null) return;
        expect(saidBy(before.facts, cursor, before).filter((one) => !ledger.has(keyOf(one)))).toEqual([]);
        const after = decisionChase(referral(received, then), holidays);
        if (after.facts.dueAt >= before.facts.dueAt) return;
        if (saidBy(after.facts, cursor, after).some((one) => !ledger.has(keyOf(one)))) cursor = null;
        // Three weeks of looks by the new clock gets to everybody, whatever the old one had said.
        for (let hour = 0; hour < 24 * 21; hour += 4) {
          now = addMinutes(now, 4 * 60);
          look(after);
        }
        const told = (audience: string, key: string) =>
          [...ledger].some((one) => one.startsWith(`${key} `) && one.endsWith(` ${audience}`));
        expect(told('strategic_lead', 'escalation-strategic-lead')).toBe(true);
        expect(told('chair', 'escalation-chair')).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('an outage ends in one message for each person, of the highest level', () => {
    fc.assert(
      fc.property(aMoment, urgency, fc.integer({ min: 1, max: 20 }), (received, how, days) => {
        const chase = decisionChase(referral(received, how), holidays);
        const now = atLondon(londonDay(addMinutes(received, days * 24 * 60)), '10:00' as TimeOfDay);
        const due = occasion(chase.facts, null, now, chase);
        if (due === null) return;
        const audiences = due.messages.map(({ audience }) => audience);
        expect(new Set(audiences).size).toBe(audiences.length);
        expect(nextAtOf(chase, due.through)! > now).toBe(true);
      }),
    );
  });

  it('nothing is said before the clock counts, nor twice when it stood still in between', () => {
    fc.assert(
      fc.property(
        aMoment,
        urgency,
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 5000 }),
        (received, how, after, long) => {
          const from = addMinutes(received, after);
          const to = addMinutes(from, long);
          const before = decisionChase(referral(received, how), holidays);
          const said = reminderSteps(before.facts, { ...before, until: from });
          expect(said.every((step) => step.at >= before.facts.agreedAt)).toBe(true);
          const cursor = said.at(-1)?.at ?? null;
          const goesOn = decisionChase(referral(received, how, { stops: [{ from, to }] }), holidays);
          const next = nextAtOf(goesOn, cursor)!;
          expect(cursor === null || next > cursor).toBe(true);
          const isMissed = before.facts.dueAt <= from;
          expect(isMissed || goesOn.facts.dueAt >= before.facts.dueAt).toBe(true);
        },
      ),
    );
  });
});
