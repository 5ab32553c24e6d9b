import { type Actor, mustBeAllowed } from '#access';

/** The panels whose referrals this person decides on: the one that is asked for, or all. Throws where they may not. */
export function panelsRun(actor: Actor, panelId?: string | null): readonly string[] {
  mustBeAllowed(actor, 'case:triage', panelId ? { panelId } : {});
  if (panelId) return [panelId];
  return actor.kind === 'person' ? actor.panelIds : [];
}
