import type { Day, Moment } from '#kernel';
import type { Fact, Link, PostForm, Tag } from '../../components/parts.view.js';

/** One option of a question. */
export type OptionView = { value: string; text: string; chosen: boolean };

/** One question as a page shows it; `id` is that of its first input, where an error leads. */
export type QuestionView = {
  id: string;
  name: string;
  kind: 'line' | 'area' | 'day' | 'number' | 'one' | 'many';
  label: string;
  hint: string | null;
  value: string;
  rows: number;
  options: readonly OptionView[];
  /** What shows the answer, on the questions of a form. */
  note: { id: string; name: string; label: string; value: string } | null;
};

/** Advice with where it comes from and when that was checked. */
export type AdviceView = { text: string; source: string; checkedOn: Day };

/** Where referrals are begun and gone on with. */
export type BeginView = {
  start: PostForm;
  drafts: readonly {
    savedAt: Moment;
    purgedAfter: Moment;
    done: number;
    needed: number;
    open: Link;
    discard: Link;
  }[];
};

/** The task list of one referral. */
export type TaskListView = {
  savedAt: Moment;
  purgedAfter: Moment;
  done: number;
  needed: number;
  sections: readonly {
    heading: string;
    tasks: readonly { text: string; href: string; id: string; tag: Tag; isDone: boolean }[];
  }[];
  check: Link;
  discard: Link;
};

/** One page of questions. */
export type QuestionPageView = {
  heading: string;
  section: string;
  place: string;
  intro: readonly string[];
  advice: AdviceView | null;
  /** What a form found so far. */
  finding: string | null;
  source: string | null;
  form: PostForm;
  questions: readonly QuestionView[];
  /** Suspects: who is given already, and buttons of their own. */
  others: readonly { text: string; href: string; remove: { value: string; about: string } | null }[];
  mayAddAnother: boolean;
  toList: Link;
};

/** The answers before they are sent. */
export type CheckView = {
  sections: readonly {
    heading: string;
    tasks: readonly { heading: string; facts: readonly Fact[]; change: Link }[];
  }[];
  missing: readonly { text: string; href: string }[];
  send: PostForm | null;
  toList: Link;
};

/** A referral that was sent. */
export type SentView = {
  reference: string | null;
  panelName: string | null;
  referralHref: string | null;
  next: readonly string[];
  advice: readonly AdviceView[];
  another: PostForm;
};

/** A referral that is to be thrown away. */
export type DiscardView = { form: PostForm; savedAt: Moment; back: Link };
