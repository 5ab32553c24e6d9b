import { Injectable } from '@nestjs/common';
import { mustBeAllowed, type PersonActor } from '#access';
import { Clock, type Moment, ok, refused, type Result } from '#kernel';
import { Database } from '#platform';
import { Audit } from './audit.service.js';
import { UnusualTermsChange } from './unusual-terms.entity.js';
import {
  checkUnusualTerms,
  type TermsChange,
  termsChanges,
  type UnusualTerms,
  USUAL_TERMS,
} from './unusual.rules.js';

/** The terms that hold, and which of them somebody saw. */
export type SetTerms = UnusualTerms & { version: number };

/** What somebody changed of the terms at one time, and why. */
export type TermsStep = {
  version: number;
  changes: TermsChange[];
  reason: string;
  changedById: string;
  changedAt: Moment;
};

/** Why terms cannot be kept as given. */
export type TermsRefusal = 'SETTING_NOT_POSSIBLE' | 'CHANGED_SINCE_YOU_LOOKED';

/** Most steps that are shown. */
const MOST_STEPS = 100;

/** From when on the work of a day looks unusual: set by auditors and administrators, with a reason that both can read. */
@Injectable()
export class UnusualTermsSettings {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** The terms that hold now, for those who may change them. */
  get(actor: PersonActor): Promise<SetTerms> {
    mustBeAllowed(actor, 'audit:set');
    return this.current();
  }

  /** The terms that hold now. */
  async current(): Promise<SetTerms> {
    return (await this.latest(1))[0] ?? { ...USUAL_TERMS, version: 1 };
  }

  /** What was changed, latest first. */
  async history(actor: PersonActor): Promise<TermsStep[]> {
    mustBeAllowed(actor, 'audit:set');
    const rows = await this.latest(MOST_STEPS + 1);
    return rows.slice(0, MOST_STEPS).map((row, n) => ({
      version: row.version,
      changes: termsChanges(rows[n + 1] ?? USUAL_TERMS, row),
      reason: row.reason,
      changedById: row.changedById,
      changedAt: row.changedAt,
    }));
  }

  /**
   * Changes the terms, with a reason of one line that was checked at the door. Days past are looked at by the new
   * terms, too. Of two people who change them at once one is refused.
   */
  change(
    actor: PersonActor,
    version: number,
    { terms, reason }: { terms: UnusualTerms; reason: string },
  ): Promise<Result<SetTerms, TermsRefusal>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'audit:set');
      const before = await this.current();
      if (before.version !== version) return meanwhile();
      const checked = checkUnusualTerms(terms);
      if (!checked.ok) return checked;
      const fields = termsChanges(before, checked.value).map(({ field }) => field);
      if (fields.length === 0) return ok(before);
      const after = { ...checked.value, version: version + 1 };
      if (!(await this.keep({ ...after, reason, changedById: actor.personId, changedAt: this.clock.now() })))
        return meanwhile();
      await this.audit.record(actor, 'audit:set', 'unusual', { fields, why: reason });
      return ok(after);
    });
  }

  /** False when somebody else kept the same version first. */
  private async keep(row: UnusualTermsChange): Promise<boolean> {
    const kept = await this.db.change(
      `insert into unusual_terms_change
         (version, cases, outside, at_night, at_weekend, night_until, night_from, reason, changed_by_id, changed_at)
       values (:version, :cases, :outside, :atNight, :atWeekend, :nightUntil, :nightFrom, :reason, :changedById, :changedAt)
       on conflict do nothing returning version`,
      { ...row },
    );
    return kept.length > 0;
  }

  private latest(count: number): Promise<UnusualTermsChange[]> {
    const rows = this.db.inTransaction ? this.db.writing : this.db.reading;
    return rows.find(UnusualTermsChange, { order: { version: 'DESC' }, take: count });
  }
}

function meanwhile() {
  return refused('CHANGED_SINCE_YOU_LOOKED', 'Somebody changed this since you opened it. Look again.');
}
