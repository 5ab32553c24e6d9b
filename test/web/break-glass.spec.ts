import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseFile } from '#cases';
import { aCase, anAgency, aPanel, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { aWeb, type WebUnderTest } from '../harness/web.js';

const reason = 'Her sister rang, he stands before the house';

describe('the pages of break-glass, without scripts', () => {
  let api: ApiUnderTest;
  let web: WebUnderTest;
  let caseFile: CaseFile;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    api = await anApi();
    const { db, clock } = api;
    const police = await anAgency(db, clock);
    const health = await anAgency(db, clock, { kind: 'mental_health' });
    const chair = await aPerson(db, clock, police, 'chair');
    const panel = await aPanel(db, clock, [police], { chairId: chair.id });
    caseFile = await aCase(db, clock, panel, police, { reference: 'ZZ-2026-0042' });
    tokens['chair'] = await aToken(db, clock, chair);
    tokens['auditor'] = await aToken(db, clock, await aPerson(db, clock, police, 'auditor'));
    tokens['user'] = await aToken(db, clock, await aPerson(db, clock, health, 'agency_lead'));
    web = await aWeb(api);
  });
  afterAll(async () => {
    await web?.close();
    await api?.close();
  });

  const at = '/access/break-glass';

  it('open a case, which says so and offers nothing to change', async () => {
    const browser = web.browser(tokens['user']!);
    const page = await browser.get(at);
    expect(page.status).toBe(200);
    expect(page.$('h1')).toHaveLength(1);
    const fields = { reference: 'ZZ-2026-0042', reason };
    const unsure = await browser.submit(page, at, fields);
    expect([unsure.status, unsure.$('.govuk-error-summary a').attr('href')]).toEqual([422, '#confirmed']);
    expect(unsure.$('#reason').text()).toBe(reason);
    const none = await browser.submit(page, at, { ...fields, reference: 'ZZ-2026-9999', confirmed: 'yes' });
    expect([none.status, none.$('.govuk-error-summary a').attr('href')]).toEqual([422, '#reference']);
    const thin = await browser.submit(page, at, { ...fields, reason: 'Please', confirmed: 'yes' });
    expect([thin.status, thin.$('.govuk-error-summary a').attr('href')]).toEqual([422, '#reason']);
    const opened = await browser.submit(page, at, { ...fields, confirmed: 'yes' });
    expect([opened.status, opened.location]).toEqual([303, `/cases/${caseFile.id}`]);
    const shown = await browser.follow(opened);
    expect(shown.text).toContain('Opened by break-glass until 11am');
    expect(shown.$(`form[action^="/cases/${caseFile.id}/"]`)).toHaveLength(0);
    // Whatever page shows something of the case says so, and nobody else's does.
    for (const page of ['/', '/cases', '/meetings', '/actions', '/account'])
      expect((await browser.get(page)).text).toContain('Opened by break-glass until 11am');
    expect((await web.browser(tokens['chair']!).get('/cases')).text).not.toContain('Opened by break-glass');
    const mine = await browser.get(at);
    expect(mine.$(`a[href="/cases/${caseFile.id}"]`)).toHaveLength(1);
    expect((await web.browser(tokens['auditor']!).get(at)).status).toBe(403);
  });

  it('count what waits on the first page of those who judge, and take the judgement', async () => {
    for (const who of ['chair', 'auditor']) {
      const home = await web.browser(tokens[who]!).get('/');
      expect(home.text).toContain('1 use of break-glass');
      expect(home.$('a[href="/audit/break-glass"]')).toHaveLength(1);
    }
    const browser = web.browser(tokens['auditor']!);
    const queue = await browser.get('/audit/break-glass');
    expect(queue.text).toContain(reason);
    expect(queue.text).toContain('Looked at the case 1 time');
    const action = queue.$('form[action^="/audit/break-glass/"]').attr('action')!;
    const empty = await browser.submit(queue, action, { note: 'Rang back' });
    expect(empty.status).toBe(422);
    expect(empty.$('textarea').text()).toBe('Rang back');
    const saved = await browser.submit(queue, action, { verdict: 'JUSTIFIED', note: 'Rang back, it was so' });
    expect([saved.status, saved.location]).toEqual([303, '/audit/break-glass']);
    expect((await browser.follow(saved)).text).toContain('Nothing waits');
    expect((await browser.get('/audit/break-glass?state=reviewed')).text).toContain('Rang back, it was so');
    expect((await web.browser(tokens['user']!).get('/audit/break-glass')).status).toBe(403);
  });
});
