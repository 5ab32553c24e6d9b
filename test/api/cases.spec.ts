import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Agency } from '#agencies';
import { AuditEntry } from '#audit';
import { CaseFile, CaseFlag, RiskAssessment } from '#cases';
import type { Day } from '#kernel';
import type { Panel } from '#panels';
import { aCase, anAgency, aPanel, aPerson, aToken } from '#testkit';
import { acceptedBy } from '../harness/accepting.js';
import { anApi, type ApiUnderTest } from '../harness/api.js';

const CASE =
  'id reference state riskLevel version waitingSince lastIncidentOn flags { reason rule ruleVersion clearedAt clearedReason flaggedBy { id } }';
const RESULT = `__typename ... on Case { ${CASE} } ... on Refusal { code field message }`;
const REFER = `mutation ($input: ReferCaseInput!) { referCase(input: $input) { ${RESULT} } }`;
const FLAG = `mutation ($input: FlagCaseInput!) { flagCase(input: $input) { ${RESULT} } }`;
const UNFLAG = `mutation ($input: FlagCaseInput!) { unflagCase(input: $input) { ${RESULT} } }`;
const INCIDENT = `mutation ($input: RecordIncidentInput!) { recordIncident(input: $input) { ${RESULT} } }`;
const ASSESS = `mutation ($input: RecordRiskAssessmentInput!) { recordRiskAssessment(input: $input) { ${RESULT} } }`;
const GET = `query ($id: ID!) { case(id: $id) { ${CASE} panel { name } referringAgency { name } daysWaiting victimInitials victimAge
  people { role firstName lastName safeToCall phone } assessments { tool score level answers { item answer } assessedBy { id } }
  incidents { occurredOn recordedBy { id } } priority { band bandReasons low high profile points { component } } } }`;
const LIST = `query ($first: Int, $after: String, $panelId: ID, $state: CaseState, $search: String) {
  cases(first: $first, after: $after, panelId: $panelId, state: $state, search: $search) { totalCount pageInfo { hasNextPage endCursor }
  edges { node { id reference victimInitials victimAge panel { name } referringAgency { name } } } } }`;

describe('cases', () => {
  let api: ApiUnderTest;
  let police: Agency;
  let housing: Agency;
  let north: Panel;
  let south: Panel;
  const token: Record<string, string> = {};

  beforeAll(async () => {
    api = await anApi();
    const { db, clock } = api;
    police = await anAgency(db, clock, { name: 'Northbridge Police' });
    housing = await anAgency(db, clock, { name: 'Northbridge Housing' });
    const chair = await aPerson(db, clock, police, 'chair');
    const southChair = await aPerson(db, clock, police, 'chair');
    north = await aPanel(db, clock, [police, housing], { chairId: chair.id, name: 'North' });
    south = await aPanel(db, clock, [police, housing], { chairId: southChair.id, name: 'South' });
    token['chair'] = await aToken(db, clock, chair);
    token['southChair'] = await aToken(db, clock, southChair);
    for (const role of ['agency_member', 'strategic_lead', 'auditor', 'administrator'] as const) {
      token[role] = await aToken(db, clock, await aPerson(db, clock, police, role));
    }
    token['other'] = await aToken(db, clock, await aPerson(db, clock, housing, 'agency_member'));
  });
  afterAll(() => api.close());

  let count = 0;
  const referral = (given: Record<string, unknown> = {}) => {
    count += 1;
    return {
      panelId: north.id,
      criteria: ['visible_high_risk'],
      relationship: 'ex_partner',
      behaviours: ['following'],
      victimAware: 'yes',
      wantsPoliceContact: 'no',
      advocateReferral: 'made',
      victim: { firstName: 'Vera', lastName: `Mornwell${count}`, bornOn: '1996-11-24', safeToCall: 'NO' },
      suspects: [{ firstName: 'Sid', lastName: `Larkmere${count}`, bornOn: '1990-01-02' }],
      ...given,
    };
  };
  const refer = async (given: Record<string, unknown> = {}, as = 'agency_member') =>
    (await api.send(token[as]!, REFER, { input: referral(given) })).data.referCase;
  const caseCount = async () => api.db.reading.count(CaseFile);

  describe('referring', () => {
    it('makes a case with a reference of its own, unflagged where no rule holds', async () => {
      const made = await refer();
      expect(made).toMatchObject({ __typename: 'Case', state: 'TRIAGE', flags: [], riskLevel: 'UNKNOWN' });
      expect(made.reference).toMatch(/^NB-2026-\d{4}$/);
      const next = await refer();
      expect(Number(next.reference.slice(8))).toBe(Number(made.reference.slice(8)) + 1);
      const seen = (await api.send(token['agency_member']!, GET, { id: made.id })).data.case;
      expect(seen).toMatchObject({
        panel: { name: 'North' },
        referringAgency: { name: 'Northbridge Police' },
        daysWaiting: 0,
        victimInitials: 'VM',
        victimAge: 29,
        people: [
          { role: 'VICTIM', firstName: 'Vera', safeToCall: 'NO', phone: '' },
          { role: 'SUSPECT', firstName: 'Sid', safeToCall: 'UNKNOWN' },
        ],
        priority: { band: 'C', profile: 'essex-behavioural/1' },
      });
    });

    it('flags at once by every rule that holds, naming rule and version', async () => {
      const made = await refer({ dashScore: 17, incidents12m: 4, isImminentThreat: true });
      expect(made).toMatchObject({ state: 'TRIAGE', riskLevel: 'HIGH' });
      expect(await acceptedBy(api, token['chair']!, made.id)).toBe('FLAGGED');
      const rules = made.flags.map((flag: { rule: string; ruleVersion: number }) => [
        flag.rule,
        flag.ruleVersion,
      ]);
      expect(rules.sort()).toEqual([
        ['imminent-threat', 1],
        ['potential-escalation', 1],
        ['tool-threshold', 1],
      ]);
      expect(made.flags.every((flag: { flaggedBy: unknown }) => flag.flaggedBy === null)).toBe(true);
    });

    it('knows a repeat by the names and dates of birth of both people', async () => {
      const people = {
        victim: { firstName: 'Rea', lastName: 'Peat', bornOn: '1988-08-08' },
        suspects: [{ firstName: 'Ola', lastName: 'Nother', bornOn: '1980-08-08' }],
      };
      await refer({ ...people, referredOn: '2026-05-01' });
      const again = await refer({ ...people, panelId: south.id });
      expect(again.flags).toMatchObject([{ rule: 'repeat', reason: 'Repeat within 12 months' }]);
    });

    it('gives every referral its own reference when many come at once', async () => {
      const made = await Promise.all(Array.from({ length: 12 }, () => refer()));
      expect(new Set(made.map((one) => one.reference)).size).toBe(12);
    });

    const bad: [string, Record<string, unknown>, string][] = [
      ['no criterion', { criteria: [] }, 'input.criteria'],
      ['an unknown criterion', { criteria: ['because'] }, 'input.criteria.0'],
      ['an unknown relationship', { relationship: 'CIRCUS' }, 'input.relationship'],
      ['a Dash score of 25', { dashScore: 25 }, 'input.dashScore'],
      ['20,000 characters', { criteriaReason: 'x'.repeat(20_000) }, 'input.criteriaReason'],
      ['a NUL byte', { crimeNumber: 'AB\u00001' }, 'input.crimeNumber'],
      ['no suspect', { suspects: [] }, 'input.suspects'],
      ['a victim without a name', { victim: { lastName: '  ' } }, 'input.victim.lastName'],
      ['a day that does not exist', { referredOn: '2026-02-30' }, 'input.referredOn'],
      ['a panel id that is none', { panelId: 'north' }, 'input.panelId'],
    ];
    it.each(bad)('names the field of a referral with %s', async (_, given, path) => {
      const before = await caseCount();
      const answer = await api.send(token['agency_member']!, REFER, { input: referral(given) });
      expect(answer.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
      expect(await caseCount()).toBe(before);
    });

    const refused: [string, Record<string, unknown>, string, string][] = [
      [
        'professional judgement without a reason',
        { criteria: ['professional_judgement'] },
        'CRITERIA_REASON_NEEDED',
        'criteriaReason',
      ],
      ['a day in the future', { referredOn: '2026-11-24' }, 'REFERRED_IN_FUTURE', 'referredOn'],
      [
        'incidents in the wrong order',
        { firstIncidentOn: '2026-03-02', lastIncidentOn: '2026-03-01' },
        'INCIDENTS_OUT_OF_ORDER',
        'firstIncidentOn',
      ],
      ['an incident in the future', { lastIncidentOn: '2027-03-01' }, 'INCIDENT_IN_FUTURE', 'lastIncidentOn'],
      [
        'somebody not yet born',
        { victim: { lastName: 'Early', bornOn: '2030-01-01' } },
        'BORN_IN_FUTURE',
        'victim',
      ],
      ['an unknown panel', { panelId: '00000000-0000-7000-8000-000000000000' }, 'PANEL_UNKNOWN', 'panelId'],
    ];
    it.each(refused)('refuses %s', async (_, given, code, field) => {
      const before = await caseCount();
      expect(await refer(given)).toMatchObject({ __typename: 'Refusal', code, field });
      expect(await caseCount()).toBe(before);
    });

    it('takes names in any script, and refuses the same call twice', async () => {
      const input = referral({ victim: { firstName: 'مريم 🌻', lastName: 'Ó Súilleabháin' } });
      const send = () => api.send(token['agency_member']!, REFER, { input });
      expect((await send()).data.referCase).toMatchObject({ __typename: 'Case' });
      expect((await send()).data.referCase).toMatchObject({ code: 'ALREADY_REFERRED' });
    });

    it('is not for another agency in whose name, nor for roles that do not refer', async () => {
      const input = referral({ referringAgencyId: housing.id });
      const forged = await api.send(token['agency_member']!, REFER, { input });
      expect(forged.errors[0]?.extensions.code).toBe('FORBIDDEN');
      const lead = await api.send(token['strategic_lead']!, REFER, { input: referral() });
      expect(lead.errors[0]?.extensions.code).toBe('FORBIDDEN');
    });
  });

  describe('who may know of a case', () => {
    it.each([
      ['chair', true],
      ['agency_member', true],
      ['southChair', false],
      ['other', false],
      ['strategic_lead', false],
      ['auditor', false],
      ['administrator', false],
    ])('%s: %s', async (who, may) => {
      const { id, reference } = await refer();
      const one = await api.send(token[who]!, GET, { id });
      const list = await api.send(token[who]!, LIST, { search: reference });
      if (may) {
        expect(one.data.case.id).toBe(id);
        expect(list.data.cases.edges).toMatchObject([{ node: { id } }]);
        return;
      }
      expect(one.errors[0]?.extensions.code).toBe('NOT_FOUND');
      expect(list.data?.cases?.totalCount ?? 0).toBe(0);
      for (const [mutation, more] of [
        [FLAG, { reason: 'Because' }],
        [INCIDENT, { occurredOn: '2026-11-20', behaviours: ['following'], description: 'Seen again' }],
        [ASSESS, { tool: 'DASH', score: 3, level: 'STANDARD' }],
      ] as const) {
        const tried = await api.send(token[who]!, mutation, { input: { caseId: id, ...more } });
        expect(tried.errors[0]?.extensions.code).toBe('NOT_FOUND');
      }
    });

    it('is nobody who is signed out', async () => {
      const { id } = await refer();
      expect((await api.send(null, GET, { id })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
      expect((await api.send(null, LIST)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    });

    it('records every reading', async () => {
      const { id } = await refer();
      const before = await api.db.reading.countBy(AuditEntry, { what: 'case:read', subjectId: id });
      await api.send(token['chair']!, GET, { id });
      expect(await api.db.reading.countBy(AuditEntry, { what: 'case:read', subjectId: id })).toBe(before + 1);
      await api.send(token['chair']!, LIST, { first: 2 });
      const lists = await api.db.reading.findBy(AuditEntry, { what: 'case:list' });
      expect(lists.at(-1)?.fields).toHaveLength(2);
    });
  });

  it('pages through the list by newest referral, filtered, without missing or repeating one', async () => {
    const ids: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 50; page += 1) {
      const data: any = (await api.send(token['chair']!, LIST, { first: 5, after, panelId: north.id })).data;
      expect(data.cases.totalCount).toBe(await api.db.reading.countBy(CaseFile, { panelId: north.id }));
      ids.push(...data.cases.edges.map((edge: { node: { id: string } }) => edge.node.id));
      if (!data.cases.pageInfo.hasNextPage) break;
      after = data.cases.pageInfo.endCursor;
    }
    const rows = await api.db.reading.find(CaseFile, {
      where: { panelId: north.id },
      order: { referredOn: 'DESC', id: 'DESC' },
    });
    expect(ids).toEqual(rows.map((row) => row.id));
    const none = await api.send(token['chair']!, LIST, { search: 'nb-2026-%', panelId: north.id });
    expect(none.data.cases.totalCount).toBe(0);
    const flagged = await api.send(token['chair']!, LIST, { search: 'nb-2026', state: 'FLAGGED' });
    expect(flagged.data.cases.totalCount).toBeGreaterThan(0);
    const wrong = await api.send(token['chair']!, LIST, { after: 'zzz' });
    expect(wrong.errors[0]?.extensions).toMatchObject({ fields: [{ path: 'after' }] });
  });

  describe('a case that runs', () => {
    let id: string;
    const send = async (as: string, mutation: string, more: Record<string, unknown>) => {
      const { data, errors } = await api.send(token[as]!, mutation, { input: { caseId: id, ...more } });
      expect(errors).toEqual([]);
      return Object.values(data)[0] as any;
    };
    beforeEach(async () => {
      id = (await refer()).id;
      expect(await acceptedBy(api, token['chair']!, id)).toBe('ACCEPTED');
    });

    it('is flagged by a person once, and waits until the flag is taken off', async () => {
      const flagged = await send('agency_member', FLAG, { reason: 'He found her new address' });
      expect(flagged).toMatchObject({ state: 'FLAGGED', flags: [{ rule: null, clearedAt: null }] });
      expect(await send('agency_member', FLAG, { reason: 'Again' })).toMatchObject({
        code: 'ALREADY_FLAGGED',
      });
      expect(await send('chair', FLAG, { reason: 'The chair, too' })).toMatchObject({ state: 'FLAGGED' });
      expect(await send('agency_member', UNFLAG, { reason: 'Moved away' })).toMatchObject({
        state: 'FLAGGED',
      });
      const off = await send('chair', UNFLAG, { reason: 'Settled by telephone' });
      expect(off.state).toBe('ACCEPTED');
      expect(off.flags.map((flag: { clearedReason: string }) => flag.clearedReason).sort()).toEqual([
        'Moved away',
        'Settled by telephone',
      ]);
      expect(await send('chair', UNFLAG, { reason: 'Once more' })).toMatchObject({ code: 'NOT_FLAGGED' });
    });

    it('is flagged once when the same person flags twice at the same moment', async () => {
      const both = await Promise.all([1, 2].map((n) => send('agency_member', FLAG, { reason: `Flag ${n}` })));
      expect(both.map((one) => one.__typename).sort()).toEqual(['Case', 'Refusal']);
      expect(await api.db.reading.countBy(CaseFlag, { caseId: id })).toBe(1);
      expect(await api.db.reading.countBy(AuditEntry, { what: 'case:flag', caseId: id })).toBe(1);
    });

    it.each(['', '  ', 'ab', 'x'.repeat(201), 'x'.repeat(20_000), 'a\u0000bc', 'abc\u202egnp'])(
      'is not flagged for a reason such as %j',
      async (reason) => {
        const answer = await api.send(token['chair']!, FLAG, { input: { caseId: id, reason } });
        expect(answer.errors[0]?.extensions).toMatchObject({
          code: 'BAD_USER_INPUT',
          fields: expect.arrayContaining([expect.objectContaining({ path: 'input.reason' })]),
        });
        expect(await api.db.reading.countBy(CaseFlag, { caseId: id })).toBe(0);
      },
    );

    it('keeps a flag by rule whatever people say, and none once it is closed', async () => {
      await send('chair', ASSESS, { tool: 'DASH', score: 15, level: 'HIGH' });
      expect(await send('chair', UNFLAG, { reason: 'Not needed' })).toMatchObject({
        code: 'FLAGGED_BY_RULE',
      });
      await api.db.transaction(
        async () => void (await api.db.writing.update(CaseFile, { id }, { state: 'closed' })),
      );
      expect(await send('chair', FLAG, { reason: 'Open it again' })).toMatchObject({ code: 'CASE_CLOSED' });
    });

    it('is flagged by incidents once they escalate, and again after a hearing only by what is new', async () => {
      const incident = (occurredOn: string, more = {}) =>
        send('agency_member', INCIDENT, {
          occurredOn,
          behaviours: ['following'],
          description: `On ${occurredOn}`,
          ...more,
        });
      expect((await incident('2026-09-01')).state).toBe('ACCEPTED');
      expect((await incident('2026-10-01')).state).toBe('ACCEPTED');
      const third = await incident('2026-11-01');
      expect(third).toMatchObject({ state: 'FLAGGED', lastIncidentOn: '2026-11-01' });
      expect(third.flags).toMatchObject([
        { rule: 'potential-escalation', reason: '3 incidents in the last 12 months' },
      ]);
      expect(await incident('2026-11-01')).toMatchObject({ code: 'ALREADY_RECORDED' });
      expect(await incident('2026-11-24')).toMatchObject({ code: 'INCIDENT_IN_FUTURE', field: 'occurredOn' });
      await api.db.transaction(async () => {
        await api.db.writing.update(
          CaseFile,
          { id },
          { state: 'discussed', lastDiscussedOn: '2026-11-10' as Day },
        );
        await api.db.writing.update(
          CaseFlag,
          { caseId: id },
          { clearedAt: api.clock.now(), clearedReason: 'heard' },
        );
      });
      const assessed = await send('agency_member', ASSESS, { tool: 'DASH', score: 9, level: 'MEDIUM' });
      expect(assessed.state).toBe('DISCUSSED');
      const fourth = await incident('2026-11-20', { isBreach: true });
      expect(fourth).toMatchObject({ state: 'FLAGGED', waitingSince: '2026-11-23' });
      const open = fourth.flags.filter((flag: { clearedAt: string | null }) => flag.clearedAt === null);
      expect(open.map((flag: { rule: string }) => flag.rule).sort()).toEqual([
        'order-breach',
        'potential-escalation',
      ]);
    });

    it('never has a level below what a tool gives, and forgets no result', async () => {
      const assess = (more: Record<string, unknown>) => send('agency_member', ASSESS, more);
      expect(await assess({ tool: 'DASH', score: 14, level: 'MEDIUM' })).toMatchObject({
        code: 'LEVEL_TOO_LOW',
        field: 'level',
      });
      expect(await assess({ tool: 'STALKING_SCREEN', score: 7, level: 'STANDARD' })).toMatchObject({
        code: 'LEVEL_TOO_LOW',
      });
      expect(await assess({ tool: 'DASH', score: 14, level: 'VERY_HIGH' })).toMatchObject({
        code: 'RATIONALE_NEEDED',
      });
      expect(await assess({ tool: 'DASH', score: 14, level: 'HIGH' })).toMatchObject({ riskLevel: 'HIGH' });
      expect(await assess({ tool: 'STALKING_SCREEN', score: 3, level: 'STANDARD' })).toMatchObject({
        riskLevel: 'HIGH',
      });
      expect(await assess({ tool: 'DASH', score: 8, level: 'MEDIUM' })).toMatchObject({
        riskLevel: 'MEDIUM',
      });
      expect(await assess({ tool: 'DASH', score: 8, level: 'MEDIUM' })).toMatchObject({
        code: 'ALREADY_RECORDED',
      });
      expect(await api.db.reading.countBy(RiskAssessment, { caseId: id })).toBe(3);
    });

    it('counts the answers of a screen, and refuses what contradicts them', async () => {
      const items = [
        'very_frightened',
        'previous_harassment',
        'property_damage',
        'visits_over_three_a_week',
        'loitering',
        'threats',
        'third_parties_harassed',
        'violence_in_episode',
        'others_recruited',
        'substance_misuse',
        'previous_violence',
      ];
      const answers = items.map((item, i) => ({ item, answer: i < 8 ? 'YES' : 'NO' }));
      const assess = (more: Record<string, unknown>) =>
        send('agency_member', ASSESS, { tool: 'STALKING_SCREEN', level: 'HIGH', answers, ...more });
      expect(await assess({ score: 5 })).toMatchObject({ code: 'SCORE_CONTRADICTS_ANSWERS', field: 'score' });
      expect(await assess({ level: 'UNKNOWN' })).toMatchObject({ code: 'LEVEL_NEEDED' });
      expect(await assess({ score: 12 })).toMatchObject({ code: 'SCORE_OUT_OF_RANGE' });
      expect(await assess({ answers: [{ item: 'shoe_size', answer: 'YES' }] })).toMatchObject({
        code: 'ANSWER_UNKNOWN',
      });
      expect(await assess({ assessedOn: '2026-12-24' })).toMatchObject({ code: 'DAY_IN_FUTURE' });
      expect(await assess({})).toMatchObject({ riskLevel: 'HIGH', flags: [{ rule: 'tool-threshold' }] });
      const seen = (await api.send(token['chair']!, GET, { id })).data.case.assessments;
      expect(seen).toMatchObject([{ score: 8, level: 'HIGH', assessedBy: { id: expect.any(String) } }]);
    });
  });

  it('shows the risk that waits at a panel to those who run it', async () => {
    const { db, clock } = api;
    const chair = await aPerson(db, clock, housing, 'chair');
    const panel = await aPanel(db, clock, [housing], { chairId: chair.id });
    const runs = await aToken(db, clock, chair);
    const query = `query ($panelId: ID!) { queueRisk(panelId: $panelId) { panel { name } waiting byBand { band count }
      longestWaitDays overTarget mostDangerous { id reference victimInitials } } }`;
    const empty = (await api.send(runs, query, { panelId: panel.id })).data.queueRisk;
    expect(empty).toMatchObject({ waiting: 0, longestWaitDays: 0, overTarget: 0, mostDangerous: null });
    await aCase(db, clock, panel, housing, { waitingSince: '2026-11-01' as Day });
    await aCase(db, clock, panel, housing, { isImminentThreat: true, state: 'listed' });
    const worst = await aCase(db, clock, panel, housing, { isImminentThreat: true });
    await aCase(db, clock, panel, housing, { weaponsAccess: 'yes', waitingSince: '2026-11-09' as Day });
    expect((await api.send(runs, query, { panelId: panel.id })).data.queueRisk).toMatchObject({
      waiting: 3,
      byBand: [
        { band: 'A', count: 1 },
        { band: 'B', count: 1 },
        { band: 'C', count: 1 },
        { band: 'D', count: 0 },
      ],
      longestWaitDays: 22,
      overTarget: 1,
      mostDangerous: { id: worst.id, reference: worst.reference, victimInitials: 'VT' },
    });
    for (const who of ['southChair', 'agency_member', 'strategic_lead']) {
      const no = await api.send(token[who]!, query, { panelId: panel.id });
      expect(no.errors[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});
