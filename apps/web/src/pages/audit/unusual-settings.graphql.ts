import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';

export const UnusualSettingsPage = graphql(
  `
    query UnusualSettingsPage {
      ...Frame
      unusualTerms {
        version
        cases
        outside
        atNight
        atWeekend
        nightUntil
        nightFrom
      }
      unusualTermsHistory {
        version
        reason
        changedAt
        changes {
          field
          oldValue
          newValue
        }
        changedBy {
          id
          name
        }
      }
    }
  `,
  [Frame],
);

export const ChangeUnusualTerms = graphql(`
  mutation ChangeUnusualTerms($input: ChangeUnusualTermsInput!) {
    changeUnusualTerms(input: $input) {
      __typename
      ... on UnusualTerms {
        version
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
