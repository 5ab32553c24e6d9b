import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addWorkingDays,
  atLondon,
  isWorkingDay,
  londonDay,
  type Day,
  type Moment,
  type TimeOfDay,
} from '#kernel';
import {
  acknowledging,
  askingExtension,
  checkVersion,
  completing,
  decidingExtension,
  isOverdue,
  notPossible,
  notUndertaken,
  progressing,
  withdrawing,
  type ActionState,
} from './action.rules.js';
import {
  ACTION_PRIORITIES,
  ACTION_STATUSES,
  isOpen,
  mayGo,
  OPEN_STATUSES,
  TRANSITIONS,
  type ActionPriority,
} from './action-states.js';
import { actionReference, agreeing, dueFor, latestDueOn, type ProposedAction } from './agreeing.rules.js';

const day = (text: string) => text as Day;
const moment = (text: string) => text as Moment;
const holidays = new Set(['2026-12-25', '2026-12-28', '2027-01-01'].map(day));
const today = day('2026-12-08');
const now = { today, holidays };

const agreed: ActionState = {
  status: 'agreed',
  dueOn: day('2026-12-22'),
  dueAt: moment('2026-12-22T17:00:00.000Z'),
  version: 3,
  extensionRequestedOn: null,
  extensionNewDueOn: null,
  extensionCount: 0,
};
const proposed: ProposedAction = {
  text: ' Arrange a safety visit ',
  priority: 'routine',
  dueOn: null,
  agreedAt: moment('2026-12-08T10:30:00.000Z'),
};
const codeOf = (result: { ok: boolean; refusal?: { code: string } }) =>
  result.ok ? 'ok' : result.refusal?.code;

const decisions = {
  acknowledging: (action: ActionState) => acknowledging(action),
  progressing: (action: ActionState) => progressing(action, 'Booked'),
  completing: (action: ActionState) => completing(action, { note: 'Done' }, today),
  notPossible: (action: ActionState) => notPossible(action, { reasonCode: 'victim_moved' }),
  notUndertaken: (action: ActionState) => notUndertaken(action, { reasonCode: 'capacity' }),
  withdrawing: (action: ActionState) => withdrawing(action, 'No longer needed'),
};

describe('states of an action', () => {
  it('are as the table says', () => {
    expect(TRANSITIONS).toMatchObject({
      agreed: expect.arrayContaining(['acknowledged', 'completed']),
      verified: [],
    });
    expect(ACTION_STATUSES.filter(isOpen)).toEqual([...OPEN_STATUSES]);
    expect(mayGo('completed', 'verified')).toBe(true);
    expect(mayGo('in_progress', 'acknowledged')).toBe(false);
  });

  it('never lead from a closed one back to an open one', () => {
    for (const from of ACTION_STATUSES) {
      for (const to of ACTION_STATUSES) if (!isOpen(from) && isOpen(to)) expect(mayGo(from, to)).toBe(false);
    }
  });

  it.each(Object.entries(decisions))(
    '%s goes only along the table, and never from a closed action',
    (name, decide) => {
      for (const status of ACTION_STATUSES) {
        const result = decide({ ...agreed, status });
        if (!isOpen(status)) expect(codeOf(result)).toBe('ACTION_ALREADY_CLOSED');
        else if (result.ok)
          expect(mayGo(status, result.value.status) || result.value.status === status).toBe(true);
        else expect([name, codeOf(result)]).toEqual(['acknowledging', 'ACTION_ALREADY_ACKNOWLEDGED']);
      }
    },
  );
});

describe('deciding about an action', () => {
  it('first asks that it is as the person saw it', () => {
    expect(checkVersion(agreed, 3).ok).toBe(true);
    expect(codeOf(checkVersion(agreed, 2))).toBe('CHANGED_SINCE_YOU_LOOKED');
  });

  it('is overdue after its moment, while open', () => {
    expect(isOverdue(agreed, moment('2026-12-22T17:00:00.000Z'))).toBe(false);
    expect(isOverdue(agreed, moment('2026-12-22T17:00:00.001Z'))).toBe(true);
    expect(isOverdue({ ...agreed, status: 'completed' }, moment('2027-12-22T17:00:00.001Z'))).toBe(false);
  });

  it('completing keeps the note and the day', () => {
    expect(
      completing(agreed, { note: ' Visit done.\nLocks changed. ', evidenceRef: ' CR/12 ' }, today),
    ).toEqual({
      ok: true,
      value: {
        status: 'completed',
        note: 'Visit done.\nLocks changed.',
        evidenceReference: 'CR/12',
        completedOn: today,
      },
    });
  });

  it.each([
    ['', 'TEXT_NEEDED'],
    [' \n ', 'TEXT_NEEDED'],
    ['x'.repeat(2001), 'TEXT_TOO_LONG'],
    ['a\0b', 'TEXT_HAS_CONTROL_CHARACTERS'],
    ['x'.repeat(2000), 'ok'],
    ['تمت الزيارة 😀', 'ok'],
  ])('a note of %j gives %s', (note, code) => {
    expect(codeOf(completing(agreed, { note }, today))).toBe(code);
    expect(codeOf(progressing(agreed, note))).toBe(code);
    expect(codeOf(withdrawing(agreed, note))).toBe(code);
  });

  it('keeps "circumstances changed" apart from "not undertaken"', () => {
    expect(notPossible(agreed, { reasonCode: 'suspect_in_custody', note: ' ' })).toMatchObject({
      value: { status: 'not_possible_changed', reasonCode: 'suspect_in_custody', note: null },
    });
    expect(notUndertaken(agreed, { reasonCode: 'staff_left', note: 'Post vacant' })).toMatchObject({
      value: { status: 'not_undertaken', reasonCode: 'staff_left', note: 'Post vacant' },
    });
  });
});

describe('more time', () => {
  const ask = (newDueOn: string, change: Partial<ActionState> = {}, reason = 'Waiting for the landlord') =>
    askingExtension({ ...agreed, ...change }, { newDueOn: day(newDueOn), reason }, now);

  it.each([
    ['2026-12-29', 'ok'],
    ['2026-12-22', 'EXTENSION_NOT_LATER'],
    ['2026-12-01', 'EXTENSION_NOT_LATER'],
    ['2026-12-28', 'DUE_ON_NOT_WORKING_DAY'],
    ['2026-12-26', 'DUE_ON_NOT_WORKING_DAY'],
    ['2027-06-01', 'EXTENSION_TOO_FAR'],
  ])('until %s: %s', (newDueOn, code) => expect(codeOf(ask(newDueOn))).toBe(code));

  it('is refused for an overdue action when the day is past, without a reason, or twice', () => {
    expect(codeOf(ask('2026-12-07', { dueOn: day('2026-12-01') }))).toBe('DUE_ON_PAST');
    expect(codeOf(ask('2026-12-08', { dueOn: day('2026-12-01') }))).toBe('ok');
    expect(codeOf(ask('2026-12-29', {}, ' '))).toBe('TEXT_NEEDED');
    expect(codeOf(ask('2026-12-29', {}, 'x'.repeat(201)))).toBe('TEXT_TOO_LONG');
    expect(codeOf(ask('2026-12-29', { extensionNewDueOn: day('2026-12-30') }))).toBe(
      'EXTENSION_ALREADY_ASKED',
    );
    expect(codeOf(ask('2026-12-29', { status: 'completed' }))).toBe('ACTION_ALREADY_CLOSED');
  });

  it('is granted or declined once', () => {
    const waiting = { ...agreed, extensionRequestedOn: today, extensionNewDueOn: day('2026-12-29') };
    const settled = { extensionRequestedOn: null, extensionNewDueOn: null, extensionReason: null };
    expect(decidingExtension(waiting, true)).toEqual({
      ok: true,
      value: { ...settled, dueOn: '2026-12-29', dueAt: '2026-12-29T17:00:00.000Z', extensionCount: 1 },
    });
    expect(decidingExtension(waiting, false)).toEqual({
      ok: true,
      value: { ...settled, dueOn: agreed.dueOn, dueAt: agreed.dueAt, extensionCount: 0 },
    });
    expect(codeOf(decidingExtension(agreed, true))).toBe('NO_EXTENSION_ASKED');
    expect(codeOf(decidingExtension({ ...waiting, status: 'verified' }, true))).toBe('ACTION_ALREADY_CLOSED');
  });

  it('when allowed is always a later working day within 60 working days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -60, max: 60 }),
        fc.integer({ min: -100, max: 200 }),
        (dueIn, askedIn) => {
          const dueOn = addDays(today, dueIn);
          const result = ask(addDays(today, askedIn), { dueOn });
          if (!result.ok) return;
          const asked = result.value.extensionNewDueOn;
          expect(result.value.extensionRequestedOn).toBe(today);
          expect(asked > dueOn && asked >= today && isWorkingDay(asked, holidays)).toBe(true);
          expect(asked <= addWorkingDays(today, 60, holidays)).toBe(true);
        },
      ),
    );
  });
});

describe('agreeing an action', () => {
  const agree = (change: Partial<ProposedAction>) => agreeing({ ...proposed, ...change }, now);
  const on = (dueOn: string, priority: ActionPriority) => agree({ dueOn: day(dueOn), priority });

  it.each<[ActionPriority, string, string]>([
    ['critical', '2026-12-10', '2026-12-10T10:30:00.000Z'],
    ['high', '2026-12-15', '2026-12-15T17:00:00.000Z'],
    ['routine', '2026-12-22', '2026-12-22T17:00:00.000Z'],
  ])('a %s action is due by default on %s', (priority, dueOn, dueAt) => {
    expect(dueFor(priority, proposed.agreedAt, holidays)).toEqual({ ok: true, value: { dueOn, dueAt } });
    expect(agree({ priority })).toMatchObject({ value: { text: 'Arrange a safety visit', dueOn, dueAt } });
  });

  it('48 hours are 48 hours through a clock change', () => {
    const due = dueFor('critical', moment('2027-03-26T12:00:00.000Z'), holidays);
    expect(due).toEqual({ ok: true, value: { dueOn: '2027-03-28', dueAt: '2027-03-28T12:00:00.000Z' } });
    expect(dueFor('routine', moment('2027-03-19T12:00:00.000Z'), holidays)).toMatchObject({
      value: { dueOn: '2027-04-02', dueAt: '2027-04-02T16:00:00.000Z' },
    });
  });

  it.each<[string, ActionPriority, string]>([
    ['2026-12-07', 'routine', 'DUE_ON_PAST'],
    ['2026-12-12', 'routine', 'DUE_ON_NOT_WORKING_DAY'],
    ['2026-12-28', 'long', 'DUE_ON_NOT_WORKING_DAY'],
    ['2026-12-23', 'routine', 'DUE_ON_LATER_THAN_PRIORITY_ALLOWS'],
    ['2026-12-16', 'high', 'DUE_ON_LATER_THAN_PRIORITY_ALLOWS'],
    ['2026-12-11', 'critical', 'DUE_ON_LATER_THAN_PRIORITY_ALLOWS'],
    ['2027-12-09', 'long', 'DUE_ON_TOO_FAR'],
    ['2027-12-08', 'long', 'ok'],
    ['2026-12-08', 'high', 'ok'],
    ['2026-12-09', 'critical', 'ok'],
  ])('due %s, %s: %s', (dueOn, priority, code) => expect(codeOf(on(dueOn, priority))).toBe(code));

  it('names the next working day, and the latest day', () => {
    const onHoliday = on('2026-12-26', 'long');
    expect(onHoliday.ok ? '' : onHoliday.refusal.message).toContain('Tuesday 29 December 2026');
    const tooLate = on('2026-12-23', 'routine');
    expect(tooLate.ok ? '' : tooLate.refusal.message).toContain('Tuesday 22 December 2026');
  });

  it('a long action needs a day; a day whose hour has passed is past', () => {
    expect(codeOf(agree({ priority: 'long' }))).toBe('DUE_ON_NEEDED');
    const evening = moment('2026-12-08T18:00:00.000Z');
    expect(codeOf(agree({ agreedAt: evening, dueOn: today }))).toBe('DUE_ON_PAST');
    expect(agree({ agreedAt: evening, dueOn: today, priority: 'critical' })).toMatchObject({
      value: { dueAt: '2026-12-08T23:59:00.000Z' },
    });
  });

  it.each([
    ['  ab ', 'TEXT_TOO_SHORT'],
    ['', 'TEXT_NEEDED'],
    ['a'.repeat(501), 'TEXT_TOO_LONG'],
    ['call\0 back', 'TEXT_HAS_CONTROL_CHARACTERS'],
    ['call\nback', 'TEXT_HAS_CONTROL_CHARACTERS'],
    ['זיהוי הסיכון 😀', 'ok'],
  ])('the text %j gives %s', (text, code) => expect(codeOf(agree({ text }))).toBe(code));

  it('whatever is agreed is due after it was agreed, in time for its priority, on a working day unless critical', () => {
    const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
    fc.assert(
      fc.property(
        fc.constantFrom(...ACTION_PRIORITIES),
        fc.integer({ min: 0, max: 500 }),
        minutes,
        fc.option(fc.integer({ min: -3, max: 400 })),
        (priority, start, minute, ahead) => {
          const from = addDays(day('2026-01-01'), start);
          const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
          const agreedAt = atLondon(from, clock as TimeOfDay);
          const dueOn = ahead === null ? null : addDays(from, ahead);
          const result = agreeing(
            { text: 'Call back', priority, dueOn, agreedAt },
            { today: from, holidays },
          );
          if (!result.ok) return;
          expect(result.value.dueAt > agreedAt).toBe(true);
          expect(londonDay(result.value.dueAt)).toBe(result.value.dueOn);
          expect(result.value.dueOn <= latestDueOn(priority, agreedAt, holidays)).toBe(true);
          if (priority !== 'critical') expect(isWorkingDay(result.value.dueOn, holidays)).toBe(true);
          if (dueOn !== null) expect(result.value.dueOn).toBe(dueOn);
        },
      ),
    );
  });

  it('has a reference made of the case and its number', () => {
    expect(actionReference('NB-2026-0147', 3)).toBe('NB-2026-0147-A03');
    expect(actionReference('NB-2026-0147', 112)).toBe('NB-2026-0147-A112');
  });
});
