import { Injectable } from '@nestjs/common';
import type { Actor } from '#access';
import type { Result } from '#kernel';
import { ActionImport } from './action-import.service.js';
import { DirectoryImport } from './directory-import.service.js';
import type { ImportRefusalCode } from './file-import.service.js';
import { IncidentImport } from './incident-import.service.js';
import type { ImportKind, ImportOptions, ImportReport } from './import-report.js';
import { ReferralImport, type ReferralImportOptions } from './referral-import.service.js';

/** What an import gives: what became of every row, or why none could be dealt with. */
export type ImportResult = Result<ImportReport, ImportRefusalCode>;

/**
 * Files that agencies send, taken into the record: every row is accepted or rejected with line, field and reason,
 * nothing is written until all are checked, and then all accepted rows are written or none. What is in the record
 * already is left as it is, so the same file twice changes nothing. All throw NotPermitted.
 */
@Injectable()
export class Imports {
  constructor(
    private readonly directory: DirectoryImport,
    private readonly referrals: ReferralImport,
    private readonly actions: ActionImport,
    private readonly incidents: IncidentImport,
  ) {}

  /** Adds the agencies of a file, known by their name. */
  importAgencies(actor: Actor, bytes: Uint8Array, options: ImportOptions = {}): Promise<ImportResult> {
    return this.directory.importAgencies(actor, bytes, options);
  }

  /** Adds the people of a file, known by their e-mail address. */
  importPeople(actor: Actor, bytes: Uint8Array, options: ImportOptions = {}): Promise<ImportResult> {
    return this.directory.importPeople(actor, bytes, options);
  }

  /** Adds the referrals of a file, known by their reference, to the panels of their kind and area. */
  importReferrals(
    actor: Actor,
    bytes: Uint8Array,
    options: ReferralImportOptions = {},
  ): Promise<ImportResult> {
    return this.referrals.importReferrals(actor, bytes, options);
  }

  /** Adds the actions of a file, known by case, meeting day, agency and text, with the meetings of those days. */
  importActions(actor: Actor, bytes: Uint8Array, options: ImportOptions = {}): Promise<ImportResult> {
    return this.actions.importActions(actor, bytes, options);
  }

  /** Adds the incidents of a file to the logs of their cases; the flag rules look at each. */
  importIncidents(actor: Actor, bytes: Uint8Array, options: ImportOptions = {}): Promise<ImportResult> {
    return this.incidents.importIncidents(actor, bytes, options);
  }

  /** Imports a file of any kind. */
  importFile(
    actor: Actor,
    kind: ImportKind,
    bytes: Uint8Array,
    options: ReferralImportOptions = {},
  ): Promise<ImportResult> {
    if (kind === 'agencies') return this.importAgencies(actor, bytes, options);
    if (kind === 'people') return this.importPeople(actor, bytes, options);
    if (kind === 'referrals') return this.importReferrals(actor, bytes, options);
    if (kind === 'incidents') return this.importIncidents(actor, bytes, options);
    return this.importActions(actor, bytes, options);
  }
}
