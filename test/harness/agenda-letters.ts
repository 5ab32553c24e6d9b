import type { Clock, Day } from '#kernel';
import { newId } from '#kernel';
import { Letters } from '#letters';
import { AgendaLetters, Attendance, type Meeting } from '#meetings';
import type { Database } from '#platform';
import { aMeeting, anAgency, aPanel, aPerson } from '#testkit';

/** An agency with so many people is asked to a meeting in December 2026 whose agenda is published; none is told yet. */
export async function plantPublishedAgenda(db: Database, clock: Clock, howMany: number): Promise<Meeting> {
  const police = await anAgency(db, clock);
  const health = await anAgency(db, clock, { kind: 'mental_health' });
  const chair = await aPerson(db, clock, police, 'chair');
  const panel = await aPanel(db, clock, [police, health], { chairId: chair.id });
  for (let i = 0; i < howMany; i += 1) await aPerson(db, clock, health, 'agency_member');
  const meeting = await aMeeting(db, clock, panel, {
    heldOn: '2026-12-08' as Day,
    state: 'agenda_published',
    startedAt: null,
  });
  const seat = {
    ...{ id: newId(), meetingId: meeting.id, agencyId: health.id, personId: null },
    ...{
      presence: 'expected' as const,
      note: '',
      isConfidentialityAgreed: false,
      recordedAt: null,
      version: 1,
    },
  };
  await db.transaction(async () => void (await db.writing.insert(Attendance, seat)));
  return meeting;
}

/** Plans the letter about the agenda to everybody who is asked to the meeting. */
export async function tellOfAgenda(db: Database, clock: Clock, meeting: Meeting): Promise<void> {
  const letters = new AgendaLetters(db, new Letters(db, clock));
  await db.transaction(() => letters.tellOfAgenda(meeting.id));
}
