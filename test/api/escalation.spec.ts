import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Agency } from '#agencies';
import { BEHAVIOURS, CaseFlag, Incident, PRIORITY_BANDS, Triage } from '#cases';
import { addDays, type Day, type Moment } from '#kernel';
import { type Panel, USUAL_TRIAGE_SETTINGS } from '#panels';
import { aCase, anAgency, aPanel, aPerson, aReferral, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';

const SHOWN = `id state version riskLevel flags { rule ruleVersion reason clearedAt }
  escalation { sign isFound reason rule { name version source } } priority { band bandReasons }
  triage { urgency ruleReasons } incidents { occurredOn place channel evidenceReferences isBreach }`;
const RECORD = `mutation ($input: RecordIncidentInput!) { recordIncident(input: $input) { __typename ... on Case { ${SHOWN} } ... on Refusal { code field message } } }`;
const GET = `query ($id: ID!) { case(id: $id) { ${SHOWN} } }`;

describe('incidents and escalation', () => {
  let api: ApiUnderTest;
  let police: Agency;
  let panel: Panel;
  let chair: string;
  const today = '2026-11-23' as Day;

  beforeAll(async () => {
    api = await anApi();
    const { db, clock } = api;
    police = await anAgency(db, clock);
    const person = await aPerson(db, clock, police, 'chair');
    panel = await aPanel(db, clock, [police], { chairId: person.id });
    chair = await aToken(db, clock, person);
  });
  afterAll(() => api.close());
  beforeEach(() => api.clock.set('2026-11-23T09:00:00.000Z' as Moment));

  const record = async (caseId: string, given: object = {}) => {
    const input = {
      caseId,
      occurredOn: today,
      behaviours: ['following'],
      channel: 'sms',
      description: `Something happened ${Math.random()}`,
      ...given,
    };
    const { data, errors } = await api.send(chair, RECORD, { input });
    expect(errors).toEqual([]);
    return data.recordIncident;
  };
  const found = (shown: any) =>
    shown.escalation.filter(({ isFound }: any) => isFound).map(({ sign }: any) => sign);
  const rules = (shown: any) => shown.flags.map(({ rule }: any) => rule).filter(Boolean);

  it('keeps where something happened and where the evidence is', async () => {
    const { id } = await aCase(api.db, api.clock, panel, police);
    const shown = await record(id, {
      place: 'Outside the station',
      evidenceReferences: ['Exhibit AB/1', 'Screenshot 14'],
    });
    expect(shown.incidents).toEqual([
      {
        occurredOn: today,
        place: 'Outside the station',
        channel: 'sms',
        evidenceReferences: ['Exhibit AB/1', 'Screenshot 14'],
        isBreach: false,
      },
    ]);
    const long = { caseId: id, occurredOn: today, behaviours: ['following'], description: 'Again' };
    const { errors } = await api.send(chair, RECORD, { input: { ...long, place: 'x'.repeat(201) } });
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('flags, re-ranks and explains a case with each incident that makes it escalate', async () => {
    const { id } = await aReferral(api.db, api.clock, panel, police);
    const first = await record(id, { occurredOn: '2026-06-01' });
    expect([found(first), rules(first), first.priority.band]).toEqual([[], [], 'C']);
    const second = await record(id, { occurredOn: '2026-11-01' });
    expect(found(second)).toEqual([]);
    const third = await record(id, { occurredOn: '2026-11-10', behaviours: ['threats'] });
    expect(found(third)).toEqual(['INCIDENT_COUNT', 'SHORTENING_GAPS', 'NEW_BEHAVIOUR']);
    expect(rules(third).sort()).toEqual(['new-behaviour', 'potential-escalation', 'shortening-gaps']);
    expect(third.escalation[0]).toMatchObject({
      reason: '3 incidents in the last 12 months',
      rule: { name: 'escalation', version: 2 },
    });
    expect(third.triage.urgency).toBe('STANDARD');
    const fourth = await record(id, { isBreach: true });
    expect(found(fourth)).toContain('BREACH');
    expect(fourth.priority).toMatchObject({ band: 'A' });
    expect(fourth.priority.bandReasons[0]).toBe('Breach of an order on 23 November 2026');
    // In the same transaction a referral that waits becomes urgent.
    expect(fourth.triage).toMatchObject({ urgency: 'URGENT' });
    expect(rules(fourth)).toContain('order-breach');
  });

  it('does all of it or nothing', async () => {
    const { id } = await aReferral(api.db, api.clock, panel, police);
    const before = await api.db.reading.countBy(Incident, { caseId: id });
    const input = {
      caseId: id,
      occurredOn: '2026-11-24',
      behaviours: ['following'],
      description: 'Tomorrow',
    };
    const { data } = await api.send(chair, RECORD, { input });
    expect(data.recordIncident).toMatchObject({ code: 'INCIDENT_IN_FUTURE', field: 'occurredOn' });
    expect(await api.db.reading.countBy(Incident, { caseId: id })).toBe(before);
    expect(await api.db.reading.countBy(CaseFlag, { caseId: id })).toBe(0);
    expect(await api.db.reading.findOneByOrFail(Triage, { caseId: id })).toMatchObject({
      urgency: 'standard',
    });
  });

  it('counts by the thresholds of the panel, which have a history', async () => {
    const person = await aPerson(api.db, api.clock, police, 'chair');
    const own = await aPanel(api.db, api.clock, [police], {
      chairId: person.id,
      triageSettings: { ...USUAL_TRIAGE_SETTINGS, escalationIncidents: 2, escalationMonths: 3 },
    });
    const runs = await aToken(api.db, api.clock, person);
    const { id } = await aCase(api.db, api.clock, own, police, { flagReason: null });
    const send = async (occurredOn: string) => {
      const input = { caseId: id, occurredOn, behaviours: ['following'], description: `On ${occurredOn}` };
      return (await api.send(runs, RECORD, { input })).data.recordIncident;
    };
    await send('2026-06-01');
    expect(rules(await send('2026-11-01'))).toEqual([]);
    const shown = await send('2026-11-20');
    expect(rules(shown)).toEqual(['potential-escalation']);
    expect(shown.flags.find((flag: any) => flag.rule).reason).toBe('2 incidents in the last 3 months');
    expect(found(shown)).toEqual(['INCIDENT_COUNT']);
  });

  it('never lowers a band, the urgency of a referral or a risk level, whatever is recorded in whatever order', async () => {
    const incident = fc.record({
      occurredOn: fc.integer({ min: -400, max: 0 }).map((days) => addDays(today, days)),
      behaviours: fc.subarray([...BEHAVIOURS], { minLength: 1, maxLength: 3 }),
      channel: fc.constantFrom('', 'sms', 'email'),
      isBreach: fc.boolean(),
      isWeaponOrStrangulation: fc.boolean(),
    });
    const start = fc.record({
      ordersInForce: fc.subarray(['spo']),
      offences: fc.subarray(['spo_breach']),
      lastIncidentOn: fc.constantFrom(null, '2026-10-01' as Day, '2026-11-15' as Day),
      incidents12m: fc.constantFrom(null, 0, 5),
      isImminentThreat: fc.boolean(),
    });
    const urgencies = ['URGENT', 'HIGH', 'STANDARD'];
    const levels = ['UNKNOWN', 'STANDARD', 'MEDIUM', 'HIGH', 'VERY_HIGH'];
    await fc.assert(
      fc.asyncProperty(start, fc.array(incident, { minLength: 1, maxLength: 4 }), async (given, log) => {
        const { id } = await aReferral(api.db, api.clock, panel, police, given);
        let before = (await api.send(chair, GET, { id })).data.case;
        for (const one of log) {
          const after = await record(id, one);
          const grade = ({ priority }: any) => PRIORITY_BANDS.indexOf(priority.band);
          expect(grade(after)).toBeLessThanOrEqual(grade(before));
          expect(urgencies.indexOf(after.triage.urgency)).toBeLessThanOrEqual(
            urgencies.indexOf(before.triage.urgency),
          );
          expect(levels.indexOf(after.riskLevel)).toBeGreaterThanOrEqual(levels.indexOf(before.riskLevel));
          expect(after.flags.length).toBeGreaterThanOrEqual(before.flags.length);
          before = after;
        }
      }),
      { numRuns: 25 },
    );
  });
});
