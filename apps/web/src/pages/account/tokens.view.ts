import type { Choice, Link, PostForm } from '../../components/parts.view.js';

/** One token of a program, with the way to end it. */
export type TokenLine = { name: string; may: string; used: string; ends: string; revoke: PostForm };

/** Something that a token can be made for. */
export type ScopeChoice = Choice & { hint: string };

/** The tokens of a person or a service, and a form to make one. */
export type TokensView = {
  tokens: readonly TokenLine[];
  /** Null where none can be made. */
  make: {
    form: PostForm;
    open: boolean;
    name: string;
    scopes: readonly ScopeChoice[];
    days: readonly Choice[];
  } | null;
};

/** A token just made, shown this once. */
export type NewTokenView = { heading: string; token: string; back: Link };
