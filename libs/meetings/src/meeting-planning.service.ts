import { Injectable } from '@nestjs/common';
import { MoreThanOrEqual } from 'typeorm';
import { type Actor, mustBeAllowed } from '#access';
import { Audit } from '#audit';
import { TriageDecisions, type TriageRefusal } from '#cases';
import {
  addDays,
  atLondon,
  Clock,
  type Day,
  dayInWords,
  newId,
  NotFound,
  ok,
  refused,
  type Result,
  type TimeOfDay,
} from '#kernel';
import { meetingDays, type MeetingDay, meetingHorizon, Panel, Panels } from '#panels';
import { Database } from '#platform';
import { MeetingRows } from './meeting-rows.js';
import { calling, type CallRefusal, overlaps } from './meeting.rules.js';
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

/** A meeting that is called for a case which cannot wait, checked at the door. `place` empty: where the panel meets. */
export type EmergencyMeeting = {
  caseId: string;
  heldOn: Day;
  startsAt: TimeOfDay;
  durationMinutes: number;
  place: string;
  reason: string;
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
    private readonly triage: TriageDecisions,
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
      const panel = await this.db.writing.findOne(Panel, { where: { id: panelId }, lock: this.db.rowLock });
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

  /**
   * Plans a meeting of the case's panel beside its rule, because the case cannot wait. Why stands with the case; its
   * agenda is made like any other.
   */
  callEmergency(
    actor: Actor,
    { caseId, heldOn, startsAt, durationMinutes, place, reason }: EmergencyMeeting,
  ): Promise<Result<Meeting, CallRefusal | TriageRefusal>> {
    return this.db.transaction(async (): Promise<Result<Meeting, CallRefusal | TriageRefusal>> => {
      const waits = await this.triage.emergencyMeetingPlanned(actor, caseId, reason);
      if (!waits.ok) return waits;
      const { panelId } = waits.value;
      mustBeAllowed(actor, 'meeting:change', { panelId });
      const panel = await this.rows.panelForUpdate(panelId);
      const known = await this.db.writing.findBy(Meeting, { panelId });
      const sitting = { startsAt: atLondon(heldOn, startsAt), durationMinutes };
      const allowed = calling(
        { ...sitting, heldOn },
        {
          now: this.clock.now(),
          panelDays: known.filter(({ state }) => state !== 'cancelled').map((one) => one.heldOn),
          chairSittings: await this.rows.sittingsOf(panel.chairId, sitting.startsAt),
        },
      );
      if (!allowed.ok) return allowed;
      const plannedOn = freeDay(heldOn, this.clock.today(), new Set(known.map((one) => one.plannedOn)));
      const meeting = this.db.writing.create(Meeting, {
        ...this.newMeeting(panel),
        ...sitting,
        ...{ plannedOn, heldOn, kind: 'emergency' as const, movedReason: null },
        place: place || panel.place,
      });
      await this.db.writing.save(meeting);
      await this.audit.record(actor, 'meeting:call', meeting.id, { caseId });
      return ok(meeting);
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
      ...this.newMeeting(panel),
      plannedOn: movedFrom ?? on,
      heldOn: on,
      startsAt,
      kind: null,
      movedReason: movedFrom ? `${dayInWords(movedFrom)} is a bank holiday.` : null,
    }));
    await this.db.writing.insert(Meeting, rows);
  }

  /** What every new meeting of a panel begins with. */
  private newMeeting(panel: Panel) {
    return {
      id: newId(),
      panelId: panel.id,
      durationMinutes: panel.durationMinutes,
      place: panel.place,
      state: 'planned' as const,
      chairId: panel.chairId,
      cancelledReason: null,
      agendaBuiltAt: null,
      publishedAt: null,
      moreWaiting: 0,
      addendumCount: 0,
      startedAt: null,
      endedAt: null,
      currentListingId: null,
      createdAt: this.clock.now(),
    };
  }
}

/**
 * The day that is kept as planned for a meeting beside the rule: its own, or, where the rule has given another meeting
 * that day, the latest day gone by on which none was planned. Never one on which the rule could still give a meeting.
 */
function freeDay(heldOn: Day, today: Day, taken: ReadonlySet<Day>): Day {
  if (!taken.has(heldOn)) return heldOn;
  let day = addDays(today, -1);
  while (taken.has(day)) day = addDays(day, -1);
  return day;
}
