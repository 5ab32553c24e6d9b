import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { systemActor } from '#access';
import { type Agency, Invitations, type Person } from '#agencies';
import { addMinutes } from '#kernel';
import { anAgency, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { Organisation } from '../harness/organisation.js';
import { aWeb, type Browser, type Visit, type WebUnderTest } from '../harness/web.js';

const HERE = 'https://panel.example';
const NOT_LET_IN = 'You could not be signed in this way.';
const AGAIN = 'This took too long, or was used already.';
const AWAY = "Your organisation's sign-in service does not answer.";

describe("signing in by the organisation's service, against a real one", () => {
  let organisation: Organisation;
  let api: ApiUnderTest;
  let web: WebUnderTest;
  let agency: Agency;
  let count = 0;

  beforeAll(async () => {
    organisation = await Organisation.at(HERE);
    api = await anApi({ env: { PUBLIC_URL: HERE, ...organisation.env } });
    web = await aWeb(api);
    agency = await anAgency(api.db, api.clock, { name: 'Probation Service' });
  });
  beforeEach(() => {
    organisation.agedBy = null;
    api.clock.set(addMinutes(api.clock.now(), 2));
  });
  afterAll(async () => {
    await web.close();
    await api.close();
    await organisation.stop();
  });

  const invite = (person: Person) =>
    api.app.get(Invitations, { strict: false }).invite(systemActor('test'), { id: person.id });

  /** Somebody of the agency, invited, whom the organisation knows by an address that it vouches for; at the keyboard. */
  async function somebody(given: Partial<Person> = {}): Promise<Person> {
    count += 1;
    const email = `pat${count}@probation.example`;
    const person = await aPerson(api.db, api.clock, agency, 'agency_member', { email, ...given });
    await invite(person);
    knows(`sub-${count}`, { email, email_verified: true });
    return person;
  }

  function knows(subject: string, account: { email?: string; email_verified?: unknown }): void {
    organisation.accounts.set(subject, account);
    organisation.signsIn = subject;
  }

  /** To the organisation: where the browser is sent. */
  async function leave(browser: Browser, next = '/account'): Promise<string> {
    const page = await browser.get(`/sign-in?next=${encodeURIComponent(next)}`);
    const href = page.$('a.govuk-button').attr('href') ?? '';
    expect(href).toBe(`/sign-in/organisation?next=${encodeURIComponent(next)}`);
    const sent = await browser.get(href);
    expect(sent.status).toBe(303);
    return sent.location!;
  }

  /** There and back. */
  async function signIn(browser: Browser): Promise<Visit> {
    return browser.get(await organisation.letIn(await leave(browser)));
  }

  /** The one page of all failures; nobody is signed in, and nothing on it depends on who it was. */
  async function expectRefused(browser: Browser, visit: Visit, sentence: string): Promise<void> {
    expect([visit.status, visit.$('h1').text()]).toEqual([422, 'You are not signed in']);
    expect(visit.text).toContain(sentence.replaceAll("'", '&#39;'));
    const links = visit.$('main a').toArray();
    expect(links.map((link) => visit.$(link).attr('href'))).toEqual(['/sign-in/organisation', '/sign-in']);
    expect(visit.text).not.toMatch(/@probation|sub-\d/);
    expect((await browser.get('/account')).status).toBe(303);
  }

  const linksOf = async (person: Person) =>
    (await api.db.query('select id from organisation_account where person_id = :id', { id: person.id }))
      .length;

  it('lets in who is invited, brings them to the page they wanted, and knows them again', async () => {
    const person = await somebody();
    const browser = web.browser();
    const address = new URL(await leave(browser));
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${HERE}/sign-in/callback`,
    });
    const done = await browser.get(await organisation.letIn(address.href));
    expect([done.status, done.location]).toEqual([303, '/account']);
    expect((await browser.follow(done)).text).toContain(person.name);
    expect(await linksOf(person)).toBe(1);
    // From now on their name there counts, and not the address.
    organisation.accounts.set(organisation.signsIn, { email: 'new.name@probation.example' });
    expect((await signIn(web.browser())).location).toBe('/account');
    const audit = await api.db.query<{ what: string }>(
      'select what from audit_entry where subject_id = :id',
      { id: person.id },
    );
    const did = audit.map(({ what }) => what).sort();
    expect(did).toEqual(['person:invite', 'session:open', 'session:open', 'sign-in:link']);
  });

  describe('an agency that signs in by its organisation only', () => {
    const PASSWORD = 'kettle marsh violin';
    const sent = (query: string, variables: Record<string, unknown>, token: string | null = null) =>
      api.send(token, query, variables).then(({ data }) => Object.values(data ?? {})[0] as any);
    const tryPassword = (email: string) =>
      sent(
        `mutation ($input: SignInInput!) { signInWithPassword(input: $input) {
          __typename ... on Refusal { code message field } } }`,
        { input: { email, password: PASSWORD } },
      );
    const secondStep = 'otpauth';

    /** Somebody with a password here, signed in with it. */
    async function withPassword(
      role: Person['role'],
      at: Agency,
    ): Promise<{ person: Person; token: string }> {
      count += 1;
      const email = `local${count}@probation.example`;
      const person = await aPerson(api.db, api.clock, at, role, { email });
      const made = await invite(person);
      const link = made.ok ? made.value.link.split('/').at(-1)! : '';
      const { secret } = await sent('query ($token: String!) { invitation(token: $token) { secret } }', {
        token: link,
      });
      const epoch = Math.floor(Date.parse(api.clock.now()) / 1000);
      const opened = await sent(
        `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) {
          ... on FirstSession { token } } }`,
        { input: { token: link, password: PASSWORD, code: generateSync({ secret, epoch }) } },
      );
      return { person, token: opened.token };
    }

    it('takes no password, resets none and sets none up; administrators still get in; and back again', async () => {
      const here = await anAgency(api.db, api.clock, { name: 'Health Trust' });
      const officer = await withPassword('agency_member', here);
      const administrator = await withPassword('administrator', here);
      const letters = () =>
        api.db.query(`select id from sign_in_ticket where purpose = 'password' and person_id is not null`);
      expect((await tryPassword(officer.person.email)).__typename).toBe('PasswordAccepted');

      const browser = web.browser(administrator.token);
      const listed = await browser.get('/administration/agencies');
      const at = `/administration/agencies/${here.id}`;
      expect(listed.$(`a[href="${at}"]`).text()).toBe('Health Trust');
      const page = await browser.get(at);
      const changed = await browser.submit(page, `${at}/sign-in`, { signIn: 'ORGANISATION' });
      expect([changed.status, changed.location]).toEqual([303, at]);
      const late = await browser.submit(page, `${at}/sign-in`, { signIn: 'ANY' });
      expect([late.status, late.$('.govuk-error-summary').length]).toEqual([409, 1]);

      expect((await web.browser(officer.token).get('/account')).status).toBe(303);
      expect((await web.browser(administrator.token).get('/account')).status).toBe(200);
      const nobody = await tryPassword('nobody@probation.example');
      expect(await tryPassword(officer.person.email)).toEqual(nobody);
      expect((await tryPassword(administrator.person.email)).__typename).toBe('PasswordAccepted');

      const ask = 'mutation ($email: String!) { askForPasswordLink(email: $email) { __typename } }';
      const before = (await letters()).length;
      for (const email of [officer.person.email, 'nobody@probation.example'])
        expect(await sent(ask, { email })).toEqual({ __typename: 'PasswordLinkAsked' });
      expect(await letters()).toHaveLength(before);
      await sent(ask, { email: administrator.person.email });
      expect(await letters()).toHaveLength(before + 1);

      const made = await invite(officer.person);
      const path = made.ok ? new URL(made.value.link).pathname : '';
      const shown = await web.browser().get(path);
      expect([shown.$('h1').text(), shown.$('main form').length]).toEqual([
        'Sign in with your organisation',
        0,
      ]);
      expect(shown.$('main a[href="/sign-in/organisation"]')).toHaveLength(1);
      expect(shown.text).not.toContain(secondStep);
      const accepted = await sent(
        `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) {
          __typename ... on Refusal { code } } }`,
        { input: { token: path.split('/').at(-1), password: PASSWORD, code: '123456' } },
      );
      expect(accepted).toEqual({ __typename: 'Refusal', code: 'ORGANISATION_ONLY' });
      knows(`sub-${count}-trust`, { email: officer.person.email, email_verified: true });
      expect((await signIn(web.browser())).location).toBe('/account');

      const back = await browser.submit(await browser.get(at), `${at}/sign-in`, { signIn: 'ANY' });
      expect(back.status).toBe(303);
      expect((await tryPassword(officer.person.email)).__typename).toBe('PasswordAccepted');
    });

    it('cannot be chosen where no such service is set up', async () => {
      const plain = await anApi();
      const agencyThere = await anAgency(plain.db, plain.clock);
      const token = await aToken(
        plain.db,
        plain.clock,
        await aPerson(plain.db, plain.clock, agencyThere, 'administrator'),
      );
      const change = `mutation ($input: ChangeAgencySignInInput!) { changeAgencySignIn(input: $input) {
        ... on Refusal { code } } }`;
      const input = { agencyId: agencyThere.id, version: 1, signIn: 'ORGANISATION' };
      expect((await plain.send(token, change, { input })).data).toEqual({
        changeAgencySignIn: { code: 'NO_ORGANISATION_SIGN_IN' },
      });
      await plain.close();
    });
  });

  describe('signing out', () => {
    /** Signs in and out again; gives the page after it, and what the browser keeps of the organisation. */
    async function inAndOut(): Promise<{ page: Visit; cookies: Map<string, string> }> {
      await somebody();
      const browser = web.browser();
      const cookies = new Map<string, string>();
      await browser.get(await organisation.letIn(await leave(browser), cookies));
      const done = await browser.submit(await browser.get('/account'), '/sign-out');
      expect([done.status, done.location]).toEqual([303, '/signed-out']);
      expect((await browser.get('/account')).status).toBe(303);
      return { page: await browser.follow(done), cookies };
    }

    it('offers to sign out at the organisation, too, which asks whether to, does it and sends the browser back', async () => {
      const { page, cookies } = await inAndOut();
      expect([page.status, page.$('h1').text()]).toEqual([200, 'You are signed out of Accord']);
      const address = page.$('main a').first().attr('href')!;
      const { origin, searchParams } = new URL(address);
      expect(origin).toBe(organisation.env['OIDC_ISSUER']);
      // Nothing that says who it was: no ID token, no hint.
      expect(Object.fromEntries(searchParams)).toEqual({
        client_id: organisation.env['OIDC_CLIENT_ID'],
        post_logout_redirect_uri: `${HERE}/sign-in`,
      });
      const [known] = [...cookies].filter(([name]) => name === '_session');
      expect(known).toBeDefined();
      expect(await organisation.letOut(address, cookies)).toBe('/sign-in');
      // The provider knows nobody in this browser any more.
      expect(cookies.get('_session')).not.toBe(known![1]);
    });

    it('leads nowhere else, whatever the address of the page says', async () => {
      for (const query of ['?next=https://evil.example', '?post_logout_redirect_uri=https://evil.example']) {
        const page = await web.browser().get(`/signed-out${query}`);
        expect(page.text).not.toContain('evil.example');
      }
      const { page, cookies } = await inAndOut();
      const address = new URL(page.$('main a').first().attr('href')!);
      address.searchParams.set('post_logout_redirect_uri', 'https://evil.example/');
      await expect(organisation.letOut(address.href, cookies)).rejects.toThrow('400');
    });

    it('is only here where the organisation has no page for it or is away, and is plain for a password', async () => {
      const links = (visit: Visit) =>
        visit
          .$('main a')
          .toArray()
          .map((link) => visit.$(link).attr('href'));
      organisation.letsOut = false;
      await organisation.stop();
      await organisation.start();
      api.clock.set(addMinutes(api.clock.now(), 2));
      try {
        expect(links((await inAndOut()).page)).toEqual(['/sign-in']);
        await organisation.stop();
        api.clock.set(addMinutes(api.clock.now(), 2));
        const away = await web.browser().get('/signed-out');
        expect([away.status, links(away)]).toEqual([200, ['/sign-in']]);
      } finally {
        organisation.letsOut = true;
        await organisation.stop();
        await organisation.start();
      }
      const other = web.browser(
        await aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, 'auditor')),
      );
      const done = await other.submit(await other.get('/account'), '/sign-out');
      expect([done.status, done.location]).toEqual([303, '/sign-in']);
    });
  });

  it('sets a cookie that scripts cannot read, that goes to one address only and ends soon', async () => {
    const browser = web.browser();
    const sent = await browser.get('/sign-in/organisation?next=//evil.example');
    const cookie = sent.headers.getSetCookie().find((set) => set.startsWith('accord_organisation='));
    expect(cookie).toMatch(/Max-Age=600; Path=\/sign-in\/callback; HttpOnly; Secure; SameSite=Lax/);
    await somebody();
    const done = await browser.get(await organisation.letIn(sent.location!));
    expect(done.location).toBe('/');
  });

  it('ends the session that the browser had before', async () => {
    await somebody();
    const browser = web.browser();
    await signIn(browser);
    const before = await api.db.query('select id from access_token where revoked_at is null');
    await signIn(browser);
    const after = await api.db.query('select id from access_token where revoked_at is null');
    expect(after).toHaveLength(before.length);
  });

  it.each(['nonce', 'state'])('refuses another %s than the one of this browser', async (name) => {
    const person = await somebody();
    const browser = web.browser();
    const address = new URL(await leave(browser));
    address.searchParams.set(name, 'of-somebody-else');
    await expectRefused(browser, await browser.get(await organisation.letIn(address.href)), NOT_LET_IN);
    expect(await linksOf(person)).toBe(0);
  });

  it('refuses what was used already, by the cookie and by the ticket', async () => {
    await somebody();
    const browser = web.browser();
    const sent = await browser.get('/sign-in/organisation');
    const back = await organisation.letIn(sent.location!);
    const kept = sent.headers.getSetCookie().find((set) => set.startsWith('accord_organisation='))!;
    const ticket = /=([\w-]+)/.exec(kept)![1]!;
    expect((await browser.get(back)).status).toBe(303);
    await browser.submit(await browser.get('/account'), '/sign-out');
    await expectRefused(browser, await browser.get(back), AGAIN);
    const again = await api.send(
      null,
      `mutation ($input: FinishOidcSignInInput!) { finishOidcSignIn(input: $input) { ... on Refusal { code } } }`,
      { input: { ticket, parameters: back.split('?')[1] } },
    );
    expect(again.data.finishOidcSignIn).toEqual({ code: 'SIGN_IN_EXPIRED' });
  });

  it("refuses what another browser began, with that browser's own ticket and without", async () => {
    await somebody();
    const back = await organisation.letIn(await leave(web.browser()));
    const without = web.browser();
    await expectRefused(without, await without.get(back), AGAIN);
    const other = web.browser();
    await leave(other);
    await expectRefused(other, await other.get(back), NOT_LET_IN);
  });

  it('refuses who took longer than ten minutes', async () => {
    await somebody();
    const browser = web.browser();
    const back = await organisation.letIn(await leave(browser));
    api.clock.set(addMinutes(api.clock.now(), 11));
    await expectRefused(browser, await browser.get(back), AGAIN);
  });

  it('refuses an ID token that has ended', async () => {
    const person = await somebody();
    organisation.agedBy = 3600;
    const browser = web.browser();
    await expectRefused(browser, await signIn(browser), NOT_LET_IN);
    expect(await linksOf(person)).toBe(0);
    organisation.agedBy = 0;
    expect((await signIn(browser)).location).toBe('/account');
  });

  it('refuses what cannot be read, and what the organisation refused itself', async () => {
    const browser = web.browser();
    for (const parameters of [
      'error=access_denied',
      'code=%00',
      `state=${'x'.repeat(5000)}`,
      '',
      'code=a&code=b',
    ]) {
      await leave(browser);
      const visit = await browser.get(`/sign-in/callback?${parameters}`);
      expect([visit.status, visit.$('h1').text()]).toEqual([422, 'You are not signed in']);
    }
  });

  it('follows new keys at once', async () => {
    await somebody();
    await signIn(web.browser());
    await organisation.stop();
    await organisation.start();
    expect((await signIn(web.browser())).location).toBe('/account');
  });

  it('says the same to everybody who may not come in', async () => {
    const texts = new Set<string>();
    const refusedOnce = async () => {
      const browser = web.browser();
      const visit = await signIn(browser);
      await expectRefused(browser, visit, NOT_LET_IN);
      texts.add(visit.$('main').text());
    };
    const unverified = await somebody();
    knows('sub-a', { email: unverified.email, email_verified: false });
    await refusedOnce();
    knows('sub-b', { email: unverified.email });
    await refusedOnce();
    knows('sub-c', { email: 'nobody@probation.example', email_verified: true });
    await refusedOnce();
    knows('sub-d', {});
    await refusedOnce();
    const suspended = await somebody();
    await api.db.transaction(() =>
      api.db.change('update person set is_active = :no where id = :id', { no: false, id: suspended.id }),
    );
    await refusedOnce();
    const notInvited = await aPerson(api.db, api.clock, agency, 'chair', { email: 'new@probation.example' });
    knows('sub-e', { email: notInvited.email, email_verified: true });
    await refusedOnce();
    expect(texts.size).toBe(1);
  });

  it('does not take somebody with the same address for the person it knows, until a new invitation', async () => {
    const person = await somebody();
    await signIn(web.browser());
    knows('sub-heir', { email: person.email, email_verified: true });
    const browser = web.browser();
    await expectRefused(browser, await signIn(browser), NOT_LET_IN);
    await invite(person);
    expect((await signIn(web.browser())).location).toBe('/account');
  });

  it('says so when the service is away, and a password still opens', async () => {
    const administrator = await aPerson(api.db, api.clock, agency, 'administrator', {
      email: 'admin@probation.example',
    });
    const made = await invite(administrator);
    const link = made.ok ? made.value.link.slice(HERE.length) : '';
    const first = web.browser();
    const setUp = await first.get(link);
    const secret = setUp.$('.key-text').text().replaceAll(' ', '');
    const code = () => generateSync({ secret, epoch: Math.floor(Date.parse(api.clock.now()) / 1000) });
    const password = 'kettle marsh violin';
    await first.submit(setUp, '/invitation', { password, code: code() });
    await somebody();
    const midway = web.browser();
    const back = await organisation.letIn(await leave(midway));
    await organisation.stop();
    try {
      await expectRefused(midway, await midway.get(back), AWAY);
      api.clock.set(addMinutes(api.clock.now(), 2));
      const browser = web.browser();
      const visit = await browser.get('/sign-in/organisation');
      await expectRefused(browser, visit, AWAY);
      const email = administrator.email;
      const page = await browser.get('/sign-in');
      await browser.follow(await browser.submit(page, '/sign-in/password', { email, password }));
      const second = await browser.get('/sign-in/code');
      expect((await browser.submit(second, '/sign-in/code', { code: code() })).status).toBe(303);
      expect((await browser.get('/account')).status).toBe(200);
    } finally {
      await organisation.start();
    }
    expect((await signIn(web.browser())).location).toBe('/account');
  });
});
