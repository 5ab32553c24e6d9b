import type { Link, MoreLink, SearchBox, Table } from '../../components/parts.view.js';

/** A list of agencies, people or panels. */
export type AdministrationView = {
  heading: string;
  introduction: string;
  sections: readonly (Link & { current: boolean })[];
  search: (SearchBox & { action: string }) | null;
  table: Table;
  more: MoreLink;
};
