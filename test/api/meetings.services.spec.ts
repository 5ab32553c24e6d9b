import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseFile } from '#cases';
import type { Moment } from '#kernel';
import { Meeting } from '#meetings';
import { type Database, migrate, openDatabase } from '#platform';
import { tables } from '#schema';
import { startPostgres, TEST_KEYS, type TestService } from '#testkit';
import { aMeetingsSetting, DOCUMENTS as D, type MeetingsSetting } from './meetings-setting.js';

describe('meetings on PostgreSQL', () => {
  let postgres: TestService;
  let database: Database;
  let s: MeetingsSetting;
  let meetingId: string;
  const agendaOf = async () => (await s.ask(s.chair, D.agenda, { id: meetingId })).agenda;
  const lines = (agenda: any) => agenda.slots.map((slot: any) => slot.listing).filter(Boolean);
  const withVersion = async () => {
    const { version } = await s.ask(s.chair, D.meeting, { id: meetingId });
    return { input: { meetingId, version } };
  };

  beforeAll(async () => {
    postgres = await startPostgres();
    const at = { kind: 'postgres', url: postgres.url } as const;
    await migrate(at, tables, TEST_KEYS);
    database = await openDatabase(at, tables, TEST_KEYS);
    s = await aMeetingsSetting({ database });
  });
  afterAll(async () => {
    await s?.api.close();
    await database?.close();
    await postgres?.stop();
  });

  it('are planned once, also when two people ask at the same time', async () => {
    const made = await Promise.all([1, 2, 3].map(() => s.ask(s.chair, D.generate, { id: s.panel.id })));
    expect(made.map((one) => one.created).sort()).toEqual([0, 0, 13]);
    expect(await database.reading.count(Meeting)).toBe(13);
    meetingId = made[0].meetings[0].id;
  });

  it('are built by several people at once into one agenda, changed by one, and undone', async () => {
    for (let i = 0; i < 14; i += 1)
      await s.flag({ assessments: [{ tool: 'dash', score: 20 - i, level: 'high' }] });
    await Promise.all([1, 2, 3].map(() => s.ask(s.chair, D.build, { id: meetingId })));
    const agenda = await agendaOf();
    const onIt = lines(agenda);
    expect(new Set(onIt.map((line: any) => line.case.id)).size).toBe(onIt.length);
    expect(onIt.map((line: any) => line.position)).toEqual(onIt.map((_: unknown, i: number) => i + 1));
    const { id, version } = onIt[3];
    const call = { input: { listingId: id, version, reason: 'Racing', pinned: true } };
    const both = await Promise.all([s.outcome(s.chair, D.pin, call), s.outcome(s.coordinator, D.pin, call)]);
    expect(both.sort()).toEqual(['Agenda', 'CHANGED_SINCE_YOU_LOOKED']);
    const pinned = await agendaOf();
    expect(lines(pinned)[0]).toMatchObject({ id, isPinned: true });
    expect(pinned.lastChange).toMatchObject({ kind: 'PIN' });
    const undone = await s.ask(s.chair, D.undo, { id: meetingId });
    expect(lines(undone).map((line: any) => line.id)).toEqual(onIt.map((line: any) => line.id));
    expect(undone.lastChange).toBeNull();
  });

  it('never share a case, also when two agendas of a panel are built at once', async () => {
    const { meetings } = await s.ask(s.chair, D.generate, { id: s.panel.id });
    const two = await Promise.all([1, 2].map((n) => s.ask(s.chair, D.build, { id: meetings[n].id })));
    const ids = [await agendaOf(), ...two].flatMap((agenda) =>
      lines(agenda).map((line: any) => line.case.id),
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const { meeting } of two) {
      const input = { meetingId: meeting.id, version: meeting.version, reason: 'Only a test' };
      await s.ask(s.chair, D.cancel, { input });
    }
  });

  it('are never moved to the same day, also when two are moved at once', async () => {
    const { meetings } = await s.ask(s.chair, D.generate, { id: s.panel.id });
    const move = ({ id, version }: { id: string; version: number }, startsAt: string) =>
      s.outcome(s.chair, D.move, {
        input: { meetingId: id, version, heldOn: '2027-02-18', startsAt, reason: 'The room is taken' },
      });
    const both = await Promise.all([move(meetings[4], '09:30'), move(meetings[5], '14:30')]);
    expect(both.sort()).toEqual(['Meeting', 'PANEL_MEETS_THAT_DAY']);
  });

  it('are published, held and ended while actions are taken down at the same time', async () => {
    await s.ask(s.chair, D.publish, await withVersion());
    const late = await s.flag();
    await s.ask(s.chair, D.add, { input: { meetingId, caseId: late.id, reason: 'Urgent' } });
    const members = await s.ask(s.housingMember, D.agenda, { id: meetingId });
    expect(lines(members.agenda).at(-1)).toMatchObject({ addendum: 1, case: { id: late.id } });
    s.api.clock.set('2026-11-24T09:31:00.000Z' as Moment);
    await s.ask(s.chair, D.start, await withVersion());
    const [first] = lines(await agendaOf());
    await s.ask(s.chair, D.goTo, { input: { meetingId, listingId: first.id } });
    const said = { listingId: first.id, version: first.version, victimView: 'Afraid', riskAfter: 'HIGH' };
    await s.ask(s.chair, D.record, { input: { ...said, decisionReason: 'The plan goes on' } });
    const agree = (text: string) =>
      s.outcome(s.chair, D.agree, {
        input: { listingId: first.id, agencyId: s.police.id, text, category: 'ORDER', priority: 'ROUTINE' },
      });
    const end = await withVersion();
    const said2 = await Promise.all([
      agree('Task one'),
      agree('Task two'),
      s.outcome(s.chair, D.end, end),
      agree('Task three'),
      s.outcome(s.coordinator, D.end, end),
    ]);
    expect(said2.filter((one) => one === 'Meeting')).toHaveLength(1);
    expect(said2.filter((one) => one === 'INTERNAL')).toEqual([]);
    const heard = await database.reading.findOneByOrFail(CaseFile, { id: first.case.id });
    expect(heard).toMatchObject({ state: 'discussed', riskLevel: 'high' });
    const waiting = await database.reading.findBy(CaseFile, { state: 'flagged', timesNotReached: 1 });
    expect(waiting.length).toBeGreaterThan(0);
    const past = await s.ask(s.chair, D.list, { when: 'PAST' });
    expect(past.edges[0].node).toMatchObject({ id: meetingId, state: 'ENDED' });
  });
});
