import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';

export const SecondLooksPage = graphql(
  `
    query SecondLooksPage($panelId: ID) {
      ...Frame
      secondLooks(panelId: $panelId) {
        id
        month
        outcome
        words
        doneAt
        version
        rule {
          name
          version
          source
        }
        doneBy {
          id
          name
        }
        case {
          id
          reference
          state
          riskLevel
          victimInitials
          victimAge
          referredOn
          panel {
            id
            name
          }
          triageSteps {
            id
            kind
            words
            forum
            by {
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

export const RecordSecondLook = graphql(`
  mutation RecordSecondLook($input: RecordSecondLookInput!) {
    recordSecondLook(input: $input) {
      __typename
      ... on SecondLook {
        id
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
