import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';
import { TokenDetails } from '../account/tokens.graphql.js';

export const ServicesPage = graphql(
  `
    query ServicesPage {
      ...Frame
      agencies {
        id
        name
      }
      services {
        id
        name
        role
        isActive
        agency {
          id
          name
        }
        tokens {
          id
        }
      }
    }
  `,
  [Frame],
);

export const ServicePage = graphql(
  `
    query ServicePage($id: ID!) {
      ...Frame
      service(id: $id) {
        id
        name
        role
        isActive
        version
        scopesToGive
        agency {
          id
          name
        }
        tokens {
          ...TokenDetails
        }
      }
    }
  `,
  [Frame, TokenDetails],
);

export const AddService = graphql(`
  mutation AddService($input: AddServiceInput!) {
    addService(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const MakeServiceToken = graphql(`
  mutation MakeServiceToken($input: MakeServiceTokenInput!) {
    makeServiceToken(input: $input) {
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
