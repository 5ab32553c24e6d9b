import type { Day, TimeOfDay } from '#kernel';
import type { Check, PostForm } from '../../components/parts.view.js';

/** Who gets the papers and when they are needed. */
export type PapersReader = {
  agencyName: string;
  people: number;
  cases: number;
  neededAt: { from: TimeOfDay; to: TimeOfDay } | null;
  coming: 'yes' | 'no' | 'not said';
};

/** Check and publish: blocks first, then who gets what. */
export type PublishView = {
  meetingId: string;
  panelName: string;
  on: Day;
  cases: number;
  minutesPlanned: number;
  minutesAvailable: number;
  /** Things that stop publishing. */
  blocks: readonly Check[];
  warnings: readonly Check[];
  readers: readonly PapersReader[];
  back: string;
  /** Null while something blocks it. */
  publish: PostForm | null;
};
