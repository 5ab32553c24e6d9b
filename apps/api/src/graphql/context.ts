import type { SignedInActor } from '#agencies';
import type { Loaders } from './loaders.js';

/** What every resolver can ask of the request at hand. */
export type GraphqlContext = {
  /** Who is asking; null when signed out. */
  actor: SignedInActor | null;
  /** The bearer token as sent, for ending its session. */
  token: string | null;
  /** Network address of the person, as our pages tell it; else of whoever sent the request. */
  address: string | null;
  /** One set per request: batches the small look-ups of one answer. */
  loaders: Loaders;
};
