import type { ActionLineContext } from '../pages/meetings/live.view.js';
import type { Day } from '#kernel';

/** An action as one line describes it. */
export type ReadAction = {
  agencyId: string;
  agencyName: string;
  text: string;
  dueOn: Day;
  error?: undefined;
};

/** The action a line describes, or what is wrong with it in a plain sentence. */
export function readActionLine(line: string, context: ActionLineContext): ReadAction | { error: string };
