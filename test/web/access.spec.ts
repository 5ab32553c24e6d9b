import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseRestriction, type CaseFile } from '#cases';
import type { Agency, Person } from '#agencies';
import { addDays } from '#kernel';
import { aCase, anAgency, aPanel, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { aWeb, type Browser, type WebUnderTest } from '../harness/web.js';

const NOWHERE = '/cases/00000000-0000-4000-8000-000000000000';

describe('the pages about who may know of a case, without scripts', () => {
  let api: ApiUnderTest;
  let web: WebUnderTest;
  let police: Agency;
  let housing: Agency;
  let caseFile: CaseFile;
  const people: Record<string, Person> = {};

  beforeAll(async () => {
    api = await anApi();
    const { db, clock } = api;
    police = await anAgency(db, clock, { name: 'Northbridge Police' });
    housing = await anAgency(db, clock, { name: 'City Housing', kind: 'housing' });
    people['chair'] = await aPerson(db, clock, police, 'chair', { name: 'Casey Chair' });
    people['coordinator'] = await aPerson(db, clock, police, 'coordinator', { name: 'Cory Keeper' });
    people['officer'] = await aPerson(db, clock, police, 'agency_member', { name: 'Olly Officer' });
    people['advocate'] = await aPerson(db, clock, police, 'advocate', { name: 'Ada Advocate' });
    people['houser'] = await aPerson(db, clock, housing, 'agency_member', { name: 'Hana Houser' });
    people['auditor'] = await aPerson(db, clock, police, 'auditor');
    const panel = await aPanel(db, clock, [police, housing], {
      chairId: people['chair'].id,
      coordinatorId: people['coordinator'].id,
    });
    const victim = { firstName: 'Jordan', lastName: 'Reyes' };
    caseFile = await aCase(db, clock, panel, police, { reference: 'ZZ-2026-0077', victim });
    web = await aWeb(api);
  });
  afterAll(async () => {
    await web?.close();
    await api?.close();
  });

  const browserOf = async (who: string): Promise<Browser> =>
    web.browser(await aToken(api.db, api.clock, people[who]!));
  const entries = () => api.db.reading.findBy(CaseRestriction, { caseId: caseFile.id });
  const summary = (page: { $: (selector: string) => { attr(name: string): string | undefined } }) =>
    page.$('.govuk-error-summary a').attr('href');

  it('take a conflict of interest, after which nothing of the case is shown', async () => {
    const browser = await browserOf('officer');
    const at = `/cases/${caseFile.id}/conflict`;
    const before = await browser.get(`/cases/${caseFile.id}`);
    expect(before.$(`a[href="${at}"]`).text()).toBe('I have a conflict of interest');
    const page = await browser.get(at);
    expect([page.status, page.$('h1').length]).toEqual([200, 1]);
    expect(page.text).toContain('Only somebody else who runs the panel can lift it');
    expect(page.text).not.toContain('Reyes');
    const reason = 'The suspect is my cousin';
    const unsure = await browser.submit(page, at, { reason });
    expect([unsure.status, summary(unsure), unsure.$('#reason').text()]).toEqual([422, '#confirmed', reason]);
    const thin = await browser.submit(page, at, { reason: ' ', confirmed: 'yes' });
    expect([thin.status, summary(thin), thin.$('#confirmed').attr('checked')]).toEqual([
      422,
      '#reason',
      'checked',
    ]);
    expect(await entries()).toEqual([]);
    const done = await browser.submit(page, at, { reason, confirmed: 'yes' });
    expect([done.status, done.$('h1').text()]).toEqual([200, 'Your conflict of interest is on record']);
    for (const hidden of [caseFile.reference, caseFile.id, reason, 'Reyes'])
      expect(done.$('main').text()).not.toContain(hidden);
    expect(await entries()).toMatchObject([{ kind: 'conflict', personId: people['officer']!.id }]);
    const unknown = await browser.get(NOWHERE);
    for (const gone of [`/cases/${caseFile.id}`, at]) {
      const shown = await browser.get(gone);
      expect([shown.status, shown.$('main').text()]).toEqual([404, unknown.$('main').text()]);
    }
    expect((await browser.submit(page, at, { reason, confirmed: 'yes' })).status).toBe(404);
  });

  it('take a request with the same answer for a case and for none', async () => {
    const browser = await browserOf('houser');
    const gone = await browser.get(`/cases/${caseFile.id}`);
    expect([gone.status, gone.$('main a[href="/access/ask"]').length]).toEqual([404, 1]);
    const page = await browser.get('/access/ask');
    expect(page.text).toContain('You have not asked for anything.');
    const empty = await browser.submit(page, '/access/ask', { reference: 'ZZ-2026-0077', reason: ' ' });
    expect([empty.status, summary(empty), empty.$('#reference').attr('value')]).toEqual([
      422,
      '#reason',
      'ZZ-2026-0077',
    ]);
    const reason = 'We house her';
    const answers: string[] = [];
    for (const reference of ['ZZ-2026-0077', 'ZZ-2026-9999']) {
      const sent = await browser.submit(page, '/access/ask', { reference, reason });
      expect([sent.status, sent.location]).toEqual([303, '/access/ask']);
      const shown = await browser.follow(sent);
      expect(shown.$('[data-flash]').text()).toContain('Your request was received');
      answers.push(shown.$(`.row-card:contains("${reference}")`).text().replace(reference, ''));
    }
    expect(answers[0]).toContain('No answer yet');
    expect(answers[0]).toBe(answers[1]);
  });

  it('offer no request to those whose role cannot ask', async () => {
    for (const who of ['chair', 'auditor']) {
      const page = await (await browserOf(who)).get('/access/ask');
      expect([page.status, page.$('main form').length]).toEqual([200, 0]);
      expect(page.text).toContain('In your role you cannot ask here');
    }
    expect((await web.browser().get('/access/ask')).status).toBe(303);
  });

  it('let those who run the panel keep the lists of a case', async () => {
    const browser = await browserOf('chair');
    const at = `/cases/${caseFile.id}/access`;
    const shown = await browser.get(`/cases/${caseFile.id}`);
    expect(shown.$(`a[href="${at}"]`).text()).toBe('Who may see this case');
    expect((await (await browserOf('houser')).get(at)).status).toBe(404);
    const plain = await browser.get(at);
    expect(plain.$('table').text()).toMatch(/Northbridge Police.*Referred the case/s);
    expect(plain.$(`form[action="${at}/restrict"]`)).toHaveLength(0);
    const page = await browser.get(`${at}?agency=${housing.id}`);
    const action = `${at}/restrict`;
    const reason = 'They live next door';
    const empty = await browser.submit(page, action, { reason });
    expect([empty.status, summary(empty), empty.$('#restrict-reason').text()]).toEqual([422, '#who', reason]);
    const who = `person:${people['houser']!.id}`;
    const done = await browser.submit(page, action, { who, kind: 'EXCLUDE', reason });
    expect([done.status, done.location]).toEqual([303, at]);
    const listed = await browser.follow(done);
    expect(listed.$('section[aria-labelledby="list-exclude"]').text()).toMatch(/Hana Houser.*next door/s);
    const lift = listed.$('section[aria-labelledby="list-exclude"] form').attr('action')!;
    const thin = await browser.submit(listed, lift, { reason: '' });
    expect([thin.status, summary(thin)?.startsWith('#lift-reason-')]).toEqual([422, true]);
    const lifted = await browser.submit(listed, lift, { reason: 'She moved away' });
    expect((await browser.follow(lifted)).text).toContain('She moved away');
    const self = await browser.get(`${at}?agency=${police.id}`);
    const shut = await browser.submit(self, action, { who: `agency:${police.id}`, kind: 'EXCLUDE', reason });
    expect([shut.status, summary(shut)]).toEqual([422, '#who']);
  });

  it('let somebody who runs the panel lift a conflict, and change the handling', async () => {
    const browser = await browserOf('chair');
    const at = `/cases/${caseFile.id}/access`;
    const page = await browser.get(at);
    const conflicts = page.$('section[aria-labelledby="list-conflict"]');
    expect(conflicts.text()).toMatch(/Olly Officer.*The suspect is my cousin/s);
    const lifted = await browser.submit(page, conflicts.find('form').attr('action')!, { reason: 'Not him' });
    expect(lifted.status).toBe(303);
    expect((await (await browserOf('officer')).get(`/cases/${caseFile.id}`)).status).toBe(200);
    const same = await browser.submit(page, `${at}/handling`, { handling: 'STANDARD', reason: 'As before' });
    expect(same.status).toBe(422);
    const fresh = await browser.get(at);
    const closer = { handling: 'RESTRICTED', reason: 'A colleague is the suspect' };
    const changed = await browser.submit(fresh, `${at}/handling`, closer);
    expect((await browser.follow(changed)).text).toContain('Handling: Restricted');
    const late = await browser.submit(fresh, `${at}/handling`, { ...closer, handling: 'HIGHLY_RESTRICTED' });
    expect([late.status, late.$('#handling-reason').text()]).toEqual([409, closer.reason]);
  });

  it('show restricted notes to those who may read them, and take new ones from who runs the panel', async () => {
    const browser = await browserOf('chair');
    const at = `/cases/${caseFile.id}/notes`;
    expect((await browser.get(`/cases/${caseFile.id}`)).$(`a[href="${at}"]`)).toHaveLength(1);
    const page = await browser.get(at);
    expect(page.text).toContain('There are none.');
    const saved = await browser.submit(page, at, { notes: 'She stays with her mother' });
    expect([saved.status, saved.location]).toEqual([303, at]);
    const shown = await browser.follow(saved);
    expect(shown.$('[data-personal]').text()).toContain('She stays with her mother');
    const late = await browser.submit(page, at, { notes: 'Older' });
    expect([late.status, late.$('#notes').text()]).toEqual([409, 'Older']);
    const advocate = await browserOf('advocate');
    const read = await advocate.get(at);
    expect(read.$('[data-personal]').text()).toContain('She stays with her mother');
    expect(read.$('main form')).toHaveLength(0);
    expect((await (await browserOf('officer')).get(at)).status).toBe(404);
  });

  it('count the requests that wait, and take the answer', async () => {
    const browser = await browserOf('coordinator');
    const home = await browser.get('/');
    expect(home.$('.attention').text()).toContain('1 request to see a case');
    const page = await browser.get('/access/requests');
    expect(page.text).toContain('Hana Houser, City Housing');
    expect(page.text).not.toContain('ZZ-2026-9999');
    const grant = page.$('form[action$="/grant"]').attr('action')!;
    const noDay = await browser.submit(page, grant, { reason: 'They house her' });
    expect([noDay.status, summary(noDay)?.startsWith('#until-')]).toEqual([422, true]);
    expect(noDay.$('textarea').first().text()).toBe('They house her');
    const until = addDays(api.clock.today(), 30);
    const yes = await browser.submit(page, grant, { until, reason: 'They house her' });
    expect([yes.status, yes.location]).toEqual([303, '/access/requests']);
    expect((await browser.follow(yes)).text).toContain('Nothing waits');
    expect((await browser.get('/access/requests?state=settled')).text).toContain('Granted until');
    const houser = await browserOf('houser');
    const mine = await houser.get('/access/ask');
    expect(mine.$(`a[href="/cases/${caseFile.id}"]`)).toHaveLength(1);
    const sent = await houser.submit(mine, '/access/ask', { reference: 'ZZ-2026-0077', reason: 'Once more' });
    expect(sent.status).toBe(303);
    const again = await browser.get('/access/requests');
    const decline = again.$('form[action$="/decline"]').attr('action')!;
    const no = await browser.submit(again, decline, { reason: 'They have it' });
    expect(no.status).toBe(303);
    expect((await browser.get('/access/requests?state=settled')).text).toContain('Not granted');
    expect((await houser.get('/access/ask')).text).not.toContain('They have it');
    expect((await houser.get('/access/requests')).status).toBe(403);
  });
});
