import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, mustBeAllowed } from '#access';
import { CaseRecords, Cases, Incident, type ReportedIncident } from '#cases';
import { Clock, type Result } from '#kernel';
import { Database } from '#platform';
import { nameKey } from './agency-matching.rules.js';
import { FileImport, type ImportRefusalCode } from './file-import.service.js';
import type { ImportOptions, ImportReport } from './import-report.js';
import { ImportWorld, type KnownCase } from './import-world.js';
import { type IncidentColumns, readIncidents } from './incident-rows.rules.js';
import type { RowFinding } from './row-finding.js';

/** Cases that are looked up in one statement. */
const AT_ONCE = 500;

/** Takes a list of incidents over into the logs of cases, one by one, so that the rules look at each. */
@Injectable()
export class IncidentImport {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly world: ImportWorld,
    private readonly cases: Cases,
    private readonly records: CaseRecords,
    private readonly file: FileImport,
  ) {}

  /** Adds the incidents of a file, known by case, day, behaviours, channel, place and note. */
  async importIncidents(
    actor: Actor,
    bytes: Uint8Array,
    options: ImportOptions,
  ): Promise<Result<ImportReport, ImportRefusalCode>> {
    mustBeAllowed(actor, 'import:run');
    const cases = await this.casesOf(actor);
    const caseIds = new Map(cases.map(({ id, reference }) => [nameKey(reference), id]));
    const read = readIncidents(bytes, {
      asOf: this.clock.today(),
      caseReferences: cases.map(({ reference }) => reference),
    });
    if (!read.ok) return read;
    const caseOf = (row: IncidentColumns) => caseIds.get(nameKey(row.case_ref))!;
    const keyOfRow = (row: IncidentColumns) => keyOf(caseOf(row), reported(row));
    const accepted = read.value.rows.flatMap(({ values }) => (values ? [caseOf(values)] : []));
    const known = await this.knownKeys([...new Set(accepted)]);
    const firstRows = new Map<string, number>();
    return this.file.run(
      actor,
      read.value,
      {
        kind: 'incidents',
        isKnown: (row) => known.has(keyOfRow(row)),
        find: (row, at) => {
          const first = firstRows.get(keyOfRow(row));
          if (first === undefined) firstRows.set(keyOfRow(row), at);
          return first === undefined ? [] : [sameIncident(first)];
        },
        write: (row) => this.records.recordIncident(actor, caseOf(row), reported(row)),
      },
      options,
    );
  }

  /** The cases to which this actor may add; every other is as if it did not exist. */
  private async casesOf(actor: Actor): Promise<KnownCase[]> {
    const all = await this.world.cases();
    const open = new Set<string>();
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const some = all.slice(from, from + AT_ONCE).map(({ id }) => id);
      for (const id of await this.cases.visibleIds(actor, some, 'case:refer')) open.add(id);
    }
    return all.filter(({ id }) => open.has(id));
  }

  /** The keys of every incident in the logs of these cases. */
  private async knownKeys(caseIds: readonly string[]): Promise<Set<string>> {
    const keys = new Set<string>();
    for (let from = 0; from < caseIds.length; from += AT_ONCE) {
      const some = caseIds.slice(from, from + AT_ONCE);
      const found = await this.db.reading.findBy(Incident, { caseId: In(some) });
      for (const one of found) keys.add(keyOf(one.caseId, one));
    }
    return keys;
  }
}

function reported(row: IncidentColumns): ReportedIncident {
  return {
    occurredOn: row.occurred_on,
    behaviours: row.behaviours,
    channel: row.channel ?? '',
    place: row.place ?? '',
    description: row.note,
    evidenceReferences: row.evidence ?? [],
    isBreach: row.breach === 'yes',
    isWeaponOrStrangulation: row.weapon === 'yes',
  };
}

function keyOf(caseId: string, one: ReportedIncident): string {
  const { occurredOn, behaviours, channel, place, description } = one;
  return [caseId, occurredOn, [...behaviours].sort().join(), channel, place, description].join('\u001f');
}

function sameIncident(first: number): RowFinding {
  return {
    field: 'note',
    severity: 'error',
    code: 'duplicate_key',
    says: `same incident of the same case as row ${first}`,
    duplicateOfRow: first,
  };
}
