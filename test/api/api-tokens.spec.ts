import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessToken, type Agency, Person } from '#agencies';
import { AuditEntry } from '#audit';
import { addMinutes, type Moment } from '#kernel';
import { LocalMessage } from '#platform';
import { anAgency, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';

const MAKE = `mutation ($input: MakeTokenInput!) { makeToken(input: $input) {
  ... on TokenMade { token details { id name scopes lastUsedAt expiresAt } } ... on Refusal { code field } } }`;
const MAKE_FOR = `mutation ($input: MakeServiceTokenInput!) { makeServiceToken(input: $input) {
  ... on TokenMade { token details { id } } ... on Refusal { code field } } }`;
const REVOKE = `mutation ($id: ID!) { revokeToken(tokenId: $id) { __typename ... on Refusal { code } } }`;
const ADD = `mutation ($input: AddServiceInput!) { addService(input: $input) {
  ... on Service { id version } ... on Refusal { code field } } }`;
const SUSPEND = `mutation ($id: ID!, $version: Int!) { suspendPerson(personId: $id, version: $version) { __typename } }`;
const MINE = '{ me { tokens { id name scopes lastUsedAt expiresAt } sessions { kind } } }';
const START = '2026-11-23T09:00:00.000Z' as Moment;

let api: ApiUnderTest;
let agency: Agency;
let lead: Person;
let session: string;
let admin: string;

beforeAll(async () => {
  api = await anApi();
  agency = await anAgency(api.db, api.clock, { name: 'Riverside Housing' });
  admin = await aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, 'administrator'));
});
afterAll(() => api.close());
beforeEach(async () => {
  api.clock.set(START);
  lead = await aPerson(api.db, api.clock, agency, 'agency_lead');
  session = await aToken(api.db, api.clock, lead);
});

const make = async (scopes: string[], more: object = {}, by = session) =>
  (await api.send(by, MAKE, { input: { name: 'Nightly export', scopes, ...more } })).data.makeToken;
const codeOf = async (token: string, query: string, variables: Record<string, unknown> = {}) =>
  (await api.send(token, query, variables)).errors[0]?.extensions.code ?? 'OK';
const PEOPLE = '{ people { totalCount } }';

describe('a token of a program', () => {
  it('is shown once, kept as a hash, known by its start, and good for 90 days when nothing is said', async () => {
    const { token, details } = await make(['READ']);
    expect(token).toMatch(/^accord_[\w-]{43}$/);
    expect(details).toMatchObject({ name: 'Nightly export', scopes: ['READ'], lastUsedAt: null });
    expect(details.expiresAt).toBe(addMinutes(START, 90 * 24 * 60));
    expect(JSON.stringify(await api.db.query('select * from access_token'))).not.toContain(token);
    expect(JSON.stringify((await api.send(session, MINE)).data)).not.toContain(token);
    expect(await codeOf(token, PEOPLE)).toBe('OK');
    api.clock.set(addMinutes(START, 90 * 24 * 60));
    expect(await codeOf(token, PEOPLE)).toBe('UNAUTHENTICATED');
  });

  it('may do what its scopes say and nothing else', async () => {
    const actions = (await make(['ACTIONS'])).token;
    const reads = (await make(['READ'])).token;
    expect(await codeOf(actions, '{ actions { totalCount } }')).toBe('OK');
    expect(await codeOf(actions, '{ cases { totalCount } }')).toBe('FORBIDDEN');
    expect(await codeOf(reads, '{ cases { totalCount } }')).toBe('OK');
    const refer = `mutation ($input: FlagCaseInput!) { flagCase(input: $input) { __typename } }`;
    const input = { caseId: lead.id, reason: 'As the panel asked' };
    expect(await codeOf(reads, refer, { input })).toBe('NOT_FOUND');
    expect((await api.send(actions, '{ me { permissions } }')).data.me.permissions).toEqual([
      'agency:read',
      'person:read',
      'action:read',
      'action:update',
      'reminder:read',
    ]);
  });

  it('makes no token, ends none, changes no way in and sees no outbox, whatever its scopes', async () => {
    const { token, details } = await make(['READ', 'DIRECTORY', 'ACTIONS'], {}, admin);
    const wanted = { input: { name: 'Another', scopes: ['READ'] } };
    expect(await codeOf(token, MAKE, wanted)).toBe('FORBIDDEN');
    expect(await codeOf(token, REVOKE, { id: details.id })).toBe('FORBIDDEN');
    expect(await codeOf(token, 'mutation { endMyOtherSessions { __typename } }')).toBe('FORBIDDEN');
    const renew = 'mutation { newRecoveryCodes(code: "000000") { __typename } }';
    expect(await codeOf(token, renew)).toBe('FORBIDDEN');
    const invite = 'mutation ($id: ID!) { invitePerson(personId: $id) { __typename } }';
    expect(await codeOf(token, invite, { id: lead.id })).toBe('FORBIDDEN');
    expect(await codeOf(token, '{ localMessages { totalCount } }')).toBe('FORBIDDEN');
    expect(await codeOf(token, '{ services { id } }')).toBe('FORBIDDEN');
  });

  it('is refused without a use, for too long, or for what the role cannot do', async () => {
    expect(await make([])).toEqual({ code: 'TOKEN_WITHOUT_USE', field: 'scopes' });
    expect(await make(['READ'], { days: 366 })).toEqual({ code: 'TOKEN_TOO_LONG', field: 'days' });
    const auditor = await aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, 'auditor'));
    expect(await make(['REMINDERS'], {}, auditor)).toMatchObject({ code: 'TOKEN_WITHOUT_USE' });
  });

  it('ends when its person ends it, and nobody else can or learns of it', async () => {
    const { token, details } = await make(['READ']);
    const other = await aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, 'agency_lead'));
    for (const by of [other, admin]) expect(await codeOf(by, REVOKE, { id: details.id })).toBe('NOT_FOUND');
    expect(await codeOf(session, REVOKE, { id: details.id })).toBe('OK');
    expect(await codeOf(token, PEOPLE)).toBe('UNAUTHENTICATED');
    expect(await codeOf(session, REVOKE, { id: details.id })).toBe('NOT_FOUND');
    expect((await api.send(session, MINE)).data.me.tokens).toEqual([]);
  });

  it('ends at once with the suspension of its person', async () => {
    const { token } = await make(['READ']);
    expect(await codeOf(admin, SUSPEND, { id: lead.id, version: 1 })).toBe('OK');
    expect(await codeOf(token, PEOPLE)).toBe('UNAUTHENTICATED');
  });

  it('from before scopes may do nothing', async () => {
    const { token, details } = await make(['READ']);
    await api.db.transaction(async () => {
      await api.db.writing.update(AccessToken, { id: details.id }, { scopes: null });
    });
    expect(await codeOf(token, PEOPLE)).toBe('FORBIDDEN');
  });

  it('shows its last use to the minute', async () => {
    const { token } = await make(['READ']);
    api.clock.set(addMinutes(START, 5));
    expect(await codeOf(token, PEOPLE)).toBe('OK');
    const used = async () => (await api.send(session, MINE)).data.me.tokens[0].lastUsedAt;
    for (let tries = 0; tries < 200 && (await used()) === null; tries += 1) {
      await new Promise((done) => setTimeout(done, 10));
    }
    expect(await used()).toBe(api.clock.now());
  });

  it('stands in the audit, when it is made and with all that is done by it', async () => {
    const { token, details } = await make(['DIRECTORY'], {}, admin);
    const add = `mutation ($input: AddAgencyInput!) { addAgency(input: $input) { ... on Agency { id } } }`;
    const input = { name: 'Riverside Fire', kind: 'FIRE', isCore: false };
    const { id } = (await api.send(token, add, { input })).data.addAgency;
    const entry = await api.db.reading.findOneByOrFail(AuditEntry, { subjectId: id });
    expect([entry.what, entry.sessionId]).toEqual(['agency:add', details.id]);
    const used = await api.db.reading.findOneByOrFail(AccessToken, { id: details.id });
    expect([used.kind, used.label]).toEqual(['api_token', 'Nightly export']);
    const made = await api.db.reading.findOneByOrFail(AuditEntry, { subjectId: details.id });
    expect([made.what, made.personId, made.fields]).toEqual(['token:make', entry.personId, ['directory']]);
  });
});

describe('a service', () => {
  let serviceId: string;
  let token: string;
  let tokenId: string;
  let name: string;
  let count = 0;

  beforeEach(async () => {
    count += 1;
    name = `Case system ${count}`;
    const added = await api.send(admin, ADD, { input: { agencyId: agency.id, name, role: 'AGENCY_LEAD' } });
    serviceId = added.data.addService.id;
    const input = { serviceId, name: 'Nightly', scopes: ['ACTIONS', 'DIRECTORY'], days: 365 };
    const made = (await api.send(admin, MAKE_FOR, { input })).data.makeServiceToken;
    token = made.token;
    tokenId = made.details.id;
  });

  it('asks in the role and the agency it was made for', async () => {
    const query = '{ me { person { name role agency { name } email } permissions } }';
    const { me } = (await api.send(token, query)).data;
    expect(me.person).toMatchObject({ name, role: 'AGENCY_LEAD', agency: { name: 'Riverside Housing' } });
    expect(me.permissions).not.toContain('person:change');
    expect(me.person.email).toMatch(/@service\.invalid$/);
  });

  it('is no person of the directory, is given nothing to do and cannot sign in', async () => {
    const people = await api.send(admin, '{ people(first: 100) { edges { node { id } } } }');
    expect(JSON.stringify(people.data)).not.toContain(serviceId);
    expect(JSON.stringify((await api.send(null, '{ demoPeople { id } }')).data)).not.toContain(serviceId);
    const demo = 'mutation ($id: ID!) { signInAsDemoPerson(personId: $id) { __typename } }';
    expect((await api.send(null, demo, { id: serviceId })).errors[0]?.extensions.code).toBe('NOT_FOUND');
    const invite = 'mutation ($id: ID!) { invitePerson(personId: $id) { __typename } }';
    expect(await codeOf(admin, invite, { id: serviceId })).toBe('NOT_FOUND');
    expect(
      await codeOf(admin, 'query ($id: ID!) { personAccess(personId: $id) { hasPassword } }', {
        id: serviceId,
      }),
    ).toBe('NOT_FOUND');
    const row = await api.db.reading.findOneByOrFail(Person, { id: serviceId });
    const ask = 'mutation ($email: String!) { askForPasswordLink(email: $email) { __typename } }';
    await api.send(null, ask, { email: row.email });
    expect(await api.db.reading.count(LocalMessage)).toBe(0);
  });

  it('ends with its suspension; back again it needs a new token', async () => {
    expect(await codeOf(token, PEOPLE)).toBe('OK');
    expect(await codeOf(admin, SUSPEND, { id: serviceId, version: 1 })).toBe('OK');
    expect(await codeOf(token, PEOPLE)).toBe('UNAUTHENTICATED');
    const more = { input: { serviceId, name: 'Again', scopes: ['READ'] } };
    expect(await codeOf(admin, MAKE_FOR, more)).toBe('NOT_FOUND');
    expect(
      await codeOf(admin, SUSPEND.replace('suspendPerson', 'reinstatePerson'), { id: serviceId, version: 2 }),
    ).toBe('OK');
    expect(await codeOf(token, PEOPLE)).toBe('UNAUTHENTICATED');
    expect((await api.send(admin, MAKE_FOR, more)).data.makeServiceToken.token).toMatch(/^accord_/);
  });

  it('is seen to by administrators only, who can end its tokens', async () => {
    expect(await codeOf(session, '{ services { id } }')).toBe('FORBIDDEN');
    expect(await codeOf(session, REVOKE, { id: tokenId })).toBe('NOT_FOUND');
    expect(await codeOf(admin, REVOKE, { id: tokenId })).toBe('OK');
    expect(await codeOf(token, PEOPLE)).toBe('UNAUTHENTICATED');
  });

  it('is refused twice, of no agency, or in a role of somebody named', async () => {
    const input = { agencyId: agency.id, name, role: 'AGENCY_LEAD' };
    expect((await api.send(admin, ADD, { input })).data.addService).toEqual({
      code: 'SERVICE_EXISTS',
      field: 'name',
    });
    const nowhere = { ...input, agencyId: lead.id };
    expect((await api.send(admin, ADD, { input: nowhere })).data.addService.code).toBe('AGENCY_UNKNOWN');
    expect(await codeOf(admin, ADD, { input: { ...input, role: 'ADMINISTRATOR' } })).toBe('BAD_USER_INPUT');
  });
});
