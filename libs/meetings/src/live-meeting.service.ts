import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, mustBeKnown } from '#access';
import { Person } from '#agencies';
import { Audit } from '#audit';
import { CaseFile, Cases, type RiskLevel } from '#cases';
import { Clock, londonDay, NotFound, ok, refused, type Result } from '#kernel';
import { Announcements, Database } from '#platform';
import { Attendance, type Presence } from './attendance.entity.js';
import { discussionState, ending, isOnAgenda } from './discussion.rules.js';
import { Invitations } from './invitations.js';
import { type Decision, Listing } from './listing.entity.js';
import { MeetingEnded } from './meeting.events.js';
import { changedSince, MeetingRows } from './meeting-rows.js';
import { attendanceMustBeKnown } from './part-of-meeting.js';
import { doing, type MeetingStateRefusal, starting } from './meeting.rules.js';
import type { Meeting } from './meeting.entity.js';

/** How an agency took part, checked at the door. */
export type RecordAttendance = {
  attendanceId: string;
  version: number;
  presence: Presence;
  personId: string | null;
  note: string;
  isConfidentialityAgreed: boolean;
};

/** What was said of one case, as it is typed: what is undefined stays as it is. */
export type RecordDiscussion = {
  listingId: string;
  version: number;
  notes?: string;
  victimView?: string;
  riskBefore?: RiskLevel | null;
  riskAfter?: RiskLevel | null;
  decision?: Decision | null;
  decisionReason?: string;
};

/** The meeting itself: who is there, which case is under discussion, what is said, and how it ends (features F42 to F46). */
@Injectable()
export class LiveMeetings {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly announcements: Announcements,
    private readonly cases: Cases,
    private readonly rows: MeetingRows,
    private readonly invitations: Invitations,
  ) {}

  /** Opens the meeting: from now on what is said is recorded. */
  start(
    actor: Actor,
    input: { meetingId: string; version: number },
  ): Promise<Result<Meeting, MeetingStateRefusal | 'MEETING_NOT_YET' | 'CHANGED_SINCE_YOU_LOOKED'>> {
    return this.db.transaction(async () => {
      const meeting = await this.rows.forUpdate(actor, 'discussion:record', input.meetingId);
      const decision = starting(meeting, this.clock.today());
      if (!decision.ok) return decision;
      const changed = changedSince(meeting, input.version);
      if (changed) return changed;
      Object.assign(meeting, { state: decision.value, startedAt: this.clock.now() });
      await this.db.writing.save(meeting);
      await this.invitations.seat(meeting);
      await this.audit.record(actor, 'meeting:start', meeting.id);
      return ok(meeting);
    });
  }

  /** Records how an agency took part, or will; from the publishing of the agenda to the end of the meeting. */
  recordAttendance(
    actor: Actor,
    input: RecordAttendance,
  ): Promise<Result<Attendance, MeetingStateRefusal | 'PERSON_UNKNOWN' | 'CHANGED_SINCE_YOU_LOOKED'>> {
    return this.db.transaction(async () => {
      await attendanceMustBeKnown(this.db, actor, 'meeting:read', input.attendanceId);
      const found = await this.db.writing.findOneByOrFail(Attendance, { id: input.attendanceId });
      const meeting = await this.rows.forUpdate(actor, 'discussion:record', found.meetingId, 'Attendance');
      const row = await this.db.writing.findOneByOrFail(Attendance, { id: found.id });
      const allowed = doing('attend', meeting.state);
      if (!allowed.ok) return allowed;
      const changed = changedSince(row, input.version);
      if (changed) return changed;
      const { attendanceId: _, version: __, ...columns } = input;
      const { personId } = input;
      const who = { agencyId: row.agencyId, kind: 'person' as const, isActive: true };
      if (personId && !(await this.db.writing.existsBy(Person, { ...who, id: personId })))
        return refused('PERSON_UNKNOWN', 'Choose somebody who works for this agency.', 'personId');
      Object.assign(row, columns, { recordedAt: this.clock.now() });
      await this.db.writing.save(row);
      await this.audit.record(actor, 'attendance:record', row.id);
      return ok(row);
    });
  }

  /** The attendance of these meetings. For loaders of what may be read already. */
  attendanceOf(meetingIds: readonly string[]): Promise<Attendance[]> {
    return this.db.reading.find(Attendance, {
      where: { meetingId: In([...meetingIds]) },
      order: { id: 'ASC' },
    });
  }

  /**
   * Another text whenever anything of the meeting has changed: its state, a line, what is recorded, who is there or
   * which actions were agreed. Throws {@link NotFound}, also for those who do not run the meeting.
   */
  async versionOf(actor: Actor, meetingId: string): Promise<string> {
    const [row] = await this.db.query<Record<'panelId' | 'meeting' | 'lines' | 'actions' | 'seats', unknown>>(
      `select m.panel_id as "panelId", m.version as "meeting",
              (select coalesce(sum(l.version), 0) from listing l where l.meeting_id = m.id) as "lines",
              (select coalesce(sum(l.action_count), 0) from listing l where l.meeting_id = m.id) as "actions",
              (select coalesce(sum(a.version), 0) from attendance a where a.meeting_id = m.id) as "seats"
         from meeting m where m.id = :meetingId`,
      { meetingId },
    );
    if (!row) throw new NotFound('Meeting');
    mustBeKnown(actor, 'discussion:record', 'Meeting', { panelId: String(row.panelId) });
    return [row.meeting, row.lines, row.actions, row.seats].map(Number).join('.');
  }

  /** Makes a case the one under discussion: its time starts, and that of the one before stops. */
  goTo(
    actor: Actor,
    input: { meetingId: string; listingId: string },
  ): Promise<Result<Meeting, MeetingStateRefusal>> {
    return this.db.transaction(async () => {
      const meeting = await this.rows.forUpdate(actor, 'discussion:record', input.meetingId);
      const allowed = doing('discuss', meeting.state);
      if (!allowed.ok) return allowed;
      const listing = await this.db.writing.findOneBy(Listing, {
        id: input.listingId,
        meetingId: meeting.id,
      });
      if (!listing || !isOnAgenda(listing.state)) throw new NotFound('Listing');
      await this.cases.mustSee(actor, listing.caseId, 'discussion:record', 'Listing');
      if (meeting.currentListingId === listing.id) return ok(meeting);
      await this.leave(meeting);
      await this.begin(listing);
      meeting.currentListingId = listing.id;
      await this.db.writing.save(meeting);
      await this.audit.record(actor, 'meeting:go-to', listing.id, { caseId: listing.caseId });
      return ok(meeting);
    });
  }

  /** Saves what was said of a case, as typed, while the meeting is in session. */
  record(
    actor: Actor,
    input: RecordDiscussion,
  ): Promise<Result<Listing, MeetingStateRefusal | 'LISTING_NOT_ON_AGENDA' | 'CHANGED_SINCE_YOU_LOOKED'>> {
    return this.db.transaction(async () => {
      const found = await this.rows.listingForUpdate(actor, 'discussion:record', input.listingId);
      const { listing, meeting } = found;
      const allowed = doing('discuss', meeting.state);
      if (!allowed.ok) return allowed;
      if (!isOnAgenda(listing.state))
        return refused('LISTING_NOT_ON_AGENDA', 'This case is not on the agenda. Add it first.');
      const changed = changedSince(listing, input.version);
      if (changed) return changed;
      const { listingId: _, version: __, ...said } = input;
      const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
      Object.assign(listing, given);
      listing.startedAt ??= this.clock.now();
      listing.state = discussionState(listing);
      await this.db.writing.save(listing);
      await this.audit.record(actor, 'discussion:record', listing.id, {
        caseId: listing.caseId,
        fields: Object.keys(given),
      });
      return ok(listing);
    });
  }

  /**
   * Ends the meeting. Cases that were heard are discussed, those carried over and those not reached go back to the
   * queue with their age and one more on their count. Refused with a list while a case that was begun is incomplete.
   */
  end(
    actor: Actor,
    input: { meetingId: string; version: number },
  ): Promise<Result<Meeting, MeetingStateRefusal | 'DISCUSSION_INCOMPLETE' | 'CHANGED_SINCE_YOU_LOOKED'>> {
    return this.db.transaction(async () => {
      const meeting = await this.rows.forUpdate(actor, 'discussion:record', input.meetingId);
      const allowed = doing('end', meeting.state);
      if (!allowed.ok) return allowed;
      const changed = changedSince(meeting, input.version);
      if (changed) return changed;
      const listings = await this.withReferences(actor, meeting.id);
      const outcome = ending(listings);
      if (!outcome.ok) return outcome;
      const { discussed, deferred, notReached } = outcome.value;
      const endedAt = this.clock.now();
      const on = londonDay(meeting.startedAt ?? endedAt);
      for (const listing of discussed) {
        await this.settle(listing, { state: 'discussed', endedAt: listing.endedAt ?? endedAt });
        await this.cases.markDiscussed(listing.caseId, { riskAfter: listing.riskAfter as RiskLevel, on });
      }
      for (const listing of deferred) {
        await this.settle(listing, { state: 'deferred', endedAt: listing.endedAt ?? endedAt });
        await this.cases.backToQueue(listing.caseId, 'deferred');
      }
      for (const listing of notReached) {
        await this.settle(listing, { state: 'not_reached' });
        await this.cases.backToQueue(listing.caseId, 'not_reached');
      }
      Object.assign(meeting, { state: 'ended', endedAt, currentListingId: null });
      await this.db.writing.save(meeting);
      await this.announcements.announce(MeetingEnded, { meetingId: meeting.id });
      await this.audit.record(actor, 'meeting:end', meeting.id);
      return ok(meeting);
    });
  }

  /** The listings with the references of their cases; null: a case that the actor may not know of. */
  private async withReferences(
    actor: Actor,
    meetingId: string,
  ): Promise<(Listing & { reference: string | null })[]> {
    const listings = await this.db.writing.find(Listing, {
      where: { meetingId },
      order: { position: 'ASC' },
    });
    const caseIds = listings.map((listing) => listing.caseId);
    const known = await this.cases.visibleIds(actor, caseIds);
    const cases = await this.cases.summariesByIds([...known]);
    const references = new Map(cases.map((caseFile) => [caseFile.id, caseFile.reference]));
    return listings.map((listing) =>
      Object.assign(listing, { reference: references.get(listing.caseId) ?? null }),
    );
  }

  private async settle(listing: Listing, columns: Partial<Listing>): Promise<void> {
    await this.db.writing.update(Listing, { id: listing.id }, columns);
  }

  /** The case under discussion until now: its time stops. */
  private async leave(meeting: Meeting): Promise<void> {
    if (!meeting.currentListingId) return;
    await this.db.change('update listing set ended_at = :now where id = :id', {
      now: this.clock.now(),
      id: meeting.currentListingId,
    });
  }

  /** Its time starts; the level of risk before the discussion is the one the case came with. No version is used up. */
  private async begin(listing: Listing): Promise<void> {
    const { riskLevel } = await this.db.writing.findOneByOrFail(CaseFile, { id: listing.caseId });
    const known = riskLevel === 'unknown' ? null : riskLevel;
    await this.db.change(
      `update listing set state = :state, started_at = :startedAt, ended_at = null, risk_before = :riskBefore
        where id = :id`,
      {
        id: listing.id,
        state: listing.state === 'on_agenda' ? 'in_discussion' : listing.state,
        startedAt: listing.startedAt ?? this.clock.now(),
        riskBefore: listing.riskBefore ?? known,
      },
    );
  }
}
