import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';

export const AccessRequestsPage = graphql(
  `
    query AccessRequestsPage($which: AccessRequestsWhich!, $after: String) {
      ...Frame
      accessRequests(which: $which, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            reason
            askedAt
            lapsesOn
            state
            decidedAt
            decisionReason
            grantedUntil
            person {
              id
              name
            }
            agency {
              id
              name
            }
            decidedBy {
              id
              name
            }
            case {
              id
              reference
            }
          }
        }
      }
    }
  `,
  [Frame],
);

export const AccessRequestsWaiting = graphql(`
  query AccessRequestsWaiting {
    accessRequests(which: WAITING, first: 1) {
      totalCount
    }
  }
`);

export const DecideAccessRequest = graphql(`
  mutation DecideAccessRequest($input: DecideAccessRequestInput!) {
    decideAccessRequest(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
