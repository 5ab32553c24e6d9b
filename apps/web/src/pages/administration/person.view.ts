import type { Fact, PostForm } from '../../components/parts.view.js';

/** One person of the directory and their way in, for administrators. */
export type PersonView = {
  heading: string;
  facts: readonly Fact[];
  /** The link of an invitation just made, shown this once. */
  link: string | null;
  invite: { form: PostForm; text: string } | null;
  suspend: PostForm | null;
  reinstate: PostForm | null;
};
