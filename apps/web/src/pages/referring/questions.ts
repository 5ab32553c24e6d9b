import { BEHAVIOUR_CODES, CHANNEL_CODES } from '../cases/case.words.js';
import type { DraftOfPage } from './referring.graphql.js';

/** A task of a referral, as the API names it. */
export type Task = DraftOfPage['tasks'][number]['task'];

/** One thing that a page asks. Options are codes of the API; pages show them in words. */
export type Question = { field: string; label: string; hint?: string } & (
  | { kind: 'line'; narrow?: boolean }
  | { kind: 'area'; rows?: number }
  | { kind: 'day' }
  | { kind: 'number' }
  | { kind: 'one'; options: readonly string[] }
  | { kind: 'many'; options: readonly string[]; none?: string }
);

/** What a page says and asks. `advice`: the code of a signpost of the API, shown with its source. */
export type QuestionPage = {
  title: string;
  intro?: readonly string[];
  advice?: string;
  questions: readonly Question[];
};

const KNOWN = ['yes', 'no', 'unknown'] as const;

const line = (field: string, label: string, hint?: string): Question => ({
  kind: 'line',
  field,
  label,
  ...(hint && { hint }),
});
const area = (field: string, label: string, hint?: string): Question => ({
  kind: 'area',
  field,
  label,
  ...(hint && { hint }),
});
const day = (
  field: string,
  label: string,
  hint = 'For example 23/11/2026. Leave it empty if nobody knows.',
): Question => ({
  kind: 'day',
  field,
  label,
  hint,
});
const one = (field: string, label: string, options: readonly string[], hint?: string): Question => ({
  kind: 'one',
  field,
  label,
  options,
  ...(hint && { hint }),
});
const many = (
  field: string,
  label: string,
  options: readonly string[],
  none?: string,
  hint?: string,
): Question => ({
  kind: 'many',
  field,
  label,
  options,
  ...(none && { none }),
  ...(hint && { hint }),
});

const GENDERS = ['female', 'male', 'non_binary', 'not_known'] as const;

/** The parts of a referral, and the tasks of each, in their order. */
export const SECTIONS: readonly { heading: string; tasks: readonly Task[] }[] = [
  { heading: 'Keep people safe', tasks: ['DANGER', 'SAFE_CONTACT'] },
  {
    heading: 'The victim',
    tasks: ['VICTIM', 'VICTIM_HOME', 'ABOUT_VICTIM', 'AWARENESS', 'WISHES', 'AFRAID_OF'],
  },
  { heading: 'The suspect', tasks: ['SUSPECTS', 'RELATIONSHIP'] },
  {
    heading: 'What is happening',
    tasks: [
      ...(['BEHAVIOURS', 'PATTERN', 'FOUR', 'STALKING_OR_HARASSMENT', 'STALKING_SCREEN', 'DASH'] as const),
      'OTHERS_AT_RISK',
    ],
  },
  { heading: 'Police, courts and other forums', tasks: ['OFFENCES', 'ORDERS', 'FORUMS'] },
  { heading: 'What has been done', tasks: ['SAFETY_ACTIONS', 'ADVOCATE'] },
  { heading: 'Why this panel', tasks: ['PANEL', 'CRITERIA', 'SIGN_OFF'] },
];

/** Every task in the order of the pages. */
export const TASKS: readonly Task[] = SECTIONS.flatMap(({ tasks }) => tasks);

/** What is asked about one suspect; `name` is the start of their fields: `suspect2`. */
export function suspectQuestions(name: string): Question[] {
  return [
    line(`${name}.firstName`, 'First name'),
    line(`${name}.lastName`, 'Surname'),
    line(`${name}.alias`, 'Other names', 'Nicknames, earlier names, other spellings'),
    day(`${name}.bornOn`, 'Date of birth'),
    one(`${name}.gender`, 'Gender', GENDERS),
    line(`${name}.address`, 'Address, if known'),
    line(`${name}.postcode`, 'Postcode'),
    line(`${name}.phone`, 'Telephone number'),
    area(`${name}.handles`, 'Names on the internet', 'One on each line, with the platform: instagram:@name'),
  ];
}

/** The pages whose questions stand here; forms come from the API, and panels and suspects are put together elsewhere. */
export const QUESTION_PAGES: Readonly<Partial<Record<Task, QuestionPage>>> = {
  DANGER: {
    title: 'Is somebody in danger now?',
    advice: 'danger_999',
    questions: [
      one(
        'isImminentThreat',
        'Is harm likely today or in the next few days?',
        ['yes', 'no'],
        'Yes puts the referral first. A person who runs the panel has hours, not days, to decide.',
      ),
    ],
  },
  SAFE_CONTACT: {
    title: 'How can the victim be reached safely?',
    intro: [
      'Nobody is contacted because of this page. It stands before every contact detail that others see.',
    ],
    questions: [
      one('victim.safeToCall', 'Is it safe to call the victim?', KNOWN),
      line('victim.phone', 'Telephone number, if it may be kept'),
      area(
        'safeChannel',
        'The safe way to reach them',
        'For example: through the school, or by their advocate',
      ),
      line('safeTimes', 'Safe times'),
      area('mustNotKnow', 'Who must not find out about this referral?'),
    ],
  },
  VICTIM: {
    title: 'Who is the victim?',
    questions: [
      line('victim.firstName', 'First name'),
      line('victim.lastName', 'Surname', 'Write “not known” if nobody knows it'),
      line('victim.alias', 'Other names', 'Nicknames, earlier names, other spellings'),
      day('victim.bornOn', 'Date of birth'),
      one('victim.gender', 'Gender', GENDERS),
    ],
  },
  VICTIM_HOME: {
    title: 'Where does the victim live?',
    intro: ['Only those see it who have to reach or protect the victim.'],
    questions: [
      line('victim.address', 'Address'),
      line('victim.postcode', 'Postcode'),
      area('victim.handles', 'Names on the internet', 'One on each line, with the platform: instagram:@name'),
    ],
  },
  ABOUT_VICTIM: {
    title: 'What should people know about the victim?',
    intro: ['Leave out what you do not know. None of it changes how the case is ranked.'],
    questions: [
      line('language', 'Language'),
      one('needsInterpreter', 'Do they need an interpreter?', KNOWN),
      one('isPregnant', 'Are they pregnant?', KNOWN),
      area('disability', 'Disability, health, and what would help'),
      line('ethnicity', 'Ethnicity, as they describe it'),
      line('religion', 'Religion, as they describe it'),
      line('sexuality', 'Sexuality or trans history, only if they want it known'),
      area('immigration', 'Immigration status, and whether they can get public funds'),
      line('employer', 'Employer'),
    ],
  },
  AWARENESS: {
    title: 'Does the victim know of this referral?',
    intro: ['If it is safe, tell them. You can refer without their agreement where the law allows it.'],
    questions: [
      one('victimAware', 'Do they know?', ['yes', 'no_unsafe', 'no_not_reached', 'no_other']),
      area('awareReason', 'If not for another reason: which?'),
      many('lawfulBases', 'If they do not know or have not agreed: why may it be shared?', [
        ...[
          'public_task',
          'vital_interests',
          'legal_obligation',
          'substantial_public_interest',
          'law_enforcement',
        ],
      ]),
      area('lawfulReason', 'Why is it necessary to share?'),
    ],
  },
  WISHES: {
    title: 'What does the victim want?',
    questions: [
      many('victimWishes', 'Their wishes', [
        ...['stop_contact', 'no_police_contact', 'wants_spo', 'wants_prosecution', 'relocation', 'other'],
      ]),
      area('wishesInWords', 'In their own words'),
      one(
        'wantsPoliceContact',
        'Do they want the police to be in touch?',
        ['yes_safe_method', 'no'],
        'A crime that is told to the police is recorded.',
      ),
    ],
  },
  AFRAID_OF: {
    title: 'Whom is the victim afraid of?',
    questions: [
      area('afraidOf', 'Of whom, beside the suspect?'),
      area('safePeople', 'Who is safe to talk to?'),
      area('notSafeToTell', 'Who is not safe to talk to?'),
    ],
  },
  RELATIONSHIP: {
    title: 'What is known about the suspect?',
    questions: [
      one('relationship', 'What is the suspect to the victim?', [
        ...[
          'ex_partner',
          'current_partner',
          'family',
          'colleague_ex_colleague',
          'acquaintance_friend',
          'neighbour',
        ],
        ...['client_patient_student', 'stranger', 'public_figure_fixation', 'unknown'],
      ]),
      one('weaponsAccess', 'Can they get at weapons?', KNOWN),
      one('threats', 'Have they made threats?', KNOWN),
      day('suspectReleaseOn', 'If they are in custody: when are they released?'),
      area('suspectNotes', 'Vehicles, work, bail or licence conditions'),
    ],
  },
  BEHAVIOURS: {
    title: 'What does the suspect do?',
    intro: ['Choose everything. Things that look small count: it is the pattern that matters.'],
    questions: [
      many('behaviours', 'What they do', BEHAVIOUR_CODES),
      many('channels', 'Over what are they in touch?', CHANNEL_CODES, 'None of these'),
    ],
  },
  PATTERN: {
    title: 'How long and how often?',
    questions: [
      day('firstIncidentOn', 'When did it begin?', 'As well as anybody knows, for example 1/6/2026.'),
      day(
        'lastIncidentOn',
        'When was the last incident?',
        'As well as anybody knows, for example 23/11/2026.',
      ),
      { kind: 'number', field: 'incidents12m', label: 'About how many incidents in the past 12 months?' },
      area('frequency', 'How often, and is it getting worse?'),
    ],
  },
  OTHERS_AT_RISK: {
    title: 'Who else may come to harm?',
    questions: [
      {
        kind: 'number',
        field: 'children',
        label: 'How many children are in the household?',
        hint: '0 if there are none',
      },
      many(
        'othersAtRisk',
        'Other people',
        ['new_partner', 'parent', 'friend', 'colleague', 'professional'],
        'Nobody that I know of',
      ),
    ],
  },
  OFFENCES: {
    title: 'Have the police recorded anything?',
    intro: ['A referral needs no crime report.'],
    questions: [
      many(
        'offences',
        'What is recorded',
        [
          ...[
            'stalking_s2a',
            'stalking_s4a',
            'harassment_s2',
            'harassment_s4',
            's5a_breach_of_restraining_order',
          ],
          ...['spo_breach', 'malicious_communications', 'controlling_coercive_behaviour', 'other'],
        ],
        'Nothing that I know of',
      ),
      line('crimeNumber', 'Crime number'),
      one('offenceStatus', 'Where does it stand?', [
        ...['recorded', 'under_investigation', 'bail', 'charged', 'no_further_action', 'convicted'],
      ]),
    ],
  },
  ORDERS: {
    title: 'Which orders are in force?',
    advice: 'civil_order',
    questions: [
      many(
        'ordersInForce',
        'Orders and conditions',
        [
          ...[
            'spo',
            'interim_spo',
            'restraining_order',
            'non_molestation',
            'occupation',
            'dapo',
            'dapn',
            'dvpo',
          ],
          ...['dvpn', 'shpo', 'cbo', 'injunction', 'bail_conditions', 'licence_conditions'],
          'community_protection_notice',
        ],
        'None that I know of',
      ),
    ],
  },
  FORUMS: {
    title: 'Where else are they known?',
    questions: [
      many(
        'otherForums',
        'Other forums',
        [
          ...[
            'marac',
            'mappa',
            'matac',
            'iom',
            'channel',
            'child_protection',
            'adult_safeguarding',
            'dvds_request',
          ],
        ],
        'None that I know of',
      ),
      area('priorPanel', 'If a panel has heard of them before: which, and when?'),
    ],
  },
  SAFETY_ACTIONS: {
    title: 'What has been done already to keep people safe?',
    intro: ['Do not wait for the panel. Make people safe first, then refer.'],
    advice: 'risk_plan',
    questions: [
      {
        kind: 'area',
        field: 'safetyActionsTaken',
        label: 'What was done',
        hint: 'One thing on each line',
        rows: 6,
      },
      many('noSafetyActions', 'Or', ['yes']),
    ],
  },
  ADVOCATE: {
    title: 'Is the victim referred to an advocate?',
    intro: ['If the victim is with you now, offer it now. Afterwards the chance may be gone.'],
    advice: 'advocate',
    questions: [
      one('advocateReferral', 'Referral to an advocate', ['made', 'declined', 'not_offered']),
      line('advocateAgency', 'If it is made: to which advocate or service?'),
      day('advocateReferredOn', 'If it is made: when?'),
      area('advocateReason', 'If it was not offered or not wanted: why?'),
    ],
  },
  CRITERIA: {
    title: 'Why should the panel hear it?',
    questions: [
      many('criteria', 'Reasons', [
        ...['visible_high_risk', 'professional_judgement', 'potential_escalation', 'repeat', 'spo_advice'],
        ...['suspect_unidentified', 'case_not_progressing', 'digital_evidence_advice'],
        'high_profile_other_vulnerability',
      ]),
      area(
        'criteriaReason',
        'Your concern in your own words',
        'You must give it for professional judgement.',
      ),
      one(
        'riskLevel',
        'How high do you think the risk is?',
        ['standard', 'medium', 'high', 'very_high', 'unknown'],
        'Your judgement can raise what a form says, never lower it.',
      ),
      line('riskReason', 'If high or very high: why?'),
    ],
  },
  SIGN_OFF: {
    title: 'Who can the panel ask?',
    questions: [
      line('referrerName', 'Who refers', 'You, when it is left empty'),
      line('managerName', 'The manager who has agreed to this referral'),
      day('signedOffOn', 'When did they agree?'),
    ],
  },
};

/** Words of options where those of the code alone would not do, by field and option. */
export const OPTION_WORDS: Readonly<Record<string, string>> = {
  'isImminentThreat.yes': 'Yes, or I fear so',
  'noSafetyActions.yes': 'Nothing has been done yet',
  'victimAware.yes': 'Yes',
  'suspectKnown.yes': 'Yes',
  'suspectKnown.no': 'No, nobody knows who it is',
};
