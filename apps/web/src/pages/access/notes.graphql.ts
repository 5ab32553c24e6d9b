import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';

export const RestrictedNotesPage = graphql(
  `
    query RestrictedNotesPage($id: ID!) {
      ...Frame
      case(id: $id) {
        id
        version
        reference
        restrictedNotes
        openedByBreakGlassUntil
      }
    }
  `,
  [Frame],
);

export const ChangeRestrictedNotes = graphql(`
  mutation ChangeRestrictedNotes($input: ChangeRestrictedNotesInput!) {
    changeRestrictedNotes(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
