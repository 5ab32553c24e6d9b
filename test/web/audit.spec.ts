import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '#audit';
import type { CaseFile } from '#cases';
import { aCase, anAgency, aPanel, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { aWeb, type Browser, type WebUnderTest } from '../harness/web.js';

describe('the pages of the auditor', () => {
  let api: ApiUnderTest;
  let web: WebUnderTest;
  let auditor: Browser;
  let chair: Browser;
  let caseFile: CaseFile;

  beforeAll(async () => {
    api = await anApi();
    const { db, clock } = api;
    const agency = await anAgency(db, clock, { name: 'Northbridge Police' });
    const chairs = await aPerson(db, clock, agency, 'chair', { name: 'Carla Chair' });
    const panel = await aPanel(db, clock, [agency], { chairId: chairs.id });
    caseFile = await aCase(db, clock, panel, agency, {
      victim: { firstName: 'Planted', lastName: 'Secretname' },
    });
    web = await aWeb(api);
    chair = web.browser(await aToken(db, clock, chairs));
    auditor = web.browser(await aToken(db, clock, await aPerson(db, clock, agency, 'auditor')));
    await chair.get(`/cases/${caseFile.id}`);
  });
  afterAll(async () => {
    await web.close();
    await api.close();
  });

  it('show who saw what, and lead to the case and the person', async () => {
    const page = await auditor.get('/audit');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Opened a case');
    expect(page.text).not.toMatch(/Secretname|Planted/);
    const ofCase = await auditor.get(page.$('td a[href^="/audit/cases/"]').first().attr('href')!);
    expect(ofCase.$('h1').text()).toBe(`Who saw or changed ${caseFile.reference}`);
    expect(ofCase.text).toContain('Carla Chair');
    const ofPerson = await auditor.get(ofCase.$('td a[href^="/audit/people/"]').first().attr('href')!);
    expect(ofPerson.$('h1').text()).toBe('What Carla Chair did');
    expect((await auditor.get('/audit?what=case:read&days=1')).text).toContain(caseFile.reference);
    expect((await auditor.get('/audit?what=import:run')).text).toContain('Nothing was recorded');
    expect((await auditor.get('/audit/unusual')).text).toContain('Nothing looks unusual');
  });

  it('say from when on a day looks unusual, and let it be changed for a reason', async () => {
    const unusual = await auditor.get('/audit/unusual');
    expect(unusual.text).toContain(
      'On one day 30 cases, 5 of panels that are not their own, 5 acts at night (10pm to 6am)',
    );
    const path = '/audit/unusual/settings';
    expect(unusual.$(`main a[href="${path}"]`)).toHaveLength(1);
    const page = await auditor.get(path);
    expect(page.$('#cases').attr('value')).toBe('30');
    const typed = { outside: '5', atNight: '5', atWeekend: '5', nightFrom: '22', nightUntil: '6' };
    const wrong = await auditor.submit(page, path, { ...typed, cases: 'many', reason: 'As asked' });
    expect([wrong.status, wrong.$('#cases').attr('value')]).toEqual([422, 'many']);
    const low = await auditor.submit(page, path, { ...typed, cases: '1', reason: 'As asked' });
    expect(low.$('#cases-error').text()).toContain('Enter a whole number from 2 to 500.');
    const none = await auditor.submit(page, path, { ...typed, cases: '20', reason: '' });
    expect([none.status, none.$('#reason-error').length]).toEqual([422, 1]);
    const done = await auditor.submit(page, path, { ...typed, cases: '20', reason: 'As the board asked' });
    expect([done.status, done.location]).toEqual([303, path]);
    const after = await auditor.follow(done);
    expect(after.$('table').text()).toMatch(/Different cases\s*30\s*20\s*As the board asked/);
    const late = await auditor.submit(page, path, { ...typed, cases: '25', reason: 'As asked' });
    expect([late.status, late.$('h2#meanwhile').length, late.$('#cases').attr('value')]).toEqual([
      409,
      1,
      '25',
    ]);
    expect((await auditor.get('/audit/unusual')).text).toContain('On one day 20 cases');
    const { db, clock } = api;
    const keeper = await aPerson(db, clock, await anAgency(db, clock), 'administrator');
    const administrator = web.browser(await aToken(db, clock, keeper));
    expect((await administrator.get('/')).$(`main a[href="${path}"]`)).toHaveLength(1);
    expect((await administrator.get(path)).text).toContain('As the board asked');
    expect((await chair.get(path)).status).toBe(403);
  });

  it('find a case by its reference without ever putting it into an address', async () => {
    const page = await auditor.get('/audit');
    const sent = await auditor.submit(page, '/audit/find', { reference: caseFile.reference });
    expect([sent.status, sent.location]).toEqual([303, `/audit/cases/${caseFile.id}`]);
    const none = await auditor.submit(page, '/audit/find', { reference: 'NB-1' });
    expect(none.status).toBe(422);
    expect(none.$('#reference-error').text()).toContain('There is no case with this reference');
    expect(none.$('#reference').attr('value')).toBe('NB-1');
    expect((await auditor.submit(page, '/audit/find', { reference: '' })).status).toBe(422);
  });

  it('give a marked file for a reason, and ask again without one', async () => {
    const page = await auditor.get(`/audit/cases/${caseFile.id}`);
    const asked = await auditor.submit(page, '/audit/export', { reason: 'no' });
    expect(asked.status).toBe(422);
    expect(asked.$('#reason-error').text()).toContain('at least 10 characters');
    expect(asked.$('#reason').text()).toBe('no');
    expect(asked.$('#export').attr('open')).toBeDefined();
    const file = await auditor.submit(asked, '/audit/export', {
      reason: 'Asked for by the information board',
    });
    expect(file.status).toBe(200);
    expect(file.text).toContain('OFFICIAL-SENSITIVE');
    expect(file.text).toContain(caseFile.reference);
    const [entry] = await api.db.reading.findBy(AuditEntry, { what: 'audit:export' });
    expect(entry).toMatchObject({ why: 'Asked for by the information board', caseId: caseFile.id });
  });

  it('are not there for others, nor for what does not exist', async () => {
    for (const path of ['/audit', '/audit/unusual', `/audit/cases/${caseFile.id}`]) {
      expect((await chair.get(path)).status).toBe(403);
    }
    expect((await auditor.get('/audit/cases/nothing')).status).toBe(404);
    expect((await auditor.get(`/audit/people/${caseFile.id}`)).status).toBe(404);
    expect((await chair.get('/')).$('a[href="/audit"]').length).toBe(0);
    expect((await auditor.get('/')).$('nav a[href="/audit"]').length).toBe(1);
  });
});
