import type { Moment } from '#kernel';
import type { Role } from './roles.js';
import type { Scope } from './scopes.js';

/** A case that somebody opened by break-glass, and until when. */
export type OpenedCase = { caseId: string; breakGlassId: string; endsAt: Moment };

/** A signed-in person, as every service sees them: built once per request by the door. */
export type PersonActor = {
  kind: 'person';
  personId: string;
  name: string;
  agencyId: string;
  role: Role;
  lpa: string | null;
  /**
   * The panels that this person works on. For chairs and coordinators: those they chair or coordinate, not every panel
   * on which their agency sits. For everybody else: those of which their agency is a member.
   */
  panelIds: readonly string[];
  /** Id of the session or token that came with the request; never the token itself. */
  sessionId?: string;
  /** What the token of a program was made for; null or left out for a person at a browser, who may do all of the role. */
  scopes?: readonly Scope[] | null;
  /** Cases that this one person may read for the moment although nothing else says so. */
  openedCases?: readonly OpenedCase[];
};

/** The system acting by itself: a worker job or the command line. */
export type SystemActor = { kind: 'system'; name: string };

/** Who is asking: the first parameter of every public service method. */
export type Actor = PersonActor | SystemActor;

/** The system acting by itself under a name that the audit shows. */
export function systemActor(name: string): SystemActor {
  return { kind: 'system', name };
}

/** The break-glass by which this case is open to the actor; null: none is. */
export function openedBy(actor: Actor, caseId: string | null | undefined): OpenedCase | null {
  if (actor.kind !== 'person' || !caseId) return null;
  return actor.openedCases?.find((opened) => opened.caseId === caseId) ?? null;
}

/** What the record says as the reason of everything that is read by one break-glass. */
export function whyOpened(breakGlassId: string): string {
  return `Break-glass ${breakGlassId}`;
}
