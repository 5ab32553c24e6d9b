import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Agency, Person } from '#agencies';
import { type CaseFile, Referrals } from '#cases';
import type { Day } from '#kernel';
import { type Panel } from '#panels';
import { anAgency, aPanel, aPerson, aToken } from '#testkit';
import { refer, referralOf } from '../../libs/cases/src/links/case-links.fixture.js';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { aWeb, type Browser, type WebUnderTest } from '../harness/web.js';

const day = (text: string) => text as Day;
const ZOE = { firstName: 'Zoë', lastName: "O'Dal-Wyn", bornOn: day('1990-02-03'), phone: '07700 900195' };
const SWAPPED = { firstName: 'Zoe', lastName: 'Odal Wyn', bornOn: day('1990-03-02'), phone: '' };
const IRA = { firstName: 'Ira', lastName: 'Marlholt', bornOn: day('1971-10-09'), phone: '07700 900222' };

describe('the page of the same people in other cases, without scripts', () => {
  let api: ApiUnderTest;
  let web: WebUnderTest;
  let police: Agency;
  let [north, south] = [{} as Panel, {} as Panel];
  const people: Record<string, Person> = {};
  const cases: Record<string, CaseFile> = {};

  beforeAll(async () => {
    api = await anApi();
    const { db, clock } = api;
    police = await anAgency(db, clock);
    people['chair'] = await aPerson(db, clock, police, 'chair', { name: 'Casey Chair' });
    people['other'] = await aPerson(db, clock, police, 'chair', { name: 'Otto Other' });
    people['officer'] = await aPerson(db, clock, police, 'agency_member', { name: 'Olly Officer' });
    north = await aPanel(db, clock, [police], { chairId: people['chair'].id });
    south = await aPanel(db, clock, [police], { chairId: people['other'].id });
    const referrals = api.app.get(Referrals, { strict: false });
    const add = async (name: string, ...rest: Parameters<typeof referralOf>) =>
      void (cases[name] = await refer(referrals, referralOf(...rest)));
    await add('first', north, police, ZOE, IRA, { referredOn: day('2026-05-01') });
    await add('again', north, police, SWAPPED, IRA);
    const stranger = { firstName: 'Perpetua', lastName: 'Vance', bornOn: day('1980-01-05') };
    const housing = await anAgency(db, clock);
    await add('hidden', south, housing, stranger, IRA);
    web = await aWeb(api);
  });
  afterAll(async () => {
    await web?.close();
    await api?.close();
  });

  const browserOf = async (who: string): Promise<Browser> =>
    web.browser(await aToken(api.db, api.clock, people[who]!));
  const at = () => `/cases/${cases['again']!.id}/links`;

  it('says why, what it means by which rule, and draws it, with the same in a table', async () => {
    const browser = await browserOf('chair');
    const shown = await browser.get(`/cases/${cases['again']!.id}`);
    expect(shown.$(`a[href="${at()}"]`).text()).toBe('The same people in other cases');
    const page = await browser.get(at());
    expect(page.$('h1').text()).toBe('The same people in other cases');
    expect(page.text).toContain('date of birth differs by swapped day and month');
    expect(page.$('.finding').text()).toMatch(
      /Repeat: not certain until the links below are decided.*within 12 months of the last referral.*Rule repeat, version 1. Source: SafeLives/s,
    );
    const svg = page.$('svg.chart[role="img"]');
    const [title, desc] = (svg.attr('aria-labelledby') ?? '').split(' ');
    expect(page.$(`#${title}`).text()).toContain('1 other case it is connected with');
    expect(page.$(`#${desc}`).text()).toContain('The table under the picture says the same');
    expect(svg.find('[style], script, image, foreignObject')).toHaveLength(0);
    const drawn = svg.text();
    const rows = page.$('table tbody tr').toArray();
    expect(rows).toHaveLength(svg.find('.network__tie').length);
    expect(drawn).toContain(cases['first']!.reference);
    expect(page.$('table').text()).toContain(cases['first']!.reference);
  });

  it('neither shows nor counts a case that somebody may not know of', async () => {
    for (const who of ['chair', 'officer']) {
      const page = await (await browserOf(who)).get(at());
      expect(page.text).not.toContain(cases['hidden']!.reference);
      expect(page.text).not.toContain('Perpetua');
      const named = page.$('.finding a').toArray();
      expect(named.length).toBeGreaterThan(0);
      for (const link of named) expect(page.$(link).text()).toBe(cases['first']!.reference);
    }
    expect((await (await browserOf('chair')).get(at())).text).toContain('of which no more may be said here');
    const officer = await (await browserOf('officer')).get(at());
    expect([officer.status, officer.$('main form[method="post"]').length]).toEqual([200, 0]);
    const gone = await (await browserOf('other')).get(at());
    expect(gone.status).toBe(404);
  });

  it('takes a decision with its reason, remembers it, and takes it back', async () => {
    const browser = await browserOf('chair');
    const page = await browser.get(at());
    const action = page.$('.link-card:contains("Zoe Odal Wyn") form').first().attr('action')!;
    const empty = await browser.submit(page, action, { verb: 'confirm', reason: '' });
    expect([empty.status, empty.$('.govuk-error-summary a').attr('href')]).toEqual([
      422,
      `#reason-${action.split('/').at(-1)}`,
    ]);
    const done = await browser.submit(page, action, { verb: 'confirm', reason: 'Seen by the advocate' });
    expect([done.status, done.location]).toEqual([303, at()]);
    const after = await browser.follow(done);
    expect(after.text).toContain('Noted: the same person');
    expect(after.text).toContain('Seen by the advocate');
    expect(after.$('.finding h3').first().text()).toBe('Repeat');
    const late = await browser.post(action, {
      _csrf: String(page.$('input[name="_csrf"]').first().attr('value')),
      version: '1',
      verb: 'reject',
      reason: 'Too late',
    });
    expect(late.status).not.toBe(303);
    const undone = await browser.submit(after, action, { verb: 'undo', reason: 'Wrong sheet' });
    expect((await browser.follow(undone)).text).toContain('everything is as it was before');
  });

  it('joins two people by hand, from the reference of the other case', async () => {
    const browser = await browserOf('chair');
    const referrals = api.app.get(Referrals, { strict: false });
    const somebody = { firstName: 'Unlike', lastName: 'Anybody', bornOn: day('1965-04-04') };
    const other = { firstName: 'Nobody', lastName: 'Either', bornOn: day('1999-09-09') };
    const far = await refer(referrals, referralOf(north, police, somebody, other));
    const nothing = await browser.get(`${at()}?with=NB-1999-1`);
    expect(nothing.text).toContain('no other case of this reference');
    const hidden = await browser.get(`${at()}?with=${cases['hidden']!.reference}`);
    expect(hidden.text).toContain('no other case of this reference');
    const found = await browser.get(`${at()}?with=${far.reference.toLowerCase()}`);
    const merge = `${at()}/merge`;
    const unsaid = await browser.submit(found, merge, { reason: 'Known' });
    expect([unsaid.status, unsaid.$('.govuk-error-summary a').attr('href')]).toEqual([422, '#merge-own']);
    const option = (id: string, text: string) =>
      String(found.$(`#${id} option:contains("${text}")`).attr('value'));
    const done = await browser.submit(found, merge, {
      own: option('merge-own', 'Victim'),
      other: option('merge-other', 'Unlike Anybody'),
      reason: 'She changed her name by deed',
    });
    const after = await browser.follow(done);
    expect(after.text).toContain('She changed her name by deed');
    expect(after.$('table').text()).toContain(far.reference);
  });
});
