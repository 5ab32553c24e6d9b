import type { GroupingLink } from '#links';
import type { CaseFile } from '../case-file.entity.js';

/** Says to those who run a panel that somebody in their case is in a case of another panel too, and no more. */
export type LinkNotice = { personId: string };

/**
 * Where one sentence may be said of a case that somebody may not know of: to those who run the panel of this case, about
 * the person of their own case, and only while both cases are kept in the ordinary way, without lists of who may know of them. It does not say which case, which
 * panel, in what part or since when; both panels get the same sentence. A possible link is no reason to say it.
 */
export function linkNotices(
  links: readonly GroupingLink[],
  {
    caseFile,
    listed,
    runsPanel,
    own,
    unseen,
  }: {
    caseFile: Pick<CaseFile, 'id' | 'panelId' | 'handling'>;
    /** The cases that have lists of who may know of them. */
    listed: ReadonlySet<string>;
    runsPanel: boolean;
    /** The people of this case. */
    own: readonly string[];
    /** The cases of the other people that may not be known, by person. */
    unseen: ReadonlyMap<string, Pick<CaseFile, 'id' | 'panelId' | 'handling'>>;
  },
): LinkNotice[] {
  if (!runsPanel || caseFile.handling !== 'standard' || listed.has(caseFile.id)) return [];
  return own
    .filter((personId) =>
      links.some((link) => {
        if (link.oneId !== personId && link.otherId !== personId) return false;
        const other = unseen.get(link.oneId === personId ? link.otherId : link.oneId);
        const isSure =
          link.state === 'confirmed' || (link.state === 'suggested' && link.result !== 'possible');
        // Of the own panel, a list keeps this person away: then nothing at all is said.
        if (!isSure || !other || other.handling !== 'standard' || listed.has(other.id)) return false;
        return other.panelId !== caseFile.panelId;
      }),
    )
    .map((personId) => ({ personId }));
}
