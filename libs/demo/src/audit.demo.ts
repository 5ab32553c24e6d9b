import { addMinutes, type Moment } from '#kernel';
import type { DemoWorld } from './demo-world.js';

/** Share of the acts that somebody looked at the case again afterwards. */
const READ_AGAIN = 0.25;

/** Records a plausible part of who saw and did what: every closing of an action, and some reading of cases. */
export function recordAudit(world: DemoWorld): void {
  const { rows, now } = world;
  const dice = world.dice('audit');
  const people = new Map(rows.people.map((person) => [person.id, person]));
  const caseOf = new Map(rows.actions.map((action) => [action.id, action.caseId]));
  const write = (
    personId: string,
    at: Moment,
    what: string,
    subjectId: string,
    caseId: string,
    fields: string[],
  ) => {
    const person = people.get(personId)!;
    rows.audit.push({
      id: world.id(),
      at,
      personId,
      agencyId: person.agencyId,
      actingAs: person.role,
      what,
      subjectId,
      caseId,
      fields,
      requestId: null,
      sessionId: null,
      why: null,
    });
  };
  for (const { actionId, kind, personId, at } of rows.updates) {
    if (personId === null || (kind === 'agreed' && dice.chance(0.5))) continue;
    const caseId = caseOf.get(actionId)!;
    write(personId, at, `action:${kind === 'agreed' ? 'agree' : 'update'}`, actionId, caseId, ['status']);
    const readAt = addMinutes(at, -dice.between(1, 9));
    if (dice.chance(READ_AGAIN)) write(personId, readAt, 'case:read', caseId, caseId, []);
  }
  for (const { caseId, recordedAt, reviewedById } of rows.reviews) {
    if (reviewedById && recordedAt <= now)
      write(reviewedById, recordedAt, 'case:close', caseId, caseId, ['state']);
  }
}
