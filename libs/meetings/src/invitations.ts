import { Injectable } from '@nestjs/common';
import { Cases } from '#cases';
import { newId } from '#kernel';
import { Panels } from '#panels';
import { Database } from '#platform';
import { Attendance } from './attendance.entity.js';
import { accessEndsOn } from './meeting.rules.js';
import type { Meeting } from './meeting.entity.js';

/** The agencies of a panel at one of its meetings: what they need to know, and whether they came. */
@Injectable()
export class Invitations {
  constructor(
    private readonly db: Database,
    private readonly panels: Panels,
    private readonly cases: Cases,
  ) {}

  /**
   * The member agencies need to know the cases on the agenda, or those given, until some weeks after the meeting.
   * Never a restricted case, whoever must know it is told one by one; nor an agency that a list of the case keeps away.
   */
  async ask(meeting: Meeting, only?: string): Promise<void> {
    const open = await this.db.query<{ caseId: string }>(
      `select l.case_id as "caseId" from listing l join case_file c on c.id = l.case_id
        where l.meeting_id = :meetingId and l.state = 'on_agenda' and c.handling = 'standard'`,
      { meetingId: meeting.id },
    );
    const caseIds = open.map((row) => row.caseId).filter((caseId) => only === undefined || caseId === only);
    const seats = await this.panels.membersOf([meeting.panelId]);
    await this.cases.grantAccess(
      caseIds,
      seats.map((seat) => seat.agencyId),
      'asked_to_attend',
      accessEndsOn(meeting.heldOn),
    );
  }

  /** Every member agency has its line in the attendance; lines that are there stay as they are. */
  async seat(meeting: Meeting): Promise<void> {
    const seats = await this.panels.membersOf([meeting.panelId]);
    const there = await this.db.writing.findBy(Attendance, { meetingId: meeting.id });
    const known = new Set(there.map((row) => row.agencyId));
    const missing = seats.filter((seat) => !known.has(seat.agencyId));
    if (missing.length === 0) return;
    await this.db.writing.insert(
      Attendance,
      missing.map(({ agencyId }) => ({
        id: newId(),
        meetingId: meeting.id,
        agencyId,
        personId: null,
        presence: 'expected' as const,
        note: '',
        isConfidentialityAgreed: false,
        recordedAt: null,
      })),
    );
  }
}
