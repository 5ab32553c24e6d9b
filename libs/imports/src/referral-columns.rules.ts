import type { Day } from '#kernel';
import type { KnownAgency } from './agency-matching.rules.js';
import {
  agencyName,
  areaName,
  email,
  longText,
  manyOf,
  oneOf,
  phone,
  postcode,
  shortText,
  suspectName,
  TEXT_LENGTHS,
  textList,
  type CellReader,
  wholeNumber,
  yesNoUnknown,
} from './cell-reading.rules.js';
import { day } from './date-reading.rules.js';
import type { HeaderTable } from './header-matching.rules.js';
import * as lists from './reference-lists.js';
import type { ColumnTable } from './row-reading.rules.js';

/** The columns of a referral, by the names of the file format (README of the fixtures); null: empty or not known. */
export type ReferralColumns = {
  referral_ref: string;
  referred_on: Day;
  panel: lists.ValueOf<typeof lists.PANEL_KINDS>;
  referring_agency: string;
  referrer_name: string;
  referrer_email: string;
  criteria: lists.ValueOf<typeof lists.REFERRAL_CRITERIA>[] | null;
  criteria_reason: string | null;
  victim_first_name: string;
  victim_last_name: string;
  victim_dob: Day | null;
  victim_gender: lists.ValueOf<typeof lists.GENDERS> | null;
  victim_address: string | null;
  victim_postcode: string | null;
  victim_phone: string | null;
  safe_to_call: lists.ValueOf<typeof lists.YES_NO_UNKNOWN>;
  suspect_first_name: string | null;
  /** `unidentified` where nobody knows. */
  suspect_last_name: string;
  suspect_alias: string | null;
  suspect_dob: Day | null;
  suspect_address: string | null;
  suspect_postcode: string | null;
  suspect_phone: string | null;
  suspect_handles: string[] | null;
  relationship: lists.ValueOf<typeof lists.RELATIONSHIPS> | null;
  children: number | null;
  behaviours: lists.ValueOf<typeof lists.BEHAVIOURS>[] | null;
  first_incident_on: Day | null;
  last_incident_on: Day | null;
  incidents_12m: number | null;
  weapons_access: lists.ValueOf<typeof lists.YES_NO_UNKNOWN>;
  threats: lists.ValueOf<typeof lists.YES_NO_UNKNOWN>;
  dash_score: number | null;
  screen_score: number | null;
  crime_number: string | null;
  offence: lists.ValueOf<typeof lists.OFFENCES>[] | null;
  orders_in_force: lists.ValueOf<typeof lists.ORDERS>[] | null;
  victim_aware: lists.ValueOf<typeof lists.VICTIM_AWARENESS> | null;
  victim_wishes: lists.ValueOf<typeof lists.VICTIM_WISHES>[] | null;
  wants_police_contact: lists.ValueOf<typeof lists.POLICE_CONTACT> | null;
  safety_actions_taken: string[] | null;
  advocate_referral: lists.ValueOf<typeof lists.ADVOCATE_REFERRALS> | null;
  lpa: string | null;
  handling: lists.ValueOf<typeof lists.HANDLINGS> | null;
};

const PAST = { birth: false, future: false };
const BIRTH = { birth: true, future: false };
const COUNT = { min: 0, max: 100_000, outside: 'warning' } as const;

const PANEL_WORDS = {
  mappa_level_2: 'mappa_l2',
  mappa_2: 'mappa_l2',
  mappa_level_3: 'mappa_l3',
  mappa_3: 'mappa_l3',
} as const;
const ORDER_WORDS = {
  stalking_protection_order: 'spo',
  interim_stalking_protection_order: 'interim_spo',
  non_molestation_order: 'non_molestation',
  occupation_order: 'occupation',
  domestic_abuse_protection_order: 'dapo',
  domestic_abuse_protection_notice: 'dapn',
  domestic_violence_protection_order: 'dvpo',
  domestic_violence_protection_notice: 'dvpn',
  sexual_harm_prevention_order: 'shpo',
  criminal_behaviour_order: 'cbo',
  bail: 'bail_conditions',
  licence: 'licence_conditions',
} as const;
const GENDER_WORDS = {
  f: 'female',
  m: 'male',
  nonbinary: 'non_binary',
  nb: 'non_binary',
} as const;
const AWARE_WORDS = { y: 'yes', true: 'yes', unsafe: 'no_unsafe', not_reached: 'no_not_reached' } as const;
const CONTACT_WORDS = {
  yes: 'yes_safe_method',
  y: 'yes_safe_method',
  true: 'yes_safe_method',
  n: 'no',
  false: 'no',
} as const;
const RELATIONSHIP_WORDS = {
  colleague: 'colleague_ex_colleague',
  ex_colleague: 'colleague_ex_colleague',
  acquaintance: 'acquaintance_friend',
  friend: 'acquaintance_friend',
  former_partner: 'ex_partner',
  partner: 'current_partner',
} as const;

/** How each column of a referral is headed and read. */
export function referralColumns(
  agencies: readonly KnownAgency[],
  areas: readonly string[],
): ColumnTable<ReferralColumns> {
  return {
    ...referralHead(agencies),
    ...victimColumns(),
    ...suspectColumns(),
    ...incidentColumns(),
    ...responseColumns(areas),
  };
}

function referralHead(agencies: readonly KnownAgency[]) {
  return {
    referral_ref: {
      label: 'Our reference',
      mandatory: true,
      headers: [
        'our ref',
        'our reference',
        'ref',
        'ref no',
        'ref number',
        'reference',
        'reference no',
        'reference number',
        'referral reference',
        'referral no',
        'referral number',
        'referral id',
        'case ref',
        'case reference',
        'case no',
        'case number',
        'unique ref',
        'urn',
      ],
      read: shortText(),
    },
    referred_on: {
      label: 'Date referred',
      mandatory: true,
      headers: [
        'date referred',
        'referred',
        'date of referral',
        'referral date',
        'referral received',
        'date received',
        'received on',
        'received',
        'date',
        'referred date',
        'date of ref',
        'ref date',
      ],
      read: day(PAST),
      dates: PAST,
    },
    panel: {
      label: 'Panel',
      mandatory: true,
      headers: [
        'panel type',
        'panel name',
        'panel requested',
        'referred to',
        'forum',
        'which panel',
        'referred to panel',
        'meeting type',
      ],
      read: oneOf(lists.PANEL_KINDS, 'panels', { also: PANEL_WORDS, outside: 'error' }),
    },
    referring_agency: {
      label: 'Referring agency',
      mandatory: true,
      headers: [
        'agency',
        'agency name',
        'referring organisation',
        'referring organization',
        'referrer agency',
        'referrers agency',
        'agency of referrer',
        'organisation',
        'organization',
        'referring body',
        'agency making referral',
        'agency referring',
        'referring agency name',
        'referred by agency',
        'name of agency',
        'referral agency',
        'referral source',
        'source agency',
        'from agency',
      ],
      read: agencyName(agencies),
    },
    referrer_name: {
      label: 'Referrer',
      mandatory: true,
      headers: [
        'referrer',
        'referrers name',
        'name of referrer',
        'referred by',
        'referring officer',
        'referring person',
        'referring professional',
        'referring worker',
        'referring practitioner',
        'officer',
        'referrer full name',
        'contact name',
        'person referring',
        'who referred',
      ],
      read: shortText(),
    },
    referrer_email: {
      label: "Referrer's e-mail",
      mandatory: true,
      headers: [
        'referrers email',
        'referrer email address',
        'referrers email address',
        'email of referrer',
        'email',
        'email address',
        'referrer mail',
        'contact email',
        'referring officer email',
        'email referrer',
        'referrer contact email',
        'referrers contact email',
      ],
      read: email,
    },
    criteria: {
      label: 'Criteria met',
      mandatory: true,
      headers: [
        'criteria met',
        'criterion',
        'criterion met',
        'referral criteria',
        'referral criteria met',
        'criteria for referral',
        'grounds',
        'grounds for referral',
        'referral grounds',
        'referral criterion',
        'threshold met',
        'criteria for panel',
      ],
      read: manyOf(lists.REFERRAL_CRITERIA, 'criteria'),
    },
    criteria_reason: {
      label: 'Reason for referral',
      mandatory: false,
      headers: [
        'reason for referral',
        'referral reason',
        'reason',
        'reasons',
        'reason for criteria',
        'criterion reason',
        'reasons for referral',
        'why referred',
        'rationale',
        'concerns',
        'details',
        'why is this being referred',
        'summary',
        'reason for concern',
        'explanation',
      ],
      read: longText(),
    },
  } satisfies Partial<ColumnTable<ReferralColumns>>;
}

function personColumn<T>(label: string, read: CellReader<T>, mandatory = false) {
  return { label, mandatory, headers: [], read };
}

function victimColumns() {
  return {
    victim_first_name: personColumn("Victim's first name", shortText(), true),
    victim_last_name: personColumn("Victim's last name", shortText(), true),
    victim_dob: { ...personColumn("Victim's date of birth", day(BIRTH)), dates: BIRTH },
    victim_gender: personColumn(
      "Victim's gender",
      oneOf(lists.GENDERS, 'genders', { also: GENDER_WORDS, notKnown: 'not_known' }),
    ),
    victim_address: personColumn("Victim's address", longText(TEXT_LENGTHS.address)),
    victim_postcode: personColumn("Victim's postcode", postcode),
    victim_phone: personColumn("Victim's phone", phone),
    safe_to_call: {
      label: 'Safe to call',
      mandatory: false,
      headers: [
        'is it safe to call',
        'safe to contact',
        'safe to phone',
        'safe to ring',
        'safe contact',
        'ok to call',
        'safe to telephone',
        'safe to call victim',
        'call safe',
        'can we call',
      ],
      read: yesNoUnknown,
    },
  } satisfies Partial<ColumnTable<ReferralColumns>>;
}

function suspectColumns() {
  return {
    suspect_first_name: personColumn("Suspect's first name", shortText()),
    suspect_last_name: personColumn("Suspect's last name", suspectName, true),
    suspect_alias: personColumn("Suspect's alias", shortText()),
    suspect_dob: { ...personColumn("Suspect's date of birth", day(BIRTH)), dates: BIRTH },
    suspect_address: personColumn("Suspect's address", longText(TEXT_LENGTHS.address)),
    suspect_postcode: personColumn("Suspect's postcode", postcode),
    suspect_phone: personColumn("Suspect's phone", phone),
    suspect_handles: personColumn("Suspect's online handles", textList(TEXT_LENGTHS.address)),
    relationship: {
      label: 'Relationship',
      mandatory: true,
      headers: [
        'relationship to victim',
        'relationship of suspect to victim',
        'relationship to suspect',
        'relation',
        'relation to victim',
        'relationship type',
        'victim suspect relationship',
        'suspect relationship',
        'suspects relationship to victim',
        'relationship between parties',
        'relationship of suspect',
      ],
      read: oneOf(lists.RELATIONSHIPS, 'relationships', { also: RELATIONSHIP_WORDS, notKnown: 'unknown' }),
    },
  } satisfies Partial<ColumnTable<ReferralColumns>>;
}

function incidentColumns() {
  return {
    children: {
      label: 'Number of children',
      mandatory: false,
      headers: [
        'no of children',
        'number of children',
        'children no',
        'num children',
        'how many children',
        'kids',
        'child count',
        'dependent children',
        'dependants',
        'children in household',
        'children count',
        'no children',
      ],
      read: wholeNumber({ ...COUNT, name: 'Number of children' }),
    },
    behaviours: {
      label: 'Behaviours',
      mandatory: true,
      headers: [
        'behaviour',
        'nature of behaviour',
        'behaviours observed',
        'stalking behaviours',
        'stalking behaviour',
        'types of behaviour',
        'type of behaviour',
        'behaviours reported',
        'behaviors',
        'behavior',
        'behaviours seen',
        'suspect behaviours',
        'suspects behaviour',
        'conduct',
        'what is happening',
      ],
      read: manyOf(lists.BEHAVIOURS, 'behaviours'),
    },
    first_incident_on: {
      label: 'First incident',
      mandatory: false,
      headers: [
        'first incident',
        'date of first incident',
        'first incident date',
        'started',
        'started on',
        'date started',
        'earliest incident',
        'behaviour started',
        'date first incident',
        'incident from',
        'since',
      ],
      read: day(PAST),
      dates: PAST,
    },
    last_incident_on: {
      label: 'Last incident',
      mandatory: false,
      headers: [
        'last incident',
        'date of last incident',
        'last incident date',
        'most recent incident',
        'latest incident',
        'date of most recent incident',
        'date last incident',
        'most recent incident date',
        'latest incident date',
        'incident to',
      ],
      read: day(PAST),
      dates: PAST,
    },
    incidents_12m: {
      label: 'Incidents (12 months)',
      mandatory: false,
      headers: [
        'incidents 12 months',
        'incidents in 12 months',
        'incidents in last 12 months',
        'incidents in the last 12 months',
        'no of incidents',
        'number of incidents',
        'incidents',
        'incident count',
        'incidents 12 mths',
        'no of incidents 12 months',
        'number of incidents 12 months',
        'incidents last 12 months',
        'incidents past 12 months',
        'incidents in past 12 months',
        'incidents past year',
        'incidents last year',
        'incidents in twelve months',
        'incidents twelve months',
        'no of incidents in 12 months',
        'number of incidents in 12 months',
        'number of incidents in last 12 months',
        'number of incidents last 12 months',
        'incidents 12 mth',
        'incidents in last year',
      ],
      read: wholeNumber({ ...COUNT, name: 'Incidents' }),
    },
    weapons_access: {
      label: 'Weapons',
      mandatory: false,
      headers: [
        'weapons',
        'weapon',
        'access to weapons',
        'weapon access',
        'weapons known',
        'suspect has weapons',
        'has access to weapons',
        'any weapons',
        'suspect access to weapons',
        'weapons yn',
      ],
      read: yesNoUnknown,
    },
    threats: {
      label: 'Threats',
      mandatory: false,
      headers: [
        'threats made',
        'any threats',
        'threat',
        'threats to victim',
        'threats of violence',
        'threat made',
        'has made threats',
        'threats yn',
      ],
      read: yesNoUnknown,
    },
    dash_score: {
      label: 'Dash score',
      mandatory: false,
      headers: [
        'dash',
        'dash total',
        'dash result',
        'dash ric',
        'ric score',
        'dash ric score',
        'dash risk score',
        'checklist score',
        'checklist total',
        'dash checklist score',
        'dash points',
      ],
      read: wholeNumber({ min: 0, max: 24, name: 'Dash score', outside: 'error' }),
    },
    screen_score: {
      label: 'Screening score',
      mandatory: false,
      headers: [
        'screening score',
        'screening tool score',
        'stalking screen score',
        'stalking screening score',
        'stalking screening tool',
        'sst score',
        'sst',
        's dash',
        's dash score',
        'screen',
        'screening',
        'stalking screen',
        'stalking screening tool score',
        'screen total',
        'screening total',
      ],
      read: wholeNumber({ min: 0, max: 11, name: 'Screening score', outside: 'error' }),
    },
  } satisfies Partial<ColumnTable<ReferralColumns>>;
}

function responseColumns(areas: readonly string[]) {
  return {
    crime_number: {
      label: 'Crime number',
      mandatory: false,
      headers: [
        'crime no',
        'crime ref',
        'crime reference',
        'crime reference number',
        'crime ref no',
        'crime nr',
        'crime report no',
        'crn',
        'crime report number',
        'crime',
        'crime reference no',
        'police crime number',
        'police ref',
      ],
      read: shortText(),
    },
    offence: {
      label: 'Offence',
      mandatory: false,
      headers: [
        'offences',
        'offence type',
        'offences recorded',
        'offence recorded',
        'crime type',
        'recorded offence',
        'recorded offences',
        'offense',
        'offence s',
      ],
      read: manyOf(lists.OFFENCES, 'offences'),
    },
    orders_in_force: {
      label: 'Orders in force',
      mandatory: false,
      headers: [
        'orders',
        'order in force',
        'current orders',
        'existing orders',
        'orders and conditions',
        'orders in place',
        'court orders',
        'protective orders',
        'civil orders',
        'order in place',
        'orders conditions',
      ],
      read: manyOf(lists.ORDERS, 'orders', ORDER_WORDS),
    },
    victim_aware: {
      label: 'Victim aware',
      mandatory: false,
      headers: [
        'is victim aware',
        'is the victim aware',
        'victim aware of referral',
        'aware of referral',
        'victim knows',
        'victim informed',
        'is the victim aware of the referral',
        'is victim aware of referral',
        'victim consent',
        'victim told',
        'victim aware of the referral',
      ],
      read: oneOf(lists.VICTIM_AWARENESS, 'answers on whether the victim is aware', { also: AWARE_WORDS }),
    },
    victim_wishes: {
      label: "Victim's wishes",
      mandatory: false,
      headers: [
        'victims wishes',
        'wishes',
        'what the victim wants',
        'wishes of victim',
        'wishes of the victim',
        'what does the victim want',
        'victim wants',
        'victims views',
        'victims wish',
      ],
      read: manyOf(lists.VICTIM_WISHES, 'wishes'),
    },
    wants_police_contact: {
      label: 'Wants police contact',
      mandatory: false,
      headers: [
        'police contact',
        'police contact wanted',
        'does victim want police contact',
        'victim wants police contact',
        'contact with police',
        'wants contact from police',
        'police contact ok',
        'wants police to contact',
        'does the victim want police contact',
        'wants contact with police',
      ],
      read: oneOf(lists.POLICE_CONTACT, 'answers on police contact', { also: CONTACT_WORDS }),
    },
    safety_actions_taken: {
      label: 'Safety actions taken',
      mandatory: false,
      headers: [
        'safety actions',
        'actions taken',
        'safety measures',
        'safety measures taken',
        'immediate safety actions',
        'immediate actions',
        'action already taken',
        'actions already taken',
        'immediate safety actions taken',
        'safety action taken',
        'safety steps taken',
        'immediate actions taken',
        'safety planning',
        'actions taken so far',
        'safeguarding actions taken',
        'safeguarding actions',
        'safety actions already taken',
        'safeguarding taken',
      ],
      read: textList(),
    },
    advocate_referral: {
      label: 'Advocate referral',
      mandatory: false,
      headers: [
        'advocate',
        'referral to advocate',
        'referred to advocate',
        'idva referral',
        'isac referral',
        'advocacy referral',
        'advocacy',
        'advocate referred',
        'advocate offered',
        'advocacy offered',
        'idva',
        'isac',
      ],
      read: oneOf(lists.ADVOCATE_REFERRALS, 'answers on the advocate'),
    },
    lpa: {
      label: 'Local policing area',
      mandatory: false,
      headers: [
        'local policing area',
        'area',
        'policing area',
        'district',
        'local police area',
        'police area',
        'lpa area',
        'division',
        'lpu',
      ],
      read: areaName(areas),
    },
    handling: {
      label: 'Handling',
      mandatory: false,
      headers: [
        'handling code',
        'handling level',
        'handling instructions',
        'restriction',
        'sensitivity',
        'marking',
        'protective marking',
        'case handling',
        'access level',
        'restricted',
      ],
      read: oneOf(lists.HANDLINGS, 'handlings'),
    },
  } satisfies Partial<ColumnTable<ReferralColumns>>;
}

/** The columns of a referral and their headings, as the matching of headings sees them. */
export const REFERRAL_HEADERS: HeaderTable = referralColumns([], []);
