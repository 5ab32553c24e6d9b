import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Agency } from '#agencies';
import { CaseFile, SecondLook, Triage, TriageStep } from '#cases';
import { type Moment, newId } from '#kernel';
import type { Panel } from '#panels';
import { anAgency, aPanel, aPerson, aReferral, aToken, type GivenReferral } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { markupFaults } from '../harness/html.js';
import { anUnreadMessage } from '../harness/unread-message.js';
import { aWeb, type Visit, type WebUnderTest } from '../harness/web.js';

describe('the pages of referrals', () => {
  let api: ApiUnderTest;
  let web: WebUnderTest;
  let housing: Agency;
  let north: Panel;
  let south: Panel;
  const token: Record<string, string> = {};
  const monday = '2026-11-23T09:00:00.000Z' as Moment;

  beforeAll(async () => {
    api = await anApi();
    web = await aWeb(api);
    const { db, clock } = api;
    const police = await anAgency(db, clock, { name: 'Northbridge Police' });
    housing = await anAgency(db, clock, { name: 'City Housing', kind: 'housing' });
    const chair = await aPerson(db, clock, police, 'chair', { name: 'Casey Chair' });
    const coordinator = await aPerson(db, clock, police, 'coordinator', { name: 'Corin Coordinator' });
    const southChair = await aPerson(db, clock, police, 'chair');
    const runs = { chairId: chair.id, coordinatorId: coordinator.id };
    north = await aPanel(db, clock, [police, housing], { ...runs, name: 'North panel' });
    south = await aPanel(db, clock, [police], { chairId: southChair.id, name: 'South panel' });
    token['chair'] = await aToken(db, clock, chair);
    token['coordinator'] = await aToken(db, clock, coordinator);
    token['southChair'] = await aToken(db, clock, southChair);
    token['houser'] = await aToken(db, clock, await aPerson(db, clock, housing, 'agency_member'));
    token['officer'] = await aToken(db, clock, await aPerson(db, clock, police, 'agency_member'));
    token['auditor'] = await aToken(db, clock, await aPerson(db, clock, police, 'auditor'));
  });
  afterAll(async () => {
    await web.close();
    await api.close();
  });
  beforeEach(() => api.clock.set(monday));

  const refer = (given: GivenReferral = {}) => aReferral(api.db, api.clock, north, housing, given);
  const stateOf = async (id: string) => (await api.db.reading.findOneByOrFail(CaseFile, { id })).state;
  const open = (who: string, id: string) => web.browser(token[who]).get(`/referrals/${id}`);
  /** Opens the page of a referral in a browser, fills one form of it in and follows to what comes then. */
  const fill = async (who: string, id: string, verb: string, typed: Record<string, string>) => {
    const browser = web.browser(token[who]);
    const sent = await browser.submit(
      await browser.get(`/referrals/${id}`),
      `/referrals/${id}/${verb}`,
      typed,
    );
    return sent.location ? browser.follow(sent) : sent;
  };
  const flash = (page: Visit) => page.$('[data-flash]').text();

  it('list what is late first, in words, with counts that are filters', async () => {
    const late = { receivedAt: '2026-11-23T02:00:00.000Z' as Moment, urgency: 'urgent' as const };
    const missed = await refer({ triage: late });
    const high = await refer({
      victim: { firstName: 'Jordan', lastName: 'Reyes' },
      triage: { urgency: 'high', ruleReasons: ['Suspect has access to weapons'] },
    });
    const browser = web.browser(token['chair']);
    const page = await browser.get('/referrals');
    const rows = page.$('.rows[data-rows] .row-card').toArray();
    expect(page.$(rows[0]).text()).toContain(missed.reference);
    expect(page.$(rows[0]).text()).toMatch(/Late by 3 hours/);
    expect(page.$(rows[0]).text()).toContain('Waiting 7 hours');
    expect(page.$(rows[1]).text()).toContain('Suspect has access to weapons');
    expect(page.$(rows[1]).text()).toContain('Rule: Triage urgency, version 1');
    expect(page.text).toContain('Triage urgency, version 1. Source: Bands of the agenda');
    expect(page.$(rows[1]).text()).toContain('City Housing');
    expect(page.text).not.toContain('Reyes');
    const tiles = page
      .$('.tile')
      .toArray()
      .map((tile) => page.$(tile).text().trim().replaceAll(/\s+/g, ' '));
    expect(tiles.slice(0, 2)).toEqual(['1 late', '1 urgent']);
    const only = await browser.get(page.$('.tile__link').first().attr('href') ?? '');
    expect(only.$('.rows[data-rows] .row-card').length).toBe(1);
    expect(only.$('.tile__link').first().attr('aria-current')).toBe('true');
    const urgency = await browser.get('/referrals?urgency=high');
    expect(urgency.$('.rows[data-rows] .row-card').text()).toContain(high.reference);
    expect(urgency.$('#filter-urgency option[selected]').text()).toBe('High (1)');
    expect((await browser.get('/referrals?show=appeals')).$('.empty h2').text()).toBe('No referrals match');
    expect((await browser.get('/referrals?after=nonsense')).status).toBe(404);
    expect((await web.browser(token['auditor']).get('/referrals')).status).toBe(403);
  });

  it('show everything for the decision, and nothing to who need not know', async () => {
    const { id } = await refer({
      victim: { firstName: 'Vera', lastName: 'Marlow' },
      triage: { ruleReasons: ['Suspect has access to weapons'] },
    });
    const page = await open('chair', id);
    expect(page.$('h1').text()).toContain('Referral');
    expect(page.$('title').text()).not.toContain('Marlow');
    for (const text of ['Why it is this urgent', 'Suspect has access to weapons', 'decide by', 'Vera Marlow'])
      expect(page.text).toContain(text);
    expect((await open('officer', id)).status).toBe(404);
    expect((await open('southChair', id)).status).toBe(404);
    const referrers = await open('houser', id);
    expect(referrers.status).toBe(200);
    expect(referrers.$(`form[action="/referrals/${id}/accept"]`).length).toBe(0);
  });

  it('take a referral on, and take that back', async () => {
    const { id } = await refer();
    const browser = web.browser(token['chair']);
    const sent = await browser.submit(await browser.get(`/referrals/${id}`), `/referrals/${id}/accept`, {
      words: 'For the next meeting',
    });
    const done = await browser.follow(sent);
    expect(flash(done)).toBe('The referral is taken on. The referrer is told');
    expect(done.$('.moj-timeline').text()).toContain('For the next meeting');
    expect(await stateOf(id)).toBe('accepted');
    const undone = await browser.follow(await browser.submit(done, `/referrals/${id}/undo`));
    expect(flash(undone)).toBe('Your decision is taken back. The clock is where it was');
    expect(await stateOf(id)).toBe('triage');
  });

  it('ask the referrer, who answers on their page', async () => {
    const { id, reference } = await refer();
    const empty = await fill('chair', id, 'return', { words: ' ' });
    expect([empty.status, empty.$('.govuk-error-summary a').attr('href')]).toEqual([422, '#return-words']);
    expect(empty.$('details[open] #return-words').length).toBe(1);
    expect(flash(await fill('chair', id, 'return', { words: 'Which flat?' }))).toContain('stands still');
    const mine = await web.browser(token['houser']).get('/referrals');
    expect(mine.$('h1').text()).toBe('My agency’s referrals');
    expect(mine.$('.attention').text()).toContain(`${reference} waits for your answer. Which flat?`);
    expect(flash(await fill('houser', id, 'answer', { words: 'Flat 2' }))).toContain('The clock goes on');
    expect((await open('chair', id)).$('.moj-timeline').text()).toContain('Flat 2');
  });

  it('decline with a reason and safe advice only; the referrer reads it and appeals once to somebody else', async () => {
    const { id } = await refer();
    const unsafe = { words: 'She should block him', signposts: 'danger_999' };
    const refused = await fill('chair', id, 'decline', unsafe);
    expect(refused.$('#decline-words-error').text()).toContain('blocking');
    expect(refused.$('#decline-words').text()).toBe(unsafe.words);
    expect(refused.$('#decline-signposts-1').attr('checked')).toBeDefined();
    const none = await fill('chair', id, 'decline', { words: 'One event only' });
    expect(none.$('.govuk-error-summary a').attr('href')).toBe('#decline-signposts-1');
    await fill('chair', id, 'decline', { ...unsafe, words: 'One event only' });
    const read = await open('houser', id);
    expect(read.$('.box--note').text()).toContain('ring 999');
    expect(read.$('.box--note').text()).toContain('Bexley');
    expect(flash(await fill('houser', id, 'appeal', { words: 'He is back' }))).toContain('Somebody else');
    const again = await open('chair', id);
    expect(again.$('#decide').parent().text()).toContain('You declined this referral');
    expect(again.$(`form[action="/referrals/${id}/accept"]`).length).toBe(0);
    expect((await web.browser(token['chair']).get('/referrals?show=appeals')).text).toContain('Appeal');
    await fill('coordinator', id, 'accept', {});
    expect(await stateOf(id)).toBe('accepted');
    expect((await open('houser', id)).$(`form[action="/referrals/${id}/appeal"]`).length).toBe(0);
  });

  it('say what somebody else did first, and keep what was typed', async () => {
    const { id } = await refer();
    const browser = web.browser(token['chair']);
    const seen = await browser.get(`/referrals/${id}`);
    api.clock.set('2026-11-23T09:05:00.000Z' as Moment);
    await fill('coordinator', id, 'return', { words: 'Which flat?' });
    const late = await browser.submit(seen, `/referrals/${id}/redirect`, {
      forum: 'MATAC',
      words: 'A case for MATAC',
    });
    expect(late.status).toBe(409);
    expect(late.$('#meanwhile').parent().text()).toContain('Returned for information, by Corin Coordinator');
    expect(late.$('#redirect-words').text()).toBe('A case for MATAC');
    expect(late.$('#redirect-forum option[selected]').attr('value')).toBe('MATAC');
    const sent = await browser.submit(late, `/referrals/${id}/redirect`, {
      forum: 'MATAC',
      words: 'A case for MATAC',
    });
    expect((await browser.follow(sent)).$('.govuk-caption-l').text()).toBe('Sent to another forum');
  });

  it('raise the urgency, never below the rule, and record what is done before any meeting', async () => {
    const { id } = await refer();
    expect((await fill('chair', id, 'urgency', { words: 'x' })).$('.govuk-error-summary').text()).toContain(
      'Choose how urgent it is',
    );
    await fill('houser', id, 'urgency', { urgency: 'URGENT', words: 'She is terrified' });
    const page = await open('chair', id);
    expect(page.text).toContain('Raised by a person. The rule says standard:');
    const action = { agency: housing.id, category: 'HOUSING_SECURITY', words: 'Change the locks today' };
    expect(flash(await fill('chair', id, 'action', action))).toContain('recorded');
    const urgent = await fill('chair', id, 'emergency', { words: 'He is out tonight' });
    expect(urgent.$('.moj-timeline').text()).toContain('An emergency meeting was proposed');
    expect(urgent.$('[aria-labelledby="actions"]').text()).toContain('Change the locks today');
    expect(await api.db.reading.countBy(TriageStep, { caseId: id, kind: 'urgency_raised' })).toBe(1);
  });

  it('plan an emergency meeting, whose agenda comes next', async () => {
    const { id } = await refer({ isImminentThreat: true });
    const wrong = await fill('chair', id, 'meeting', {
      words: 'He is out',
      heldOn: '',
      startsAt: 'soon',
      durationMinutes: '45',
    });
    expect(
      wrong
        .$('.govuk-error-summary a')
        .map((_, a) => wrong.$(a).attr('href'))
        .get(),
    ).toEqual(['#meeting-heldOn', '#meeting-startsAt']);
    const typed = { words: 'He is out', heldOn: '2026-11-23', startsAt: '15:30', durationMinutes: '45' };
    const planned = await fill('chair', id, 'meeting', typed);
    expect(flash(planned)).toContain('The emergency meeting is planned');
    expect(planned.$('h1').text()).toContain('agenda');
    const list = await web.browser(token['chair']).get('/meetings');
    expect(list.text).toContain('Emergency meeting');
    expect((await open('chair', id)).$('.moj-timeline').text()).toContain('An emergency meeting was planned');
  });

  it('have somebody else look again at what was drawn', async () => {
    const { id, reference } = await refer();
    await fill('chair', id, 'decline', { words: 'One event only', signposts: 'danger_999' });
    const lookId = newId();
    await api.db.transaction(() =>
      api.db.writing.insert(SecondLook, {
        ...{ id: lookId, panelId: north.id, month: '2026-10', caseId: id },
        ...{ doneAt: null, doneById: null, outcome: null, words: null, version: 1 },
      }),
    );
    const own = await web.browser(token['chair']).get('/referrals/second-looks');
    expect(own.text).toContain('You decided on this case');
    const browser = web.browser(token['coordinator']);
    const page = await browser.get('/referrals/second-looks');
    expect(page.text).toContain('Drawn from October 2026');
    expect(page.text).toContain('Not taken on: One event only');
    const form = `/referrals/second-looks/${lookId}`;
    const none = await browser.submit(page, form, { words: 'x' });
    expect(none.$('.govuk-error-summary a').attr('href')).toBe(`#outcome-${lookId}-1`);
    const done = await browser.submit(page, form, { outcome: 'REOPENED', words: 'Two earlier events' });
    expect((await browser.follow(done)).$('[aria-labelledby="done"]').text()).toContain('Two earlier events');
    expect(await stateOf(id)).toBe('triage');
    expect((await browser.get('/referrals')).text).toContain(reference);
  });

  it('say that messages could not be read, why, and take what somebody did about each', async () => {
    const browser = web.browser(token['chair']);
    expect((await browser.get('/referrals')).text).not.toContain('could not be read');
    const { id, fileHash } = await anUnreadMessage(api.db, api.clock);
    const queue = await browser.get('/referrals');
    expect(queue.$('.attention a').attr('href')).toBe('/referrals/mailbox');
    expect(queue.$('.attention').text()).toContain('1 message could not be read.');
    const page = await browser.get('/referrals/mailbox');
    expect(await markupFaults(page.text)).toEqual([]);
    const row = page.$('.row-card').text();
    expect(row).toContain('3 referrals of it are in triage. 2 rows could not be read.');
    expect(row).toContain('Line 5: row 5, panel: missing.');
    expect(row).toContain(`${fileHash}.eml`);
    const form = `/referrals/mailbox/${id}`;
    const none = await browser.submit(page, form, { words: 'x' });
    expect([none.status, none.$('.govuk-error-summary a').attr('href')]).toEqual([422, `#words-${id}`]);
    expect(none.$(`#words-${id}`).val()).toBe('x');
    const stale = await browser.post(form, {
      ...{ _csrf: page.$(`form[action="${form}"] input[name="_csrf"]`).attr('value')!, version: '7' },
      words: 'Referred it by hand',
    });
    expect(stale.status).toBe(409);
    const done = await browser.submit(page, form, { words: 'Referred it by hand' });
    const after = await browser.follow(done);
    expect(flash(after)).toContain('Saved what you did');
    expect(after.text).toContain('No message waits');
    expect((await browser.get('/referrals')).text).not.toContain('could not be read');
    for (const who of ['houser', 'auditor'])
      expect((await web.browser(token[who]).get('/referrals/mailbox')).status).toBe(403);
  });

  it('change the thresholds of a panel with a reason, and show what was changed', async () => {
    const browser = web.browser(token['chair']);
    const page = await browser.follow(await browser.get('/referrals/settings'));
    expect(page.$('#urgentHours').attr('value')).toBe('4');
    const action = `/referrals/settings/${north.id}`;
    const typed = Object.fromEntries(
      page
        .$(
          'form[action^="/referrals/settings"] input[type="text"], form[action^="/referrals/settings"] select',
        )
        .toArray()
        .map((input) => [page.$(input).attr('name') ?? '', String(page.$(input).val() ?? '')]),
    );
    const wrong = await browser.submit(page, action, { ...typed, urgentHours: 'four', startOfDay: 'nine' });
    expect(
      wrong
        .$('.govuk-error-summary a')
        .toArray()
        .map((link) => wrong.$(link).attr('href')),
    ).toEqual(['#urgentHours', '#startOfDay']);
    expect(wrong.$('#urgentHours').attr('value')).toBe('four');
    const late = await browser.submit(page, action, { ...typed, redPercent: '40', reason: 'As agreed' });
    expect(late.$('#redPercent-error').text()).toContain('Red must come after amber');
    const reason = 'Agreed by the board';
    const changed = await browser.submit(page, action, { ...typed, urgentHours: '2', cutOff: '', reason });
    const after = await browser.follow(changed);
    expect(after.$('#urgentHours').attr('value')).toBe('2');
    expect(after.$('tbody').text()).toMatch(
      /Hours for an urgent referral\s*4\s*2\s*Agreed by the board\s*Casey Chair/,
    );
    const stale = await browser.submit(page, action, { ...typed, urgentHours: '3', reason });
    expect([stale.status, stale.$('#meanwhile').text()]).toEqual([409, 'Somebody else was first']);
    expect(stale.$('#urgentHours').attr('value')).toBe('3');
    for (const who of ['houser', 'southChair'])
      expect((await web.browser(token[who]).get(action)).status).toBe(403);
  });

  it('are made of sound markup, refused or not', async () => {
    const { id } = await refer();
    const chair = web.browser(token['chair']);
    const pages = [
      await chair.get('/referrals'),
      await chair.get(`/referrals/${id}`),
      await fill('chair', id, 'decline', {}),
      await chair.get('/referrals/second-looks'),
      await chair.get(`/referrals/settings/${north.id}`),
      await web.browser(token['houser']).get('/referrals'),
      await open('houser', id),
    ];
    for (const page of pages) {
      expect(await markupFaults(page.text)).toEqual([]);
      expect(page.$('h1').length).toBe(1);
    }
  });

  it('hand a case to another panel, which says that it has it', async () => {
    const { id } = await refer();
    await fill('chair', id, 'transfer', { panel: south.id, words: 'She has moved' });
    const browser = web.browser(token['southChair']);
    const queue = await browser.get('/referrals');
    expect(queue.$('#transfers').parent().text()).toContain('From North panel to South panel');
    const form = queue.$('form[action$="/acknowledge"]').attr('action') ?? '';
    expect(flash(await browser.follow(await browser.submit(queue, form)))).toBe(
      'Your panel has the case now',
    );
    const { panelId } = await api.db.reading.findOneByOrFail(Triage, { caseId: id });
    expect(panelId).toBe(south.id);
    expect((await open('chair', id)).status).toBe(404);
  });
});
