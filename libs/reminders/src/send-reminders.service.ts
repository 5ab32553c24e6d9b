import { Injectable } from '@nestjs/common';
import { addMinutes, Clock, type Moment, newId, namedId } from '#kernel';
import { firstNameOf } from '#letters';
import {
  Announcements,
  Config,
  Database,
  defineEvent,
  MailFailure,
  MailPort,
  type OutgoingMail,
} from '#platform';
import { In } from 'typeorm';
import type { Chase } from './chase.js';
import { ChaseReader } from './chase.reader.js';
import type { DutyRef } from './duty.js';
import { deliveries, type Delivery, type Recipient } from './recipients.rules.js';
import {
  REMINDER_TEMPLATE_VERSION,
  type Standpoint,
  templateOf,
  writeReminder,
} from './reminder-mail.rules.js';
import { type MessageState, ReminderMessage } from './reminder-message.entity.js';
import { nextSendMoment, occasion, type Occasion } from './reminder-policy.rules.js';
import { Reminder } from './reminder.entity.js';
import { isFor, nextAtOf } from './reminders.service.js';
import { writeTriageReminder } from './triage-mail.rules.js';

/** A reminder can never be delivered to its address. */
export const ReminderFailed = defineEvent<{ messageId: string }>('reminder.failed');

/** What came of one try: how many messages were sent, and whether the row was moved on. */
export type ReminderTry = { sent: number; advanced: boolean };

/** Minutes until the next try after the first, second, ... temporary failure; then always the last. */
const BACKOFF_MINUTES = [1, 5, 15, 60];

/** A ledger row that is to be sent now, with its message. */
type ToSend = { row: ReminderMessage; mail: OutgoingMail };

/** What one try has before it. `through` null: nothing is due, only the plan is stale. */
type Prepared = { about: DutyRef; through: Moment | null; sends: ToSend[] };

type Outcome = { row: ReminderMessage; state: 'sent' | 'failed' | 'later' | 'closed'; result: string };

const NOTHING: ReminderTry = { sent: 0, advanced: false };

/**
 * Sends what is due. The ledger row is written before the message goes out and carries its Message-ID, so whoever
 * tries again after a crash sends the same message under the same id, and never one that was already taken. Between
 * the two transactions, at the beginning and at the end, no transaction is open.
 */
@Injectable()
export class SendReminders {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly announcements: Announcements,
    private readonly mail: MailPort,
    private readonly chases: ChaseReader,
  ) {}

  /**
   * Deals with one occasion of a reminder that was claimed. Does nothing when the occasion has been dealt with
   * already. Throws only what is broken, after entering what went out; the occasion is tried again later.
   */
  async remind(reminderId: string, occasionNumber: number): Promise<ReminderTry> {
    const prepared = await this.db.transaction(() => this.prepare(reminderId, occasionNumber));
    if (!prepared) return NOTHING;
    const { outcomes, broken } = await this.sendAll(prepared);
    const advanced = await this.db.transaction(() =>
      this.finish(reminderId, occasionNumber, prepared, outcomes),
    );
    if (broken) throw broken.error;
    return { sent: outcomes.filter(({ state }) => state === 'sent').length, advanced };
  }

  /** Sends one after the other. What breaks half way stops here: what went out before is entered, the rest is tried later. */
  private async sendAll({ about, sends }: Prepared) {
    const outcomes: Outcome[] = [];
    let broken: { error: unknown } | null = null;
    for (const [at, { row, mail }] of sends.entries()) {
      try {
        const mayGo = !broken && (at === 0 || (await this.isOpen(about)));
        if (mayGo) outcomes.push(await this.send(row, mail));
        else outcomes.push({ row, state: broken ? 'later' : 'closed', result: '' });
      } catch (error) {
        broken = { error };
        outcomes.push({ row, state: 'later', result: 'INTERRUPTED' });
      }
    }
    return { outcomes, broken };
  }

  /** First half: re-reads everything, decides, and writes the ledger rows. */
  private async prepare(reminderId: string, occasionNumber: number): Promise<Prepared | null> {
    const reminder = await this.locked(reminderId);
    if (!reminder || reminder.occasion !== occasionNumber || reminder.nextAt === null) return null;
    const chase = await this.chases.of(reminder);
    if (!chase) return null;
    const now = this.clock.now();
    if (chase.isOpen && chase.isPaused) {
      await this.lookAgainAt(reminder, null);
      return null;
    }
    const due = occasion(chase.facts, reminder.cursor, now, chase);
    if (!chase.isOpen) return this.skip(reminder, chase, due);
    const next = nextMoment(now, chase);
    if (!due && next !== now) {
      await this.lookAgainAt(reminder, next);
      return null;
    }
    const circle = { ...chase.circle, people: await this.chases.peopleAround(chase) };
    const wanted = due ? deliveries(due.messages, circle) : [];
    const rows = await this.rowsFor(chase, wanted);
    const sends = rows.flatMap(({ row, delivery }) =>
      row.state === 'sending' && delivery.recipient
        ? [{ row, mail: this.mailFor(row, delivery, delivery.recipient, chase) }]
        : [],
    );
    return { about: chase, through: due?.through ?? null, sends };
  }

  /** The ledger rows of the wanted messages: those of an earlier try, and new ones for the rest. */
  private async rowsFor(
    chase: Chase,
    wanted: readonly Delivery[],
  ): Promise<{ row: ReminderMessage; delivery: Delivery }[]> {
    const { duty, dutyId } = chase;
    const begun = await this.db.writing.findBy(ReminderMessage, { duty, dutyId, state: 'sending' });
    const past = await this.db.writing.findBy(ReminderMessage, {
      duty,
      dutyId,
      scheduledAt: In([...new Set(wanted.map(({ step }) => step.at))]),
    });
    const found: { row: ReminderMessage; delivery: Delivery }[] = [];
    for (const delivery of wanted) {
      const known = past.find((row) => isFor(row, delivery));
      if (known?.state === 'sending') await this.tryAgain(known, delivery);
      found.push({ row: known ?? (await this.entered(chase, delivery)), delivery });
    }
    const stale = begun.filter((row) => !found.some((one) => one.row.id === row.id));
    for (const row of stale) await this.settle(row, 'failed', 'Overtaken before it was known to be sent');
    return found;
  }

  /** One more try of a row; to whoever has the action now. */
  private async tryAgain(row: ReminderMessage, { recipient }: Delivery): Promise<void> {
    const to = recipient ? { recipientId: recipient.id, address: recipient.email } : {};
    const next = { attempts: row.attempts + 1, ...to };
    await this.db.writing.update(ReminderMessage, { id: row.id }, next);
    Object.assign(row, next);
  }

  private async entered(
    chase: Chase,
    delivery: Delivery,
    state: MessageState = delivery.recipient ? 'sending' : 'skipped_no_recipient',
  ): Promise<ReminderMessage> {
    const { step, audience, recipient } = delivery;
    const now = this.clock.now();
    // Of an action only its id, as ever: a message keeps its name over an upgrade.
    const about = chase.duty === 'action' ? chase.dutyId : `${chase.duty} ${chase.dutyId}`;
    const key = [about, step.key, step.at, audience].join(' ');
    const row = this.db.writing.create(ReminderMessage, {
      id: newId(),
      duty: chase.duty,
      dutyId: chase.dutyId,
      actionId: chase.actionId,
      caseId: chase.caseId,
      stepKey: step.key,
      rule: step.rule,
      policyVersion: chase.policy.version,
      level: step.level,
      audience,
      scheduledAt: step.at,
      recipientId: recipient?.id ?? null,
      address: recipient?.email ?? '',
      channel: 'email',
      template: templateOf(chase.duty, step.kind),
      templateVersion: REMINDER_TEMPLATE_VERSION,
      messageId: `<${namedId(`reminder ${key}`)}@${this.config.mail.from.address.split('@')[1]}>`,
      state,
      attempts: state === 'sending' ? 1 : 0,
      result: null,
      queuedAt: now,
      settledAt: state === 'sending' ? null : now,
    });
    await this.db.writing.insert(ReminderMessage, row);
    return row;
  }

  /** The duty has ended: what would have been sent is kept as skipped, and the chase ends. */
  private async skip(reminder: Reminder, chase: Chase, due: Occasion | null): Promise<null> {
    const circle = { ...chase.circle, people: await this.chases.peopleAround(chase) };
    const wanted = due ? deliveries(due.messages, circle) : [];
    const { duty, dutyId } = chase;
    const known = await this.db.writing.findBy(ReminderMessage, { duty, dutyId });
    for (const row of known.filter(({ state }) => state === 'sending')) {
      await this.settle(row, 'skipped_closed', 'Closed before it was known to be sent');
    }
    for (const delivery of wanted) {
      if (!known.some((row) => isFor(row, delivery))) await this.entered(chase, delivery, 'skipped_closed');
    }
    await this.end(reminder);
    return null;
  }

  private mailFor(
    { messageId, address }: ReminderMessage,
    { step, audience }: Delivery,
    recipient: Recipient,
    chase: Chase,
  ): OutgoingMail {
    const { duty, dutyId, caseId, facts } = chase;
    const said = {
      kind: step.kind,
      standpoint: standpointOf(audience, recipient, chase),
      greeting: firstNameOf(recipient.name),
      dueOn: facts.dueOn,
      contact: this.config.mail.replyTo.address,
    };
    const at = (path: string) => `${this.config.publicUrl}${path}`;
    const written =
      duty === 'action'
        ? writeReminder({
            ...said,
            dueAt: facts.priority === 'critical' ? facts.dueAt : null,
            link: at(`/actions/${dutyId}`),
          })
        : // Before a panel has a case it may not open it: the list says what waits.
          writeTriageReminder(duty, {
            ...said,
            dueAt: facts.dueAt,
            link: at(duty === 'transfer' ? '/referrals' : `/referrals/${caseId}`),
          });
    return { to: { address }, messageId, ...written };
  }

  private async send(row: ReminderMessage, mail: OutgoingMail): Promise<Outcome> {
    try {
      const { accepted, response } = await this.mail.send(mail);
      return { row, state: accepted ? 'sent' : 'failed', result: withoutAddresses(response) };
    } catch (error) {
      if (!(error instanceof MailFailure)) throw error;
      return { row, state: error.kind === 'permanent' ? 'failed' : 'later', result: error.reason };
    }
  }

  /** Second half: writes what came of it, and moves the row on unless something must be tried again. */
  private async finish(
    reminderId: string,
    occasionNumber: number,
    { through }: Prepared,
    outcomes: readonly Outcome[],
  ): Promise<boolean> {
    const reminder = await this.locked(reminderId);
    for (const outcome of outcomes) await this.enter(outcome);
    if (!reminder || reminder.occasion !== occasionNumber) return false;
    const chase = await this.chases.of(reminder);
    if (!chase?.isOpen) {
      await this.end(reminder);
      return true;
    }
    const later = outcomes.filter(({ state }) => state === 'later');
    if (later.length > 0) {
      const tries = Math.max(...later.map(({ row }) => row.attempts));
      const minutes = BACKOFF_MINUTES[Math.min(tries, BACKOFF_MINUTES.length) - 1] ?? 60;
      const at = addMinutes(this.clock.now(), minutes);
      await this.lookAgainAt(reminder, chase.isPaused ? null : nextMoment(at, chase));
      return false;
    }
    const cursor = through ?? reminder.cursor;
    await this.db.writing.update(
      Reminder,
      { id: reminderId, occasion: occasionNumber },
      { cursor, nextAt: nextAtOf(chase, cursor), occasion: occasionNumber + 1, leasedUntil: null },
    );
    return true;
  }

  private async enter({ row, state, result }: Outcome): Promise<void> {
    if (state === 'later') {
      await this.db.writing.update(ReminderMessage, { id: row.id }, { result: result || null });
      return;
    }
    await this.settle(row, state === 'closed' ? 'skipped_closed' : state, result || null);
    if (state === 'failed') {
      await this.announcements.announce(ReminderFailed, { messageId: row.id });
    }
  }

  private async settle(row: ReminderMessage, state: MessageState, result: string | null): Promise<void> {
    const settledAt = this.clock.now();
    await this.db.writing.update(
      ReminderMessage,
      { id: row.id, state: 'sending' },
      { state, result, settledAt },
    );
  }

  private async lookAgainAt(reminder: Reminder, nextAt: Moment | null): Promise<void> {
    await this.db.writing.update(Reminder, { id: reminder.id }, { nextAt, leasedUntil: null });
  }

  private async end(reminder: Reminder): Promise<void> {
    const { id, occasion: number } = reminder;
    const stoppedAt = this.clock.now();
    const stopped = { nextAt: null, leasedUntil: null, stoppedAt, stoppedReason: 'closed' };
    await this.db.writing.update(Reminder, { id }, { ...stopped, occasion: number + 1 });
  }

  private async isOpen(about: DutyRef): Promise<boolean> {
    return (await this.chases.of(about))?.isOpen ?? false;
  }

  private locked(id: string): Promise<Reminder | null> {
    return this.db.writing.findOne(Reminder, { where: { id }, lock: this.db.rowLock });
  }
}

/** The moment itself when something may be sent then, else the next one at which it may. */
function nextMoment(at: Moment, { facts, holidays, policy }: Chase): Moment {
  return nextSendMoment(at, facts.priority, holidays, policy.window);
}

/** An agency's action is the agency's own only to its own people: whoever stands in from outside sees the panel's. */
function standpointOf(audience: string, recipient: Recipient, { duty, circle }: Chase): Standpoint {
  if (audience === 'chair' || audience === 'coordinator' || duty === 'decision') return 'panel';
  if (recipient.agencyId !== circle.agencyId) return 'panel';
  return audience === 'owner' && recipient.id === circle.ownerId ? 'mine' : 'agency';
}

/** Mail servers like to repeat the address; the ledger has it already, and this text is shown to more people. */
function withoutAddresses(response: string): string {
  return response.replace(/\S+@\S+/g, '(address)').slice(0, 200);
}
