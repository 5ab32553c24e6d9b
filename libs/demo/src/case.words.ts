import type { AgencyKind } from '#agencies';
import type { Fate, Level } from './demo-case.js';

/** Risk at referral, of 100. */
export const RISKS: Record<Level, number> = { very_high: 9, high: 46, medium: 38, standard: 7 };

/** Who refers to a stalking panel, of 100. */
export const SOURCES: Partial<Record<AgencyKind, number>> = {
  police: 78,
  stalking_advocacy: 12,
  mental_health: 1.5,
  acute_health: 1.5,
  probation: 3,
  education: 2,
  housing: 1,
  childrens_social_care: 1,
};

/** What the suspect is to the victim, of 100. */
export const RELATIONSHIPS = {
  ex_partner: 45,
  colleague_ex_colleague: 22,
  stranger: 10,
  acquaintance_friend: 9,
  family: 4,
  neighbour: 4,
  client_patient_student: 3,
  unknown: 3,
};

/** How cases end, of 100. */
export const FATES: Record<Fate, number> = { reduced: 58, same: 30, escalated: 9, displaced: 3 };

/** Behaviours without an online element. */
export const OFFLINE = [
  'following',
  'watching',
  'loitering',
  'unwanted_gifts',
  'contact_via_third_party',
  'threats',
];

/** Behaviours that are rarer and worse. */
export const GRAVE = [
  'break_in',
  'property_damage',
  'assault',
  'sexual_threat',
  'family_court_contact',
  'vexatious_complaints',
];

/** Orders in force, of 100 cases with one. */
export const ORDERS = {
  bail_conditions: 40,
  restraining_order: 22,
  non_molestation: 20,
  spo: 12,
  interim_spo: 6,
};

/** Offence recorded, of 100. */
export const OFFENCES = {
  stalking_s2a: 52,
  stalking_s4a: 22,
  harassment_s2: 12,
  malicious_communications: 8,
  controlling_coercive_behaviour: 6,
};

/** Why the panel is asked. */
export const CRITERIA_REASONS = [
  'Reports have become more frequent over the last three months and the kind of contact has changed.',
  'The threshold of the checklist is met. The form is held by the referrer.',
  'Contact went on after a formal warning. The referrer is worried by how fixed the person seems to be.',
  'Two agencies hold separate parts of the picture, and a joint view is asked for.',
  'The investigation is waiting for digital evidence, and the victim has no advocate yet.',
] as const;

/** What was done before the panel. */
export const SAFETY_ACTIONS = [
  'safe contact method agreed',
  'home security visit booked',
  'evidence preserved',
  'workplace informed with consent',
  'marker put on the address',
  'advocate told',
] as const;

/** Behaviours that are a threat by themselves. */
export const THREATENING: readonly string[] = ['threats', 'sexual_threat'];

/** What victims wish for. */
export const WISHES = ['stop_contact', 'wants_spo', 'wants_prosecution', 'relocation'] as const;
