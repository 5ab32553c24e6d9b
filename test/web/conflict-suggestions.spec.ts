import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseRestriction, type CaseFile, ConflictDismissal } from '#cases';
import { aPerson } from '#testkit';
import { aMeetingsSetting, DOCUMENTS as D, type MeetingsSetting } from '../api/meetings-setting.js';
import { aWeb, type Browser, type WebUnderTest } from '../harness/web.js';

describe('the pages about staff who may know a person of a case, without scripts', () => {
  let s: MeetingsSetting;
  let web: WebUnderTest;
  let caseFile: CaseFile;
  let meeting: string;
  let chair: Browser;
  let access: string;

  beforeAll(async () => {
    s = await aMeetingsSetting();
    const { db, clock } = s.api;
    await aPerson(db, clock, s.housing, 'agency_member', { name: 'Jordan Reyes' });
    await aPerson(db, clock, s.probation, 'agency_lead', { name: 'J. Reyes' });
    caseFile = await s.flag({
      reference: 'ZZ-2026-0088',
      victim: { firstName: 'Jordan', lastName: 'Reyes' },
    });
    const { meetings } = await s.ask(s.chair, D.generate, { id: s.panel.id });
    meeting = `/meetings/${meetings[0].id}`;
    await s.ask(s.chair, D.build, { id: meetings[0].id });
    web = await aWeb(s.api);
    chair = web.browser(s.chair);
    access = `/cases/${caseFile.id}/access`;
  });
  afterAll(async () => {
    await web?.close();
    await s?.api.close();
  });

  it('stop publishing, and lead from each suggestion to where it is looked at', async () => {
    const page = await chair.get(`${meeting}/publish`);
    const links = page.$(`a[href="${access}#suggestions"]`);
    expect([page.status, links.length]).toEqual([200, 2]);
    expect(links.first().text()).toBe(
      'Jordan Reyes may know a person of case ZZ-2026-0088: look before publishing',
    );
    expect(page.$('form[action$="/publish"]')).toHaveLength(0);
    const prepared = await chair.get(`${meeting}/prepare`);
    expect(prepared.$(`a[href="${access}#suggestions"]`)).toHaveLength(2);
    expect(prepared.text).not.toContain('No member of staff looks like');
  });

  it('exclude with one press', async () => {
    const page = await chair.get(access);
    const section = page.$('#suggestions');
    expect(section.text()).toMatch(
      /Jordan Reyes.*name written the same.*J\. Reyes.*initial and surname fit/s,
    );
    // Each suggestion has a form of its own to the same place: the first one is pressed.
    const pressed = section.find('form').first();
    expect(pressed.find('input:not([type="hidden"]), textarea, select')).toHaveLength(0);
    const fields = pressed.serializeArray().map(({ name, value }) => [name, value] as const);
    const done = await chair.post(pressed.attr('action')!, Object.fromEntries(fields));
    expect([done.status, done.location]).toEqual([303, access]);
    const shown = await chair.follow(done);
    expect(shown.$('section[aria-labelledby="list-exclude"]').text()).toContain('Jordan Reyes');
    expect(shown.$('#suggestions').text()).not.toContain('Jordan Reyes');
    const [entry] = await s.api.db.reading.findBy(CaseRestriction, { caseId: caseFile.id });
    expect(entry).toMatchObject({
      ...{ kind: 'exclude', reason: 'May know a person of the case. Victim: name written the same' },
    });
  });

  it('take why it is nothing, keep what was typed, and do not ask again', async () => {
    const page = await chair.get(access);
    const action = page.$('#suggestions form[action$="/dismiss"]').attr('action')!;
    const thin = await chair.submit(page, action, { reason: 'x' });
    const at = thin.$('.govuk-error-summary a').attr('href')!;
    expect([thin.status, thin.$(at).text(), thin.$(at).closest('details').attr('open')]).toEqual([
      ...[422, 'x', 'open'],
    ]);
    const done = await chair.submit(page, action, { reason: 'Another family of that name' });
    expect([done.status, done.location]).toEqual([303, access]);
    const shown = await chair.follow(done);
    expect(shown.$('[data-flash]').text()).toContain('It does not come back');
    expect(shown.$('#suggestions')).toHaveLength(0);
    expect(shown.text).toMatch(/Looked at, and nothing.*J\. Reyes.*Another family of that name/s);
    const again = await chair.submit(page, action, { reason: 'Another family of that name' });
    expect([again.status, again.$('.govuk-error-summary').text()]).toEqual([
      422,
      expect.stringContaining('somebody has dealt with it'),
    ]);
    expect(await s.api.db.reading.countBy(ConflictDismissal, { caseId: caseFile.id })).toBe(1);
    const checked = await chair.get(`${meeting}/publish`);
    expect(checked.text).toContain('No member of staff looks like a person of a case');
    const published = await chair.submit(checked, `${meeting}/publish`, {});
    expect([published.status, published.location]).toEqual([303, `${meeting}/prepare`]);
  });

  it('are nowhere for anybody else', async () => {
    for (const token of [s.housingMember, s.stranger, s.auditor]) {
      const browser = web.browser(token);
      expect((await browser.get(access)).status).toBe(404);
      expect((await browser.get(`${meeting}/prepare`)).text).not.toContain('may know a person');
    }
  });
});
