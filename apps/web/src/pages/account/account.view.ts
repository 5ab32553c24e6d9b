import type { Fact, PostForm, Table } from '../../components/parts.view.js';

/** What people can see and change about their own way in. */
export type AccountView = {
  facts: readonly Fact[];
  sessions: Table;
  /** Null when there is no other session. */
  endOthers: PostForm | null;
};
