import type { Reach } from '#access';
import type { Day } from '#kernel';
import type { AccessReason } from './case-access.entity.js';
import type { RestrictionKind } from './case-restriction.entity.js';

/** Who asks, as far as the rule needs it. `reach`: how far the permission asked for goes in their role. */
export type WhoAsks = {
  personId: string;
  agencyId: string;
  reach: Reach | null;
  /** The panels that a chair or coordinator runs. */
  panelIds: readonly string[];
};

/** Whom an entry of a list is about: a person, or everybody of an agency. */
export type Listed = { personId: string | null; agencyId: string | null };

/** A case as far as the rule needs it. */
export type KeptCase = {
  panelId: string;
  access: readonly { agencyId: string; reason: AccessReason; endsOn: Day | null }[];
  /** The entries of its lists that are in force. */
  restrictions: readonly (Listed & { kind: RestrictionKind })[];
};

/** Why somebody may, or may not, know of a case. */
export type KnowingReason =
  'runs_the_panel' | 'agency_needs_to_know' | 'no_need' | 'excluded' | 'not_among_these';

/** Whether somebody may know of a case, and the rule that says so. */
export type Knowing = { knows: boolean; because: KnowingReason };

/**
 * Who may know of a case (docs/access.md): whoever has the need, is not excluded, and is among these where only these
 * may. `visibleCases` is the same rule as a condition for whole sets; a property holds the two together.
 */
export function mayKnow(asks: WhoAsks, kept: KeptCase, today: Day): Knowing {
  const need = needOf(asks, kept, today);
  if (need === null) return { knows: false, because: 'no_need' };
  if (isExcluded(asks, kept.restrictions)) return { knows: false, because: 'excluded' };
  if (!isAmongThese(asks, kept.restrictions)) return { knows: false, because: 'not_among_these' };
  return { knows: true, because: need };
}

/** The need (rule 1): those who run the panel, and the people of an agency while it has a reason that has not ended. */
function needOf(
  { reach, panelIds, agencyId }: WhoAsks,
  { panelId, access }: KeptCase,
  today: Day,
): 'runs_the_panel' | 'agency_needs_to_know' | null {
  if (reach === 'panels' && panelIds.includes(panelId)) return 'runs_the_panel';
  const hasNeed = access.some((row) => row.agencyId === agencyId && !hasEnded(row, today));
  return reach === 'agency' && hasNeed ? 'agency_needs_to_know' : null;
}

function hasEnded({ endsOn }: { endsOn: Day | null }, today: Day): boolean {
  return endsOn !== null && endsOn < today;
}

/** Whether a list keeps this person, or their agency, from the case (rule 2); a declared conflict does. */
export function isExcluded(
  who: { personId: string; agencyId: string },
  restrictions: KeptCase['restrictions'],
): boolean {
  return restrictions.some((entry) => entry.kind !== 'only_these' && isAbout(entry, who));
}

/** Whether the case is for only these, and the person, or their agency, is not among them (rule 3). */
export function isAmongThese(
  who: { personId: string; agencyId: string },
  restrictions: KeptCase['restrictions'],
): boolean {
  const these = restrictions.filter(({ kind }) => kind === 'only_these');
  return these.length === 0 || these.some((entry) => isAbout(entry, who));
}

/** Whether an entry speaks of this person, by name or as one of their agency. */
export function isAbout(
  entry: Listed,
  { personId, agencyId }: { personId: string; agencyId: string },
): boolean {
  return entry.personId === personId || entry.agencyId === agencyId;
}

/** The reasons of an agency that open the contact details of the people of a case to its members (rule 6). */
export const CONTACT_REASONS = [
  'referred',
  'owns_action',
  'granted',
] as const satisfies readonly AccessReason[];

/**
 * Which parts of a case, of those who may know of it, somebody is shown (rule 6): the contact details of its people, and the
 * restricted notes.
 */
export function partsFor(
  asks: WhoAsks & { isAdvocate: boolean },
  kept: KeptCase,
  today: Day,
): { contact: boolean; notes: boolean } {
  const { knows, because } = mayKnow(asks, kept, today);
  if (!knows) return { contact: false, notes: false };
  if (because === 'runs_the_panel' || asks.isAdvocate) return { contact: true, notes: true };
  const opened = kept.access.some(
    (row) =>
      row.agencyId === asks.agencyId &&
      !hasEnded(row, today) &&
      (CONTACT_REASONS as readonly string[]).includes(row.reason),
  );
  return { contact: opened, notes: false };
}
