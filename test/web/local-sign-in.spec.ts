import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import type { Agency, Person } from '#agencies';
import { addMinutes } from '#kernel';
import { anAgency, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { aMailbox, type Mailbox } from '../harness/mailbox.js';
import { aWeb, type WebUnderTest } from '../harness/web.js';
import { aWorker } from '../harness/worker.js';

const GOOD = 'kettle marsh violin';

describe('the pages of local accounts, without scripts, with real mail', () => {
  let mailbox: Mailbox;
  let api: ApiUnderTest;
  let web: WebUnderTest;
  let agency: Agency;
  let admin: string;
  let person: Person;
  let secret: string;

  beforeAll(async () => {
    mailbox = await aMailbox();
    api = await anApi({ env: { SMTP_URL: mailbox.url, PUBLIC_URL: 'https://panel.example' } });
    web = await aWeb(api);
    agency = await anAgency(api.db, api.clock, { name: 'Probation Service' });
    admin = await aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, 'administrator'));
    person = await aPerson(api.db, api.clock, agency, 'agency_member', {
      name: 'Pat Probation',
      email: 'pat@probation.example',
    });
  });
  afterAll(async () => {
    await web.close();
    await api.close();
    await mailbox.close();
  });

  const code = () => generateSync({ secret, epoch: Math.floor(Date.parse(api.clock.now()) / 1000) });
  const later = (minutes: number) => api.clock.set(addMinutes(api.clock.now(), minutes));
  const linkIn = (text: string) => /https:\/\/panel\.example(\/\S+)/.exec(text)?.[1] ?? '';

  async function mailed(): Promise<void> {
    const worker = await aWorker({ config: api.config, clock: api.clock, database: api.db });
    await worker.catchUp();
    await worker.close();
  }

  it('an administrator invites, a neutral message goes out once, and the link sets up the account', async () => {
    const page = await web.browser(admin).get(`/administration/people/${person.id}`);
    const invited = await web.browser(admin).get(`/administration/people/${person.id}`);
    expect(invited.status).toBe(200);
    const browser = web.browser(admin);
    const shown = await browser.submit(page, `/administration/people/${person.id}/invite`);
    expect(shown.status).toBe(200);
    const link = linkIn(shown.$('.key-text').text());
    await mailed();
    await mailed();
    expect(mailbox.received).toHaveLength(1);
    const [letter] = mailbox.received;
    expect(letter?.to).toBe('pat@probation.example');
    expect(linkIn(letter!.text)).toBe(link);
    for (const text of [letter!.text, letter!.html, letter!.subject])
      expect(text).not.toMatch(/Pat|Probation Service/);

    const visitor = web.browser();
    const setUp = await visitor.get(link);
    expect(setUp.$('svg.square-code path').attr('d')).toMatch(/^M4 4h1v1h-1z/);
    expect(setUp.text).not.toContain('style=');
    secret = setUp.$('.key-text').text().replaceAll(' ', '');
    const weak = await visitor.submit(setUp, '/invitation', { password: 'password1234', code: code() });
    expect(weak.status).toBe(422);
    expect(weak.$('.govuk-error-summary').text()).toContain('Many people choose this password');
    const done = await visitor.submit(weak, '/invitation', { password: GOOD, code: code() });
    expect(done.$('.key-list li')).toHaveLength(10);
    expect((await visitor.get('/account')).status).toBe(200);
    expect((await web.browser().get(link)).$('h1').text()).toBe('This link does not work any more');
    later(5);
  });

  it('a person signs in with password and code and comes back to the page they wanted', async () => {
    const browser = web.browser();
    const page = await browser.get('/sign-in?next=%2Faccount');
    const wrong = await browser.submit(page, '/sign-in/password', { email: person.email, password: 'x' });
    expect(wrong.status).toBe(422);
    expect(wrong.$('#email').attr('value')).toBe(person.email);
    expect(wrong.text).not.toContain('value="x"');
    const right = await browser.submit(wrong, '/sign-in/password', { email: person.email, password: GOOD });
    expect([right.status, right.location]).toEqual([303, '/sign-in/code?next=%2Faccount']);
    const second = await browser.follow(right);
    const bad = await browser.submit(second, '/sign-in/code', { code: '000000' });
    expect(bad.status).toBe(422);
    const done = await browser.submit(bad, '/sign-in/code', { code: code() });
    expect(done.location).toBe('/account');
    const account = await browser.follow(done);
    expect(account.text).toContain('You have 10 recovery codes left');
    later(5);
    const renewed = await browser.submit(account, '/account/recovery-codes', { code: code() });
    expect(renewed.$('.key-list li')).toHaveLength(10);
  });

  it('a forgotten password: the same page for everybody, and a message only for those who are here', async () => {
    const before = mailbox.received.length;
    for (const email of ['nobody@probation.example', person.email]) {
      const browser = web.browser();
      const asked = await browser.submit(await browser.get('/sign-in/forgotten'), '/sign-in/forgotten', {
        email,
      });
      expect(asked.location).toBe('/sign-in/forgotten?asked=yes');
    }
    await mailed();
    expect(mailbox.received).toHaveLength(before + 1);
    const link = linkIn(mailbox.received.at(-1)!.text);
    const browser = web.browser();
    const page = await browser.get(link);
    const set = await browser.submit(page, '/new-password', { password: 'harbour lantern moss' });
    expect(set.location).toBe('/sign-in');
    expect((await browser.follow(set)).$('[data-flash]').text()).toContain('Your new password is saved');
    expect((await web.browser().get(link)).$('h1').text()).toBe('This link does not work any more');
  });

  it('an administrator suspends and reinstates', async () => {
    const browser = web.browser(admin);
    const at = `/administration/people/${person.id}`;
    const ended = await browser.submit(await browser.get(at), `${at}/suspend`);
    const after = await browser.follow(ended);
    expect(after.text).toContain('Suspended');
    expect((await browser.follow(await browser.submit(after, `${at}/reinstate`))).text).toContain('Active');
    expect((await web.browser(await aToken(api.db, api.clock, person)).get(at)).status).toBe(403);
  });
});
