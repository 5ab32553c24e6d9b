import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Moment } from '#kernel';
import { bankHolidays } from '#testkit';
import { aMeetingsSetting, DOCUMENTS as D, type MeetingsSetting } from '../api/meetings-setting.js';
import { following, type FollowingBrowser, type Page } from '../harness/following.js';
import { aWeb, type WebUnderTest } from '../harness/web.js';

const flash = ({ $ }: Page) => $('[data-flash]').text();
const errors = ({ $ }: Page) =>
  $('.govuk-error-summary__list li')
    .map((_, line) => $(line).text().trim())
    .get();
const shownCase = ({ $ }: Page) => $('.live-case__title').text().split(' ')[0];

const WHOLE = {
  said: 'Police outlined 14 incidents.\r\nNo contact since.',
  victimView: 'Wants updates by text only.',
  decision: 'RAISE_RISK',
  riskAfter: 'VERY_HIGH',
  decisionReason: '',
};

describe('a meeting that is held', () => {
  let s: MeetingsSetting;
  let web: WebUnderTest;
  let chair: FollowingBrowser;
  let id: string;
  let live: string;
  let first: string;
  let page: Page;

  beforeAll(async () => {
    s = await aMeetingsSetting();
    web = await aWeb(s.api);
    chair = following(web, s.chair);
    await bankHolidays(s.api.db, ['2026-12-25']);
    for (let number = 1; number <= 3; number += 1) await s.flag({ reference: `NB-${number}` });
    const { meetings } = await s.ask(s.chair, D.generate, { id: s.panel.id });
    ({ id } = meetings[0]);
    live = `/meetings/${id}/live`;
    const built = await s.ask(s.chair, D.build, { id });
    await s.ask(s.chair, D.publish, { input: { meetingId: id, version: built.meeting.version } });
  });
  afterAll(async () => {
    // A stream is still open here: closing ends it.
    await web.close();
    await s.api.close();
  });

  it('starts on its day, attendance first', async () => {
    page = await chair.get(live);
    expect(page.$('.seats h2').text()).toBe('Record who is here, then start');
    expect(page.text).toContain('You can start the meeting on Tuesday 24 November.');
    s.api.clock.set('2026-11-24T09:31:00.000Z' as Moment);
    page = await chair.get(live);
    const [seat, other] = page
      .$('.seat select')
      .get()
      .map((select) => page.$(select).attr('name')!);
    page = await chair.submit(page, `${live}/attendance`, {
      [seat!]: 'HERE',
      [seat!.replace('presence', 'note')]: 'DS L. Okafor',
      [seat!.replace('presence', 'agreed')]: 'yes',
      [other!]: 'EXPECTED',
    });
    expect(flash(page)).toBe('Attendance saved');
    expect(page.$(`#${seat} option[selected]`).attr('value')).toBe('HERE');
    expect(page.$(`#${seat!.replace('presence', 'agreed')}`).attr('checked')).toBeDefined();
    const start = page.$('button[formaction]');
    start.attr('id', 'start');
    page = await chair.press(page, 'start', { [other!]: 'VIDEO' });
    expect(flash(page)).toBe('The meeting has started');
    expect(page.$('.side-panel__under').first().text()).toContain('2 of 3 agencies');
    expect(page.$('.live-head__clock').text()).toContain('9:31am');
  });

  it('goes from case to case and saves what was said', async () => {
    first = page.$('.live-agenda__item a').first().attr('href')!.split('item=')[1]!;
    page = await chair.press(page, 'next-item');
    expect(page.$('[data-live]').attr('data-item')).toBe(first);
    expect(page.$('[data-timer]').attr('data-stopped')).toBeUndefined();
    expect(page.$('.gaps').text()).toContain("The victim's view, or why it was not obtained");
    page = await chair.submit(page, `${live}/listings/${first}`, { said: WHOLE.said });
    expect(flash(page)).toBe(`The record of ${shownCase(page)} is saved`);
    expect(page.$('#said').text()).toBe('Police outlined 14 incidents.\nNo contact since.');
  });

  it('saves as people type, and never over what somebody else saved', async () => {
    const cookie = { cookie: `accord_session=${s.chair}` };
    const fields = Object.fromEntries(new URLSearchParams(page.$('#record').serialize()));
    const autosave = (typed: Record<string, string>) =>
      fetch(`${web.url}${live}/listings/${first}`, {
        method: 'POST',
        headers: { ...cookie, 'x-autosave': '1' },
        body: new URLSearchParams({ ...fields, ...typed }),
        redirect: 'manual',
      });
    const saved = await autosave({ said: 'Typed by me' });
    expect([saved.status, saved.headers.get('x-saved-at')]).toEqual([204, '2026-11-24T09:31:00.000Z']);
    expect(Number(saved.headers.get('x-record-version'))).toBe(Number(fields['version']) + 1);
    const stale = await autosave({ said: 'Typed by somebody else' });
    expect([stale.status, stale.headers.get('x-saved-by')]).toEqual([409, 'Somebody else']);
    const both = await stale.text();
    expect(both).toContain('Typed by me');
    expect(both).toContain('Typed by somebody else');

    const plain = await chair.submit(page, `${live}/listings/${first}`, { said: 'Mine' });
    expect(plain.status).toBe(409);
    expect(plain.$('.conflict__theirs').first().text()).toBe('Typed by me');
    expect(plain.$('#said').text()).toBe('Mine');
    page = await chair.press(plain, 'save-mine', { said: 'Both of us' });
    expect(page.$('#said').text()).toBe('Both of us');
  });

  it('takes actions down in one line, and says before what it would record', async () => {
    const url = `${live}/listings/${first}/actions`;
    const line = '@probation check licence conditions by next panel';
    page.$('#add-action').closest('form').attr('action', `${url}/preview`);
    const preview = await chair.submit(page, `${url}/preview`, { line });
    expect(preview.$('[data-action-preview]').text()).toContain(
      'Check licence conditions. Due Tuesday 8 December',
    );
    const hint = await chair.submit(page, `${url}/preview`, { line: 'check conditions' });
    expect(hint.$('[data-action-preview]').text()).toContain('Say which agency will do it');
    page = await chair.get(live);
    const refused = await chair.submit(page, url, { line: '@nobody do it' });
    expect([refused.status, refused.$('#action-line').attr('value')]).toEqual([422, '@nobody do it']);
    expect(errors(refused)[0]).toContain('No agency of this panel has that name');
    page = await chair.submit(refused, url, { line });
    expect(flash(page)).toBe('Action added');
    expect(page.$('.agreed__text').text()).toBe('Check licence conditions');
  });

  it('takes actions from separate boxes, and back', async () => {
    page = await chair.get(live);
    const url = `${live}/listings/${first}/actions`;
    page.$('.add-action').remove();
    const boxes = { agencyId: s.housing.id, category: 'HOUSING_SECURITY', priority: 'HIGH', dueOn: '' };
    const empty = await chair.submit(page, url, { ...boxes, text: '' });
    expect([empty.status, empty.$('.text-details[open] #box-text').length]).toEqual([422, 1]);
    page = await chair.submit(page, url, { ...boxes, text: 'Fit a door camera' });
    expect(page.$('.agreed__action').length).toBe(2);
    const remove = page.$('.agreed__action form').first().attr('action')!;
    page = await chair.submit(page, remove);
    expect([flash(page), page.$('.agreed__action').length]).toEqual(['Action removed', 1]);
  });

  it('says what is missing before it ends, and where', async () => {
    page = await chair.press(page, 'next-item', { said: 'As saved with the button' });
    expect(page.$('[data-live]').attr('data-item')).not.toBe(first);
    page = await chair.press(page, 'end-meeting');
    expect(page.$('h1').text()).toBe('End the meeting');
    expect(page.$('form[action$="/end"]').length).toBe(0);
    const missing = page.$('.checks__item a').first().attr('href')!;
    page = await chair.get(missing);
    expect(page.$('#said').text()).toBe('As saved with the button');
    expect(page.text).toContain('It is not the one in discussion');
    page = await chair.submit(page, `${live}/listings/${first}`, WHOLE);
    expect(page.$('.gaps').length).toBe(0);
    page = await chair.press(page, 'next-item');
    page = await chair.press(page, 'next-item');
    const carried = page.$('#record').attr('action')!;
    page = await chair.submit(page, carried, {
      decision: 'CARRY_OVER',
      decisionReason: 'Housing was not there',
    });
  });

  it('ends with a record that members read', async () => {
    for (const one of (await chair.get(`/meetings/${id}/end`)).$('.checks__item a').get()) {
      const open = await chair.get(page.$(one).attr('href')!);
      await chair.submit(open, open.$('#record').attr('action')!, {
        ...WHOLE,
        decisionReason: 'Nothing to do now',
      });
    }
    const check = await chair.get(`/meetings/${id}/end`);
    const ended = await chair.submit(check, `/meetings/${id}/end`);
    expect(flash(ended)).toBe('The meeting has ended');
    expect(ended.$('h1').text()).toBe('Record of the meeting on Tuesday 24 November');
    expect(ended.$('.minute').text()).toContain('Wants updates by text only.');
    expect(ended.$('.minute').text()).toContain('Keep, raise risk');
    expect((await chair.get(live)).$('.live-head__state').text()).toContain('Meeting ended');
    expect((await following(web, s.policeMember).get(`/meetings/${id}`)).$('.minute').length).toBeGreaterThan(
      0,
    );
    expect((await following(web, s.policeMember).get(live)).path).toBe(`/meetings/${id}`);
  });

  it('tells open pages that something changed, and only those who run it', async () => {
    const ask = (token: string) =>
      fetch(`${web.url}${live}/events`, {
        headers: { cookie: `accord_session=${token}` },
        redirect: 'manual',
      });
    const stream = await ask(s.chair);
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    expect(stream.headers.get('x-accel-buffering')).toBe('no');
    const reader = stream.body!.getReader();
    const heard: string[] = [];
    const listen = async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        heard.push(new TextDecoder().decode(value));
        if (heard.join('').includes('event: changed')) return;
      }
    };
    const listening = listen();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await s.api.db.transaction(async () => {
      await s.api.db.change('update meeting set version = version + 1 where id = :id', { id });
    });
    await listening;
    expect(heard.join('')).toContain('event: changed');
    const member = await fetch(`${web.url}${live}/events`, {
      headers: { cookie: `accord_session=${s.policeMember}` },
    });
    expect([member.status, (await member.text()).includes('Page not found')]).toEqual([404, true]);
  });
});
