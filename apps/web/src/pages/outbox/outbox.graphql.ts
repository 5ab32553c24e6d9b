import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';

export const OutboxPage = graphql(
  `
    query OutboxPage($after: String) {
      ...Frame
      localMessages(after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            at
            toAddress
            subject
            text
          }
        }
      }
    }
  `,
  [Frame],
);
