import type { Day, TimeOfDay } from '#kernel';
import type { Check, PostForm } from '../../components/parts.view.js';

/** An agency that gets the papers, and when the cases it referred are heard. */
export type PapersReader = {
  agencyName: string;
  isRequired: boolean;
  ownCases: number;
  neededAt: { from: TimeOfDay; to: TimeOfDay } | null;
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
  /** Things that are as they should be. */
  done: readonly Check[];
  warnings: readonly Check[];
  readers: readonly PapersReader[];
  back: string;
  /** Null while something blocks it. */
  publish: PostForm | null;
};
