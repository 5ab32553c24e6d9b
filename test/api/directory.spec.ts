import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAgency, aPanel, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';

describe('the directory', () => {
  let api: ApiUnderTest;
  let admin: string;
  let member: string;
  let police: string;

  beforeAll(async () => {
    api = await anApi();
    const agency = await anAgency(api.db, api.clock, { name: 'Northbridge Police' });
    police = agency.id;
    await aPanel(api.db, api.clock, [agency], { code: 'NB-N', name: 'North panel' });
    admin = await aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, 'administrator'));
    member = await aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, 'agency_member'));
  });
  afterAll(() => api.close());

  const ADD = `mutation ($input: AddAgencyInput!) { addAgency(input: $input) {
    __typename ... on Agency { id name kind } ... on Refusal { code message field } } }`;

  it('lists agencies, people and panels to anybody who is signed in, and to nobody else', async () => {
    const query =
      '{ agencies { name } people(first: 1) { totalCount pageInfo { hasNextPage endCursor } edges { node { role agency { name } } } } panels { code members { agency { name } } } }';
    const seen = await api.send(member, query);
    expect(seen.errors).toEqual([]);
    expect(seen.data.people.totalCount).toBe(2);
    expect(seen.data.panels).toEqual([
      { code: 'NB-N', members: [{ agency: { name: 'Northbridge Police' } }] },
    ]);
    const signedOut = await api.send(null, query);
    expect(signedOut.errors.map((error) => error.extensions.code)).toContain('UNAUTHENTICATED');
  });

  it('pages through people by cursor without missing or repeating one', async () => {
    const query =
      'query ($after: String) { people(first: 1, after: $after) { pageInfo { hasNextPage endCursor } edges { node { id } } } }';
    const first = (await api.send(member, query)).data.people;
    const second = (await api.send(member, query, { after: first.pageInfo.endCursor })).data.people;
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(second.pageInfo.hasNextPage).toBe(false);
    expect(new Set([first.edges[0].node.id, second.edges[0].node.id]).size).toBe(2);
  });

  it('lets an administrator add an agency once', async () => {
    const input = { name: 'Probation  Service', kind: 'PROBATION', isCore: true };
    expect((await api.send(admin, ADD, { input })).data.addAgency).toMatchObject({ __typename: 'Agency' });
    const again = await api.send(admin, ADD, { input: { ...input, name: 'probation service' } });
    expect(again.data.addAgency).toMatchObject({
      __typename: 'Refusal',
      code: 'AGENCY_EXISTS',
      field: 'name',
    });
  });

  it('refuses everybody else, and says which field is wrong', async () => {
    const input = { name: 'Housing', kind: 'HOUSING', isCore: false };
    expect((await api.send(member, ADD, { input })).errors[0]?.extensions.code).toBe('FORBIDDEN');
    const wrong = await api.send(admin, ADD, {
      input: { ...input, name: 'x'.repeat(20_000), emailDomain: 'a b' },
    });
    expect(wrong.errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'input.name' }, { path: 'input.emailDomain' }],
    });
    const hidden = await api.send(admin, ADD, { input: { ...input, name: 'Hou\u0000sing' } });
    expect(hidden.errors[0]?.extensions.fields).toEqual([
      { path: 'input.name', message: 'Take out characters that cannot be seen' },
    ]);
    const kind = await api.send(admin, ADD, { input: { ...input, kind: 'CIRCUS' } });
    expect(kind.errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'input.kind' }],
    });
    expect(JSON.stringify(kind.errors)).not.toContain('CIRCUS');
  });

  it('names a day that does not exist', async () => {
    const answer = await api.send(admin, 'query ($d: Day!) { bankHolidays(from: $d, to: $d) { title } }', {
      d: '2026-02-30',
    });
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'd' }] });
  });

  it('signs in as a demo person and out again', async () => {
    const people = (await api.send(null, '{ demoPeople { id name panelNames } }')).data.demoPeople;
    const opened = await api.send(
      null,
      'mutation ($id: ID!) { signInAsDemoPerson(personId: $id) { ... on Session { token person { name } } } }',
      { id: people[0].id },
    );
    const token = opened.data.signInAsDemoPerson.token;
    expect((await api.send(token, '{ agencies { id } }')).errors).toEqual([]);
    await api.send(token, 'mutation { signOut { ... on SignedOut { at } } }');
    expect((await api.send(token, '{ agencies { id } }')).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(police).toBeTruthy();
  });
});
