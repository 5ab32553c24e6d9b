import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';

/** What a list shows of an action. */
export const ListedAction = graphql(`
  fragment ListedAction on Action {
    id
    version
    reference
    text
    priority
    status
    isOpen
    isOverdue
    dueOn
    dueInDays
    isNewToMe
    note
    case {
      id
      reference
    }
    agency {
      id
      name
    }
    owner {
      id
      name
    }
  }
`);

/** An action as lists get it. */
export type ListedAction = ResultOf<typeof ListedAction>;

export const AgencyActionsPage = graphql(
  `
    query AgencyActionsPage(
      $after: String
      $due: [DueBucket!]
      $ownerIds: [ID!]
      $unassigned: Boolean
      $status: ActionsWhich!
    ) {
      ...Frame
      me {
        panels {
          id
        }
      }
      agencyActionCounts {
        overdue
        dueNext7Days
        dueLater
        doneThisQuarter
        unassigned
        owners {
          count
          person {
            id
            name
          }
        }
      }
      agencyActions(after: $after, due: $due, ownerIds: $ownerIds, unassigned: $unassigned, status: $status) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...ListedAction
          }
        }
      }
    }
  `,
  [Frame, ListedAction],
);

export const PanelActionsPage = graphql(
  `
    query PanelActionsPage($after: String, $panelId: ID, $agencyId: ID, $overdueOnly: Boolean) {
      ...Frame
      me {
        openActionCount
        panels {
          id
          name
        }
      }
      agencies {
        id
        name
      }
      actions(after: $after, panelId: $panelId, agencyId: $agencyId, overdueOnly: $overdueOnly) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...ListedAction
          }
        }
      }
    }
  `,
  [Frame, ListedAction],
);

/** What the file of an agency's actions holds; asked page by page. */
export const AgencyActionsFile = graphql(
  `
    query AgencyActionsFile(
      $after: String
      $due: [DueBucket!]
      $ownerIds: [ID!]
      $unassigned: Boolean
      $status: ActionsWhich!
    ) {
      actions: agencyActions(
        first: 100
        after: $after
        due: $due
        ownerIds: $ownerIds
        unassigned: $unassigned
        status: $status
      ) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...ListedAction
          }
        }
      }
    }
  `,
  [ListedAction],
);

/** What the file of actions across panels holds; asked page by page. */
export const PanelActionsFile = graphql(
  `
    query PanelActionsFile($after: String, $panelId: ID, $agencyId: ID, $overdueOnly: Boolean) {
      actions(first: 100, after: $after, panelId: $panelId, agencyId: $agencyId, overdueOnly: $overdueOnly) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...ListedAction
          }
        }
      }
    }
  `,
  [ListedAction],
);

export const WhoAsks = graphql(
  `
    query WhoAsks {
      ...Frame
    }
  `,
  [Frame],
);
