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
        recoveryCodesLeft
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

export const NewRecoveryCodes = graphql(`
  mutation NewRecoveryCodes($code: String!) {
    newRecoveryCodes(code: $code) {
      __typename
      ... on RecoveryCodes {
        codes
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
