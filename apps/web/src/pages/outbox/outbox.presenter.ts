import type { ResultOf } from '#api-client';
import { address } from '../../http/index.js';
import type { OutboxPage } from './outbox.graphql.js';
import type { OutboxView } from './outbox.view.js';

/** The messages that were kept here instead of being sent, newest first. */
export function outboxView({ localMessages }: ResultOf<typeof OutboxPage>): OutboxView {
  const { edges, pageInfo, totalCount } = localMessages;
  const after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  return {
    messages: edges.map(({ node }) => ({
      messageId: node.id,
      to: node.toAddress,
      subject: node.subject,
      at: node.at,
      text: node.text,
    })),
    more: { shown: edges.length, total: totalCount, nextHref: after ? address('/outbox', { after }) : null },
  };
}
