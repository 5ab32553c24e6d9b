import type { Role } from './roles.js';

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
};

/** The system acting by itself: a worker job or the command line. */
export type SystemActor = { kind: 'system'; name: string };

/** Who is asking: the first parameter of every public service method. */
export type Actor = PersonActor | SystemActor;

/** The system acting by itself under a name that the audit shows. */
export function systemActor(name: string): SystemActor {
  return { kind: 'system', name };
}
