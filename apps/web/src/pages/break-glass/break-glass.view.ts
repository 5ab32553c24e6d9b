import type { Fact, Link, PostForm } from '../../components/parts.view.js';
import type { Moment } from '#kernel';

/** The page on which a case is opened by break-glass. */
export type BreakGlassView = {
  form: PostForm;
  typed: { reference: string; reason: string; isConfirmed: boolean };
  mine: readonly { openedAt: Moment; reason: string; result: string; link: Link | null }[];
  /** Of the agency that the person leads; null for others. */
  agency: readonly { openedAt: Moment; who: string; facts: readonly Fact[] }[] | null;
};

/** The uses of break-glass that wait to be judged, or were. */
export type GlassReviewsView = {
  tabs: readonly (Link & { current: boolean })[];
  empty: { heading: string; text: string };
  uses: readonly {
    id: string;
    heading: string;
    facts: readonly Fact[];
    /** Null: judged already, or the person's own. */
    judge:
      | (PostForm & { note: string; choices: readonly { value: string; text: string; selected: boolean }[] })
      | null;
    isOwn: boolean;
  }[];
  more: { nextHref: string | null; shown: number; total: number };
};
