import type { Fact, PostForm, Table } from '../../components/parts.view.js';
import type { SecretInput } from '../sign-in/sign-in.view.js';
import type { TokensView } from './tokens.view.js';

/** What people can see and change about their own way in. */
export type AccountView = {
  facts: readonly Fact[];
  sessions: Table;
  /** Null when there is no other session. */
  endOthers: PostForm | null;
  tokens: TokensView;
  /** Null for somebody without a password here. */
  renew: { form: PostForm; inputs: readonly SecretInput[]; left: string } | null;
};
