/** One part of a page to read: paragraphs, then points, then keys of the keyboard. */
export type ReadingPart = {
  heading: string;
  paragraphs: readonly string[];
  points: readonly string[];
  keys: readonly { keys: string; does: string }[];
};

/** A page with nothing but words. */
export type ReadingView = { heading: string; introduction: string; parts: readonly ReadingPart[] };
