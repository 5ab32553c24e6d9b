import { graphql, type ResultOf } from '#api-client';
import type { PersonKind, SignedInPerson } from '../layout/page.js';
import { areasOf, type PageCounts } from '../layout/page.js';

/** What every page asks beside its own question: who is looking, and the number in the menu. */
export const Frame = graphql(`
  fragment Frame on Query {
    me {
      person {
        id
        name
        role
        agency {
          id
          name
        }
      }
      permissions
      overdueActionCount
      now
      sessionEndsAt
      openedByBreakGlassUntil
    }
  }
`);

/** The person of a frame: present wherever a page is shown to somebody signed in. */
export type Me = NonNullable<ResultOf<typeof Frame>['me']>;

const KINDS: Readonly<Record<Me['person']['role'], PersonKind>> = {
  CHAIR: 'chair',
  COORDINATOR: 'coordinator',
  AGENCY_MEMBER: 'agency',
  AGENCY_LEAD: 'agency',
  ADVOCATE: 'agency',
  STRATEGIC_LEAD: 'lead',
  AUDITOR: 'auditor',
  ADMINISTRATOR: 'administrator',
};

/** What kind of work a person does here. */
export function kindOf(me: Me): PersonKind {
  return KINDS[me.person.role];
}

/** The person as the frame of a page shows them. */
export function signedInPerson(me: Me): SignedInPerson {
  const kind = kindOf(me);
  const { name, agency } = me.person;
  const { sessionEndsAt, openedByBreakGlassUntil: openedUntil } = me;
  return { name, agencyName: agency.name, kind, areas: areasOf(kind), sessionEndsAt, openedUntil };
}

/** The numbers of the menu. */
export function pageCounts(me: Me): PageCounts {
  return { overdueActions: me.overdueActionCount };
}
