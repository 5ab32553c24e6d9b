import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Clock, type Day, Fault, newId } from '#kernel';
import { Database } from '#platform';
import { CaseFactsReader, type RankableCase } from './case-facts.reader.js';
import type { CaseFile } from './case-file.entity.js';
import { CaseFlag } from './case-flag.entity.js';
import { isBeforeAcceptance } from './triage/case-states.rules.js';
import { TriageBook } from './triage/triage-book.js';
import { type FlagReason, flagRules, LONGEST_REASON } from './panel-flag.rules.js';

/** Sets flags on cases by rule, inside the transaction of whatever made the rule hold. */
@Injectable()
export class CaseFlagging {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly reader: CaseFactsReader,
    private readonly triage: TriageBook,
  ) {}

  /** The rules that hold for the case as it stands on record now, and the facts they held for. */
  async holding(caseId: string): Promise<{ rules: FlagReason[]; record: RankableCase }> {
    const [record] = await this.reader.of([caseId]);
    if (!record) throw new Fault('A case that was just written is missing');
    return {
      rules: flagRules(record.facts, termsOf(record, this.clock.today())),
      record,
    };
  }

  /** The rules that hold for each of these cases, by case. */
  async holdingOf(caseIds: readonly string[]): Promise<Map<string, FlagReason[]>> {
    const today = this.clock.today();
    return new Map(
      (await this.reader.of(caseIds)).map((record) => [
        record.id,
        flagRules(record.facts, termsOf(record, today)),
      ]),
    );
  }

  /**
   * Flags the case by every rule that holds now and did not hold for the same reason before: what a panel has heard
   * does not bring the case back, what is new does. A rule whose flag is open already adds none. A referral in triage
   * may grow more urgent by it. True when a flag was
   * set; the case then waits (`flagged`), unless it stands on an agenda.
   */
  async flagByRules(caseFile: CaseFile, before: readonly FlagReason[]): Promise<boolean> {
    const { rules, record } = await this.holding(caseFile.id);
    const open = await this.db.writing.findBy(CaseFlag, { caseId: caseFile.id, clearedAt: IsNull() });
    const fresh = rules.filter(
      (rule) =>
        !before.some((old) => old.name === rule.name && old.reason === rule.reason) &&
        !open.some((flag) => flag.rule === rule.name),
    );
    for (const rule of fresh) {
      await this.flag(caseFile.id, {
        flaggedById: null,
        rule: rule.name,
        ruleVersion: rule.version,
        reason: rule.reason.slice(0, LONGEST_REASON),
      });
    }
    if (fresh.length > 0) this.letWait(caseFile);
    await this.triage.reassess(record);
    return fresh.length > 0;
  }

  /** Adds one open flag. */
  async flag(
    caseId: string,
    flag: Pick<CaseFlag, 'flaggedById' | 'rule' | 'ruleVersion' | 'reason'>,
  ): Promise<void> {
    await this.db.writing.insert(CaseFlag, {
      id: newId(),
      caseId,
      ...flag,
      flaggedAt: this.clock.now(),
      clearedAt: null,
      clearedReason: null,
    });
  }

  /**
   * A flagged case waits: anew from today when a panel has heard it, else from its referral. A referral in triage waits
   * for its decision. The caller saves it.
   */
  letWait(caseFile: CaseFile): void {
    if (isBeforeAcceptance(caseFile.state)) return;
    if (caseFile.state === 'discussed') caseFile.waitingSince = this.clock.today();
    if (caseFile.state !== 'listed') caseFile.state = 'flagged';
  }
}

/** What the panel of a case has set for the rules that flag it. */
function termsOf({ linkSettings, escalationLimits }: RankableCase, today: Day) {
  return { today, windows: linkSettings, limits: escalationLimits };
}
