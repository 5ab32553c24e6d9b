import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseFile, DASH_ITEMS, RiskAssessment } from '#cases';
import { aCase, anAgency, aPanel, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { aWeb, type Browser, type WebUnderTest } from '../harness/web.js';

describe('risk forms on a case, without scripts', () => {
  let api: ApiUnderTest;
  let web: WebUnderTest;
  let caseFile: CaseFile;
  let browser: Browser;

  beforeAll(async () => {
    api = await anApi();
    const { db, clock } = api;
    const police = await anAgency(db, clock);
    const chair = await aPerson(db, clock, police, 'chair');
    const panel = await aPanel(db, clock, [police], { chairId: chair.id });
    caseFile = await aCase(db, clock, panel, police, { riskLevel: 'standard' });
    web = await aWeb(api);
    browser = web.browser(await aToken(db, clock, chair));
  });
  afterAll(async () => {
    await web?.close();
    await api?.close();
  });

  const at = () => `/cases/${caseFile.id}/assess`;
  const send = async (form: string, typed: Record<string, string>) =>
    browser.submit(await browser.get(`${at()}/${form}`), `${at()}/${form}`, typed);
  const levelNow = async () =>
    (await api.db.reading.findOneByOrFail(CaseFile, { id: caseFile.id })).riskLevel;

  it('choose nothing beforehand and take no empty form', async () => {
    const page = await browser.get(`${at()}/four`);
    expect(page.$('input[type="radio"][checked]')).toHaveLength(0);
    const empty = await send('four', {});
    expect([empty.status, empty.$('.govuk-error-summary a').attr('href')]).toEqual([422, '#fixated']);
  });

  it('keep what shows an answer, in words on the case, and each result beside the earlier ones', async () => {
    const saved = await send('four', { fixated: 'yes', 'fixated.note': 'Asks all her friends' });
    expect(saved.location).toBe(`/cases/${caseFile.id}`);
    const shown = (await browser.follow(saved)).$('main').text();
    expect(shown).toContain('Is the suspect fixated on this person? Yes: Asks all her friends');
    expect(shown).toContain('1 of 4 yes so far, 3 not known');
    await send('four', { obsessive: 'yes' });
    expect(await api.db.reading.countBy(RiskAssessment, { caseId: caseFile.id, tool: 'four' })).toBe(2);
    expect((await browser.get(at())).$('main').text()).toContain('1 of 4 yes so far');
  });

  it('make the risk high from fourteen yes although the rest is open, and judgement raises it with a reason only', async () => {
    const fourteen = Object.fromEntries(DASH_ITEMS.slice(0, 14).map((item) => [item, 'yes']));
    const lower = await send('dash', { ...fourteen, level: 'MEDIUM' });
    expect([lower.status, lower.$('.govuk-error-summary a').attr('href')]).toEqual([422, '#level']);
    expect(lower.$('input[name="injured_now"][checked]').attr('value')).toBe('yes');
    const bare = await send('dash', { ...fourteen, level: 'VERY_HIGH' });
    expect([bare.status, bare.$('.govuk-error-summary a').attr('href')]).toEqual([422, '#rationale']);
    expect((await send('dash', fourteen)).status).toBe(303);
    expect(await levelNow()).toBe('high');
    expect((await send('dash', { injured_now: 'no' })).status).toBe(303);
    expect(await levelNow()).toBe('high');
    expect((await browser.get(`/cases/${caseFile.id}`)).$('main').text()).toContain('Dash score 14 of 24');
  });
});
