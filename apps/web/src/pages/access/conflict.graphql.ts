import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';

export const ConflictPage = graphql(
  `
    query ConflictPage($id: ID!) {
      ...Frame
      case(id: $id) {
        id
        reference
        openedByBreakGlassUntil
      }
    }
  `,
  [Frame],
);

export const DeclareConflict = graphql(`
  mutation DeclareConflict($input: DeclareConflictInput!) {
    declareConflict(input: $input) {
      __typename
      ... on ConflictDeclared {
        declaredAt
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
