import type { Moment } from '#kernel';
import type { Choice, Fact, Link, PostForm, Table } from '../../components/parts.view.js';

/** An entry of a list that is in force, with the form that lifts it. */
export type EntryInForce = {
  id: string;
  who: string;
  facts: readonly Fact[];
  lift: PostForm & { reason: string; isOpen: boolean };
};

/** "Who may see this case", for those who run the panel. */
export type CaseAccessView = {
  reference: string;
  links: readonly Link[];
  lists: readonly {
    id: string;
    heading: string;
    text: string;
    empty: string;
    entries: readonly EntryInForce[];
  }[];
  /** Staff who may know a person of the case: exclude with one press, or say why it is nothing. */
  suggestions: readonly {
    id: string;
    who: string;
    facts: readonly Fact[];
    exclude: PostForm;
    dismiss: PostForm & { reason: string; isOpen: boolean };
  }[];
  /** Suggestions that were found to be nothing. */
  dismissed: readonly { id: string; title: string; at: Moment; facts: readonly Fact[] }[];
  lifted: readonly { id: string; title: string; at: Moment; facts: readonly Fact[] }[];
  agencies: Table;
  /** Which agency the new entry is about: a GET form. */
  choose: { action: string; agencies: readonly Choice[] };
  /** Null: no agency is chosen yet. */
  restrict:
    | (PostForm & { who: readonly Choice[]; kinds: readonly Choice[]; reason: string; agencyName: string })
    | null;
  handling: PostForm & { choices: readonly Choice[]; reason: string; now: string };
};
