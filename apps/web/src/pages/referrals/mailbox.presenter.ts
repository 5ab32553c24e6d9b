import type { ResultOf } from '#api-client';
import type { Moment } from '#kernel';
import type { MoreLink, PostForm } from '../../components/parts.view.js';
import { address, type InputPlaces, type Sent, sentText } from '../../http/index.js';
import { plural } from '../../layout/format.js';
import type { MailboxPage } from './mailbox.graphql.js';

type Data = ResultOf<typeof MailboxPage>;
type Message = Data['mailboxMessages']['edges'][number]['node'];

/** The form of one message that was refused, with what was typed. */
export type RefusedSettling = { id: string; sent: Sent };

/** One message that waits for a person. */
export type MailboxRow = {
  id: string;
  heading: string;
  file: string;
  readAt: Moment;
  /** Why it could not be read, line by line. */
  reasons: readonly string[];
  /** What of it is in triage, and what is not. */
  stands: string;
  form: PostForm & { words: string };
};

/** The messages of the referral mailbox that wait for a person. */
export type MailboxView = { rows: readonly MailboxRow[]; more: MoreLink };

/** Where the inputs of the form of one message stand. */
export function settlePlaces(id: string): InputPlaces {
  return { words: { id: `words-${id}`, label: 'What you did' } };
}

/** The messages that wait, longest waiting first. */
export function mailboxView({ mailboxMessages }: Data, refused: RefusedSettling | null): MailboxView {
  const { edges, totalCount, pageInfo } = mailboxMessages;
  const after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  return {
    rows: edges.map(({ node }) => mailboxRow(node, refused)),
    more: {
      shown: edges.length,
      total: totalCount,
      nextHref: after ? address('/referrals/mailbox', { after }) : null,
    },
  };
}

function mailboxRow(message: Message, refused: RefusedSettling | null): MailboxRow {
  const { id, file, readAt, reasons, version } = message;
  return {
    ...{ id, file, readAt, reasons },
    heading: `Message ${file.slice(0, 8)}`,
    stands: standsInWords(message),
    form: {
      action: `/referrals/mailbox/${id}`,
      fields: { version: String(version) },
      words: refused?.id === id ? sentText(refused.sent, 'words') : '',
    },
  };
}

function standsInWords({ referralsMade, rowsRefused }: Message): string {
  const refused = rowsRefused > 0 ? ` ${plural(rowsRefused, 'row')} could not be read.` : '';
  if (referralsMade === 0) return `Nothing of it is in triage.${refused}`;
  return `${plural(referralsMade, 'referral')} of it ${referralsMade === 1 ? 'is' : 'are'} in triage.${refused}`;
}
