import type { Day } from '#kernel';
import type { PostForm, RiskLevel } from '../../components/parts.view.js';

/** A flagged case that could be taken onto the agenda. */
export type AddableCase = {
  caseId: string;
  reference: string;
  who: string;
  detail: string;
  risk: RiskLevel;
  selected: boolean;
};

/** Choose a flagged case to add, with the reason. */
export type AddCaseView = {
  panelName: string;
  on: Day;
  /** The agenda is published: the case becomes a numbered addendum that agencies see when they sign in. */
  isAddendum: boolean;
  search: { action: string; fields: Readonly<Record<string, string>>; value: string };
  form: PostForm;
  cases: readonly AddableCase[];
  more: number;
  reason: string;
  back: string;
};
