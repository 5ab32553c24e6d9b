import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { type Actor, may, mustBeAllowed } from '#access';
import { Action, visibleTo } from '#actions';
import { CaseFile, visibleCases } from '#cases';
import { addMinutes, BadInput, Clock, type Moment, newId } from '#kernel';
import { Database } from '#platform';
import type { Chase } from './chase.js';
import { ChaseReader } from './chase.reader.js';
import { actionDuty, DUTIES, type Duty, type DutyRef } from './duty.js';
import { deliveries, type Delivery } from './recipients.rules.js';
import { ReminderMessage } from './reminder-message.entity.js';
import { nextSendMoment, nextStepAfter, occasion, saidBy } from './reminder-policy.rules.js';
import { Reminder } from './reminder.entity.js';

/** A due reminder that a worker has taken: which row, and which of its occasions. */
export type DueReminder = { reminderId: string; occasion: number };

/** One message that will be sent if nothing changes. */
export type PlannedReminder = {
  at: Moment;
  rule: string;
  level: number;
  audience: string;
  recipientId: string | null;
  duty: Duty;
  /** Null: not about an action. */
  actionId: string | null;
  caseId: string;
};

/** A message that reached nobody, with the number that people quote for its action; null: not about an action. */
export type Undelivered = { message: ReminderMessage; actionReference: string | null };

/** How much is due, for an operator's eye: it also shows a queue that is dead. */
export type DueBacklog = { due: number; oldestDueAt: Moment | null; failed: number; sending: number };

/** Farthest preview, days. */
const LONGEST_PREVIEW = 31;

/** Most actions that a preview looks at, and most messages it gives. */
const MOST_PREVIEWED = 500;

/** Most messages that reached nobody in one answer. */
const MOST_UNDELIVERED = 100;

/** Actions without a reminder row that are mended at once. */
export const HEALED_AT_ONCE = 500;

/**
 * When to look at each open action next. The rows here are the truth about reminders; the queue is only woken by them
 * and may be lost at any time.
 */
@Injectable()
export class Reminders {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly chases: ChaseReader,
  ) {}

  /** Plans the next reminder of an action, as {@link plan}. */
  planFor(actionId: string): Promise<void> {
    return this.plan(actionDuty(actionId));
  }

  /** Plans what is owed on a referral, and on the transfers of its case, as {@link plan}. */
  planForCase(caseId: string): Promise<void> {
    return this.db.transaction(async () => {
      await this.plan({ duty: 'decision', dutyId: caseId });
      await this.plan({ duty: 'answer', dutyId: caseId });
      const transfers = await this.db.query<{ id: string }>(
        `select id from case_transfer where case_id = :caseId order by id`,
        { caseId },
      );
      for (const { id } of transfers) await this.plan({ duty: 'transfer', dutyId: id });
    });
  }

  /**
   * Plans the next reminder of a duty from how it stands now; stops the chase when the duty has ended, and lets it rest
   * while it is paused. Safe to call at any time and again: what was already sent stays dealt with. A decision that has
   * become due earlier begins anew: what its new clock should have said by now is said, and nothing twice.
   */
  plan(about: DutyRef): Promise<void> {
    return this.db.transaction(async () => {
      const row = (await this.locked(about)) ?? (await this.begin(about));
      // Read after the row is locked: a worker that advances the same row decides by facts at least as new.
      const chase = await this.chases.of(about);
      if (!chase || !row) return;
      if (!chase.isOpen) return this.stop(row);
      const isEarlier = await this.hasMovedEarlier(chase, row.cursor);
      const cursor = isEarlier ? null : row.cursor;
      await this.db.writing.update(
        Reminder,
        { id: row.id },
        {
          cursor,
          // Whoever is sending by the earlier facts must not move the cursor on again.
          occasion: row.occasion + (isEarlier ? 1 : 0),
          nextAt: nextAtOf(chase, cursor),
          policyVersion: chase.policy.version,
          stoppedAt: null,
          stoppedReason: null,
        },
      );
    });
  }

  /**
   * Begins the chase of an action that was agreed before it came here: what the policy would have sent before that
   * moment is left out. Does nothing to a chase that has begun.
   */
  chaseFrom(actionId: string, from: Moment): Promise<void> {
    return this.db.transaction(async () => {
      await this.begin(actionDuty(actionId), from);
      await this.planFor(actionId);
    });
  }

  /** Plans anew what depends on the panel's meetings: the open actions of the panel whose meeting was moved or cancelled. */
  planForMeeting(meetingId: string): Promise<void> {
    return this.db.transaction(async () => {
      const open = await this.db.query<{ id: string }>(
        `select a.id from action a join meeting m on m.panel_id = a.panel_id
          where m.id = :meetingId and a.is_open = :isOpen order by a.id`,
        { meetingId, isOpen: true },
      );
      for (const { id } of open) await this.planFor(id);
    });
  }

  /**
   * Takes due reminders, the longest due first, for some seconds: until then no other worker gets them. A lease that
   * reaches further than its own length was given by a clock that has since been set back, and does not count. When
   * the caller knows that nobody works on anything, leases count for `orphanedAfterSeconds` only.
   */
  claimDue(limit: number, leaseSeconds: number, orphanedAfterSeconds = leaseSeconds): Promise<DueReminder[]> {
    return this.db.transaction(() => {
      const now = this.clock.now();
      const until = addMinutes(now, leaseSeconds / 60);
      const expired = addMinutes(now, (leaseSeconds - orphanedAfterSeconds) / 60);
      // A minute more: the clocks of two machines never agree to the second.
      const farthest = addMinutes(until, 1);
      const due = `select id from reminder where next_at <= :now
          and (leased_until is null or leased_until <= :expired or leased_until > :farthest)
        order by next_at, id limit ${Math.trunc(limit)}`;
      return this.db.change<DueReminder>(
        this.db.dialect === 'postgres'
          ? `with due as materialized (${due} for update skip locked)
               update reminder r set leased_until = :until from due where r.id = due.id
               returning r.id as "reminderId", r.occasion`
          : `update reminder set leased_until = :until where id in (${due})
               returning id as "reminderId", occasion`,
        { now, until, expired, farthest },
      );
    });
  }

  /** Gives back every lease: right when a process starts that is the only worker there is. */
  freeLeases(): Promise<void> {
    return this.db.transaction(async () => {
      await this.db.change('update reminder set leased_until = null where leased_until is not null');
    });
  }

  /**
   * Plans what somehow was never planned, and stops what should have been: open duties without a row or with one that
   * stands still, rows of duties that have ended or rest. Looks at {@link HEALED_AT_ONCE} of each kind at most; gives at
   * how many.
   */
  async healMissing(): Promise<number> {
    let mended = 0;
    for (const duty of Object.keys(MISSING) as Duty[]) {
      const wrong = await this.db.query<{ id: string }>(`${MISSING[duty]} limit ${HEALED_AT_ONCE}`, {
        yes: true,
        no: false,
      });
      for (const { id } of wrong) await this.plan({ duty, dutyId: id });
      mended += wrong.length;
    }
    return mended;
  }

  /** Who would be told within some days, when and why, about the duties that the actor may know of. */
  async preview(actor: Actor, days: number): Promise<PlannedReminder[]> {
    mustBeAllowed(actor, 'reminder:read');
    if (!Number.isInteger(days) || days < 1 || days > LONGEST_PREVIEW) {
      throw new BadInput([{ path: 'days', message: `Look 1 to ${LONGEST_PREVIEW} days ahead` }]);
    }
    const until = addMinutes(this.clock.now(), days * 24 * 60);
    const known = await this.plannedUntil(actor, until);
    const planned: PlannedReminder[] = [];
    for (const duty of DUTIES) {
      const rows = known.filter((row) => row.duty === duty);
      for (const chase of await this.chases.ofAll(duty, [...rows.map(({ dutyId }) => dutyId)])) {
        const cursor = rows.find(({ dutyId }) => dutyId === chase.dutyId)?.cursor ?? null;
        planned.push(...(await this.foreseen(chase, cursor, until)));
      }
    }
    return planned
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.level - b.level))
      .slice(0, MOST_PREVIEWED);
  }

  /**
   * What reached nobody, of open duties that the actor may know of, latest first: failed, or there was nobody to tell.
   * One that went to the same audience later settles it. Somebody has to phone, or mend the directory.
   */
  async undelivered(actor: Actor): Promise<Undelivered[]> {
    mustBeAllowed(actor, 'reminder:read');
    const found = [...(await this.undeliveredOfActions(actor)), ...(await this.undeliveredOfTriage(actor))];
    return found
      .sort((a, b) => (a.message.scheduledAt < b.message.scheduledAt ? 1 : -1))
      .slice(0, MOST_UNDELIVERED);
  }

  private async undeliveredOfActions(actor: Actor): Promise<Undelivered[]> {
    const seen = visibleTo(actor);
    const { entities, raw } = await this.db.reading
      .createQueryBuilder(ReminderMessage, 'm')
      .innerJoin(Action, 'a', 'a.id = m.actionId')
      .addSelect('a.reference', 'action_reference')
      .where(`a.isOpen = :isOpen and ${REACHED_NOBODY} and ${seen.sql}`, { ...seen.values, isOpen: true })
      .orderBy('m.scheduledAt', 'DESC')
      .addOrderBy('m.id', 'DESC')
      .limit(MOST_UNDELIVERED)
      .getRawAndEntities<{ action_reference: string }>();
    return entities.map((message, i) => ({ message, actionReference: raw[i]!.action_reference }));
  }

  /** Of referrals and transfers whose chase has not ended, for those who run the panel. */
  private async undeliveredOfTriage(actor: Actor): Promise<Undelivered[]> {
    if (!may(actor, 'case:triage', panelOf(actor))) return [];
    const seen = visibleCases(actor, this.clock.today(), 'case:triage');
    const found = await this.db.reading
      .createQueryBuilder(ReminderMessage, 'm')
      .innerJoin(CaseFile, 'c', 'c.id = m.caseId')
      .innerJoin(Reminder, 'r', 'r.duty = m.duty and r.dutyId = m.dutyId and r.stoppedAt is null')
      .where(`m.duty <> 'action' and ${REACHED_NOBODY} and ${seen.sql}`, seen.params)
      .orderBy('m.scheduledAt', 'DESC')
      .addOrderBy('m.id', 'DESC')
      .limit(MOST_UNDELIVERED)
      .getMany();
    return found.map((message) => ({ message, actionReference: null }));
  }

  /** How much is due and what went wrong, for metrics. */
  async backlog(): Promise<DueBacklog> {
    const [row] = await this.db.query<DueBacklog>(
      `select (select cast(count(*) as integer) from reminder where next_at <= :now) as due,
              (select min(next_at) from reminder where next_at <= :now) as "oldestDueAt",
              (select cast(count(*) as integer) from reminder_message where state = 'failed') as failed,
              (select cast(count(*) as integer) from reminder_message where state = 'sending') as sending`,
      { now: this.clock.now() },
    );
    return row ?? { due: 0, oldestDueAt: null, failed: 0, sending: 0 };
  }

  /** The ledger of these actions, oldest first, without a check: for loaders. */
  messagesOf(actionIds: readonly string[]): Promise<ReminderMessage[]> {
    const where = { actionId: In([...actionIds]) };
    return this.db.reading.find(ReminderMessage, { where, order: { scheduledAt: 'ASC', id: 'ASC' } });
  }

  /** The ledger of what was owed on these cases before there was any action, without a check: for loaders. */
  messagesOfTriage(caseIds: readonly string[]): Promise<ReminderMessage[]> {
    const where = { caseId: In([...caseIds]), duty: Not<Duty>('action') };
    return this.db.reading.find(ReminderMessage, { where, order: { scheduledAt: 'ASC', id: 'ASC' } });
  }

  /** The chase rows of these actions, without a check: for loaders. */
  rowsOf(actionIds: readonly string[]): Promise<Reminder[]> {
    return this.db.reading.findBy(Reminder, { actionId: In([...actionIds]) });
  }

  /** The rows that are looked at within that time, of duties that the actor may know of, soonest first. */
  private async plannedUntil(actor: Actor, until: Moment): Promise<Planned[]> {
    const seen = visibleTo(actor);
    const rows = await this.db.query<Planned>(
      `select r.duty, r.duty_id as "dutyId", r.cursor from reminder r join action a on a.id = r.action_id
        where ${seen.sql} and a.is_open = :isOpen and r.next_at <= :until
        order by r.next_at, r.id limit ${MOST_PREVIEWED}`,
      { ...seen.values, isOpen: true, until },
    );
    if (!may(actor, 'case:triage', panelOf(actor))) return rows;
    const cases = visibleCases(actor, this.clock.today(), 'case:triage');
    const triage = await this.db.query<Planned>(
      `select r.duty, r.duty_id as "dutyId", r.cursor from reminder r
         join case_file c on c.id = coalesce((select x.case_id from case_transfer x where x.id = r.duty_id), r.duty_id)
        where r.duty <> 'action' and ${cases.sql} and r.next_at <= :until
        order by r.next_at, r.id limit ${MOST_PREVIEWED}`,
      { ...cases.params, until },
    );
    return [...rows, ...triage];
  }

  private async foreseen(chase: Chase, from: Moment | null, until: Moment): Promise<PlannedReminder[]> {
    const { facts, holidays, policy, duty, actionId, caseId } = chase;
    if (chase.isPaused) return [];
    const people = await this.chases.peopleAround(chase);
    const found: PlannedReminder[] = [];
    const now = this.clock.now();
    let cursor = from;
    for (;;) {
      const next = nextStepAfter(facts, cursor, { holidays, policy });
      if (!next) return found;
      // What is late goes out as soon as it may.
      const at = nextSendMoment(next.at > now ? next.at : now, facts.priority, holidays, policy.window);
      if (at > until) return found;
      const then = occasion(facts, cursor, at, { holidays, policy });
      const circle = { ...chase.circle, people };
      for (const { step, audience, recipient } of deliveries(then?.messages ?? [], circle)) {
        const { rule, level } = step;
        const recipientId = recipient?.id ?? null;
        found.push({ at, rule, level, audience, recipientId, duty, actionId, caseId });
      }
      const through = then?.through ?? next.at;
      cursor = through;
    }
  }

  private async locked({ duty, dutyId }: DutyRef): Promise<Reminder | null> {
    return this.db.writing.findOne(Reminder, {
      where: { duty, dutyId },
      lock: this.db.rowLock,
    });
  }

  private async begin(about: DutyRef, cursor: Moment | null = null): Promise<Reminder | null> {
    const known = await this.chases.of(about);
    if (!known?.isOpen) return null;
    const { duty, dutyId, actionId } = known;
    const row = {
      id: newId(),
      duty,
      dutyId,
      actionId,
      policyVersion: known.policy.version,
      nextAt: null,
      cursor,
      occasion: 0,
      leasedUntil: null,
      stoppedAt: null,
      stoppedReason: null,
    };
    await this.db.writing.createQueryBuilder().insert().into(Reminder).values(row).orIgnore().execute();
    return this.locked(about);
  }

  /** Whether something of a decision that lies before the cursor was never entered in the ledger: its clock moved there. */
  private async hasMovedEarlier(chase: Chase, cursor: Moment | null): Promise<boolean> {
    const { duty, dutyId, facts } = chase;
    if (duty !== 'decision' || chase.isPaused || cursor === null) return false;
    const circle = { ...chase.circle, people: await this.chases.peopleAround(chase) };
    const due = deliveries(saidBy(facts, cursor, chase), circle);
    const ledger = await this.db.writing.findBy(ReminderMessage, { duty, dutyId });
    return due.some((delivery) => !ledger.some((row) => isFor(row, delivery)));
  }

  private async stop(row: Reminder): Promise<void> {
    if (row.stoppedAt !== null && row.nextAt === null) return;
    const stopped = { nextAt: null, leasedUntil: null, stoppedAt: this.clock.now(), stoppedReason: 'closed' };
    await this.db.writing.update(Reminder, { id: row.id }, stopped);
  }
}

type Planned = DutyRef & { cursor: Moment | null };

/** A message `m` that reached nobody, and none to the same audience did later. */
const REACHED_NOBODY = `m.state in ('failed', 'skipped_no_recipient')
    and not exists (select 1 from reminder_message s where s.duty = m.duty and s.duty_id = m.duty_id
      and s.audience = m.audience and s.state = 'sent' and s.scheduled_at > m.scheduled_at)`;

/** Whether somebody runs any panel is asked of the first: which cases they may know of the condition says. */
function panelOf(actor: Actor): { panelId?: string } {
  const [panelId] = actor.kind === 'person' ? actor.panelIds : [];
  return panelId ? { panelId } : {};
}

/** Whether a row of the ledger is about that message. */
export function isFor(
  row: Pick<ReminderMessage, 'stepKey' | 'scheduledAt' | 'audience'>,
  { step, audience }: Delivery,
): boolean {
  return row.stepKey === step.key && row.scheduledAt === step.at && row.audience === audience;
}

/** When to look at an open duty next; null: not while it rests. */
export function nextAtOf({ facts, holidays, policy, isPaused }: Chase, cursor: Moment | null): Moment | null {
  if (isPaused) return null;
  return nextStepAfter(facts, cursor, { holidays, policy })?.at ?? null;
}

const chaseOf = (duty: Duty, id: string) =>
  `left join reminder r on r.duty = '${duty}' and r.duty_id = ${id}`;

/** Duties whose row is missing or stands still though it should not, or goes on though it should not. */
const MISSING: Record<Duty, string> = {
  action: `select a.id from action a ${chaseOf('action', 'a.id')}
    where (a.is_open = :yes and r.next_at is null) or (a.is_open = :no and r.next_at is not null)`,
  decision: `select t.case_id as id from triage t ${chaseOf('decision', 't.case_id')}
    where (t.is_open = :yes and t.is_stopped = :no and r.next_at is null)
       or ((t.is_open = :no or t.is_stopped = :yes) and r.next_at is not null)`,
  answer: `select t.case_id as id from triage t ${chaseOf('answer', 't.case_id')}
    where (t.is_open = :yes and t.is_stopped = :yes and r.next_at is null)
       or ((t.is_open = :no or t.is_stopped = :no) and r.next_at is not null)`,
  transfer: `select t.id from case_transfer t ${chaseOf('transfer', 't.id')}
    where (t.settled_at is null and r.next_at is null) or (t.settled_at is not null and r.next_at is not null)`,
};
