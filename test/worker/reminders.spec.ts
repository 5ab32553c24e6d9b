import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Person } from '#agencies';
import { addDays, atLondon, type Day, londonDay, londonTime, type Moment, type TimeOfDay } from '#kernel';
import { Announcement } from '#platform';
import { Reminder, ReminderMessage } from '#reminders';
import { aCase, anAgency, aPanel, aPerson, aToken, bankHolidays } from '#testkit';
import { anApi, type ApiUnderTest, testConfig } from '../harness/api.js';
import { aMailbox, type Mailbox } from '../harness/mailbox.js';
import { aWorker } from '../harness/worker.js';

const AGREE =
  'mutation ($input: AgreeActionInput!) { agreeAction(input: $input) { ... on Action { id dueOn } ... on Refusal { code } } }';
const COMPLETE =
  'mutation ($input: CompleteActionInput!) { completeAction(input: $input) { ... on Action { id } ... on Refusal { code } } }';
const ACKNOWLEDGE =
  'mutation ($input: AcknowledgeActionInput!) { acknowledgeAction(input: $input) { ... on Action { id } ... on Refusal { code } } }';
const ASSIGN =
  'mutation ($input: AssignActionInput!) { assignAction(input: $input) { ... on Action { id } ... on Refusal { code } } }';

describe('reminders', () => {
  let api: ApiUnderTest;
  let mailbox: Mailbox;
  let worker: Awaited<ReturnType<typeof aWorker>>;
  let chair: string;
  let owner: Person;
  let ownerToken: string;
  let about: Record<string, unknown>;

  beforeAll(async () => {
    mailbox = await aMailbox();
    api = await anApi({ now: '2026-12-14T09:30:00.000Z' });
    const { db, clock } = api;
    const police = await anAgency(db, clock, { name: 'Northbridge Police' });
    const probation = await anAgency(db, clock, { name: 'Probation Service', kind: 'probation' });
    const chairPerson = await aPerson(db, clock, police, 'chair', { email: 'chair@police.example' });
    await aPerson(db, clock, probation, 'agency_lead', { email: 'lead@probation.example' });
    owner = await aPerson(db, clock, probation, 'agency_member', {
      name: 'Alex Owner',
      email: 'owner@probation.example',
    });
    await aPerson(db, clock, police, 'strategic_lead', { email: 'strategic@police.example' });
    const panel = await aPanel(db, clock, [police, probation], {
      chairId: chairPerson.id,
      name: 'Stalking panel of Marlow',
    });
    await bankHolidays(db, ['2026-12-25', '2026-12-28', '2027-01-01']);
    const caseFile = await aCase(db, clock, panel, police, {
      reference: 'ZZ-2026-0001',
      victim: { firstName: 'Zelda', lastName: 'Quennell' },
      suspect: { firstName: 'Barnaby', lastName: 'Threlkeld' },
    });
    chair = await aToken(db, clock, chairPerson);
    ownerToken = await aToken(db, clock, owner);
    about = {
      caseId: caseFile.id,
      agencyId: probation.id,
      ownerId: owner.id,
      category: 'VICTIM_SAFETY',
      priority: 'ROUTINE',
    };
    const config = testConfig({
      ACCORD_DATA: '/tmp',
      SMTP_URL: mailbox.url,
      PUBLIC_URL: 'https://panel.example',
      ACCORD_SWEEP_SECONDS: '5',
    });
    worker = await aWorker({ config, clock, database: db });
  });
  afterAll(async () => {
    await worker?.close();
    await api?.close();
    await mailbox?.close();
  });
  afterEach(() => {
    mailbox.refuses = null;
    mailbox.received.length = 0;
  });

  async function agree(text: string, more: object = {}) {
    const answer = await api.send(chair, AGREE, { input: { ...about, text, ...more } });
    expect(answer.errors).toEqual([]);
    await worker.catchUp();
    return answer.data.agreeAction as { id: string; dueOn: string };
  }

  const said = (query: string, input: object) =>
    api.send(ownerToken, query, { input }).then(async (answer) => {
      expect(answer.errors).toEqual([]);
      await worker.catchUp();
    });

  /** Lets the clock run through every day to a day, looking at the hours at which something could go out. */
  async function runTo(day: Day): Promise<string[]> {
    const log: string[] = [];
    const hours = ['00:30', '07:59', '08:00', '09:00', '12:00', '16:59', '18:00'] as TimeOfDay[];
    const from = api.clock.now();
    for (let on = londonDay(from); on <= day; on = addDays(on, 1)) {
      for (const moment of hours.map((hour) => atLondon(on, hour)).filter((at) => at > from)) {
        api.clock.set(moment);
        const before = mailbox.received.length;
        await worker.catchUp();
        const news = mailbox.received.slice(before).map(({ to, subject }) => `${to} ${subject.slice(20)}`);
        log.push(...news.sort().map((one) => `${on} ${londonTime(moment)} ${one}`));
      }
    }
    return log;
  }

  it('come at the hours of the policy, over Christmas and up the ladder, until the action is closed', async () => {
    const action = await agree('Fit a fire-proof letter box at Orchard Lane');
    expect(action.dueOn).toBe('2026-12-30');
    expect(mailbox.received.map(({ to, subject }) => `${to} ${subject}`)).toEqual([
      'owner@probation.example Panel coordination: you have a new action',
    ]);
    expect(await runTo('2027-01-08' as Day)).toEqual([
      '2026-12-16 08:00 owner@probation.example 1 action waits to be acknowledged',
      '2026-12-23 08:00 owner@probation.example 1 action is due by 30 December',
      '2026-12-29 08:00 owner@probation.example 1 action is due by 30 December',
      '2026-12-30 09:00 owner@probation.example 1 action is due today',
      '2026-12-31 08:00 owner@probation.example 1 action is overdue',
      '2027-01-05 08:00 lead@probation.example 1 action is overdue',
      '2027-01-05 08:00 owner@probation.example 1 action is overdue',
      '2027-01-07 08:00 chair@police.example 1 action is overdue',
    ]);
    await said(COMPLETE, { actionId: action.id, version: 1, note: 'Fitted' });
    mailbox.received.length = 0;
    expect(await runTo('2027-01-25' as Day)).toEqual([]);
    const ledger = await api.db.reading.findBy(ReminderMessage, { actionId: action.id });
    expect(ledger).toHaveLength(9);
    expect(new Set(ledger.map(({ state }) => state))).toEqual(new Set(['sent']));
    expect(ledger[0]).toMatchObject({ address: 'owner@probation.example', templateVersion: 1, attempts: 1 });
    const row = await api.db.reading.findOneByOrFail(Reminder, { actionId: action.id });
    expect(row).toMatchObject({ nextAt: null, stoppedReason: 'closed' });
  });

  it('hold nothing of the case, the people in it, the panel or the action', async () => {
    api.clock.set('2027-02-01T09:30:00.000Z' as Moment);
    const { id } = await agree('Fit a fire-proof letter box at Orchard Lane');
    await runTo('2027-02-25' as Day);
    const raw = mailbox.received.map((message) => message.raw).join('\n');
    expect(mailbox.received.length).toBeGreaterThan(7);
    for (const word of [
      'Zelda',
      'Quennell',
      'Barnaby',
      'Threlkeld',
      'letter',
      'Orchard',
      'ZZ-2026',
      'Marlow',
      'talking',
    ]) {
      expect(raw).not.toContain(word);
    }
    expect(mailbox.received[0]?.text).toContain(`https://panel.example/actions/${id}`);
    expect(mailbox.received[0]?.text).toContain('Hello Alex');
    expect(raw).toContain('Auto-Submitted: auto-generated');
    await said(COMPLETE, { actionId: id, version: 1, note: 'Done' });
  });

  it('send one catch-up after an outage, to each person the highest and latest, not the backlog', async () => {
    api.clock.set('2027-03-01T09:30:00.000Z' as Moment);
    const { id } = await agree('After an outage');
    mailbox.received.length = 0;
    api.clock.set('2027-03-29T10:00:00.000Z' as Moment);
    await worker.catchUp();
    expect(mailbox.received.map(({ to }) => to).sort()).toEqual([
      'chair@police.example',
      'lead@probation.example',
      'owner@probation.example',
      'strategic@police.example',
    ]);
    await said(COMPLETE, { actionId: id, version: 1, note: 'Done' });
  });

  it('wait while the mail server cannot take them, and go out later under the same Message-ID', async () => {
    api.clock.set('2027-04-06T09:30:00.000Z' as Moment);
    mailbox.refuses = { code: 451, text: 'Try later owner@probation.example' };
    const { id } = await agree('While the mail server is away');
    const first = await api.db.reading.findOneByOrFail(ReminderMessage, { actionId: id });
    expect(first).toMatchObject({ state: 'sending', attempts: 1, result: '451' });
    await worker.catchUp();
    expect(await api.db.reading.findOneByOrFail(ReminderMessage, { actionId: id })).toEqual(first);
    mailbox.refuses = null;
    api.clock.set('2027-04-06T09:31:00.000Z' as Moment);
    await worker.catchUp();
    expect(mailbox.received.map(({ messageId }) => messageId)).toEqual([first.messageId]);
    const ledger = await api.db.reading.findBy(ReminderMessage, { actionId: id });
    expect(ledger).toMatchObject([{ id: first.id, state: 'sent', attempts: 2 }]);
    await said(COMPLETE, { actionId: id, version: 1, note: 'Done' });
  });

  it('are marked failed when an address will never take them, somebody is told, and the next one is still tried', async () => {
    api.clock.set('2027-05-04T09:30:00.000Z' as Moment);
    mailbox.refuses = { code: 550, text: 'No such person' };
    const { id } = await agree('To an address that is gone');
    const [failed] = await api.db.reading.findBy(ReminderMessage, { actionId: id });
    expect(failed).toMatchObject({ state: 'failed', result: expect.stringMatching(/^550/) });
    const told = await api.db.reading.findBy(Announcement, { event: 'reminder.failed' });
    expect(told.map(({ payload }) => payload)).toContainEqual({ messageId: failed?.id });
    const UNDELIVERED = '{ undeliveredReminders { id actionReference state result recipient { name } } }';
    const list = async (token: string) => (await api.send(token, UNDELIVERED)).data.undeliveredReminders;
    expect(await list(chair)).toMatchObject([
      { id: failed?.id, state: 'FAILED', recipient: { name: 'Alex Owner' } },
    ]);
    expect(await list(ownerToken)).toHaveLength(1);
    mailbox.refuses = null;
    expect(await runTo('2027-05-06' as Day)).toEqual([
      '2027-05-06 08:00 owner@probation.example 1 action waits to be acknowledged',
    ]);
    expect(await list(chair)).toEqual([]);
    await said(ACKNOWLEDGE, { actionId: id, version: 1 });
    await said(COMPLETE, { actionId: id, version: 2, note: 'Done' });
  });

  it('are kept as skipped when the action was closed after the reminder was taken', async () => {
    api.clock.set('2027-06-07T09:30:00.000Z' as Moment);
    const { id } = await agree('Closed at the last moment');
    const row = await api.db.reading.findOneByOrFail(Reminder, { actionId: id });
    await api.send(ownerToken, COMPLETE, { input: { actionId: id, version: 1, note: 'Just in time' } });
    mailbox.received.length = 0;
    // As if the announcement of the closing were still on its way when the next reminder falls due.
    await api.db.transaction(async () => {
      await api.db.writing.update(Announcement, { event: 'action.closed' }, { handledAt: api.clock.now() });
      const planned = { nextAt: row.nextAt, stoppedAt: null };
      await api.db.writing.update(Reminder, { actionId: id }, planned);
    });
    api.clock.set('2027-06-09T08:00:00.000Z' as Moment);
    await worker.catchUp();
    expect(mailbox.received).toEqual([]);
    const ledger = await api.db.reading.findBy(ReminderMessage, { actionId: id });
    expect(ledger.map(({ stepKey, state }) => [stepKey, state])).toEqual([
      ['new', 'sent'],
      ['not-acknowledged-2wd', 'skipped_closed'],
    ]);
  });

  it('go to the lead of the agency when nobody in particular has the action', async () => {
    api.clock.set('2027-09-06T09:30:00.000Z' as Moment);
    const lonely = await agree('For the lead', { ownerId: null });
    expect(mailbox.received.map(({ to, subject }) => `${to} ${subject.slice(20)}`)).toEqual([
      'lead@probation.example your agency has a new action',
    ]);
    await said(COMPLETE, { actionId: lonely.id, version: 1, note: 'Done' });
  });

  it('tell the person to whom an action is given, but not somebody who takes it', async () => {
    api.clock.set('2027-09-13T09:30:00.000Z' as Moment);
    const { id } = await agree('To be given on', { ownerId: null });
    mailbox.received.length = 0;
    api.clock.set('2027-09-13T10:00:00.000Z' as Moment);
    const given = await api.send(chair, ASSIGN, { input: { actionId: id, version: 1, ownerId: owner.id } });
    expect(given.errors).toEqual([]);
    await worker.catchUp();
    expect(mailbox.received.map(({ to, subject }) => `${to} ${subject.slice(20)}`)).toEqual([
      'owner@probation.example you have a new action',
    ]);
    await said(ASSIGN, { actionId: id, version: 2, ownerId: null });
    mailbox.received.length = 0;
    api.clock.set('2027-09-13T11:00:00.000Z' as Moment);
    await said(ASSIGN, { actionId: id, version: 3, ownerId: owner.id });
    expect(mailbox.received).toEqual([]);
    await said(COMPLETE, { actionId: id, version: 4, note: 'Done' });
  });

  it('of critical actions come at once, at night and on Sunday', async () => {
    api.clock.set('2027-10-02T22:15:00.000Z' as Moment);
    const { id } = await agree('At once', { priority: 'CRITICAL' });
    expect(mailbox.received).toHaveLength(1);
    api.clock.set('2027-10-03T00:15:00.000Z' as Moment);
    await worker.catchUp();
    expect(mailbox.received.map(({ subject }) => subject.slice(20))).toEqual([
      'you have a new action',
      '1 action waits to be acknowledged',
    ]);
    // The coordinator is to phone the agency now; this panel has none, so its chair is told.
    api.clock.set('2027-10-03T02:15:00.000Z' as Moment);
    await worker.catchUp();
    const ledger = await api.db.reading.findBy(ReminderMessage, { actionId: id, audience: 'coordinator' });
    expect(ledger).toMatchObject([{ state: 'sent', address: 'chair@police.example' }]);
    expect(mailbox.received).toHaveLength(3);
    await said(COMPLETE, { actionId: id, version: 1, note: 'Done' });
  });

  it('can be foreseen and looked up by those who run the panel and by the agency', async () => {
    api.clock.set('2027-11-01T09:30:00.000Z' as Moment);
    const { id } = await agree('To be foreseen');
    const PREVIEW =
      '{ reminderPreview(days: 14) { at rule level audience recipient { name } action { id reference } } }';
    const foreseen = await api.send(ownerToken, PREVIEW);
    expect(foreseen.errors).toEqual([]);
    const planned = foreseen.data.reminderPreview.map((one: any) => `${one.at.slice(0, 16)} ${one.audience}`);
    const LEDGER = `query ($id: ID!) { action(id: $id) { nextReminderAt case { reminders { id } }
      reminders { actionReference rule level audience address state template recipient { name } } } }`;
    const looked = (await api.send(ownerToken, LEDGER, { id })).data.action;
    expect(looked.nextReminderAt).toBe('2027-11-03T08:00:00.000Z');
    expect(looked.reminders).toMatchObject([
      { audience: 'owner', state: 'SENT', template: 'action-new', recipient: { name: 'Alex Owner' } },
    ]);
    expect(looked.case.reminders.length).toBeGreaterThan(20);
    mailbox.received.length = 0;
    const sent = await runTo('2027-11-15' as Day);
    expect(sent.map((line) => line.slice(0, 16).replace(' ', 'T'))).toEqual(
      planned.map((line: string) => line.slice(0, 16)),
    );
    await said(COMPLETE, { actionId: id, version: 1, note: 'Done' });
    const wrong = await api.send(ownerToken, '{ reminderPreview(days: 400) { at } }');
    expect(wrong.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await api.send(ownerToken, '{ localMessages { totalCount } }')).data).toEqual({
      localMessages: { totalCount: 0 },
    });
  });

  it('leave a worker that says it is healthy and how much is due', async () => {
    const get = (path: string) => fetch(`http://127.0.0.1:${worker.port}${path}`);
    expect((await get('/health/ready')).status).toBe(200);
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toMatch(/accord_reminders_due\{role="worker"\} 0/);
    expect(metrics).toMatch(/accord_reminder_messages_failed\{role="worker"\} 1/);
  });
});
