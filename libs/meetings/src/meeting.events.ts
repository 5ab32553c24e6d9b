import { defineEvent } from '#platform';

/** A meeting has another day or time. */
export const MeetingMoved = defineEvent<{ meetingId: string }>('meeting.moved');

/** A meeting will not be held. */
export const MeetingCancelled = defineEvent<{ meetingId: string }>('meeting.cancelled');

/** An agenda is published and locked: agencies may read it. */
export const AgendaPublished = defineEvent<{ meetingId: string }>('agenda.published');

/** A case was added to a published agenda. */
export const AddendumPublished = defineEvent<{ meetingId: string; listingId: string }>('addendum.published');

/** A meeting is over: what was agreed is to be circulated. */
export const MeetingEnded = defineEvent<{ meetingId: string }>('meeting.ended');
