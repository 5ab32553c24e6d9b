import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';

const LinkedPerson = graphql(`
  fragment LinkedPerson on LinkedPerson @_unmask {
    personId
    name
    role
    bornOn
    caseId
    reference
    state
    referredOn
    panel {
      id
      name
    }
  }
`);

export const LinksPage = graphql(
  `
    query LinksPage($id: ID!, $other: String, $hasOther: Boolean!) {
      ...Frame
      linksOfCase(caseId: $id) {
        caseId
        reference
        people {
          ...LinkedPerson
        }
        links {
          own {
            ...LinkedPerson
          }
          other {
            ...LinkedPerson
          }
          mayDecide
          link {
            id
            state
            result
            summary
            rulesVersion
            isByHand
            foundAt
            version
            reasons {
              sign
              says
              weight
            }
          }
          decisions {
            id
            toState
            reason
            decidedAt
            decidedBy {
              id
              name
            }
          }
        }
        through {
          own {
            ...LinkedPerson
          }
          other {
            ...LinkedPerson
          }
        }
        shared {
          kind
          thing
          own {
            ...LinkedPerson
          }
          other {
            ...LinkedPerson
          }
        }
        findings {
          rule
          version
          source
          says
          isCertain
          references
        }
        alsoElsewhere
        mayMerge
      }
      cases(search: $other, first: 5) @include(if: $hasOther) {
        edges {
          node {
            id
            reference
            people {
              id
              role
              firstName
              lastName
            }
          }
        }
      }
    }
  `,
  [Frame, LinkedPerson],
);

/** What connects a case with others, as the page gets it. */
export type LinksOfPage = ResultOf<typeof LinksPage>['linksOfCase'];

export const ConfirmLink = graphql(`
  mutation ConfirmLink($input: DecideLinkInput!) {
    confirmLink(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const RejectLink = graphql(`
  mutation RejectLink($input: DecideLinkInput!) {
    rejectLink(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const UndoLinkDecision = graphql(`
  mutation UndoLinkDecision($input: DecideLinkInput!) {
    undoLinkDecision(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const MergePeople = graphql(`
  mutation MergePeople($input: MergePeopleInput!) {
    mergePeople(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
