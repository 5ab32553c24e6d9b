import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Action } from '#actions';
import { type Agency, Person } from '#agencies';
import {
  type CaseFile,
  CaseRestriction,
  CaseTransfer,
  newsOf,
  SecondLook,
  SecondLookDraw,
  SecondLooksDrawn,
  seedOf,
  Triage,
  TRIAGE_STEP_KINDS,
  TriageByTheClock,
} from '#cases';
import { type Moment, newId } from '#kernel';
import { Letter } from '#letters';
import { Panel, USUAL_TRIAGE_SETTINGS } from '#panels';
import { Announcements } from '#platform';
import { anAction, anAgency, aPanel, aPerson, aReferral, aToken } from '#testkit';
import { anApi, type ApiUnderTest, testConfig } from '../harness/api.js';
import { aMailbox, type Mailbox } from '../harness/mailbox.js';
import { aWorker } from '../harness/worker.js';

const GET = 'query ($id: ID!) { case(id: $id) { version triage { version } } }';
const RESULT = '{ __typename ... on Case { id } ... on Refusal { code } }';
const TRANSFER = '{ __typename ... on CaseTransfer { id version } ... on Refusal { code } }';
const doing = (name: string, input: string, result = RESULT) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) ${result} }`;
const DO = {
  accept: doing('acceptReferral', 'AcceptReferralInput'),
  return: doing('returnReferral', 'ReturnReferralInput'),
  answer: doing('answerReturn', 'AnswerReturnInput'),
  decline: doing('declineReferral', 'DeclineReferralInput'),
  redirect: doing('redirectReferral', 'RedirectReferralInput'),
  appeal: doing('appealReferral', 'ReferralReasonInput'),
  urgency: doing('setReferralUrgency', 'SetUrgencyInput'),
  transfer: doing('transferCase', 'TransferCaseInput', TRANSFER),
  acknowledge: doing('acknowledgeTransfer', 'SettleTransferInput', TRANSFER),
};

describe('letters about referrals', () => {
  let api: ApiUnderTest;
  let mailbox: Mailbox;
  let worker: Awaited<ReturnType<typeof aWorker>>;
  let police: Agency;
  let housing: Agency;
  let north: Panel;
  let south: Panel;
  let referrer: Person;
  const token: Record<string, string> = {};

  beforeAll(async () => {
    mailbox = await aMailbox();
    api = await anApi();
    const { db, clock } = api;
    police = await anAgency(db, clock, { name: 'Northbridge Police' });
    housing = await anAgency(db, clock, { name: 'Northbridge Housing', kind: 'housing' });
    const chair = await aPerson(db, clock, police, 'chair', { email: 'chair@police.example' });
    const coordinator = await aPerson(db, clock, police, 'coordinator', { email: 'coord@police.example' });
    const southChair = await aPerson(db, clock, police, 'chair', { email: 'south@police.example' });
    referrer = await aPerson(db, clock, housing, 'agency_member', { email: 'refer@housing.example' });
    await aPerson(db, clock, housing, 'agency_lead', { email: 'lead@housing.example' });
    await aPerson(db, clock, housing, 'agency_lead', { email: 'far@housing.example', lpa: 'west' });
    await aPerson(db, clock, housing, 'agency_member', { email: 'other@housing.example' });
    await aPerson(db, clock, police, 'agency_lead', { email: 'lead@police.example' });
    const members = [police, housing];
    const runs = { chairId: chair.id, coordinatorId: coordinator.id };
    north = await aPanel(db, clock, members, {
      ...runs,
      name: 'Stalking panel of Marlow',
      code: 'ZQMARLOW',
      lpa: 'north',
    });
    south = await aPanel(db, clock, members, { chairId: southChair.id, name: 'Stalking panel of Tarn' });
    for (const [name, person] of Object.entries({ chair, coordinator, southChair, referrer }))
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
  beforeEach(() => at('2026-11-23T09:00:00.000Z'));

  const at = (moment: string) => api.clock.set(moment as Moment);

  /** Made by the referrer, in the north, with people who must not be in any message. */
  const aMarkedReferral = (given = {}) =>
    aReferral(api.db, api.clock, north, housing, {
      reference: `ZZ-2026-${Math.random()}`.slice(0, 20),
      referrerEmail: 'Refer@housing.example',
      lpa: 'north',
      victim: { firstName: 'Zelda', lastName: 'Quennell', address: '14 Orchard Lane' },
      suspect: { firstName: 'Barnaby', lastName: 'Threlkeld' },
      ...given,
    });

  async function act(as: string, what: keyof typeof DO, caseId: string, more: object = {}): Promise<any> {
    const seen = (await api.send(token[as]!, GET, { id: caseId })).data.case;
    const version = what === 'transfer' ? seen.version : seen.triage.version;
    const answer = await api.send(token[as]!, DO[what], { input: { caseId, version, ...more } });
    expect(answer.errors).toEqual([]);
    const [result] = Object.values(answer.data!) as any[];
    expect(result).not.toHaveProperty('code');
    return result;
  }
  const decline = (as: string, id: string) =>
    act(as, 'decline', id, { reason: 'No pattern yet', signposts: ['danger_999'] });

  /** What has come since somebody looked last: to whom and what about. */
  async function sent(): Promise<string[]> {
    await worker.catchUp();
    return mailbox.received
      .splice(0)
      .map(({ to, subject }) => `${to} ${subject.replace('Panel coordination: ', '')}`)
      .sort();
  }
  const NEWS = ['lead@housing.example', 'refer@housing.example'].map(
    (to) => `${to} news of a referral of your agency`,
  );

  it('tell who referred, and the leads of their agency in the area, of each decision', async () => {
    for (const [what, more] of [
      ['accept', { words: 'Yes' }],
      ['redirect', { forum: 'MARAC', reason: 'It belongs there' }],
    ] as const) {
      const { id } = await aMarkedReferral();
      await act('chair', what, id, more);
      await worker.catchUp();
      expect(mailbox.received[0]!.text).toContain(`https://panel.example/referrals/${id}`);
      expect(await sent()).toEqual(NEWS);
    }
    const { id } = await aMarkedReferral();
    await decline('chair', id);
    await worker.catchUp();
    expect(mailbox.received[0]!.text).toContain('ask there once for another look');
    expect(await sent()).toEqual(NEWS);
    await act('referrer', 'appeal', id, { reason: 'Something was missed' });
    expect(await sent()).toEqual([
      'chair@police.example 1 appeal waits for your panel',
      'coord@police.example 1 appeal waits for your panel',
    ]);
    await act('coordinator', 'accept', id, { words: 'Yes' });
    await worker.catchUp();
    expect(mailbox.received[0]!.text).toContain('after your appeal');
    expect(await sent()).toEqual(NEWS);
  });

  it('ask the referrer at any hour, and tell the panel of the answer, once each', async () => {
    at('2026-11-23T22:10:00.000Z');
    const { id } = await aMarkedReferral();
    await act('chair', 'return', id, { missing: 'Which flat is it?' });
    const asked = await sent();
    expect(asked.map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      '1 question about a referral of your agency',
      '1 question about a referral of your agency',
    ]);
    await act('referrer', 'answer', id, { answer: 'Flat 2' });
    expect(await sent()).toEqual([]);
    at('2026-11-24T07:00:00.000Z');
    expect(await sent()).toEqual([
      'chair@police.example 1 answer has arrived',
      'coord@police.example 1 answer has arrived',
    ]);
    expect(await sent()).toEqual([]);
  });

  it('say in the morning only what is still so', async () => {
    at('2026-11-23T21:00:00.000Z');
    const { id } = await aMarkedReferral();
    await decline('chair', id);
    await sent();
    at('2026-11-23T22:00:00.000Z');
    await act('referrer', 'appeal', id, { reason: 'Something was missed' });
    await sent();
    at('2026-11-23T23:00:00.000Z');
    await act('coordinator', 'accept', id, { words: '' });
    await sent();
    at('2026-11-24T07:00:00.000Z');
    // One decision, the last, and nothing about an appeal that is decided.
    expect(await sent()).toEqual(NEWS);
    expect(await api.db.reading.countBy(Letter, { state: 'not_wanted' })).toBeGreaterThanOrEqual(3);
  });

  it('tell the panel at once of what became urgent, but not who said so', async () => {
    at('2026-11-23T23:30:00.000Z');
    const { id } = await aMarkedReferral();
    expect(await sent()).toEqual([]);
    await act('chair', 'urgency', id, { urgency: 'URGENT', reason: 'He was seen there tonight' });
    expect(await sent()).toEqual(['coord@police.example 1 referral has to be decided now']);
  });

  it('tell everybody of the agency who works on cases when neither referrer nor lead is left', async () => {
    const health = await anAgency(api.db, api.clock, { name: 'Northbridge Health' });
    await aPerson(api.db, api.clock, health, 'agency_member', { email: 'one@health.example' });
    await aPerson(api.db, api.clock, health, 'advocate', { email: 'two@health.example' });
    const { id } = await aReferral(api.db, api.clock, north, health);
    await act('chair', 'accept', id, { words: '' });
    expect((await sent()).map((line) => line.split(' ')[0])).toEqual([
      'one@health.example',
      'two@health.example',
    ]);
  });

  it('tell both panels of a transfer, and take the open actions to the new one', async () => {
    const { db, clock } = api;
    const caseFile = await aMarkedReferral();
    const { id } = caseFile;
    await act('chair', 'accept', id, { words: '' });
    const open = await anAction(db, clock, caseFile, housing);
    const closed = await anAction(db, clock, caseFile, housing, {
      status: 'completed',
      isOpen: false,
      closedAt: clock.now(),
      closedOn: clock.today(),
    });
    await sent();
    const asked = await act('chair', 'transfer', id, { toPanelId: south.id, reason: 'She has moved' });
    expect(await sent()).toEqual(['south@police.example 1 transfer waits for your panel']);
    const input = { transferId: asked.id, version: asked.version };
    const done = await api.send(token['southChair']!, DO.acknowledge, { input });
    expect(done.data.acknowledgeTransfer).toMatchObject({ __typename: 'CaseTransfer' });
    expect((await sent()).sort()).toEqual(
      [
        'chair@police.example a transfer has arrived',
        'coord@police.example a transfer has arrived',
        // The action was never chased before: now it is, from the new panel.
        'lead@housing.example your agency has a new action',
        ...NEWS,
      ].sort(),
    );
    const [followed, stayed] = await Promise.all(
      [open, closed].map((action) => db.reading.findOneByOrFail(Action, { id: action.id })),
    );
    expect(followed!.panelId).toBe(south.id);
    expect(stayed!.panelId).toBe(north.id);
    const SEEN = 'query ($id: ID!) { action(id: $id) { id updates { kind note } } }';
    const seen = await api.send(token['southChair']!, SEEN, { id: open.id });
    expect(seen.data.action.updates).toContainEqual({
      kind: 'PANEL_CHANGED',
      note: 'Went with the case to Stalking panel of Tarn',
    });
    expect((await api.send(token['chair']!, SEEN, { id: open.id })).errors[0]?.extensions.code).toBe(
      'NOT_FOUND',
    );
    expect(await db.reading.countBy(CaseTransfer, { caseId: id, outcome: 'acknowledged' })).toBe(1);
  });

  it('are not sent to somebody whom a list keeps from the case', async () => {
    const { id } = await aMarkedReferral();
    const EXCLUDE = `mutation ($input: RestrictCaseInput!) { restrictCase(input: $input) { __typename ... on Refusal { code message } } }`;
    const input = { caseId: id, kind: 'EXCLUDE', personId: referrer.id, reason: 'Knows the people in it' };
    const answer = await api.send(token['chair']!, EXCLUDE, { input });
    expect(answer.errors).toEqual([]);
    await act('chair', 'accept', id, { words: '' });
    expect(await sent()).toEqual(['lead@housing.example news of a referral of your agency']);
  });

  it('tell the panel once a month that there is something to look at again, whoever draws', async () => {
    const { db, app } = api;
    const declined = await Promise.all([1, 2, 3].map(() => aMarkedReferral()));
    for (const { id } of declined) await decline('chair', id);
    await sent();
    at('2026-12-01T09:00:00.000Z');
    const byClock = app.get(TriageByTheClock, { strict: false });
    await Promise.all([byClock.look(), byClock.look(), byClock.look()]);
    const draws = await db.reading.findBy(SecondLookDraw, { month: '2026-11' });
    expect(draws.map(({ panelId }) => panelId).sort()).toEqual([north.id, south.id].sort());
    const draw = draws.find(({ panelId }) => panelId === north.id)!;
    const looks = await db.reading.findBy(SecondLook, { panelId: north.id });
    expect(looks).toHaveLength(draw.chosen);
    // Anybody can draw it again from what is kept.
    expect(draw.seed).toBe(seedOf(north.id, '2026-11'));
    expect(draw.chosen).toBe(Math.ceil((draw.candidates * draw.percent) / 100));
    const told = await sent();
    expect(told.filter((line) => line.includes('look at again')).map((line) => line.split(' ')[0])).toEqual(
      expect.arrayContaining(['chair@police.example', 'coord@police.example']),
    );
    expect((await byClock.look()).drawn).toBe(0);
    expect(await sent()).toEqual([]);
  });

  it('count only the second looks whose case is open to the reader, and say nothing of none', async () => {
    const { db, clock, app } = api;
    const emails = { chair: 'wchair@police.example', coordinator: 'wcoord@police.example' };
    const chair = await aPerson(db, clock, police, 'chair', { email: emails.chair });
    const coordinator = await aPerson(db, clock, police, 'coordinator', { email: emails.coordinator });
    const runs = { chairId: chair.id, coordinatorId: coordinator.id };
    const west = await aPanel(db, clock, [police, housing], { ...runs, name: 'Stalking panel of Weld' });
    const everyCase = { ...USUAL_TRIAGE_SETTINGS, secondLookPercent: 100 };
    await db.transaction(() => db.writing.update(Panel, { id: west.id }, { triageSettings: everyCase }));
    const settled = { isOpen: false, outcome: 'declined', settledById: chair.id } as const;
    const cases = [];
    for (const state of ['declined', 'declined', 'declined'] as const)
      cases.push(
        await aReferral(db, clock, west, housing, { state, triage: { ...settled, settledAt: clock.now() } }),
      );
    const keepAway = (person: Person, kind: 'exclude' | 'only_these', which: readonly CaseFile[]) =>
      db.transaction(async () => {
        for (const { id: caseId } of which)
          await db.writing.insert(CaseRestriction, {
            ...{ id: newId(), caseId, kind, personId: person.id, agencyId: null, reason: 'Known to them' },
            ...{ since: clock.now(), madeById: null, liftedAt: null, liftedById: null, liftedReason: null },
          });
      });
    await keepAway(chair, 'exclude', cases.slice(0, 1));
    // Only the coordinator: the chair is kept from a second one without a word of them.
    await keepAway(coordinator, 'only_these', cases.slice(1, 2));
    await sent();
    at('2026-12-01T09:00:00.000Z');
    await app.get(TriageByTheClock, { strict: false }).look();
    const ofWest = async () => (await sent()).filter((line) => line.startsWith('w'));
    expect(await ofWest()).toEqual([
      `${emails.chair} 1 to look at again`,
      `${emails.coordinator} 3 to look at again`,
    ]);
    await keepAway(chair, 'exclude', cases.slice(2));
    at('2027-01-04T09:00:00.000Z');
    const again = { id: newId(), panelId: west.id, month: '2026-12', seed: 'x', percent: 100 };
    await db.transaction(async () => {
      const drawn = { ...again, candidates: 3, chosen: 3, drawnAt: clock.now() };
      await db.writing.insert(SecondLookDraw, drawn);
      await app.get(Announcements, { strict: false }).announce(SecondLooksDrawn, { drawId: again.id });
    });
    expect(await ofWest()).toEqual([`${emails.coordinator} 3 to look at again`]);
    expect(await db.reading.findBy(Letter, { aboutId: again.id, personId: chair.id })).toMatchObject([
      { state: 'not_wanted' },
    ]);
  });

  it('tell the other who runs the panel of an emergency meeting for a case that was accepted long ago', async () => {
    const { id } = await aMarkedReferral();
    await act('chair', 'accept', id, { words: '' });
    await sent();
    const PLAN = `mutation ($input: PlanEmergencyMeetingInput!) { planEmergencyMeeting(input: $input) {
      __typename ... on Refusal { code message } } }`;
    const PROPOSE = `mutation ($input: ProposeEmergencyMeetingInput!) { proposeEmergencyMeeting(input: $input) ${RESULT} }`;
    at('2026-11-24T21:30:00.000Z');
    const reason = 'He was seen there tonight';
    const proposed = await api.send(token['coordinator']!, PROPOSE, { input: { caseId: id, reason } });
    expect(proposed.data.proposeEmergencyMeeting.__typename).toBe('Case');
    expect(await sent()).toEqual(['chair@police.example a meeting at once is proposed']);
    const sitting = { heldOn: '2026-11-25', startsAt: '09:30', durationMinutes: 45 };
    const planned = await api.send(token['chair']!, PLAN, { input: { caseId: id, reason, ...sitting } });
    expect(planned.data.planEmergencyMeeting).toEqual({ __typename: 'Meeting' });
    expect(await sent()).toEqual(['coord@police.example a meeting at once is planned']);
  });

  it('tell the panel when a day comes on which the rule finds a referral urgent', async () => {
    const { db, app } = api;
    const REFER =
      'mutation ($input: ReferCaseInput!) { referCase(input: $input) { ... on Case { id } ... on Refusal { code message } } }';
    const input = {
      panelId: north.id,
      criteria: ['visible_high_risk'],
      relationship: 'ex_partner',
      behaviours: ['following'],
      victimAware: 'yes',
      wantsPoliceContact: 'no',
      advocateReferral: 'made',
      victim: { firstName: 'Vera', lastName: 'Marrow', bornOn: '1996-11-24' },
      suspects: [{ firstName: 'Sid', lastName: 'Lark', bornOn: '1990-01-02' }],
      suspectReleaseOn: '2026-12-12',
    };
    const { id } = (await api.send(token['referrer']!, REFER, { input })).data.referCase;
    const triage = () => db.reading.findOneByOrFail(Triage, { caseId: id });
    expect(await triage()).toMatchObject({ urgency: 'standard', reviewOn: '2026-11-28' });
    await sent();
    const byClock = app.get(TriageByTheClock, { strict: false });
    expect((await byClock.look()).reviewed).toBe(0);
    at('2026-11-28T10:00:00.000Z');
    expect((await byClock.look()).reviewed).toBeGreaterThanOrEqual(1);
    expect(await triage()).toMatchObject({ urgency: 'urgent', ruleUrgency: 'urgent' });
    expect((await triage()).reviewOn > '2026-11-28').toBe(true);
    expect((await byClock.look()).reviewed).toBe(0);
    expect(await sent()).toEqual(
      expect.arrayContaining([
        'chair@police.example 1 referral has to be decided now',
        'coord@police.example 1 referral has to be decided now',
      ]),
    );
  });

  it('hold nothing of the case, the people in it or the panel', async () => {
    const { id, reference } = await aMarkedReferral();
    await act('chair', 'return', id, { missing: 'Is it at Orchard Lane?' });
    await worker.catchUp();
    await act('referrer', 'answer', id, { answer: 'Zelda says yes' });
    await worker.catchUp();
    await decline('chair', id);
    await worker.catchUp();
    await act('referrer', 'appeal', id, { reason: 'Threlkeld came again' });
    await worker.catchUp();
    expect(mailbox.received.length).toBe(8);
    const raw = mailbox.received
      .splice(0)
      .map((one) => [one.raw, one.subject, one.text, one.html].join('\n'))
      .join('\n');
    for (const word of [
      'Zelda',
      'Quennell',
      'Threlkeld',
      'Orchard',
      reference,
      'ZZ-2026',
      'Marlow',
      north.code,
    ])
      expect(raw).not.toContain(word);
    expect(raw).not.toMatch(
      /stalk|victim|suspect|\brisk|harass|violen|offence|urgent|confidential|MARAC|ESIP/i,
    );
  });

  it('go to nobody only for steps that concern nobody else', () => {
    const silent = TRIAGE_STEP_KINDS.filter(
      (kind) => newsOf(kind, { isUrgent: true, isOpen: true }).length === 0,
    );
    expect(silent).toEqual(['second_look_agreed']);
  });
});
