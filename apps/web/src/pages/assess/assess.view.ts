import type { Day } from '#kernel';
import type { Choice, Link, PostForm } from '../../components/parts.view.js';
import type { QuestionView } from '../referring/referring.view.js';

/** The forms that can be filled in on a case, and what each found last. */
export type ChooseFormView = {
  reference: string;
  forms: readonly {
    name: string;
    about: string;
    href: string;
    last: { finding: string; on: Day; by: string } | null;
  }[];
  back: Link;
};

/** One form on a case. */
export type FormView = {
  reference: string;
  heading: string;
  about: string;
  source: string;
  form: PostForm;
  questions: readonly QuestionView[];
  levels: readonly Choice[];
  rationale: string;
  back: Link;
};
