import { type Sent, sentText } from '../../http/index.js';
import { idOf } from '../referring/referring.presenter.js';
import type { QuestionView } from '../referring/referring.view.js';
import type { AssessData } from './assess.graphql.js';
import type { ChooseFormView, FormView } from './assess.view.js';

/** A risk form, as the pages get it. */
export type RiskForm = AssessData['riskForms'][number];

const ANSWERS = { yes: 'Yes', no: 'No', unknown: 'Not known' } as const;

const LEVELS = {
  '': 'Leave it as the form says',
  MEDIUM: 'Medium',
  HIGH: 'High',
  VERY_HIGH: 'Very high',
} as const;

/** The form of an address: `stalking-screen`. */
export function slugOfForm({ tool }: Pick<RiskForm, 'tool'>): string {
  return tool.toLowerCase().replaceAll('_', '-');
}

/** The forms of a case, each with what it found last. */
export function chooseFormView({ case: found, riskForms }: AssessData): ChooseFormView {
  return {
    reference: found.reference,
    forms: riskForms.map((form) => {
      const last = found.assessments.find(({ tool }) => tool === form.tool);
      return {
        name: form.name,
        about: form.about,
        href: `/cases/${found.id}/assess/${slugOfForm(form)}`,
        last: last
          ? { finding: last.finding, on: last.assessedOn, by: last.assessedBy?.name ?? 'with the referral' }
          : null,
      };
    }),
    back: { text: 'Back to the case', href: `/cases/${found.id}` },
  };
}

/** One form, with what was typed before. Nothing is chosen at first: open is not no. */
export function formView({ case: found }: AssessData, form: RiskForm, sent: Sent): FormView {
  return {
    reference: found.reference,
    heading: form.name,
    about: form.about,
    source: form.source,
    form: { action: `/cases/${found.id}/assess/${slugOfForm(form)}`, fields: { toolVersion: form.version } },
    questions: form.questions.map((question) => questionView(question, sent)),
    levels: Object.entries(LEVELS).map(([value, text]) => ({
      value,
      text,
      selected: sentText(sent, 'level') === value,
    })),
    rationale: sentText(sent, 'rationale'),
    back: { text: 'Other forms', href: `/cases/${found.id}/assess` },
  };
}

function questionView({ item, text, hint }: RiskForm['questions'][number], sent: Sent): QuestionView {
  const id = idOf(item);
  return {
    id,
    name: item,
    kind: 'one',
    label: text,
    hint: hint || null,
    value: sentText(sent, item),
    rows: 0,
    options: Object.entries(ANSWERS).map(([value, words]) => ({
      value,
      text: words,
      chosen: sentText(sent, item) === value,
    })),
    note: {
      id: `${id}-note`,
      name: `${item}.note`,
      label: 'What shows it',
      value: sentText(sent, `${item}.note`),
    },
  };
}

/** What was answered, as the API takes it; what was left open is unknown. */
export function answersIn(form: RiskForm, sent: Sent) {
  return form.questions.flatMap(({ item }) => {
    const answer = sentText(sent, item).toUpperCase();
    const note = sentText(sent, `${item}.note`);
    const known = answer === 'YES' || answer === 'NO' ? answer : 'UNKNOWN';
    return known !== 'UNKNOWN' || note !== ''
      ? [{ item, answer: known as 'YES' | 'NO' | 'UNKNOWN', note }]
      : [];
  });
}

/** The level that was chosen by judgement; null: as the form says. */
export function levelIn(sent: Sent): 'MEDIUM' | 'HIGH' | 'VERY_HIGH' | null {
  const level = sentText(sent, 'level');
  return level === 'MEDIUM' || level === 'HIGH' || level === 'VERY_HIGH' ? level : null;
}
