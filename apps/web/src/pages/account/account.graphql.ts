import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';

export const Account = graphql(
  `
    query Account {
      ...Frame
      me {
        person {
          email
        }
        sessions {
          id
          kind
          label
          createdAt
          lastUsedAt
          endsAt
          isThisOne
        }
      }
    }
  `,
  [Frame],
);

export const EndMyOtherSessions = graphql(`
  mutation EndMyOtherSessions {
    endMyOtherSessions {
      __typename
      ... on SessionsEnded {
        count
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const SessionEnd = graphql(`
  query SessionEnd {
    me {
      sessionEndsAt
    }
  }
`);
