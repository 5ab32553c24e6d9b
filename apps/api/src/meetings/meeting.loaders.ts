import DataLoader from 'dataloader';
import type { PersonActor } from '#access';
import type { Agendas, Attendance, LiveMeetings, Meeting, Meetings } from '#meetings';
import { manyBy, oneById } from '../graphql/batching.js';

/** The batched look-ups of meetings. */
export type MeetingLoaders = {
  meeting: DataLoader<string, Meeting>;
  attendanceOfMeeting: DataLoader<string, Attendance[]>;
  caseCountOfMeeting: DataLoader<string, number>;
  nextMeetingOfPanel: DataLoader<string, Meeting | null>;
  /** The id again of a listing that the person may know of; null of another. */
  knownListing: DataLoader<string, string | null>;
};

/** The loaders of meetings for one request of one person; signed out, nothing is counted. */
export function meetingLoaders(
  meetings: Meetings,
  agendas: Agendas,
  live: LiveMeetings,
  actor: PersonActor | null,
): MeetingLoaders {
  return {
    meeting: oneById((ids) => meetings.byIds(ids)),
    attendanceOfMeeting: manyBy(
      (ids) => live.attendanceOf(ids),
      (row) => row.meetingId,
    ),
    caseCountOfMeeting: new DataLoader(async (ids) => {
      const counts = actor ? await agendas.caseCounts(actor, ids) : new Map<string, number>();
      return ids.map((id) => counts.get(id) ?? 0);
    }),
    knownListing: new DataLoader(async (ids) => {
      const seen = actor ? await agendas.knownListings(actor, ids) : new Set<string>();
      return ids.map((id) => (seen.has(id) ? id : null));
    }),
    nextMeetingOfPanel: new DataLoader(async (ids) => {
      const next = new Map((await meetings.nextOf(ids)).map((meeting) => [meeting.panelId, meeting]));
      return ids.map((id) => next.get(id) ?? null);
    }),
  };
}
