import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Agency, Person } from '#agencies';
import { Triage } from '#cases';
import type { Moment } from '#kernel';
import { type Panel, Panels } from '#panels';
import { Announcement } from '#platform';
import { ChaseReader, Reminder, ReminderMessage, Reminders } from '#reminders';
import { anAgency, anAudit, aPanel, aPerson, aReferral, aToken } from '#testkit';
import { anApi, type ApiUnderTest, testConfig } from '../harness/api.js';
import { aMailbox, type Mailbox } from '../harness/mailbox.js';
import { aWorker } from '../harness/worker.js';

const RESULT = '{ __typename ... on Case { id triage { version } } ... on Refusal { code } }';
const doing = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) ${RESULT} }`;
const DO = {
  accept: doing('acceptReferral', 'AcceptReferralInput'),
  return: doing('returnReferral', 'ReturnReferralInput'),
  answer: doing('answerReturn', 'AnswerReturnInput'),
  urgency: doing('setReferralUrgency', 'SetUrgencyInput'),
};

describe('reminders of what is owed in triage', () => {
  let api: ApiUnderTest;
  let mailbox: Mailbox;
  let worker: Awaited<ReturnType<typeof aWorker>>;
  let police: Agency;
  let housing: Agency;
  let panel: Panel;
  let coordinator: Person;
  const token: Record<string, string> = {};

  beforeAll(async () => {
    mailbox = await aMailbox();
    api = await anApi({ now: '2026-11-23T09:00:00.000Z' });
    const { db, clock } = api;
    police = await anAgency(db, clock, { name: 'Northbridge Police' });
    housing = await anAgency(db, clock, { name: 'Northbridge Housing', kind: 'housing' });
    const chair = await aPerson(db, clock, police, 'chair', { email: 'chair@police.example' });
    coordinator = await aPerson(db, clock, police, 'coordinator', { email: 'coord@police.example' });
    await aPerson(db, clock, police, 'strategic_lead', { email: 'strategic@police.example' });
    const referrer = await aPerson(db, clock, housing, 'agency_member', { email: 'refer@housing.example' });
    await aPerson(db, clock, housing, 'agency_lead', { email: 'lead@housing.example' });
    panel = await aPanel(db, clock, [police, housing], {
      chairId: chair.id,
      coordinatorId: coordinator.id,
      name: 'Stalking panel of Marlow',
      code: 'ZQMARLOW',
    });
    for (const [name, person] of Object.entries({ chair, coordinator, referrer }))
      token[name] = await aToken(db, clock, person);
    const config = testConfig({
      ACCORD_DATA: '/tmp',
      SMTP_URL: mailbox.url,
      PUBLIC_URL: 'https://panel.example',
      ACCORD_SWEEP_SECONDS: '3600',
    });
    worker = await aWorker({ config, clock, database: db });
  });
  afterAll(async () => {
    await worker?.close();
    await api?.close();
    await mailbox?.close();
  });
  // Each story leaves nothing behind that is owed.
  afterEach(async () => {
    mailbox.refuses = null;
    mailbox.received.length = 0;
    await api.db.transaction(async () => {
      for (const table of ['reminder_message', 'reminder', 'letter', 'announcement'])
        await api.db.change(`delete from ${table}`);
      await api.db.change('update triage set is_open = :no', { no: false });
      await api.db.change('update case_transfer set settled_at = :now', { now: api.clock.now() });
    });
  });

  const at = (moment: string) => api.clock.set(moment as Moment);

  async function act(as: string, what: keyof typeof DO, caseId: string, more: object = {}): Promise<void> {
    const { version } = await api.db.reading.findOneByOrFail(Triage, { caseId });
    const answer = await api.send(token[as]!, DO[what], { input: { caseId, version, ...more } });
    expect(answer.errors).toEqual([]);
    expect(Object.values(answer.data!)[0]).not.toHaveProperty('code');
  }

  /** What came since the last look. */
  async function sent(): Promise<string[]> {
    await worker.catchUp();
    return mailbox.received
      .splice(0)
      .map(({ to, subject }) => `${to.split('@')[0]}: ${subject.replace('Panel coordination: ', '')}`)
      .sort();
  }
  /** As the worker does every ten minutes, and when it starts. */
  const healed = async () => {
    const { db, clock } = api;
    const chases = new ChaseReader(db, clock, new Panels(db, clock, anAudit(db, clock)));
    await new Reminders(db, clock, chases).healMissing();
  };
  const SOON = (on: string) => `1 referral waits to be decided by ${on}`;
  const LATE = '1 referral is past its time to be decided';

  it('come before the target and after it is missed, up to the strategic lead, until somebody decides', async () => {
    at('2026-11-23T09:00:00.000Z');
    const { id } = await aReferral(api.db, api.clock, panel, housing, {
      victim: { firstName: 'Zelda', lastName: 'Quennell' },
      reference: 'ZZ-2026-4711',
      triage: { urgency: 'urgent' },
    });
    await healed();
    expect(await sent()).toEqual([]);
    const story: [string, string[]][] = [
      ['2026-11-23T11:00:00.000Z', [`coord: ${SOON('23 November')}`]],
      ['2026-11-23T12:12:00.000Z', [`chair: ${SOON('23 November')}`, `coord: ${SOON('23 November')}`]],
      ['2026-11-23T13:00:00.000Z', [`chair: ${LATE}`, `coord: ${LATE}`]],
      ['2026-11-23T16:59:59.000Z', []],
      ['2026-11-23T17:00:00.000Z', [`strategic: ${LATE}`]],
      ['2026-11-24T01:00:00.000Z', [`chair: ${LATE}`, `coord: ${LATE}`]],
    ];
    for (const [when, expected] of story) {
      at(when);
      await worker.catchUp();
      for (const { raw, text } of mailbox.received) {
        expect(text).toContain(`https://panel.example/referrals/${id}`);
        for (const word of ['Zelda', 'Quennell', 'ZZ-2026', 'Marlow', panel.code])
          expect(raw).not.toContain(word);
      }
      expect([when, await sent()]).toEqual([when, expected]);
      expect(await sent()).toEqual([]);
    }
    await act('chair', 'accept', id, { words: '' });
    await sent();
    at('2026-11-30T12:00:00.000Z');
    // The letter about the decision waited for the morning.
    expect(await sent()).toEqual(['lead: news of a referral of your agency']);
    expect(await api.db.reading.findOneByOrFail(Reminder, { duty: 'decision', dutyId: id })).toMatchObject({
      nextAt: null,
      stoppedReason: 'closed',
    });
    const ledger = await api.db.reading.findBy(ReminderMessage, { duty: 'decision', dutyId: id });
    expect(ledger).toHaveLength(8);
    expect(new Set(ledger.map(({ state }) => state))).toEqual(new Set(['sent']));
    expect(ledger.every(({ actionId, caseId }) => actionId === null && caseId === id)).toBe(true);
    const CASE = `query ($id: ID!) { case(id: $id) { reminders { duty actionReference rule level case { id } } } }`;
    const shown = async (as: string) => (await api.send(token[as]!, CASE, { id })).data.case.reminders;
    expect(await shown('chair')).toHaveLength(8);
    expect((await shown('chair'))[0]).toEqual({
      duty: 'DECISION',
      actionReference: null,
      rule: 'The clock has turned amber',
      level: 0,
      case: { id },
    });
    expect(await shown('referrer')).toEqual([]);
  });

  it('rest while the referrer is asked, who is reminded instead, and go on with what was left', async () => {
    at('2026-11-23T09:00:00.000Z');
    const { id } = await aReferral(api.db, api.clock, panel, housing, { triage: { urgency: 'urgent' } });
    await healed();
    at('2026-11-23T10:00:00.000Z');
    await act('chair', 'return', id, { missing: 'Which flat is it?' });
    expect(await sent()).toEqual(['lead: 1 question about a referral of your agency']);
    at('2026-11-24T16:00:00.000Z');
    expect(await sent()).toEqual([]);
    at('2026-11-25T09:00:00.000Z');
    expect(await sent()).toEqual(['lead: 1 answer is due today']);
    at('2026-11-27T08:00:00.000Z');
    // Nobody is known to have referred: the lead answers for the agency. One message though two steps were missed.
    expect(await sent()).toEqual(['coord: 1 question was not answered', 'lead: 1 answer is late']);
    at('2026-11-27T09:00:00.000Z');
    await act('referrer', 'answer', id, { answer: 'Flat 2' });
    expect(await sent()).toEqual(['chair: 1 answer has arrived', 'coord: 1 answer has arrived']);
    at('2026-11-27T09:59:00.000Z');
    expect(await sent()).toEqual([]);
    at('2026-11-27T10:00:00.000Z');
    expect(await sent()).toEqual([`coord: ${SOON('27 November')}`]);
    at('2026-11-27T12:00:00.000Z');
    expect(await sent()).toEqual([`chair: ${LATE}`, `coord: ${LATE}`]);
  });

  it('follow the clock when the urgency changes', async () => {
    at('2026-11-23T09:00:00.000Z');
    const { id } = await aReferral(api.db, api.clock, panel, housing);
    await healed();
    at('2026-11-23T12:30:00.000Z');
    expect(await sent()).toEqual([]);
    await act('coordinator', 'urgency', id, { urgency: 'URGENT', reason: 'He was seen there' });
    // The letter to the chair, and what the new clock says at once.
    expect(await sent()).toEqual(
      [
        `chair: ${SOON('23 November')}`,
        'chair: 1 referral has to be decided now',
        `coord: ${SOON('23 November')}`,
      ].sort(),
    );
  });

  it('say up to the strategic lead what a clock that moved earlier should have said, folded, and nothing twice', async () => {
    at('2026-11-23T09:00:00.000Z');
    const { id } = await aReferral(api.db, api.clock, panel, housing);
    await healed();
    at('2026-11-25T08:00:00.000Z');
    expect(await sent()).toEqual([`coord: ${SOON('26 November')}`]);
    at('2026-11-25T11:00:00.000Z');
    // Saying something else of it sets nothing back.
    const plan = async () => {
      const { db, clock } = api;
      const chases = new ChaseReader(db, clock, new Panels(db, clock, anAudit(db, clock)));
      await new Reminders(db, clock, chases).planForCase(id);
      return db.reading.findOneByOrFail(Reminder, { duty: 'decision', dutyId: id });
    };
    expect(await plan()).toMatchObject({ cursor: '2026-11-25T08:00:00.000Z', occasion: 1 });
    at('2026-11-25T12:01:00.000Z');
    await act('coordinator', 'urgency', id, { urgency: 'URGENT', reason: 'He was seen there' });
    expect(await sent()).toEqual(
      [
        `chair: ${LATE}`,
        'chair: 1 referral has to be decided now',
        `coord: ${LATE}`,
        `strategic: ${LATE}`,
      ].sort(),
    );
    const ledger = await api.db.reading.findBy(ReminderMessage, { duty: 'decision', dutyId: id });
    expect(ledger.map(({ stepKey, audience }) => `${audience} ${stepKey}`).sort()).toEqual([
      'chair escalation-chair',
      'coordinator amber',
      'coordinator still-missed-3',
      'strategic_lead escalation-strategic-lead',
    ]);
    expect(await plan()).toMatchObject({ cursor: '2026-11-25T01:00:00.000Z' });
    expect(await sent()).toEqual([]);
    at('2026-11-25T13:00:00.000Z');
    expect(await sent()).toEqual([`chair: ${LATE}`, `coord: ${LATE}`]);
  });

  it('are not lost with a message from the outbox, nor when the queue forgets: the record says what is owed', async () => {
    at('2026-11-24T09:00:00.000Z');
    const { id } = await aReferral(api.db, api.clock, panel, housing, { triage: { urgency: 'urgent' } });
    await healed();
    await act('chair', 'return', id, { missing: 'Which flat is it?' });
    await api.db.transaction(async () => void (await api.db.change('delete from announcement')));
    expect(await api.db.reading.count(Announcement)).toBe(0);
    at('2026-11-24T13:00:00.000Z');
    // The row still says that something is due; before it is sent the clock is looked at, and stands still.
    expect(await sent()).toEqual([]);
    await healed();
    const rows = await api.db.reading.findBy(Reminder, { dutyId: id });
    expect(rows.map(({ duty, nextAt }) => [duty, nextAt]).sort()).toEqual([
      ['answer', '2026-11-26T09:00:00.000Z'],
      ['decision', null],
    ]);
  });

  it('of a transfer go to the new panel until it says that it has the case', async () => {
    at('2026-11-23T09:00:00.000Z');
    const southChair = await aPerson(api.db, api.clock, police, 'chair', { email: 'south@police.example' });
    const south = await aPanel(api.db, api.clock, [police, housing], { chairId: southChair.id });
    const { id } = await aReferral(api.db, api.clock, panel, housing);
    const TRANSFER = `mutation ($input: TransferCaseInput!) { transferCase(input: $input) { ... on CaseTransfer { id version } ... on Refusal { code } } }`;
    const GET = 'query ($id: ID!) { case(id: $id) { version } }';
    const { version } = (await api.send(token['chair']!, GET, { id })).data.case;
    const input = { caseId: id, version, toPanelId: south.id, reason: 'She has moved' };
    const asked = (await api.send(token['chair']!, TRANSFER, { input })).data.transferCase;
    expect(await sent()).toEqual(['south: 1 transfer waits for your panel']);
    at('2026-11-25T09:00:00.000Z');
    // Until then the old panel is responsible, and is told so.
    const DECIDE = `coord: ${SOON('26 November')}`;
    expect(await sent()).toEqual([DECIDE, 'south: 1 transfer waits for your panel']);
    at('2026-11-26T08:00:00.000Z');
    expect(await sent()).toContain('south: 1 transfer still waits for an answer');
    const ACK = `mutation ($input: SettleTransferInput!) { acknowledgeTransfer(input: $input) { __typename } }`;
    const done = await api.send(await aToken(api.db, api.clock, southChair), ACK, {
      input: { transferId: asked.id, version: asked.version },
    });
    expect(done.data.acknowledgeTransfer.__typename).toBe('CaseTransfer');
    await sent();
    expect(await api.db.reading.findOneByOrFail(Reminder, { dutyId: asked.id })).toMatchObject({
      nextAt: null,
    });
  });

  it('that reached nobody, and those to come, are shown to those who run the panel', async () => {
    at('2026-11-23T09:00:00.000Z');
    const { id, reference } = await aReferral(api.db, api.clock, panel, housing, {
      triage: { urgency: 'urgent' },
    });
    await healed();
    const PREVIEW = '{ reminderPreview(days: 1) { at duty audience action { id } case { reference } } }';
    const planned = (await api.send(token['chair']!, PREVIEW)).data.reminderPreview;
    const mine = planned.filter((one: any) => one.case?.reference === reference);
    expect(mine.map((one: any) => `${one.at.slice(11, 16)} ${one.audience}`)).toEqual([
      '11:00 coordinator',
      '12:12 coordinator',
      '12:12 chair',
      '13:00 coordinator',
      '13:00 chair',
      '17:00 strategic_lead',
      '01:00 coordinator',
      '01:00 chair',
    ]);
    expect(mine[0]).toMatchObject({ duty: 'DECISION', action: null });
    const none = (await api.send(token['referrer']!, PREVIEW)).data.reminderPreview;
    expect(none).toEqual([]);
    mailbox.refuses = { code: 550, text: 'No such person coord@police.example' };
    at('2026-11-23T11:00:00.000Z');
    expect(await sent()).toEqual([]);
    const UNDELIVERED = '{ undeliveredReminders { duty state case { id } } }';
    const failed = (await api.send(token['chair']!, UNDELIVERED)).data.undeliveredReminders;
    expect(failed).toEqual([{ duty: 'DECISION', state: 'FAILED', case: { id } }]);
    expect((await api.send(token['referrer']!, UNDELIVERED)).data.undeliveredReminders).toEqual([]);
  });

  it('go to the chair when there is no coordinator any more, once', async () => {
    at('2026-11-23T09:00:00.000Z');
    await api.db.transaction(() =>
      api.db.writing.update(Person, { id: coordinator.id }, { isActive: false }),
    );
    await aReferral(api.db, api.clock, panel, housing, { triage: { urgency: 'urgent' } });
    await healed();
    at('2026-11-23T13:00:00.000Z');
    expect(await sent()).toEqual([`chair: ${LATE}`]);
    await api.db.transaction(() => api.db.writing.update(Person, { id: coordinator.id }, { isActive: true }));
  });
});
