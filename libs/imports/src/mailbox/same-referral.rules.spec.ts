import { describe, expect, it } from '@jest/globals';
import type { Referral } from '#cases';
import type { Day } from '#kernel';
import { isSameReferral, type RecordedReferral } from './same-referral.rules.js';

const person = (lastName: string): Referral['victim'] => ({
  ...{ firstName: 'Wren', lastName, alias: '', bornOn: '1990-02-03' as Day, gender: 'not_known' },
  ...{ address: '', postcode: '', phone: '', safeToCall: 'unknown', handles: [] },
});

const REFERRAL: Referral = {
  ...{ panelId: 'panel', referredOn: '2026-11-02' as Day, referringAgencyId: 'police' },
  ...{
    referrerName: 'Pat Ashmore',
    referrerEmail: 'pat@police.example',
    criteria: [],
    criteriaReason: 'Letters',
  },
  ...{
    relationship: 'unknown',
    behaviours: [],
    firstIncidentOn: null,
    lastIncidentOn: null,
    incidents12m: 3,
  },
  ...{ weaponsAccess: 'unknown', threats: 'no', children: null, offences: [], crimeNumber: '' },
  ...{ ordersInForce: [], victimAware: '', victimWishes: [], wantsPoliceContact: '', safetyActionsTaken: [] },
  ...{
    advocateReferral: '',
    lpa: null,
    handling: 'standard',
    isImminentThreat: false,
    suspectReleaseOn: null,
  },
  ...{ riskLevel: 'unknown', dashScore: 10, screenScore: null },
  ...{ victim: person('Elmsley'), suspects: [person('Hartnoll'), person('Dunmore')] },
};

const RECORDED = {
  caseFile: { ...REFERRAL, id: 'case', panelId: 'another', isImminentThreat: true, state: 'flagged' },
  people: [
    { ...person('Dunmore'), role: 'suspect' },
    { ...person('Hartnoll'), role: 'suspect' },
    { ...person('Elmsley'), role: 'victim' },
  ],
  scores: [
    { tool: 'dash', score: 10 },
    { tool: 'dash', score: 14 },
  ],
} as unknown as RecordedReferral;

describe('whether a referral is the one on record', () => {
  it('is, whatever became of the case since and in whatever order its people stand', () => {
    expect(isSameReferral(REFERRAL, RECORDED)).toBe(true);
  });

  it.each<[string, Partial<Referral>]>([
    ['another agency', { referringAgencyId: 'housing' }],
    ['threats now', { threats: 'yes' }],
    ['other words', { criteriaReason: 'Letters. He said that he will come tonight.' }],
    ['more incidents', { incidents12m: 4 }],
    ['a higher score', { dashScore: 20 }],
    ['a score where there was none', { screenScore: 5 }],
    ['another victim', { victim: person('Elmsly') }],
    ['a suspect less', { suspects: [person('Hartnoll')] }],
  ])('is not with %s', (_, change) => {
    expect(isSameReferral({ ...REFERRAL, ...change }, RECORDED)).toBe(false);
  });
});
