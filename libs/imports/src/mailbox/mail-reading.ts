import PostalMime, { type Attachment } from 'postal-mime';
import { ok, refused, type Result } from '#kernel';

/** Why a message brings no referral. */
export type MailRefusal = 'NOT_A_MESSAGE' | 'NO_FILE_ATTACHED' | 'MESSAGE_TOO_LARGE';

/** Largest message that is read, bytes. */
export const LARGEST_MESSAGE = 30 * 1024 * 1024;

const CSV_TYPES = ['text/csv', 'application/csv', 'text/comma-separated-values', 'application/vnd.ms-excel'];

/** The CSV files attached to a message, in their order, and how many other files are. */
export type AttachedFiles = { csv: Uint8Array[]; others: number };

/**
 * The files attached to a message. What is written in the message itself, and pictures that it shows within its text, are
 * not read.
 */
export async function filesIn(bytes: Uint8Array): Promise<Result<AttachedFiles, MailRefusal>> {
  if (bytes.length > LARGEST_MESSAGE)
    return refused('MESSAGE_TOO_LARGE', 'The message is larger than 30 MB. Ask for the file in parts.');
  const message = await new PostalMime({ attachmentEncoding: 'arraybuffer' }).parse(bytes).catch(() => null);
  if (!message || message.headers.length === 0)
    return refused('NOT_A_MESSAGE', 'This is no e-mail message that can be read. Open it and refer by hand.');
  const files = message.attachments.filter(isCsv);
  if (files.length === 0) {
    return refused(
      'NO_FILE_ATTACHED',
      'No CSV file is attached. Read the message; if it is a referral, refer it at /referrals/new.',
    );
  }
  const others = message.attachments.filter((file) => !isCsv(file) && !isShownInText(file));
  return ok({
    csv: files.map(({ content }) => new Uint8Array(content as ArrayBuffer)),
    others: others.length,
  });
}

function isCsv({ mimeType, filename }: Attachment): boolean {
  return /\.csv$/i.test(filename ?? '') || CSV_TYPES.includes(mimeType.toLowerCase());
}

/** A picture that belongs to the text of the message, such as the sign of the sender's organisation. */
function isShownInText({ mimeType, related }: Attachment): boolean {
  return related === true && mimeType.toLowerCase().startsWith('image/');
}
