import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessToken, type Agency, IDLE_MINUTES, Person } from '#agencies';
import { AuditEntry } from '#audit';
import { addMinutes, type Moment } from '#kernel';
import { anAgency, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';

const OPEN = `mutation ($id: ID!) { signInAsDemoPerson(personId: $id) { ... on Session { token expiresAt } } }`;
const SUSPEND = `mutation ($id: ID!, $version: Int!) { suspendPerson(personId: $id, version: $version) {
  __typename ... on Person { isActive version } ... on Refusal { code message } } }`;
const REINSTATE = SUSPEND.replaceAll('suspendPerson', 'reinstatePerson');
const START = '2026-11-23T09:00:00.000Z' as Moment;

describe('sessions', () => {
  let api: ApiUnderTest;
  let agency: Agency;
  let member: Person;

  beforeAll(async () => {
    api = await anApi();
    agency = await anAgency(api.db, api.clock);
    member = await aPerson(api.db, api.clock, agency, 'agency_member');
  });
  afterAll(() => api.close());

  const open = async (id = member.id, before: string | null = null): Promise<string> =>
    (await api.send(before, OPEN, { id })).data.signInAsDemoPerson.token;
  /** A token that a program of the person has. */
  const aProgram = async (session: string): Promise<string> => {
    const made = await api.send(
      session,
      'mutation ($input: MakeTokenInput!) { makeToken(input: $input) { ... on TokenMade { token } } }',
      { input: { name: 'Program', scopes: ['READ'] } },
    );
    return made.data.makeToken.token;
  };
  const isIn = async (token: string): Promise<boolean> =>
    (await api.send(token, '{ me { now } }')).data?.me !== null;
  const after = (minutes: number) => api.clock.set(addMinutes(START, minutes));

  /** Use is noted beside the answer: waits until it is in the record. */
  async function noted(at: Moment): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      if (await api.db.reading.existsBy(AccessToken, { lastUsedAt: at })) return;
      await new Promise((done) => setTimeout(done, 10));
    }
    throw new Error('The use was not noted');
  }

  it('end after 60 minutes without use, and go on while they are used', async () => {
    after(0);
    const token = await open();
    after(59);
    expect(await isIn(token)).toBe(true);
    await noted(api.clock.now());
    after(59 + IDLE_MINUTES - 1);
    expect(await isIn(token)).toBe(true);
    await noted(api.clock.now());
    after(59 + IDLE_MINUTES - 1 + IDLE_MINUTES);
    expect(await isIn(token)).toBe(false);
    after(0);
  });

  it('end after 12 hours, however much they are used', async () => {
    after(0);
    const token = await open();
    for (let minutes = 50; minutes < 720; minutes += 50) {
      after(minutes);
      expect(await isIn(token)).toBe(true);
      await noted(api.clock.now());
    }
    after(720);
    expect(await isIn(token)).toBe(false);
    after(0);
  });

  it('write their last use at most once in a minute', async () => {
    const person = await aPerson(api.db, api.clock, agency, 'agency_member');
    const token = await open(person.id);
    const used = async () =>
      (await api.db.reading.findOneByOrFail(AccessToken, { personId: person.id })).lastUsedAt;
    api.clock.set('2026-11-23T09:00:59.000Z' as Moment);
    expect(await isIn(token)).toBe(true);
    expect(await used()).toBe(START);
    api.clock.set('2026-11-23T09:01:00.000Z' as Moment);
    expect(await isIn(token)).toBe(true);
    await noted(api.clock.now());
    expect(await used()).toBe('2026-11-23T09:01:00.000Z');
    after(0);
  });

  it('get a new token at sign-in, and the old one of that browser ends', async () => {
    const first = await open();
    const second = await open(member.id, first);
    expect(second).not.toBe(first);
    expect(await isIn(first)).toBe(false);
    expect(await isIn(second)).toBe(true);
  });

  it('are kept as hashes only', async () => {
    const token = await open();
    const rows = await api.db.query('select * from access_token');
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('can be seen and ended by the person, all others at once', async () => {
    const person = await aPerson(api.db, api.clock, agency, 'agency_member');
    const [mine, other] = [await open(person.id), await open(person.id)];
    const program = await aProgram(mine);
    const query = '{ me { sessionEndsAt sessions { id kind label createdAt lastUsedAt endsAt isThisOne } } }';
    const seen = (await api.send(mine, query)).data.me;
    expect(seen.sessions).toHaveLength(2);
    expect(seen.sessionEndsAt).toBe('2026-11-23T10:00:00.000Z');
    expect(seen.sessions.filter((one: { isThisOne: boolean }) => one.isThisOne)).toHaveLength(1);
    const ended = await api.send(
      mine,
      'mutation { endMyOtherSessions { ... on SessionsEnded { count } ... on Refusal { code } } }',
    );
    expect(ended.data.endMyOtherSessions).toEqual({ count: 1 });
    expect([await isIn(mine), await isIn(other), await isIn(program)]).toEqual([true, false, true]);
    expect(
      await api.db.reading.countBy(AuditEntry, { what: 'session:end-others', subjectId: person.id }),
    ).toBe(1);
  });

  describe('of a person who is suspended', () => {
    let admin: string;
    let administrator: Person;

    beforeAll(async () => {
      administrator = await aPerson(api.db, api.clock, agency, 'administrator');
      admin = await aToken(api.db, api.clock, administrator);
    });

    it('end at once, for good, and the person can sign in again only when reinstated', async () => {
      const person = await aPerson(api.db, api.clock, agency, 'agency_member');
      const token = await open(person.id);
      const done = await api.send(admin, SUSPEND, { id: person.id, version: 1 });
      expect(done.data.suspendPerson).toEqual({ __typename: 'Person', isActive: false, version: 2 });
      expect(await isIn(token)).toBe(false);
      expect((await api.send(null, OPEN, { id: person.id })).errors[0]?.extensions.code).toBe('NOT_FOUND');
      const twice = await api.send(admin, SUSPEND, { id: person.id, version: 2 });
      expect(twice.data.suspendPerson.code).toBe('ALREADY_SUSPENDED');
      const back = await api.send(admin, REINSTATE, { id: person.id, version: 2 });
      expect(back.data.reinstatePerson).toMatchObject({ isActive: true });
      expect(await isIn(token)).toBe(false);
      expect(await isIn(await open(person.id))).toBe(true);
      const acts = await api.db.reading.findBy(AuditEntry, { subjectId: person.id });
      expect(acts.map(({ what }) => what)).toEqual(
        expect.arrayContaining(['person:suspend', 'person:reinstate']),
      );
    });

    it('are nobody else to end, and stale or unknown people are refused', async () => {
      const person = await aPerson(api.db, api.clock, agency, 'agency_lead');
      const own = await open(person.id);
      const input = { id: member.id, version: 1 };
      expect((await api.send(own, SUSPEND, input)).errors[0]?.extensions.code).toBe('FORBIDDEN');
      expect((await api.send(null, SUSPEND, input)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
      const stale = await api.send(admin, SUSPEND, { ...input, version: 7 });
      expect(stale.data.suspendPerson.code).toBe('CHANGED_SINCE_YOU_LOOKED');
      const unknown = { id: '00000000-0000-7000-8000-000000000000', version: 1 };
      expect((await api.send(admin, SUSPEND, unknown)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    });

    it('never are the last administrator', async () => {
      const second = await aPerson(api.db, api.clock, agency, 'administrator');
      const other = await aToken(api.db, api.clock, second);
      const [one, two] = await Promise.all([
        api.send(other, SUSPEND, { id: administrator.id, version: 1 }),
        api.send(admin, SUSPEND, { id: second.id, version: 1 }),
      ]);
      const left = await api.db.reading.countBy(Person, { role: 'administrator', isActive: true });
      expect(left).toBe(1);
      expect([one.data, two.data].filter(Boolean)).not.toHaveLength(0);
    });
  });
});
