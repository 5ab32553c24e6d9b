import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '#access';
import { Audit } from '#audit';
import { Cases, profileOf, type RankingTerms } from '#cases';
import { Clock, newId, ok, type Result } from '#kernel';
import { Panel, Panels } from '#panels';
import { Database } from '#platform';
import {
  asCandidate,
  type BuiltLine,
  type ChairsChoice,
  explainAgenda,
  planAgenda,
} from './agenda-building.rules.js';
import { AgendaChange } from './agenda-change.entity.js';
import { AgendaQueue } from './agenda-queue.js';
import { Listing } from './listing.entity.js';
import { MeetingRows } from './meeting-rows.js';
import { doing, type MeetingStateRefusal } from './meeting.rules.js';
import type { Meeting } from './meeting.entity.js';
import { meetingBudget } from './time-boxing.rules.js';

/** What a listing starts with before anything was said of its case. */
export const UNHEARD = {
  addendum: null,
  startedAt: null,
  endedAt: null,
  notes: '',
  victimView: '',
  riskBefore: null,
  riskAfter: null,
  decision: null,
  decisionReason: '',
  actionCount: 0,
} as const;

/** Building agendas from the flagged cases of a panel (feature F27). */
@Injectable()
export class AgendaBuilding {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly panels: Panels,
    private readonly cases: Cases,
    private readonly rows: MeetingRows,
    private readonly queue: AgendaQueue,
  ) {}

  /**
   * Builds the draft agenda of a meeting, or builds it again: all flagged cases of the panel are ranked anew, and what
   * the chair pinned, held, placed or timed is kept. Earlier changes can no longer be undone one by one.
   */
  build(actor: Actor, meetingId: string): Promise<Result<Meeting, MeetingStateRefusal>> {
    return this.db.transaction(async () => {
      const meeting = await this.rows.agendaForUpdate(actor, meetingId);
      const decision = doing('build', meeting.state);
      if (!decision.ok) return decision;
      const panel = await this.db.writing.findOneByOrFail(Panel, { id: meeting.panelId });
      const existing = await this.db.writing.findBy(Listing, { meetingId });
      const choices = choicesOf(existing);
      const capacityMinutes = meetingBudget(meeting.durationMinutes).capacity;
      const ranking = await this.terms(panel);
      const queue = await this.queue.weighed({
        panelId: panel.id,
        heldOn: meeting.heldOn,
        capacityMinutes,
        ranking,
        here: onAgendaOf(existing),
        chosen: [...choices.keys()],
      });
      const plan = planAgenda(queue, choices, capacityMinutes);
      // Only now all that is known of a case, and only of those that are shown.
      const shown = await this.cases.rankableByIds(plan.places.map((place) => place.caseId));
      const built = explainAgenda(plan, shown.map(asCandidate), choices, ranking);
      await this.settleChanges(meetingId);
      await this.write(meetingId, existing, built.lines);
      await this.moveCases(existing, built.lines);
      Object.assign(meeting, {
        state: 'agenda_draft',
        agendaBuiltAt: this.clock.now(),
        moreWaiting: built.moreWaiting,
      });
      await this.db.writing.save(meeting);
      await this.audit.record(actor, 'agenda:build', meetingId);
      return ok(meeting);
    });
  }

  /** What the cases of this panel are ranked with today. */
  async terms(panel: Panel): Promise<RankingTerms> {
    const holidays = await this.panels.holidays(panel.nation);
    return { today: this.clock.today(), holidays, profile: profileOf(panel.priorityProfile) };
  }

  private async settleChanges(meetingId: string): Promise<void> {
    await this.db.writing.update(AgendaChange, { meetingId }, { before: {} });
  }

  /** One insert for all lines: a case that stays keeps its listing. */
  private async write(
    meetingId: string,
    existing: readonly Listing[],
    lines: readonly BuiltLine[],
  ): Promise<void> {
    const old = new Map(existing.map((listing) => [listing.caseId, listing]));
    const kept = new Set(lines.map((line) => line.caseId));
    const gone = existing.filter((listing) => !kept.has(listing.caseId)).map((listing) => listing.id);
    if (gone.length > 0) {
      await this.db.writing.delete(AgendaChange, { listingId: In(gone) });
      await this.db.writing.delete(Listing, { id: In(gone) });
    }
    if (lines.length === 0) return;
    const columns = this.db.writing.connection.getMetadata(Listing).columns;
    const rows = lines.map((line) => {
      const was = old.get(line.caseId);
      const start = was ?? { ...UNHEARD, id: newId(), meetingId, version: 0 };
      return { ...start, ...line, version: start.version + 1 };
    });
    await this.db.writing
      .createQueryBuilder()
      .insert()
      .into(Listing)
      .values(rows)
      .orUpdate(
        columns.filter((column) => !column.isPrimary).map((column) => column.databaseName),
        ['id'],
      )
      .updateEntity(false)
      .execute();
  }

  private async moveCases(existing: readonly Listing[], lines: readonly BuiltLine[]): Promise<void> {
    const before = onAgendaOf(existing);
    const after = onAgendaOf(lines);
    const [was, is] = [new Set(before), new Set(after)];
    await this.cases.unlist(before.filter((caseId) => !is.has(caseId)));
    await this.cases.markListed(after.filter((caseId) => !was.has(caseId)));
  }
}

function onAgendaOf(lines: readonly { caseId: string; state: string }[]): string[] {
  return lines.filter((line) => line.state === 'on_agenda').map((line) => line.caseId);
}

function choicesOf(existing: readonly Listing[]): Map<string, ChairsChoice> {
  return new Map(
    existing
      .filter((listing) => listing.isPinned || listing.isMovedByChair || listing.isMinutesByChair)
      .map((listing) => [listing.caseId, { ...listing, isOnAgenda: listing.state === 'on_agenda' }]),
  );
}
