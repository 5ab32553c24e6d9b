import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';

export const CaseAccessPage = graphql(
  `
    query CaseAccessPage($id: ID!, $agencyId: ID, $hasAgency: Boolean!) {
      ...Frame
      case(id: $id) {
        id
        version
        reference
        handling
        restrictions {
          id
          kind
          reason
          since
          liftedAt
          liftedReason
          person {
            id
            name
          }
          agency {
            id
            name
          }
          madeBy {
            id
            name
          }
          liftedBy {
            id
            name
          }
        }
        conflictSuggestions {
          because
          person {
            id
            name
            agency {
              id
              name
            }
          }
        }
        conflictDismissals {
          id
          reason
          dismissedAt
          person {
            id
            name
          }
          dismissedBy {
            id
            name
          }
        }
        access {
          id
          reason
          grantedAt
          endsOn
          agency {
            id
            name
          }
        }
      }
      agencies {
        id
        name
      }
      people(agencyId: $agencyId, first: 100) @include(if: $hasAgency) {
        edges {
          node {
            id
            name
            isActive
          }
        }
      }
    }
  `,
  [Frame],
);

export const RestrictCase = graphql(`
  mutation RestrictCase($input: RestrictCaseInput!) {
    restrictCase(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const DismissConflictSuggestion = graphql(`
  mutation DismissConflictSuggestion($input: DismissConflictSuggestionInput!) {
    dismissConflictSuggestion(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const LiftRestriction = graphql(`
  mutation LiftRestriction($input: LiftRestrictionInput!) {
    liftRestriction(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const LiftConflict = graphql(`
  mutation LiftConflict($input: LiftRestrictionInput!) {
    liftConflict(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const ChangeHandling = graphql(`
  mutation ChangeHandling($input: ChangeHandlingInput!) {
    changeHandling(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
