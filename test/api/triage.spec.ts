import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Agency } from '#agencies';
import { AuditEntry } from '#audit';
import { CaseFile, CaseRestriction, Cases, Incident, SecondLook, SecondLooks, TriageStep } from '#cases';
import { type Day, type Moment, newId } from '#kernel';
import type { Panel } from '#panels';
import { Announcement } from '#platform';
import { ReminderMessage } from '#reminders';
import { anAgency, aPanel, aPerson, aToken } from '#testkit';
import { acceptedBy } from '../harness/accepting.js';
import { anApi, type ApiUnderTest } from '../harness/api.js';

const TRIAGE = `triage { urgency ruleUrgency ruleReasons isRaised outcome appealedAt version
  urgencyRule { name version source } clock { colour inWords startsAt dueAt rule { name version source } } }
  triageSteps { kind words forum signposts { code source checkedOn } by { id } }`;
const RESULT = `__typename ... on Case { id reference state version ${TRIAGE} } ... on Refusal { code field message }`;
const GET = `query ($id: ID!) { case(id: $id) { id state version panel { id } ${TRIAGE} transfer { id version fromPanel { name } toPanel { name } } } }`;
const QUEUE = `query ($panelId: ID, $urgency: Urgency, $colour: ClockColour, $isReturned: Boolean, $isAppeal: Boolean, $first: Int, $after: String) {
  referrals(panelId: $panelId, urgency: $urgency, colour: $colour, isReturned: $isReturned, isAppeal: $isAppeal, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
  edges { node { id reference state triage { urgency clock { colour dueAt } } } } }
  referralCounts(panelId: $panelId) { urgency colour isReturned isAppeal count } }`;
const MINE = `query ($state: CaseState) { agencyReferrals(state: $state) { totalCount edges { node { id state triage { outcome } triageSteps { kind words } } } } }`;

const doing = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${RESULT} } }`;
const DO = {
  refer: doing('referCase', 'ReferCaseInput'),
  accept: doing('acceptReferral', 'AcceptReferralInput'),
  return: doing('returnReferral', 'ReturnReferralInput'),
  answer: doing('answerReturn', 'AnswerReturnInput'),
  decline: doing('declineReferral', 'DeclineReferralInput'),
  redirect: doing('redirectReferral', 'RedirectReferralInput'),
  appeal: doing('appealReferral', 'ReferralReasonInput'),
  reopen: doing('reopenReferral', 'ReferralReasonInput'),
  undo: doing('undoReferralDecision', 'UndoReferralDecisionInput'),
  urgency: doing('setReferralUrgency', 'SetUrgencyInput'),
  emergency: doing('proposeEmergencyMeeting', 'ProposeEmergencyMeetingInput'),
  incident: doing('recordIncident', 'RecordIncidentInput'),
} as const;

describe('triage', () => {
  let api: ApiUnderTest;
  let police: Agency;
  let housing: Agency;
  let north: Panel;
  let south: Panel;
  const token: Record<string, string> = {};
  const monday = '2026-11-23T09:00:00.000Z' as Moment;

  beforeAll(async () => {
    api = await anApi();
    const { db, clock } = api;
    police = await anAgency(db, clock, { name: 'Northbridge Police' });
    housing = await anAgency(db, clock, { name: 'Northbridge Housing' });
    const chair = await aPerson(db, clock, police, 'chair');
    const coordinator = await aPerson(db, clock, police, 'coordinator');
    const southChair = await aPerson(db, clock, police, 'chair');
    north = await aPanel(db, clock, [police, housing], {
      chairId: chair.id,
      coordinatorId: coordinator.id,
      name: 'North',
    });
    south = await aPanel(db, clock, [police, housing], { chairId: southChair.id, name: 'South' });
    token['chair'] = await aToken(db, clock, chair);
    token['coordinator'] = await aToken(db, clock, coordinator);
    token['southChair'] = await aToken(db, clock, southChair);
    token['referrer'] = await aToken(db, clock, await aPerson(db, clock, housing, 'agency_member'));
    token['other'] = await aToken(db, clock, await aPerson(db, clock, police, 'agency_member'));
  });
  afterAll(() => api.close());
  beforeEach(() => api.clock.set(monday));

  let count = 0;
  const refer = async (given: Record<string, unknown> = {}) => {
    count += 1;
    const input = {
      panelId: north.id,
      criteria: ['visible_high_risk'],
      relationship: 'ex_partner',
      behaviours: ['following'],
      victimAware: 'yes',
      wantsPoliceContact: 'no',
      advocateReferral: 'made',
      victim: { firstName: 'Vera', lastName: `Marlow${count}`, bornOn: '1996-11-24' },
      suspects: [{ firstName: 'Sid', lastName: `Lark${count}`, bornOn: '1990-01-02' }],
      ...given,
    };
    return (await api.send(token['referrer']!, DO.refer, { input })).data.referCase;
  };
  const get = async (id: string, as = 'chair') => (await api.send(token[as]!, GET, { id })).data.case;
  /** Does something to a case as somebody saw it just now. */
  const act = async (as: string, what: keyof typeof DO, id: string, more: Record<string, unknown> = {}) => {
    const { version } = (await get(id)).triage;
    const sent = await api.send(token[as]!, DO[what], { input: { caseId: id, version, ...more } });
    expect(sent.errors).toEqual([]);
    return Object.values(sent.data!)[0] as any;
  };
  const decline = (as: string, id: string) =>
    act(as, 'decline', id, {
      reason: 'No pattern yet; the agency keeps watching',
      signposts: ['danger_999'],
    });

  it('starts every referral with the clock of its urgency, naming rule and source', async () => {
    const standard = await refer();
    expect(standard).toMatchObject({
      state: 'TRIAGE',
      triage: {
        urgency: 'STANDARD',
        urgencyRule: { name: 'triage-urgency', version: 1 },
        clock: { colour: 'GREEN', inWords: '3 days left', rule: { name: 'triage-clock', version: 1 } },
      },
    });
    const high = await refer({ weaponsAccess: 'YES' });
    expect(high.triage).toMatchObject({
      urgency: 'HIGH',
      ruleReasons: ['Suspect has access to weapons'],
      clock: { dueAt: '2026-11-24T09:00:00.000Z' },
    });
    const urgent = await refer({ isImminentThreat: true });
    expect(urgent.triage).toMatchObject({ urgency: 'URGENT', clock: { dueAt: '2026-11-23T13:00:00.000Z' } });
    expect((await get(urgent.id)).triageSteps).toMatchObject([{ kind: 'SUBMITTED' }]);
  });

  it('shows the queue most urgent first and by the colour of the clock, to those who run the panel only', async () => {
    const chair = await aPerson(api.db, api.clock, police, 'chair');
    const panel = await aPanel(api.db, api.clock, [police, housing], { chairId: chair.id });
    const runs = await aToken(api.db, api.clock, chair);
    const at = panel.id;
    const [standard, urgent, high] = [
      await refer({ panelId: at }),
      await refer({ panelId: at, isImminentThreat: true }),
      await refer({ panelId: at, weaponsAccess: 'YES' }),
    ];
    const queue = async (more = {}) => (await api.send(runs, QUEUE, { panelId: at, ...more })).data;
    const ids = (data: any) => data.referrals.edges.map(({ node }: any) => node.id);
    expect(ids(await queue())).toEqual([urgent.id, high.id, standard.id]);
    const first = await queue({ first: 2 });
    expect(first.referrals).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    expect(ids(await queue({ first: 2, after: first.referrals.pageInfo.endCursor }))).toEqual([standard.id]);
    for (const [when, colour] of [
      ['2026-11-23T10:59:00.000Z', 'GREEN'],
      ['2026-11-23T11:00:00.000Z', 'AMBER'],
      ['2026-11-23T12:12:00.000Z', 'RED'],
      ['2026-11-23T13:00:00.000Z', 'MISSED'],
    ] as const) {
      api.clock.set(when as Moment);
      const data = await queue({ colour });
      expect(ids(data)).toContain(urgent.id);
      expect(data.referralCounts).toContainEqual({
        ...{ urgency: 'URGENT', colour, count: 1 },
        ...{ isReturned: false, isAppeal: false },
      });
      expect(data.referrals.totalCount).toBe(ids(data).length);
    }
    expect(ids(await queue({ urgency: 'HIGH' }))).toEqual([high.id]);
    for (const who of ['referrer', 'chair']) {
      const no = await api.send(token[who]!, QUEUE, { panelId: at });
      expect(no.errors[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const { data } = await api.send(token['other']!, GET, { id: urgent.id });
    expect(data?.case ?? null).toBeNull();
  });

  it('shows what is late before what is urgent, and pages on from there', async () => {
    const chair = await aPerson(api.db, api.clock, police, 'chair');
    const panel = await aPanel(api.db, api.clock, [police, housing], { chairId: chair.id });
    token['lateChair'] = await aToken(api.db, api.clock, chair);
    const late = await refer({ panelId: panel.id });
    api.clock.set('2026-11-27T09:00:00.000Z' as Moment);
    const urgent = await refer({ panelId: panel.id, isImminentThreat: true });
    const asked = await refer({ panelId: panel.id });
    const input = { caseId: asked.id, version: asked.triage.version, missing: 'Which flat?' };
    await api.send(token['lateChair']!, DO.return, { input });
    const queue = async (more = {}) =>
      (await api.send(token['lateChair']!, QUEUE, { panelId: panel.id, ...more })).data.referrals;
    const ids = (found: any) => found.edges.map(({ node }: any) => node.id);
    const found: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page = await queue({ first: 1, after });
      found.push(...ids(page));
      expect(page.totalCount).toBe(3);
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
    }
    expect(found).toEqual([late.id, urgent.id, asked.id]);
    expect(ids(await queue({ colour: 'MISSED' }))).toEqual([late.id]);
    expect(ids(await queue({ isReturned: true }))).toEqual([asked.id]);
    expect(ids(await queue({ isReturned: false }))).toEqual([late.id, urgent.id]);
    expect((await queue({ isAppeal: true })).totalCount).toBe(0);
  });

  it('takes a decision back for who decided, with the clock as it was, until something has followed', async () => {
    const { id } = await refer({ isImminentThreat: true });
    const before = (await get(id)).triage.clock.dueAt;
    api.clock.set('2026-11-23T10:00:00.000Z' as Moment);
    await act('chair', 'return', id, { missing: 'Which flat?' });
    api.clock.set('2026-11-23T10:30:00.000Z' as Moment);
    expect(await act('coordinator', 'undo', id)).toMatchObject({ code: 'NOTHING_TO_UNDO' });
    expect(await act('chair', 'undo', id)).toMatchObject({
      state: 'TRIAGE',
      triage: { clock: { dueAt: before } },
    });
    await act('chair', 'return', id, { missing: 'Which floor?' });
    await decline('coordinator', id);
    expect(await act('coordinator', 'undo', id)).toMatchObject({
      state: 'RETURNED_FOR_INFORMATION',
      triage: { outcome: null, clock: { colour: 'STOPPED' } },
    });
    await act('chair', 'accept', id);
    expect((await get(id)).state).toBe('FLAGGED');
    expect(await act('chair', 'undo', id)).toMatchObject({ state: 'RETURNED_FOR_INFORMATION' });
    expect(await act('chair', 'undo', id)).toMatchObject({ code: 'NOTHING_TO_UNDO' });
    await decline('chair', id);
    await act('referrer', 'appeal', id, { reason: 'He is back' });
    expect(await act('chair', 'undo', id)).toMatchObject({ code: 'NOTHING_TO_UNDO' });
    const steps = (await get(id, 'referrer')).triageSteps.map(({ kind }: any) => kind);
    expect(steps.filter((kind: string) => kind === 'UNDONE').length).toBe(3);
    expect(await api.db.reading.countBy(AuditEntry, { what: 'triage:undone', caseId: id })).toBe(3);
  });

  it('does not take an acceptance back once a meeting has had to do with the case', async () => {
    const met: ((id: string) => Promise<unknown>)[] = [
      (id) => api.db.writing.update(CaseFile, { id }, { lastDiscussedOn: '2026-11-23' as Day }),
      (id) => api.db.writing.update(CaseFile, { id }, { timesNotReached: 1 }),
      (id) => api.db.writing.update(CaseFile, { id }, { timesDeferred: 1 }),
      (id) => api.app.get(Cases, { strict: false }).grantAccess([id], [police.id], 'asked_to_attend'),
    ];
    for (const meet of met) {
      const { id } = await refer({ isImminentThreat: true });
      expect(await act('chair', 'accept', id)).toMatchObject({ state: 'FLAGGED' });
      await api.db.transaction(() => meet(id));
      expect(await act('chair', 'undo', id)).toMatchObject({ code: 'NOTHING_TO_UNDO' });
      expect(await get(id)).toMatchObject({ state: 'FLAGGED', triage: { outcome: 'ACCEPTED' } });
    }
  });

  it('takes a referral on once, and only as it was looked at', async () => {
    const made = await refer({ dashScore: 16 });
    const stale = { caseId: made.id, version: made.triage.version - 1 };
    expect((await api.send(token['chair']!, DO.accept, { input: stale })).data.acceptReferral).toMatchObject({
      code: 'CHANGED_SINCE_YOU_LOOKED',
    });
    const input = { caseId: made.id, version: made.triage.version };
    const both = await Promise.all(
      ['chair', 'coordinator'].map((who) => api.send(token[who]!, DO.accept, { input })),
    );
    expect(both.map(({ data }) => data.acceptReferral.__typename).sort()).toEqual(['Case', 'Refusal']);
    expect(await get(made.id)).toMatchObject({
      state: 'FLAGGED',
      triage: { outcome: 'ACCEPTED', clock: null },
    });
    expect(await act('chair', 'accept', made.id)).toMatchObject({ code: 'NOT_IN_TRIAGE' });
    expect(await api.db.reading.countBy(AuditEntry, { what: 'triage:accepted', caseId: made.id })).toBe(1);
    const no = await api.send(token['referrer']!, DO.accept, { input });
    expect(no.errors[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('stands still while the referrer is asked, and goes on with what was left', async () => {
    const { id } = await refer({ isImminentThreat: true });
    api.clock.set('2026-11-23T10:00:00.000Z' as Moment);
    expect(await act('chair', 'return', id, { missing: 'Which flat does he live in?' })).toMatchObject({
      state: 'RETURNED_FOR_INFORMATION',
      triage: { clock: { colour: 'STOPPED', inWords: 'stands still', dueAt: null } },
    });
    expect(await act('chair', 'return', id, { missing: 'And the floor?' })).toMatchObject({
      code: 'NOT_IN_TRIAGE',
    });
    api.clock.set('2026-11-25T06:30:00.000Z' as Moment);
    expect(await act('referrer', 'answer', id, { answer: 'Flat 2' })).toMatchObject({
      state: 'TRIAGE',
      triage: { clock: { colour: 'GREEN', dueAt: '2026-11-25T09:30:00.000Z', inWords: '3 hours left' } },
    });
    expect(await act('referrer', 'answer', id, { answer: 'Flat 2' })).toMatchObject({ code: 'NOT_RETURNED' });
    expect((await get(id, 'referrer')).triageSteps.map(({ kind }: any) => kind)).toEqual([
      'SUBMITTED',
      'RETURNED',
      'ANSWERED',
    ]);
  });

  it('declines with a reason and safe advice only, and lets the agency appeal once to somebody else', async () => {
    const { id } = await refer();
    const signposts = ['danger_999', 'stalking_helpline'];
    expect(await act('chair', 'decline', id, { reason: 'No pattern', signposts: [] })).toMatchObject({
      code: 'SIGNPOST_NEEDED',
      field: 'signposts',
    });
    for (const reason of ['She should block him on everything', 'Tell her to change her number first']) {
      expect(await act('chair', 'decline', id, { reason, signposts })).toMatchObject({
        code: 'ADVICE_NOT_SAFE',
      });
    }
    const declined = await act('chair', 'decline', id, {
      reason: 'He changed his number and stopped',
      signposts,
    });
    expect(declined).toMatchObject({ state: 'DECLINED', triage: { outcome: 'DECLINED', clock: null } });
    expect(declined.triageSteps.at(-1)).toMatchObject({
      kind: 'DECLINED',
      signposts: [
        { code: 'danger_999', source: expect.stringContaining('Bexley'), checkedOn: '2026-11-22' },
        {},
      ],
    });
    expect(await act('chair', 'appeal', id, { reason: 'Not our referral' })).toMatchObject({
      code: 'NOT_DECLINED',
    });
    expect(await act('referrer', 'appeal', id, { reason: 'He is back' })).toMatchObject({ state: 'TRIAGE' });
    expect(await decline('chair', id)).toMatchObject({ code: 'DECIDED_BY_YOU' });
    expect(await decline('coordinator', id)).toMatchObject({ state: 'DECLINED' });
    expect(await act('referrer', 'appeal', id, { reason: 'Once more' })).toMatchObject({
      code: 'APPEALED_ALREADY',
    });
    const mine = (await api.send(token['referrer']!, MINE)).data.agencyReferrals;
    expect(mine.edges.find(({ node }: any) => node.id === id).node).toMatchObject({
      state: 'DECLINED',
      triage: { outcome: 'DECLINED' },
    });
    const inTriage = (await api.send(token['referrer']!, MINE, { state: 'DECLINED' })).data.agencyReferrals;
    expect(inTriage.edges.every(({ node }: any) => node.state === 'DECLINED')).toBe(true);
    expect(inTriage.totalCount).toBeLessThan(mine.totalCount);
    const others = (await api.send(token['other']!, MINE)).data.agencyReferrals;
    expect(others.totalCount).toBe(0);
  });

  it('sends a referral elsewhere, and looks at it again when that was wrong', async () => {
    const { id } = await refer();
    expect(
      await act('chair', 'redirect', id, { forum: 'MATAC', reason: 'A perpetrator for MATAC' }),
    ).toMatchObject({
      state: 'REDIRECTED',
      triage: { outcome: 'REDIRECTED' },
    });
    expect((await get(id)).triageSteps.at(-1)).toMatchObject({ kind: 'REDIRECTED', forum: 'MATAC' });
    const incident = { occurredOn: '2026-11-22', behaviours: ['following'], description: 'Seen again' };
    const { data } = await api.send(token['referrer']!, DO.incident, { input: { caseId: id, ...incident } });
    expect(data.recordIncident).toMatchObject({ code: 'CASE_CLOSED' });
    expect(await api.db.reading.countBy(Incident, { caseId: id })).toBe(0);
    expect(await act('chair', 'reopen', id, { reason: 'MATAC has sent it back' })).toMatchObject({
      state: 'TRIAGE',
    });
  });

  it('grows more urgent by what is recorded and by what a person says, never less than the rule', async () => {
    const { id } = await refer();
    expect(
      await act('referrer', 'urgency', id, { urgency: 'HIGH', reason: 'She is terrified' }),
    ).toMatchObject({
      triage: { urgency: 'HIGH', ruleUrgency: 'STANDARD', isRaised: true },
    });
    expect(await act('referrer', 'urgency', id, { urgency: 'STANDARD', reason: 'Calmer' })).toMatchObject({
      code: 'BELOW_THE_RULE',
    });
    expect(await act('chair', 'urgency', id, { urgency: 'STANDARD', reason: 'As the rule' })).toMatchObject({
      triage: { urgency: 'STANDARD', isRaised: false },
    });
    const { data } = await api.send(token['referrer']!, DO.incident, {
      input: {
        ...{ caseId: id, occurredOn: '2026-11-22', behaviours: ['threats'], description: 'With a knife' },
        isWeaponOrStrangulation: true,
      },
    });
    expect(data.recordIncident).toMatchObject({
      state: 'TRIAGE',
      triage: { urgency: 'URGENT', clock: { dueAt: '2026-11-23T13:00:00.000Z' } },
    });
    expect(await act('chair', 'urgency', id, { urgency: 'HIGH', reason: 'Not so bad' })).toMatchObject({
      code: 'BELOW_THE_RULE',
    });
  });

  it('proposes an emergency meeting, and takes immediate actions before any meeting', async () => {
    const { id } = await refer({ isImminentThreat: true });
    expect(
      await act('chair', 'emergency', id, { reason: 'He is out of custody', version: undefined }),
    ).toMatchObject({
      __typename: 'Case',
    });
    const agree = `mutation ($input: AgreeActionInput!) { agreeAction(input: $input) { __typename ... on Refusal { code } } }`;
    const input = {
      ...{ caseId: id, agencyId: police.id, text: 'Visit her tonight and check the locks' },
      ...{ category: 'VICTIM_SAFETY', priority: 'CRITICAL' },
    };
    expect((await api.send(token['chair']!, agree, { input })).data.agreeAction.__typename).toBe('Action');
    expect(await api.db.reading.countBy(Announcement, { event: 'triage.step_taken' })).toBeGreaterThan(0);
  });

  it('plans an emergency meeting beside the rule of the panel, which the rule does not plan again', async () => {
    const chair = await aPerson(api.db, api.clock, police, 'chair');
    const panel = await aPanel(api.db, api.clock, [police, housing], { chairId: chair.id });
    const runs = await aToken(api.db, api.clock, chair);
    const { id } = await refer({ panelId: panel.id, isImminentThreat: true });
    const PLAN = `mutation ($input: PlanEmergencyMeetingInput!) { planEmergencyMeeting(input: $input) {
      __typename ... on Meeting { id kind heldOn durationMinutes place state } ... on Refusal { code field } } }`;
    const plan = async (more = {}, who = runs) => {
      const input = { caseId: id, heldOn: '2026-11-23', startsAt: '15:30', durationMinutes: 45, ...more };
      return api.send(who, PLAN, { input: { reason: 'He is out tonight', ...input } });
    };
    const said = async (more = {}) => (await plan(more)).data.planEmergencyMeeting;
    expect(await said({ startsAt: '08:30' })).toMatchObject({
      code: 'MEETING_IN_THE_PAST',
      field: 'heldOn',
    });
    expect(await said({ heldOn: '2027-03-01' })).toMatchObject({ code: 'MEETING_TOO_FAR_AHEAD' });
    const made = await said();
    expect(made).toMatchObject({ kind: 'EMERGENCY', durationMinutes: 45, place: panel.place });
    expect(await said({ startsAt: '17:00' })).toMatchObject({ code: 'PANEL_MEETS_THAT_DAY' });
    const cancel = `mutation ($input: CancelMeetingInput!) { cancelMeeting(input: $input) { __typename } }`;
    await api.send(runs, cancel, { input: { meetingId: made.id, version: 1, reason: 'He was arrested' } });
    expect(await said({ startsAt: '17:00' })).toMatchObject({ __typename: 'Meeting' });
    const generate = `mutation ($id: ID!) { generateMeetings(panelId: $id) { ... on GeneratedMeetings { meetings { heldOn kind } } } }`;
    const { meetings } = (await api.send(runs, generate, { id: panel.id })).data.generateMeetings;
    const days = meetings.filter(({ kind }: any) => kind === null).map(({ heldOn }: any) => heldOn);
    expect(days.length).toBeGreaterThan(3);
    expect(days).not.toContain('2026-11-23');
    expect((await api.send(runs, GET, { id })).data.case.triageSteps.at(-1)).toMatchObject({
      kind: 'EMERGENCY_MEETING_PLANNED',
      words: 'He is out tonight',
    });
    for (const who of ['southChair', 'other'])
      expect((await plan({}, token[who]!)).errors[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('keeps what the panel says among itself, and its reminders, from a referrer and from who opened the case by break-glass', async () => {
    const chair = await aPerson(api.db, api.clock, police, 'chair');
    const panel = await aPanel(api.db, api.clock, [police, housing], { chairId: chair.id });
    const runs = await aToken(api.db, api.clock, chair);
    const { id, reference } = await refer({ panelId: panel.id, isImminentThreat: true });
    const PLAN = `mutation ($input: PlanEmergencyMeetingInput!) { planEmergencyMeeting(input: $input) { __typename } }`;
    const sitting = { caseId: id, heldOn: '2026-11-23', startsAt: '15:30', durationMinutes: 45 };
    const reason = 'Her advocate heard it from his sister';
    const planned = await api.send(runs, PLAN, { input: { ...sitting, reason } });
    expect(planned.data.planEmergencyMeeting.__typename).toBe('Meeting');
    await api.db.transaction(async () => {
      await api.db.writing.insert(TriageStep, {
        ...{ id: newId(), caseId: id, kind: 'transfer_taken_back', at: api.clock.now(), byId: chair.id },
        ...{ words: 'We keep it', forum: null, signposts: [] },
      });
      await api.db.writing.insert(ReminderMessage, {
        ...{ id: newId(), duty: 'decision', dutyId: id, actionId: null, caseId: id, stepKey: 'amber' },
        ...{ rule: 'The clock has turned amber', policyVersion: 1, level: 0, audience: 'chair' },
        ...{ scheduledAt: api.clock.now(), recipientId: chair.id, address: 'chair@police.example' },
        ...{ channel: 'email', template: 'triage', templateVersion: 1, messageId: '<1@panel.example>' },
        ...{ state: 'sent', attempts: 1, result: null, queuedAt: api.clock.now(), settledAt: null },
      });
    });
    const READ = `query ($id: ID!) { case(id: $id) { triageSteps { kind words } reminders { address } } }`;
    const seenBy = async (who: string) => {
      const { triageSteps, reminders } = (await api.send(who, READ, { id })).data.case;
      const said = triageSteps.map(({ kind, words }: any) => `${kind} ${words}`.trim());
      return [...said, ...reminders.map(({ address }: any) => address)];
    };
    const toOthers = ['SUBMITTED', 'EMERGENCY_MEETING_PLANNED'];
    const toPanel = ['SUBMITTED', `EMERGENCY_MEETING_PLANNED ${reason}`, 'TRANSFER_TAKEN_BACK We keep it'];
    expect(await seenBy(runs)).toEqual([...toPanel, 'chair@police.example']);
    expect(await seenBy(token['referrer']!)).toEqual(toOthers);
    const BREAK = `mutation ($input: BreakGlassInput!) { breakGlass(input: $input) { __typename } }`;
    const glass = { reference, reason: 'He stands before the house, she rang' };
    const opens = async (who: string) =>
      expect((await api.send(who, BREAK, { input: glass })).data.breakGlass.__typename).toBe('BrokenGlass');
    await opens(token['southChair']!);
    expect(await seenBy(token['southChair']!)).toEqual(toOthers);
    // The chair of the panel itself, once the case is for others only.
    await api.db.transaction(async () => {
      await api.db.writing.insert(CaseRestriction, {
        ...{ id: newId(), caseId: id, kind: 'only_these', personId: null, agencyId: housing.id },
        ...{ reason: 'His brother works there', since: api.clock.now(), madeById: null },
        ...{ liftedAt: null, liftedById: null, liftedReason: null },
      });
    });
    await opens(runs);
    expect(await seenBy(runs)).toEqual(toOthers);
  });

  it('hands a case over only when the other panel acknowledges it', async () => {
    const { id } = await refer({ dashScore: 15 });
    await acceptedBy(api, token['chair']!, id);
    expect((await api.send(token['southChair']!, GET, { id })).data?.case ?? null).toBeNull();
    const { version } = await get(id);
    const transfer = `mutation ($input: TransferCaseInput!) { transferCase(input: $input) { __typename ... on CaseTransfer { id version } ... on Refusal { code } } }`;
    const settle = (name: string) =>
      `mutation ($input: SettleTransferInput!) { ${name}(input: $input) { __typename ... on CaseTransfer { id settledAt } ... on Refusal { code } } }`;
    const ask = async (toPanelId: string) =>
      (
        await api.send(token['chair']!, transfer, {
          input: { caseId: id, version, toPanelId, reason: 'She has moved' },
        })
      ).data.transferCase;
    expect(await ask(north.id)).toMatchObject({ code: 'SAME_PANEL' });
    const asked = await ask(south.id);
    expect(await ask(south.id)).toMatchObject({ code: 'ON_ITS_WAY_ALREADY' });
    const underWay = `query ($panelId: ID!) { transfersUnderWay(panelId: $panelId) { id reason case { id } fromPanel { name } } }`;
    const coming = await api.send(token['southChair']!, underWay, { panelId: south.id });
    expect(coming.data.transfersUnderWay).toEqual([
      { id: asked.id, reason: 'She has moved', case: null, fromPanel: { name: 'North' } },
    ]);
    expect(await get(id)).toMatchObject({
      panel: { id: north.id },
      transfer: { toPanel: { name: 'South' } },
    });
    expect((await api.send(token['southChair']!, GET, { id })).data?.case ?? null).toBeNull();
    const input = { transferId: asked.id, version: asked.version };
    const acknowledge = settle('acknowledgeTransfer');
    expect((await api.send(token['chair']!, acknowledge, { input })).errors[0]?.extensions.code).toBe(
      'NOT_FOUND',
    );
    const done = (await api.send(token['southChair']!, acknowledge, { input })).data.acknowledgeTransfer;
    expect(done).toMatchObject({ __typename: 'CaseTransfer', settledAt: monday });
    expect(await get(id, 'southChair')).toMatchObject({
      state: 'FLAGGED',
      panel: { id: south.id },
      transfer: null,
    });
    expect((await api.send(token['chair']!, GET, { id })).data?.case ?? null).toBeNull();
  });

  it('draws second looks once a month, the same whoever draws, and sends a case back that was declined wrongly', async () => {
    const chair = await aPerson(api.db, api.clock, police, 'chair');
    const coordinator = await aPerson(api.db, api.clock, police, 'coordinator');
    const panel = await aPanel(api.db, api.clock, [police, housing], {
      chairId: chair.id,
      coordinatorId: coordinator.id,
    });
    token['a'] = await aToken(api.db, api.clock, chair);
    token['b'] = await aToken(api.db, api.clock, coordinator);
    const { id } = await refer({ panelId: panel.id });
    const { version } = (await get(id, 'a')).triage;
    await api.send(token['a']!, DO.decline, {
      input: { caseId: id, version, reason: 'One event only', signposts: ['danger_999'] },
    });
    const looks = api.app.get(SecondLooks, { strict: false });
    await looks.drawDue();
    expect(await api.db.reading.countBy(SecondLook, { panelId: panel.id })).toBe(0);
    api.clock.set('2026-12-01T09:00:00.000Z' as Moment);
    await looks.drawDue();
    expect(await looks.drawDue()).toBe(0);
    const runsAgain = await aToken(api.db, api.clock, coordinator);
    const list = `query ($panelId: ID!) { secondLooks(panelId: $panelId) { id month version outcome case { id } rule { name version } } }`;
    const [look] = (await api.send(runsAgain, list, { panelId: panel.id })).data.secondLooks;
    expect(look).toMatchObject({
      month: '2026-11',
      outcome: null,
      case: { id },
      rule: { name: 'second-look' },
    });
    const record = `mutation ($input: RecordSecondLookInput!) { recordSecondLook(input: $input) { __typename ... on SecondLook { outcome } ... on Refusal { code } } }`;
    const input = {
      ...{ secondLookId: look.id, version: look.version, outcome: 'REOPENED' },
      words: 'Two earlier events were overlooked',
    };
    const decliner = await aToken(api.db, api.clock, chair);
    expect((await api.send(decliner, record, { input })).data.recordSecondLook).toEqual({
      __typename: 'Refusal',
      code: 'DECIDED_BY_YOU',
    });
    expect((await api.send(runsAgain, record, { input })).data.recordSecondLook).toMatchObject({
      outcome: 'REOPENED',
    });
    expect((await api.send(runsAgain, GET, { id })).data.case.state).toBe('TRIAGE');
  });

  it('keeps who changed which threshold, from what to what and why', async () => {
    const chair = await aPerson(api.db, api.clock, police, 'chair');
    const panel = await aPanel(api.db, api.clock, [police], { chairId: chair.id });
    const runs = await aToken(api.db, api.clock, chair);
    const FIELDS =
      'urgentHours highHours standardHours urgentCounting highCounting standardCounting cutOff startOfDay endOfDay amberPercent redPercent targetDays amberDays redDays warnDays answerDays acknowledgeDays secondLookPercent escalationIncidents escalationMonths shorterGapPercent';
    const read = `query ($id: ID!) { panel(id: $id) { version triageSettings { ${FIELDS} } } panelSettingHistory(panelId: $id) { field oldValue newValue reason changedBy { id } } }`;
    const change = `mutation ($input: ChangeTriageSettingsInput!) { changeTriageSettings(input: $input) { __typename ... on Panel { version } ... on Refusal { code field } } }`;
    const before = (await api.send(runs, read, { id: panel.id })).data.panel;
    const send = async (more: object) => {
      const input = { panelId: panel.id, version: before.version, reason: 'Agreed by the board', ...more };
      return (await api.send(runs, change, { input })).data.changeTriageSettings;
    };
    const settings = { ...before.triageSettings, urgentHours: 2 };
    expect(await send({ settings: { ...settings, redPercent: 40 } })).toMatchObject({
      code: 'SETTING_NOT_POSSIBLE',
      field: 'redPercent',
    });
    expect(await send({ settings })).toMatchObject({ __typename: 'Panel' });
    expect(await send({ settings })).toMatchObject({ code: 'CHANGED_SINCE_YOU_LOOKED' });
    expect((await api.send(runs, read, { id: panel.id })).data.panelSettingHistory).toEqual([
      {
        ...{ field: 'urgentHours', oldValue: '4', newValue: '2', reason: 'Agreed by the board' },
        changedBy: { id: chair.id },
      },
    ]);
  });
});
