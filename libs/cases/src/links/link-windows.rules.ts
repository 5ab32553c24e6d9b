/** From which day of an earlier case the time to a repeat is counted. */
export const REPEAT_ANCHORS = ['last_referral', 'last_meeting'] as const;

/** One value of {@link REPEAT_ANCHORS}. */
export type RepeatAnchor = (typeof REPEAT_ANCHORS)[number];

/** How far back other cases of the same people count. */
export type LinkWindows = {
  /** Months within which another referral of the same victim and suspect is a repeat (SafeLives: 12). */
  repeatMonths: number;
  /** SafeLives counts from the last referral; some areas count from the last meeting that heard the case. */
  repeatAnchor: RepeatAnchor;
  /** Months within which two unconnected victims make a serial suspect (MATAC: three years). */
  serialMonths: number;
  /** Months after a case is closed within which another victim of its suspect says that the harm has moved on. */
  displacementMonths: number;
};

/** The windows of the published definitions. */
export const LINK_WINDOWS: LinkWindows = {
  repeatMonths: 12,
  repeatAnchor: 'last_referral',
  serialMonths: 36,
  displacementMonths: 12,
};
