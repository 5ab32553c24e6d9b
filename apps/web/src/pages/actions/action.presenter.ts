import { londonDay } from '#kernel';
import type { Choice, Fact, PostForm, Tag, TimelineEntry } from '../../components/parts.view.js';
import { sentText, type Sent } from '../../http/index.js';
import { plural, shortDay } from '../../layout/format.js';
import type { Me } from '../../session/frame.js';
import type { ActionOfPage, AgencyPerson } from './action.graphql.js';
import {
  CATEGORY_WORDS,
  NOT_POSSIBLE_WORDS,
  NOT_UNDERTAKEN_WORDS,
  STATUS_WORDS,
  UPDATE_WORDS,
} from './action.words.js';
import type { ActionForms, ActionView } from './actions.view.js';
import { sentReminders } from './reminders.presenter.js';

/** A form that was refused, with what was typed. */
export type RefusedForm = { form: keyof ActionForms; sent: Sent };

/** One action with everything this person may do with it. */
export function actionView(
  action: ActionOfPage,
  me: Me,
  people: readonly AgencyPerson[],
  refused: RefusedForm | null,
): ActionView {
  const forms = formsOf(action, me, people, refused);
  const offered = refused && forms[refused.form] ? refused.form : null;
  return {
    actionId: action.id,
    version: action.version,
    reference: action.reference,
    text: action.text,
    tags: tagsOf(action),
    facts: factsOf(action),
    forms,
    openForm: offered,
    unsaved: refused && !offered ? typedText(refused.sent) : null,
    timeline: timelineOf(action),
    reminders: sentReminders(action.reminders).slice(0, MOST_REMINDERS),
    remindersInAll: action.reminders.length,
    isOpen: action.isOpen,
    nextReminderAt: action.nextReminderAt,
  };
}

const MOST_REMINDERS = 10;

const typedText = (sent: Sent): string | null => sentText(sent, 'note') || sentText(sent, 'reason') || null;

function tagsOf(action: ActionOfPage): Tag[] {
  const tags: Tag[] = [];
  if (action.isOverdue) {
    const late = action.daysOverdue > 0 ? `${plural(action.daysOverdue, 'day')} overdue` : 'Overdue';
    tags.push({ text: late, tone: 'red' });
  }
  if (action.priority === 'CRITICAL') tags.push({ text: 'Critical', tone: 'magenta' });
  if (action.priority === 'HIGH') tags.push({ text: 'High priority', tone: 'orange' });
  tags.push({ text: STATUS_WORDS[action.status], tone: action.isOpen ? 'blue' : 'grey' });
  if (action.extensionRequestedOn) tags.push({ text: 'More time asked for', tone: 'yellow' });
  return tags;
}

function factsOf(action: ActionOfPage): Fact[] {
  const facts: Fact[] = [
    {
      term: 'Case',
      value: action.case.reference,
      link: { text: action.case.reference, href: `/cases/${action.case.id}` },
    },
    { term: 'Panel', value: action.panel.name },
    { term: 'Agency', value: action.agency.name },
    { term: 'With', value: action.owner?.name ?? 'Not assigned to anyone' },
    { term: 'Kind', value: CATEGORY_WORDS[action.category] },
    { term: 'Agreed', value: shortDay(londonDay(action.agreedAt)) },
    { term: 'Due', value: dueText(action) },
  ];
  if (action.extensionNewDueOn) {
    facts.push({
      term: 'More time asked for',
      value: `Until ${shortDay(action.extensionNewDueOn)}: ${action.extensionReason ?? ''}`,
    });
  }
  const why = reasonText(action.reasonCode);
  if (why) facts.push({ term: 'Reason', value: why });
  if (action.evidenceReference) facts.push({ term: 'Evidence kept at', value: action.evidenceReference });
  return facts;
}

function dueText({ dueOn, originalDueOn, extensionCount }: ActionOfPage): string {
  if (extensionCount === 0) return shortDay(dueOn);
  return `${shortDay(dueOn)} (first agreed ${shortDay(originalDueOn)}, moved ${extensionCount === 1 ? 'once' : `${extensionCount} times`})`;
}

function reasonText(code: string | null): string | null {
  const words: Readonly<Record<string, string>> = { ...NOT_POSSIBLE_WORDS, ...NOT_UNDERTAKEN_WORDS };
  return code ? (words[code.toUpperCase()] ?? null) : null;
}

function timelineOf(action: ActionOfPage): TimelineEntry[] {
  return action.updates.toReversed().map(({ kind, at, note, person }) => ({
    title: UPDATE_WORDS[kind],
    by: person?.name ?? null,
    at,
    text: note || null,
    details: [],
    isNew: false,
  }));
}

/** The forms this person may use now. What was typed into a refused one stands in it again. */
function formsOf(
  action: ActionOfPage,
  me: Me,
  people: readonly AgencyPerson[],
  refused: RefusedForm | null,
): ActionForms {
  const typed = (form: keyof ActionForms, name: string) =>
    refused?.form === form ? sentText(refused.sent, name) : '';
  const post = (name: string): PostForm => ({
    action: `/actions/${action.id}/${name}`,
    fields: { version: String(action.version) },
  });
  const update = action.isOpen && me.permissions.includes('action:update');
  const decide = action.isOpen && me.permissions.includes('action:decide');
  const mine = action.agency.id === me.person.agency.id;
  const reasons = (form: keyof ActionForms, words: Readonly<Record<string, string>>): Choice[] => [
    { value: '', text: 'Choose a reason', selected: typed(form, 'reason') === '' },
    ...Object.entries(words).map(([value, text]) => ({
      value,
      text,
      selected: value === typed(form, 'reason'),
    })),
  ];
  return {
    acknowledge: update && mine && action.status === 'AGREED' ? post('acknowledge') : null,
    progress: update ? { ...post('progress'), note: typed('progress', 'note') } : null,
    complete: update
      ? {
          ...post('complete'),
          note: typed('complete', 'note'),
          noteRequired: true,
          evidence: typed('complete', 'evidence'),
        }
      : null,
    extend:
      update && !action.extensionRequestedOn
        ? { ...post('extend'), dueOn: typed('extend', 'dueOn'), reason: typed('extend', 'reason') }
        : null,
    notPossible: update
      ? {
          ...post('not-possible'),
          reasons: reasons('notPossible', NOT_POSSIBLE_WORDS),
          note: typed('notPossible', 'note'),
        }
      : null,
    notUndertaken: update
      ? {
          ...post('not-undertaken'),
          reasons: reasons('notUndertaken', NOT_UNDERTAKEN_WORDS),
          note: typed('notUndertaken', 'note'),
        }
      : null,
    assign: update ? { ...post('assign'), people: peopleChoices(action, people) } : null,
    decide: decide && action.extensionNewDueOn ? decideForm(action, post, typed) : null,
    withdraw: decide ? { ...post('withdraw'), reason: typed('withdraw', 'reason') } : null,
  };
}

function decideForm(
  action: ActionOfPage,
  post: (name: string) => PostForm,
  typed: (form: keyof ActionForms, name: string) => string,
): ActionForms['decide'] {
  const until = action.extensionNewDueOn ? shortDay(action.extensionNewDueOn) : '';
  const chosen = typed('decide', 'granted');
  return {
    ...post('decide-extension'),
    asked: `${action.agency.name} asks for time until ${until}: ${action.extensionReason ?? ''}`,
    answers: [
      { value: 'yes', text: `Give time until ${until}`, selected: chosen === 'yes' },
      { value: 'no', text: 'Keep the date', selected: chosen === 'no' },
    ],
    reason: typed('decide', 'reason'),
  };
}

function peopleChoices(action: ActionOfPage, people: readonly AgencyPerson[]): Choice[] {
  return [
    { value: '', text: 'Nobody in particular', selected: action.owner === null },
    ...people
      .filter(({ isActive }) => isActive)
      .map(({ id, name }) => ({ value: id, text: name, selected: id === action.owner?.id })),
  ];
}
