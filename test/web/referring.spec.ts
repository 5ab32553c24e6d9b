import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Person } from '#agencies';
import { AuditEntry } from '#audit';
import { CaseFile, ReferralDetails, ReferralDraft, ReferralDrafts, RiskAssessment } from '#cases';
import { addDays, type Moment } from '#kernel';
import type { Panel } from '#panels';
import { aDraft, anAgency, aPanel, aPerson, aToken, completeAnswers } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { aWeb, type Browser, type Visit, type WebUnderTest } from '../harness/web.js';

describe('a referral online, without scripts', () => {
  let api: ApiUnderTest;
  let web: WebUnderTest;
  let panel: Panel;
  let referrer: Person;
  let token: string;
  let othersToken: string;

  beforeAll(async () => {
    api = await anApi();
    const { db, clock } = api;
    const police = await anAgency(db, clock);
    const housing = await anAgency(db, clock, { kind: 'housing' });
    const chair = await aPerson(db, clock, police, 'chair');
    panel = await aPanel(db, clock, [police, housing], { chairId: chair.id });
    referrer = await aPerson(db, clock, housing, 'agency_member');
    token = await aToken(db, clock, referrer, 'session');
    othersToken = await aToken(db, clock, await aPerson(db, clock, housing, 'agency_member'), 'session');
    web = await aWeb(api);
  });
  afterAll(async () => {
    await web?.close();
    await api?.close();
  });

  async function begun(browser: Browser): Promise<string> {
    const page = await browser.get('/referrals/new');
    const started = await browser.submit(page, '/referrals/new');
    return started.location!;
  }

  /** Sends one page as a browser would: every field of it, typed or not. */
  async function answer(
    browser: Browser,
    at: string,
    typed: Record<string, string | string[]>,
  ): Promise<Visit> {
    const page = await browser.get(at);
    expect([at, page.status]).toEqual([at, 200]);
    return browser.submit(page, page.$('main form[method="post"]').first().attr('action')!, typed);
  }

  const typedOf = (fields: string[]) =>
    Object.fromEntries(
      completeAnswers(panel.id)
        .filter(({ field }) => fields.some((start) => field === start || field.startsWith(`${start}.`)))
        .map(({ field, values }) => [field, [...values]]),
    );

  const PAGES: [string, string[]][] = [
    ['danger', ['isImminentThreat']],
    ['safe-contact', ['victim.phone', 'victim.safeToCall']],
    ['victim', ['victim.firstName', 'victim.lastName', 'victim.bornOn']],
    ['awareness', ['victimAware', 'lawfulBases', 'lawfulReason']],
    ['wishes', ['victimWishes', 'wantsPoliceContact']],
    ['suspects', ['suspectKnown', 'suspect1']],
    ['relationship', ['relationship', 'weaponsAccess', 'threats']],
    ['behaviours', ['behaviours', 'channels']],
    ['pattern', ['lastIncidentOn', 'incidents12m']],
    ['four', ['four']],
    ['others-at-risk', ['othersAtRisk']],
    ['offences', ['offences']],
    ['orders', ['ordersInForce']],
    ['forums', ['otherForums']],
    ['safety-actions', ['safetyActionsTaken']],
    ['advocate', ['advocateReferral', 'advocateAgency']],
    ['panel', ['panelId']],
    ['criteria', ['criteria', 'criteriaReason', 'riskLevel']],
    ['sign-off', ['managerName']],
  ];

  it('is made page by page, sent once however often it is pressed, and says what happens next by when', async () => {
    const browser = web.browser(token);
    const start = await begun(browser);
    for (const [slug, fields] of PAGES) {
      const saved = await answer(browser, `${start}/${slug}`, typedOf(fields));
      expect([slug, saved.status]).toEqual([slug, 303]);
    }
    const check = await browser.get(`${start}/check`);
    expect(check.$('main').text()).toContain('Professional judgement');
    expect(check.$('main').text()).not.toMatch(/ex_partner|fake_accounts|no_unsafe/);
    const sent = await browser.submit(check, `${start}/check`);
    const again = await browser.submit(check, `${start}/check`);
    expect([sent.location, again.location]).toEqual([`${start}/sent`, `${start}/sent`]);
    const done = await browser.follow(sent);
    expect(done.$('h1').text()).toBe('The referral is sent');
    expect(done.$('main').text()).toMatch(/Its reference is NB-\d{4}-0001/);
    expect(done.$('main').text()).toMatch(/This is due by .* November 2026/);
    const [made, ...more] = await api.db.reading.find(CaseFile);
    expect(more).toEqual([]);
    expect(made).toMatchObject({
      state: 'triage',
      relationship: 'ex_partner',
      safetyActionsTaken: ['Changed the locks', 'Told the school'],
      riskLevel: 'medium',
    });
    const [details] = await api.db.reading.findBy(ReferralDetails, { caseId: made!.id });
    expect(details).toMatchObject({ lawfulBases: ['vital_interests'], managerName: 'Priya Sandwick' });
    const [four] = await api.db.reading.findBy(RiskAssessment, { caseId: made!.id, tool: 'four' });
    expect(four).toMatchObject({
      score: null,
      toolVersion: 'four/1',
      notes: { fixated: 'Asks everybody about her' },
    });
    expect((await api.db.reading.findOneByOrFail(ReferralDraft, { caseId: made!.id })).answers).toEqual({});
  });

  it('names the field that is wrong, keeps what was typed, and saves what is incomplete', async () => {
    const browser = web.browser(token);
    const start = await begun(browser);
    const typed = {
      criteria: ['professional_judgement'],
      criteriaReason: '',
      riskLevel: 'high',
      riskReason: '',
    };
    const refused = await answer(browser, `${start}/criteria`, typed);
    expect(refused.status).toBe(422);
    expect(refused.$('title').text()).toMatch(/^Error: /);
    const links = refused.$('.govuk-error-summary a').toArray();
    expect(links.map((link) => refused.$(link).attr('href'))).toEqual(['#criteriaReason', '#riskReason']);
    expect(refused.$('#criteriaReason').attr('aria-describedby')).toContain('criteriaReason-error');
    const later = await browser.get(`${start}/criteria`);
    expect(later.$('input[name="criteria"][value="professional_judgement"]').attr('checked')).toBeDefined();
    const list = await browser.get(start);
    expect(list.$('#task-criteria-state').text().trim()).toBe('Something is missing');
    const check = await browser.get(`${start}/check`);
    expect(check.$(`form[action="${start}/check"]`)).toHaveLength(0);
    expect(check.$('.box--stop a').length).toBeGreaterThan(5);
    const home = await browser.get('/');
    expect(home.$(`a[href="${start}"]`).text()).toContain('Go on with it');
    expect((await browser.get('/referrals')).$(`a[href="${start}"]`)).toHaveLength(1);
  });

  it('is nobody else’s to read, to change or to send', async () => {
    const draft = await aDraft(api.db, api.clock, referrer, completeAnswers(panel.id));
    const other = web.browser(othersToken);
    for (const path of ['', '/check', '/victim', '/sent', '/discard'])
      expect([path, (await other.get(`/referrals/new/${draft.id}${path}`)).status]).toEqual([path, 404]);
    expect((await web.browser(token).get(`/referrals/new/${draft.id}/victim`)).text).toContain('Marlowe');
  });

  it('takes several suspects, gives one back, and may be discarded', async () => {
    const browser = web.browser(token);
    const draft = await aDraft(api.db, api.clock, referrer, completeAnswers(panel.id));
    const start = `/referrals/new/${draft.id}`;
    const kept = typedOf(['suspectKnown', 'suspect1']);
    const another = await answer(browser, `${start}/suspects`, { ...kept, onward: 'another' });
    expect(another.location).toBe(`${start}/suspects?suspect=2`);
    const second = { 'suspect2.lastName': 'Oakhollow' };
    expect((await answer(browser, another.location!, second)).status).toBe(303);
    expect((await browser.get(`${start}/check`)).$('main').text()).toContain('Oakhollow');
    const removed = await answer(browser, `${start}/suspects`, { ...kept, remove: '2' });
    expect((await browser.follow(removed)).$('main').text()).not.toContain('Oakhollow');
    const asked = await browser.get(`${start}/discard`);
    const gone = await browser.submit(asked, `${start}/discard`);
    expect(gone.location).toBe('/referrals/new');
    expect((await browser.get(start)).status).toBe(404);
  });

  it('loses nothing to another window: the later page is shown again with what was typed', async () => {
    const browser = web.browser(token);
    const start = await begun(browser);
    const old = await browser.get(`${start}/victim`);
    await answer(browser, `${start}/victim`, { 'victim.firstName': 'Ada', 'victim.lastName': 'Marlowe' });
    const stale = await browser.submit(old, `${start}/victim`, { 'victim.lastName': 'Hartfield' });
    expect([stale.status, stale.$('[name="victim.lastName"]').attr('value')]).toEqual([409, 'Hartfield']);
    const saved = await browser.submit(stale, `${start}/victim`, { 'victim.lastName': 'Hartfield' });
    expect(saved.status).toBe(303);
  });

  it('loses nothing to a session that has ended: what was typed can be sent again after signing in', async () => {
    const { db, clock } = api;
    const shortLived = await aToken(db, clock, referrer, 'session');
    const browser = web.browser(shortLived);
    const draft = await aDraft(db, clock, referrer);
    const at = `/referrals/new/${draft.id}/safe-contact`;
    const page = await browser.get(at);
    const elsewhere = web.browser(shortLived);
    await elsewhere.submit(await elsewhere.get('/'), '/sign-out');
    const ended = await browser.submit(page, at, { mustNotKnow: 'Her brother', 'victim.safeToCall': 'yes' });
    expect(ended.status).toBe(401);
    expect(ended.$('main').text()).toContain('What you typed is still on this page');
    const fields = Object.fromEntries(
      ended
        .$(`form[action="${at}"] input`)
        .toArray()
        .map((input) => [ended.$(input).attr('name')!, ended.$(input).attr('value')!]),
    );
    expect(fields['mustNotKnow']).toBe('Her brother');
    const back = web.browser(await aToken(db, clock, referrer, 'session'));
    const asked = await back.post(at, fields);
    expect(asked.status).toBe(403);
    const saved = await back.submit(asked, at, {
      mustNotKnow: asked.$('[name="mustNotKnow"]').attr('value')!,
      'victim.safeToCall': 'yes',
    });
    expect(saved.status).toBe(303);
    const kept = await db.reading.findOneByOrFail(ReferralDraft, { id: draft.id });
    expect(kept.answers['mustNotKnow']).toEqual(['Her brother']);
  });

  it('is removed when nobody goes on with it for as long as the setting says, and this is on record', async () => {
    const { db, clock, app } = api;
    const stale = await aDraft(db, clock, referrer, completeAnswers(panel.id));
    const fresh = await aDraft(db, clock, referrer, completeAnswers(panel.id));
    const old = `${addDays(clock.today(), -91)}T09:00:00.000Z` as Moment;
    await db.transaction(async () => {
      await db.writing.update(ReferralDraft, { id: stale.id }, { savedAt: old, version: 1 });
    });
    expect(await app.get(ReferralDrafts, { strict: false }).purgeStale()).toBe(1);
    expect(await db.reading.existsBy(ReferralDraft, { id: stale.id })).toBe(false);
    expect(await db.reading.existsBy(ReferralDraft, { id: fresh.id })).toBe(true);
    expect(await db.reading.countBy(AuditEntry, { what: 'draft:purge', subjectId: stale.id })).toBe(1);
  });
});
