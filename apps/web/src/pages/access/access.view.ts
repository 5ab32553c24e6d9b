import type { Moment } from '#kernel';
import type { Link, PostForm } from '../../components/parts.view.js';

/** The page on which a person declares a conflict of interest. */
export type ConflictView = {
  form: PostForm;
  reference: string;
  typed: { reason: string; isConfirmed: boolean };
};

/** The page on which somebody of an agency asks to see a case. */
export type AskView = {
  /** Null: the role of the person cannot ask. */
  ask: (PostForm & { reference: string; reason: string }) | null;
  /** The way in an emergency; null: not for this role. */
  emergency: Link | null;
  mine: readonly { reference: string; askedAt: Moment; result: string; reason: string; link: Link | null }[];
};

/** The restricted notes of a case. */
export type NotesView = {
  reference: string;
  notes: string | null;
  /** Null: the person may read them and not write. */
  form: (PostForm & { text: string }) | null;
};
