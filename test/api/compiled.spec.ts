import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAgency, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';

describe('documents that come often', () => {
  let api: ApiUnderTest;
  let token: string;
  beforeAll(async () => {
    api = await anApi();
    const agency = await anAgency(api.db, api.clock);
    token = await aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, 'agency_member'));
  });
  afterAll(() => api.close());

  const fiveTimes = async (token: string | null, query: string, variables = {}) => {
    const answers = [];
    for (let i = 0; i < 5; i += 1) answers.push(await api.send(token, query, variables));
    return answers;
  };

  it.each([
    [
      'data',
      'query ($n: Int) { people(first: $n) { totalCount edges { node { name agency { name } } } } }',
      { n: 5 },
    ],
    ['a field error', 'query ($n: Int) { people(first: $n) { totalCount } }', { n: 1000 }],
    [
      'what is not there',
      'query ($id: ID!) { panel(id: $id) { name } }',
      { id: '00000000-0000-7000-8000-000000000000' },
    ],
    [
      'a wrong variable',
      'query ($d: Day!) { bankHolidays(from: $d, to: $d) { title } }',
      { d: '31/12/2026' },
    ],
    ['a missing variable', 'query ($d: Day!) { bankHolidays(from: $d, to: $d) { fallsOn } }', {}],
    [
      'a refusal by role',
      'mutation { addAgency(input: { name: "X Y", kind: POLICE, isCore: true }) { __typename } }',
      {},
    ],
  ])('are answered the same way from compiled code: %s', async (_, query, variables) => {
    const answers = await fiveTimes(token, query, variables);
    for (const answer of answers) {
      expect({ ...answer, errors: answer.errors.map((error) => error.extensions) }).toEqual({
        ...answers[0],
        errors: answers[0]!.errors.map((error) => error.extensions),
      });
    }
  });

  it('asks again who is asking, every time', async () => {
    const query = '{ agencies { name kind } }';
    await fiveTimes(token, query);
    for (const answer of await fiveTimes(null, query))
      expect(answer.errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
