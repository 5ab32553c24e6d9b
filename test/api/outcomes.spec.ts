import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '#access';
import { Action } from '#actions';
import type { Agency } from '#agencies';
import { AuditEntry } from '#audit';
import { CaseFile } from '#cases';
import { type Day, type Moment, newId } from '#kernel';
import type { Panel } from '#panels';
import { aCase, anAgency, aPanel, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';

const CLOSE = `mutation ($input: CloseCaseInput!) { closeCase(input: $input) { __typename
  ... on Case { state closedAt version outcomeReviews { occasion riskThen riskNow behaviour furtherIncidents summary reviewedOn } }
  ... on Refusal { code message field } } }`;

const REVIEW = `mutation ($input: RecordOutcomeReviewInput!) { recordOutcomeReview(input: $input) { __typename
  ... on Case { state outcomeReviews { occasion } } ... on Refusal { code field } } }`;

const OUTCOMES = `query ($panelId: ID, $from: Day!, $to: Day!) { outcomes(panelId: $panelId, from: $from, to: $to) {
  from to panels { name } casesHeard { value before } riskReduced { percent of beforePercent isHidden }
  actionsOnTime { percent of } daysToFirstHearing { value } openActions overdueActions
  riskChange { panel { name } reduced same increased total } daysByMonth { month medianDays of }
  agencies { agency { name } onTimePercent of openActions overdueActions }
  panelsAtAGlance { panel { name } openCases carriedOver overdueActions }
  attention { code message agencyId panelId } targetDays targetOnTimePercent } }`;

const YEAR = { from: '2026-01-01', to: '2026-12-31' };

describe('outcomes over HTTP', () => {
  let api: ApiUnderTest;
  let police: Agency;
  let panel: Panel;
  const tokens = new Map<Role, string>();
  let stranger: string;

  const heard = (given: Partial<CaseFile> = {}) =>
    aCase(api.db, api.clock, panel, police, {
      state: 'discussed',
      lastDiscussedOn: '2026-11-10' as Day,
      riskLevel: 'high',
      flagReason: null,
      ...given,
    });
  const outcome = (caseFile: CaseFile) => ({
    caseId: caseFile.id,
    version: caseFile.version,
    behaviour: 'STOPPED',
    victimFeels: 'SAFER',
    riskNow: 'MEDIUM',
    furtherIncidents: 0,
    summary: 'No contact since the order was served.',
  });
  const close = (input: object, role: Role = 'coordinator') => api.send(tokens.get(role)!, CLOSE, { input });

  beforeAll(async () => {
    api = await anApi();
    police = await anAgency(api.db, api.clock, { name: 'Northbridge Police' });
    const roles: Role[] = [
      'chair',
      'coordinator',
      'strategic_lead',
      'agency_member',
      'auditor',
      'administrator',
    ];
    const ids = new Map<Role, string>();
    for (const role of roles) {
      const person = await aPerson(api.db, api.clock, police, role);
      ids.set(role, person.id);
      tokens.set(role, await aToken(api.db, api.clock, person));
    }
    panel = await aPanel(api.db, api.clock, [police], {
      name: 'North panel',
      chairId: ids.get('chair')!,
      coordinatorId: ids.get('coordinator')!,
    });
    const elsewhere = await anAgency(api.db, api.clock);
    const coordinator = await aPerson(api.db, api.clock, elsewhere, 'coordinator');
    stranger = await aToken(api.db, api.clock, coordinator);
  });
  afterAll(() => api.close());

  it('closes a case once, with what came of it, and records who did', async () => {
    const caseFile = await heard();
    const closed = (await close(outcome(caseFile))).data.closeCase;
    expect(closed).toMatchObject({
      __typename: 'Case',
      state: 'CLOSED',
      closedAt: '2026-11-23T09:00:00.000Z',
      outcomeReviews: [
        {
          occasion: 'CLOSURE',
          riskThen: 'HIGH',
          riskNow: 'MEDIUM',
          behaviour: 'STOPPED',
          furtherIncidents: 0,
        },
      ],
    });
    const again = (await close(outcome(caseFile))).data.closeCase;
    expect(again).toMatchObject({ __typename: 'Refusal', code: 'CASE_ALREADY_CLOSED' });
    const entries = await api.db.reading.findBy(AuditEntry, { caseId: caseFile.id });
    const acts = entries.map(({ what }) => what).filter((what) => what !== 'case:read');
    expect(acts.sort()).toEqual(['case:close', 'outcome:record']);
  });

  it('lets one of two people close it who do so at once', async () => {
    const input = outcome(await heard());
    const both = await Promise.all([close(input), close(input, 'chair')]);
    expect(both.map(({ data }) => data.closeCase.__typename).sort()).toEqual(['Case', 'Refusal']);
  });

  it('keeps a case open while an action is, and says how many', async () => {
    const caseFile = await heard();
    await openAction(api, caseFile, police);
    expect((await close(outcome(caseFile))).data.closeCase).toMatchObject({
      code: 'CASE_HAS_OPEN_ACTIONS',
      message: '1 action is still open. Close every action first.',
    });
    const still = await api.db.reading.findOneByOrFail(CaseFile, { id: caseFile.id });
    expect([still.state, still.version]).toEqual(['discussed', caseFile.version]);
  });

  it('refuses a version that is out of date and a risk that is not said', async () => {
    const input = outcome(await heard());
    expect((await close({ ...input, version: 9 })).data.closeCase.code).toBe('CHANGED_SINCE_YOU_LOOKED');
    expect((await close({ ...input, riskNow: 'UNKNOWN' })).data.closeCase).toMatchObject({
      code: 'RISK_NOW_NEEDED',
      field: 'riskNow',
    });
  });

  it('names every field that is wrong and repeats nothing of it', async () => {
    const input = outcome(await heard());
    for (const [wrong, path] of [
      [{ summary: '' }, 'input.summary'],
      [{ summary: 'x'.repeat(20_000) }, 'input.summary'],
      [{ summary: 'bad\u0000text' }, 'input.summary'],
      [{ furtherIncidents: -1 }, 'input.furtherIncidents'],
      [{ furtherIncidents: 1000 }, 'input.furtherIncidents'],
      [{ caseId: 'nothing' }, 'input.caseId'],
      [{ behaviour: 'VANISHED' }, 'input.behaviour'],
    ] as const) {
      const [error] = (await close({ ...input, ...wrong })).errors;
      expect(error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
      expect(JSON.stringify(error)).not.toContain('VANISHED');
    }
    const rightToLeft = await close({ ...input, summary: 'لا اتصال 🙂 since' });
    expect(rightToLeft.data.closeCase.outcomeReviews[0].summary).toBe('لا اتصال 🙂 since');
  });

  it('does not let anybody else close it, nor know of it', async () => {
    const input = outcome(await heard());
    for (const role of ['agency_member', 'strategic_lead', 'auditor', 'administrator'] as const) {
      expect((await close(input, role)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    }
    const other = await api.send(stranger, CLOSE, { input });
    expect(other.errors[0]?.extensions.code).toBe('NOT_FOUND');
    const unknown = await close({ ...input, caseId: newId() });
    expect(unknown.errors[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await api.send(null, CLOSE, { input })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('records each review once, of cases that were heard', async () => {
    const chair = tokens.get('chair')!;
    const caseFile = await heard();
    const input = { ...outcome(caseFile), occasion: 'THREE_MONTHS' };
    const record = async (given: object) =>
      (await api.send(chair, REVIEW, { input: { ...input, ...given } })).data.recordOutcomeReview;
    expect(await record({})).toMatchObject({ outcomeReviews: [{ occasion: 'THREE_MONTHS' }] });
    expect(await record({})).toMatchObject({ code: 'REVIEW_ALREADY_RECORDED', field: 'occasion' });
    expect(await record({ occasion: 'CLOSURE' })).toMatchObject({ code: 'REVIEW_NEEDS_CLOSING' });
    expect((await record({ occasion: 'SIX_MONTHS' })).outcomeReviews).toHaveLength(2);
    const waiting = await heard({ state: 'flagged', lastDiscussedOn: null });
    expect(await record({ ...outcome(waiting) })).toMatchObject({ code: 'CASE_NOT_YET_HEARD' });
  });

  it('shows figures to leads, chairs and coordinators, and to nobody else', async () => {
    for (const role of ['strategic_lead', 'chair', 'coordinator'] as const) {
      const { data, errors } = await api.send(tokens.get(role)!, OUTCOMES, YEAR);
      expect(errors).toEqual([]);
      expect(data.outcomes).toMatchObject({ ...YEAR, panels: [{ name: 'North panel' }], targetDays: 14 });
      expect(data.outcomes.daysByMonth).toHaveLength(12);
    }
    for (const role of ['agency_member', 'auditor', 'administrator'] as const) {
      const { errors } = await api.send(tokens.get(role)!, OUTCOMES, YEAR);
      expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect((await api.send(null, OUTCOMES, YEAR)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('hides what is small over HTTP, too', async () => {
    const lead = tokens.get('strategic_lead')!;
    const { data } = await api.send(lead, OUTCOMES, { ...YEAR, panelId: panel.id });
    expect(data.outcomes.riskReduced).toEqual({ percent: null, of: 0, beforePercent: null, isHidden: true });
    expect(data.outcomes.riskChange).toEqual([
      { panel: { name: 'North panel' }, reduced: null, same: 0, increased: 0, total: 0 },
    ]);
  });

  it('says what is wrong with a period or a panel', async () => {
    const lead = tokens.get('strategic_lead')!;
    const backwards = await api.send(lead, OUTCOMES, { from: '2026-12-31', to: '2026-01-01' });
    expect(backwards.errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'to' }],
    });
    const nowhere = await api.send(lead, OUTCOMES, { ...YEAR, panelId: newId() });
    expect(nowhere.errors[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

async function openAction(api: ApiUnderTest, caseFile: CaseFile, agency: Agency): Promise<void> {
  const now = api.clock.now();
  const action: Partial<Action> = {
    id: newId(),
    reference: `${caseFile.reference}-A01`,
    caseId: caseFile.id,
    number: 1,
    panelId: caseFile.panelId,
    agencyId: agency.id,
    text: 'Check the locks',
    category: 'victim_safety',
    priority: 'routine',
    status: 'agreed',
    isOpen: true,
    agreedAt: now,
    dueOn: '2026-12-07' as Day,
    dueAt: '2026-12-07T17:00:00.000Z' as Moment,
    originalDueOn: '2026-12-07' as Day,
    note: '',
    evidenceReference: '',
    extensionCount: 0,
    version: 1,
  };
  await api.db.transaction(async () => void (await api.db.writing.insert(Action, action)));
}
