import { graphql } from '#api-client';

export const TokenDetails = graphql(`
  fragment TokenDetails on ApiToken {
    id
    name
    scopes
    lastUsedAt
    expiresAt
  }
`);

export const MakeToken = graphql(`
  mutation MakeToken($input: MakeTokenInput!) {
    makeToken(input: $input) {
      __typename
      ... on TokenMade {
        token
        details {
          name
        }
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const RevokeToken = graphql(`
  mutation RevokeToken($id: ID!) {
    revokeToken(tokenId: $id) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
