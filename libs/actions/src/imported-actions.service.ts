import { Injectable } from '@nestjs/common';
import type { Actor } from '#access';
import type { Agency } from '#agencies';
import { Audit } from '#audit';
import { type CaseFile, Cases } from '#cases';
import {
  addMinutes,
  atLondon,
  Clock,
  type Day,
  type Moment,
  newId,
  ok,
  refused,
  type Result,
  type TextRefusal,
} from '#kernel';
import { Meeting } from '#meetings';
import type { Panel } from '#panels';
import { Announcements, Database } from '#platform';
import { ActionAgreed } from './action-events.js';
import { type ActionPriority, type ActionStatus, isOpen } from './action-states.js';
import { ActionUpdate } from './action-update.entity.js';
import { Action } from './action.entity.js';
import { actionReference, actionText, dueAtOf } from './agreeing.rules.js';
import { usualCategory } from './usual-category.rules.js';

/** How an action of an old list ended; `agreed`: it has not. "Not possible" and "not undertaken" stay apart. */
export type ImportedActionStatus = Extract<
  ActionStatus,
  'agreed' | 'completed' | 'not_possible_changed' | 'not_undertaken'
>;

/**
 * An action that a panel agreed before it was recorded here. Its day may be past and need not be a working day: it is
 * what was agreed. `statusOn` is the day it ended, null exactly while it is open.
 */
export type ImportedAction = {
  caseFile: Pick<CaseFile, 'id' | 'reference'>;
  panel: Panel;
  meetingOn: Day;
  agency: Pick<Agency, 'id' | 'kind'>;
  ownerId: string | null;
  text: string;
  priority: ActionPriority;
  dueOn: Day;
  status: ImportedActionStatus;
  statusOn: Day | null;
  note: string;
};

/** Why an action of an old list is not taken over. */
export type ImportedActionRefusal = TextRefusal | 'MEETING_CANCELLED' | 'MEETING_NOT_BEGUN';

/** Takes over actions from lists that were kept before, with the meetings at which they were agreed. */
@Injectable()
export class ImportedActions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly announcements: Announcements,
    private readonly audit: Audit,
    private readonly cases: Cases,
  ) {}

  /**
   * Records an action as it was agreed and as it stands. Only an open one is announced: nobody is told of what is done.
   * The meeting is made, as one that has ended, where the record has none on that day. Throws NotFound.
   */
  record(actor: Actor, imported: ImportedAction): Promise<Result<Action, ImportedActionRefusal>> {
    return this.db.transaction(async () => {
      const { caseFile, panel, agency } = imported;
      await this.cases.mustSee(actor, caseFile.id, 'action:agree');
      const text = actionText(imported.text.replace(/\s+/g, ' '));
      if (!text.ok) return text;
      const meeting = await this.meetingOf(panel, imported.meetingOn);
      if (meeting.state === 'cancelled') {
        return refused('MEETING_CANCELLED', 'The meeting of that day is cancelled here.', 'meeting_on');
      }
      if (meeting.startsAt > this.clock.now()) {
        return refused('MEETING_NOT_BEGUN', 'The meeting of that day has not begun yet.', 'meeting_on');
      }
      const action = await this.keep(imported, meeting, text.value);
      await this.keepHistory(actor, action, imported.note);
      await this.cases.grantAccess([caseFile.id], [agency.id], 'owns_action');
      if (action.isOpen) await this.announcements.announce(ActionAgreed, { actionId: action.id });
      await this.audit.record(actor, 'action:import', action.id, { caseId: caseFile.id });
      return ok(action);
    });
  }

  private async keep(imported: ImportedAction, meeting: Meeting, text: string): Promise<Action> {
    const { caseFile, panel, agency, ownerId, priority, dueOn, status, statusOn, note } = imported;
    const last = await this.db.writing.maximum(Action, 'number', { caseId: caseFile.id });
    const number = (last ?? 0) + 1;
    const isDone = !isOpen(status);
    const action = this.db.writing.create(Action, {
      id: newId(),
      reference: actionReference(caseFile.reference, number),
      caseId: caseFile.id,
      number,
      panelId: panel.id,
      meetingId: meeting.id,
      agencyId: agency.id,
      ownerId,
      text,
      category: usualCategory(agency.kind),
      priority,
      status,
      isOpen: !isDone,
      agreedAt: meeting.startsAt,
      dueOn,
      dueAt: dueAtOf(dueOn),
      originalDueOn: dueOn,
      acknowledgedAt: null,
      closedAt: isDone && statusOn ? this.endOf(statusOn, meeting.startsAt) : null,
      closedOn: isDone ? statusOn : null,
      note,
      evidenceReference: '',
      reasonCode: status === 'not_undertaken' ? 'unknown' : null,
      extensionRequestedOn: null,
      extensionNewDueOn: null,
      extensionReason: null,
      extensionCount: 0,
    });
    return this.db.writing.save(action);
  }

  private async keepHistory(actor: Actor, action: Action, note: string): Promise<void> {
    const { id: actionId, status, agreedAt, closedAt } = action;
    const personId = actor.kind === 'person' ? actor.personId : null;
    const agreed = { id: newId(), actionId, kind: 'agreed' as const, personId, at: agreedAt, note: '' };
    await this.db.writing.insert(ActionUpdate, agreed);
    if (closedAt && status !== 'agreed') {
      const kind = status as Exclude<ImportedActionStatus, 'agreed'>;
      await this.db.writing.insert(ActionUpdate, {
        id: newId(),
        actionId,
        kind,
        personId,
        at: closedAt,
        note,
      });
    } else if (note !== '') {
      const at = this.clock.now();
      await this.db.writing.insert(ActionUpdate, {
        id: newId(),
        actionId,
        kind: 'progress',
        personId,
        at,
        note,
      });
    }
  }

  /** The meeting that the panel held on that day, or was to hold before it was moved; made where there is none. */
  private async meetingOf(panel: Panel, on: Day): Promise<Meeting> {
    const there =
      (await this.db.writing.findOneBy(Meeting, { panelId: panel.id, heldOn: on })) ??
      (await this.db.writing.findOneBy(Meeting, { panelId: panel.id, plannedOn: on }));
    if (there) return there;
    const startsAt = atLondon(on, panel.startsAt);
    const meeting = this.db.writing.create(Meeting, {
      id: newId(),
      panelId: panel.id,
      plannedOn: on,
      heldOn: on,
      startsAt,
      durationMinutes: panel.durationMinutes,
      place: panel.place,
      state: 'ended',
      chairId: panel.chairId,
      kind: null,
      movedReason: null,
      cancelledReason: null,
      agendaBuiltAt: null,
      publishedAt: null,
      addendumCount: 0,
      moreWaiting: 0,
      startedAt: startsAt,
      endedAt: addMinutes(startsAt, panel.durationMinutes),
      currentListingId: null,
      createdAt: this.clock.now(),
    });
    return this.db.writing.save(meeting);
  }

  /** The list tells the day only: the end of its working hours, but neither before it was agreed nor in the future. */
  private endOf(day: Day, agreedAt: Moment): Moment {
    const end = dueAtOf(day);
    const now = this.clock.now();
    if (end < agreedAt) return agreedAt;
    return end > now ? now : end;
  }
}
