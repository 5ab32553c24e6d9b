import { Injectable } from '@nestjs/common';
import { CaseFile, CasePerson, RiskAssessment } from '#cases';
import { Database } from '#platform';
import { In } from 'typeorm';
import { nameKey } from '../agency-matching.rules.js';
import { ImportWorld } from '../import-world.js';
import { asReferral } from '../referral-mapping.rules.js';
import type { ReferralRow } from '../referral-rows.rules.js';
import { isSameReferral, type RecordedReferral } from './same-referral.rules.js';

/** How many cases are read at once. */
const AT_ONCE = 100;

/** Tells whether the record holds the very referral of a row, or something else under its reference. */
@Injectable()
export class KnownReferrals {
  constructor(
    private readonly db: Database,
    private readonly world: ImportWorld,
  ) {}

  /** The rows whose case says the same, each with whether that case is in triage still. */
  async sameAs(rows: readonly ReferralRow[]): Promise<Map<ReferralRow, { inTriage: boolean }>> {
    const same = new Map<ReferralRow, { inTriage: boolean }>();
    if (rows.length === 0) return same;
    const ids = new Map((await this.world.cases()).map(({ id, reference }) => [nameKey(reference), id]));
    for (let at = 0; at < rows.length; at += AT_ONCE) {
      const some = rows.slice(at, at + AT_ONCE);
      const cases = await this.casesOf(some.flatMap((row) => ids.get(nameKey(row.referral_ref)) ?? []));
      for (const row of some) {
        const known = cases.get(nameKey(row.referral_ref));
        if (known && isSameReferral(asReferral(row, ''), known))
          same.set(row, { inTriage: known.caseFile.state === 'triage' });
      }
    }
    return same;
  }

  private async casesOf(ids: readonly string[]): Promise<Map<string, RecordedReferral>> {
    const [cases, people, scores] = [
      await this.db.reading.findBy(CaseFile, { id: In([...ids]) }),
      await this.db.reading.findBy(CasePerson, { caseId: In([...ids]) }),
      await this.db.reading.findBy(RiskAssessment, { caseId: In([...ids]) }),
    ];
    return new Map(
      cases.map((caseFile) => {
        const isOfCase = ({ caseId }: { caseId: string }) => caseId === caseFile.id;
        const found = { caseFile, people: people.filter(isOfCase), scores: scores.filter(isOfCase) };
        return [nameKey(caseFile.reference), found];
      }),
    );
  }
}
