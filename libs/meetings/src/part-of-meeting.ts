import { type Actor, mustBeKnown, type Permission } from '#access';
import type { CaseCondition } from '#cases';
import { NotFound } from '#kernel';
import type { Database } from '#platform';

/**
 * Throws {@link NotFound} unless this listing is there, the actor may know of its panel, and its case is among those that
 * the condition gives (`visibleCases`, `openTo`). In one statement, before anything is locked or read by what it says:
 * nobody can tell by the time it takes, or by making others wait, whether something hidden is there.
 */
export async function listingMustBeKnown(
  db: Database,
  actor: Actor,
  permission: Permission,
  id: string,
  seen: CaseCondition,
): Promise<void> {
  const [place] = await db.query<{ panelId: string }>(
    `select m.panel_id as "panelId" from listing p join meeting m on m.id = p.meeting_id
       join case_file c on c.id = p.case_id where p.id = :id and ${seen.sql}`,
    { ...seen.params, id },
  );
  if (!place) throw new NotFound('Listing');
  mustBeKnown(actor, permission, 'Listing', { panelId: place.panelId });
}

/** The same of a line of the attendance, which belongs to no case. */
export async function attendanceMustBeKnown(
  db: Database,
  actor: Actor,
  permission: Permission,
  id: string,
): Promise<void> {
  const [place] = await db.query<{ panelId: string }>(
    `select m.panel_id as "panelId" from attendance p join meeting m on m.id = p.meeting_id where p.id = :id`,
    { id },
  );
  if (!place) throw new NotFound('Attendance');
  mustBeKnown(actor, permission, 'Attendance', { panelId: place.panelId });
}
