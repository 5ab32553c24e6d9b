import type { Moment } from '#kernel';
import type {
  Choice,
  Fact,
  Link,
  PostForm,
  RiskLevel,
  Table,
  Tag,
  TimelineEntry,
} from '../../components/parts.view.js';
import type { ActionRow } from '../actions/actions.view.js';
import type { CasePerson, RiskResult, SafeContact } from '../cases/cases.view.js';
import type { TransferRow } from './referrals.view.js';

/** A form that asks for one text, with what was typed; `isOpen`: its fold stands open. */
export type WordsForm = PostForm & { words: string; isOpen: boolean };

/** What somebody who runs the panel may do about a referral; null: not now, or not this person. */
export type ReferralForms = {
  accept: WordsForm | null;
  return: WordsForm | null;
  redirect: (WordsForm & { forums: readonly Choice[] }) | null;
  decline: (WordsForm & { signposts: readonly (Choice & { source: string })[] }) | null;
  urgency: (WordsForm & { choices: readonly Choice[] }) | null;
  transfer: (WordsForm & { panels: readonly Choice[] }) | null;
  reopen: WordsForm | null;
  /** The referrer's side. */
  answer: (WordsForm & { asked: string }) | null;
  appeal: WordsForm | null;
  /** Before any meeting. */
  action: (WordsForm & { agencies: readonly Choice[]; categories: readonly Choice[] }) | null;
  emergency: WordsForm | null;
  meeting: (WordsForm & { heldOn: string; startsAt: string; durationMinutes: string; place: string }) | null;
};

/** What another case has in common with this one, surest first. */
export type LinkedCaseRow = { why: readonly string[]; link: Link; where: string; tag: Tag };

/** One referral: everything that a decision needs, what has happened to it, and what the reader may do. */
export type ReferralView = {
  reference: string;
  who: string;
  stateText: string;
  tags: readonly Tag[];
  risk: RiskLevel;
  links: readonly Link[];
  openedUntil: Moment | null;
  /** The referral changed while the reader decided: what others did, and that the reader's words are kept. */
  conflict: { theirs: readonly string[] } | null;
  urgency: { lead: string; reasons: readonly string[]; rule: string; facts: readonly Fact[] };
  safeContact: SafeContact;
  people: readonly CasePerson[];
  why: readonly Fact[];
  behaviour: readonly Fact[];
  incidents: Table;
  riskResults: readonly RiskResult[];
  linked: readonly LinkedCaseRow[];
  alsoElsewhere: string | null;
  actions: readonly ActionRow[];
  /** Advice given with the last decision, for the referrer to read. */
  advice: readonly { text: string; source: string }[];
  timeline: readonly TimelineEntry[];
  transfer: TransferRow | null;
  forms: ReferralForms;
  /** Why nothing can be decided by this reader now; null: it can, or is decided. */
  cannotDecide: string | null;
};
