import { TOOL_ITEMS } from '../risk-tool.rules.js';
import type { DraftAnswers } from './draft-fields.rules.js';

/** The tasks of a referral in the order in which they are done: what makes people safe stands first. */
export const DRAFT_TASKS = [
  'danger',
  'safe_contact',
  'victim',
  'victim_home',
  'about_victim',
  'awareness',
  'wishes',
  'afraid_of',
  'suspects',
  'relationship',
  'behaviours',
  'pattern',
  'four',
  'stalking_or_harassment',
  'stalking_screen',
  'dash',
  'others_at_risk',
  'offences',
  'orders',
  'forums',
  'safety_actions',
  'advocate',
  'panel',
  'criteria',
  'sign_off',
] as const;

/** One of {@link DRAFT_TASKS}. */
export type DraftTask = (typeof DRAFT_TASKS)[number];

/** Tasks that may be left out altogether. */
export const OPTIONAL_TASKS: readonly DraftTask[] = [
  'victim_home',
  'about_victim',
  'afraid_of',
  'stalking_or_harassment',
  'stalking_screen',
  'dash',
];

const FORMS: readonly DraftTask[] = ['four', 'stalking_or_harassment', 'stalking_screen', 'dash'];

const FIELDS: Partial<Record<DraftTask, readonly string[]>> = {
  danger: ['isImminentThreat'],
  safe_contact: ['victim.phone', 'victim.safeToCall', 'safeChannel', 'safeTimes', 'mustNotKnow'],
  victim: ['victim.firstName', 'victim.lastName', 'victim.alias', 'victim.bornOn', 'victim.gender'],
  victim_home: ['victim.address', 'victim.postcode', 'victim.handles'],
  about_victim: [
    ...['language', 'needsInterpreter', 'isPregnant', 'disability', 'ethnicity', 'sexuality', 'religion'],
    ...['immigration', 'employer'],
  ],
  awareness: ['victimAware', 'awareReason', 'lawfulBases', 'lawfulReason'],
  wishes: ['victimWishes', 'wishesInWords', 'wantsPoliceContact'],
  afraid_of: ['afraidOf', 'safePeople', 'notSafeToTell'],
  relationship: ['relationship', 'weaponsAccess', 'threats', 'suspectReleaseOn', 'suspectNotes'],
  behaviours: ['behaviours', 'channels'],
  pattern: ['firstIncidentOn', 'lastIncidentOn', 'incidents12m', 'frequency'],
  others_at_risk: ['children', 'othersAtRisk'],
  offences: ['offences', 'crimeNumber', 'offenceStatus'],
  orders: ['ordersInForce'],
  forums: ['otherForums', 'priorPanel'],
  safety_actions: ['safetyActionsTaken', 'noSafetyActions'],
  advocate: ['advocateReferral', 'advocateAgency', 'advocateReferredOn', 'advocateReason'],
  panel: ['panelId', 'lpa', 'handling'],
  criteria: ['criteria', 'criteriaReason', 'riskLevel', 'riskReason'],
  sign_off: ['referrerName', 'managerName', 'signedOffOn'],
};

/** The task that asks a field; null: none does. */
export function taskOf(field: string): DraftTask | null {
  if (field === 'suspectKnown' || /^suspect\d+\./.test(field)) return 'suspects';
  const [first] = field.split('.');
  const form = FORMS.find((task) => task === first);
  if (form && TOOL_ITEMS[form as keyof typeof TOOL_ITEMS]) return form;
  return DRAFT_TASKS.find((task) => FIELDS[task]?.includes(field)) ?? null;
}

/** How far a task of a referral is: nothing answered, done, or something in it is missing or wrong. */
export const DRAFT_TASK_STATES = ['not_started', 'done', 'to_mend'] as const;

/** One task as the task list shows it. */
export type DraftTaskState = {
  task: DraftTask;
  state: (typeof DRAFT_TASK_STATES)[number];
  isOptional: boolean;
};

/** The task list: from what was answered, and in which tasks something is wrong. */
export function taskList(answers: DraftAnswers, wrong: ReadonlySet<DraftTask>): DraftTaskState[] {
  const begun = new Set(Object.keys(answers).map(taskOf));
  return DRAFT_TASKS.map((task) => ({
    task,
    isOptional: OPTIONAL_TASKS.includes(task),
    state: !begun.has(task) ? 'not_started' : wrong.has(task) ? 'to_mend' : 'done',
  }));
}
