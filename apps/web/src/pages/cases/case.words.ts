import type { RiskLevel } from '../../components/parts.view.js';
import type { CaseOfPage } from './case.graphql.js';
import type { ListedCase } from './cases.graphql.js';

/** Where a case stands, in words. */
export const STATE_WORDS: Readonly<Record<ListedCase['state'], string>> = {
  TRIAGE: 'Waiting for a decision',
  RETURNED_FOR_INFORMATION: 'Back with the referrer',
  DECLINED: 'Not taken on',
  REDIRECTED: 'Sent to another forum',
  ACCEPTED: 'Accepted',
  FLAGGED: 'Waiting for a meeting',
  LISTED: 'On an agenda',
  DISCUSSED: 'Heard by the panel',
  CLOSED: 'Closed',
  WITHDRAWN: 'Withdrawn',
};

/** Levels of risk as pages know them. */
export const RISK_LEVELS: Readonly<Record<ListedCase['riskLevel'], RiskLevel>> = {
  UNKNOWN: 'unknown',
  STANDARD: 'standard',
  MEDIUM: 'medium',
  HIGH: 'high',
  VERY_HIGH: 'very_high',
};

/** Risk tools, with the highest score where there is one. */
export const TOOL_WORDS: Readonly<
  Record<CaseOfPage['assessments'][number]['tool'], { name: string; most: number | null }>
> = {
  DASH: { name: 'Dash', most: 24 },
  STALKING_SCREEN: { name: 'Screening tool', most: 11 },
  FOUR: { name: 'FOUR test', most: 4 },
  STALKING_OR_HARASSMENT: { name: 'Stalking or harassment', most: null },
  PROFESSIONAL_JUDGEMENT: { name: 'Professional judgement', most: null },
};

/** The score of a risk tool, with the highest there is. */
export function scoreInWords(score: number | null, most: number | null): string {
  if (score === null) return 'not counted';
  return most === null ? String(score) : `${score} of ${most}`;
}

/** What a suspect does: the codes of the API in the order in which they are offered. */
export const BEHAVIOUR_CODES = [
  ...['following', 'watching', 'loitering', 'unwanted_messages_calls', 'unwanted_gifts', 'break_in'],
  ...['property_damage', 'threats', 'monitoring_internet_email_phone', 'tracking_device_app'],
  ...['fake_accounts', 'posting_private_or_false_information', 'contact_via_third_party'],
  ...['vexatious_complaints', 'family_court_contact', 'assault', 'sexual_threat', 'other'],
] as const;

/** Over what somebody is in touch: the codes of the API in the order in which they are offered. */
export const CHANNEL_CODES = [
  ...['in_person', 'phone', 'post', 'email', 'sms', 'whatsapp', 'social_platform', 'dating_app', 'gaming'],
  ...['smart_home', 'bank_transfer_messages', 'workplace_tools', 'other'],
] as const;

/** What became of a case at a meeting, in words. */
export const LISTING_WORDS: Readonly<Record<CaseOfPage['listings'][number]['state'], string>> = {
  ON_AGENDA: 'On the agenda',
  DOES_NOT_FIT: 'Did not fit the agenda',
  HELD: 'Held',
  IN_DISCUSSION: 'Being heard now',
  DISCUSSED: 'Heard',
  DEFERRED: 'Put off',
  NOT_REACHED: 'Not reached',
};

/** What a meeting decided, in words. */
export const DECISION_WORDS: Readonly<
  Record<NonNullable<CaseOfPage['listings'][number]['decision']>, string>
> = {
  KEEP_ON_PANEL: 'Keep on the panel',
  CLOSE: 'Close',
  CARRY_OVER: 'Carry over',
  LOWER_RISK: 'Lower the risk',
  RAISE_RISK: 'Raise the risk',
};

/** What became of the behaviour, in words. */
export const BEHAVIOUR_WORDS: Readonly<Record<CaseOfPage['outcomeReviews'][number]['behaviour'], string>> = {
  STOPPED: 'it stopped',
  REDUCED: 'it became less',
  SAME: 'it is the same',
  ESCALATED: 'it became worse',
  DISPLACED: 'somebody else is followed now',
};

const ANSWER_WORDS = { YES: 'Yes', NO: 'No', UNKNOWN: 'Not known' } as const;

/** Yes, no, or not known. */
export function answerInWords(answer: keyof typeof ANSWER_WORDS): string {
  return ANSWER_WORDS[answer];
}

const CODE_WORDS: Readonly<Record<string, string>> = {
  ex_partner: 'Former partner',
  colleague_ex_colleague: 'Colleague or former colleague',
  acquaintance_friend: 'Acquaintance or friend',
  client_patient_student: 'Client, patient or student',
  public_figure_fixation: 'Fixated on a public figure',
  unwanted_messages_calls: 'Unwanted messages or calls',
  break_in: 'Breaking in',
  monitoring_internet_email_phone: 'Watching internet, e-mail or phone',
  tracking_device_app: 'Tracking device or app',
  posting_private_or_false_information: 'Posting private or false information',
  contact_via_third_party: 'Contact through somebody else',
  family_court_contact: 'Contact through family court',
  stalking_s2a: 'Stalking (section 2A)',
  stalking_s4a: 'Stalking (section 4A)',
  harassment_s2: 'Harassment (section 2)',
  harassment_s4: 'Harassment (section 4)',
  s5a_breach_of_restraining_order: 'Breach of a restraining order (section 5A)',
  spo_breach: 'Breach of a stalking protection order',
  controlling_coercive_behaviour: 'Controlling or coercive behaviour',
  spo: 'Stalking protection order',
  interim_spo: 'Interim stalking protection order',
  non_molestation: 'Non-molestation order',
  occupation: 'Occupation order',
  dapo: 'Domestic abuse protection order',
  dapn: 'Domestic abuse protection notice',
  dvpo: 'Domestic violence protection order',
  dvpn: 'Domestic violence protection notice',
  shpo: 'Sexual harm prevention order',
  cbo: 'Criminal behaviour order',
  no_unsafe: 'No, it is not safe to tell them',
  no_not_reached: 'No, they could not be reached',
  no_other: 'No, for another reason',
  yes_safe_method: 'Yes, by the safe way only',
  wants_spo: 'Wants a stalking protection order',
  visible_high_risk: 'High risk by a risk tool',
  spo_advice: 'Advice on a stalking protection order',
  suspect_unidentified: 'The suspect is not identified',
  high_profile_other_vulnerability: 'High profile or other vulnerability',
  sms: 'Text message',
  social_platform: 'Social media',
  whatsapp: 'WhatsApp',
  iom: 'Integrated Offender Management',
  marac: 'MARAC',
  mappa: 'MAPPA',
  matac: 'MATAC',
  dvds_request: 'Request under Clare’s Law',
  public_task: 'It is part of our public task',
  vital_interests: 'Somebody’s life or safety is at stake',
  legal_obligation: 'The law obliges us to share it',
  substantial_public_interest: 'Substantial public interest: safeguarding',
  law_enforcement: 'To prevent or detect crime (law enforcement)',
  smart_home: 'Smart home devices',
  bank_transfer_messages: 'Messages with bank transfers',
  workplace_tools: 'Tools at work',
  email: 'E-mail',
  no_police_contact: 'Does not want the police involved',
  stop_contact: 'Wants the contact to stop',
  wants_prosecution: 'Wants a prosecution',
  relocation: 'Wants to move away',
  made: 'Yes, the referral is made',
  declined: 'It was offered, and the victim said no',
  not_offered: 'Not offered yet',
  repeat: 'It has happened again since an earlier referral',
  potential_escalation: 'It is getting more frequent or more serious',
  professional_judgement: 'Professional judgement',
  no_further_action: 'No further action',
  not_known: 'Not known',
  unknown: 'Not known',
};

/** A code of a list in plain words: "former partner" for `ex_partner`. */
export function codeInWords(code: string): string {
  const known = CODE_WORDS[code];
  if (known) return known;
  const text = code.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Several codes in one line; a dash for none. */
export function codesInWords(codes: readonly string[]): string {
  return codes.length === 0 ? 'None recorded' : codes.map(codeInWords).join(', ');
}

/** How a case is named in a list: initials and age, never a name. */
export function whoInShort({
  victimInitials,
  victimAge,
}: Pick<ListedCase, 'victimInitials' | 'victimAge'>): string {
  const initials = [...victimInitials].map((letter) => `${letter}.`).join('');
  return [initials, victimAge === null ? '' : String(victimAge)].filter(Boolean).join(', ');
}

/** "Carried over twice", or null when it never was. */
export function carriedOver(times: number): string | null {
  if (times === 0) return null;
  return `Carried over ${times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`}`;
}
