import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';

export const AskForAccessPage = graphql(
  `
    query AskForAccessPage($mayAsk: Boolean!) {
      ...Frame
      myAccessRequests @include(if: $mayAsk) {
        id
        reference
        reason
        askedAt
        lapsesOn
        answer
        grantedUntil
        caseId
      }
    }
  `,
  [Frame],
);

export const AskForAccess = graphql(`
  mutation AskForAccess($input: AskForAccessInput!) {
    askForAccess(input: $input) {
      __typename
      ... on AccessAsked {
        askedAt
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
