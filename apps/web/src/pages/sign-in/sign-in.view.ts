import type { PostForm } from '../../components/parts.view.js';

/** A made-up person to sign in as. */
export type DemoPerson = { personId: string; name: string; agencyName: string; role: string };

/** Choose a demonstration person, grouped by kind. `form.fields` may carry where to go afterwards. */
export type SignInView = {
  form: PostForm;
  groups: readonly { heading: string; hint: string; people: readonly DemoPerson[] }[];
  /** Real sign-in, where it is set up. */
  organisation: { text: string; href: string } | null;
};
