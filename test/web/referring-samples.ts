import { DRAFT_TASKS, RISK_FORMS, SIGNPOSTS } from '#cases';
import type { Moment } from '#kernel';
import { completeAnswers } from '#testkit';
import type { DraftPageData } from '../../apps/web/src/pages/referring/referring.graphql.js';
import {
  beginView,
  checkView,
  discardView,
  questionPageView,
  sentView,
  taskListView,
} from '../../apps/web/src/pages/referring/referring.presenter.js';
import type { Task } from '../../apps/web/src/pages/referring/questions.js';

const at = (text: string) => text as Moment;

/** A referral that is half written: two suspects, and something missing. */
const data: DraftPageData = {
  me: {
    person: { id: 'p1', name: 'Dana Whitlock', role: 'AGENCY_MEMBER', agency: { id: 'a1', name: 'Housing' } },
    permissions: ['case:refer'],
    overdueActionCount: 0,
    openedByBreakGlassUntil: null,
    now: at('2026-11-23T09:00:00.000Z'),
    sessionEndsAt: at('2026-11-23T10:00:00.000Z'),
  },
  draftReferral: {
    id: 'd1',
    savedAt: at('2026-11-23T08:58:00.000Z'),
    purgedAfter: at('2027-02-21T00:00:00.000Z'),
    submittedAt: null,
    version: 7,
    finding: 'There are signs of stalking. Treat it as stalking.',
    answers: [
      ...completeAnswers('panel-1'),
      { field: 'suspect2.lastName', values: ['Oakhollow'] },
      { field: 'stalking_or_harassment.effect', values: ['yes'] },
    ].map(({ field, values }) => ({ field, values: [...values] })),
    tasks: DRAFT_TASKS.map((task, i) => ({
      task: task.toUpperCase() as Task,
      state: (['DONE', 'TO_MEND', 'NOT_STARTED'] as const)[i % 3]!,
      isOptional: task === 'dash',
    })),
    problems: [
      { task: 'SAFE_CONTACT', field: 'safeChannel', message: 'Say how the victim can be reached safely.' },
    ],
  },
  panels: [{ id: 'panel-1', name: 'Northbridge West panel', isActive: true }],
  ownPanels: [{ id: 'panel-1', name: 'Northbridge West panel' }],
  riskForms: RISK_FORMS.map((form) => ({
    ...form,
    tool: form.tool.toUpperCase() as 'FOUR',
    questions: [...form.questions],
  })),
  signposts: [...SIGNPOSTS],
};

/** One page of questions of each kind, by task. */
export const questionPages = (['DANGER', 'SUSPECTS', 'FOUR', 'PANEL', 'SAFETY_ACTIONS'] as const).map(
  (task) => ({
    task,
    view: questionPageView({ data, task, suspect: task === 'SUSPECTS' ? 2 : 1, sent: null, back: 'check' }),
  }),
);

const { draftReferral } = data;

/** The other pages of a referral. */
export const referring = {
  begin: beginView({ me: data.me, draftReferrals: [{ ...draftReferral, startedAt: draftReferral.savedAt }] }),
  tasks: taskListView(data),
  check: checkView(data),
  sent: sentView({
    me: data.me,
    signposts: data.signposts,
    draftReferral: {
      id: 'd1',
      submittedAt: draftReferral.savedAt,
      case: {
        id: 'c1',
        reference: 'NB-2026-0001',
        panel: { name: 'Northbridge West panel' },
        triage: { urgency: 'HIGH', ruleReasons: [], clock: { dueAt: at('2026-11-24T09:00:00.000Z') } },
      },
    },
  }),
  discard: discardView(data),
};
