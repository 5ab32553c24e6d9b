import type { Chart } from '../../charts/index.js';
import type { Choice, Fact, Link, PostForm, Table, Tag } from '../../components/parts.view.js';

/** Somebody as one case names them. */
export type PersonOfLink = { part: string; name: string; facts: readonly Fact[] };

/** A decision that was made, with who made it. */
export type MadeDecision = { id: string; text: string; reason: string };

/** Two people of two cases who may be one. */
export type LinkCard = {
  id: string;
  heading: string;
  tag: Tag;
  case: Link;
  own: PersonOfLink;
  other: PersonOfLink;
  /** All signs in one sentence. */
  why: string;
  /** Each sign, with what it weighs, and the version of the rules. */
  signs: readonly string[];
  decisions: readonly MadeDecision[];
  /** Null: the reader does not decide about it. `undo` is there once somebody decided. */
  form: (PostForm & { undo: boolean; reason: string; isOpen: boolean }) | null;
};

/** What a rule makes of the connections. */
export type FindingLine = {
  heading: string;
  says: string;
  rule: string;
  cases: readonly Link[];
  isCertain: boolean;
};

/** "The same people in other cases". */
export type LinksView = {
  reference: string;
  links: readonly Link[];
  /** People of this case of whom a case of another panel may not be shown. */
  elsewhere: readonly string[];
  findings: readonly FindingLine[];
  /** Null: nothing is connected. */
  network: Chart | null;
  table: Table;
  open: readonly LinkCard[];
  decided: readonly LinkCard[];
  /** Null: the reader joins nobody. `found` null: no case was looked for yet. */
  merge: {
    action: string;
    reference: string;
    found:
      | (PostForm & { own: readonly Choice[]; others: readonly Choice[]; reason: string; reference: string })
      | null;
    notFound: boolean;
  } | null;
};
