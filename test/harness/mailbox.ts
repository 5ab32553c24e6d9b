import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A message as it came over SMTP. */
export type ReceivedMail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  /** Everything that was sent, headers included, for leak tests. */
  raw: string;
};

/** A mail server of one's own that keeps what it gets. */
export type Mailbox = {
  url: string;
  received: ReceivedMail[];
  /** What it answers instead of taking a message: `{ code: 451, text: 'Later' }`; null: it takes everything. */
  refuses: { code: number; text: string } | null;
  /** Called before each message is taken. */
  beforeTaking: (() => Promise<void>) | null;
  close(): Promise<void>;
};

/** Starts a mail server on a free port of this machine. */
export async function aMailbox(): Promise<Mailbox> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        void (async () => {
          await mailbox.beforeTaking?.();
          const { refuses } = mailbox;
          if (refuses) return done(Object.assign(new Error(refuses.text), { responseCode: refuses.code }));
          const raw = Buffer.concat(parts).toString('utf8');
          const parsed = await PostalMime.parse(raw);
          received.push({
            to: session.envelope.rcptTo[0]?.address ?? '',
            subject: parsed.subject ?? '',
            text: parsed.text ?? '',
            html: parsed.html ?? '',
            messageId: parsed.messageId ?? '',
            raw,
          });
          done();
        })().catch(done);
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const mailbox: Mailbox = {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuses: null,
    beforeTaking: null,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return mailbox;
}
