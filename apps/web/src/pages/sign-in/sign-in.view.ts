import type { Link, PostForm } from '../../components/parts.view.js';

/** A made-up person to sign in as. */
export type DemoPerson = { personId: string; name: string; agencyName: string; role: string };

/** Choose a demonstration person, grouped by kind. `form.fields` may carry where to go afterwards. */
export type SignInView = {
  form: PostForm;
  groups: readonly { heading: string; hint: string; people: readonly DemoPerson[] }[];
  /** E-mail address and password; left out where nobody has one. */
  password?: { form: PostForm; inputs: readonly SecretInput[] };
  /** Real sign-in, where it is set up. */
  organisation: { text: string; href: string } | null;
};

/** One input of a sign-in step; `autocomplete` tells password keepers what it is. */
export type SecretInput = {
  id: string;
  name: string;
  label: string;
  hint: string | null;
  kind: 'email' | 'password' | 'text';
  autocomplete: 'username' | 'current-password' | 'new-password' | 'one-time-code';
  value: string;
};

/** One step of signing in or setting up an account: a few lines and, mostly, one form. */
export type StepView = {
  heading: string;
  lines: readonly string[];
  /** Square code for an authenticator application, as one path, and the same in letters. */
  square: { size: number; path: string; text: string } | null;
  /** Recovery codes, shown this once. */
  codes: readonly string[];
  form: PostForm | null;
  inputs: readonly SecretInput[];
  button: string;
  links: readonly Link[];
};
