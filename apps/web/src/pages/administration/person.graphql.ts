import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';

export const PersonPage = graphql(
  `
    query PersonPage($id: ID!) {
      ...Frame
      personAccess(personId: $id) {
        hasPassword
        invitedUntil
        person {
          id
          name
          email
          role
          isActive
          version
          agency {
            name
          }
        }
      }
    }
  `,
  [Frame],
);

export const InvitePerson = graphql(`
  mutation InvitePerson($id: ID!) {
    invitePerson(personId: $id) {
      __typename
      ... on InvitationMade {
        link
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const SuspendPerson = graphql(`
  mutation SuspendPerson($id: ID!, $version: Int!) {
    suspendPerson(personId: $id, version: $version) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const ReinstatePerson = graphql(`
  mutation ReinstatePerson($id: ID!, $version: Int!) {
    reinstatePerson(personId: $id, version: $version) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
