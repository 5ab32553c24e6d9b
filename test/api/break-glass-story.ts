import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Agency, Person } from '#agencies';
import { AuditEntry } from '#audit';
import { BreakGlass, CaseFile, CaseRestriction } from '#cases';
import { addMinutes, type Moment, newId } from '#kernel';
import { Letter } from '#letters';
import { Announcement } from '#platform';
import { aCase, anAgency, aPanel, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest, testConfig } from '../harness/api.js';
import { aMailbox, type Mailbox } from '../harness/mailbox.js';
import type { RealServices } from '../harness/services.js';
import { aWorker } from '../harness/worker.js';

const BREAK =
  'mutation ($input: BreakGlassInput!) { breakGlass(input: $input) { ... on BrokenGlass { breakGlassId caseId endsAt } ... on Refusal { code } } }';
const READ =
  'query ($id: ID!) { case(id: $id) { id reference openedByBreakGlassUntil people { lastName } incidents { id } } }';
const LIST = '{ cases { totalCount edges { node { id } } } }';
const SEARCH = 'query ($search: String!) { cases(search: $search) { totalCount } }';
const FLAG =
  'mutation ($input: FlagCaseInput!) { flagCase(input: $input) { ... on Case { id } ... on Refusal { code } } }';
const QUEUE =
  '{ breakGlassReviews(state: WAITING) { totalCount edges { node { id reference reason version person { id } agency { id } readings { what times fields } } } } }';
const JUDGE =
  'mutation ($input: ReviewBreakGlassInput!) { reviewBreakGlass(input: $input) { ... on BreakGlassReview { id verdict reviewedBy { id } } ... on Refusal { code } } }';
const reason = 'Her sister rang, he stands before the house';

/**
 * What becomes of break-glass, from opening to judging: the same on both databases. Without services it runs on SQLite.
 */
export function breakGlassStory(services: () => Promise<RealServices | null>): void {
  let real: RealServices | null = null;
  let api: ApiUnderTest;
  let mailbox: Mailbox;
  let worker: Awaited<ReturnType<typeof aWorker>>;
  let police: Agency;
  let health: Agency;
  let user: Person;
  let caseFile: CaseFile;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    mailbox = await aMailbox();
    real = await services();
    api = await anApi({ ...(real && { database: real.database }), now: '2026-11-23T09:00:00.000Z' });
    const { db, clock } = api;
    police = await anAgency(db, clock);
    health = await anAgency(db, clock, { kind: 'mental_health' });
    const people = {
      chair: await aPerson(db, clock, police, 'chair', { email: 'chair@police.example' }),
      chairElsewhere: await aPerson(db, clock, police, 'chair', { email: 'else@police.example' }),
      auditor: await aPerson(db, clock, police, 'auditor', { email: 'auditor@police.example' }),
      barred: await aPerson(db, clock, police, 'auditor', { email: 'barred@police.example' }),
      user: await aPerson(db, clock, health, 'agency_member', { email: 'user@health.example' }),
      colleague: await aPerson(db, clock, health, 'agency_member', { email: 'colleague@health.example' }),
      lead: await aPerson(db, clock, health, 'agency_lead', { email: 'lead@health.example' }),
    };
    user = people.user;
    const panel = await aPanel(db, clock, [police], { chairId: people.chair.id });
    await aPanel(db, clock, [police], { chairId: people.chairElsewhere.id });
    caseFile = await aCase(db, clock, panel, police, {
      reference: 'ZZ-2026-0042',
      restrictedNotes: 'Known to staff',
      victim: { firstName: 'Zelda', lastName: 'Quennell' },
    });
    await aCase(db, clock, panel, police, { reference: 'ZZ-2026-0043', handling: 'highly_restricted' });
    await restrict('exclude', people.barred.id);
    for (const [name, person] of Object.entries(people)) tokens[name] = await aToken(db, clock, person);
    const config = testConfig({
      ...real?.env,
      ACCORD_DATA: '/tmp',
      SMTP_URL: mailbox.url,
      PUBLIC_URL: 'https://panel.example',
      ACCORD_SWEEP_SECONDS: '3600',
    });
    worker = await aWorker({ config, clock, database: db });
  });
  afterAll(async () => {
    await worker?.close();
    await api?.close();
    await mailbox?.close();
    await real?.close();
  });

  /** Puts a person on a list of the case; gives the way off it. */
  async function restrict(kind: CaseRestriction['kind'], personId: string): Promise<() => Promise<void>> {
    const entry = {
      ...{ id: newId(), caseId: caseFile.id, kind, personId, agencyId: null, reason: 'Known to them' },
      ...{ since: api.clock.now(), madeById: null, liftedAt: null, liftedById: null, liftedReason: null },
    };
    await api.db.transaction(async () => void (await api.db.writing.insert(CaseRestriction, entry)));
    const lifted = { liftedAt: api.clock.now() };
    return () =>
      api.db.transaction(async () => {
        await api.db.writing.update(CaseRestriction, { id: entry.id }, lifted);
      });
  }

  const at = (moment: string) => api.clock.set(moment as Moment);
  const ask = (who: string, reference: string, why = reason) =>
    api.send(tokens[who]!, BREAK, { input: { reference, reason: why } });
  const read = (who: string) => api.send(tokens[who]!, READ, { id: caseFile.id });
  const codes = (answer: { errors: { extensions: { code: string } }[] }) =>
    answer.errors.map(({ extensions }) => extensions.code);
  const mailed = async (): Promise<string[]> => {
    mailbox.received.length = 0;
    await worker.catchUp();
    return mailbox.received.map(({ to, subject }) => `${to} ${subject.slice(20)}`).sort();
  };

  it('says the same of a case that stays closed as of none, and keeps that it was tried', async () => {
    const none = await ask('user', 'ZZ-2026-9999');
    const closed = await ask('user', 'ZZ-2026-0043');
    expect(codes(none)).toEqual(['NOT_FOUND']);
    expect(closed).toEqual(none);
    expect(await api.db.reading.countBy(BreakGlass, { personId: user.id })).toBe(2);
    expect(await api.db.reading.countBy(AuditEntry, { what: 'case:break-glass-failed' })).toBe(2);
    expect(await api.db.reading.countBy(Announcement, { event: 'glass.broken' })).toBe(2);
    expect(await mailed()).toEqual([]);
    expect((await ask('user', caseFile.reference, 'Please')).data.breakGlass.code).toBe('TEXT_TOO_SHORT');
  });

  it('opens the case for reading to that one person, and tells the auditors and the chair', async () => {
    expect(codes(await read('user'))).toEqual(['NOT_FOUND']);
    const opened = await ask('user', ' zz-2026-0042 ');
    expect(opened.data.breakGlass).toMatchObject({ caseId: caseFile.id, endsAt: '2026-11-23T11:00:00.000Z' });
    const seen = await read('user');
    expect(seen.errors).toEqual([]);
    expect(seen.data.case).toMatchObject({
      openedByBreakGlassUntil: '2026-11-23T11:00:00.000Z',
      people: expect.arrayContaining([{ lastName: 'Quennell' }]),
    });
    expect((await api.send(tokens['user']!, LIST)).data.cases.totalCount).toBe(1);
    expect((await api.send(tokens['user']!, SEARCH, { search: 'ZZ' })).data.cases.totalCount).toBe(1);
    expect(codes(await read('colleague'))).toEqual(['NOT_FOUND']);
    expect((await api.send(tokens['colleague']!, LIST)).data.cases.totalCount).toBe(0);
    expect((await api.send(tokens['colleague']!, SEARCH, { search: 'ZZ' })).data.cases.totalCount).toBe(0);
    expect((await ask('user', caseFile.reference)).data.breakGlass.code).toBe('OPEN_TO_YOU_ALREADY');
    expect((await ask('chair', caseFile.reference)).data.breakGlass.code).toBe('OPEN_TO_YOU_ALREADY');
    expect(await mailed()).toEqual([
      'auditor@police.example break-glass was used',
      'chair@police.example break-glass was used',
    ]);
    for (const { raw, text } of mailbox.received) {
      expect(raw).not.toMatch(/Zelda|Quennell|ZZ-2026|sister|stalk|victim|suspect|\brisk/i);
      expect(text).toContain('https://panel.example/audit/break-glass');
    }
  });

  it('lets nobody change anything by it', async () => {
    const input = { caseId: caseFile.id, reason };
    expect(codes(await api.send(tokens['user']!, FLAG, { input }))).toEqual(['NOT_FOUND']);
  });

  it('shows contact details and no restricted notes, against an only-these list and never against an exclude list', async () => {
    const parts = () =>
      api.send(
        tokens['user']!,
        'query ($id: ID!) { case(id: $id) { restrictedNotes people { contactWithheld } } }',
        { id: caseFile.id },
      );
    const only = await restrict('only_these', (await person('chair@police.example')).id);
    const seen = await parts();
    expect(seen.errors).toEqual([]);
    expect(seen.data.case.restrictedNotes).toBeNull();
    for (const { contactWithheld } of seen.data.case.people) expect(contactWithheld).toBe(false);
    await only();
    for (const kind of ['exclude', 'conflict'] as const) {
      const off = await restrict(kind, user.id);
      expect(codes(await read('user'))).toEqual(['NOT_FOUND']);
      expect((await api.send(tokens['user']!, LIST)).data.cases.totalCount).toBe(0);
      expect(codes(await ask('user', caseFile.reference))).toEqual(['NOT_FOUND']);
      await off();
    }
    expect((await read('user')).errors).toEqual([]);
  });

  it('records every reading with the use as its reason, for whoever judges it', async () => {
    const queue = await api.send(tokens['auditor']!, QUEUE);
    expect(queue.data.breakGlassReviews.totalCount).toBe(1);
    const [{ node: use }] = queue.data.breakGlassReviews.edges;
    expect(use).toMatchObject({
      reference: 'ZZ-2026-0042',
      reason,
      person: { id: user.id },
      agency: { id: health.id },
    });
    const looked = use.readings.find(({ what }: { what: string }) => what === 'case:read');
    expect(looked.fields).toEqual(
      expect.arrayContaining(['id', 'incidents', 'openedByBreakGlassUntil', 'people', 'reference']),
    );
    expect(JSON.stringify(use.readings)).not.toContain('Quennell');
    const entries = await api.db.reading.findBy(AuditEntry, { personId: user.id, caseId: caseFile.id });
    for (const entry of entries.filter(({ what }) => what !== 'case:break-glass'))
      expect(entry.why).toBe(`Break-glass ${use.id}`);
    expect((await api.send(tokens['chair']!, QUEUE)).data.breakGlassReviews.totalCount).toBe(1);
    for (const who of ['chairElsewhere', 'barred'])
      expect((await api.send(tokens[who]!, QUEUE)).data.breakGlassReviews.totalCount).toBe(0);
    expect(codes(await api.send(tokens['user']!, QUEUE))).toEqual(['FORBIDDEN']);
  });

  it('ends at once for who is suspended, when the case becomes highly restricted, and at two hours to the moment', async () => {
    const set = (columns: Partial<Person>) =>
      api.db.transaction(async () => void (await api.db.writing.update(Person, { id: user.id }, columns)));
    const handle = (handling: CaseFile['handling']) =>
      api.db.transaction(
        async () => void (await api.db.writing.update(CaseFile, { id: caseFile.id }, { handling })),
      );
    await set({ isActive: false });
    expect(codes(await read('user'))).toEqual(['UNAUTHENTICATED']);
    await set({ isActive: true });
    expect((await read('user')).errors).toEqual([]);
    await handle('highly_restricted');
    expect(codes(await read('user'))).toEqual(['NOT_FOUND']);
    await handle('restricted');
    at('2026-11-23T10:59:59.999Z');
    expect((await read('user')).errors).toEqual([]);
    at('2026-11-23T11:00:00.000Z');
    expect(codes(await read('user'))).toEqual(['NOT_FOUND']);
    expect((await api.send(tokens['user']!, LIST)).data.cases.totalCount).toBe(0);
  });

  it('is brought up again each working day from the second on, until somebody else has judged it', async () => {
    at('2026-11-24T09:00:00.000Z');
    expect(await mailed()).toEqual([]);
    for (const day of ['25', '26']) {
      at(`2026-11-${day}T09:00:00.000Z`);
      const told = ['auditor@police.example', 'chair@police.example'];
      expect(await mailed()).toEqual(told.map((to) => `${to} a use of break-glass waits to be judged`));
      expect(await mailed()).toEqual([]);
    }
    tokens['auditor'] = await aToken(api.db, api.clock, await person('auditor@police.example'));
    const queue = await api.send(tokens['auditor'], QUEUE);
    const [{ node: use }] = queue.data.breakGlassReviews.edges;
    const judge = (version: number) =>
      api.send(tokens['auditor']!, JUDGE, {
        input: { id: use.id, verdict: 'NOT_JUSTIFIED', note: 'Could have asked', version },
      });
    expect((await judge(7)).data.reviewBreakGlass.code).toBe('CHANGED_SINCE_YOU_LOOKED');
    expect((await judge(use.version)).data.reviewBreakGlass).toMatchObject({ verdict: 'NOT_JUSTIFIED' });
    expect((await judge(use.version)).data.reviewBreakGlass.code).toBe('ALREADY_REVIEWED');
    expect(await mailed()).toEqual(['lead@health.example a use of break-glass was not justified']);
    at('2026-11-27T09:00:00.000Z');
    expect(await mailed()).toEqual([]);
    expect(await api.db.reading.countBy(Letter, { state: 'failed' })).toBe(0);
  });

  it('can be tried five times a day', async () => {
    tokens['colleague'] = await aToken(api.db, api.clock, await person('colleague@health.example'));
    for (let n = 0; n < 5; n += 1)
      expect(codes(await ask('colleague', `ZZ-2026-8${n}`))).toEqual(['NOT_FOUND']);
    expect((await ask('colleague', caseFile.reference)).data.breakGlass.code).toBe('TOO_MANY_TODAY');
    api.clock.set(addMinutes(api.clock.now(), 24 * 60));
    tokens['colleague'] = await aToken(api.db, api.clock, await person('colleague@health.example'));
    expect((await ask('colleague', caseFile.reference)).data.breakGlass.caseId).toBe(caseFile.id);
  });

  const person = (email: string) => api.db.reading.findOneByOrFail(Person, { email });
}
