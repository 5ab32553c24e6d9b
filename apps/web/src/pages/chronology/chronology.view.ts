import type {
  Choice,
  FilterPanel,
  Link,
  MoreLink,
  PostForm,
  TimelineEntry,
} from '../../components/parts.view.js';
import type { QuestionView } from '../referring/referring.view.js';

/** What an entry of a chronology is about. */
export type StoryKind = 'incident' | 'referral' | 'risk' | 'flag' | 'meeting' | 'action';

/** One entry of a chronology. `key` tells it apart from every other of the same case. */
export type StoryEntry = TimelineEntry & { kind: StoryKind; key: string };

/** What the rule of escalation found, in words, and which rule it was. */
export type EscalationView = {
  lead: string;
  found: readonly string[];
  notFound: readonly string[];
  rule: string;
};

/** Everything that happened in a case, newest first. */
export type ChronologyView = {
  reference: string;
  links: readonly Link[];
  escalation: EscalationView;
  filter: FilterPanel;
  filtered: boolean;
  entries: readonly StoryEntry[];
  more: MoreLink;
  /** Every entry on one page, to print; null: it is that already. */
  wholeHref: string | null;
};

/** The form for an incident. `cannot`: why there is none. */
export type IncidentView = {
  reference: string;
  back: Link;
  cannot: string | null;
  form: PostForm;
  occurredOn: string;
  behaviours: QuestionView;
  channels: readonly Choice[];
  place: string;
  description: string;
  evidence: string;
  isBreach: boolean;
  isWeapon: boolean;
};

/** What the rules say now that an incident is in the log. */
export type RecordedView = {
  reference: string;
  escalation: EscalationView;
  /** Flags that rules have set and nobody has taken off. */
  flags: readonly string[];
  band: string;
  bandReasons: readonly string[];
  next: readonly Link[];
};
