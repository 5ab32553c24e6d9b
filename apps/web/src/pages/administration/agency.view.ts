import type { Choice, Fact, PostForm } from '../../components/parts.view.js';

/** One agency and how its people sign in, for administrators. */
export type AgencyView = {
  heading: string;
  facts: readonly Fact[];
  signIn: PostForm & { choices: readonly Choice[] };
};
