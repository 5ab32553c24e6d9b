import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';

/** What a list shows of a case: no names. */
export const ListedCase = graphql(`
  fragment ListedCase on Case {
    id
    reference
    state
    riskLevel
    referredOn
    daysWaiting
    timesNotReached
    timesDeferred
    heldUntil
    victimInitials
    victimAge
    openActionCount
    overdueActionCount
    panel {
      id
      name
    }
    referringAgency {
      id
      name
    }
  }
`);

/** A case as lists get it. */
export type ListedCase = ResultOf<typeof ListedCase>;

export const CasesPage = graphql(
  `
    query CasesPage($after: String, $panelId: ID, $state: CaseState, $search: String) {
      ...Frame
      me {
        panels {
          id
          name
        }
      }
      cases(after: $after, panelId: $panelId, state: $state, search: $search) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...ListedCase
          }
        }
      }
    }
  `,
  [Frame, ListedCase],
);
