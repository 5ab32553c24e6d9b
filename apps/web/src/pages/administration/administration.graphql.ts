import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';

export const AgenciesPage = graphql(
  `
    query AgenciesPage {
      ...Frame
      agencies {
        id
        name
        kind
        emailDomain
        isCore
        signIn
      }
    }
  `,
  [Frame],
);

export const PeoplePage = graphql(
  `
    query PeoplePage($after: String) {
      ...Frame
      agencies {
        id
        name
      }
      people(first: 50, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            name
            email
            role
            lpa
            isActive
            agency {
              id
              name
            }
          }
        }
      }
    }
  `,
  [Frame],
);

export const PanelsPage = graphql(
  `
    query PanelsPage {
      ...Frame
      me {
        panels {
          id
        }
      }
      panels {
        id
        code
        name
        recurrenceInWords
        startsAt
        durationMinutes
        isActive
        chair {
          id
          name
        }
        members {
          agency {
            id
          }
        }
      }
    }
  `,
  [Frame],
);

export const AddAgency = graphql(`
  mutation AddAgency($input: AddAgencyInput!) {
    addAgency(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const AddPerson = graphql(`
  mutation AddPerson($input: AddPersonInput!) {
    addPerson(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
