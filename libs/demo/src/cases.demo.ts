import { addDays, type Day } from '#kernel';
import type { Agency } from '#agencies';
import type { CaseFile, Known } from '#cases';
import { mailName, type Directory } from './agencies.demo.js';
import { recordAssessments } from './assessments.demo.js';
import { castCase } from './case-people.demo.js';
import {
  CRITERIA_REASONS,
  FATES,
  GRAVE,
  OFFENCES,
  OFFLINE,
  ORDERS,
  RELATIONSHIPS,
  RISKS,
  SAFETY_ACTIONS,
  SOURCES,
  THREATENING,
  WISHES,
} from './case.words.js';
import type { Row } from './demo-rows.js';
import { officeMoment, type DemoWorld } from './demo-world.js';
import type { Dice } from './dice.js';
import type { DemoCase, Level } from './demo-case.js';
import { rememberSuspect } from './facts.demo.js';
import { ONLINE_BEHAVIOURS } from './incident.words.js';
import { recordIncidents } from './incidents.demo.js';
import type { DemoPanel } from './panels.demo.js';
import { workerName } from './worker.words.js';

/** What a case is wanted for; what is left out is thrown. */
export type Wanted = {
  risk?: Level;
  isImminent?: boolean;
  breachOn?: Day;
  children?: number;
  isRestricted?: boolean;
  /** The same two people again. */
  repeatOf?: DemoCase;
  isKnownRepeat?: boolean;
};

/** How much of a list of dangers is true at each level. */
const DANGER: Record<Level, number> = { standard: 0.08, medium: 0.25, high: 0.5, very_high: 0.75 };

/** Makes a case with its people, tool results and incident log, referred on a day; it waits for a panel. */
export function makeCase(
  world: DemoWorld,
  directory: Directory,
  panel: DemoPanel,
  referredOn: Day,
  wanted: Wanted = {},
): DemoCase {
  const dice = world.dice(`case ${world.rows.cases.length}`);
  const risk = wanted.risk ?? dice.weighted(RISKS);
  const known = (share: number): Known => (dice.chance(0.14) ? 'unknown' : dice.chance(share) ? 'yes' : 'no');
  const source = sourceOf(dice, directory, panel);
  const file: Row<CaseFile> = {
    id: world.id(),
    reference: '',
    panelId: panel.row.id,
    state: 'flagged',
    referredOn,
    ...referrerOf(dice, directory, source),
    ...referralOf(world, dice, referredOn, { risk, known, wanted }),
    lpa: panel.lpa,
    handling: wanted.isRestricted || dice.chance(0.02) ? 'restricted' : 'standard',
    riskLevel: risk,
    isImminentThreat: wanted.isImminent ?? false,
    suspectReleaseOn: null,
    waitingSince: referredOn,
    timesNotReached: 0,
    timesDeferred: 0,
    heldUntil: null,
    heldReason: null,
    lastDiscussedOn: null,
    closedAt: null,
    createdAt: officeMoment(dice, referredOn),
    submittedAt: null,
    factsVersion: 0,
  };
  world.rows.cases.push(file);
  const access = { reason: 'referred' as const, grantedAt: file.createdAt, endsOn: null };
  world.rows.caseAccess.push({ id: world.id(), caseId: file.id, agencyId: source.id, ...access });
  const made: DemoCase = {
    file,
    panel,
    dice,
    ...castCase(world, dice, file, wanted.repeatOf),
    assessments: recordAssessments(world, directory, dice, file, { risk, known }),
    incidents: recordIncidents(world, directory, dice, file, { risk, breachOn: wanted.breachOn ?? null }),
    flags: [],
    actions: [],
    fate: dice.weighted(FATES),
    hearings: 0,
    riskAtFirstHearing: null,
    reviewFrom: null,
  };
  rememberSuspect(world, made);
  return made;
}

/** True when the same two people were referred in the twelve months before. */
export function isRepeat({ file }: DemoCase): boolean {
  return file.criteria.includes('repeat');
}

function referrerOf(dice: Dice, directory: Directory, agency: Row<Agency>) {
  const referrerName = dice.chance(0.4) ? dice.pick(directory.workers(agency.id)).name : workerName(dice);
  return {
    referringAgencyId: agency.id,
    referrerName,
    referrerEmail: `${mailName(referrerName)}@${agency.emailDomain}`,
  };
}

type Terms = { risk: Level; known: (share: number) => Known; wanted: Wanted };

/** What the referral form says of the behaviour, the law and the victim. */
function referralOf(world: DemoWorld, dice: Dice, referredOn: Day, { risk, known, wanted }: Terms) {
  const relationship = wanted.repeatOf?.file.relationship ?? dice.weighted(RELATIONSHIPS);
  const behaviours = throwBehaviours(dice, risk);
  const repeated = wanted.repeatOf !== undefined || (wanted.isKnownRepeat ?? dice.chance(0.26));
  const lastIncidentOn = wanted.breachOn ?? addDays(referredOn, -dice.between(0, 16));
  const months = Math.min(120, Math.max(1, dice.logNormal(9, 1)));
  const incidents12m = Math.min(180, Math.max(3, Math.round(dice.logNormal(14, 0.8))));
  const ordersInForce = wanted.breachOn || dice.chance(0.3) ? [dice.weighted(ORDERS)] : [];
  const hasBreachedSpo = ordersInForce.includes('spo') && wanted.breachOn !== undefined;
  return {
    criteria: criteriaOf(dice, risk, repeated, relationship, incidents12m),
    criteriaReason: dice.pick(CRITERIA_REASONS),
    relationship,
    behaviours,
    firstIncidentOn: addDays(lastIncidentOn, -Math.round(months * 30)),
    lastIncidentOn,
    incidents12m: dice.chance(0.06) ? null : incidents12m,
    weaponsAccess: known(DANGER[risk] * 0.3),
    threats: behaviours.some((one) => THREATENING.includes(one)) ? ('yes' as const) : known(0.15),
    children: wanted.children ?? (dice.chance(0.08) ? null : Math.min(5, dice.poisson(1.24))),
    offences: [dice.weighted(OFFENCES), ...(hasBreachedSpo ? ['spo_breach'] : [])],
    crimeNumber: `${world.area.code}/${dice.between(100_000, 999_999)}/${referredOn.slice(2, 4)}`,
    ordersInForce,
    victimAware: dice.weighted({ yes: 82, no_unsafe: 6, no_not_reached: 9, no_other: 3 }),
    victimWishes: dice.some(WISHES, dice.between(1, 2)),
    wantsPoliceContact: dice.weighted({ yes_safe_method: 86, no: 14 }),
    safetyActionsTaken: dice.some(SAFETY_ACTIONS, dice.between(1, 3)),
    advocateReferral: dice.weighted({ made: 78, declined: 12, not_offered: 10 }),
  };
}

function throwBehaviours(dice: Dice, risk: Level): string[] {
  const chosen = dice.chance(0.18)
    ? dice.some(ONLINE_BEHAVIOURS, dice.between(2, 3))
    : dice
        .some(OFFLINE, dice.between(1, 3))
        .concat(dice.chance(0.76) ? dice.some(ONLINE_BEHAVIOURS, dice.between(1, 2)) : []);
  return dice.chance(DANGER[risk]) ? chosen.concat(dice.some(GRAVE, dice.between(1, 2))) : chosen;
}

function sourceOf(dice: Dice, directory: Directory, panel: DemoPanel) {
  const kind = dice.weighted(SOURCES);
  return directory.agency(panel.members.includes(kind) ? kind : 'police');
}

function criteriaOf(
  dice: Dice,
  risk: Level,
  repeated: boolean,
  relationship: string,
  incidents: number,
): string[] {
  const criteria: string[] = [];
  if (risk === 'high' || risk === 'very_high') criteria.push('visible_high_risk');
  else criteria.push(incidents >= 8 ? 'potential_escalation' : 'professional_judgement');
  if (repeated) criteria.push('repeat');
  const isUnknown = relationship === 'unknown' || (relationship === 'stranger' && dice.chance(0.5));
  if (isUnknown) criteria.push('suspect_unidentified');
  if (dice.chance(0.22))
    criteria.push(dice.pick(['spo_advice', 'digital_evidence_advice', 'case_not_progressing']));
  return criteria;
}
