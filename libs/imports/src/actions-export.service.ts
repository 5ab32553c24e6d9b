import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { ActionPriority, ActionStatus } from '#actions';
import { type Actor, mustBeAllowed } from '#access';
import { Audit } from '#audit';
import { addDays, atLondon, type Day, newId, type TimeOfDay } from '#kernel';
import { Database } from '#platform';

/** One action as it goes out. The owner is named by work address, as in the files that come in. */
export type ExportedAction = {
  reference: string;
  caseReference: string;
  panel: string;
  meetingOn: Day | null;
  text: string;
  agency: string;
  ownerName: string | null;
  ownerEmail: string | null;
  priority: ActionPriority;
  originalDueOn: Day;
  dueOn: Day;
  status: ActionStatus;
  closedOn: Day | null;
  reasonCode: string | null;
  note: string;
};

const HEADINGS: Record<keyof ExportedAction, string> = {
  reference: 'Action',
  caseReference: 'Case',
  panel: 'Panel',
  meetingOn: 'Meeting date',
  text: 'Action text',
  agency: 'Agency',
  ownerName: 'Owner',
  ownerEmail: 'Owner e-mail',
  priority: 'Priority',
  originalDueOn: 'First due',
  dueOn: 'Due date',
  status: 'Status',
  closedOn: 'Status date',
  reasonCode: 'Reason',
  note: 'Note',
};

const MIDNIGHT = '00:00' as TimeOfDay;

/** Actions going out as a file. */
@Injectable()
export class ActionsExport {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
  ) {}

  /** The actions agreed on these London days, oldest first. Recorded in the audit. Throws NotPermitted. */
  rows(actor: Actor, { from, to }: { from: Day; to: Day }): Promise<ExportedAction[]> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'import:run');
      mustBeAllowed(actor, 'action:read', { panelId: null });
      await this.audit.record(actor, 'action:export', newId(), { fields: Object.keys(HEADINGS) });
      const rows = await this.db.query<ExportedAction>(
        `select a.reference, c.reference as "caseReference", s.name as panel, m.held_on as "meetingOn", a.text,
                g.name as agency, p.name as "ownerName", p.email as "ownerEmail", a.priority,
                a.original_due_on as "originalDueOn", a.due_on as "dueOn", a.status, a.closed_on as "closedOn",
                a.reason_code as "reasonCode", a.note
           from action a
           join case_file c on c.id = a.case_id join panel s on s.id = a.panel_id
           join agency g on g.id = a.agency_id
           left join meeting m on m.id = a.meeting_id left join person p on p.id = a.owner_id
          where a.agreed_at >= :start and a.agreed_at < :finish
          order by a.agreed_at, a.reference`,
        { start: atLondon(from, MIDNIGHT), finish: atLondon(addDays(to, 1), MIDNIGHT) },
      );
      return rows.map((row) => ({
        ...row,
        text: this.db.opened('action.text', row.text),
        note: this.db.opened('action.note', row.note),
      }));
    });
  }

  /** The same as CSV with a byte order mark for spreadsheets; text that would run as a formula is made harmless. */
  async csv(actor: Actor, period: { from: Day; to: Day }): Promise<string> {
    const rows = await this.rows(actor, period);
    return stringify(rows, {
      header: true,
      bom: true,
      escape_formulas: true,
      columns: Object.entries(HEADINGS).map(([key, header]) => ({ key, header })),
    });
  }
}
