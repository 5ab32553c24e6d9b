import { Injectable } from '@nestjs/common';
import { type BankHolidays, Clock, type Day, minutesBetween, type Moment } from '#kernel';
import { keepsAway } from '#cases';
import { Panels, type Panel } from '#panels';
import { Database } from '#platform';
import type { Chase } from './chase.js';
import type { Duty, DutyRef } from './duty.js';
import type { Recipient } from './recipients.rules.js';
import { REMINDER_POLICY, type ReminderPriority } from './reminder-policy.js';
import {
  answerChase,
  decisionChase,
  type ReferralRow,
  SELECT_REFERRALS,
  SELECT_TRANSFERS,
  transferChase,
  type TransferRow,
} from './triage-chases.js';

type ActionRow = {
  actionId: string;
  caseId: string;
  isOpen: boolean | number;
  priority: ReminderPriority;
  agreedAt: Moment;
  givenAt: Moment | null;
  dueOn: Day;
  dueAt: Moment;
  acknowledgedAt: Moment | null;
  nextMeetingOn: Day | null;
  agencyId: string;
  ownerId: string | null;
  deputyId: string | null;
  panelId: string;
  nation: Panel['nation'];
  chairId: string | null;
  coordinatorId: string | null;
  panelLpa: string | null;
};

/** How long bank holidays once read are taken as they were, minutes. */
const HOLIDAYS_KEPT = 1;

type AnyRow = { nation: Panel['nation'] };

/** How the rows of one kind of duty are read, up to the list of ids, and what they are chased as. */
const SOURCES: Record<Duty, { select: string; chase: (row: AnyRow, holidays: BankHolidays) => Chase }> = {
  action: {
    select: `${actionSelect()} where a.id in`,
    chase: (row, holidays) => actionChase(row as ActionRow, holidays),
  },
  decision: {
    select: `${SELECT_REFERRALS} where t.case_id in`,
    chase: (row, holidays) => decisionChase(row as ReferralRow, holidays),
  },
  answer: {
    select: `${SELECT_REFERRALS} where t.case_id in`,
    chase: (row, holidays) => answerChase(row as ReferralRow, holidays),
  },
  transfer: {
    select: `${SELECT_TRANSFERS} where t.id in`,
    chase: (row, holidays) => transferChase(row as TransferRow, holidays),
  },
};

/** Reads what reminders depend on, afresh every time. */
@Injectable()
export class ChaseReader {
  private readonly kept = new Map<string, { at: Moment; days: BankHolidays }>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly panels: Panels,
  ) {}

  /** One duty; null when there is none. */
  async of({ duty, dutyId }: DutyRef): Promise<Chase | null> {
    return (await this.ofAll(duty, [dutyId]))[0] ?? null;
  }

  /** Many duties of one kind, in no order. */
  async ofAll(duty: Duty, ids: readonly string[]): Promise<Chase[]> {
    if (ids.length === 0) return [];
    const { select, chase } = SOURCES[duty];
    const names = ids.map((_, i) => `:id${i}`);
    const values = Object.fromEntries(ids.map((id, i) => [`id${i}`, id]));
    const rows = await this.db.query<AnyRow>(`${select} (${names.join(', ')})`, {
      ...values,
      isActive: true,
    });
    return Promise.all(rows.map(async (row) => chase(row, await this.holidays(row.nation))));
  }

  /** The active people who may be meant by a reminder about this duty; nobody whom a list of its case keeps away. */
  peopleAround({ caseId, circle }: Chase): Promise<Recipient[]> {
    const { agencyId, ownerId, deputyId, chairId, coordinatorId, panelId } = circle;
    return this.db.query<Recipient>(
      `select p.id, p.name, p.email, p.agency_id as "agencyId", p.role, p.lpa, p.deputy_id as "deputyId"
         from person p
        where p.is_active = :isActive and p.kind = 'person'
          and (p.id in (:ownerId, :deputyId, :chairId, :coordinatorId)
            or (p.agency_id = :agencyId and p.role = 'agency_lead')
            or (p.role = 'strategic_lead' and (p.agency_id = :agencyId
              or p.agency_id in (select m.agency_id from panel_member m where m.panel_id = :panelId))))
          and not (${keepsAway('p')})`,
      { isActive: true, caseId, ownerId, deputyId, chairId, coordinatorId, agencyId, panelId },
    );
  }

  private async holidays(nation: Panel['nation']): Promise<BankHolidays> {
    const now = this.clock.now();
    const known = this.kept.get(nation);
    if (known && Math.abs(minutesBetween(known.at, now)) < HOLIDAYS_KEPT) return known.days;
    const days = await this.panels.holidays(nation);
    this.kept.set(nation, { at: now, days });
    return days;
  }
}

function actionSelect(): string {
  return `
  select a.id as "actionId", a.case_id as "caseId", a.is_open as "isOpen", a.priority, a.agreed_at as "agreedAt",
         a.due_on as "dueOn", a.due_at as "dueAt", a.acknowledged_at as "acknowledgedAt",
         a.agency_id as "agencyId", a.owner_id as "ownerId", d.id as "deputyId", a.panel_id as "panelId",
         p.nation, p.chair_id as "chairId", p.coordinator_id as "coordinatorId", p.lpa as "panelLpa",
         (select max(u.at) from action_update u where u.action_id = a.id and u.kind = 'reassigned'
             and (u.person_id is null or u.person_id <> coalesce(a.owner_id, ''))) as "givenAt",
         (select min(m.held_on) from meeting m where m.panel_id = a.panel_id and m.held_on > a.due_on
             and m.state <> 'cancelled') as "nextMeetingOn"
    from action a
    join panel p on p.id = a.panel_id
    left join person o on o.id = a.owner_id
    left join person d on d.id = o.deputy_id and d.is_active = :isActive and d.kind = 'person'`;
}

function actionChase(row: ActionRow, holidays: BankHolidays): Chase {
  const { priority, agreedAt, givenAt, dueOn, dueAt, acknowledgedAt, nextMeetingOn } = row;
  const { agencyId, ownerId, deputyId, chairId, coordinatorId, panelLpa, panelId } = row;
  return {
    duty: 'action',
    dutyId: row.actionId,
    actionId: row.actionId,
    caseId: row.caseId,
    isOpen: Boolean(row.isOpen),
    isPaused: false,
    facts: {
      priority,
      agreedAt,
      givenAt,
      dueOn,
      dueAt,
      acknowledgedAt,
      nextMeetingOn,
      hasDeputy: deputyId !== null,
      pausedUntil: null,
    },
    policy: REMINDER_POLICY,
    holidays,
    circle: { agencyId, ownerId, deputyId, chairId, coordinatorId, panelLpa, panelId },
  };
}
