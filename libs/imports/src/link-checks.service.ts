import { Injectable } from '@nestjs/common';
import type { Actor } from '#access';
import { Agencies } from '#agencies';
import { Fault, ok, refused, type Result } from '#kernel';
import { Database } from '#platform';
import { FoundLinksReader } from './found-links.reader.js';
import type { ImportProgress, ImportReport } from './import-report.js';
import type { ImportRefusalCode } from './file-import.service.js';
import { checkLinks, type LinkCheck, type LinkTruth } from './link-check.rules.js';
import { ReferralImport } from './referral-import.service.js';

/** Why a file cannot be held against its truth. */
export type LinkCheckRefusal = ImportRefusalCode | 'RECORD_NOT_EMPTY';

/**
 * Holds the rules of links against a file of made-up referrals of which the truth is known: imports it on the way that
 * every referral takes, reads what was connected, counts. In a record made for it, never in one that is in use.
 */
@Injectable()
export class LinkChecks {
  constructor(
    private readonly db: Database,
    private readonly agencies: Agencies,
    private readonly referrals: ReferralImport,
    private readonly found: FoundLinksReader,
  ) {}

  /** Imports and counts. Refused in a record that holds a case, and where the file cannot be imported. */
  async check(
    actor: Actor,
    bytes: Uint8Array,
    truth: LinkTruth,
    onProgress: (progress: ImportProgress) => void = () => undefined,
  ): Promise<Result<{ imported: ImportReport; check: LinkCheck }, LinkCheckRefusal>> {
    const rows = await this.db.query(`select id from case_file limit 1`);
    if (rows.length > 0) return refused('RECORD_NOT_EMPTY', 'There are cases in this record.');
    await this.addAgencies(actor, bytes);
    const imported = await this.referrals.importReferrals(actor, bytes, { createPanels: true, onProgress });
    if (!imported.ok) return imported;
    return ok({ imported: imported.value, check: checkLinks(truth, await this.found.read()) });
  }

  /** The agencies that the file names, as plain ones: who referred says nothing about who is who. */
  private async addAgencies(actor: Actor, bytes: Uint8Array): Promise<void> {
    const tried = await this.referrals.importReferrals(actor, bytes, { dryRun: true, createPanels: true });
    if (!tried.ok) return;
    const issues = tried.value.rows.flatMap((row) => row.issues);
    const unknown = issues.filter(({ code }) => code === 'agency_unknown').map(({ raw }) => raw.trim());
    for (const name of new Set(unknown)) {
      const added = await this.agencies.add(actor, { name, kind: 'other', emailDomain: null, isCore: false });
      if (!added.ok && added.refusal.code !== 'AGENCY_EXISTS') throw new Fault('An agency was not added');
    }
  }
}
