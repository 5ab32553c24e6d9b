import { Injectable } from '@nestjs/common';
import { type BankHolidays, Clock, type Day, minutesBetween, type Moment } from '#kernel';
import { keepsAway } from '#cases';
import { Panels, type Panel } from '#panels';
import { Database } from '#platform';
import type { Circle, Recipient } from './recipients.rules.js';
import type { ReminderPriority } from './reminder-policy.js';
import type { ReminderFacts } from './reminder-policy.rules.js';

/** An action as far as its reminders care: the facts of the policy, and who stands around it. */
export type Chase = {
  actionId: string;
  caseId: string;
  isOpen: boolean;
  facts: ReminderFacts;
  holidays: BankHolidays;
  circle: Omit<Circle, 'people'> & { panelId: string };
};

type ChaseRow = {
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

/** Reads what the reminders of actions depend on, afresh every time. */
@Injectable()
export class ChaseReader {
  private readonly kept = new Map<string, { at: Moment; days: BankHolidays }>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly panels: Panels,
  ) {}

  /** One action; null when there is none. */
  async of(actionId: string): Promise<Chase | null> {
    return (await this.ofAll([actionId]))[0] ?? null;
  }

  /** Many actions, in no order. */
  async ofAll(actionIds: readonly string[]): Promise<Chase[]> {
    if (actionIds.length === 0) return [];
    const names = actionIds.map((_, i) => `:id${i}`);
    const values = Object.fromEntries(actionIds.map((id, i) => [`id${i}`, id]));
    const rows = await this.db.query<ChaseRow>(`${SELECT} where a.id in (${names.join(', ')})`, {
      ...values,
      isActive: true,
    });
    return Promise.all(rows.map(async (row) => toChase(row, await this.holidays(row.nation))));
  }

  /** The active people who may be meant by a reminder about this action; nobody whom a list of its case keeps away. */
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

const SELECT = `
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

function toChase(row: ChaseRow, holidays: BankHolidays): Chase {
  const { priority, agreedAt, givenAt, dueOn, dueAt, acknowledgedAt, nextMeetingOn } = row;
  const { agencyId, ownerId, deputyId, chairId, coordinatorId, panelLpa, panelId } = row;
  return {
    actionId: row.actionId,
    caseId: row.caseId,
    isOpen: Boolean(row.isOpen),
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
    holidays,
    circle: { agencyId, ownerId, deputyId, chairId, coordinatorId, panelLpa, panelId },
  };
}
