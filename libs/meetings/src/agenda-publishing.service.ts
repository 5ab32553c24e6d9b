import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, may, mustBeKnown } from '#access';
import { Audit } from '#audit';
import { Cases, type ConflictSuggestion, ConflictSuggestions, type RankableCase } from '#cases';
import {
  Clock,
  newId,
  NotFound,
  ok,
  refused,
  type RefusedResult,
  type Result,
  type TextRefusal,
} from '#kernel';
import { Panel, Panels } from '#panels';
import { Announcements, Database } from '#platform';
import { asCandidate, explainedLine } from './agenda-building.rules.js';
import { type AgendaLine, rankPlace } from './agenda-change.rules.js';
import { AgendaChanges, notWaiting, type NotWaitingRefusal } from './agenda-changes.service.js';
import { AgendaBuilding, UNHEARD } from './agenda.service.js';
import { isOnAgenda, ON_AGENDA_STATES } from './discussion.rules.js';
import { Invitations } from './invitations.js';
import { Listing } from './listing.entity.js';
import { AddendumPublished, AgendaPublished } from './meeting.events.js';
import { changedSince, MeetingRows } from './meeting-rows.js';
import {
  changeReason,
  conflictCheck,
  conflictsLookedAt,
  doing,
  type MeetingStateRefusal,
  publishing,
  publishingChecks,
  type ReadinessCheck,
} from './meeting.rules.js';
import { Meeting } from './meeting.entity.js';
import { meetingBudget } from './time-boxing.rules.js';

/** Why a case cannot be added to an agenda. */
export type AddRefusal =
  MeetingStateRefusal | TextRefusal | NotWaitingRefusal | 'CASE_ALREADY_ON_AGENDA' | 'CONFLICTS_TO_LOOK_AT';

/** Publishing an agenda, and adding to it before and after (features F32 and F36). */
@Injectable()
export class AgendaPublishing {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly announcements: Announcements,
    private readonly panels: Panels,
    private readonly cases: Cases,
    private readonly conflicts: ConflictSuggestions,
    private readonly rows: MeetingRows,
    private readonly building: AgendaBuilding,
    private readonly changes: AgendaChanges,
    private readonly invitations: Invitations,
  ) {}

  /**
   * Publishes and locks the agenda: the member agencies may read it and need to know its cases, except restricted ones.
   * Refused with what is still to be seen to.
   */
  publish(
    actor: Actor,
    input: { meetingId: string; version: number },
  ): Promise<Result<Meeting, MeetingStateRefusal | 'AGENDA_NOT_READY' | 'CHANGED_SINCE_YOU_LOOKED'>> {
    return this.db.transaction(async () => {
      const meeting = await this.rows.agendaForUpdate(actor, input.meetingId);
      const allowed = doing('publish', meeting.state);
      if (!allowed.ok) return allowed;
      const changed = changedSince(meeting, input.version);
      if (changed) return changed;
      const decision = publishing(meeting.state, await this.checks(actor, meeting));
      if (!decision.ok) return decision;
      Object.assign(meeting, { state: decision.value, publishedAt: this.clock.now() });
      await this.db.writing.save(meeting);
      await this.invitations.ask(meeting);
      await this.invitations.seat(meeting);
      await this.announcements.announce(AgendaPublished, { meetingId: meeting.id });
      await this.audit.record(actor, 'agenda:publish', meeting.id);
      return ok(meeting);
    });
  }

  /**
   * Takes a flagged case onto the agenda. On a draft it comes at the place of its rank and the chair's reason is kept;
   * once the agenda is published it comes last, as the next numbered addendum, and staff who may know a person of it are
   * looked at first, because the agencies are told at once.
   */
  add(
    actor: Actor,
    input: { meetingId: string; caseId: string; reason: string },
  ): Promise<Result<Meeting, AddRefusal>> {
    return this.db.transaction(async () => {
      const meeting = await this.rows.agendaForUpdate(actor, input.meetingId);
      const allowed = doing('add', meeting.state);
      if (!allowed.ok) return allowed;
      const reason = changeReason(input.reason);
      if (!reason.ok) return reason;
      const there = await this.db.writing.findOneBy(Listing, { meetingId: meeting.id, caseId: input.caseId });
      const waiting = await this.waiting(actor, meeting, input.caseId, there);
      if ('ok' in waiting) return waiting;
      const isDraft = meeting.state === 'agenda_draft';
      if (!isDraft) {
        const looked = conflictsLookedAt(await this.conflicts.ofCases(actor, [waiting.id]));
        if (!looked.ok) return looked;
      }
      const listingId = isDraft
        ? await this.addToDraft(actor, meeting, waiting, reason.value)
        : await this.addAddendum(meeting, waiting, reason.value);
      await this.changes.countUp(meeting);
      await this.audit.record(actor, 'agenda:add', listingId, { caseId: input.caseId });
      return ok(meeting);
    });
  }

  /**
   * Staff who may know a person of a case on the agenda, and should be looked at before it is published; null for those
   * who do not prepare it. Throws {@link NotFound} for a meeting the actor may not know of.
   */
  async conflictSuggestions(actor: Actor, meetingId: string): Promise<ConflictSuggestion[] | null> {
    const meeting = await this.db.reading.findOneBy(Meeting, { id: meetingId });
    if (!meeting) throw new NotFound('Meeting');
    const to = { panelId: meeting.panelId };
    mustBeKnown(actor, 'meeting:read', 'Meeting', to);
    return may(actor, 'agenda:change', to) ? this.toLookAt(actor, meeting) : null;
  }

  private async toLookAt(actor: Actor, meeting: Meeting): Promise<ConflictSuggestion[]> {
    const on = await this.db.reading.find(Listing, {
      select: ['caseId'],
      where: { meetingId: meeting.id, state: In([...ON_AGENDA_STATES]) },
    });
    return this.conflicts.ofCases(
      actor,
      on.map((line) => line.caseId),
    );
  }

  /** What must be seen to before this person publishes, each with whether it is. */
  private async checks(actor: Actor, meeting: Meeting): Promise<ReadinessCheck[]> {
    const panel = await this.db.writing.findOneByOrFail(Panel, { id: meeting.panelId });
    const seats = await this.panels.membersOf([meeting.panelId]);
    const lines = await this.changes.lines(meeting.id);
    const on = lines.filter((line) => isOnAgenda(line.state));
    const planned = on.reduce((sum, line) => sum + line.plannedMinutes, 0);
    const toLookAt = await this.toLookAt(actor, meeting);
    const usual = publishingChecks({
      caseCount: on.length,
      hasChair: meeting.chairId !== null,
      memberCount: seats.length,
      quorum: panel.quorum,
      overflowMinutes: Math.max(0, planned - meetingBudget(meeting.durationMinutes).capacity),
    });
    return [...usual, conflictCheck(new Set(toLookAt.map(({ personId }) => personId)).size)];
  }

  /** The case, if it waits for this panel; else why not. A case of another panel is not there at all. */
  private async waiting(
    actor: Actor,
    meeting: Meeting,
    caseId: string,
    there: Listing | null,
  ): Promise<RankableCase | RefusedResult<AddRefusal>> {
    // Locked: a case that is being closed must not come onto the agenda at the same moment.
    const caseFile = await this.cases.mustSee(actor, caseId, 'agenda:change');
    if (caseFile.panelId !== meeting.panelId) throw new NotFound('Case');
    if (there && isOnAgenda(there.state))
      return refused('CASE_ALREADY_ON_AGENDA', 'This case is on the agenda already.', 'caseId');
    const refusal = notWaiting(caseFile.state, 'caseId');
    if (refusal) return refusal;
    const [waiting] = await this.cases.rankableByIds([caseId]);
    if (!waiting) throw new NotFound('Case');
    return waiting;
  }

  private async addToDraft(
    actor: Actor,
    meeting: Meeting,
    waiting: RankableCase,
    reason: string,
  ): Promise<string> {
    const listing = await this.listingOf(meeting, waiting);
    const before = await this.changes.lines(meeting.id);
    const line = before.find((one) => one.id === listing.id)!;
    const on = before.filter((one) => one.state === 'on_agenda');
    const rest = before.filter((one) => one.state !== 'on_agenda' && one.id !== line.id);
    const place = rankPlace(line, on);
    const added = { ...line, ...PLACED, chairReason: reason };
    const after = [...on.slice(0, place), added, ...on.slice(place), ...rest].map((one, index) => ({
      ...one,
      position: index + 1,
    }));
    await this.changes.keep(before, after, new Set([line.id]));
    await this.changes.note(actor, { kind: 'add', listingId: line.id, meeting, before, after });
    return line.id;
  }

  private async addAddendum(meeting: Meeting, waiting: RankableCase, reason: string): Promise<string> {
    const listing = await this.listingOf(meeting, waiting);
    const lines = await this.changes.lines(meeting.id);
    const on = lines.filter((line) => isOnAgenda(line.state));
    meeting.addendumCount += 1;
    await this.db.writing.update(
      Listing,
      { id: listing.id },
      {
        ...PLACED,
        isMovedByChair: false,
        kind: 'urgent_addition',
        position: Math.max(0, ...on.map((line) => line.position)) + 1,
        chairReason: reason,
        addendum: meeting.addendumCount,
      },
    );
    await this.db.change('update meeting set addendum_count = :count where id = :id', {
      count: meeting.addendumCount,
      id: meeting.id,
    });
    await this.cases.markListed([waiting.id]);
    if (waiting.heldUntil) await this.cases.holdUntil(waiting.id, null, null);
    await this.invitations.ask(meeting, waiting.id);
    await this.announcements.announce(AddendumPublished, { meetingId: meeting.id, listingId: listing.id });
    return listing.id;
  }

  /** The listing of a case that is not on the agenda yet: the one shown beside it, or a new one, ranked as of today. */
  private async listingOf(meeting: Meeting, waiting: RankableCase): Promise<{ id: string }> {
    const there = await this.db.writing.findOneBy(Listing, { meetingId: meeting.id, caseId: waiting.id });
    if (there) return there;
    const panel = await this.db.writing.findOneByOrFail(Panel, { id: meeting.panelId });
    const { last } = await this.lastPosition(meeting.id);
    const listing = {
      ...UNHEARD,
      ...explainedLine(asCandidate(waiting), await this.building.terms(panel)),
      id: newId(),
      meetingId: meeting.id,
      state: 'does_not_fit' as const,
      position: last + 1,
      leftOutReason: 'Not on the agenda as it was built.',
      heldUntil: null,
    };
    await this.db.writing.insert(Listing, listing);
    return listing;
  }

  private async lastPosition(meetingId: string): Promise<{ last: number }> {
    const [row] = await this.db.query<{ last: number | string | null }>(
      'select max(position) as last from listing where meeting_id = :meetingId',
      { meetingId },
    );
    return { last: Number(row?.last ?? 0) };
  }
}

/** A line that the chair took onto the agenda. */
const PLACED = {
  state: 'on_agenda',
  isMovedByChair: true,
  leftOutReason: null,
  heldUntil: null,
} as const satisfies Partial<AgendaLine>;
