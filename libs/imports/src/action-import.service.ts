import { Injectable } from '@nestjs/common';
import { ImportedActions, type ImportedActionStatus, LONGEST_ACTION_TEXT } from '#actions';
import { type Actor, mustBeAllowed } from '#access';
import { Clock, type Day, refused, type Result } from '#kernel';
import type { Panel } from '#panels';
import { Database } from '#platform';
import { Reminders } from '#reminders';
import { type ActionRow, readActions } from './action-rows.rules.js';
import { nameKey } from './agency-matching.rules.js';
import { FileImport, type ImportRefusalCode } from './file-import.service.js';
import type { ImportOptions, ImportReport } from './import-report.js';
import { ImportWorld, type KnownCase } from './import-world.js';
import { matchPanel } from './panel-matching.rules.js';
import type { RowFinding } from './row-finding.js';

const STATUSES: Record<ActionRow['status'], ImportedActionStatus> = {
  open: 'agreed',
  complete: 'completed',
  not_possible: 'not_possible_changed',
  not_done: 'not_undertaken',
};

/** Takes over the actions of a coordinator's own list, as they were agreed and as they stand. */
@Injectable()
export class ActionImport {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly world: ImportWorld,
    private readonly actions: ImportedActions,
    private readonly reminders: Reminders,
    private readonly file: FileImport,
  ) {}

  /** Adds the actions of a file, known by case, meeting day, agency and text. */
  async importActions(
    actor: Actor,
    bytes: Uint8Array,
    options: ImportOptions,
  ): Promise<Result<ImportReport, ImportRefusalCode>> {
    mustBeAllowed(actor, 'import:run');
    const [agencies, people, cases, panels] = [
      await this.world.agencies(),
      await this.world.people(),
      await this.world.cases(),
      await this.world.panels(),
    ];
    const read = readActions(bytes, {
      asOf: this.clock.today(),
      agencies,
      people: people.filter((person) => person.isActive),
      caseReferences: cases.map(({ reference }) => reference),
    });
    if (!read.ok) return read;
    const known = await this.knownKeys();
    const caseOf = new Map(cases.map((one) => [nameKey(one.reference), one]));
    const kinds = new Map(agencies.map(({ id, kind }) => [id, kind]));
    const employers = new Map(people.map(({ id, agencyId }) => [id, agencyId]));
    const panelOf = (row: ActionRow) => panelFor(row, caseOf.get(nameKey(row.case_ref))!, panels);
    const firstRows = new Map<string, number>();
    return this.file.run(
      actor,
      read.value,
      {
        kind: 'actions',
        isKnown: (row) => known.has(keyOf(row)),
        find: (row, at) => {
          const panel = panelOf(row);
          const first = firstRows.get(keyOf(row));
          if (first === undefined) firstRows.set(keyOf(row), at);
          return [
            ...(panel.ok ? [] : [panelUnknown(panel.refusal.message)]),
            ...(first === undefined ? [] : [sameAction(first)]),
            ...textFindings(row),
            ...dayFindings(row),
            ...(row.owner_id && employers.get(row.owner_id) !== row.agency_id ? [OWNER_ELSEWHERE] : []),
          ];
        },
        write: async (row) => {
          const panel = panelOf(row);
          if (!panel.ok) return panel;
          const works = row.owner_id !== null && employers.get(row.owner_id) === row.agency_id;
          const recorded = await this.actions.record(actor, {
            caseFile: caseOf.get(nameKey(row.case_ref))!,
            panel: panel.value,
            meetingOn: row.meeting_on,
            agency: { id: row.agency_id, kind: kinds.get(row.agency_id)! },
            ownerId: works ? row.owner_id : null,
            text: row.action,
            priority: row.priority,
            dueOn: row.due_on,
            status: STATUSES[row.status],
            statusOn: row.status === 'open' ? null : row.status_on,
            note: row.note ?? '',
          });
          if (recorded.ok && recorded.value.isOpen) {
            // What is overdue already goes up the ladder once; of what is not, only what is still to come is sent.
            const { id, dueAt } = recorded.value;
            const now = this.clock.now();
            await this.reminders.chaseFrom(id, dueAt < now ? dueAt : now);
          }
          return recorded;
        },
      },
      options,
    );
  }

  /** The keys of every action that was agreed at a meeting. */
  private async knownKeys(): Promise<Set<string>> {
    const rows = await this.db.query<KeyParts & { planned_on: Day }>(
      `select c.reference as "case_ref", m.held_on as "meeting_on", m.planned_on as "planned_on",
              a.agency_id as "agency_id", a.text as "action"
         from action a join case_file c on c.id = a.case_id join meeting m on m.id = a.meeting_id`,
    );
    return new Set(
      rows.flatMap((row) => {
        const opened = { ...row, action: this.db.opened('action.text', row.action) };
        return [keyOf(opened), keyOf({ ...opened, meeting_on: row.planned_on })];
      }),
    );
  }
}

type KeyParts = Pick<ActionRow, 'case_ref' | 'meeting_on' | 'agency_id' | 'action'>;

function keyOf({ case_ref, meeting_on, agency_id, action }: KeyParts): string {
  return [nameKey(case_ref), meeting_on, agency_id, nameKey(action)].join('\u001f');
}

/** The case's own panel where it is of the kind that the row names; else the standing panel of that kind. */
function panelFor(row: ActionRow, caseFile: KnownCase, panels: readonly Panel[]): Result<Panel> {
  const own = panels.find((panel) => panel.id === caseFile.panelId);
  if (own?.kind === row.panel) return { ok: true, value: own };
  const found = matchPanel(panels, row.panel, caseFile.lpa);
  return found.ok ? found : refused(found.refusal.code, found.refusal.message, 'panel');
}

function panelUnknown(says: string): RowFinding {
  return { field: 'panel', severity: 'error', code: 'panel_unknown', says };
}

function sameAction(first: number): RowFinding {
  return {
    field: 'action',
    severity: 'error',
    code: 'duplicate_key',
    says: `same case, meeting, agency and action as row ${first}`,
    duplicateOfRow: first,
  };
}

function textFindings({ action }: ActionRow): RowFinding[] {
  const length = [...action].length;
  if (length > LONGEST_ACTION_TEXT) {
    const says = `is longer than ${LONGEST_ACTION_TEXT} characters; shorten it, it is never cut`;
    return [{ field: 'action', severity: 'error', code: 'too_long', says }];
  }
  return length < 3
    ? [
        {
          field: 'action',
          severity: 'error',
          code: 'not_accepted',
          says: 'says too little; 3 characters at least',
        },
      ]
    : [];
}

function dayFindings({ meeting_on, due_on, status_on }: ActionRow): RowFinding[] {
  const early = (field: string): RowFinding => ({
    field,
    severity: 'warning',
    code: 'unlikely_date',
    says: 'is before the meeting at which the action was agreed',
  });
  return [
    ...(due_on < meeting_on ? [early('due_on')] : []),
    ...(status_on !== null && status_on < meeting_on ? [early('status_on')] : []),
  ];
}

const OWNER_ELSEWHERE: RowFinding = {
  field: 'owner_email',
  severity: 'warning',
  code: 'person_unknown',
  says: 'this person works for another agency; the agency owns the action until a person is named',
};
