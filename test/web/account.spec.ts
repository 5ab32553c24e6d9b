import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMinutes } from '#kernel';
import { anAgency, aPerson } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { aWeb, type Browser, type WebUnderTest } from '../harness/web.js';

describe('signing in and the account page, without scripts', () => {
  let api: ApiUnderTest;
  let web: WebUnderTest;
  let personId: string;

  beforeAll(async () => {
    api = await anApi();
    web = await aWeb(api);
    const agency = await anAgency(api.db, api.clock, { name: 'Probation Service' });
    personId = (await aPerson(api.db, api.clock, agency, 'agency_member', { name: 'Pat Probation' })).id;
  });
  afterAll(async () => {
    await web.close();
    await api.close();
  });

  async function signedIn(next = '/account'): Promise<Browser> {
    const browser = web.browser();
    const page = await browser.get(`/sign-in?next=${encodeURIComponent(next)}`);
    const sent = await browser.submit(page, '/sign-in', { personId });
    expect([sent.status, sent.location]).toEqual([303, next]);
    return browser;
  }

  it('shows where a person is signed in and ends the other sessions', async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    const page = await one.get('/account');
    expect(page.status).toBe(200);
    expect(page.$('tbody tr')).toHaveLength(2);
    expect(page.$('tbody').text()).toContain('Browser (this one)');
    const ended = await one.submit(page, '/account/sessions/end-others');
    expect(ended.location).toBe('/account');
    const after = await one.follow(ended);
    expect(after.$('[data-flash]').text()).toBe('1 other session ended');
    expect(after.$('form[action="/account/sessions/end-others"]')).toHaveLength(0);
    expect((await other.get('/account')).location).toBe('/sign-in?next=%2Faccount');
  });

  it('says when the session ends, for the warning, and leads back to the page after it has ended', async () => {
    const browser = await signedIn();
    const page = await browser.get('/account');
    expect(page.$('[data-session-ends]').attr('data-session-ends')).toBe(addMinutes(api.clock.now(), 60));
    const start = api.clock.now();
    api.clock.set(addMinutes(start, 61));
    const away = await browser.get('/account?from=mail');
    expect([away.status, away.location]).toEqual([303, '/sign-in?next=%2Faccount%3Ffrom%3Dmail']);
    const signIn = await browser.follow(away);
    const back = await browser.submit(signIn, '/sign-in', { personId });
    expect(back.location).toBe('/account?from=mail');
    api.clock.set(start);
  });

  it('leads nowhere else after signing in', async () => {
    for (const next of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/a\r\nb',
      'javascript:0',
    ]) {
      const browser = web.browser();
      const page = await browser.get(`/sign-in?next=${encodeURIComponent(next)}`);
      const sent = await browser.submit(page, '/sign-in', { personId, next });
      expect(sent.location).toBe('/');
    }
  });

  it('shows nothing to somebody who is signed out', async () => {
    expect((await web.browser().get('/account')).location).toBe('/sign-in?next=%2Faccount');
    expect((await web.browser('x'.repeat(43)).get('/account/session')).status).toBe(303);
  });
});
