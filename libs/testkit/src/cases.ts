import type { Agency } from '#agencies';
import { CaseAccess, CaseFile, CaseFlag, CasePerson, Incident, isWellKnown, RiskAssessment } from '#cases';
import { type Clock, type Day, namedId, newId } from '#kernel';
import { comparedName } from '#links';
import type { Panel } from '#panels';
import type { Database } from '#platform';

let count = 0;

/** What a made-up case may be given: columns, its two people, tool results, incidents, the reason of a flag. */
export type GivenCase = Partial<CaseFile> & {
  victim?: Partial<CasePerson>;
  suspect?: Partial<CasePerson>;
  assessments?: Partial<RiskAssessment>[];
  incidents?: Partial<Incident>[];
  flagReason?: string | null;
};

/** Puts a case before the panel, referred today by the agency and flagged, unless something else is given. */
export async function aCase(
  db: Database,
  clock: Clock,
  panel: Panel,
  agency: Agency,
  given: GivenCase = {},
): Promise<CaseFile> {
  count += 1;
  const {
    victim,
    suspect,
    assessments = [],
    incidents = [],
    flagReason = 'Needs a panel',
    ...columns
  } = given;
  const today = clock.today();
  const caseFile: CaseFile = {
    id: newId(),
    reference: `TC-2026-${String(count).padStart(4, '0')}`,
    panelId: panel.id,
    state: 'flagged',
    referredOn: today,
    referringAgencyId: agency.id,
    referrerName: 'Refer Rer',
    referrerEmail: 'refer.rer@agency.example',
    criteria: ['visible_high_risk'],
    criteriaReason: '',
    relationship: 'ex_partner',
    behaviours: ['following'],
    firstIncidentOn: null,
    lastIncidentOn: null,
    incidents12m: null,
    weaponsAccess: 'unknown',
    threats: 'unknown',
    children: null,
    offences: [],
    crimeNumber: '',
    ordersInForce: [],
    victimAware: 'yes',
    victimWishes: [],
    wantsPoliceContact: 'no',
    safetyActionsTaken: [],
    advocateReferral: 'made',
    lpa: null,
    handling: 'standard',
    riskLevel: 'unknown',
    isImminentThreat: false,
    suspectReleaseOn: null,
    waitingSince: columns.referredOn ?? today,
    timesNotReached: 0,
    timesDeferred: 0,
    heldUntil: null,
    heldReason: null,
    lastDiscussedOn: null,
    closedAt: null,
    createdAt: clock.now(),
    submittedAt: null,
    factsVersion: 0,
    version: 1,
    ...columns,
  };
  const caseId = caseFile.id;
  await db.transaction(async () => {
    await db.writing.insert(CaseFile, caseFile);
    await db.writing.insert(CasePerson, [
      aCasePerson(caseId, 'victim', { firstName: 'Vic', lastName: `Tim${count}`, ...victim }),
      aCasePerson(caseId, 'suspect', { firstName: 'Sus', lastName: `Pect${count}`, ...suspect }),
    ]);
    const access = { caseId, agencyId: agency.id, reason: 'referred' as const, grantedAt: clock.now() };
    await db.writing.insert(CaseAccess, { id: newId(), ...access, endsOn: null });
    for (const one of assessments) await db.writing.insert(RiskAssessment, anAssessment(caseId, clock, one));
    for (const one of incidents) await db.writing.insert(Incident, anIncident(caseId, clock, one));
    if (flagReason !== null && caseFile.state !== 'accepted') {
      const flag = { caseId, flaggedById: null, rule: 'tool-threshold', ruleVersion: 1, reason: flagReason };
      const open = { flaggedAt: clock.now(), clearedAt: null, clearedReason: null };
      await db.writing.insert(CaseFlag, { id: newId(), ...flag, ...open });
    }
  });
  return caseFile;
}

function aCasePerson(caseId: string, role: CasePerson['role'], given: Partial<CasePerson>): CasePerson {
  const person: CasePerson = {
    id: newId(),
    caseId,
    role,
    firstName: '',
    lastName: '',
    alias: '',
    bornOn: '1990-04-05' as Day,
    gender: 'not_known',
    address: '',
    postcode: '',
    phone: '',
    safeToCall: 'unknown',
    handles: [],
    identityKey: null,
    ...given,
  };
  return { ...person, identityKey: isWellKnown(person) ? groupOf(person) : null };
}

/** Written the same and born on the same day is one person: as linking would find, without looking anybody up. */
function groupOf({ firstName, lastName, bornOn }: CasePerson): string {
  return namedId(`${comparedName(firstName)}|${comparedName(lastName)}|${bornOn}`);
}

function anAssessment(caseId: string, clock: Clock, given: Partial<RiskAssessment>): RiskAssessment {
  return {
    id: newId(),
    caseId,
    tool: 'dash',
    toolVersion: '1',
    assessedOn: clock.today(),
    assessedById: null,
    score: null,
    level: 'unknown',
    answers: {},
    notes: {},
    rationale: '',
    recordedAt: clock.now(),
    ...given,
  };
}

function anIncident(caseId: string, clock: Clock, given: Partial<Incident>): Incident {
  return {
    id: newId(),
    caseId,
    occurredOn: clock.today(),
    behaviours: ['following'],
    channel: '',
    place: '',
    description: '',
    evidenceReferences: null,
    isBreach: false,
    isWeaponOrStrangulation: false,
    recordedById: null,
    recordedAt: clock.now(),
    ...given,
  };
}
