import type { Fact, PostForm } from '../../components/parts.view.js';
import type { TokensView } from '../account/tokens.view.js';

/** One service of an agency, for administrators. */
export type ServiceView = {
  heading: string;
  facts: readonly Fact[];
  tokens: TokensView;
  suspend: PostForm | null;
  reinstate: PostForm | null;
};
