import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';

export const AgencyPage = graphql(
  `
    query AgencyPage {
      ...Frame
      agencies {
        id
        name
        kind
        emailDomain
        isCore
        signIn
        version
      }
    }
  `,
  [Frame],
);

export const ChangeAgencySignIn = graphql(`
  mutation ChangeAgencySignIn($input: ChangeAgencySignInInput!) {
    changeAgencySignIn(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
