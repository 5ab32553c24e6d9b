import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor, Permission } from '#access';
import { openTo } from '#cases';
import { NotFound } from '#kernel';
import { Database } from '#platform';
import { discussionState } from './discussion.rules.js';
import { Listing } from './listing.entity.js';
import type { MeetingState } from './meeting.entity.js';
import { Meeting } from './meeting.entity.js';
import { listingMustBeKnown } from './part-of-meeting.js';

/** Where a listing belongs, for rooms that hang something on it. */
export type ListingPlace = {
  listing: Listing;
  meetingId: string;
  caseId: string;
  panelId: string;
  meetingState: MeetingState;
  heldOn: Meeting['heldOn'];
};

/** Listings as later rooms know them. Only `mustBeKnown` asks for permission; else the room that calls has asked. */
@Injectable()
export class Listings {
  constructor(private readonly db: Database) {}

  /** Listings by id, in any order; unknown ids are left out. For loaders of what has been checked already. */
  byIds(ids: readonly string[]): Promise<Listing[]> {
    return this.db.reading.findBy(Listing, { id: In([...ids]) });
  }

  /**
   * Throws {@link NotFound} unless the listing is there, the actor may do this on its panel, and no list keeps them from its
   * case.
   */
  mustBeKnown(actor: Actor, permission: Permission, listingId: string): Promise<void> {
    return listingMustBeKnown(this.db, actor, permission, listingId, openTo(actor));
  }

  /** Where the listing belongs. Throws {@link NotFound}. */
  async placeOf(listingId: string): Promise<ListingPlace> {
    const listing = await this.db.reading.findOneBy(Listing, { id: listingId });
    if (!listing) throw new NotFound('Listing');
    const meeting = await this.db.reading.findOneByOrFail(Meeting, { id: listing.meetingId });
    const { id: meetingId, panelId, state: meetingState, heldOn } = meeting;
    return { listing, meetingId, caseId: listing.caseId, panelId, meetingState, heldOn };
  }

  /**
   * One more action was agreed for the case at this meeting. Uses up no version, so that nobody who is typing is
   * refused. Inside the transaction of the action. Throws {@link NotFound}.
   */
  async countAction(listingId: string): Promise<void> {
    const [row] = await this.db.change<{ id: string }>(
      'update listing set action_count = action_count + 1 where id = :listingId returning id',
      { listingId },
    );
    if (!row) throw new NotFound('Listing');
    await this.settleState(listingId);
  }

  /**
   * An action agreed at this meeting was withdrawn while it was still in session: the case is discussed only if another
   * action, or a reason for none, is left. After the meeting its record stays as it was.
   */
  async uncountAction(meetingId: string, caseId: string): Promise<void> {
    const [row] = await this.db.change<{ id: string }>(
      `update listing set action_count = action_count - 1
        where meeting_id = :meetingId and case_id = :caseId and action_count > 0
          and exists (select 1 from meeting m where m.id = :meetingId and m.state = 'in_session') returning id`,
      { meetingId, caseId },
    );
    if (row) await this.settleState(row.id);
  }

  private async settleState(listingId: string): Promise<void> {
    const listing = await this.db.writing.findOneByOrFail(Listing, { id: listingId });
    if (listing.state !== 'in_discussion' && listing.state !== 'discussed') return;
    await this.db.change('update listing set state = :state where id = :listingId', {
      state: discussionState(listing),
      listingId,
    });
  }
}
