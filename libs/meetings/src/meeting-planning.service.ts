import { Injectable } from '@nestjs/common';
import { MoreThanOrEqual } from 'typeorm';
import { type Actor, mustBeAllowed } from '#access';
import { Audit } from '#audit';
import { Clock, type Day, dayInWords, newId, NotFound, ok, refused, type Result } from '#kernel';
import { meetingDays, type MeetingDay, meetingHorizon, Panel, Panels } from '#panels';
import { Database } from '#platform';
import { MeetingRows } from './meeting-rows.js';
import { overlaps } from './meeting.rules.js';
import { Meeting } from './meeting.entity.js';

/** A day on which no meeting was planned, because the chair has another one then. */
export type MeetingClash = { on: Day; message: string };

/** What generating gave: how many are new, every meeting ahead, and the days left out. */
export type GeneratedMeetings = {
  panel: Panel;
  created: number;
  meetings: Meeting[];
  clashes: MeetingClash[];
};

/** Planning the sittings of a panel from its recurrence rule (features F25 and F34). */
@Injectable()
export class MeetingPlanning {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly panels: Panels,
    private readonly rows: MeetingRows,
  ) {}

  /**
   * Plans the meetings of the next six months from the panel's rule. Doing it again makes none twice: one that was
   * moved or cancelled keeps the day it was planned for. Days on which the chair has another meeting at the same time
   * are left out and named.
   */
  generate(
    actor: Actor,
    panelId: string,
  ): Promise<Result<GeneratedMeetings, 'PANEL_NOT_ACTIVE' | 'CHAIR_HAS_ANOTHER_MEETING'>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'meeting:change', { panelId });
      const lock = this.db.dialect === 'postgres' ? ({ mode: 'pessimistic_write' } as const) : undefined;
      const panel = await this.db.writing.findOne(Panel, { where: { id: panelId }, lock });
      if (!panel) throw new NotFound('Panel');
      if (!panel.isActive) return refused('PANEL_NOT_ACTIVE', 'This panel does not meet any more.');
      const { free, clashes } = await this.daysToPlan(panel);
      const first = clashes[0];
      if (first && free.length === 0) return refused('CHAIR_HAS_ANOTHER_MEETING', first.message);
      await this.plan(panel, free);
      await this.audit.record(actor, 'meeting:generate', panelId);
      const meetings = await this.db.writing.find(Meeting, {
        where: { panelId, startsAt: MoreThanOrEqual(this.clock.now()) },
        order: { startsAt: 'ASC' },
      });
      return ok({ panel, created: free.length, meetings, clashes });
    });
  }

  /** The days of the panel's rule that are not planned yet, and those on which the chair is elsewhere. */
  private async daysToPlan(panel: Panel): Promise<{ free: MeetingDay[]; clashes: MeetingClash[] }> {
    const from = this.clock.today();
    const holidays = await this.panels.holidays(panel.nation);
    const days = meetingDays(
      { ...panel, rrule: panel.recurrence },
      { from, until: meetingHorizon(from), holidays },
    );
    const known = await this.db.writing.findBy(Meeting, { panelId: panel.id });
    const taken = new Set(known.map((meeting) => meeting.plannedOn));
    for (const meeting of known) if (meeting.state !== 'cancelled') taken.add(meeting.heldOn);
    const now = this.clock.now();
    const chairs = await this.rows.sittingsOf(panel.chairId, now);
    const free: MeetingDay[] = [];
    const clashes: MeetingClash[] = [];
    for (const day of days) {
      const isPlanned = taken.has(day.on) || (day.movedFrom !== null && taken.has(day.movedFrom));
      if (isPlanned || day.startsAt <= now) continue;
      const sitting = { startsAt: day.startsAt, durationMinutes: panel.durationMinutes };
      if (chairs.some((other) => overlaps(sitting, other))) {
        const message = `The chair has another panel meeting at that time on ${dayInWords(day.on)}.`;
        clashes.push({ on: day.on, message });
      } else free.push(day);
    }
    return { free, clashes };
  }

  private async plan(panel: Panel, days: readonly MeetingDay[]): Promise<void> {
    if (days.length === 0) return;
    const rows = days.map(({ on, startsAt, movedFrom }) => ({
      id: newId(),
      panelId: panel.id,
      plannedOn: movedFrom ?? on,
      heldOn: on,
      startsAt,
      durationMinutes: panel.durationMinutes,
      place: panel.place,
      state: 'planned' as const,
      chairId: panel.chairId,
      movedReason: movedFrom ? `${dayInWords(movedFrom)} is a bank holiday.` : null,
      cancelledReason: null,
      agendaBuiltAt: null,
      publishedAt: null,
      moreWaiting: 0,
      addendumCount: 0,
      startedAt: null,
      endedAt: null,
      currentListingId: null,
      createdAt: this.clock.now(),
    }));
    await this.db.writing.insert(Meeting, rows);
  }
}
