import type { Clock, Moment } from '#kernel';
import type { Database } from '#platform';
import { anAgency, aPanel, aPerson, aReferral } from '#testkit';

/**
 * Puts referrals into the record that nobody has decided on: standard, received on Thursday 19 November 2026 at noon. On
 * Tuesday morning their clock has turned red, and it is missed at noon.
 */
export async function plantOpenReferrals(db: Database, clock: Clock, howMany: number): Promise<void> {
  const police = await anAgency(db, clock);
  const coordinator = await aPerson(db, clock, police, 'coordinator');
  const panel = await aPanel(db, clock, [police], { coordinatorId: coordinator.id });
  const triage = { receivedAt: '2026-11-19T12:00:00.000Z' as Moment };
  for (let i = 0; i < howMany; i += 1) await aReferral(db, clock, panel, police, { triage });
}
