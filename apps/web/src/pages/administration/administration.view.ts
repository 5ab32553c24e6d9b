import type { Choice, Link, MoreLink, PostForm, SearchBox, Table } from '../../components/parts.view.js';

/** One input of a form that adds something to a list. */
export type AddInput = {
  id: string;
  name: string;
  label: string;
  /** Choices make it a drop-down. */
  choices: readonly Choice[] | null;
  value: string;
  kind: 'text' | 'email';
  required: boolean;
};

/** A list of agencies, people or panels. */
export type AdministrationView = {
  heading: string;
  introduction: string;
  sections: readonly (Link & { current: boolean })[];
  search: (SearchBox & { action: string }) | null;
  table: Table;
  more: MoreLink;
  /** Null where this person may not add. */
  add: { text: string; open: boolean; form: PostForm; inputs: readonly AddInput[] } | null;
};
