import { createHash } from 'node:crypto';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { Action } from '#actions';
import { AccessToken, Agency, Person } from '#agencies';
import {
  CaseAccess,
  CaseFile,
  CaseFlag,
  CasePerson,
  Incident,
  NEVER_DUE,
  RiskAssessment,
  Triage,
  triageClock,
  urgencyRank,
} from '#cases';
import { addDays, addMinutes, atLondon, type Day, type Moment, namedId, type TimeOfDay } from '#kernel';
import { Listing, Meeting } from '#meetings';
import { Panel, PanelMember, URGENCIES, USUAL_TRIAGE_SETTINGS } from '#panels';
import type { Database } from '#platform';
import { Reminder } from '#reminders';
import { type BulkRow, insertBulk } from './bulk-insert.js';
import { Chance } from './chance.js';

/** How large a world is made. */
export type WorldSize = {
  agencies: number;
  panels: number;
  meetingsOfPanel: number;
  casesOfPanel: number;
  actions: number;
  /** Flagged cases of the one long queue. */
  flagged: number;
  /** These are referrals in triage instead: nobody has decided on them. */
  isTriage?: boolean;
};

/** The world of a full run. */
export const FULL: WorldSize = {
  agencies: 40,
  panels: 40,
  meetingsOfPanel: 50,
  casesOfPanel: 200,
  actions: 100_000,
  flagged: 20_000,
};

/** The world of a quick run. */
export const QUICK: WorldSize = { ...FULL, meetingsOfPanel: 20, actions: 40_000, flagged: 5000 };

/** The moment at which every world stands: a Monday, 9am in London. */
export const NOW = '2026-11-23T09:00:00.000Z' as Moment;

const TODAY = NOW.slice(0, 10) as Day;
const LISTINGS = 15;
const MEMBERS = 8;
const BEHAVIOURS = ['following', 'threats', 'assault', 'break_in', 'property_damage', 'tracking_device'];
const LEVELS = ['standard', 'medium', 'high', 'very_high'] as const;
const TOOLS = ['dash', 'stalking_screen', 'four'] as const;

/** The identifier of the nth row of a kind: the same in every run. */
export function idOf(kind: number, n: number): string {
  return `00000000-${kind.toString(16).padStart(4, '0')}-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** Kinds of rows, for {@link idOf}. */
export const KIND = {
  agency: 1,
  person: 2,
  panel: 3,
  meeting: 4,
  case: 5,
  listing: 6,
  action: 7,
  reminder: 8,
  other: 9,
} as const;

/** The bearer token of the nth person. */
export function tokenOf(n: number): string {
  return `bench-token-of-person-${String(n).padStart(6, '0')}`;
}

/** The panel with the long queue is the one after all others. */
export function longQueueOf(size: WorldSize): number {
  return size.panels;
}

/** The coordinator of the nth panel is the person after the two of every agency. */
export function coordinatorOf(size: WorldSize, panel: number): number {
  return size.agencies * 2 + panel;
}

/** Writes the whole world, the same every time, in a few large statements. */
export async function writeWorld(db: Database, size: WorldSize): Promise<void> {
  const write = (entity: EntityTarget<ObjectLiteral>, rows: BulkRow[]) =>
    db.transaction(() => insertBulk(db, entity, rows));
  await write(Agency, agencies(size));
  await write(Person, people(size));
  await write(AccessToken, tokens(size));
  await write(Panel, panels(size));
  await write(PanelMember, members(size));
  await write(Meeting, meetings(size));
  await writeCases(write, size);
  await write(Listing, listings(size));
  await write(Action, actions(size));
  await write(Reminder, reminders(size));
}

type Write = (entity: EntityTarget<ObjectLiteral>, rows: BulkRow[]) => Promise<void>;

function series<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

function agencies({ agencies: count }: WorldSize): BulkRow[] {
  return series(count, (n) => ({
    id: idOf(KIND.agency, n),
    name: `Agency ${n}`,
    nameKey: `agency ${n}`,
    kind: n % 2 === 0 ? 'police' : 'housing',
    emailDomain: null,
    isCore: true,
    signIn: 'any',
    createdAt: NOW,
    version: 1,
  }));
}

function people(size: WorldSize): BulkRow[] {
  return series(size.agencies * 2 + size.panels + 1, (n) => ({
    id: idOf(KIND.person, n),
    name: `Person ${n}`,
    email: `person.${n}@agency.example`,
    agencyId: idOf(KIND.agency, n % size.agencies),
    role: n >= size.agencies * 2 ? 'coordinator' : n < size.agencies ? 'agency_lead' : 'agency_member',
    lpa: null,
    skills: [],
    deputyId: null,
    kind: 'person',
    isActive: true,
    invitedAt: null,
    createdAt: NOW,
    version: 1,
  }));
}

function tokens(size: WorldSize): BulkRow[] {
  return people(size).map((person, n) => ({
    id: idOf(KIND.other, n),
    tokenHash: createHash('sha256').update(tokenOf(n)).digest('hex'),
    personId: person['id'],
    kind: 'cli',
    label: 'bench',
    scopes: null,
    createdAt: NOW,
    lastUsedAt: NOW,
    expiresAt: addMinutes(NOW, 60 * 24 * 365),
    revokedAt: null,
  }));
}

function panels(size: WorldSize): BulkRow[] {
  return series(size.panels + 1, (n) => ({
    id: idOf(KIND.panel, n),
    code: `P-${n}`,
    name: `Panel ${n}`,
    kind: 'esip',
    lpa: null,
    chairId: null,
    coordinatorId: idOf(KIND.person, coordinatorOf(size, n)),
    recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
    firstOn: '2026-01-06',
    startsAt: '09:30',
    durationMinutes: n === size.panels ? 180 : 150,
    bankHolidayRule: 'skip',
    nation: 'england-and-wales',
    place: 'Council House',
    quorum: 2,
    priorityProfile: 'essex-behavioural',
    triageSettings: null,
    linkSettings: null,
    isActive: true,
    createdAt: NOW,
    version: 1,
  }));
}

function members(size: WorldSize): BulkRow[] {
  return series((size.panels + 1) * MEMBERS, (n) => ({
    id: idOf(KIND.other, 100_000 + n),
    panelId: idOf(KIND.panel, Math.floor(n / MEMBERS)),
    agencyId: idOf(KIND.agency, (Math.floor(n / MEMBERS) * 3 + (n % MEMBERS)) % size.agencies),
    isRequired: true,
  }));
}

/** Meetings of the ordinary panels, one a week into the past, their agendas published; one planned for the long queue. */
function meetings(size: WorldSize): BulkRow[] {
  const row = (n: number, panel: number, heldOn: Day, isPlanned: boolean): BulkRow => ({
    id: idOf(KIND.meeting, n),
    panelId: idOf(KIND.panel, panel),
    plannedOn: heldOn,
    heldOn,
    startsAt: atLondon(heldOn, '09:30' as TimeOfDay),
    durationMinutes: panel === size.panels ? 180 : 150,
    place: 'Council House',
    state: isPlanned ? 'planned' : 'agenda_published',
    chairId: null,
    kind: null,
    movedReason: null,
    cancelledReason: null,
    agendaBuiltAt: isPlanned ? null : NOW,
    publishedAt: isPlanned ? null : NOW,
    moreWaiting: 0,
    addendumCount: 0,
    startedAt: null,
    endedAt: null,
    currentListingId: null,
    createdAt: NOW,
    version: 1,
  });
  const ordinary = series(size.panels * size.meetingsOfPanel, (n) =>
    row(n, Math.floor(n / size.meetingsOfPanel), addDays(TODAY, 7 * (4 - (n % size.meetingsOfPanel))), false),
  );
  return [...ordinary, row(ordinary.length, size.panels, addDays(TODAY, 1), true)];
}

/** The meeting of the long queue, whose agenda is still to be built. */
export function meetingToBuild(size: WorldSize): string {
  return idOf(KIND.meeting, size.panels * size.meetingsOfPanel);
}

/** Cases are written some thousand at a time, with everything that belongs to them. */
async function writeCases(write: Write, size: WorldSize): Promise<void> {
  const ordinary = size.panels * size.casesOfPanel;
  const all = ordinary + size.flagged;
  for (let from = 0; from < all; from += 5000) {
    const rows = {
      files: [],
      people: [],
      access: [],
      assessments: [],
      incidents: [],
      flags: [],
      triage: [],
    } as CaseRows;
    for (let n = from; n < Math.min(all, from + 5000); n += 1) {
      addCase(rows, n, n < ordinary ? Math.floor(n / size.casesOfPanel) : size.panels, n >= ordinary, size);
    }
    await write(CaseFile, rows.files);
    await write(CasePerson, rows.people);
    await write(CaseAccess, rows.access);
    await write(RiskAssessment, rows.assessments);
    await write(Incident, rows.incidents);
    await write(CaseFlag, rows.flags);
    await write(Triage, rows.triage);
  }
}

type CaseRows = Record<
  'files' | 'people' | 'access' | 'assessments' | 'incidents' | 'flags' | 'triage',
  BulkRow[]
>;

/** One made-up case, everything about it thrown from its own number. */
export function addCase(rows: CaseRows, n: number, panel: number, isFlagged: boolean, size: WorldSize): void {
  const chance = new Chance(n + 1);
  const caseId = idOf(KIND.case, n);
  const waitingSince = addDays(TODAY, -chance.below(180));
  const answer = () => chance.pick(['yes', 'no', 'unknown'] as const);
  const agency = chance.below(size.agencies);
  rows.files.push({
    id: caseId,
    reference: `BE-2026-${String(n).padStart(6, '0')}`,
    panelId: idOf(KIND.panel, panel),
    state: isFlagged ? (size.isTriage ? 'triage' : 'flagged') : 'discussed',
    referredOn: waitingSince,
    referringAgencyId: idOf(KIND.agency, agency),
    referrerName: 'Made up',
    referrerEmail: 'made.up@agency.example',
    criteria: chance.below(4) === 0 ? ['repeat', 'visible_high_risk'] : ['visible_high_risk'],
    criteriaReason: 'Made up for measuring. '.repeat(chance.below(8)),
    relationship: chance.pick(['ex_partner', 'stranger', 'unknown', 'colleague']),
    behaviours: chance.some(BEHAVIOURS),
    firstIncidentOn: addDays(waitingSince, -200),
    lastIncidentOn: addDays(waitingSince, -chance.below(40)),
    incidents12m: chance.below(5) === 0 ? null : chance.below(20),
    weaponsAccess: answer(),
    threats: answer(),
    children: chance.below(3),
    offences: [chance.pick(['stalking_s4a', 'stalking_s2a', 'harassment_s2', 'spo_breach'])],
    crimeNumber: '',
    ordersInForce: chance.below(3) === 0 ? ['spo'] : [],
    victimAware: 'yes',
    victimWishes: chance.below(2) === 0 ? ['stop_contact'] : [],
    wantsPoliceContact: 'yes_safe_method',
    safetyActionsTaken: [],
    advocateReferral: chance.pick(['made', 'declined', 'not_offered']),
    lpa: null,
    handling: chance.below(12) === 0 ? 'restricted' : 'standard',
    restrictedNotes: null,
    submittedAt: null,
    riskLevel: chance.pick(LEVELS),
    isImminentThreat: chance.below(100) === 0,
    suspectReleaseOn: chance.below(15) === 0 ? addDays(TODAY, chance.below(90) - 30) : null,
    waitingSince,
    timesNotReached: chance.below(3) === 0 ? chance.below(3) : 0,
    timesDeferred: chance.below(4) === 0 ? 1 : 0,
    heldUntil: isFlagged && chance.below(200) === 0 ? addDays(TODAY, chance.below(60)) : null,
    heldReason: null,
    lastDiscussedOn: isFlagged && chance.below(2) === 0 ? null : addDays(waitingSince, -30),
    closedAt: null,
    createdAt: NOW,
    factsVersion: 0,
    version: 1,
  });
  addPeople(rows, n, chance, caseId);
  for (let k = 0; k <= chance.below(6); k += 1) {
    rows.access.push({
      id: idOf(KIND.other, 1_000_000 + n * 8 + k),
      caseId,
      agencyId: idOf(KIND.agency, (agency + k) % size.agencies),
      reason: k === 0 ? 'referred' : 'asked_to_attend',
      grantedAt: NOW,
      endsOn: k > 3 ? addDays(TODAY, chance.below(40) - 5) : null,
    });
  }
  if (isFlagged) addRecord(rows, n, chance, caseId);
  if (isFlagged && size.isTriage) rows.triage.push(inTriage(caseId, panel, chance));
}

/** A referral that came in within the last two weeks; one in ten is returned for information, one in fifty an appeal. */
function inTriage(caseId: string, panel: number, chance: Chance): BulkRow {
  const urgency = chance.pick(URGENCIES);
  const receivedAt = addMinutes(NOW, -chance.below(60 * 24 * 14));
  const stops = chance.below(10) === 0 ? [{ from: receivedAt, to: null }] : [];
  const running = triageClock({ receivedAt, urgency, stops }, USUAL_TRIAGE_SETTINGS, new Set());
  return {
    ...{ caseId, panelId: idOf(KIND.panel, panel), isOpen: true, urgency, rank: urgencyRank(urgency) },
    ...{ ruleUrgency: urgency, ruleVersion: 1, ruleReasons: ['Made up for measuring'], raisedById: null },
    ...{ reviewOn: '9999-12-31', receivedAt, stops, ...running, sortAt: running.dueAt ?? NEVER_DUE },
    ...{ settledAt: null, settledById: null, outcome: null, declinedById: null },
    ...{ appealedAt: chance.below(50) === 0 ? receivedAt : null, version: 1 },
  };
}

function addPeople(rows: CaseRows, n: number, chance: Chance, caseId: string): void {
  const person = (k: number, role: 'victim' | 'suspect', lastName: string, bornOn: Day | null): BulkRow => ({
    id: idOf(KIND.other, 2_000_000 + n * 2 + k),
    caseId,
    role,
    firstName: 'Made',
    lastName,
    alias: '',
    bornOn,
    gender: 'not_known',
    address: '',
    postcode: '',
    phone: '',
    safeToCall: 'unknown',
    handles: [],
    identityKey: bornOn === null ? null : namedId(`${lastName}|${bornOn}`),
  });
  const born = addDays(TODAY, -(17 * 365 + chance.below(15_000)));
  rows.people.push(person(0, 'victim', `Up ${n}`, chance.below(10) === 0 ? null : born));
  // Every tenth suspect stands in another case too.
  const who = chance.below(10) === 0 ? n - (n % 10) : n;
  rows.people.push(person(1, 'suspect', `Sus ${who}`, '1985-06-07' as Day));
}

function addRecord(rows: CaseRows, n: number, chance: Chance, caseId: string): void {
  const answer = () => chance.pick(['yes', 'no', 'unknown'] as const);
  for (let k = 0; k <= chance.below(3); k += 1) {
    rows.assessments.push({
      id: idOf(KIND.other, 3_000_000 + n * 3 + k),
      caseId,
      tool: TOOLS[k],
      toolVersion: '1',
      assessedOn: addDays(TODAY, -chance.below(200)),
      assessedById: null,
      score: chance.below([20, 11, 5][k]!),
      level: chance.pick(LEVELS.slice(0, chance.below(30) === 0 ? 4 : 3)),
      answers: {
        very_frightened: answer(),
        isolation: answer(),
        fixated: answer(),
        acted_on_threat: answer(),
      },
      rationale: '',
      notes: {},
      recordedAt: NOW,
    });
  }
  const incidents = chance.below(7);
  for (let k = 0; k < incidents; k += 1) {
    rows.incidents.push({
      id: idOf(KIND.other, 4_000_000 + n * 8 + k),
      caseId,
      occurredOn: addDays(TODAY, -chance.below(420)),
      behaviours: chance.some(BEHAVIOURS),
      channel: '',
      description: 'Made up for measuring.',
      isBreach: chance.below(20) === 0,
      place: '',
      evidenceReferences: null,
      isWeaponOrStrangulation: chance.below(40) === 0,
      recordedById: null,
      recordedAt: NOW,
    });
  }
  rows.flags.push({
    id: idOf(KIND.other, 6_000_000 + n),
    caseId,
    flaggedById: null,
    rule: 'tool-threshold',
    ruleVersion: 1,
    reason: 'Dash score 16 of 24',
    flaggedAt: NOW,
    clearedAt: null,
    clearedReason: null,
  });
}

function listings(size: WorldSize): BulkRow[] {
  return series(size.panels * size.meetingsOfPanel * LISTINGS, (n) => {
    const meeting = Math.floor(n / LISTINGS);
    const panel = Math.floor(meeting / size.meetingsOfPanel);
    const place = n % LISTINGS;
    return {
      id: idOf(KIND.listing, n),
      meetingId: idOf(KIND.meeting, meeting),
      caseId: idOf(KIND.case, panel * size.casesOfPanel + ((meeting * LISTINGS + place) % size.casesOfPanel)),
      state: 'on_agenda',
      kind: 'review',
      position: place + 1,
      plannedMinutes: 8,
      band: 'B',
      priorityLow: 30,
      priorityHigh: 70,
      points: [{ component: 'four', label: 'FOUR strength', low: 3, high: 9, max: 12, reason: 'Fixated' }],
      reasons: ['Dash score 16 of 24', 'Repeat within 12 months'],
      dataNeeded: ['Named officer'],
      profile: 'essex-behavioural/1',
      leftOutReason: null,
      isPinned: false,
      chairReason: null,
      isMovedByChair: false,
      isMinutesByChair: false,
      addendum: null,
      heldUntil: null,
      startedAt: null,
      endedAt: null,
      notes: '',
      victimView: '',
      riskBefore: null,
      riskAfter: null,
      decision: null,
      decisionReason: '',
      actionCount: 0,
      version: 1,
    };
  });
}

function actions(size: WorldSize): BulkRow[] {
  const cases = size.panels * size.casesOfPanel;
  return series(size.actions, (n) => {
    const chance = new Chance(900_000 + n);
    const isOpen = chance.below(5) === 0;
    const agency = chance.below(size.agencies);
    const caseNumber = n % cases;
    const dueOn = addDays(TODAY, (isOpen ? 30 : -1) - chance.below(isOpen ? 60 : 300));
    return {
      id: idOf(KIND.action, n),
      reference: `BE-A${String(n).padStart(7, '0')}`,
      caseId: idOf(KIND.case, caseNumber),
      number: Math.floor(n / cases) + 1,
      panelId: idOf(KIND.panel, Math.floor(caseNumber / size.casesOfPanel)),
      meetingId: null,
      agencyId: idOf(KIND.agency, agency),
      ownerId: idOf(KIND.person, agency + (chance.below(2) === 0 ? 0 : size.agencies)),
      text: 'Fit the locks and tell the advocate when it is done',
      category: 'housing_security',
      priority: chance.pick(['critical', 'high', 'routine']),
      status: isOpen ? 'agreed' : 'completed',
      isOpen,
      agreedAt: NOW,
      dueOn,
      dueAt: atLondon(dueOn, '17:00' as TimeOfDay),
      originalDueOn: dueOn,
      acknowledgedAt: null,
      closedAt: isOpen ? null : NOW,
      closedOn: isOpen ? null : dueOn,
      note: '',
      evidenceReference: '',
      reasonCode: null,
      extensionRequestedOn: null,
      extensionNewDueOn: null,
      extensionReason: null,
      extensionCount: 0,
      version: 1,
    };
  });
}

/** A reminder for each of the first ten thousand actions, due since some minutes. */
function reminders(size: WorldSize): BulkRow[] {
  return series(Math.min(10_000, size.actions), (n) => ({
    id: idOf(KIND.reminder, n),
    duty: 'action',
    dutyId: idOf(KIND.action, n),
    actionId: idOf(KIND.action, n),
    policyVersion: 1,
    nextAt: addMinutes(NOW, -1 - (n % 600)),
    cursor: null,
    occasion: 0,
    leasedUntil: null,
    stoppedAt: null,
    stoppedReason: null,
  }));
}
