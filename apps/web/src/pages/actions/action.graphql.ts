import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';
import { SentReminder } from './reminders.graphql.js';

export const ActionPage = graphql(
  `
    query ActionPage($id: ID!) {
      ...Frame
      action(id: $id) {
        id
        version
        reference
        text
        category
        priority
        status
        isOpen
        isOverdue
        daysOverdue
        dueInDays
        agreedAt
        dueOn
        originalDueOn
        closedAt
        evidenceReference
        reasonCode
        extensionRequestedOn
        extensionNewDueOn
        extensionReason
        extensionCount
        case {
          id
          reference
        }
        panel {
          id
          name
        }
        agency {
          id
          name
        }
        owner {
          id
          name
        }
        nextReminderAt
        reminders {
          ...SentReminder
        }
        updates {
          id
          kind
          at
          note
          person {
            id
            name
          }
        }
      }
    }
  `,
  [Frame, SentReminder],
);

/** One action as its page gets it. */
export type ActionOfPage = ResultOf<typeof ActionPage>['action'];

/** Who of an agency could be given an action. */
export const AgencyPeople = graphql(`
  query AgencyPeople($agencyId: ID!) {
    people(first: 100, agencyId: $agencyId) {
      edges {
        node {
          id
          name
          isActive
        }
      }
    }
  }
`);

/** Somebody who could be given an action. */
export type AgencyPerson = ResultOf<typeof AgencyPeople>['people']['edges'][number]['node'];
