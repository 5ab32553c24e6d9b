/** A closed list: the stored value in snake case, and the label people read. */
export type ReferenceList = Readonly<Record<string, string>>;

/** Kinds of panel (SafeLives referral form, Essex ESIP, MAPPA levels). */
export const PANEL_KINDS = {
  esip: 'ESIP',
  marac: 'MARAC',
  masip: 'MASIP',
  matac: 'MATAC',
  mappa_l2: 'MAPPA L2',
  mappa_l3: 'MAPPA L3',
  channel: 'Channel',
  community_marac: 'Community MARAC',
} as const;

/** Why a case is referred (SafeLives criteria; the last five are additions of ESIP). */
export const REFERRAL_CRITERIA = {
  visible_high_risk: 'Visible high risk',
  professional_judgement: 'Professional judgement',
  potential_escalation: 'Potential escalation',
  repeat: 'Repeat',
  spo_advice: 'SPO advice',
  suspect_unidentified: 'Suspect unidentified',
  case_not_progressing: 'Case not progressing',
  digital_evidence_advice: 'Digital evidence advice',
  high_profile_other_vulnerability: 'High profile / other vulnerability',
} as const;

/** What the suspect is to the victim. */
export const RELATIONSHIPS = {
  ex_partner: 'Ex-partner',
  current_partner: 'Current partner',
  family: 'Family',
  colleague_ex_colleague: 'Colleague / ex-colleague',
  acquaintance_friend: 'Acquaintance / friend',
  neighbour: 'Neighbour',
  client_patient_student: 'Client / patient / student',
  stranger: 'Stranger',
  unknown: 'Unknown',
  public_figure_fixation: 'Public-figure fixation',
} as const;

/** What the suspect does. */
export const BEHAVIOURS = {
  following: 'Following',
  watching: 'Watching',
  loitering: 'Loitering',
  unwanted_messages_calls: 'Unwanted messages / calls',
  unwanted_gifts: 'Unwanted gifts',
  break_in: 'Break-in',
  property_damage: 'Property damage',
  threats: 'Threats',
  monitoring_internet_email_phone: 'Monitoring internet / email / phone',
  tracking_device_app: 'Tracking device / app',
  fake_accounts: 'Fake accounts',
  posting_private_or_false_information: 'Posting private or false information',
  contact_via_third_party: 'Contact via third party',
  vexatious_complaints: 'Vexatious complaints',
  family_court_contact: 'Family-court contact',
  assault: 'Assault',
  sexual_threat: 'Sexual threat',
  other: 'Other',
} as const;

/** Over what an incident came to the victim. */
export const CHANNELS = {
  in_person: 'In person',
  phone: 'Phone',
  post: 'Post',
  email: 'E-mail',
  sms: 'Text message',
  whatsapp: 'WhatsApp',
  social_platform: 'Social media',
  dating_app: 'Dating app',
  gaming: 'Gaming',
  smart_home: 'Smart home devices',
  bank_transfer_messages: 'Messages with bank transfers',
  workplace_tools: 'Tools at work',
  other: 'Other',
} as const;

/** Offences recorded, by section of the Protection from Harassment Act 1997 where one is named. */
export const OFFENCES = {
  stalking_s2a: 'Stalking s2A',
  stalking_s4a: 'Stalking s4A',
  harassment_s2: 'Harassment s2',
  harassment_s4: 'Harassment s4',
  s5a_breach_of_restraining_order: 's5A breach of restraining order',
  spo_breach: 'SPO breach',
  malicious_communications: 'Malicious communications',
  controlling_coercive_behaviour: 'Controlling / coercive behaviour',
  other: 'Other',
} as const;

/** Orders and conditions that may be in force against the suspect. */
export const ORDERS = {
  spo: 'SPO',
  interim_spo: 'Interim SPO',
  restraining_order: 'Restraining order',
  non_molestation: 'Non-molestation',
  occupation: 'Occupation',
  dapo: 'DAPO',
  dapn: 'DAPN',
  dvpo: 'DVPO',
  dvpn: 'DVPN',
  shpo: 'SHPO',
  cbo: 'CBO',
  injunction: 'Injunction',
  bail_conditions: 'Bail conditions',
  licence_conditions: 'Licence conditions',
  community_protection_notice: 'Community protection notice',
} as const;

/** Whether the victim knows of the referral, and if not, why not. */
export const VICTIM_AWARENESS = {
  yes: 'Yes',
  no_unsafe: 'No – unsafe',
  no_not_reached: 'No – not reached',
  no_other: 'No – other',
} as const;

/** What the victim wishes. */
export const VICTIM_WISHES = {
  stop_contact: 'Stop contact',
  no_police_contact: 'No police contact',
  wants_spo: 'Wants SPO',
  wants_prosecution: 'Wants prosecution',
  relocation: 'Relocation',
  other: 'Other',
} as const;

/** Whether the victim wants the police to be in touch (Essex asks, because disclosed crimes are recorded). */
export const POLICE_CONTACT = { yes_safe_method: 'Yes – safe method', no: 'No' } as const;

/** Whether the victim was referred to an advocate. */
export const ADVOCATE_REFERRALS = { made: 'Made', declined: 'Declined', not_offered: 'Not offered' } as const;

/** How closely a case is kept. */
export const HANDLINGS = {
  standard: 'Standard',
  restricted: 'Restricted',
  highly_restricted: 'Highly restricted',
} as const;

/** Gender as given on the referral form. */
export const GENDERS = {
  female: 'Female',
  male: 'Male',
  non_binary: 'Non-binary',
  not_known: 'Not known',
} as const;

/** An answer that may be missing: not knowing is never taken for no. */
export const YES_NO_UNKNOWN = { yes: 'Yes', no: 'No', unknown: 'Unknown' } as const;

/** How soon an action is wanted. */
export const ACTION_PRIORITIES = {
  critical: 'Critical',
  high: 'High',
  routine: 'Routine',
  long: 'Long',
} as const;

/**
 * Where an action of an old tracking sheet stands. "Not possible" means that circumstances changed, "not done" that
 * the agency did not do it; the two are never merged.
 */
export const SHEET_ACTION_STATUSES = {
  open: 'Open',
  complete: 'Complete',
  not_possible: 'Not possible',
  not_done: 'Not done',
} as const;

/** Kinds of agency (SafeLives list of referral sources, with the stalking advocacy service and prosecution). */
export const AGENCY_KINDS = {
  police: 'Police',
  stalking_advocacy: 'Stalking advocacy',
  idva: 'IDVA',
  probation: 'Probation',
  childrens_social_care: "Children's social care",
  adult_social_care: 'Adult social care',
  housing: 'Housing',
  registered_social_landlord: 'Registered social landlord',
  mental_health: 'Mental health',
  acute_health: 'Acute health',
  primary_care: 'Primary care',
  substance_misuse: 'Substance misuse',
  education: 'Education',
  fire: 'Fire',
  prosecution: 'Prosecution',
  voluntary_sector: 'Voluntary sector',
  other: 'Other',
} as const;

/** What a person does in Accord. */
export const PERSON_ROLES = {
  chair: 'Chair',
  coordinator: 'Coordinator',
  agency_member: 'Agency member',
  agency_lead: 'Agency lead',
  strategic_lead: 'Strategic lead',
  advocate: 'Advocate',
  auditor: 'Auditor',
  administrator: 'Administrator',
} as const;

/** The local policing areas of Northbridge, the force of the fixtures; another force gives its own. */
export const NORTHBRIDGE_AREAS = ['North', 'South', 'West'] as const;

/** A stored value of a list. */
export type ValueOf<L extends ReferenceList> = keyof L & string;

/** Text as list values are compared: lower case, every run of other characters one underscore, apostrophes dropped. */
export function listKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’‘ʼ`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}
