import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Action } from '#actions';
import type { Agency, Person } from '#agencies';
import type { CaseFile } from '#cases';
import type { Panel } from '#panels';
import { aCase, anAgency, aPanel, aPerson, aToken, bankHolidays } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { aWeb, type WebUnderTest } from '../harness/web.js';

const AGREE = `mutation ($input: AgreeActionInput!) { agreeAction(input: $input) { __typename ... on Action { id } } }`;

describe('the pages of actions', () => {
  let api: ApiUnderTest;
  let web: WebUnderTest;
  let probation: Agency;
  let officer: Person;
  let panel: Panel;
  let caseFile: CaseFile;
  let chair: string;
  let worker: string;
  let houser: string;
  let strategist: string;

  beforeAll(async () => {
    api = await anApi();
    web = await aWeb(api);
    const { db, clock } = api;
    const police = await anAgency(db, clock, { name: 'Northbridge Police' });
    probation = await anAgency(db, clock, { name: 'Probation Service', kind: 'probation' });
    const housing = await anAgency(db, clock, { name: 'City Housing', kind: 'housing' });
    const chairPerson = await aPerson(db, clock, police, 'chair', { name: 'Casey Chair' });
    officer = await aPerson(db, clock, probation, 'agency_member', { name: 'Pat Probation' });
    panel = await aPanel(db, clock, [police, probation], { chairId: chairPerson.id, name: 'North panel' });
    await bankHolidays(db, ['2026-12-25', '2026-12-28']);
    chair = await aToken(db, clock, chairPerson);
    worker = await aToken(db, clock, officer);
    houser = await aToken(db, clock, await aPerson(db, clock, housing, 'agency_member'));
    strategist = await aToken(db, clock, await aPerson(db, clock, police, 'strategic_lead'));
    caseFile = await aCase(db, clock, panel, police, { reference: 'NB-2026-0147' });
  });
  afterAll(async () => {
    await web.close();
    await api.close();
  });

  async function agreed(text: string, more: object = {}): Promise<string> {
    const input = {
      caseId: caseFile.id,
      agencyId: probation.id,
      text,
      category: 'SUSPECT_DISRUPTION',
      priority: 'ROUTINE',
      ...more,
    };
    const answer = await api.send(chair, AGREE, { input });
    return answer.data.agreeAction.id;
  }

  const quick = (id: string) => `/actions/${id}/quick-update`;
  const stored = (id: string) => api.db.reading.findOneByOrFail(Action, { id });

  it('list what the agency owes, in groups, with counts that filter', async () => {
    await agreed('Check the licence conditions', { priority: 'LONG', dueOn: '2026-12-14' });
    await agreed('Share the risk summary', { priority: 'HIGH', ownerId: officer.id });
    const { $, status } = await web.browser(worker).get('/actions');
    expect(status).toBe(200);
    expect($('h1').text()).toBe('Actions for Probation Service');
    expect(
      $('.tile__number')
        .map((_, e) => $(e).text())
        .get(),
    ).toEqual(['0', '1', '1', '0']);
    expect(
      $('.action-group h2')
        .map((_, e) => $(e).text())
        .get(),
    ).toEqual(['Due in the next 7 days 1', 'Due later 1']);
    expect($('.action__facts').first().text()).toContain('NB-2026-0147');
    const soon = await web.browser(worker).get('/actions?due=soon&owner=none');
    expect(soon.$('.empty h2').text()).toBe('No actions match');
    expect(soon.$('#filter-due-2').attr('checked')).toBeDefined();
    const mine = await web.browser(worker).get(`/actions?owner=${officer.id}`);
    expect(mine.$('.action').length).toBe(1);
  });

  it('take a quick update and say so on the list it came from', async () => {
    const id = await agreed('Ask for recall options');
    const browser = web.browser(worker);
    const page = await browser.get('/actions?due=later&due=soon');
    const sent = await browser.submit(page, quick(id), { status: 'progress', note: 'Asked on Monday' });
    expect([sent.status, sent.location]).toEqual([303, '/actions?due=soon&due=later']);
    const after = await browser.follow(sent);
    expect(after.$('[data-flash]').text()).toBe('The action is updated');
    expect(after.$(`#action-${id} .action__facts`).text()).toContain('Asked on Monday');
    const done = await browser.submit(after, quick(id), { status: 'done', note: 'Recalled' });
    expect((await browser.follow(done)).$(`#action-${id}`).length).toBe(0);
    expect(await stored(id)).toMatchObject({ status: 'completed', note: 'Recalled' });
    const closed = await browser.get('/actions?status=closed');
    expect(closed.$(`#action-${id} .action__status`).text()).toBe('Done');
  });

  it('keep what was typed when a quick update is refused', async () => {
    const id = await agreed('Warn the hostel');
    const browser = web.browser(worker);
    const page = await browser.get('/actions');
    const refused = await browser.submit(page, quick(id), { status: 'cannot', note: 'Moved & gone' });
    expect(refused.status).toBe(422);
    expect(refused.$('.govuk-error-summary').text()).toContain('Choose why it cannot be done.');
    expect(refused.$(`#action-${id} details`).attr('open')).toBeDefined();
    expect(refused.$(`#note-${id}`).attr('value')).toBe('Moved & gone');
    const stale = { status: 'progress', note: 'Called', version: '99', back: '/actions' };
    const csrf = page.$('input[name="_csrf"]').first().attr('value') ?? '';
    const conflict = await browser.post(quick(id), { ...stale, _csrf: csrf });
    expect(conflict.status).toBe(409);
    expect(conflict.$(`#note-${id}`).attr('value')).toBe('Called');
    const ended = await browser.submit(page, quick(id), {
      status: 'cannot',
      reason: 'CAPACITY',
      note: 'No staff',
    });
    expect(ended.status).toBe(303);
    expect(await stored(id)).toMatchObject({ status: 'not_undertaken', reasonCode: 'capacity' });
    const late = await browser.submit(page, quick(id), { status: 'progress', note: 'Called again' });
    expect(late.status).toBeGreaterThanOrEqual(409);
    expect(late.$('.box--stop').text()).toContain('Called again');
  });

  it('acknowledge with one click, and only with the token of a page', async () => {
    const id = await agreed('Read the file');
    const browser = web.browser(worker);
    const page = await browser.get(`/actions/${id}`);
    expect((await browser.post(`/actions/${id}/acknowledge`, { version: '1' })).status).toBe(403);
    expect(await stored(id)).toMatchObject({ status: 'agreed' });
    const sent = await browser.submit(page, `/actions/${id}/acknowledge`);
    expect(sent.location).toBe(`/actions/${id}`);
    const after = await browser.follow(sent);
    expect(after.$('.flash').text()).toContain('The panel can see that your agency has this action');
    expect(after.$(`form[action="/actions/${id}/acknowledge"]`).length).toBe(0);
  });

  it('say what is wrong beside the input, and keep the rest', async () => {
    const id = await agreed('Book a visit');
    const browser = web.browser(worker);
    const page = await browser.get(`/actions/${id}`);
    const path = `/actions/${id}/extend`;
    const noDay = await browser.submit(page, path, { dueOn: '2026-02-30', reason: 'Court is late' });
    expect(noDay.status).toBe(422);
    expect(noDay.$('.govuk-error-summary a').attr('href')).toBe('#extend-due');
    expect(noDay.$('#extend-reason').text()).toBe('Court is late');
    expect(noDay.$('#extend').attr('open')).toBeDefined();
    const holiday = await browser.submit(page, path, { dueOn: '2026-12-25', reason: 'Court is late' });
    expect(holiday.status).toBe(422);
    expect(holiday.$('#extend-due-error').text()).toMatch(/working day/i);
    const empty = await browser.submit(page, `/actions/${id}/complete`, { note: '   ' });
    expect(empty.$('#complete-note-error').text()).toContain('What was done: enter something here');
    const long = await browser.submit(page, `/actions/${id}/progress`, { note: 'x'.repeat(20_000) });
    expect(long.status).toBe(422);
    expect(long.$('#progress-note').text().length).toBe(20_000);
    const hidden = await browser.submit(page, `/actions/${id}/progress`, { note: 'a\u0000b' });
    expect(hidden.$('.govuk-error-summary').text()).toContain('characters that cannot be seen');
    expect(await stored(id)).toMatchObject({ version: 1 });
  });

  it('let the agency ask for time and the chair decide, assign and withdraw', async () => {
    const id = await agreed('Write the report');
    const browser = web.browser(worker);
    const asking = await browser.get(`/actions/${id}`);
    const ask = { dueOn: '2026-12-11', reason: 'Waiting for the court' };
    expect((await browser.submit(asking, `/actions/${id}/extend`, ask)).status).toBe(303);
    const mine = await browser.get(`/actions/${id}`);
    expect(mine.$(`form[action$="/decide-extension"], form[action$="/withdraw"]`).length).toBe(0);
    const chairs = web.browser(chair);
    const page = await chairs.get(`/actions/${id}`);
    expect(page.text).toContain('Probation Service asks for time until 11 December 2026');
    const undecided = await chairs.submit(page, `/actions/${id}/decide-extension`, { reason: 'Fine' });
    expect(undecided.$('.govuk-error-summary a').attr('href')).toBe('#decide-granted-1');
    const given = await chairs.submit(page, `/actions/${id}/decide-extension`, {
      granted: 'yes',
      reason: '',
    });
    const after = await chairs.follow(given);
    expect(after.$('.facts').text()).toContain('11 December 2026 (first agreed');
    const assigned = await chairs.submit(after, `/actions/${id}/assign`, { personId: officer.id });
    expect((await chairs.follow(assigned)).$('.facts').text()).toContain('Pat Probation');
    const again = await chairs.get(`/actions/${id}`);
    const withdrawn = await chairs.submit(again, `/actions/${id}/withdraw`, { reason: 'No longer needed' });
    const end = await chairs.follow(withdrawn);
    expect(end.$('.way').length).toBe(0);
    expect(end.$('.moj-timeline__title').first().text()).toBe('Withdrawn by the chair');
  });

  it('do not exist for other agencies, and lead to sign-in for nobody', async () => {
    const id = await agreed('Keep this quiet');
    const browser = web.browser(houser);
    const unknown = await browser.get('/actions/00000000-0000-4000-8000-000000000000');
    for (const path of [`/actions/${id}`, '/actions/nonsense']) {
      const page = await browser.get(path);
      expect([page.status, page.$('h1').text()]).toEqual([404, unknown.$('h1').text()]);
    }
    const csrf = (await browser.get('/actions')).$('input[name="_csrf"]').first().attr('value') ?? '';
    for (const form of ['acknowledge', 'progress', 'quick-update', 'nonsense']) {
      const fields = { _csrf: csrf, version: '1', status: 'progress', note: 'Mine now', back: '/actions' };
      expect((await browser.post(`/actions/${id}/${form}`, fields)).status).toBe(404);
    }
    expect(await stored(id)).toMatchObject({ version: 1 });
    const nobody = await web.browser().get(`/actions/${id}`);
    expect([nobody.status, nobody.location]).toEqual([303, `/sign-in?next=%2Factions%2F${id}`]);
    expect((await web.browser(strategist).get('/actions')).status).toBe(403);
  });

  it('show chairs what agencies owe their panels', async () => {
    const { $ } = await web.browser(chair).get('/actions');
    expect($('h1').text()).toBe('Actions across your panels');
    expect($('.action__facts').first().text()).toContain('Probation Service');
    expect(
      $('#filter-panel option')
        .map((_, e) => $(e).text())
        .get(),
    ).toEqual(['All my panels', 'North panel']);
    const none = await web.browser(chair).get('/actions?due=overdue');
    expect(none.$('.empty').length).toBe(1);
  });

  it('can be taken away as a file that tells nothing by its name', async () => {
    await agreed('=1+1 is what they said');
    const file = await web.browser(worker).get('/actions.csv');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="actions-2026-11-23.csv"');
    const [marking, head, ...lines] = file.text.replace('\ufeff', '').trim().split('\r\n');
    expect(marking).toBe('OFFICIAL-SENSITIVE');
    expect(head).toBe('Action,Case,Text,Agency,With,Status,Priority,Due,Overdue,Last note');
    expect(lines.length).toBeGreaterThan(3);
    expect(file.text).toContain(",'=1+1 is what they said,");
    expect((await web.browser(chair).get('/actions.csv')).text).toContain('NB-2026-0147-A01');
  });
});
