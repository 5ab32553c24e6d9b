import { Injectable } from '@nestjs/common';
import { type Actor, systemActor } from '#access';
import { Audit } from '#audit';
import { Clock, newId, NotFound, ok, refused, type Result, writtenText } from '#kernel';
import { Panel, triageSettingsOf } from '#panels';
import { Announcements, Database } from '#platform';
import type { CaseFile } from '../case-file.entity.js';
import { CaseFlagging } from '../case-flagging.js';
import { Cases } from '../cases.service.js';
import { LONGEST_REASON } from '../panel-flag.rules.js';
import { visibleCases } from '../need-to-know/visible-cases.js';
import { panelsRun } from './panels-run.rules.js';
import { SecondLook, SecondLookDraw } from './second-look.entity.js';
import { chosenForSecondLook, lastMonth, type Month, monthInMoments, seedOf } from './second-look.rules.js';
import { TriageBook } from './triage-book.js';
import { Triage } from './triage.entity.js';
import { SecondLooksDrawn } from './triage.events.js';
import { LONGEST_STEP } from './triage.rules.js';

/** Why a second look cannot be recorded. */
export type SecondLookRefusal =
  'DONE_ALREADY' | 'DECIDED_BY_YOU' | 'REASON_NEEDED' | 'CHANGED_SINCE_YOU_LOOKED' | 'NOTHING_TO_REOPEN';

/** What somebody found who looked again. */
export type SecondLookFinding = { outcome: 'agreed' | 'reopened'; words: string };

/** Second looks: each month some declined and standard-risk cases are drawn, and somebody else looks at them again. */
@Injectable()
export class SecondLooks {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly announcements: Announcements,
    private readonly cases: Cases,
    private readonly flagging: CaseFlagging,
    private readonly book: TriageBook,
  ) {}

  /** Draws the last complete month for every panel for which nobody has; gives how many were drawn. */
  async drawDue(): Promise<number> {
    const month = lastMonth(this.clock.today());
    const panels = await this.db.reading
      .createQueryBuilder(Panel, 'p')
      .where('p.isActive = :yes', { yes: true })
      .andWhere(
        `not exists (select 1 from second_look_draw d where d.panel_id = p.id and d.month = :month)`,
        {
          month,
        },
      )
      .getMany();
    for (const panel of panels) await this.draw(panel, month);
    return panels.length;
  }

  /** The second looks at the panels that the actor runs: those to do, then those done lately. */
  async list(actor: Actor, panelId?: string | null): Promise<SecondLook[]> {
    const panelIds = panelsRun(actor, panelId);
    if (panelIds.length === 0) return [];
    const seen = visibleCases(actor, this.clock.today());
    return this.db.reading
      .createQueryBuilder(SecondLook, 's')
      .innerJoin('case_file', 'c', `c.id = s.caseId and ${seen.sql}`, seen.params)
      .where('s.panelId in (:...panelIds)', { panelIds })
      .orderBy('case when s.doneAt is null then 0 else 1 end')
      .addOrderBy('s.month', 'DESC')
      .addOrderBy('s.id')
      .limit(100)
      .getMany();
  }

  /**
   * Records what somebody found who had not decided the case themselves. Opened again, a declined referral goes back to
   * triage, and a case that was taken on waits for the panel.
   */
  record(
    actor: Actor,
    id: string,
    version: number,
    { outcome, words }: SecondLookFinding,
  ): Promise<Result<SecondLook, SecondLookRefusal>> {
    return this.db.transaction(async () => {
      const seen = visibleCases(actor, this.clock.today(), 'case:triage');
      const look = await this.db.writing
        .createQueryBuilder(SecondLook, 's')
        .innerJoin('case_file', 'c', 'c.id = s.caseId')
        .where('s.id = :id', { id })
        .andWhere(seen.sql, seen.params)
        .getOne();
      if (!look) throw new NotFound('Case');
      const caseFile = await this.cases.mustSee(actor, look.caseId, 'case:triage');
      const limits = {
        what: 'The reason',
        field: 'words',
        min: 3,
        max: LONGEST_STEP,
        lines: 'many' as const,
      };
      const written = writtenText(words, limits);
      if (!written.ok) return refused('REASON_NEEDED', written.refusal.message, 'words');
      if (look.doneAt !== null)
        return refused('DONE_ALREADY', 'Somebody has looked at this case again already.');
      if (look.version !== version)
        return refused('CHANGED_SINCE_YOU_LOOKED', 'Somebody changed this since you opened it. Look again.');
      const triage = await this.db.writing.findOneBy(Triage, { caseId: look.caseId });
      if (actor.kind === 'person' && triage?.settledById === actor.personId)
        return refused('DECIDED_BY_YOU', 'You decided on this case. Somebody else has to look at it again.');
      if (outcome === 'reopened' && !(await this.reopen(actor, caseFile, triage, written.value)))
        return refused('NOTHING_TO_REOPEN', 'This case waits for the panel already.', 'outcome');
      const doneById = actor.kind === 'person' ? actor.personId : null;
      Object.assign(look, { outcome, words: written.value, doneAt: this.clock.now(), doneById });
      await this.db.writing.save(look);
      await this.book.step(actor, caseFile.id, `second_look_${outcome}`, { words: written.value });
      await this.audit.record(actor, 'triage:second_look', caseFile.id, { caseId: caseFile.id });
      return ok(look);
    });
  }

  private async reopen(
    actor: Actor,
    caseFile: CaseFile,
    triage: Triage | null,
    words: string,
  ): Promise<boolean> {
    if (caseFile.state === 'declined' && triage) {
      caseFile.state = 'triage';
      await this.book.restart(triage, this.clock.now());
    } else if (['accepted', 'discussed', 'closed'].includes(caseFile.state)) {
      const flaggedById = actor.kind === 'person' ? actor.personId : null;
      const reason = `Second look: ${words}`.slice(0, LONGEST_REASON);
      await this.flagging.flag(caseFile.id, { flaggedById, rule: null, ruleVersion: null, reason });
      caseFile.closedAt = null;
      this.flagging.letWait(caseFile);
    } else return false;
    await this.db.writing.save(caseFile);
    return true;
  }

  private draw(panel: Panel, month: Month): Promise<void> {
    return this.db.transaction(async () => {
      if (this.db.dialect === 'postgres')
        await this.db.query(`select pg_advisory_xact_lock(hashtext('second look')) as held`);
      if (await this.db.writing.existsBy(SecondLookDraw, { panelId: panel.id, month })) return;
      const candidates = await this.candidates(panel.id, month);
      const { secondLookPercent: percent } = triageSettingsOf(panel);
      const seed = seedOf(panel.id, month);
      const chosen = chosenForSecondLook(candidates, seed, percent);
      const drawId = newId();
      await this.db.writing.insert(SecondLookDraw, {
        id: drawId,
        panelId: panel.id,
        month,
        seed,
        percent,
        candidates: candidates.length,
        chosen: chosen.length,
        drawnAt: this.clock.now(),
      });
      for (const caseId of chosen) {
        const empty = { doneAt: null, doneById: null, outcome: null, words: null, version: 1 };
        await this.db.writing.insert(SecondLook, { id: newId(), panelId: panel.id, month, caseId, ...empty });
      }
      await this.audit.record(systemActor('second look'), 'triage:second_look_draw', panel.id);
      if (chosen.length > 0) await this.announcements.announce(SecondLooksDrawn, { drawId });
    });
  }

  /** Declined in that month; or taken on in it with a risk that is standard, or that nobody has judged. */
  private async candidates(panelId: string, month: Month): Promise<string[]> {
    const { from, before } = monthInMoments(month);
    const rows = await this.db.query<{ id: string }>(
      `select c.id from case_file c left join triage t on t.case_id = c.id
        where c.panel_id = :panelId
          and ((t.outcome = 'declined' and t.settled_at >= :from and t.settled_at < :before)
            or (c.risk_level in ('standard', 'unknown')
                and c.state not in ('triage', 'returned_for_information', 'declined', 'redirected', 'withdrawn')
                and coalesce(t.settled_at, c.created_at) >= :from and coalesce(t.settled_at, c.created_at) < :before))
        order by c.id`,
      { panelId, from, before },
    );
    return rows.map(({ id }) => id);
  }
}
