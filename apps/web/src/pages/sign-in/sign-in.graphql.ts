import { graphql } from '#api-client';

export const DemoPeople = graphql(`
  query DemoPeople {
    demoPeople {
      id
      name
      role
      agencyName
      lpa
      panelNames
    }
  }
`);

export const SignInAsDemoPerson = graphql(`
  mutation SignInAsDemoPerson($personId: ID!) {
    signInAsDemoPerson(personId: $personId) {
      __typename
      ... on Session {
        token
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const SignOut = graphql(`
  mutation SignOut {
    signOut {
      __typename
    }
  }
`);
