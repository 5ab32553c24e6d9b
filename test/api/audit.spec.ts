import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Agency, Person } from '#agencies';
import { AuditEntry } from '#audit';
import type { CaseFile } from '#cases';
import type { Moment } from '#kernel';
import type { Panel } from '#panels';
import { aCase, anAgency, aPanel, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';

const LOG = `query($filter: AuditFilterInput!, $first: Int, $after: String) {
  auditLog(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id at actingAs what caseReference fields why sessionId requestId lane position agencyName
      person { id name } } } } }`;
const EXPORT = `mutation($input: ExportAuditInput!) { exportAudit(input: $input) {
  ... on AuditExport { lines content } ... on Refusal { code message } } }`;
const UNUSUAL = `query($from: Day!, $to: Day!) { unusualDays(from: $from, to: $to) {
  day signs cases outside acts atNight person { id name } } }`;
const TERMS = '{ unusualTerms { version cases outside atNight atWeekend nightUntil nightFrom } }';
const STEPS = `{ unusualTermsHistory { version reason changedAt changes { field oldValue newValue } changedBy { name } } }`;
const SET = `mutation($input: ChangeUnusualTermsInput!) { changeUnusualTerms(input: $input) {
  ... on UnusualTerms { version cases } ... on Refusal { code field } } }`;
const READ = 'query($id: ID!) { case(id: $id) { id people { firstName lastName } } }';

let api: ApiUnderTest;
let agency: Agency;
let chair: Person;
let member: Person;
let auditor: string;
let token: Record<'chair' | 'member' | 'administrator', string>;
let panel: Panel;
const cases: CaseFile[] = [];

const day = { from: '2026-11-23', to: '2026-11-23' };
const lines = (data: any): any[] => data.auditLog.edges.map((edge: any) => edge.node);
const log = async (filter: object, page: object = {}) => {
  const { data, errors } = await api.send(auditor, LOG, { filter: { ...day, ...filter }, ...page });
  expect(errors).toEqual([]);
  return data;
};

beforeAll(async () => {
  api = await anApi();
  const { db, clock } = api;
  agency = await anAgency(db, clock, { name: '=Police' });
  chair = await aPerson(db, clock, agency, 'chair', { name: 'Carla Chair' });
  member = await aPerson(db, clock, agency, 'agency_member', { name: 'Mo Member' });
  panel = await aPanel(db, clock, [agency], { chairId: chair.id });
  for (let n = 0; n < 40; n += 1) {
    const victim = { firstName: 'Planted', lastName: `Secretname${n}` };
    cases.push(await aCase(db, clock, panel, agency, { victim }));
  }
  auditor = await aToken(db, clock, await aPerson(db, clock, agency, 'auditor', { name: 'Ari Auditor' }));
  const administrator = await aPerson(db, clock, agency, 'administrator');
  token = {
    chair: await aToken(db, clock, chair),
    member: await aToken(db, clock, member),
    administrator: await aToken(db, clock, administrator),
  };
});
afterAll(() => api.close());

describe('the audit for auditors', () => {
  it('says who saw a case, with names of staff, and nothing of the case', async () => {
    const [first] = cases;
    await api.send(token.chair, READ, { id: first!.id });
    const data = await log({ caseId: first!.id });
    expect(lines(data)[0]).toMatchObject({
      what: 'case:read',
      actingAs: 'chair',
      caseReference: first!.reference,
      person: { id: chair.id, name: 'Carla Chair' },
      agencyName: '=Police',
      why: null,
      sessionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      requestId: expect.any(String),
    });
    expect(JSON.stringify(data)).not.toMatch(/Secretname|Planted/);
  });

  it('finds by person, by kind, by day, page after page without a gap or a repeat', async () => {
    for (const { id } of cases.slice(0, 12)) await api.send(token.member, READ, { id });
    const all = lines(await log({ personId: member.id }, { first: 100 }));
    expect(all.length).toBe(12);
    expect(all.every((line) => line.person.id === member.id)).toBe(true);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const data: any = await log({ personId: member.id }, { first: 5, after });
      expect(data.auditLog.totalCount).toBe(12);
      seen.push(...lines(data).map(({ id }) => id));
      after = data.auditLog.pageInfo.hasNextPage ? data.auditLog.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(all.map(({ id }) => id));
    expect(lines(await log({ what: 'case:list' }))).toEqual([]);
    expect(lines(await log({ from: '2026-11-24', to: '2026-11-24' }))).toEqual([]);
    const backwards = await api.send(auditor, LOG, { filter: { from: '2026-11-24', to: '2026-11-23' } });
    expect(backwards.errors[0]!.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('is itself in the log: who looked at whom, and for which case', async () => {
    const before = await api.db.reading.countBy(AuditEntry, { what: 'audit:read', caseId: cases[1]!.id });
    await log({ caseId: cases[1]!.id });
    const after = await api.db.reading.findBy(AuditEntry, { what: 'audit:read', caseId: cases[1]!.id });
    expect(after.length).toBe(before + 1);
    expect(after.at(-1)).toMatchObject({ actingAs: 'auditor', subjectId: cases[1]!.id });
  });

  it('knows a case by its reference and nothing else of it', async () => {
    const query = 'query($reference: String) { auditedCase(reference: $reference) { id reference } }';
    const reference = cases[2]!.reference.toLowerCase();
    const found = await api.send(auditor, query, { reference });
    expect(found.data!['auditedCase']).toEqual({ id: cases[2]!.id, reference: cases[2]!.reference });
    const none = await api.send(auditor, query, { reference: 'NB-0000-0000' });
    expect(none.errors[0]!.extensions.code).toBe('NOT_FOUND');
    const read = await api.send(auditor, READ, { id: cases[2]!.id });
    expect(read.errors[0]!.extensions.code).toBe('NOT_FOUND');
  });

  it('goes out as a marked file for a reason, which is recorded, and a short reason is none', async () => {
    const input = { filter: { ...day, personId: member.id }, reason: 'Asked for by the information board' };
    const { data } = await api.send(auditor, EXPORT, { input });
    const { lines: count, content } = data!['exportAudit'] as { lines: number; content: string };
    expect(count).toBe(12);
    expect(content.startsWith('\ufeffOFFICIAL-SENSITIVE\r\n')).toBe(true);
    expect(content.endsWith('OFFICIAL-SENSITIVE\r\n')).toBe(true);
    expect(content.split('\r\n')).toHaveLength(1 + 1 + 12 + 1 + 1);
    expect(content).toContain("Mo Member,'=Police,agency_member,case:read");
    expect(content).not.toMatch(/Secretname|Planted/);
    const [entry] = await api.db.reading.findBy(AuditEntry, { what: 'audit:export' });
    expect(entry).toMatchObject({
      why: 'Asked for by the information board',
      subjectId: member.id,
      fields: ['personId', 'from', 'to'],
    });
    const short = await api.send(auditor, EXPORT, { input: { ...input, reason: 'because' } });
    expect(short.errors[0]!.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'input.reason', message: expect.any(String) }],
    });
    expect(await api.db.reading.countBy(AuditEntry, { what: 'audit:export' })).toBe(1);
  });

  it('shows whose day looks unusual: many cases, cases outside own panels, at night, at the weekend', async () => {
    const ask = async () => {
      const { data } = await api.send(auditor, UNUSUAL, { from: '2026-11-20', to: '2026-11-29' });
      return data!['unusualDays'] as {
        day: string;
        signs: string[];
        person: { id: string };
        cases: number;
      }[];
    };
    expect(await ask()).toEqual([]);
    for (const { id } of cases.slice(0, 30)) await api.send(token.chair, READ, { id });
    // The agency of the stranger has no seat in the panel to which it referred five cases.
    const strangers = await anAgency(api.db, api.clock, { kind: 'housing' });
    const stranger = await aPerson(api.db, api.clock, strangers, 'agency_member');
    const strange = await aToken(api.db, api.clock, stranger);
    for (let n = 0; n < 5; n += 1) {
      const { id } = await aCase(api.db, api.clock, panel, strangers);
      expect((await api.send(strange, READ, { id })).errors).toEqual([]);
    }
    // Half past ten in the evening, and on Saturday half an hour after midnight: two days, both at night.
    api.clock.set('2026-11-27T22:30:00.000Z' as Moment);
    const late = await aToken(api.db, api.clock, member);
    for (const { id } of cases.slice(0, 5)) await api.send(late, READ, { id });
    api.clock.set('2026-11-28T00:30:00.000Z' as Moment);
    for (const { id } of cases.slice(0, 6)) await api.send(late, READ, { id });
    auditor = await aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, 'auditor'));
    expect(await ask()).toMatchObject([
      { day: '2026-11-28', signs: ['AT_NIGHT', 'AT_WEEKEND'], cases: 6, person: { id: member.id } },
      { day: '2026-11-23', signs: ['OUTSIDE_PANELS'], cases: 5, outside: 5, person: { id: stranger.id } },
      { day: '2026-11-23', signs: ['MANY_CASES'], cases: 30, outside: 0, person: { id: chair.id } },
      { day: '2026-11-27', signs: ['AT_NIGHT'], cases: 5, person: { id: member.id } },
    ]);
    const long = await api.send(auditor, UNUSUAL, { from: '2026-10-01', to: '2026-11-29' });
    expect(long.errors[0]!.extensions.code).toBe('BAD_USER_INPUT');
  });

  it("says by the seats of that moment whether a panel was somebody's own", async () => {
    const { db, clock } = api;
    clock.set('2026-12-07T10:00:00.000Z' as Moment);
    const guests = await anAgency(db, clock, { kind: 'housing' });
    const guest = await aPerson(db, clock, guests, 'agency_member');
    const own = await aPanel(db, clock, [agency, guests]);
    const administrator = await aToken(db, clock, await aPerson(db, clock, agency, 'administrator'));
    auditor = await aToken(db, clock, await aPerson(db, clock, agency, 'auditor'));
    const read = async () => {
      const asGuest = await aToken(db, clock, guest);
      for (let n = 0; n < 5; n += 1) {
        const { id } = await aCase(db, clock, own, guests);
        expect((await api.send(asGuest, READ, { id })).errors).toEqual([]);
      }
    };
    const seats = async (at: string, members: Agency[]) => {
      clock.set(at as Moment);
      const query = 'query($id: ID!) { panel(id: $id) { version } }';
      const { version } = (await api.send(administrator, query, { id: own.id })).data.panel;
      const {
        code,
        name,
        lpa,
        chairId,
        coordinatorId,
        recurrence,
        firstOn,
        startsAt,
        durationMinutes,
        place,
      } = own;
      const input = {
        ...{
          panelId: own.id,
          version,
          code,
          name,
          lpa,
          chairId,
          coordinatorId,
          recurrence,
          firstOn,
          startsAt,
        },
        ...{
          durationMinutes,
          place,
          quorum: 1,
          kind: 'ESIP',
          bankHolidayRule: 'SKIP',
          nation: 'ENGLAND_AND_WALES',
        },
        members: members.map(({ id }) => ({ agencyId: id, isRequired: true })),
      };
      const change = `mutation($input: ChangePanelInput!) { changePanel(input: $input) { __typename } }`;
      expect((await api.send(administrator, change, { input })).data).toEqual({
        changePanel: { __typename: 'Panel' },
      });
    };
    const outside = async (on: string) => {
      const { data } = await api.send(auditor, UNUSUAL, { from: on, to: on });
      return data!['unusualDays'].map((one: any) => [one.person.id, one.outside]);
    };
    await read();
    await seats('2026-12-07T12:00:00.000Z', [agency]);
    expect(await outside('2026-12-07')).toEqual([]);
    clock.set('2026-12-08T10:00:00.000Z' as Moment);
    await read();
    expect(await outside('2026-12-08')).toEqual([[guest.id, 5]]);
    // The seat that they are given afterwards does not make yesterday their own.
    await seats('2026-12-09T10:00:00.000Z', [agency, guests]);
    expect(await outside('2026-12-07')).toEqual([]);
    expect(await outside('2026-12-08')).toEqual([[guest.id, 5]]);
  });

  it('is set by auditors and administrators, with a reason that stays, one after the other', async () => {
    const { db, clock } = api;
    const named = async (role: 'auditor' | 'administrator' | 'chair', name: string) =>
      aToken(db, clock, await aPerson(db, clock, agency, role, { name }));
    auditor = await named('auditor', 'Ada Auditor');
    const administrator = await named('administrator', 'Adam Administrator');
    const terms = async (): Promise<any> => (await api.send(auditor, TERMS)).data.unusualTerms;
    const set = async (who: string, version: number, more: object, reason = 'As the board asked') => {
      const { version: _, ...usual } = await terms();
      const sent = await api.send(who, SET, { input: { version, terms: { ...usual, ...more }, reason } });
      return sent.data?.changeUnusualTerms ?? sent.errors[0]!.extensions.code;
    };
    const day = async () =>
      (await api.send(auditor, UNUSUAL, { from: '2026-12-08', to: '2026-12-08' })).data.unusualDays.length;
    expect(await terms()).toEqual({
      ...{ version: 1, cases: 30, outside: 5, atNight: 5, atWeekend: 5, nightUntil: 6, nightFrom: 22 },
    });
    expect(await day()).toBe(1);
    const both = await Promise.all([
      set(auditor, 1, { outside: 6 }),
      set(administrator, 1, { outside: 6, cases: 31 }),
    ]);
    expect(both.map(({ code }) => code ?? 'kept').sort()).toEqual(['CHANGED_SINCE_YOU_LOOKED', 'kept']);
    expect(await day()).toBe(0);
    expect(await set(administrator, 2, { outside: 5, cases: 4 }, 'Too few were found')).toEqual({
      version: 3,
      cases: 4,
    });
    expect(await day()).toBe(1);
    expect(await set(auditor, 3, { cases: 1 })).toEqual({ code: 'SETTING_NOT_POSSIBLE', field: 'cases' });
    expect(await set(auditor, 3, { cases: 9 }, ' ')).toBe('BAD_USER_INPUT');
    expect((await set(auditor, 3, {})).version).toBe(3);
    expect(await set(await named('chair', 'Chris Chair'), 3, { cases: 9 })).toBe('FORBIDDEN');
    const steps = (await api.send(administrator, STEPS)).data.unusualTermsHistory;
    expect(steps.map((step: any) => step.version)).toEqual([3, 2]);
    expect(steps[0]).toMatchObject({
      reason: 'Too few were found',
      changedBy: { name: 'Adam Administrator' },
      changes: expect.arrayContaining([{ field: 'outside', oldValue: 6, newValue: 5 }]),
    });
    const entries = await db.reading.findBy(AuditEntry, { what: 'audit:set' });
    expect(entries.map(({ why }) => why).sort()).toEqual(['As the board asked', 'Too few were found']);
  });

  it('is for auditors alone', async () => {
    for (const who of [token.chair, token.administrator]) {
      const { errors } = await api.send(who, LOG, { filter: day });
      expect(errors[0]!.extensions.code).toBe('FORBIDDEN');
    }
  });
});
