import { type Actor, mustBeKnown, type Permission } from '#access';
import { NotFound } from '#kernel';
import type { Database } from '#platform';

const PARTS = { Listing: 'listing', Attendance: 'attendance' } as const;

/**
 * Throws {@link NotFound} unless this part of a meeting is there and the actor may know of its panel. In one statement,
 * before anything is locked or read by what it says: nobody can tell by the time it takes, or by making others wait,
 * whether something hidden is there.
 */
export async function partMustBeKnown(
  db: Database,
  actor: Actor,
  permission: Permission,
  what: keyof typeof PARTS,
  id: string,
): Promise<void> {
  const [place] = await db.query<{ panelId: string }>(
    `select m.panel_id as "panelId" from ${PARTS[what]} p join meeting m on m.id = p.meeting_id where p.id = :id`,
    { id },
  );
  if (!place) throw new NotFound(what);
  mustBeKnown(actor, permission, what, { panelId: place.panelId });
}
