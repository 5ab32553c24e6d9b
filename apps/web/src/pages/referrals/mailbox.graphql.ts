import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';

export const MailboxPage = graphql(
  `
    query MailboxPage($after: String) {
      ...Frame
      mailboxMessages(after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            file
            readAt
            reasons
            referralsMade
            rowsRefused
            version
          }
        }
      }
    }
  `,
  [Frame],
);

export const SettleMailboxMessage = graphql(`
  mutation SettleMailboxMessage($input: SettleMailboxMessageInput!) {
    settleMailboxMessage(input: $input) {
      __typename
      ... on MailboxMessage {
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
