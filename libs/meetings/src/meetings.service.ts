import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { type Actor, mustBeAllowed, mustBeKnown, reachOf } from '#access';
import { Audit } from '#audit';
import { Cases } from '#cases';
import {
  atLondon,
  Clock,
  type Day,
  NotFound,
  ok,
  type Result,
  type TextRefusal,
  type TimeOfDay,
} from '#kernel';
import { Panels } from '#panels';
import {
  Announcements,
  Database,
  fromCursor,
  type Page,
  type PageRequest,
  pageSize,
  toPage,
} from '#platform';
import { Invitations } from './invitations.js';
import { Listing } from './listing.entity.js';
import { MeetingCancelled, MeetingMoved } from './meeting.events.js';
import { BEFORE_IT_STARTS, changedSince, MeetingRows } from './meeting-rows.js';
import { changeReason, doing, type MeetingStateRefusal, type MoveRefusal, moving } from './meeting.rules.js';
import { Meeting } from './meeting.entity.js';

/** Which meetings of a list: those to come, soonest first, or those gone by, latest first. */
export type MeetingsWhen = 'upcoming' | 'past';

/** A meeting to be moved, checked at the door. */
export type MoveMeeting = {
  meetingId: string;
  version: number;
  heldOn: Day;
  startsAt: TimeOfDay;
  reason: string;
};

/** The sittings of panels: listed, moved and cancelled one by one. */
@Injectable()
export class Meetings {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly announcements: Announcements,
    private readonly panels: Panels,
    private readonly cases: Cases,
    private readonly rows: MeetingRows,
    private readonly invitations: Invitations,
  ) {}

  /** The meetings that the actor may know of. An `upcoming` one has its day still to come, or is in session. */
  async list(
    actor: Actor,
    filter: { panelId?: string | null; when: MeetingsWhen },
    request: PageRequest,
  ): Promise<Page<Meeting>> {
    mustBeAllowed(actor, 'meeting:read', filter.panelId ? { panelId: filter.panelId } : {});
    const size = pageSize(request);
    const [sign, direction] = filter.when === 'upcoming' ? (['>', 'ASC'] as const) : (['<', 'DESC'] as const);
    const isAhead = `(m.state = 'in_session' or (m.state <> 'ended' and m.heldOn >= :today))`;
    const query = this.db.reading
      .createQueryBuilder(Meeting, 'm')
      .where(filter.when === 'upcoming' ? isAhead : `not ${isAhead}`, { today: this.clock.today() });
    if (filter.panelId) query.andWhere('m.panelId = :panelId', { panelId: filter.panelId });
    if (actor.kind === 'person' && reachOf(actor, 'meeting:read') !== 'all') {
      query.andWhere('m.panelId in (:...panelIds)', { panelIds: [...actor.panelIds, ''] });
    }
    const totalCount = await query.getCount();
    const after = fromCursor(request.after, 2);
    if (after) {
      const [startsAt, id] = after;
      query.andWhere(`(m.startsAt ${sign} :startsAt or (m.startsAt = :startsAt and m.id ${sign} :id))`, {
        startsAt,
        id,
      });
    }
    const rows = await query
      .orderBy('m.startsAt', direction)
      .addOrderBy('m.id', direction)
      .take(size + 1)
      .getMany();
    return toPage(rows, size, request, totalCount, (meeting) => [meeting.startsAt, meeting.id]);
  }

  /** One meeting. Throws {@link NotFound}. */
  async get(actor: Actor, meetingId: string): Promise<Meeting> {
    const meeting = await this.db.reading.findOneBy(Meeting, { id: meetingId });
    if (!meeting) throw new NotFound('Meeting');
    mustBeKnown(actor, 'meeting:read', 'Meeting', { panelId: meeting.panelId });
    return meeting;
  }

  /** Meetings by id, in any order; unknown ids are left out. For loaders. */
  byIds(ids: readonly string[]): Promise<Meeting[]> {
    return this.db.reading.findBy(Meeting, { id: In([...ids]) });
  }

  /** The next meeting of each of these panels that is still to start; panels without one are left out. */
  async nextOf(panelIds: readonly string[], after = this.clock.now()): Promise<Meeting[]> {
    const rows = await this.db.reading
      .createQueryBuilder(Meeting, 'm')
      .where('m.panelId in (:...panelIds)', { panelIds: [...panelIds, ''] })
      .andWhere('m.startsAt > :after and m.state in (:...open)', { after, open: BEFORE_IT_STARTS })
      .orderBy('m.startsAt')
      .getMany();
    const first = new Map<string, Meeting>();
    for (const meeting of rows) if (!first.has(meeting.panelId)) first.set(meeting.panelId, meeting);
    return [...first.values()];
  }

  /** Moves a meeting to another day or time; its agenda stays. */
  move(actor: Actor, input: MoveMeeting): Promise<Result<Meeting, MoveRefusal | 'CHANGED_SINCE_YOU_LOOKED'>> {
    return this.db.transaction(async () => {
      const meeting = await this.rows.forUpdate(actor, 'meeting:change', input.meetingId);
      const allowed = doing('move', meeting.state);
      if (!allowed.ok) return allowed;
      const changed = changedSince(meeting, input.version);
      if (changed) return changed;
      // Held, so that two meetings of the panel are never moved to the same day at once.
      const panel = await this.rows.panelForUpdate(meeting.panelId);
      const to = { ...input, startsAt: atLondon(input.heldOn, input.startsAt) };
      const others = await this.db.writing.findBy(Meeting, { panelId: panel.id, id: Not(meeting.id) });
      const decision = moving(meeting, to, {
        now: this.clock.now(),
        holidays: await this.panels.holidays(panel.nation),
        ignoresBankHolidays: panel.bankHolidayRule === 'ignore',
        panelDays: others.filter((other) => other.state !== 'cancelled').map((other) => other.heldOn),
        chairSittings: await this.rows.sittingsOf(meeting.chairId, to.startsAt, meeting.id),
      });
      if (!decision.ok) return decision;
      Object.assign(meeting, {
        heldOn: input.heldOn,
        startsAt: to.startsAt,
        movedReason: decision.value,
      });
      await this.db.writing.save(meeting);
      if (meeting.publishedAt) await this.invitations.ask(meeting);
      await this.announcements.announce(MeetingMoved, { meetingId: meeting.id });
      await this.audit.record(actor, 'meeting:move', meeting.id, {
        fields: ['heldOn', 'startsAt', 'movedReason'],
      });
      return ok(meeting);
    });
  }

  /** Cancels a meeting: the cases on its agenda wait again, with their age and without a carry-over on their count. */
  cancel(
    actor: Actor,
    input: { meetingId: string; version: number; reason: string },
  ): Promise<Result<Meeting, MeetingStateRefusal | TextRefusal | 'CHANGED_SINCE_YOU_LOOKED'>> {
    return this.db.transaction(async () => {
      const meeting = await this.rows.forUpdate(actor, 'meeting:change', input.meetingId);
      const allowed = doing('cancel', meeting.state);
      if (!allowed.ok) return allowed;
      const changed = changedSince(meeting, input.version);
      if (changed) return changed;
      const reason = changeReason(input.reason);
      if (!reason.ok) return reason;
      const listed = await this.db.writing.findBy(Listing, { meetingId: meeting.id, state: 'on_agenda' });
      await this.cases.unlist(listed.map((listing) => listing.caseId));
      await this.db.writing.update(
        Listing,
        { meetingId: meeting.id, state: 'on_agenda' },
        { state: 'deferred', leftOutReason: 'The meeting was cancelled.' },
      );
      Object.assign(meeting, { state: 'cancelled', cancelledReason: reason.value });
      await this.db.writing.save(meeting);
      await this.announcements.announce(MeetingCancelled, { meetingId: meeting.id });
      await this.audit.record(actor, 'meeting:cancel', meeting.id);
      return ok(meeting);
    });
  }
}
