import type { Day, Moment } from '#kernel';

/** A link with words that make sense alone. `context` is added for people who hear the link out of its place. */
export type Link = { text: string; href: string; context?: string };

/** A POST form: where it goes and what it carries unseen (ids, versions). The csrf token comes from the page. */
export type PostForm = { action: string; fields: Readonly<Record<string, string>> };

/** Colours of a tag; the words carry the meaning. */
export type TagTone =
  'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'purple' | 'magenta' | 'grey' | 'navy';

/** A short label such as "New referral". */
export type Tag = { text: string; tone: TagTone };

/** Risk levels as the panel records them. */
export type RiskLevel = 'standard' | 'medium' | 'high' | 'very_high' | 'unknown';

/** A number that is also a filter. */
export type CountTile = {
  count: number;
  text: string;
  href: string;
  tone: 'red' | 'orange' | 'blue' | 'green' | 'grey';
  selected: boolean;
};

/** A headline figure with its comparison. `judgement` colours it; the words say it. */
export type Figure = {
  label: string;
  value: string;
  detail: string;
  direction: 'up' | 'down' | null;
  judgement: 'good' | 'bad' | 'plain';
};

/** One line of "Since you last looked". */
export type Change = { text: string; link: Link | null };

/** "Since you last looked" beside a page; null link where there is no case to go to. */
export type ChangesPanel = { since: Moment; changes: readonly Change[]; markAsSeen: PostForm | null };

/** One line of "Before you publish". */
export type Check = { done: boolean; text: string; href: string | null };

/** "Before you publish". */
export type ChecksPanel = { checks: readonly Check[]; papersDueOn: Day | null };

/** A group of tick boxes in the filter panel; the name is the query parameter. */
export type FilterGroup = {
  name: string;
  legend: string;
  options: readonly { value: string; text: string; count: number | null; selected: boolean }[];
};

/** The filter panel: a GET form. */
export type FilterPanel = {
  action: string;
  /** Drop-downs, for lists too long to tick. */
  selects: readonly SelectField[];
  groups: readonly FilterGroup[];
  search: SearchBox | null;
  clearHref: string;
};

/** A search box inside the filter panel. */
export type SearchBox = { name: string; label: string; hint: string | null; value: string };

/** A choice in a drop-down or a row of radio buttons. */
export type Choice = { value: string; text: string; selected: boolean };

/** A drop-down in a toolbar; the name is the query parameter. */
export type SelectField = { name: string; label: string; choices: readonly Choice[] };

/** "Show more" under a list. `shown` and `total` are said in words; the link carries the cursor. */
export type MoreLink = { shown: number; total: number; nextHref: string | null };

/** A group of facts about one thing, shown as a summary list. */
export type Fact = { term: string; value: string; link?: Link | null };

/** One entry of a case's or an action's story, newest first. */
export type TimelineEntry = {
  title: string;
  by: string | null;
  at: Moment;
  /** The day alone, where the time of day is not known; `at` is then for the order only. */
  on?: Day | null;
  text: string | null;
  details: readonly string[];
  isNew: boolean;
};

/** One cell of a table; `fold` is told at length when somebody opens it, `whole` is never broken into lines. */
export type TableCell = {
  text: string;
  href?: string;
  numeric?: boolean;
  tag?: Tag;
  fold?: string;
  whole?: boolean;
};

/** A table with a caption; the first cell of a row names the row. */
export type Table = {
  caption: string;
  columns: readonly { text: string; numeric?: boolean }[];
  rows: readonly (readonly TableCell[])[];
  empty: string;
};
