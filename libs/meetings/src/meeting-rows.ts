import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed, mustBeKnown, type Permission } from '#access';
import { Cases, visibleCases } from '#cases';
import { addMinutes, Clock, type Moment, NotFound, refused, type RefusedResult } from '#kernel';
import { Panel } from '#panels';
import { Database } from '#platform';
import { Listing } from './listing.entity.js';
import { Meeting, type MeetingState } from './meeting.entity.js';
import type { Sitting } from './meeting.rules.js';
import { listingMustBeKnown } from './part-of-meeting.js';

/** Loads what is about to be changed: locked, with the permission asked, and known only to those who may know it. */
@Injectable()
export class MeetingRows {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly cases: Cases,
  ) {}

  /**
   * The meeting, locked until the end of the transaction: whoever changes something of a meeting loads it first, so
   * that two people take turns. Throws {@link NotFound}, in the words of `what` was asked for, or {@link NotPermitted}.
   */
  async forUpdate(
    actor: Actor,
    permission: Permission,
    meetingId: string,
    what = 'Meeting',
  ): Promise<Meeting> {
    const meeting = await this.db.writing.findOne(Meeting, {
      where: { id: meetingId },
      lock: this.db.rowLock,
    });
    if (!meeting) throw new NotFound('Meeting');
    const to = { panelId: meeting.panelId };
    mustBeKnown(actor, 'meeting:read', what, to);
    mustBeAllowed(actor, permission, to);
    return meeting;
  }

  /**
   * The meeting whose agenda is to change, locked, and with it the agendas of the whole panel: so no case comes onto two
   * of them. Throws {@link NotFound} or {@link NotPermitted}.
   */
  async agendaForUpdate(actor: Actor, meetingId: string, what = 'Meeting'): Promise<Meeting> {
    const meeting = await this.forUpdate(actor, 'agenda:change', meetingId, what);
    await this.panelForUpdate(meeting.panelId);
    return meeting;
  }

  /** The panel, locked until the end of the transaction. Always after the meeting, so that nobody waits in a ring. */
  panelForUpdate(panelId: string): Promise<Panel> {
    const lock = this.db.dialect === 'postgres' ? ({ mode: 'for_no_key_update' } as const) : undefined;
    return this.db.writing.findOneOrFail(Panel, { where: { id: panelId }, lock });
  }

  /**
   * The listing with its meeting, locked. Throws {@link NotFound}, also where a list of the case keeps the actor away, or
   * {@link NotPermitted}; to those who never change listings always the latter, so that nobody learns which cases stand
   * at a meeting.
   */
  async listingForUpdate(
    actor: Actor,
    permission: Permission,
    listingId: string,
  ): Promise<{ listing: Listing; meeting: Meeting }> {
    mustBeAllowed(actor, permission);
    const seen = visibleCases(actor, this.clock.today(), permission);
    await listingMustBeKnown(this.db, actor, 'meeting:read', listingId, seen);
    const found = await this.db.writing.findOneByOrFail(Listing, { id: listingId });
    const isAgenda = permission === 'agenda:change';
    const meeting = isAgenda
      ? await this.agendaForUpdate(actor, found.meetingId, 'Listing')
      : await this.forUpdate(actor, permission, found.meetingId, 'Listing');
    // Asked again, now that the meeting is locked: somebody may have put the actor on a list in the meantime.
    if (!(await this.cases.visibleIds(actor, [found.caseId], permission)).has(found.caseId))
      throw new NotFound('Listing');
    const listing = await this.db.writing.findOneByOrFail(Listing, { id: listingId });
    return { listing, meeting };
  }

  /** What else a chair has from about that moment on, on any panel. */
  async sittingsOf(chairId: string | null, from: Moment, except = ''): Promise<Sitting[]> {
    if (chairId === null) return [];
    return this.db.writing
      .createQueryBuilder(Meeting, 'm')
      .where('m.chairId = :chairId and m.id <> :except and m.startsAt > :from and m.state in (:...open)', {
        chairId,
        except,
        from: addMinutes(from, -LONGEST_MEETING_MINUTES),
        open: [...BEFORE_IT_STARTS, 'in_session'],
      })
      .getMany();
  }
}

/** The refusal of a form that was filled in on an older state of its row; null when it was not. */
export function changedSince(
  row: { version: number },
  version: number,
): RefusedResult<'CHANGED_SINCE_YOU_LOOKED'> | null {
  if (row.version === version) return null;
  return refused('CHANGED_SINCE_YOU_LOOKED', 'Somebody changed this since you opened it. Look again.');
}

/** The states of a meeting that is still to start. */
export const BEFORE_IT_STARTS: readonly MeetingState[] = ['planned', 'agenda_draft', 'agenda_published'];

const LONGEST_MEETING_MINUTES = 480;
