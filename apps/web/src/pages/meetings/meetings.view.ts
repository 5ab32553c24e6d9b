import type { Day, TimeOfDay } from '#kernel';
import type { Choice, Link, MoreLink, PostForm, SelectField, Tag } from '../../components/parts.view.js';

/** A sitting of a panel in a list. */
export type MeetingRow = {
  meetingId: string;
  panelName: string;
  on: Day;
  from: TimeOfDay;
  to: TimeOfDay;
  venue: string;
  state: Tag;
  cases: number;
  detail: string;
  /** What this person does with it next: prepare, open, record, read. */
  open: Link;
};

/** Meetings by month, upcoming first. */
export type MeetingsView = {
  heading: string;
  tabs: readonly (Link & { current: boolean })[];
  toolbar: { action: string; selects: readonly SelectField[] };
  months: readonly { heading: string; meetings: readonly MeetingRow[] }[];
  more: MoreLink;
  empty: { heading: string; text: string };
  /** Plans the meetings of a panel from its rule; null for people who do not run panels. */
  generate: (PostForm & { panels: readonly Choice[] }) | null;
};

/** Another day or time for a meeting, or none at all. */
export type ChangeMeetingView = {
  panelName: string;
  on: Day;
  at: TimeOfDay;
  cases: number;
  back: string;
  move: PostForm & { heldOn: string; startsAt: string; reason: string };
  cancel: PostForm & { reason: string };
};
