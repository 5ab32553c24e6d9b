import type { Fact, Link, MoreLink, PostForm } from '../../components/parts.view.js';

/** A request that waits: one form says yes, the other no. */
export type RequestForms = {
  grant: PostForm & { until: string; reason: string };
  decline: PostForm & { reason: string; isOpen: boolean };
};

/** Requests to see cases, for those who run the panel. */
export type RequestsView = {
  tabs: readonly (Link & { current: boolean })[];
  empty: { heading: string; text: string };
  requests: readonly {
    id: string;
    heading: string;
    facts: readonly Fact[];
    /** Null: decided, or lapsed. */
    forms: RequestForms | null;
  }[];
  more: MoreLink;
};
