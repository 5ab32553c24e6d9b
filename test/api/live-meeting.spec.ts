import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '#audit';
import { CaseFile } from '#cases';
import type { Moment } from '#kernel';
import { Announcement } from '#platform';
import { aPerson } from '#testkit';
import { aMeetingsSetting, DOCUMENTS as D, type MeetingsSetting, NOBODY } from './meetings-setting.js';

describe('a meeting', () => {
  let s: MeetingsSetting;
  let meetingId: string;
  let listings: { id: string; version: number; case: { id: string; reference: string } }[];

  const fresh = () => s.ask(s.chair, D.meeting, { id: meetingId });
  const at = (time: string) => s.api.clock.set(`2026-11-24T${time}:00.000Z` as Moment);
  const caseOf = (n: number) => s.api.db.reading.findOneByOrFail(CaseFile, { id: listings[n]!.case.id });
  const versionOf = async (n: number) => {
    const { agenda } = await s.ask(s.chair, D.agenda, { id: meetingId });
    return agenda.slots.find((slot: any) => slot.listing?.id === listings[n]!.id).listing.version as number;
  };
  const record = async (n: number, said: object) => {
    const input = { listingId: listings[n]!.id, version: await versionOf(n), ...said };
    return s.ask(s.chair, D.record, { input });
  };
  const goTo = (n: number) => s.ask(s.chair, D.goTo, { input: { meetingId, listingId: listings[n]!.id } });
  const withVersion = async () => ({ input: { meetingId, version: (await fresh()).version } });
  const agree = (n: number, text: string) =>
    s.ask(s.chair, D.agree, {
      input: {
        listingId: listings[n]!.id,
        agencyId: s.housing.id,
        text,
        category: 'HOUSING_SECURITY',
        priority: 'ROUTINE',
      },
    });

  beforeAll(async () => {
    s = await aMeetingsSetting();
    const { meetings } = await s.ask(s.chair, D.generate, { id: s.panel.id });
    meetingId = meetings[0].id;
    for (let i = 0; i < 5; i += 1)
      await s.flag({
        reference: `L-${i}`,
        riskLevel: 'high',
        timesNotReached: i === 4 ? 1 : 0,
        referredOn: '2026-11-01' as never,
        assessments: [{ tool: 'dash', score: 20 - i, level: 'high' }],
      });
    const agenda = await s.ask(s.chair, D.build, { id: meetingId });
    listings = agenda.slots.filter((slot: any) => slot.listing).map((slot: any) => slot.listing);
  });
  afterAll(() => s.api.close());

  it('starts on its day, once its agenda is published, by the chair or the coordinator', async () => {
    expect(await s.outcome(s.chair, D.start, await withVersion())).toBe('AGENDA_NOT_PUBLISHED');
    await s.ask(s.chair, D.publish, await withVersion());
    expect(await s.outcome(s.chair, D.start, await withVersion())).toBe('MEETING_NOT_YET');
    const said = { listingId: listings[0]!.id, version: 1, notes: 'Too early' };
    expect(await s.outcome(s.chair, D.record, { input: said })).toBe('MEETING_NOT_STARTED');
    expect(await s.outcome(s.chair, D.end, await withVersion())).toBe('MEETING_NOT_STARTED');
    at('09:31');
    expect(await s.outcome(s.housingMember, D.start, await withVersion())).toBe('FORBIDDEN');
    expect(await s.outcome(s.stranger, D.start, await withVersion())).toBe('NOT_FOUND');
    const call = await withVersion();
    const both = await Promise.all([
      s.outcome(s.chair, D.start, call),
      s.outcome(s.coordinator, D.start, call),
    ]);
    expect(both.sort()).toEqual(['MEETING_IN_SESSION', 'Meeting']);
    expect(await fresh()).toMatchObject({
      state: 'IN_SESSION',
      startedAt: '2026-11-24T09:31:00.000Z',
      isQuorate: false,
    });
    expect(await s.outcome(s.chair, D.cancel, { input: { ...call.input, reason: 'Too late' } })).toBe(
      'MEETING_IN_SESSION',
    );
  });

  it('records who is there, and whether they are enough for decisions', async () => {
    const { attendance } = await fresh();
    expect(attendance).toHaveLength(3);
    const row = attendance.find((one: any) => one.agency.id === s.housing.id);
    const input = {
      attendanceId: row.id,
      version: row.version,
      presence: 'HERE',
      personId: s.officer.id,
      note: 'Joins at 10:45am',
      isConfidentialityAgreed: true,
    };
    const notOurs = await aPerson(s.api.db, s.api.clock, s.police, 'agency_member');
    expect(await s.outcome(s.chair, D.attend, { input: { ...input, personId: notOurs.id } })).toBe(
      'PERSON_UNKNOWN',
    );
    expect(await s.outcome(s.chair, D.attend, { input: { ...input, attendanceId: NOBODY } })).toBe(
      'NOT_FOUND',
    );
    expect(await s.outcome(s.chair, D.attend, { input: { ...input, presence: 'ASLEEP' } })).toBe(
      'BAD_USER_INPUT',
    );
    expect(await s.outcome(s.chair, D.attend, { input: { ...input, note: 'x'.repeat(20_000) } })).toBe(
      'BAD_USER_INPUT',
    );
    expect(await s.outcome(s.housingMember, D.attend, { input })).toBe('FORBIDDEN');
    expect(await s.ask(s.chair, D.attend, { input })).toMatchObject({
      presence: 'HERE',
      person: { id: s.officer.id },
    });
    expect(await s.outcome(s.chair, D.attend, { input })).toBe('CHANGED_SINCE_YOU_LOOKED');
    expect((await fresh()).isQuorate).toBe(false);
    const police = attendance.find((one: any) => one.agency.id === s.police.id);
    const video = { attendanceId: police.id, version: 1, presence: 'VIDEO', isConfidentialityAgreed: true };
    await s.ask(s.chair, D.attend, { input: video });
    expect((await fresh()).isQuorate).toBe(true);
  });

  it('goes from case to case and keeps the times', async () => {
    at('09:40');
    expect(await goTo(0)).toMatchObject({ currentListingId: listings[0]!.id });
    at('09:52');
    await goTo(1);
    const { agenda } = await s.ask(
      s.chair,
      'query ($id: ID!) { meeting(id: $id) { agenda { slots { listing { state startedAt endedAt riskBefore } } } } }',
      { id: meetingId },
    );
    const lines = agenda.slots.map((slot: any) => slot.listing).filter(Boolean);
    expect(lines[0]).toEqual({
      state: 'IN_DISCUSSION',
      startedAt: '2026-11-24T09:40:00.000Z',
      endedAt: '2026-11-24T09:52:00.000Z',
      riskBefore: 'HIGH',
    });
    expect(lines[1]).toMatchObject({ startedAt: '2026-11-24T09:52:00.000Z', endedAt: null });
    expect(await s.outcome(s.chair, D.goTo, { input: { meetingId, listingId: NOBODY } })).toBe('NOT_FOUND');
    expect(
      await s.outcome(s.policeMember, D.goTo, { input: { meetingId, listingId: listings[0]!.id } }),
    ).toBe('FORBIDDEN');
  });

  it('saves what is said as it is typed, and one of two who type at once is told', async () => {
    const version = await versionOf(0);
    const input = { listingId: listings[0]!.id, version, notes: 'Police: two calls since' };
    const both = await Promise.all([
      s.outcome(s.chair, D.record, { input }),
      s.outcome(s.coordinator, D.record, { input: { ...input, notes: 'Housing: lock changed' } }),
    ]);
    expect(both.sort()).toEqual(['CHANGED_SINCE_YOU_LOOKED', 'Listing']);
    const saved = await record(0, { victimView: 'Frightened; wants it to stop 🕊' });
    expect(saved).toMatchObject({ state: 'IN_DISCUSSION', victimView: 'Frightened; wants it to stop 🕊' });
    expect(saved.notes).not.toBe('');
    for (const wrong of [{ notes: 'x'.repeat(20_000) }, { victimView: 'a\u0000b' }, { riskAfter: 'HUGE' }])
      expect(await s.outcome(s.chair, D.record, { input: { ...input, ...wrong } })).toBe('BAD_USER_INPUT');
    expect(await s.outcome(s.housingMember, D.record, { input })).toBe('FORBIDDEN');
    expect(await s.outcome(s.stranger, D.record, { input })).toBe('FORBIDDEN');
    const audit = await s.api.db.reading.findBy(AuditEntry, {
      what: 'discussion:record',
      subjectId: listings[0]!.id,
    });
    expect(audit.at(-1)).toMatchObject({ caseId: listings[0]!.case.id, fields: ['victimView'] });
    expect(JSON.stringify(audit)).not.toContain('Frightened');
  });

  it("counts a case as discussed with the victim's view, the risk, and an action or why not", async () => {
    expect(await record(0, { riskAfter: 'MEDIUM', decision: 'KEEP_ON_PANEL' })).toMatchObject({
      state: 'IN_DISCUSSION',
    });
    const action = await agree(0, 'Change the locks of the flat');
    expect(action).toMatchObject({ __typename: 'Action', meeting: { id: meetingId } });
    expect(await record(0, {})).toMatchObject({ state: 'DISCUSSED', actionCount: 1 });
    const withdraw =
      'mutation ($input: WithdrawActionInput!) { withdrawAction(input: $input) { __typename ... on Refusal { code } } }';
    await s.ask(s.chair, withdraw, {
      input: { actionId: action.id, version: action.version, reason: 'Taken down by mistake' },
    });
    expect(await record(0, {})).toMatchObject({ state: 'IN_DISCUSSION', actionCount: 0 });
    await agree(0, 'Put the home on the alarm list');
    await record(1, { victimView: 'Not obtained: no advocate yet', riskAfter: 'HIGH' });
    await record(2, { decision: 'CARRY_OVER' });
  });

  it('ends only when what was begun is complete, and names what is not', async () => {
    const refusal = await s.ask(s.chair, D.end, await withVersion());
    expect(refusal).toMatchObject({ __typename: 'Refusal', code: 'DISCUSSION_INCOMPLETE' });
    expect(refusal.message).toBe(
      `Complete these cases or carry them over before ending. ${listings[1]!.case.reference}: at least one action, or why none is needed. ${listings[2]!.case.reference}: why the case is closed or carried over.`,
    );
    expect((await fresh()).state).toBe('IN_SESSION');
    await record(1, { decisionReason: 'All that can be done is under way' });
    await record(2, { decisionReason: 'The referrer is not here' });
    at('11:58');
    expect(await s.outcome(s.housingMember, D.end, await withVersion())).toBe('FORBIDDEN');
    const call = await withVersion();
    const both = await Promise.all([s.outcome(s.chair, D.end, call), s.outcome(s.coordinator, D.end, call)]);
    expect(both.sort()).toEqual(['MEETING_ENDED', 'Meeting']);
    expect(await fresh()).toMatchObject({
      state: 'ENDED',
      endedAt: '2026-11-24T11:58:00.000Z',
      currentListingId: null,
      caseCount: 5,
    });
    const events = await s.api.db.reading.findBy(Announcement, { event: 'meeting.ended' });
    expect(events.map((row) => row.payload)).toEqual([{ meetingId }]);
  });

  it('sends what was not reached back to the queue with its age and one more on its count', async () => {
    expect(await caseOf(0)).toMatchObject({
      state: 'discussed',
      riskLevel: 'medium',
      lastDiscussedOn: '2026-11-24',
    });
    expect(await caseOf(1)).toMatchObject({ state: 'discussed', riskLevel: 'high' });
    expect(await caseOf(2)).toMatchObject({ state: 'flagged', timesDeferred: 1, timesNotReached: 0 });
    const counts = [(await caseOf(3)).timesNotReached, (await caseOf(4)).timesNotReached].sort();
    expect(counts).toEqual([1, 2]);
    expect(await caseOf(3)).toMatchObject({ state: 'flagged', waitingSince: '2026-11-01' });
    const { meetings } = await s.ask(s.chair, D.generate, { id: s.panel.id });
    const agenda = await s.ask(s.chair, D.build, { id: meetings[0].id });
    const kinds = agenda.slots.map((slot: any) => slot.listing?.kind).filter(Boolean);
    expect(kinds.sort()).toEqual(['DEFERRED', 'NOT_REACHED', 'NOT_REACHED']);
  });

  it('is closed once it has ended', async () => {
    const listingId = listings[0]!.id;
    const { version } = (await s.ask(s.chair, D.agenda, { id: meetingId })).agenda.slots.find(
      (slot: any) => slot.listing?.id === listingId,
    ).listing;
    expect(await s.outcome(s.chair, D.record, { input: { listingId, version, notes: 'Later' } })).toBe(
      'MEETING_ENDED',
    );
    expect(await s.outcome(s.chair, D.goTo, { input: { meetingId, listingId } })).toBe('MEETING_ENDED');
    expect(await s.outcome(s.chair, D.start, await withVersion())).toBe('MEETING_ENDED');
    expect(await s.outcome(s.chair, D.build, { id: meetingId })).toBe('MEETING_ENDED');
    const { attendance } = await fresh();
    const attend = {
      attendanceId: attendance[0].id,
      version: attendance[0].version,
      presence: 'AWAY',
      isConfidentialityAgreed: false,
    };
    expect(await s.outcome(s.chair, D.attend, { input: attend })).toBe('MEETING_ENDED');
    const caseFile = await s.flag();
    expect(
      await s.outcome(s.chair, D.add, { input: { meetingId, caseId: caseFile.id, reason: 'Too late' } }),
    ).toBe('MEETING_ENDED');
  });
});
