import type { Day, Moment } from '#kernel';
import type { Database } from '#platform';
import { deliveries, nextStepAfter, occasion, type Recipient, type ReminderPriority } from '#reminders';

/** One reminder, as it can be known from outside: to whom, and about which action. */
export type Told = `${string} ${string}`;

type OpenAction = {
  id: string;
  priority: ReminderPriority;
  agreedAt: Moment;
  dueOn: Day;
  dueAt: Moment;
  acknowledgedAt: Moment | null;
  nextMeetingOn: Day | null;
  agencyId: string;
  ownerId: string | null;
  chairId: string | null;
  coordinatorId: string | null;
  panelLpa: string | null;
};

/**
 * Says, from the policy alone, who must be told what: it keeps its own count of what has been dealt with and knows
 * nothing of the queue, the ledger or the worker.
 */
export class ExpectedMail {
  private readonly dealtWith = new Map<string, Moment | null>();

  constructor(
    private readonly db: Database,
    private readonly holidays: ReadonlySet<Day>,
  ) {}

  /**
   * Takes note of the actions that are open now: what would have been said before this moment counts as said, but for
   * what is overdue.
   */
  async startFrom(moment: Moment): Promise<void> {
    for (const { id, dueAt } of await this.openActions())
      this.dealtWith.set(id, dueAt < moment ? dueAt : moment);
  }

  /** Who must be told at this moment; what is said counts as said. */
  async at(now: Moment): Promise<Told[]> {
    const told: Told[] = [];
    const people = await this.people();
    for (const action of await this.openActions()) {
      const owner = people.find((person) => person.id === action.ownerId);
      const facts = { ...action, givenAt: null, hasDeputy: Boolean(owner?.deputyId), pausedUntil: null };
      const cursor = this.dealtWith.get(action.id) ?? null;
      const due = occasion(facts, cursor, now, { holidays: this.holidays });
      if (!due) continue;
      this.dealtWith.set(action.id, due.through);
      const deputyId = owner?.deputyId ?? null;
      for (const { recipient } of deliveries(due.messages, { ...action, deputyId, people })) {
        if (recipient) told.push(`${recipient.email} ${action.id}`);
      }
    }
    return told.sort();
  }

  /** Whether the policy would still tell anybody anything. */
  async isOver(): Promise<boolean> {
    const open = await this.openActions();
    return open.every((action) => {
      const facts = { ...action, givenAt: null, hasDeputy: false, pausedUntil: null };
      return (
        nextStepAfter(facts, this.dealtWith.get(action.id) ?? null, { holidays: this.holidays }) === null
      );
    });
  }

  private openActions(): Promise<OpenAction[]> {
    return this.db.query<OpenAction>(
      `select a.id, a.priority, a.agreed_at as "agreedAt", a.due_on as "dueOn", a.due_at as "dueAt",
              a.acknowledged_at as "acknowledgedAt", a.agency_id as "agencyId", a.owner_id as "ownerId",
              p.chair_id as "chairId", p.coordinator_id as "coordinatorId", p.lpa as "panelLpa",
              (select min(m.held_on) from meeting m where m.panel_id = a.panel_id and m.held_on > a.due_on
                  and m.state <> 'cancelled') as "nextMeetingOn"
         from action a join panel p on p.id = a.panel_id where a.is_open = :isOpen`,
      { isOpen: true },
    );
  }

  private people(): Promise<Recipient[]> {
    return this.db.query<Recipient>(
      `select id, name, email, agency_id as "agencyId", role, lpa, deputy_id as "deputyId" from person`,
    );
  }
}
