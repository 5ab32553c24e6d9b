import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Agency } from '#agencies';
import { anAgency, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { aWeb, type Browser, type Visit, type WebUnderTest } from '../harness/web.js';

describe('tokens of programs, without scripts', () => {
  let api: ApiUnderTest;
  let web: WebUnderTest;
  let agency: Agency;

  beforeAll(async () => {
    api = await anApi();
    web = await aWeb(api);
    agency = await anAgency(api.db, api.clock, { name: 'Riverside Housing' });
  });
  afterAll(async () => {
    await web.close();
    await api.close();
  });

  const browserOf = async (role: 'agency_lead' | 'administrator'): Promise<Browser> =>
    web.browser(await aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, role)));

  const tokenOn = (page: Visit): string => page.$('.govuk-inset-text .key-text').text();
  const works = async (token: string): Promise<boolean> =>
    (await api.send(token, '{ people { totalCount } }')).errors.length === 0;

  it('are made on the account page, shown once and ended there', async () => {
    const browser = await browserOf('agency_lead');
    const before = await browser.get('/account');
    expect(before.$('#make-token').attr('open')).toBeUndefined();
    const made = await browser.submit(before, '/account/tokens', {
      name: 'Nightly',
      scopes: 'READ',
      days: '30',
    });
    expect(made.status).toBe(200);
    const token = tokenOn(made);
    expect(await works(token)).toBe(true);
    const after = await browser.get('/account');
    expect(after.text).not.toContain(token);
    expect(after.$('.token-list').text()).toContain('Nightly');
    expect(after.$('.token-list').text()).toContain('Reading. Not used yet. Ends Wednesday 23 December');
    const action = after.$('.token-list form').attr('action')!;
    const ended = await browser.follow(await browser.submit(after, action));
    expect(ended.$('[data-flash]').text()).toBe('The token is over');
    expect(ended.$('.token-list')).toHaveLength(0);
    expect(await works(token)).toBe(false);
  });

  it('keep what was typed when something is missing', async () => {
    const browser = await browserOf('agency_lead');
    const page = await browser.get('/account');
    const refused = await browser.submit(page, '/account/tokens', { name: 'Nightly', days: '365' });
    expect(refused.status).toBe(422);
    expect(refused.$('.govuk-error-summary').text()).toContain('Choose what the token is for.');
    expect(refused.$('#make-token').attr('open')).toBeDefined();
    expect(refused.$('#token-name').val()).toBe('Nightly');
    expect(refused.$('#token-days').val()).toBe('365');
    const nameless = await browser.submit(page, '/account/tokens', { name: '', scopes: 'READ', days: '30' });
    expect(nameless.$('#token-name-error').text()).toContain('enter something here');
    expect(nameless.$('input[value="READ"]').attr('checked')).toBeDefined();
  });

  it('of a service are made by administrators, and end with it', async () => {
    const browser = await browserOf('administrator');
    const list = await browser.get('/administration/services');
    const sent = { name: 'Case system', agencyId: agency.id, role: 'AGENCY_MEMBER' };
    const added = await browser.follow(await browser.submit(list, '/administration/services', sent));
    expect(added.$('[data-flash]').text()).toContain('The service is added');
    const at = added.$('tbody a').attr('href')!;
    const one = await browser.get(at);
    expect(one.$('h1').text()).toBe('Case system');
    const made = await browser.submit(one, `${at}/tokens`, { name: 'Nightly', scopes: 'READ', days: '90' });
    const token = tokenOn(made);
    expect(await works(token)).toBe(true);
    const suspended = await browser.follow(await browser.submit(await browser.get(at), `${at}/suspend`));
    expect(suspended.$('[data-flash]').text()).toContain('suspended');
    expect(suspended.$('#make-token')).toHaveLength(0);
    expect(await works(token)).toBe(false);
    const back = await browser.follow(await browser.submit(suspended, `${at}/reinstate`));
    expect(back.$('#make-token')).toHaveLength(1);
    const again = await browser.submit(list, '/administration/services', sent);
    expect([again.status, again.$('#service-name').val()]).toEqual([422, 'Case system']);
  });

  it('of services are nobody else’s to see', async () => {
    const browser = await browserOf('agency_lead');
    expect((await browser.get('/administration/services')).status).toBe(403);
    expect((await browser.get('/administration/agencies')).text).not.toContain('/administration/services');
  });
});
