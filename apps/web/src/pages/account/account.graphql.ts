import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';
import { TokenDetails } from './tokens.graphql.js';

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
        scopesToGive
        tokens {
          ...TokenDetails
        }
      }
    }
  `,
  [Frame, TokenDetails],
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
