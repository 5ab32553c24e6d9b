import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '#audit';
import { CaseAccess, CaseFile, casePriority, Cases, profileOf, rankCases } from '#cases';
import type { Day, Moment } from '#kernel';
import { Listing, meetingBudget, minutesFor, asCandidate, packAgenda } from '#meetings';
import { Announcement } from '#platform';
import { aCase, aPanel } from '#testkit';
import {
  aMeetingsSetting,
  changePanelRow,
  DOCUMENTS as D,
  type MeetingsSetting,
  NOBODY,
} from './meetings-setting.js';

type Line = {
  id: string;
  state: string;
  position: number;
  version: number;
  case: { id: string; reference: string; victimInitials: string };
} & Record<string, any>;
type Agenda = { meeting: any; slots: any[]; leftOut: Line[]; held: Line[] } & Record<string, any>;

const onIt = (agenda: Agenda): Line[] =>
  agenda.slots.filter((slot) => slot.listing).map((slot) => slot.listing);
const refs = (lines: Line[]) => lines.map((line) => line.case.reference);

async function aBuiltAgenda(count: number, given: object = {}) {
  const s = await aMeetingsSetting({}, given);
  const { meetings } = await s.ask(s.chair, D.generate, { id: s.panel.id });
  for (let i = 0; i < count; i += 1)
    await s.flag({
      reference: `Q-${String(i).padStart(2, '0')}`,
      assessments: [{ tool: 'dash', score: 20 - i, level: 'high' }],
      children: i % 3 === 0 ? 1 : 0,
    });
  const meetingId = meetings[0].id as string;
  const build = () => s.ask<Agenda>(s.chair, D.build, { id: meetingId });
  return { s, meetingId, meetings, build };
}

describe('an agenda built from flagged cases', () => {
  let s: MeetingsSetting;
  let meetingId: string;
  let meetings: any[];
  let build: () => Promise<Agenda>;
  const read = () =>
    s.ask<{ agenda: Agenda }>(s.chair, D.agenda, { id: meetingId }).then((found) => found.agenda);
  const change = (name: keyof typeof D, line: Line, more: object, reason = 'The chair said so') =>
    s.ask<Agenda>(s.chair, D[name], {
      input: { listingId: line.id, version: line.version, reason, ...more },
    });
  const stateOf = async (caseId: string) =>
    (await s.api.db.reading.findOneByOrFail(CaseFile, { id: caseId })).state;

  beforeAll(async () => ({ s, meetingId, meetings, build } = await aBuiltAgenda(16)));
  afterAll(() => s.api.close());

  it('is exactly what the rules of ranking and packing give, with clock times and reasons', async () => {
    const cases = s.api.app.get(Cases, { strict: false });
    const queue = (await cases.rankable(s.panel.id)).map(asCandidate);
    const terms = { today: s.api.clock.today(), holidays: new Set<Day>(), profile: profileOf(null) };
    const weighed = queue.map((one) => {
      const { band, high } = casePriority(one.facts, terms);
      return { id: one.id, band, high, waitingSince: one.facts.waitingSince, minutes: minutesFor(one) };
    });
    const { capacity } = meetingBudget(150);
    const packed = packAgenda(
      weighed.map((one) => ({ ...one, priority: one.high, pinned: false })),
      capacity,
    );
    const chosen = new Set(packed.chosen);
    const agenda = await build();
    const lines = onIt(agenda);
    expect(lines.map((line) => line.case.id)).toEqual(
      rankCases(weighed)
        .map((one) => one.id)
        .filter((id) => chosen.has(id)),
    );
    expect(agenda.leftOut.map((line) => line.case.id)).toEqual(packed.leftOut.map((one) => one.id));
    expect(agenda.leftOut.map((line) => line['leftOutReason'])).toEqual(packed.leftOut.map((one) => one.why));
    expect(agenda).toMatchObject({
      capacityMinutes: capacity,
      minutesPlanned: packed.minutesUsed,
      minutesFree: packed.minutesFree,
      overflowMinutes: 0,
      standingMinutes: 150 - capacity,
      moreWaiting: 0,
      profile: 'essex-behavioural/1',
      meeting: { state: 'AGENDA_DRAFT', caseCount: lines.length },
      lastChange: null,
    });
    expect(agenda.slots[0]).toMatchObject({ kind: 'WELCOME', startsAt: '2026-11-24T09:30:00.000Z' });
    expect(agenda.slots.at(-1)).toMatchObject({
      kind: 'ANY_OTHER_BUSINESS',
      endsAt: '2026-11-24T12:00:00.000Z',
    });
    expect(lines[0]).toMatchObject({ band: 'B', kind: 'NEW', position: 1, state: 'ON_AGENDA' });
    expect(lines[0]!['reasons']).toEqual(expect.arrayContaining(['Needs a panel']));
    expect(lines[0]!['points'].length).toBeGreaterThan(0);
    expect(lines[0]!.case).toMatchObject({ victimInitials: 'VT', victimAge: 36, openActionCount: 0 });
    for (const line of lines) expect(await stateOf(line.case.id)).toBe('listed');
    for (const line of agenda.leftOut) expect(await stateOf(line.case.id)).toBe('flagged');
  });

  it('is read in two statements, whatever it holds, and the reading is recorded with them', async () => {
    const statements: string[] = [];
    s.api.db.listen((sql) => statements.push(sql));
    await read();
    s.api.db.listen(() => undefined);
    const about = (words: string) => statements.filter((sql) => sql.includes(words)).length;
    expect(about('from meeting m join panel')).toBe(1);
    expect(about('from listing l join case_file')).toBe(1);
    expect(about('insert into audit_entry')).toBe(1);
    // The fourth asks who holds the token, the fifth takes a lane of the audit.
    expect(about('update audit_lane')).toBe(1);
    expect(statements.filter((sql) => !/^(begin|commit)/i.test(sql))).toHaveLength(5);
  });

  it('keeps its lines when it is built again, and takes no case that stands on another agenda', async () => {
    const before = await read();
    const again = await build();
    expect(onIt(again).map((line) => line.id)).toEqual(onIt(before).map((line) => line.id));
    expect(onIt(again)[0]!.version).toBe(onIt(before)[0]!.version + 1);
    const next = await s.ask<Agenda>(s.chair, D.build, { id: meetings[1].id });
    expect(refs(onIt(next)).sort()).toEqual(refs(again.leftOut).sort());
    const taken = again.leftOut[0]!;
    const include = { listingId: taken.id, version: taken.version, reason: 'Wanted here' };
    expect(await s.outcome(s.chair, D.include, { input: include })).toBe('CASE_ON_ANOTHER_AGENDA');
    const { version } = next.meeting;
    await s.ask(s.chair, D.cancel, { input: { meetingId: meetings[1].id, version, reason: 'Only a test' } });
  });

  it('lets the chair pin, move, time, hold and include, each with a reason, and undo the last', async () => {
    let agenda = await read();
    const [first, second, third] = onIt(agenda) as [Line, Line, Line];
    const start = refs(onIt(agenda));
    agenda = await change('pin', third, { pinned: true });
    expect(refs(onIt(agenda)).slice(0, 2)).toEqual([start[2], start[0]]);
    expect(onIt(agenda)[0]).toMatchObject({ isPinned: true, chairReason: 'The chair said so' });
    expect(agenda['lastChange']).toMatchObject({ kind: 'PIN', caseReference: start[2] });
    agenda = await change('moveListing', second, { position: 5 });
    expect(onIt(agenda)[4]).toMatchObject({ id: second.id, isMovedByChair: true });
    agenda = await change('minutes', first, { minutes: 25 });
    expect(agenda.overflowMinutes).toBeGreaterThan(0);
    expect(agenda['checks'].filter((check: any) => !check.isMet)).toMatchObject([{ code: 'FITS_THE_TIME' }]);
    const held = onIt(agenda).find((line) => line.id === first.id)!;
    agenda = await change('hold', held, { until: '2026-12-08' }, 'Waits for the court');
    expect(agenda.held).toMatchObject([
      { id: first.id, heldUntil: '2026-12-08', leftOutReason: 'Waits for the court', state: 'HELD' },
    ]);
    expect(await s.api.db.reading.findOneByOrFail(CaseFile, { id: first.case.id })).toMatchObject({
      state: 'flagged',
      heldUntil: '2026-12-08',
      heldReason: 'Waits for the court',
    });
    agenda = await s.ask<Agenda>(s.chair, D.undo, { id: meetingId });
    expect(agenda.held).toEqual([]);
    expect(onIt(agenda).find((line) => line.id === first.id)).toMatchObject({ plannedMinutes: 25 });
    expect(await stateOf(first.case.id)).toBe('listed');
    agenda = await s.ask<Agenda>(s.chair, D.undo, { id: meetingId });
    expect(agenda['lastChange']).toMatchObject({ kind: 'MOVE' });
    expect(agenda.overflowMinutes).toBe(0);
  });

  it('keeps the choices of the chair when it is built again; single changes can then no longer be undone', async () => {
    let agenda = await read();
    const out = agenda.leftOut[0]!;
    agenda = await change('include', out, {}, 'Asked for by housing');
    expect(onIt(agenda).map((line) => line.id)).toContain(out.id);
    const pinned = onIt(agenda)[0]!;
    const moved = onIt(agenda)[4]!;
    agenda = await build();
    expect(onIt(agenda)[0]).toMatchObject({ id: pinned.id, isPinned: true });
    expect(onIt(agenda)[4]).toMatchObject({ id: moved.id, isMovedByChair: true });
    expect(onIt(agenda).find((line) => line.id === out.id)).toMatchObject({
      chairReason: 'Asked for by housing',
    });
    expect(agenda.overflowMinutes).toBe(0);
    expect(agenda['lastChange']).toBeNull();
    expect(await s.outcome(s.chair, D.undo, { id: meetingId })).toBe('NOTHING_TO_UNDO');
  });

  it('refuses what cannot be, and changes nothing', async () => {
    const before = await read();
    const line = onIt(before)[1]!;
    const seen = { listingId: line.id, version: line.version, reason: 'Because' };
    const code = (name: keyof typeof D, more: object = {}, token = s.chair) =>
      s.outcome(token, D[name], { input: { ...seen, ...more } });
    expect(await code('moveListing', { position: 0 })).toBe('POSITION_NOT_ON_AGENDA');
    expect(await code('moveListing', { position: 999 })).toBe('POSITION_NOT_ON_AGENDA');
    expect(await code('moveListing', { position: line.position })).toBe('NOTHING_TO_CHANGE');
    expect(await code('minutes', { minutes: 61 })).toBe('MINUTES_OUT_OF_RANGE');
    expect(await code('minutes', { minutes: 2.5 })).toBe('BAD_USER_INPUT');
    expect(await code('hold', { until: '2026-11-24' })).toBe('HOLD_TOO_EARLY');
    expect(await code('hold', { until: '2026-11-31' })).toBe('BAD_USER_INPUT');
    expect(await code('include')).toBe('NOTHING_TO_CHANGE');
    expect(await code('pin', { pinned: false })).toBe('NOTHING_TO_CHANGE');
    expect(await code('pin', { pinned: true, version: line.version + 1 })).toBe('CHANGED_SINCE_YOU_LOOKED');
    expect(await code('pin', { pinned: true, listingId: NOBODY })).toBe('NOT_FOUND');
    for (const reason of ['', '  ', 'x', 'y'.repeat(201), 'z'.repeat(20_000), 'a\u0000bc', 'ab\u202ecd'])
      expect(await code('pin', { pinned: true, reason })).toBe('BAD_USER_INPUT');
    expect(await code('pin', { pinned: true }, s.housingMember)).toBe('FORBIDDEN');
    expect(await code('pin', { pinned: true }, s.stranger)).toBe('FORBIDDEN');
    expect(await code('pin', { pinned: true }, s.strategicLead)).toBe('FORBIDDEN');
    expect(await s.outcome(s.housingMember, D.build, { id: meetingId })).toBe('FORBIDDEN');
    expect(await s.outcome(s.chair, D.build, { id: NOBODY })).toBe('NOT_FOUND');
    const after = await read();
    expect(refs(onIt(after))).toEqual(refs(onIt(before)));
    expect(after.meeting.version).toBe(before.meeting.version);
  });

  it('lets one of two chairs win who change the same line at once', async () => {
    const line = onIt(await read())[2]!;
    const input = { listingId: line.id, version: line.version, reason: 'At once', minutes: 9 };
    const both = await Promise.all([
      s.outcome(s.chair, D.minutes, { input: { ...input, minutes: 7 } }),
      s.outcome(s.coordinator, D.minutes, { input: { ...input, minutes: 13 } }),
    ]);
    expect(both.sort()).toEqual(['Agenda', 'CHANGED_SINCE_YOU_LOOKED']);
    await s.ask(s.chair, D.undo, { id: meetingId });
  });

  it('takes a case that was flagged later, right names and emoji included', async () => {
    const late = await s.flag({ victim: { firstName: 'مريم', lastName: '🦊' } });
    const added = await s.ask<Agenda>(s.chair, D.add, {
      input: { meetingId, caseId: late.id, reason: 'أُضيفت اليوم 🦊' },
    });
    const line = onIt(added).find((one) => one.case.id === late.id)!;
    expect(line).toMatchObject({ chairReason: 'أُضيفت اليوم 🦊', addendum: null, isMovedByChair: true });
    expect(line.case.victimInitials).toBe('م🦊');
    expect(added['lastChange']).toMatchObject({ kind: 'ADD' });
    const again = { input: { meetingId, caseId: late.id, reason: 'Once more' } };
    expect(await s.outcome(s.chair, D.add, again)).toBe('CASE_ALREADY_ON_AGENDA');
    const undone = await s.ask<Agenda>(s.chair, D.undo, { id: meetingId });
    expect(onIt(undone).some((one) => one.case.id === late.id)).toBe(false);
    expect(await stateOf(late.id)).toBe('flagged');
    const accepted = await s.flag({ state: 'accepted' });
    expect(
      await s.outcome(s.chair, D.add, { input: { meetingId, caseId: accepted.id, reason: 'Why not' } }),
    ).toBe('CASE_NOT_FLAGGED');
    const south = await aPanel(s.api.db, s.api.clock, [s.police], { chairId: s.chairId });
    const elsewhere = await aCase(s.api.db, s.api.clock, south, s.police);
    expect(
      await s.outcome(s.chair, D.add, { input: { meetingId, caseId: elsewhere.id, reason: 'Why not' } }),
    ).toBe('NOT_FOUND');
  });
});

describe('publishing an agenda', () => {
  let s: MeetingsSetting;
  let meetingId: string;
  let build: () => Promise<Agenda>;
  let restricted: CaseFile;
  const publish = (version: number, token = s.chair) =>
    s.outcome(token, D.publish, { input: { meetingId, version } });

  beforeAll(async () => {
    ({ s, meetingId, build } = await aBuiltAgenda(3));
    restricted = await s.flag({ handling: 'restricted', reference: 'R-01', isImminentThreat: true });
  });
  afterAll(() => s.api.close());

  it('asks first for a case, a chair, enough agencies and a list that fits', async () => {
    expect(await publish(1)).toBe('AGENDA_NOT_BUILT');
    await changePanelRow(s, { quorum: 9 });
    const { meeting, checks } = await build();
    expect(checks.filter((check: any) => !check.isMet)).toEqual([
      { code: 'ENOUGH_AGENCIES', isMet: false, message: '3 member agencies, 9 needed for decisions' },
    ]);
    expect(await publish(meeting.version)).toBe('AGENDA_NOT_READY');
    await changePanelRow(s, { quorum: 2 });
    expect(await publish(meeting.version + 1)).toBe('CHANGED_SINCE_YOU_LOOKED');
    expect(await publish(meeting.version, s.policeMember)).toBe('FORBIDDEN');
    expect(await s.outcome(s.housingMember, D.agenda, { id: meetingId })).toBe('FORBIDDEN');
  });

  it('locks it, tells the agencies, and gives them the need to know its cases except restricted ones', async () => {
    const { meeting } = (await s.ask(s.chair, D.agenda, { id: meetingId })).agenda as Agenda;
    const both = await Promise.all([publish(meeting.version), publish(meeting.version, s.coordinator)]);
    expect(both.sort()).toEqual(['AGENDA_PUBLISHED', 'Agenda']);
    const agenda = (await s.ask(s.chair, D.agenda, { id: meetingId })).agenda as Agenda;
    expect(agenda.meeting).toMatchObject({ state: 'AGENDA_PUBLISHED', publishedAt: s.api.clock.now() });
    const line = onIt(agenda)[0]!;
    const input = { listingId: line.id, version: line.version, reason: 'Too late' };
    for (const [name, more] of [
      ['pin', { pinned: true }],
      ['moveListing', { position: 2 }],
      ['minutes', { minutes: 20 }],
      ['hold', { until: '2026-12-30' }],
    ] as const)
      expect(await s.outcome(s.chair, D[name], { input: { ...input, ...more } })).toBe('AGENDA_PUBLISHED');
    expect(await s.outcome(s.chair, D.build, { id: meetingId })).toBe('AGENDA_PUBLISHED');
    expect(await s.outcome(s.chair, D.undo, { id: meetingId })).toBe('AGENDA_PUBLISHED');
    const events = await s.api.db.reading.findBy(Announcement, { event: 'agenda.published' });
    expect(events.map((row) => row.payload)).toEqual([{ meetingId }]);
    const asked = await s.api.db.reading.findBy(CaseAccess, { reason: 'asked_to_attend' });
    expect(asked).toHaveLength(3 * 3);
    expect(asked.some((row) => row.caseId === restricted.id)).toBe(false);
    expect(new Set(asked.map((row) => row.endsOn))).toEqual(new Set(['2026-12-22']));
    const { attendance } = await s.ask(s.chair, D.meeting, { id: meetingId });
    expect(attendance.map((row: any) => row.presence)).toEqual(['EXPECTED', 'EXPECTED', 'EXPECTED']);
  });

  it('shows members the cases that they need to know at their true times, and records that they read it', async () => {
    const seen = (token: string) =>
      s.ask(token, D.agenda, { id: meetingId }).then((found) => found.agenda as Agenda);
    const chairs = await seen(s.chair);
    const members = await seen(s.housingMember);
    expect(refs(onIt(chairs))[0]).toBe('R-01');
    expect(refs(onIt(members))).toEqual(refs(onIt(chairs)).slice(1));
    expect(onIt(members).map((line) => line.position)).toEqual([2, 3, 4]);
    expect([members.leftOut, members.held, members['lastChange']]).toEqual([[], [], null]);
    expect(await s.outcome(s.stranger, D.agenda, { id: meetingId })).toBe('NOT_FOUND');
    expect(await s.outcome(s.strategicLead, D.agenda, { id: meetingId })).toBe('FORBIDDEN');
    const reads = await s.api.db.reading.findBy(AuditEntry, { what: 'agenda:read', personId: s.officer.id });
    expect(reads.at(-1)!.fields).toHaveLength(3);
    expect(reads.at(-1)!.fields).not.toContain(restricted.id);
    const listings = 'query ($id: ID!) { case(id: $id) { listings { state meeting { heldOn } } } }';
    expect(await s.ask(s.housingMember, listings, { id: onIt(members)[0]!.case.id })).toEqual({
      listings: [{ state: 'ON_AGENDA', meeting: { heldOn: '2026-11-24' } }],
    });
    s.api.clock.set('2026-12-23T09:00:00.000Z' as Moment);
    expect(refs(onIt(await seen(s.housingMember)))).toEqual([]);
    s.api.clock.set('2026-11-23T09:00:00.000Z' as Moment);
  });

  it('takes later cases as numbered addenda at the end', async () => {
    const before = onIt((await s.ask(s.chair, D.agenda, { id: meetingId })).agenda as Agenda).length;
    for (const number of [1, 2]) {
      const caseFile = await s.flag({ reference: `A-0${number}` });
      const input = { meetingId, caseId: caseFile.id, reason: 'Urgent since this morning' };
      const agenda = await s.ask<Agenda>(s.chair, D.add, { input });
      expect(agenda.meeting.addendumCount).toBe(number);
      expect(onIt(agenda).at(-1)).toMatchObject({
        addendum: number,
        kind: 'URGENT_ADDITION',
        position: before + number,
        case: { reference: `A-0${number}` },
      });
      expect(await s.outcome(s.chair, D.add, { input })).toBe('CASE_ALREADY_ON_AGENDA');
    }
    const events = await s.api.db.reading.findBy(Announcement, { event: 'addendum.published' });
    expect(events).toHaveLength(2);
    const seen = (await s.ask(s.housingMember, D.agenda, { id: meetingId })).agenda as Agenda;
    expect(refs(onIt(seen)).slice(-2)).toEqual(['A-01', 'A-02']);
  });

  it('keeps the agenda when the meeting is moved, and the need to know with it', async () => {
    const { version } = await s.ask(s.chair, D.meeting, { id: meetingId });
    const input = { meetingId, version, heldOn: '2026-11-26', startsAt: '14:00', reason: 'Chair is ill' };
    expect(await s.ask(s.chair, D.move, { input })).toMatchObject({
      state: 'AGENDA_PUBLISHED',
      heldOn: '2026-11-26',
    });
    const agenda = (await s.ask(s.chair, D.agenda, { id: meetingId })).agenda as Agenda;
    expect(agenda.slots[0].startsAt).toBe('2026-11-26T14:00:00.000Z');
    const asked = await s.api.db.reading.findBy(CaseAccess, { reason: 'asked_to_attend' });
    expect(new Set(asked.map((row) => row.endsOn))).toEqual(new Set(['2026-12-24']));
  });
});

describe('an agenda from a long queue', () => {
  it('keeps two hundred of those that do not fit and counts the rest', async () => {
    const { s, build } = await aBuiltAgenda(0);
    for (let i = 0; i < 230; i += 1) await s.flag();
    const agenda = await build();
    expect(agenda.leftOut).toHaveLength(200);
    expect(onIt(agenda).length + 200 + agenda['moreWaiting']).toBe(230);
    expect(await s.api.db.reading.count(Listing)).toBe(onIt(agenda).length + 200);
    await s.api.close();
  });
});
