import type { Link, MoreLink, PostForm, SelectField, Table } from '../../components/parts.view.js';

/** The audit: all of it, of one case, of one person, or what looks unusual in it. */
export type AuditView = {
  heading: string;
  introduction: string;
  sections: readonly (Link & { current: boolean })[];
  /** Finding a case by its reference; null where one is shown already. */
  find: { form: PostForm; value: string } | null;
  /** Where what is shown here is set; null where nothing is. */
  settings: Link | null;
  toolbar: { action: string; selects: readonly SelectField[] };
  table: Table;
  more: MoreLink | null;
  /** Taking the lines out as a file. */
  export: { form: PostForm; reason: string; open: boolean } | null;
};
