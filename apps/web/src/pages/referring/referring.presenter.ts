import type { ResultOf } from '#api-client';
import type { Fact } from '../../components/parts.view.js';
import { type Sent, sentChoices } from '../../http/index.js';
import { longMomentText, plural } from '../../layout/format.js';
import type { PageError } from '../../layout/page.js';
import { kindOf } from '../../session/frame.js';
import { codeInWords } from '../cases/case.words.js';
import {
  OPTION_WORDS,
  type Question,
  QUESTION_PAGES,
  type QuestionPage,
  SECTIONS,
  suspectQuestions,
  type Task,
  TASKS,
} from './questions.js';
import type { HomeView } from '../home/home.view.js';
import type {
  DraftOfPage,
  DraftPageData,
  MyDrafts,
  SentReferral,
  WaitingDrafts,
} from './referring.graphql.js';
import type {
  AdviceView,
  BeginView,
  CheckView,
  DiscardView,
  QuestionPageView,
  QuestionView,
  SentView,
  TaskListView,
} from './referring.view.js';

/** Most suspects of one referral. */
export const MOST_SUSPECTS = 10;

/** The task as it stands in an address: `safe-contact`. */
export function slugOf(task: Task): string {
  return task.toLowerCase().replaceAll('_', '-');
}

/** The task of an address; null when there is none. */
export function taskOfSlug(slug: string): Task | null {
  return TASKS.find((task) => slugOf(task) === slug) ?? null;
}

/** The task after this one; null after the last. */
export function taskAfter(task: Task): Task | null {
  return TASKS[TASKS.indexOf(task) + 1] ?? null;
}

const FORM_TITLES: Partial<Record<Task, string>> = {
  FOUR: 'Is it stalking? The FOUR screen',
  STALKING_OR_HARASSMENT: 'Stalking or harassment?',
  STALKING_SCREEN: 'The stalking screening tool',
  DASH: 'The Dash',
};

/** What the page of a task says and asks. */
export function pageOf(task: Task, data: DraftPageData, suspect: number): QuestionPage {
  const form = data.riskForms.find(({ tool }) => tool === task);
  if (form) {
    return {
      title: FORM_TITLES[task] ?? form.name,
      intro: [form.about],
      questions: form.questions.map(({ item, text, hint }) => ({
        kind: 'one',
        field: `${task.toLowerCase()}.${item}`,
        label: text,
        options: ['yes', 'no', 'unknown'],
        ...(hint && { hint }),
      })),
    };
  }
  if (task === 'SUSPECTS') return suspectPage(suspect);
  if (task === 'PANEL') return panelPage(data);
  return QUESTION_PAGES[task]!;
}

function suspectPage(suspect: number): QuestionPage {
  const known: Question = {
    kind: 'one',
    field: 'suspectKnown',
    label: 'Does anybody know who the suspect is?',
    options: ['yes', 'no'],
  };
  return {
    title: suspect === 1 ? 'Who is the suspect?' : `Suspect ${suspect}`,
    intro: ['Give what is known. More than one suspect can be given, also people who act for somebody else.'],
    questions: [...(suspect === 1 ? [known] : []), ...suspectQuestions(`suspect${suspect}`)],
  };
}

function panelPage(data: DraftPageData): QuestionPage {
  const isAgency = data.me !== null && kindOf(data.me) === 'agency';
  const panels = isAgency ? data.panels.filter(({ isActive }) => isActive) : data.ownPanels;
  return {
    title: 'Which panel?',
    intro: [
      'If you are not sure, choose the one nearest to where the victim lives. Those who run it send it on.',
    ],
    questions: [
      { kind: 'one', field: 'panelId', label: 'Panel', options: panels.map(({ id }) => id) },
      { kind: 'line', field: 'lpa', label: 'Local policing area, if you know it' },
      {
        kind: 'one',
        field: 'handling',
        label: 'Does anybody who works for an agency have to be kept from it?',
        hint: 'For example when the suspect, or the victim, works for one of them.',
        options: ['standard', 'restricted', 'highly_restricted'],
      },
    ],
  };
}

const HANDLING_WORDS: Readonly<Record<string, string>> = {
  standard: 'No',
  restricted: 'Yes: only agencies that have to act may see it',
  highly_restricted: 'Yes: only those who run the panel may see it for now',
};

function optionText(field: string, value: string, data: DraftPageData): string {
  if (field === 'panelId') {
    const panels = [...data.panels, ...data.ownPanels];
    return panels.find(({ id }) => id === value)?.name ?? 'A panel that no longer meets';
  }
  if (field === 'handling') return HANDLING_WORDS[value]!;
  if (value === 'yes') return OPTION_WORDS[`${field}.yes`] ?? 'Yes';
  if (value === 'no') return OPTION_WORDS[`${field}.no`] ?? 'No';
  return codeInWords(value);
}

/** The id of the first input of a question, where an error leads; dots would not do in a selector. */
export function idOf(field: string): string {
  return field.replaceAll('.', '-');
}

/** The answers of a draft, by field. */
export function answersOf({ answers }: Pick<DraftOfPage, 'answers'>): Map<string, readonly string[]> {
  return new Map(answers.map(({ field, values }) => [field, values]));
}

/** The fields that a page sends: its questions, and what shows the answers of a form. */
export function fieldsOf(page: QuestionPage, task: Task): string[] {
  return page.questions.flatMap(({ field }) => (isForm(task) ? [field, `${field}.note`] : [field]));
}

function isForm(task: Task): boolean {
  return FORM_TITLES[task] !== undefined;
}

/** What a page carried, as the API takes it. */
export function typedAnswers(fields: readonly string[], sent: Sent): { field: string; values: string[] }[] {
  return fields.map((field) => ({ field, values: sentChoices(sent, field) }));
}

type Shown = { data: DraftPageData; task: Task; suspect: number; sent: Sent | null; back: string };

/** One page of questions, with what was typed, or else what is saved. */
export function questionPageView({ data, task, suspect, sent, back }: Shown): QuestionPageView {
  const draft = data.draftReferral;
  const page = pageOf(task, data, suspect);
  const saved = answersOf(draft);
  const valuesOf = (field: string): readonly string[] =>
    sent ? sentChoices(sent, field) : (saved.get(field) ?? (field === 'handling' ? ['standard'] : []));
  const { heading } = SECTIONS.find(({ tasks }) => tasks.includes(task))!;
  const form = data.riskForms.find(({ tool }) => tool === task);
  return {
    heading: page.title,
    section: heading,
    place: `Page ${TASKS.indexOf(task) + 1} of ${TASKS.length}`,
    intro: page.intro ?? [],
    advice: adviceOf(data.signposts, page.advice),
    finding: task === 'STALKING_OR_HARASSMENT' ? draft.finding : null,
    source: form?.source ?? null,
    form: {
      action: `/referrals/new/${draft.id}/${slugOf(task)}${suspect > 1 ? `?suspect=${suspect}` : ''}`,
      fields: { version: String(draft.version), ...(back && { back }) },
    },
    questions: page.questions.map((question) => questionView(question, valuesOf, data, isForm(task))),
    others: task === 'SUSPECTS' ? otherSuspects(draft, suspect) : [],
    mayAddAnother: task === 'SUSPECTS' && suspect < MOST_SUSPECTS,
    toList: { text: 'Back to the task list', href: `/referrals/new/${draft.id}` },
  };
}

function questionView(
  question: Question,
  valuesOf: (field: string) => readonly string[],
  data: DraftPageData,
  hasNote: boolean,
): QuestionView {
  const { field, kind, label, hint } = question;
  const values = valuesOf(field);
  const codes = 'options' in question ? question.options : [];
  const none = question.kind === 'many' && question.none ? [{ value: 'none', text: question.none }] : [];
  const options = [...codes.map((value) => ({ value, text: optionText(field, value, data) })), ...none];
  const id = idOf(field);
  return {
    id,
    name: field,
    kind,
    label,
    hint: hint ?? null,
    value: values[0] ?? '',
    rows: question.kind === 'area' ? (question.rows ?? 3) : 0,
    options: options.map((option) => ({ ...option, chosen: values.includes(option.value) })),
    note: hasNote
      ? {
          id: `${id}-note`,
          name: `${field}.note`,
          label: 'What shows it',
          value: valuesOf(`${field}.note`)[0] ?? '',
        }
      : null,
  };
}

/** The suspects that are given already, by number. */
export function suspectsGiven(draft: Pick<DraftOfPage, 'answers'>): number[] {
  const numbers = draft.answers.map(({ field }) => Number(/^suspect(\d+)\./.exec(field)?.[1] ?? 0));
  return [...new Set(numbers)].filter((one) => one > 0).sort((a, b) => a - b);
}

function suspectName(draft: DraftOfPage, suspect: number): string {
  const saved = answersOf(draft);
  const part = (name: string) => saved.get(`suspect${suspect}.${name}`)?.[0] ?? '';
  return [part('firstName'), part('lastName')].filter(Boolean).join(' ') || `Suspect ${suspect}`;
}

function otherSuspects(draft: DraftOfPage, suspect: number): QuestionPageView['others'] {
  const given = suspectsGiven(draft).filter((one) => one !== suspect);
  return given.map((one) => ({
    text: suspectName(draft, one),
    href: `/referrals/new/${draft.id}/suspects${one > 1 ? `?suspect=${one}` : ''}`,
    remove: one > 1 ? { value: String(one), about: suspectName(draft, one) } : null,
  }));
}

function adviceOf(signposts: DraftPageData['signposts'], code: string | undefined): AdviceView | null {
  return signposts.find((one) => one.code === code) ?? null;
}

/** What is missing on one page, as lines of the error summary. */
export function errorsOn(draft: DraftOfPage, fields: readonly string[]): PageError[] {
  return draft.problems
    .filter(({ field }) => fields.includes(field))
    .map(({ field, message }) => ({ text: message, field: idOf(field) }));
}

const STATE_TAGS = {
  NOT_STARTED: { text: 'Not started', tone: 'grey' },
  DONE: { text: 'Done', tone: 'green' },
  TO_MEND: { text: 'Something is missing', tone: 'orange' },
} as const;

function progress(tasks: readonly { state: keyof typeof STATE_TAGS; isOptional: boolean }[]) {
  const needed = tasks.filter(({ isOptional }) => !isOptional);
  return { done: needed.filter(({ state }) => state === 'DONE').length, needed: needed.length };
}

/** Where referrals are begun, with those that the person can go on with. */
export function beginView({ draftReferrals }: ResultOf<typeof MyDrafts>): BeginView {
  const begun = draftReferrals.filter(({ tasks }) => tasks.some(({ state }) => state !== 'NOT_STARTED'));
  return {
    start: { action: '/referrals/new', fields: {} },
    drafts: begun.map(({ id, savedAt, purgedAfter, tasks }) => ({
      savedAt,
      purgedAfter,
      ...progress(tasks),
      open: {
        text: 'Go on with it',
        href: `/referrals/new/${id}`,
        context: `saved ${longMomentText(savedAt)}`,
      },
      discard: {
        text: 'Discard',
        href: `/referrals/new/${id}/discard`,
        context: `saved ${longMomentText(savedAt)}`,
      },
    })),
  };
}

/** The short title of a task on the list. */
export function taskTitle(task: Task): string {
  if (task === 'SUSPECTS') return 'Who is the suspect?';
  if (task === 'PANEL') return 'Which panel?';
  return FORM_TITLES[task] ?? QUESTION_PAGES[task]!.title;
}

/** The task list of one referral. */
export function taskListView(data: DraftPageData): TaskListView {
  const { id, savedAt, purgedAfter, tasks } = data.draftReferral;
  const stateOf = new Map(tasks.map((one) => [one.task, one]));
  return {
    savedAt,
    purgedAfter,
    ...progress(tasks),
    sections: SECTIONS.map((section) => ({
      heading: section.heading,
      tasks: section.tasks.map((task) => {
        const { state, isOptional } = stateOf.get(task)!;
        const isLeft = isOptional && state === 'NOT_STARTED';
        return {
          text: taskTitle(task),
          href: `/referrals/new/${id}/${slugOf(task)}`,
          id: `task-${slugOf(task)}`,
          tag: isLeft ? { text: 'If you can', tone: 'grey' as const } : STATE_TAGS[state],
          isDone: state === 'DONE',
        };
      }),
    })),
    check: { text: 'Check and send', href: `/referrals/new/${id}/check` },
    discard: { text: 'Discard this referral', href: `/referrals/new/${id}/discard` },
  };
}

/** The answers of one page in words; what is not answered is said so where it is needed. */
function factsOf(page: QuestionPage, task: Task, data: DraftPageData): Fact[] {
  const saved = answersOf(data.draftReferral);
  return page.questions.flatMap((question) => {
    const values = saved.get(question.field) ?? [];
    const note = saved.get(`${question.field}.note`)?.[0];
    if (values.length === 0 && !note) return [];
    const options = 'options' in question;
    const words = values.map((value) => {
      if (value === 'none' && question.kind === 'many') return question.none ?? 'None';
      return options ? optionText(question.field, value, data) : value;
    });
    const said = words.length > 0 ? words.join(', ') : 'Not known';
    return [{ term: question.label, value: isForm(task) && note ? `${said}: ${note}` : said }];
  });
}

/** All answers before they are sent, with what is still missing. */
export function checkView(data: DraftPageData): CheckView {
  const draft = data.draftReferral;
  const suspects = suspectsGiven(draft);
  const sections = SECTIONS.map(({ heading, tasks }) => ({
    heading,
    tasks: tasks.map((task) => {
      const pages = task === 'SUSPECTS' ? (suspects.length > 0 ? suspects : [1]) : [1];
      const facts = pages.flatMap((suspect) => factsOf(pageOf(task, data, suspect), task, data));
      return {
        heading: taskTitle(task),
        facts: facts.length > 0 ? facts : [{ term: 'Answer', value: 'Not answered' }],
        change: {
          text: 'Change',
          href: `/referrals/new/${draft.id}/${slugOf(task)}?back=check`,
          context: taskTitle(task),
        },
      };
    }),
  }));
  return {
    sections,
    missing: draft.problems.map(({ task, message, field }) => ({
      text: message,
      href: `/referrals/new/${draft.id}/${slugOf(task)}?back=check${suspectIn(field)}#${idOf(field)}`,
    })),
    send:
      draft.problems.length === 0
        ? { action: `/referrals/new/${draft.id}/check`, fields: { version: String(draft.version) } }
        : null,
    toList: { text: 'Back to the task list', href: `/referrals/new/${draft.id}` },
  };
}

function suspectIn(field: string): string {
  const number = /^suspect(\d+)\./.exec(field)?.[1];
  return number && number !== '1' ? `&suspect=${number}` : '';
}

const DECIDES = 'Somebody who runs the panel decides whether it takes the case on, and tells your agency.';

/** What was sent, and what happens next, by when. */
export function sentView({ draftReferral, signposts }: ResultOf<typeof SentReferral>): SentView {
  const found = draftReferral.case;
  const dueAt = found?.triage?.clock?.dueAt ?? null;
  return {
    reference: found?.reference ?? null,
    panelName: found?.panel.name ?? null,
    referralHref: found ? `/referrals/${found.id}` : null,
    next: [
      dueAt ? `${DECIDES} This is due by ${longMomentText(dueAt)}.` : DECIDES,
      'They may ask you for more first. You find the question on the page of the referral.',
      `Do not wait for the panel. Go on keeping people safe, and ring 999 if somebody is in danger.`,
    ],
    advice: ['danger_999', 'advocate'].flatMap((code) => adviceOf(signposts, code) ?? []),
    another: { action: '/referrals/new', fields: {} },
  };
}

/** Asks whether a referral is really to be thrown away. */
export function discardView({ draftReferral: draft }: DraftPageData): DiscardView {
  return {
    form: { action: `/referrals/new/${draft.id}/discard`, fields: { version: String(draft.version) } },
    savedAt: draft.savedAt,
    back: { text: 'Keep it', href: `/referrals/new/${draft.id}` },
  };
}

/** Where "Save and continue" leads: back to checking, to the list, or to the next page. */
export function leadsTo(draftId: string, task: Task, then: string): string {
  const start = `/referrals/new/${draftId}`;
  if (then === 'check') return `${start}/check`;
  if (then === 'list') return start;
  const next = taskAfter(task);
  return next ? `${start}/${slugOf(next)}` : `${start}/check`;
}

/** What is begun and not sent, for the first page. */
export function draftAttention({
  draftReferrals,
}: ResultOf<typeof WaitingDrafts>): HomeView['attention'][number][] {
  const begun = draftReferrals.filter(({ tasks }) => tasks.some(({ state }) => state !== 'NOT_STARTED'));
  if (begun.length === 0) return [];
  const [first] = begun;
  const href = begun.length === 1 ? `/referrals/new/${first!.id}` : '/referrals/new';
  return [
    {
      lead: plural(begun.length, 'referral'),
      text: begun.length === 1 ? 'is begun and not sent.' : 'are begun and not sent.',
      link: { text: 'Go on with it', href },
    },
  ];
}
