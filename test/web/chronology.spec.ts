import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CaseFile, CaseFlag, Incident } from '#cases';
import { addDays, type Day } from '#kernel';
import { aCase, anAgency, aPanel, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { aWeb, type Visit, type WebUnderTest } from '../harness/web.js';

describe('the chronology of a case', () => {
  let api: ApiUnderTest;
  let web: WebUnderTest;
  let caseFile: CaseFile;
  let long: CaseFile;
  let closed: CaseFile;
  const token: Record<string, string> = {};

  beforeAll(async () => {
    api = await anApi();
    web = await aWeb(api);
    const { db, clock } = api;
    const police = await anAgency(db, clock, { name: 'Northbridge Police' });
    const housing = await anAgency(db, clock, { name: 'City Housing', kind: 'housing' });
    const chair = await aPerson(db, clock, police, 'chair', { name: 'Casey Chair' });
    const panel = await aPanel(db, clock, [police, housing], { chairId: chair.id });
    token['chair'] = await aToken(db, clock, chair);
    token['houser'] = await aToken(db, clock, await aPerson(db, clock, housing, 'agency_member'));
    const quiet = { flagReason: null, state: 'accepted' } as const;
    const today = clock.today();
    caseFile = await aCase(db, clock, panel, police, {
      ...quiet,
      incidents: [40, 20].map((ago) => ({
        occurredOn: addDays(today, -ago),
        behaviours: ['following'],
        description: `Followed home, ${ago} days ago`,
      })),
    });
    long = await aCase(db, clock, panel, police, {
      flagReason: 'Seen again',
      incidents: Array.from({ length: 45 }, (_, count) => ({
        occurredOn: addDays(today, -Math.floor(count / 2)),
        description: `Letter number ${count}.`,
      })),
    });
    closed = await aCase(db, clock, panel, police, { ...quiet, state: 'closed' });
  });
  afterAll(async () => {
    await web?.close();
    await api?.close();
  });

  const incidents = (id: string) => api.db.reading.findBy(Incident, { caseId: id });
  const titles = ({ $ }: Visit) =>
    $('.moj-timeline__item')
      .toArray()
      .map((entry) => $('.moj-timeline__title', entry).text());

  it('adds an incident and says what the rules found, with rule and source', async () => {
    const browser = web.browser(token['chair']);
    const path = `/cases/${caseFile.id}/incidents/new`;
    const form = await browser.get(path);
    const answer = await browser.submit(form, path, {
      occurredOn: addDays(api.clock.today(), -2),
      behaviours: ['threats', 'tracking_device_app'],
      channel: 'phone',
      place: 'Outside the school <gate>',
      description: 'A tag was found in the car',
      evidence: 'EX/14\r\n\r\n EX/15 ',
      isBreach: 'yes',
    });
    expect([answer.status, answer.location]).toEqual([303, `/cases/${caseFile.id}/incidents/recorded`]);
    const said = await browser.follow(answer);
    expect(said.$('[data-flash]').text()).toBe('The incident is in the log');
    const text = said.$('main').text();
    expect(text).toContain('3 incidents in the last 12 months');
    expect(text).toContain('New kind of behaviour');
    expect(text).toContain('Breach of an order');
    expect(text).toContain('Rule: Escalation, version 2. Source: SafeLives criteria');
    const flags = await api.db.reading.findBy(CaseFlag, { caseId: caseFile.id });
    expect(flags.length).toBeGreaterThan(0);
    for (const { reason } of flags) expect(text).toContain(reason);
    expect(await incidents(caseFile.id)).toContainEqual(
      expect.objectContaining({
        behaviours: ['threats', 'tracking_device_app'],
        channel: 'phone',
        place: 'Outside the school <gate>',
        evidenceReferences: ['EX/14', 'EX/15'],
        isBreach: true,
        isWeaponOrStrangulation: false,
      }),
    );
    const page = await browser.get(`/cases/${caseFile.id}/chronology?kind=incident`);
    const newest = page.$('.moj-timeline__item').first();
    expect(newest.find('h2').text()).toBe('Incident: breach of an order');
    expect(newest.text()).toContain('Where: Outside the school <gate>');
    expect(newest.text()).toContain('Evidence: EX/14, EX/15');
    expect(newest.text()).toContain('What they did: Threats, Tracking device or app');
    expect(titles(page).length).toBe(3);
  });

  it('says at the field what is wrong, keeps what was typed and records nothing', async () => {
    const browser = web.browser(token['chair']);
    const path = `/cases/${long.id}/incidents/new`;
    const form = await browser.get(path);
    const empty = await browser.submit(form, path, { place: 'At work' });
    const links = empty.$('.govuk-error-summary a').toArray();
    expect(empty.status).toBe(422);
    expect(links.map((link) => empty.$(link).attr('href'))).toEqual([
      '#occurred-on',
      '#behaviours',
      '#description',
    ]);
    for (const link of links) expect(empty.$(empty.$(link).attr('href')!).length).toBe(1);
    expect(empty.$('#place').attr('value')).toBe('At work');
    const full = { behaviours: 'watching', description: 'Stood there' };
    const ahead = { ...full, occurredOn: addDays(api.clock.today(), 1) };
    const future = await browser.submit(form, path, ahead);
    expect([future.status, future.$('.govuk-error-summary a').attr('href')]).toEqual([422, '#occurred-on']);
    const many = { ...full, occurredOn: api.clock.today(), evidence: 'x\n'.repeat(21) };
    const refused = await browser.submit(form, path, many);
    expect([refused.status, refused.$('.govuk-error-summary a').attr('href')]).toEqual([422, '#evidence']);
    expect((await incidents(long.id)).length).toBe(45);
  });

  it('shows every entry once over its pages, newest first, and all on one to print', async () => {
    const browser = web.browser(token['chair']);
    const whole = await browser.get(`/cases/${long.id}/chronology?all=yes`);
    expect(whole.$('[data-more]').length).toBe(0);
    const entries: string[] = [];
    const days: string[] = [];
    let next: string | undefined = `/cases/${long.id}/chronology`;
    for (let pages = 0; next && pages < 9; pages += 1) {
      const page: Visit = await browser.get(next);
      entries.push(
        ...page
          .$('.moj-timeline__item')
          .toArray()
          .map((one) => page.$(one).text()),
      );
      days.push(
        ...page
          .$('.moj-timeline__item time')
          .toArray()
          .map((one) => page.$(one).attr('datetime')!),
      );
      next = page.$('[data-more]').attr('href');
    }
    expect(entries.length).toBe(47);
    expect(new Set(entries).size).toBe(47);
    expect(entries).toEqual(
      whole
        .$('.moj-timeline__item')
        .toArray()
        .map((one) => whole.$(one).text()),
    );
    const sorted = days.map((day) => day.slice(0, 10) as Day);
    expect(sorted).toEqual(sorted.toSorted().toReversed());
    const flags = await browser.get(`/cases/${long.id}/chronology?kind=flag`);
    expect(titles(flags)).toEqual(['Flagged for the panel']);
    expect((await browser.get(`/cases/${long.id}/chronology?kind=nonsense&after=zzz`)).status).toBe(200);
  });

  it('stands in short on the page of the case, which leads to the whole', async () => {
    const page = await web.browser(token['chair']).get(`/cases/${long.id}`);
    expect(titles(page).length).toBe(5);
    expect(page.$('main').text()).toContain('The latest 5 of 47.');
    expect(page.$(`a[href="/cases/${long.id}/chronology"]`).length).toBe(1);
    expect(page.$(`a[href="/cases/${long.id}/incidents/new"]`).length).toBe(1);
    expect(page.$('.side-panel').text()).toContain('Signs of escalation');
  });

  it('takes no incident for a closed case, and says so', async () => {
    const browser = web.browser(token['chair']);
    const path = `/cases/${closed.id}/incidents/new`;
    const page = await browser.get(path);
    expect(page.$('main').text()).toContain('Nothing can be added to this case');
    expect(page.$(`form[action="${path}"]`).length).toBe(0);
    expect((await browser.get(`/cases/${closed.id}`)).$(`a[href="${path}"]`).length).toBe(0);
  });

  it('does not exist for those who need not know the case', async () => {
    const houser = web.browser(token['houser']);
    const csrf = (await houser.get('/cases')).$('input[name="_csrf"]').first().attr('value') ?? '';
    const typed = { occurredOn: api.clock.today(), behaviours: 'threats', description: 'Mine', _csrf: csrf };
    for (const id of [long.id, '00000000-0000-4000-8000-000000000000']) {
      for (const path of ['chronology', 'incidents/new', 'incidents/recorded'])
        expect([path, (await houser.get(`/cases/${id}/${path}`)).status]).toEqual([path, 404]);
      expect((await houser.post(`/cases/${id}/incidents/new`, typed)).status).toBe(404);
    }
    expect((await incidents(long.id)).length).toBe(45);
  });
});
