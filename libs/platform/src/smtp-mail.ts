import { createTransport, type Transporter } from 'nodemailer';
import { Temporal } from 'temporal-polyfill';
import type { Clock, Moment } from '#kernel';
import type { MailConfig } from './config.js';
import { type MailOutcome, MailFailure, MailPort, type OutgoingMail } from './mail.js';

/** Longest waits, milliseconds: for the connection, for the server's greeting, and for each later answer. */
export type SmtpTimeouts = { connectMs: number; greetMs: number; answerMs: number };

const STANDARD_TIMEOUTS: SmtpTimeouts = { connectMs: 10_000, greetMs: 10_000, answerMs: 30_000 };

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Sends through an SMTP server over a few kept connections. Never sends by itself a second time: whoever asked
 * decides. A password goes out only over TLS, except to this machine.
 */
export class SmtpMail extends MailPort {
  private readonly transport: Transporter;

  constructor(
    smtpUrl: string,
    private readonly from: Pick<MailConfig, 'from' | 'replyTo'>,
    private readonly clock: Clock,
    timeouts: Partial<SmtpTimeouts> = {},
  ) {
    super();
    const url = new URL(smtpUrl);
    const { connectMs, greetMs, answerMs } = { ...STANDARD_TIMEOUTS, ...timeouts };
    const secure = url.protocol === 'smtps:';
    const user = decodeURIComponent(url.username);
    this.transport = createTransport({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port) || (secure ? 465 : 587),
      secure,
      ...(user ? { auth: { user, pass: decodeURIComponent(url.password) } } : {}),
      requireTLS: !secure && user !== '' && !LOCAL_HOSTS.includes(url.hostname),
      pool: true,
      maxConnections: 5,
      maxRequeues: 0,
      connectionTimeout: connectMs,
      dnsTimeout: connectMs,
      greetingTimeout: greetMs,
      socketTimeout: answerMs,
      // Message texts may hold what people typed: they must never be read as names of files or addresses to fetch.
      disableFileAccess: true,
      disableUrlAccess: true,
    } as Parameters<typeof createTransport>[0]);
    // A broken idle connection is opened again for the next message; without a listener it would end the process.
    this.transport.on('error', () => undefined);
  }

  async send({ to, subject, text, html, messageId, headers }: OutgoingMail): Promise<MailOutcome> {
    try {
      const sent = (await this.transport.sendMail({
        from: mailbox(this.from.from),
        replyTo: mailbox(this.from.replyTo),
        to: mailbox(to),
        subject,
        text,
        html,
        messageId,
        date: headerDate(this.clock.now()),
        headers: { ...headers, 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      })) as { accepted: unknown[]; response: string };
      return { accepted: sent.accepted.length > 0, response: sent.response };
    } catch (error) {
      throw failureFrom(error);
    }
  }

  override async close(): Promise<void> {
    this.transport.close();
  }
}

function mailbox({ name, address }: { name?: string; address: string }): { name: string; address: string } {
  return { name: name ?? '', address };
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A moment as mail headers write it (RFC 5322): `Mon, 23 Nov 2026 08:00:00 +0000`. */
function headerDate(moment: Moment): string {
  const at = Temporal.Instant.from(moment).toZonedDateTimeISO('UTC');
  const time = at.toPlainTime().toString({ smallestUnit: 'second' });
  return `${WEEKDAYS[at.dayOfWeek - 1]}, ${at.day} ${MONTHS[at.month - 1]} ${at.year} ${time} +0000`;
}

type SmtpError = { code?: string; responseCode?: number; response?: string; command?: string };

/**
 * Only a 5xx about this message or its recipient is permanent. A wrong password, a refused sender or a server that
 * turns everybody away is a fault of the set-up: the message must wait for the repair, not be lost.
 */
function failureFrom(error: unknown): MailFailure {
  const { code, responseCode, response, command } = error as SmtpError;
  const extended = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
  const reason = responseCode ? [responseCode, extended].filter(Boolean).join(' ') : (code ?? 'NO_REASON');
  const isAboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  const isAboutSender = command === 'MAIL FROM';
  const isFinal = responseCode === undefined ? code === 'EENVELOPE' : responseCode >= 500;
  return new MailFailure(isAboutMessage && isFinal && !isAboutSender ? 'permanent' : 'temporary', reason);
}
