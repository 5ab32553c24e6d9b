import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '#audit';
import { CaseFile } from '#cases';
import { londonTime, type Moment } from '#kernel';
import { Announcement } from '#platform';
import { aPanel, aPerson, aToken, bankHolidays } from '#testkit';
import {
  aMeetingsSetting,
  changePanelRow,
  DOCUMENTS as D,
  type MeetingsSetting,
  NOBODY,
} from './meetings-setting.js';

type Meeting = {
  id: string;
  heldOn: string;
  plannedOn: string;
  startsAt: Moment;
  endsAt: Moment;
  state: string;
  version: number;
  movedReason: string | null;
};

describe('the meetings of a panel', () => {
  let s: MeetingsSetting;
  let planned: Meeting[];
  const generate = () => s.ask(s.chair, D.generate, { id: s.panel.id });
  const fresh = async (id: string) => (await s.ask(s.chair, D.meeting, { id })) as Meeting;
  const moveTo = async (id: string, heldOn: string, startsAt = '09:30', reason = 'The room is not free') => {
    const { version } = await fresh(id);
    return { input: { meetingId: id, version, heldOn, startsAt, reason } };
  };

  beforeAll(async () => {
    s = await aMeetingsSetting();
    await bankHolidays(s.api.db, ['2026-12-25', '2026-12-28', '2027-01-01', '2027-03-26', '2027-03-29']);
    planned = (await generate()).meetings;
  });
  afterAll(() => s.api.close());

  it('are planned six months ahead at 9:30am in London, across the change of the clocks', async () => {
    expect(planned).toHaveLength(13);
    expect(planned[0]).toMatchObject({ heldOn: '2026-11-24', plannedOn: '2026-11-24', state: 'PLANNED' });
    expect(planned.at(-1)!.heldOn).toBe('2027-05-11');
    expect(new Set(planned.map((meeting) => londonTime(meeting.startsAt)))).toEqual(new Set(['09:30']));
    expect(planned.map((meeting) => meeting.startsAt.slice(11, 16))).toEqual(
      expect.arrayContaining(['09:30', '08:30']),
    );
    expect(londonTime(planned[0]!.endsAt)).toBe('12:00');
  });

  it('are not made twice, also not when one was moved or cancelled', async () => {
    expect(await generate()).toMatchObject({ created: 0, clashes: [] });
    const moved = await s.ask(s.chair, D.move, await moveTo(planned[1]!.id, '2026-12-09'));
    expect(moved).toMatchObject({ heldOn: '2026-12-09', plannedOn: '2026-12-08', state: 'PLANNED' });
    const { id, version } = planned[2]!;
    const cancel = { input: { meetingId: id, version, reason: 'No cases' } };
    expect(await s.ask(s.chair, D.cancel, cancel)).toMatchObject({
      state: 'CANCELLED',
      cancelledReason: 'No cases',
    });
    expect(await s.outcome(s.chair, D.cancel, cancel)).toBe('MEETING_CANCELLED');
    expect(await generate()).toMatchObject({ created: 0 });
    const events = await s.api.db.reading.findBy(Announcement, { event: 'meeting.moved' });
    expect(events.map((row) => row.payload)).toEqual([{ meetingId: planned[1]!.id }]);
    const kept = await s.api.db.reading.findBy(AuditEntry, { what: 'meeting:cancel', subjectId: id });
    expect(kept).toHaveLength(1);
  });

  it('skip a bank holiday, or move to the next working day, as the panel has it', async () => {
    const other = await aMeetingsSetting(
      {},
      {
        recurrence: 'FREQ=WEEKLY;BYDAY=FR',
        bankHolidayRule: 'move_to_next_working_day',
      },
    );
    await bankHolidays(other.api.db, ['2026-12-25', '2026-12-28']);
    const moved = await other.ask(other.chair, D.generate, { id: other.panel.id });
    const christmas = moved.meetings.find((meeting: Meeting) => meeting.plannedOn === '2026-12-25');
    expect(christmas).toMatchObject({
      heldOn: '2026-12-29',
      movedReason: 'Friday 25 December 2026 is a bank holiday.',
    });
    expect(await other.ask(other.chair, D.generate, { id: other.panel.id })).toMatchObject({ created: 0 });
    await other.api.close();

    const skipping = await aMeetingsSetting({}, { recurrence: 'FREQ=WEEKLY;BYDAY=FR' });
    await bankHolidays(skipping.api.db, ['2026-12-25']);
    const { meetings } = await skipping.ask(skipping.chair, D.generate, { id: skipping.panel.id });
    const days = meetings.map((meeting: Meeting) => meeting.heldOn);
    expect(days).toContain('2026-12-18');
    expect(days).not.toContain('2026-12-25');
    await skipping.api.close();
  });

  it('leave out days on which the chair has another panel, and say which', async () => {
    const { db, clock } = s.api;
    const columns = { chairId: s.chairId, startsAt: '11:00' as never, recurrence: 'FREQ=WEEKLY;BYDAY=TU' };
    const second = await aPanel(db, clock, [s.police], columns);
    const made = await s.ask(s.chair, D.generate, { id: second.id });
    expect(made.clashes[0]).toMatchObject({ on: '2026-11-24' });
    const days = new Set(made.meetings.map((meeting: Meeting) => meeting.heldOn));
    expect(days.has('2026-12-01')).toBe(true);
    expect(days.has('2026-11-24')).toBe(false);
    const free = made.meetings[0] as Meeting;
    const clash = await moveTo(free.id, '2027-01-05', '10:00');
    expect(await s.outcome(s.chair, D.move, clash)).toBe('CHAIR_HAS_ANOTHER_MEETING');
    await changePanelRow(s, { isActive: false });
    expect(await s.outcome(s.chair, D.generate, { id: s.panel.id })).toBe('PANEL_NOT_ACTIVE');
    await changePanelRow(s, { isActive: true });
  });

  it('cannot be moved into the past, onto a bank holiday or onto a day on which the panel meets', async () => {
    const { id } = planned[3]!;
    const to = async (...where: [string, string?, string?]) =>
      s.outcome(s.chair, D.move, await moveTo(id, ...where));
    expect(await to('2026-11-22')).toBe('MEETING_IN_THE_PAST');
    expect(await to('2026-12-25')).toBe('MEETING_ON_BANK_HOLIDAY');
    expect(await to('2026-12-09')).toBe('PANEL_MEETS_THAT_DAY');
    expect(await to('2026-12-22', '14:00')).toBe('Meeting');
    expect(await to('2029-01-01')).toBe('MEETING_TOO_FAR_AHEAD');
    for (const [heldOn, startsAt, reason] of [
      ['2026-02-30', '09:30', 'Because'],
      ['2026-12-23', '25:00', 'Because'],
      ['2026-12-23', '09:30', 'x'],
      ['2026-12-23', '09:30', 'x'.repeat(20_000)],
      ['2026-12-23', '09:30', 'No\u0000thing'],
    ] as const)
      expect(await to(heldOn, startsAt, reason)).toBe('BAD_USER_INPUT');
    expect((await fresh(id)).heldOn).toBe('2026-12-22');
  });

  it('refuse a move of what has changed since, and the same move twice', async () => {
    const call = await moveTo(planned[4]!.id, '2027-01-20');
    const both = await Promise.all([
      s.outcome(s.chair, D.move, call),
      s.outcome(s.coordinator, D.move, call),
    ]);
    expect(both.sort()).toEqual(['CHANGED_SINCE_YOU_LOOKED', 'Meeting']);
    expect(await s.outcome(s.chair, D.move, call)).toBe('CHANGED_SINCE_YOU_LOOKED');
    expect(await s.outcome(s.chair, D.move, await moveTo(planned[4]!.id, '2027-01-20'))).toBe(
      'MEETING_ALREADY_THEN',
    );
  });

  it('give their cases back to the queue when they are cancelled', async () => {
    const caseFile = await s.flag();
    const { id } = planned[5]!;
    await s.ask(s.chair, D.build, { id });
    const state = async () => (await s.api.db.reading.findOneByOrFail(CaseFile, { id: caseFile.id })).state;
    expect(await state()).toBe('listed');
    const { version } = await fresh(id);
    await s.ask(s.chair, D.cancel, { input: { meetingId: id, version, reason: 'Snow' } });
    expect(await state()).toBe('flagged');
  });

  it('are known to those who work on the panel, and to nobody else', async () => {
    const { id } = planned[0]!;
    expect(await s.outcome(s.housingMember, D.meeting, { id })).toBe('ok');
    expect(await s.outcome(s.strategicLead, D.meeting, { id })).toBe('ok');
    for (const token of [s.stranger, s.auditor])
      expect(await s.outcome(token, D.meeting, { id })).toBe('NOT_FOUND');
    expect(await s.outcome(null, D.meeting, { id })).toBe('UNAUTHENTICATED');
    expect(await s.outcome(s.chair, D.meeting, { id: NOBODY })).toBe('NOT_FOUND');
    expect(await s.outcome(s.chair, D.meeting, { id: 'nonsense' })).toBe('BAD_USER_INPUT');
    expect(await s.outcome(s.housingMember, D.generate, { id: s.panel.id })).toBe('FORBIDDEN');
    expect(await s.outcome(s.housingMember, D.move, await moveTo(id, '2026-11-30'))).toBe('FORBIDDEN');
    expect(await s.outcome(s.stranger, D.move, await moveTo(id, '2026-11-30'))).toBe('NOT_FOUND');
    const elsewhere = await aPerson(s.api.db, s.api.clock, s.probation, 'chair');
    const otherChair = await aToken(s.api.db, s.api.clock, elsewhere);
    expect(['FORBIDDEN', 'NOT_FOUND']).toContain(
      await s.outcome(otherChair, D.move, await moveTo(id, '2026-11-30')),
    );
  });

  it('are listed page by page: those to come soonest first, those gone by latest first', async () => {
    const first = await s.ask(s.chair, D.list, { panelId: s.panel.id, first: 5 });
    const rest = await s.ask(s.chair, D.list, { panelId: s.panel.id, after: first.pageInfo.endCursor });
    const days = [...first.edges, ...rest.edges].map(({ node }: { node: Meeting }) => node.startsAt);
    expect(days).toHaveLength(13);
    expect(days).toEqual([...days].sort());
    expect(first.totalCount).toBe(13);
    expect((await s.ask(s.stranger, D.list, {})).totalCount).toBe(0);
    expect(await s.outcome(s.stranger, D.list, { panelId: s.panel.id })).toBe('FORBIDDEN');
    s.api.clock.set('2026-12-20T09:00:00.000Z' as Moment);
    const past = await s.ask(s.chair, D.list, { panelId: s.panel.id, when: 'PAST' });
    expect(past.edges.map(({ node }: { node: Meeting }) => node.heldOn)).toEqual([
      '2026-12-09',
      '2026-11-24',
    ]);
    const next = await s.ask(s.chair, 'query ($id: ID!) { panel(id: $id) { nextMeeting { heldOn } } }', {
      id: s.panel.id,
    });
    expect(next.nextMeeting.heldOn).toBe('2026-12-22');
    const hidden = await s.ask(s.stranger, 'query ($id: ID!) { panel(id: $id) { nextMeeting { heldOn } } }', {
      id: s.panel.id,
    });
    expect(hidden).toEqual({ nextMeeting: null });
    s.api.clock.set('2026-11-23T09:00:00.000Z' as Moment);
  });
});
