import { type PersonActor, type Role, systemActor } from '#access';
import type { Agency } from '#agencies';
import type { Clock, Day } from '#kernel';
import { Lookup, PersonLinks } from '#links';
import { type Panel, Panels } from '#panels';
import { Announcements, type Config, type Database } from '#platform';
import { anAudit } from '#testkit';
import { CaseFactsReader } from '../case-facts.reader.js';
import type { CaseFile } from '../case-file.entity.js';
import { CaseFlagging } from '../case-flagging.js';
import { Cases } from '../cases.service.js';
import { CaseLists } from '../need-to-know/case-lists.reader.js';
import type { Referral, ReferredPerson } from '../referral.rules.js';
import { Referrals } from '../referrals.service.js';
import { CaseLinking } from './case-linking.js';
import { CaseLinks } from './case-links.service.js';
import { TriageBook } from '../triage/triage-book.js';

/** The services of the room as they are put together in the application. */
export function linkServices(db: Database, clock: Clock) {
  const audit = anAudit(db, clock);
  const reader = new CaseFactsReader(db, clock);
  const panels = new Panels(db, clock, audit);
  const book = new TriageBook(db, clock, panels, new Announcements(db, clock));
  const flagging = new CaseFlagging(db, clock, reader, book);
  const lists = new CaseLists(db);
  const cases = new Cases(db, clock, reader, lists);
  const lookup = new Lookup(db);
  const personLinks = new PersonLinks(db, clock);
  const linking = new CaseLinking(db, cases, flagging, lookup, personLinks);
  const referrals = new Referrals(db, clock, { area: 'NB' } as Config, audit, cases, flagging, linking, book);
  const links = new CaseLinks(db, clock, audit, cases, lists, linking, lookup, personLinks);
  return { audit, reader, cases, lookup, personLinks, linking, referrals, links };
}

/** A person of a referral of whom nothing is known but what is given. */
export function referred(given: Partial<ReferredPerson>): ReferredPerson {
  return {
    firstName: '',
    lastName: '',
    alias: '',
    bornOn: null,
    gender: '',
    address: '',
    postcode: '',
    phone: '',
    safeToCall: 'unknown',
    handles: [],
    ...given,
  };
}

/** A referral of these two, with no more in it than has to be. */
export function referralOf(
  panel: Panel,
  agency: Agency,
  victim: Partial<ReferredPerson>,
  suspect: Partial<ReferredPerson>,
  given: Partial<Referral> = {},
): Referral {
  return {
    panelId: panel.id,
    referredOn: '2026-11-23' as Day,
    referringAgencyId: agency.id,
    referrerName: 'Refer Rer',
    referrerEmail: '',
    criteria: [],
    criteriaReason: '',
    relationship: 'stranger',
    behaviours: [],
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
    wantsPoliceContact: '',
    safetyActionsTaken: [],
    advocateReferral: '',
    lpa: null,
    handling: 'standard',
    isImminentThreat: false,
    suspectReleaseOn: null,
    riskLevel: 'unknown',
    dashScore: null,
    screenScore: null,
    victim: referred(victim),
    suspects: [referred(suspect)],
    ...given,
  };
}

/** Refers a case as the system does; throws where it is refused. */
export async function refer(referrals: Referrals, referral: Referral): Promise<CaseFile> {
  const done = await referrals.refer(systemActor('spec'), referral);
  if (!done.ok) throw new Error(done.refusal.message);
  return done.value;
}

/** Somebody in that role, of that agency, who works on these panels. */
export function actorOf(role: Role, personId: string, agency: Agency, panels: readonly Panel[]): PersonActor {
  return {
    kind: 'person',
    personId,
    name: 'Somebody',
    agencyId: agency.id,
    role,
    lpa: null,
    panelIds: panels.map(({ id }) => id),
  };
}
