import type { Asking } from '../door/asking.js';
import type { Loaders } from './loaders.js';

/** What every resolver can ask of the request at hand: who asks, and one set of loaders for the look-ups of one answer. */
export type GraphqlContext = Asking & { loaders: Loaders };
