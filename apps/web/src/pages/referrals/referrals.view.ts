import type { Moment } from '#kernel';
import type {
  CountTile,
  FilterPanel,
  Link,
  MoreLink,
  PostForm,
  RiskLevel,
  Tag,
} from '../../components/parts.view.js';

/** A referral in the queue: reference and initials, never a name. */
export type QueueRow = {
  reference: string;
  href: string;
  who: string;
  clock: Tag;
  tags: readonly Tag[];
  risk: RiskLevel;
  waited: string;
  referredBy: string;
  panelName: string;
  /** Why it is as urgent as it is, with the rule that says so. */
  urgency: { lead: string; reasons: string; rule: string; source: string };
};

/** A case that comes from, or goes to, another panel, and waits for a word. */
export type TransferRow = {
  id: string;
  heading: string;
  reason: string;
  askedAt: Moment;
  caseLink: Link | null;
  acknowledge: PostForm | null;
  takeBack: PostForm | null;
};

/** The triage queue of those who run panels. */
export type QueueView = {
  links: readonly Link[];
  /** Messages of the referral mailbox that nobody has dealt with. */
  attention: readonly { lead: string; text: string; link: Link | null }[];
  tiles: readonly CountTile[];
  filter: FilterPanel;
  filtered: boolean;
  transfers: readonly TransferRow[];
  rows: readonly QueueRow[];
  /** The rules behind the urgencies shown, each with its source. */
  sources: readonly string[];
  more: MoreLink;
  empty: { heading: string; text: string };
};

/** A referral of the reader's own agency, with what became of it. */
export type OwnReferralRow = {
  reference: string;
  href: string;
  who: string;
  panelName: string;
  state: Tag;
  clock: Tag | null;
  /** What happened last, in words. */
  last: { lead: string; text: string; at: Moment } | null;
};

/** "My agency's referrals". */
export type MyReferralsView = {
  links: readonly Link[];
  filter: FilterPanel;
  filtered: boolean;
  attention: readonly { lead: string; text: string; link: Link | null }[];
  rows: readonly OwnReferralRow[];
  more: MoreLink;
  empty: { heading: string; text: string };
};
