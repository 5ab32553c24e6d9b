import type { Clock } from '#kernel';
import type { MailConfig } from './config.js';
import { LocalMail } from './local-mail.js';
import type { LocalMailStore, MailPort } from './mail.js';
import { SmtpMail } from './smtp-mail.js';

/** The way out for messages that the configuration names: the SMTP server, or without one the local outbox. */
export function openMail(config: MailConfig, clock: Clock, store: LocalMailStore): MailPort {
  return config.smtpUrl ? new SmtpMail(config.smtpUrl, config, clock) : new LocalMail(store, clock);
}
