import { ok, refused, type Result } from '#kernel';

/** From which day of an earlier case the time to a repeat is counted. */
export const REPEAT_ANCHORS = ['last_referral', 'last_meeting'] as const;

/** One value of {@link REPEAT_ANCHORS}. */
export type RepeatAnchor = (typeof REPEAT_ANCHORS)[number];

/** How far back other cases of the same people count at a panel. */
export type LinkSettings = {
  /** Months within which another referral of the same victim and suspect is a repeat. */
  repeatMonths: number;
  /** SafeLives counts from the last referral; some areas count from the last meeting that heard the case. */
  repeatAnchor: RepeatAnchor;
  /** Months within which two unconnected victims make a serial suspect. */
  serialMonths: number;
  /** Months after a case is closed within which another victim of its suspect says that the harm has moved on. */
  displacementMonths: number;
};

/**
 * The windows of the published definitions (domain.md 2.5): a repeat within 12 months of the last referral (SafeLives),
 * a serial suspect within three years (MATAC). That harm has moved on is looked for as long as a closed case is watched.
 */
export const USUAL_LINK_SETTINGS: Readonly<LinkSettings> = {
  repeatMonths: 12,
  repeatAnchor: 'last_referral',
  serialMonths: 36,
  displacementMonths: 12,
};

/** The settings of a panel: its own where it has set something, else the usual ones. */
export function linkSettingsOf(panel: { linkSettings: Partial<LinkSettings> | null }): LinkSettings {
  return { ...USUAL_LINK_SETTINGS, ...panel.linkSettings };
}

const MONTHS = ['repeatMonths', 'serialMonths', 'displacementMonths'] as const;

/** Longest window, months: what is further back is told by nobody's definition. */
const MOST_MONTHS = 120;

/** The settings as they may be kept, or the first thing that is wrong with them. */
export function checkLinkSettings(given: LinkSettings): Result<LinkSettings, 'SETTING_NOT_POSSIBLE'> {
  for (const field of MONTHS) {
    const value = given[field];
    if (!Number.isInteger(value) || value < 1 || value > MOST_MONTHS)
      return refused(
        'SETTING_NOT_POSSIBLE',
        `Enter a whole number of months from 1 to ${MOST_MONTHS}.`,
        field,
      );
  }
  if (!REPEAT_ANCHORS.includes(given.repeatAnchor))
    return refused('SETTING_NOT_POSSIBLE', 'Choose from which day a repeat is counted.', 'repeatAnchor');
  return ok(given);
}
