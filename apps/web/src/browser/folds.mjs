/** Filters and the running agenda start closed on small screens, open elsewhere. */
import { all } from './page.mjs';

/** Closes what is marked, once, on small screens. */
export function foldOnSmallScreens() {
  if (!matchMedia('(max-width: 40em)').matches) return;
  for (const details of all('[data-fold-small]')) details.open = false;
}
