import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';

export const AssessPage = graphql(
  `
    query AssessPage($id: ID!) {
      ...Frame
      case(id: $id) {
        id
        reference
        assessments {
          id
          tool
          assessedOn
          finding
          assessedBy {
            name
          }
        }
      }
      riskForms {
        tool
        version
        name
        about
        source
        questions {
          item
          text
          hint
        }
      }
    }
  `,
  [Frame],
);

/** What the pages of risk forms of a case show. */
export type AssessData = ResultOf<typeof AssessPage>;

export const RecordForm = graphql(`
  mutation RecordForm($input: RecordRiskAssessmentInput!) {
    recordRiskAssessment(input: $input) {
      __typename
      ... on Case {
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
