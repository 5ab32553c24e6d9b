import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseFlag, type CaseFile } from '#cases';
import type { Agency } from '#agencies';
import type { Day } from '#kernel';
import type { Panel } from '#panels';
import { aCase, aListing, aMeeting, anAgency, aPanel, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { aWeb, type WebUnderTest } from '../harness/web.js';

describe('the pages of cases', () => {
  let api: ApiUnderTest;
  let web: WebUnderTest;
  let police: Agency;
  let panel: Panel;
  let caseFile: CaseFile;
  const token: Record<string, string> = {};

  beforeAll(async () => {
    api = await anApi();
    web = await aWeb(api);
    const { db, clock } = api;
    police = await anAgency(db, clock, { name: 'Northbridge Police' });
    const housing = await anAgency(db, clock, { name: 'City Housing', kind: 'housing' });
    const chair = await aPerson(db, clock, police, 'chair', { name: 'Casey Chair' });
    panel = await aPanel(db, clock, [police, housing], { chairId: chair.id, name: 'North panel' });
    token['chair'] = await aToken(db, clock, chair);
    token['officer'] = await aToken(db, clock, await aPerson(db, clock, police, 'agency_member'));
    token['houser'] = await aToken(db, clock, await aPerson(db, clock, housing, 'agency_member'));
    token['auditor'] = await aToken(db, clock, await aPerson(db, clock, police, 'auditor'));
    caseFile = await aCase(db, clock, panel, police, {
      reference: 'NB-2026-0147',
      timesNotReached: 2,
      riskLevel: 'very_high',
      state: 'accepted',
      flagReason: null,
      victim: { firstName: 'Jordan', lastName: 'Reyes', phone: '01632 960001', safeToCall: 'no' },
      suspect: { firstName: '', lastName: 'unidentified' },
      assessments: [
        { tool: 'dash', score: 16, level: 'very_high', rationale: 'Threats with a <b>knife</b>' },
      ],
      incidents: [{ description: 'Waited at the workplace', isBreach: true }],
    });
    const meeting = await aMeeting(db, clock, panel, { heldOn: '2026-11-10' as Day, state: 'ended' });
    await aListing(db, meeting, caseFile, { state: 'not_reached' });
    for (let count = 0; count < 26; count += 1)
      await aCase(db, clock, panel, police, { flagReason: null, state: 'accepted' });
  });
  afterAll(async () => {
    await web.close();
    await api.close();
  });

  const flags = () => api.db.reading.findBy(CaseFlag, { caseId: caseFile.id });

  it('list cases by reference and initials, with filters and more to show', async () => {
    const browser = web.browser(token['chair']);
    const page = await browser.get('/cases');
    expect(page.$('.result-count').text()).toContain('Showing 25 of 27 cases');
    expect(page.text).not.toContain('Reyes');
    const next = await browser.get(page.$('[data-more]').attr('href') ?? '');
    expect(next.$('.row-card').length).toBe(2);
    const found = await browser.get('/cases?q=NB-2026&state=accepted');
    expect(found.$('.row-card__title').text()).toContain('J.R., 36');
    expect(found.$('.row-card').text()).toContain('Carried over twice');
    expect(found.$('#filter-q').attr('value')).toBe('NB-2026');
    expect(found.$('#filter-state option[selected]').text()).toBe('Accepted');
    expect((await browser.get('/cases?q=zz')).$('.empty h2').text()).toBe('No cases match');
    expect((await browser.get(`/cases?panel=${'0'.repeat(8)}-0000-4000-8000-000000000000`)).status).toBe(200);
  });

  it('say how the victim may be reached before any number', async () => {
    const { $, text } = await web.browser(token['officer']).get(`/cases/${caseFile.id}`);
    expect($('h1').text()).toContain('NB-2026-0147');
    expect(text.indexOf('Do not call.')).toBeLessThan(text.indexOf('01632 960001'));
    expect($('.people').text()).toContain('Jordan Reyes');
    expect($('.people').text()).toContain('Suspect: Not identified');
    expect($('.priority__summary').text()).toMatch(/^Priority \d+/);
    expect($('.timeline-text').text()).toContain('Threats with a <b>knife</b>');
    expect($('.side-panel').text()).toContain('Dash: 16 of 24');
    expect($('.side-panel').text()).toContain('Not reached');
    expect($('title').text()).not.toContain('Reyes');
  });

  it('flag and unflag with a reason, by people who may', async () => {
    const browser = web.browser(token['chair']);
    const path = `/cases/${caseFile.id}`;
    const page = await browser.get(path);
    expect(page.$(`form[action="${path}/unflag"]`).length).toBe(0);
    const empty = await browser.submit(page, `${path}/flag`, { reason: ' ' });
    expect([empty.status, empty.$('.govuk-error-summary a').attr('href')]).toEqual([422, '#flag-reason']);
    const long = await browser.submit(page, `${path}/flag`, { reason: 'x'.repeat(20_000) });
    expect([long.status, long.$('#flag-reason').text().length]).toEqual([422, 20_000]);
    const on = await browser.submit(page, `${path}/flag`, { reason: 'Seen again at the school' });
    const flagged = await browser.follow(on);
    expect(flagged.$('[data-flash]').text()).toBe('The case is flagged for the panel');
    expect(flagged.$('.side-panel').text()).toContain('Seen again at the school');
    expect((await browser.submit(page, `${path}/flag`, { reason: 'Again' })).status).toBe(422);
    const off = await browser.submit(flagged, `${path}/unflag`, { reason: 'Moved abroad' });
    expect((await browser.follow(off)).$('.side-panel').text()).toContain('Moved abroad');
    const kept = await flags();
    expect(kept).toMatchObject([{ reason: 'Seen again at the school', clearedReason: 'Moved abroad' }]);
  });

  it('do not exist for those who need not know', async () => {
    const path = `/cases/${caseFile.id}`;
    const before = await flags();
    const houser = web.browser(token['houser']);
    const unknown = await houser.get('/cases/00000000-0000-4000-8000-000000000000');
    expect(unknown.status).toBe(404);
    const page = await houser.get(path);
    expect([page.status, page.$('h1').text()]).toEqual([404, unknown.$('h1').text()]);
    const csrf = (await houser.get('/cases')).$('input[name="_csrf"]').first().attr('value') ?? '';
    expect((await houser.post(`${path}/flag`, { reason: 'Mine', _csrf: csrf })).status).toBe(404);
    expect((await houser.post(`${path}/flag`, { reason: 'Mine' })).status).toBe(403);
    expect([403, 404]).toContain((await web.browser(token['auditor']).get(path)).status);
    expect((await web.browser().get(path)).status).toBe(303);
    expect(await flags()).toEqual(before);
  });
});
