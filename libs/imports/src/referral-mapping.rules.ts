import type { Referral } from '#cases';
import { listKey } from './reference-lists.js';
import type { UnrecognisedText } from './import-reading.js';
import type { ReferralRow } from './referral-rows.rules.js';

/**
 * A read referral as the room of cases takes it. What the file leaves open stays unknown or empty; texts that fit no
 * list are kept in the reason for the referral, where people read them.
 */
export function asReferral(row: ReferralRow, panelId: string): Referral & { reference: string } {
  return {
    reference: row.referral_ref,
    panelId,
    referredOn: row.referred_on,
    referringAgencyId: row.referring_agency_id,
    referrerName: row.referrer_name,
    referrerEmail: row.referrer_email,
    criteria: row.criteria ?? [],
    criteriaReason: withUnrecognised(row.criteria_reason ?? '', row.unrecognised),
    relationship: row.relationship ?? 'unknown',
    behaviours: row.behaviours ?? [],
    firstIncidentOn: row.first_incident_on,
    lastIncidentOn: row.last_incident_on,
    incidents12m: row.incidents_12m,
    weaponsAccess: row.weapons_access,
    threats: row.threats,
    children: row.children,
    offences: row.offence ?? [],
    crimeNumber: row.crime_number ?? '',
    ordersInForce: row.orders_in_force ?? [],
    victimAware: row.victim_aware ?? '',
    victimWishes: row.victim_wishes ?? [],
    wantsPoliceContact: row.wants_police_contact ?? '',
    safetyActionsTaken: row.safety_actions_taken ?? [],
    advocateReferral: row.advocate_referral ?? '',
    lpa: row.lpa,
    handling: row.handling ?? 'standard',
    isImminentThreat: false,
    suspectReleaseOn: null,
    riskLevel: 'unknown',
    dashScore: row.dash_score,
    screenScore: row.screen_score,
    victim: victimOf(row),
    suspects: [suspectOf(row)],
  };
}

function victimOf(row: ReferralRow): Referral['victim'] {
  return {
    firstName: row.victim_first_name,
    lastName: row.victim_last_name,
    alias: '',
    bornOn: row.victim_dob,
    gender: row.victim_gender ?? 'not_known',
    address: row.victim_address ?? '',
    postcode: row.victim_postcode ?? '',
    phone: row.victim_phone ?? '',
    safeToCall: row.safe_to_call,
    handles: [],
  };
}

function suspectOf(row: ReferralRow): Referral['victim'] {
  return {
    firstName: row.suspect_first_name ?? '',
    lastName: row.suspect_last_name,
    alias: row.suspect_alias ?? '',
    bornOn: row.suspect_dob,
    gender: 'not_known',
    address: row.suspect_address ?? '',
    postcode: row.suspect_postcode ?? '',
    phone: row.suspect_phone ?? '',
    safeToCall: 'unknown',
    handles: row.suspect_handles ?? [],
  };
}

function withUnrecognised(reason: string, unrecognised: readonly UnrecognisedText[]): string {
  if (unrecognised.length === 0) return reason;
  const texts = unrecognised.map(({ field, raw }) => `${listKey(field).replaceAll('_', ' ')}: ${raw}`);
  const noted = `As the referral wrote it, in no list: ${texts.join('; ')}.`;
  return reason === '' ? noted : `${reason}\n${noted}`;
}
