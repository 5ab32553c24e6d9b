import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { Action, ActionUpdate } from '#actions';
import { Agency, Person } from '#agencies';
import type { AuditAct } from '#audit';
import {
  CaseAccess,
  CaseFile,
  CaseFlag,
  CasePerson,
  Incident,
  RiskAssessment,
  Triage,
  TriageStep,
} from '#cases';
import { Attendance, Listing, Meeting } from '#meetings';
import { OutcomeReview } from '#outcomes';
import { Panel, PanelMember } from '#panels';
import type { Database } from '#platform';
import { Reminder, ReminderMessage } from '#reminders';

/** A row as it is written: the version counts from 1 by itself. */
export type Row<E> = Omit<E, 'version'>;

/** The rows of one area, by table. */
export class DemoRows {
  readonly agencies: Row<Agency>[] = [];
  readonly people: Row<Person>[] = [];
  readonly panels: Row<Panel>[] = [];
  readonly members: Row<PanelMember>[] = [];
  readonly meetings: Row<Meeting>[] = [];
  readonly attendance: Row<Attendance>[] = [];
  readonly cases: Row<CaseFile>[] = [];
  readonly casePeople: Row<CasePerson>[] = [];
  readonly caseAccess: Row<CaseAccess>[] = [];
  readonly assessments: Row<RiskAssessment>[] = [];
  readonly incidents: Row<Incident>[] = [];
  readonly flags: Row<CaseFlag>[] = [];
  readonly triages: Row<Triage>[] = [];
  readonly triageSteps: TriageStep[] = [];
  readonly listings: Row<Listing>[] = [];
  readonly actions: Row<Action>[] = [];
  readonly updates: Row<ActionUpdate>[] = [];
  readonly reviews: Row<OutcomeReview>[] = [];
  readonly reminders: Row<Reminder>[] = [];
  readonly messages: Row<ReminderMessage>[] = [];
  readonly audit: AuditAct[] = [];

  /** Table by table, so that no row comes before one that it refers to. */
  inOrder(): [EntityTarget<ObjectLiteral>, object[]][] {
    return [
      [Agency, this.agencies],
      [Person, this.people],
      [Panel, this.panels],
      [PanelMember, this.members],
      [Meeting, this.meetings],
      [Attendance, this.attendance],
      [CaseFile, this.cases],
      [CasePerson, this.casePeople],
      [CaseAccess, this.caseAccess],
      [RiskAssessment, this.assessments],
      [Incident, this.incidents],
      [CaseFlag, this.flags],
      [Triage, this.triages],
      [TriageStep, this.triageSteps],
      [Listing, this.listings],
      [Action, this.actions],
      [ActionUpdate, this.updates],
      [OutcomeReview, this.reviews],
      [Reminder, this.reminders],
      [ReminderMessage, this.messages],
    ];
  }
}

/** Values in one statement, below the 32,766 that SQLite takes. */
const MOST_VALUES = 16_000;

/** Writes rows in as few statements as the database takes. Inside a transaction only. */
export async function writeRows(
  db: Database,
  entity: EntityTarget<ObjectLiteral>,
  rows: readonly object[],
): Promise<void> {
  const columns = rows.length > 0 ? Object.keys(rows[0]!).length : 1;
  const size = Math.floor(MOST_VALUES / columns);
  for (let from = 0; from < rows.length; from += size) {
    // Reading the versions back, which is what TypeORM does by itself, would cost one query for each chunk.
    await db.writing
      .createQueryBuilder()
      .insert()
      .into(entity)
      .values(rows.slice(from, from + size))
      .updateEntity(false)
      .execute();
  }
}
