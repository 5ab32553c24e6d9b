import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Person } from '#agencies';
import type { Role } from '#access';
import { seedDemo } from '#demo';
import { anAudit, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { aWeb, type Browser, type WebUnderTest } from '../harness/web.js';

describe('the pages over the demo area', () => {
  let api: ApiUnderTest;
  let web: WebUnderTest;
  const browsers = new Map<Role, Browser>();

  beforeAll(async () => {
    api = await anApi();
    await seedDemo(api.db, api.clock, anAudit(api.db, api.clock));
    web = await aWeb(api);
    const roles: Role[] = [
      'chair',
      'coordinator',
      'agency_lead',
      'strategic_lead',
      'administrator',
      'auditor',
    ];
    for (const role of roles) {
      const person = await api.db.reading.findOneOrFail(Person, { where: { role }, order: { name: 'ASC' } });
      browsers.set(role, web.browser(await aToken(api.db, api.clock, person)));
    }
  });
  afterAll(async () => {
    await web.close();
    await api.close();
  });

  const as = (role: Role): Browser => browsers.get(role)!;

  it('start with what each kind of person came for', async () => {
    const chair = await as('chair').get('/');
    expect(chair.$('h1').text()).toMatch(/^Hello /);
    expect(chair.$('.next-meeting__open').text()).toMatch(/agenda|meeting/);
    expect(chair.$('.work h2').first().text()).toMatch(/^Most dangerous case on no agenda/);
    expect(chair.$('.action').length).toBeGreaterThan(0);
    const coordinator = await as('coordinator').get('/');
    expect(
      coordinator
        .$('.work h2')
        .map((_, e) => coordinator.$(e).text())
        .get()
        .join(),
    ).toMatch(/Most dangerous.*Agendas to prepare next.*nobody has flagged/);
    const agency = await as('agency_lead').get('/');
    expect(agency.$('.tile__text').first().text()).toBe('actions overdue');
    expect(agency.$('.action form').length).toBeGreaterThan(0);
    const lead = await as('strategic_lead').get('/');
    expect(lead.$('.figure-card').length).toBe(4);
    for (const [role, lists] of [
      ['administrator', 4],
      ['auditor', 5],
    ] as const) {
      const page = await as(role).get('/');
      expect(page.$('.work .row-card__title').length).toBe(lists);
    }
  });

  it('update an action from the start page and come back to it', async () => {
    const browser = as('agency_lead');
    const home = await browser.get('/');
    const action = home.$('.action form').first().attr('action') ?? '';
    const sent = await browser.submit(home, action, { status: 'progress', note: 'Called this morning' });
    expect([sent.status, sent.location]).toEqual([303, '/']);
    const after = await browser.follow(sent);
    expect(after.text).toContain('Called this morning');
    const refused = await browser.submit(after, action, { status: 'done', note: '' });
    expect(refused.status).toBe(422);
    expect(refused.$('h1').text()).not.toBe('');
    expect(refused.$('#complete').attr('open')).toBeDefined();
  });

  it('show outcomes with charts and hide small counts, for those who may', async () => {
    const { $, status, text } = await as('strategic_lead').get('/outcomes');
    expect(status).toBe(200);
    expect($('svg[role="img"]').length).toBe(3);
    expect($('.figure-card').length).toBe(4);
    expect(text).not.toMatch(/NaN|undefined|null/);
    const panel = $('#toolbar-panel option').eq(1).attr('value') ?? '';
    const one = await as('chair').get(`/outcomes?panel=${panel}&period=3`);
    expect(one.$('#toolbar-period option[selected]').text()).toBe('Last 3 months');
    expect(one.text).toMatch(/Under 5|Hidden/);
    for (const role of ['agency_lead', 'administrator'] as const) {
      expect((await as(role).get('/outcomes')).status).toBe(403);
    }
    expect((await as('chair').get('/outcomes?panel=nonsense')).status).toBe(404);
    const file = await as('strategic_lead').get('/outcomes.csv');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="outcomes-2026-11-23.csv"');
    expect(file.text.replace('\ufeff', '').split('\r\n').slice(0, 2)).toEqual([
      'OFFICIAL-SENSITIVE',
      'From,To,Of,Measure,Value',
    ]);
  });

  it('list agencies, people and panels, and let an administrator add', async () => {
    const browser = as('administrator');
    expect((await browser.get('/administration')).location).toBe('/administration/agencies');
    const agencies = await browser.get('/administration/agencies');
    expect(agencies.$('tbody tr').length).toBe(16);
    const fields = { name: 'Northbridge College', kind: 'EDUCATION', emailDomain: 'college', isCore: 'no' };
    const wrong = await browser.submit(agencies, '/administration/agencies', fields);
    expect([wrong.status, wrong.$('.govuk-error-summary a').attr('href')]).toEqual([422, '#agency-domain']);
    expect(wrong.$('#agency-name').attr('value')).toBe('Northbridge College');
    const right = { ...fields, emailDomain: 'college.example' };
    const added = await browser.follow(await browser.submit(agencies, '/administration/agencies', right));
    expect(added.$('[data-flash]').text()).toBe('The agency is added');
    expect((await browser.submit(agencies, '/administration/agencies', right)).status).toBe(422);
    const people = await browser.get('/administration/people');
    expect(people.$('tbody tr').length).toBe(50);
    const agencyId = people.$('#person-agency option').eq(1).attr('value') ?? '';
    const person = { name: 'Avery Quinn', email: 'no', agencyId, role: 'AGENCY_MEMBER', lpa: '' };
    const refused = await browser.submit(people, '/administration/people', person);
    expect(refused.$('#person-email-error').length).toBe(1);
    const email = { ...person, email: 'avery.quinn@college.example' };
    expect((await browser.submit(people, '/administration/people', email)).status).toBe(303);
    expect((await browser.get('/administration/panels')).$('tbody tr').length).toBe(3);
    const auditor = await as('auditor').get('/administration/agencies');
    expect(auditor.$('form[action="/administration/agencies"]').length).toBe(0);
  });

  it('can be read by anybody where they hold only words', async () => {
    for (const path of ['/help', '/accessibility', '/privacy']) {
      expect((await web.browser().get(path)).status).toBe(200);
      const { $ } = await as('chair').get(path);
      expect([$('h1').length, $('.bottom__links a').length]).toEqual([1, 5]);
    }
    expect((await web.browser().get('/account/notifications')).location).toContain('/sign-in');
    expect((await as('chair').get('/account/notifications')).text).toContain('cannot be turned off');
  });

  it('offer nothing in the menu that would be refused', async () => {
    for (const [role, browser] of browsers) {
      const { $ } = await browser.get('/');
      const paths = $('.govuk-service-navigation__link')
        .map((_, link) => $(link).attr('href'))
        .get();
      // Meetings are another journey.
      for (const path of paths.filter((one) => one !== '/meetings')) {
        const page = await browser.get(path);
        expect([role, path, page.status < 400]).toEqual([role, path, true]);
      }
    }
  });

  it('show the local outbox', async () => {
    const page = await as('administrator').get('/outbox');
    expect(page.status).toBe(200);
    expect(page.$('h1').text()).toBe('Outbox');
  });
});
