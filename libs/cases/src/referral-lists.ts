/** Why a case is referred: SafeLives criteria, then those that stalking panels added. */
export const CRITERIA = [
  'visible_high_risk',
  'professional_judgement',
  'potential_escalation',
  'repeat',
  'spo_advice',
  'suspect_unidentified',
  'case_not_progressing',
  'digital_evidence_advice',
  'high_profile_other_vulnerability',
] as const;

/** What the suspect is to the victim. */
export const RELATIONSHIPS = [
  'ex_partner',
  'current_partner',
  'family',
  'colleague_ex_colleague',
  'acquaintance_friend',
  'neighbour',
  'client_patient_student',
  'stranger',
  'unknown',
  'public_figure_fixation',
] as const;

/** What a suspect does. */
export const BEHAVIOURS = [
  'following',
  'watching',
  'loitering',
  'unwanted_messages_calls',
  'unwanted_gifts',
  'break_in',
  'property_damage',
  'threats',
  'monitoring_internet_email_phone',
  'tracking_device_app',
  'fake_accounts',
  'posting_private_or_false_information',
  'contact_via_third_party',
  'vexatious_complaints',
  'family_court_contact',
  'assault',
  'sexual_threat',
  'other',
] as const;

/** Offences recorded, by section of the Protection from Harassment Act 1997 where one is named. */
export const OFFENCES = [
  'stalking_s2a',
  'stalking_s4a',
  'harassment_s2',
  'harassment_s4',
  's5a_breach_of_restraining_order',
  'spo_breach',
  'malicious_communications',
  'controlling_coercive_behaviour',
  'other',
] as const;

/** Orders and conditions that may be in force against a suspect. */
export const ORDERS = [
  'spo',
  'interim_spo',
  'restraining_order',
  'non_molestation',
  'occupation',
  'dapo',
  'dapn',
  'dvpo',
  'dvpn',
  'shpo',
  'cbo',
  'injunction',
  'bail_conditions',
  'licence_conditions',
  'community_protection_notice',
] as const;

/** Whether the victim knows of the referral, and if not, why not. */
export const VICTIM_AWARENESS = ['yes', 'no_unsafe', 'no_not_reached', 'no_other'] as const;

/** What the victim wishes. */
export const VICTIM_WISHES = [
  'stop_contact',
  'no_police_contact',
  'wants_spo',
  'wants_prosecution',
  'relocation',
  'other',
] as const;

/** Whether the victim wants the police to be in touch (Essex asks, because disclosed crimes are recorded). */
export const POLICE_CONTACT = ['yes_safe_method', 'no'] as const;

/** Whether the victim was referred to an advocate. */
export const ADVOCATE_REFERRALS = ['made', 'declined', 'not_offered'] as const;

/** How closely a case is kept. */
export const HANDLINGS = ['standard', 'restricted', 'highly_restricted'] as const;

/** How closely a case is kept: one value of {@link HANDLINGS}. A restricted case is not opened to all that sit on the panel. */
export type Handling = (typeof HANDLINGS)[number];

/** Gender as given on the referral form. */
export const GENDERS = ['female', 'male', 'non_binary', 'not_known'] as const;

/** Over what an incident came to the victim (domain.md 3.1, cyber channels, and the plain ones). */
export const CHANNELS = [
  'in_person',
  'phone',
  'post',
  'email',
  'sms',
  'whatsapp',
  'social_platform',
  'dating_app',
  'gaming',
  'smart_home',
  'bank_transfer_messages',
  'workplace_tools',
  'other',
] as const;

/** Yes, no, or nobody knows. */
export const KNOWN_ANSWERS = ['yes', 'no', 'unknown'] as const;

/** On what ground information is shared when the victim has not agreed (domain.md 3.1; the law of each agency differs). */
export const LAWFUL_BASES = [
  'public_task',
  'vital_interests',
  'legal_obligation',
  'substantial_public_interest',
  'law_enforcement',
] as const;

/** Other arrangements at which the same people may be known. */
export const OTHER_FORUMS = [
  'marac',
  'mappa',
  'matac',
  'iom',
  'channel',
  'child_protection',
  'adult_safeguarding',
  'dvds_request',
] as const;

/** Who else may come to harm. Children are counted apart. */
export const OTHERS_AT_RISK = ['new_partner', 'parent', 'friend', 'colleague', 'professional'] as const;

/** Where the police matter stands. */
export const OFFENCE_STATUSES = [
  'recorded',
  'under_investigation',
  'bail',
  'charged',
  'no_further_action',
  'convicted',
] as const;
