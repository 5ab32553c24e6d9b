import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '#access';
import { Action } from '#actions';
import { Audit } from '#audit';
import { type CaseFile, Cases, type RiskLevel } from '#cases';
import { Clock, newId, ok, refused, type RefusedResult, type Result } from '#kernel';
import { Database } from '#platform';
import { type ClosureRefusal, closureBlockers, refusedBy } from './closing.rules.js';
import {
  type BehaviourOutcome,
  OutcomeReview,
  type ReviewOccasion,
  type VictimFeels,
} from './outcome-review.entity.js';
import { type OutcomeRefusal, outcomeSummary, type ReviewRefusal, reviewRefusal } from './review.rules.js';

/** What came of a case, as somebody says it, of the version of the case that they saw. */
export type CloseCase = {
  caseId: string;
  version: number;
  behaviour: BehaviourOutcome;
  victimFeels: VictimFeels;
  riskNow: RiskLevel;
  /** 0 to 999. */
  furtherIncidents: number;
  summary: string;
};

/** What came of a case some months after it was heard. */
export type RecordReview = CloseCase & { occasion: ReviewOccasion };

/** Somebody else was quicker. */
export type ChangedRefusal = 'CHANGED_SINCE_YOU_LOOKED';

/** Outcome reviews, and the closing of cases. */
@Injectable()
export class OutcomeReviews {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
  ) {}

  /**
   * Closes the case and records what came of it. Refused while an action is open (CASE_HAS_OPEN_ACTIONS, with how
   * many). Throws `NotFound` for a case the actor may not close.
   */
  closeCase(
    actor: Actor,
    input: CloseCase,
  ): Promise<Result<CaseFile, ClosureRefusal | OutcomeRefusal | ChangedRefusal>> {
    return this.db.transaction(async () => {
      const caseFile = await this.cases.mustSee(actor, input.caseId, 'outcome:record');
      const openActions = await this.db.writing.countBy(Action, { caseId: caseFile.id, isOpen: true });
      const blocked = refusedBy(closureBlockers({ state: caseFile.state, openActions }));
      if (blocked) return blocked;
      const changed = changedSince(caseFile, input.version);
      if (changed) return changed;
      const summary = outcomeSummary(input);
      if (!summary.ok) return summary;
      await this.keep(actor, { ...input, occasion: 'closure', summary: summary.value }, caseFile);
      await this.cases.close(caseFile.id, this.clock.now());
      await this.audit.record(actor, 'case:close', caseFile.id, { caseId: caseFile.id });
      return ok(await this.cases.mustSee(actor, caseFile.id, 'outcome:record'));
    });
  }

  /**
   * Records a review 3, 6 or 12 months after the case was heard; the case may be closed by then. Throws `NotFound` for
   * a case whose outcome the actor may not record.
   */
  recordOutcomeReview(
    actor: Actor,
    input: RecordReview,
  ): Promise<Result<CaseFile, ReviewRefusal | OutcomeRefusal | ChangedRefusal>> {
    return this.db.transaction(async () => {
      const caseFile = await this.cases.mustSee(actor, input.caseId, 'outcome:record');
      const earlier = await this.db.writing.findBy(OutcomeReview, { caseId: caseFile.id });
      const facts = {
        state: caseFile.state,
        isHeard: caseFile.lastDiscussedOn !== null,
        occasions: earlier.map(({ occasion }) => occasion),
      };
      const against = reviewRefusal(facts, input.occasion) ?? changedSince(caseFile, input.version);
      if (against) return against;
      const summary = outcomeSummary(input);
      if (!summary.ok) return summary;
      await this.keep(actor, { ...input, summary: summary.value }, caseFile);
      return ok(caseFile);
    });
  }

  /** The reviews of those of these cases that the actor may know of, oldest first; signed out, of none. For loaders. */
  async reviewsOf(actor: Actor | null, caseIds: readonly string[]): Promise<OutcomeReview[]> {
    const seen = actor ? await this.cases.visibleIds(actor, caseIds) : new Set<string>();
    if (seen.size === 0) return [];
    return this.db.reading.find(OutcomeReview, {
      where: { caseId: In([...seen]) },
      order: { reviewedOn: 'ASC', recordedAt: 'ASC', id: 'ASC' },
    });
  }

  private async keep(actor: Actor, input: RecordReview, caseFile: CaseFile): Promise<void> {
    const { occasion, behaviour, victimFeels, riskNow, furtherIncidents, summary } = input;
    const review = { occasion, behaviour, victimFeels, riskNow, furtherIncidents, summary };
    await this.db.writing.insert(OutcomeReview, {
      ...review,
      id: newId(),
      caseId: caseFile.id,
      reviewedOn: this.clock.today(),
      reviewedById: actor.kind === 'person' ? actor.personId : null,
      riskThen: await this.riskAtFirstHearing(caseFile),
      recordedAt: this.clock.now(),
    });
    const fields = Object.keys(review);
    await this.audit.record(actor, 'outcome:record', caseFile.id, { caseId: caseFile.id, fields });
  }

  /** What the risk was when the panel first heard the case; as it stands in the case when no hearing recorded one. */
  private async riskAtFirstHearing(caseFile: CaseFile): Promise<RiskLevel> {
    const rows = await this.db.query<{ risk: RiskLevel | null }>(
      `select coalesce(l.risk_before, l.risk_after) as risk
         from listing l join meeting m on m.id = l.meeting_id
        where l.case_id = :caseId and l.state = 'discussed'
        order by m.held_on, m.starts_at limit 1`,
      { caseId: caseFile.id },
    );
    return rows[0]?.risk ?? caseFile.riskLevel;
  }
}

function changedSince(caseFile: CaseFile, version: number): RefusedResult<ChangedRefusal> | null {
  if (caseFile.version === version) return null;
  return refused('CHANGED_SINCE_YOU_LOOKED', 'Somebody changed this case since you opened it. Look again.');
}
