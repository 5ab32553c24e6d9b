import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPanel, aPerson, aToken, bankHolidays } from '#testkit';
import { aMeetingsSetting, type MeetingsSetting } from '../api/meetings-setting.js';
import { following, type Page } from '../harness/following.js';
import { aWeb, type WebUnderTest } from '../harness/web.js';

/** The references on the agenda in order, above the line where time runs out. */
const order = ({ $ }: Page) =>
  $('.case-line:not(.case-line--out)')
    .map((_, line) => $(line).attr('data-reference'))
    .get();
const flash = ({ $ }: Page) => $('[data-flash]').text();
const errors = ({ $ }: Page) =>
  $('.govuk-error-summary__list li')
    .map((_, line) => $(line).text().trim())
    .get();

describe('the meetings of a chair', () => {
  let s: MeetingsSetting;
  let web: WebUnderTest;
  let meetingId: string;
  let prepare: string;
  const chair = () => following(web, s.chair);

  beforeAll(async () => {
    s = await aMeetingsSetting();
    web = await aWeb(s.api);
    await bankHolidays(s.api.db, ['2026-12-25']);
  });
  afterAll(async () => {
    await web.close();
    await s.api.close();
  });

  it('are planned from the list, and not twice', async () => {
    const browser = chair();
    const empty = await browser.get('/meetings');
    expect(empty.$('.empty h2').text()).toBe('No meetings planned');
    const planned = await browser.submit(empty, '/meetings/generate', { panel: s.panel.id });
    expect(flash(planned)).toBe('13 meetings planned');
    expect(planned.$('.month h2').first().text()).toBe('November 2026');
    expect(planned.$('.row-card__side a').first().text()).toContain('Build the agenda');
    meetingId = planned.$('.row-card__side a').first().attr('href')!.split('/')[2]!;
    prepare = `/meetings/${meetingId}/prepare`;
    const again = await browser.submit(planned, '/meetings/generate', { panel: s.panel.id });
    expect(flash(again)).toBe('Every meeting of the next six months is planned');
  });

  it('are moved and cancelled with a reason; what was typed stays when it is refused', async () => {
    const browser = chair();
    const list = await browser.get('/meetings');
    const id = list.$('.row-card__side a').last().attr('href')!.split('/')[2]!;
    const page = await browser.get(`/meetings/${id}/change`);
    const sent = { heldOn: '2026-12-25', startsAt: '10:00', reason: 'The room is not free' };
    const refused = await browser.submit(page, `/meetings/${id}/move`, sent);
    expect(refused.status).toBe(422);
    expect(errors(refused)).toEqual(['Friday 25 December 2026 is a bank holiday.']);
    expect(refused.$('#held-on').attr('value')).toBe('2026-12-25');
    expect(refused.$('#move-reason').attr('value')).toBe('The room is not free');
    const nothing = await browser.submit(page, `/meetings/${id}/move`, { ...sent, heldOn: 'soon' });
    expect(errors(nothing)).toEqual(['Choose a day.']);
    const moved = await browser.submit(page, `/meetings/${id}/move`, { ...sent, heldOn: '2027-04-14' });
    expect(flash(moved)).toContain('moved to 14 April');
    const stale = await browser.submit(page, `/meetings/${id}/cancel`, { reason: 'No cases' });
    expect(stale.status).toBe(409);
    const cancelled = await browser.submit(stale, `/meetings/${id}/cancel`, { reason: 'No cases' });
    expect(flash(cancelled)).toContain('cancelled');
    expect((await browser.get(`/meetings/${id}`)).$('.flash__text').text()).toContain('No cases');
  });

  it('have an agenda that is built, with times, reasons and points', async () => {
    for (const reference of ['NB-1', 'NB-2', 'NB-3'])
      await s.flag({ reference, victimInitials: 'A.B.' } as never);
    const browser = chair();
    const before = await browser.get(prepare);
    expect(before.$('.empty h2').text()).toBe('No agenda yet');
    const built = await browser.submit(before, `/meetings/${meetingId}/agenda/build`);
    expect(flash(built)).toBe('Running order suggested for 3 cases');
    expect(order(built)).toHaveLength(3);
    expect(built.$('.capacity__sentence').text()).toMatch(/^\d+ of 150 minutes planned$/);
    expect(built.$('.case-line__slot').first().text()).toContain('9:55am to');
    expect(built.$('.reasons__item').length).toBeGreaterThan(0);
    expect(built.$('.priority__points').first().text()).toContain('of');
    expect(built.$('.checks__item--open').length).toBe(0);
    expect(built.$('title').text()).not.toContain('NB-');
  });

  it('let the chair move, pin, time and hold cases, each with a way back', async () => {
    const browser = chair();
    let page = await browser.get(prepare);
    const [first, second, third] = order(page);
    const act = async (reference: string, verb: string, fields: Record<string, string> = {}) => {
      const line = page.$(`[data-reference="${reference}"]`).attr('data-line');
      page = await browser.submit(page, `/meetings/${meetingId}/agenda/listings/${line}/${verb}`, fields);
      return page;
    };
    const undo = async () => {
      page = await browser.submit(page, `/meetings/${meetingId}/agenda/undo`);
      return page;
    };

    await act(third!, 'move', { position: '1', reason: 'The tenancy starts soon' });
    expect([flash(page), order(page)]).toEqual([`${third} moved to place 1`, [third, first, second]]);
    expect(page.$('.case-line__note').first().text()).toBe('The tenancy starts soon');
    await undo();
    expect([flash(page), order(page)]).toEqual(['Undone', [first, second, third]]);

    await act(second!, 'pin');
    expect(flash(page)).toBe(`${second} pinned to the top`);
    expect(order(page)[0]).toBe(second);
    await act(second!, 'unpin');
    expect(flash(page)).toBe(`${second} is no longer pinned`);

    await act(first!, 'minutes', { minutes: '25' });
    expect(flash(page)).toBe(`${first} has 25 minutes`);
    await act(first!, 'minutes', { minutes: '500' });
    expect([page.status, errors(page)]).toEqual([422, ['Choose from 5 to 60 minutes.']]);
    expect(page.$(`[data-reference="${first}"] [data-minutes]`).attr('value')).toBe('500');

    page = await browser.get(prepare);
    const until = page.$(`[data-reference="${first}"] [name="until"] option`).first().attr('value')!;
    await act(first!, 'hold', { until, reason: '' });
    expect([page.status, errors(page)[0]]).toEqual([422, expect.stringContaining('Reason')]);
    await act(first!, 'hold', { until, reason: 'In hospital until then' });
    expect(flash(page)).toBe(`${first} held until 8 December`);
    expect(page.$('.held__reason').text()).toContain('In hospital until then');
    const include = page.$('.held form').attr('action')!;
    page = await browser.submit(page, include);
    expect(flash(page)).toBe(`${first} is back on the agenda`);
    expect(order(page)).toHaveLength(3);
  });

  it('refuse a change of a line that somebody else changed first', async () => {
    const browser = chair();
    const page = await browser.get(prepare);
    const [line] = page.$('[data-line]').get();
    const url = `/meetings/${meetingId}/agenda/listings/${page.$(line!).attr('data-line')}/minutes`;
    await browser.submit(page, url, { minutes: '30' });
    const stale = await browser.submit(page, url, { minutes: '40' });
    expect(stale.status).toBe(409);
    expect(errors(stale)[0]).toContain('Look again');
    expect(stale.$('[data-minutes]').first().attr('value')).toBe('40');
  });

  it('say where the time runs out and what does not fit', async () => {
    const browser = chair();
    for (let number = 4; number < 16; number += 1) await s.flag({ reference: `NB-${number}` });
    let page = await browser.get(prepare);
    page = await browser.submit(page, `/meetings/${meetingId}/agenda/build`);
    expect(page.$('.agenda__cut').text()).toContain('Time runs out at midday');
    expect(page.$('.case-line--out .case-line__slot').first().text()).toBe('Does not fit');
    expect(page.$('.capacity__rest').text()).toMatch(/do(es)? not fit/);
    const out = page.$('.case-line--out').first();
    const up = out.find('.case-line__buttons form').first().attr('action')!;
    const position = out.find('.case-line__buttons [name="position"]').first().attr('value')!;
    page = await browser.submit(page, up, { position });
    expect(page.$('.agenda__cut').text()).toContain('run over by');
    const check = await browser.get(`/meetings/${meetingId}/publish`);
    expect(check.$('.box--stop').text()).toContain('run over');
    expect(check.$('form[action$="/publish"]').length).toBe(0);
    await browser.submit(page, `/meetings/${meetingId}/agenda/undo`);
  });

  it('are shown to nobody from elsewhere, and to members to read', async () => {
    const { db, clock } = s.api;
    const other = await aPerson(db, clock, s.police, 'chair');
    await aPanel(db, clock, [s.police], { chairId: other.id });
    const elsewhere = following(web, await aToken(db, clock, other));
    for (const path of ['', '/prepare', '/publish', '/live', '/change', '/end']) {
      const page = await elsewhere.get(`/meetings/${meetingId}${path}`);
      expect([path, page.status, page.$('h1').text()]).toEqual([path, 404, 'Page not found']);
    }
    const member = following(web, s.housingMember);
    const sent = await member.get(prepare);
    expect(sent.path).toContain(`/meetings/${meetingId}`);
    expect(sent.$('.flash__text').text()).toContain('not published yet');
    expect((await member.get(`/meetings/${meetingId}/change`)).status).toBe(403);
    expect((await following(web, null).get(prepare)).path).toContain('/sign-in');
    for (const path of ['x', '%00', '../panels', 'a'.repeat(150)])
      expect((await chair().get(`/meetings/${path}/prepare`)).status).toBe(404);
  });

  it('take no change without the token of the page', async () => {
    const browser = chair();
    const page = await browser.get(prepare);
    const foreign = await browser.submit(page, `/meetings/${meetingId}/agenda/build`, { _csrf: 'x' });
    expect(foreign.status).toBe(403);
  });

  it('are published after a check, and then only take addenda', async () => {
    const browser = chair();
    const check = await browser.get(`/meetings/${meetingId}/publish`);
    expect(check.$('.table tbody tr').length).toBe(3);
    const published = await browser.submit(check, `/meetings/${meetingId}/publish`);
    expect(flash(published)).toContain('published');
    expect(published.$('.case-line__buttons').length).toBe(0);
    const late = await s.flag({ reference: 'NB-99' });
    const add = await browser.get(published.$('.section-head__buttons a').attr('href')!);
    const unsaid = await browser.submit(add, `/meetings/${meetingId}/add`, { caseId: late.id, reason: '' });
    expect(unsaid.status).toBe(422);
    expect(unsaid.$('input[name="caseId"][checked]').attr('value')).toBe(late.id);
    const added = await browser.submit(unsaid, `/meetings/${meetingId}/add`, {
      caseId: late.id,
      reason: 'New threat today',
    });
    expect(order(added)).toContain('NB-99');
    expect(added.$('.agenda').text()).toContain('Addendum 1');
    const read = await following(web, s.policeMember).get(`/meetings/${meetingId}`);
    expect(read.$('.case-line').length).toBeGreaterThan(0);
    expect(read.text).toContain('You are needed from');
  });

  it('can be asked past, by panel and page, whatever the address says', async () => {
    const browser = chair();
    expect((await browser.get('/meetings?when=past')).$('.empty h2').text()).toBe('No meetings yet');
    expect((await browser.get(`/meetings?panel=${s.panel.id}&when=odd`)).$('.row-card').length).toBe(13);
    expect((await browser.get('/meetings?panel=odd')).status).toBe(404);
  });
});
