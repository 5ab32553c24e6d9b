import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed, mustBeKnown, type Permission } from '#access';
import { NotFound, refused, type RefusedResult } from '#kernel';
import { Database } from '#platform';
import { Listing } from './listing.entity.js';
import { Meeting } from './meeting.entity.js';

/** Loads what is about to be changed: locked, with the permission asked, and known only to those who may know it. */
@Injectable()
export class MeetingRows {
  constructor(private readonly db: Database) {}

  /**
   * The meeting, locked until the end of the transaction: whoever changes something of a meeting loads it first, so
   * that two people take turns. Throws {@link NotFound} or {@link NotPermitted}.
   */
  async forUpdate(actor: Actor, permission: Permission, meetingId: string): Promise<Meeting> {
    const lock = this.db.dialect === 'postgres' ? ({ mode: 'pessimistic_write' } as const) : undefined;
    const meeting = await this.db.writing.findOne(Meeting, { where: { id: meetingId }, lock });
    if (!meeting) throw new NotFound('Meeting');
    const to = { panelId: meeting.panelId };
    mustBeKnown(actor, 'meeting:read', 'Meeting', to);
    mustBeAllowed(actor, permission, to);
    return meeting;
  }

  /** The listing with its meeting, locked. Throws {@link NotFound} or {@link NotPermitted}. */
  async listingForUpdate(
    actor: Actor,
    permission: Permission,
    listingId: string,
  ): Promise<{ listing: Listing; meeting: Meeting }> {
    const found = await this.db.writing.findOneBy(Listing, { id: listingId });
    if (!found) throw new NotFound('Listing');
    const meeting = await this.forUpdate(actor, permission, found.meetingId);
    const listing = await this.db.writing.findOneByOrFail(Listing, { id: listingId });
    return { listing, meeting };
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
