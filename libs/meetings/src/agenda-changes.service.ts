import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { Actor } from '#access';
import { Audit } from '#audit';
import { type CaseState, Cases } from '#cases';
import { Clock, newId, ok, refused, type RefusedResult, type Result } from '#kernel';
import { Database } from '#platform';
import { AgendaChange, type AgendaChangeKind } from './agenda-change.entity.js';
import {
  type AgendaLine,
  asBefore,
  caseEffects,
  type ChangeRefusal,
  changing,
  type LineChange,
  undoing,
} from './agenda-change.rules.js';
import { Listing } from './listing.entity.js';
import { changedSince, MeetingRows } from './meeting-rows.js';
import { doing, type MeetingStateRefusal } from './meeting.rules.js';
import type { Meeting } from './meeting.entity.js';

/** Why a line of an agenda stays as it is. */
export type AgendaChangeRefusal =
  MeetingStateRefusal | ChangeRefusal | NotWaitingRefusal | 'CHANGED_SINCE_YOU_LOOKED';

/** Why a case cannot come onto an agenda: it does not wait for one. */
export type NotWaitingRefusal = 'CASE_ON_ANOTHER_AGENDA' | 'CASE_NOT_FLAGGED';

/** Whether a case in this state may come onto an agenda: the refusal, or null when it may. */
export function notWaiting(
  state: CaseState | undefined,
  field: string | null = null,
): RefusedResult<NotWaitingRefusal> | null {
  if (state === 'flagged') return null;
  if (state === 'listed')
    return refused('CASE_ON_ANOTHER_AGENDA', 'This case is on the agenda of another meeting.', field);
  return refused('CASE_NOT_FLAGGED', 'This case is not flagged for the panel. Flag it first.', field);
}

/** The chair's own changes of a draft agenda: each with its reason, each can be undone (features F28, F30). */
@Injectable()
export class AgendaChanges {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly rows: MeetingRows,
  ) {}

  /** Pins, moves, times, holds or includes one line of a draft agenda. */
  change(
    actor: Actor,
    listingId: string,
    version: number,
    change: LineChange,
  ): Promise<Result<Meeting, AgendaChangeRefusal>> {
    return this.db.transaction(async () => {
      const { listing, meeting } = await this.rows.listingForUpdate(actor, 'agenda:change', listingId);
      const allowed = doing('change', meeting.state);
      if (!allowed.ok) return allowed;
      const changed = changedSince(listing, version);
      if (changed) return changed;
      const before = await this.lines(meeting.id);
      const after = changing(before, listingId, change, meeting.heldOn);
      if (!after.ok) return after;
      const taken = await this.takenElsewhere(before, after.value);
      if (taken) return taken;
      await this.keep(before, after.value, new Set([listingId]));
      await this.note(actor, { kind: change.kind, listingId, meeting, before, after: after.value });
      await this.countUp(meeting);
      await this.audit.record(actor, `agenda:${change.kind}`, listingId, { caseId: listing.caseId });
      return ok(meeting);
    });
  }

  /** Puts back the last change that was not undone yet. */
  undo(
    actor: Actor,
    meetingId: string,
  ): Promise<Result<Meeting, MeetingStateRefusal | NotWaitingRefusal | 'NOTHING_TO_UNDO'>> {
    return this.db.transaction(async () => {
      const meeting = await this.rows.agendaForUpdate(actor, meetingId);
      const allowed = doing('change', meeting.state);
      if (!allowed.ok) return allowed;
      const last = await this.db.writing.findOne(AgendaChange, {
        where: { meetingId, undoneAt: IsNull() },
        order: { at: 'DESC', id: 'DESC' },
      });
      if (!last || Object.keys(last.before).length === 0 || !(await this.isKnown(actor, last.listingId)))
        return refused('NOTHING_TO_UNDO', 'There is no change to undo.');
      const before = await this.lines(meetingId);
      const after = undoing(before, last.before);
      const taken = await this.takenElsewhere(before, after);
      if (taken) return taken;
      await this.keep(before, after, new Set([last.listingId]));
      await this.db.writing.update(AgendaChange, { id: last.id }, { undoneAt: this.clock.now() });
      await this.countUp(meeting);
      await this.audit.record(actor, 'agenda:undo', last.listingId);
      return ok(meeting);
    });
  }

  /** A change of a case that the actor may not know of is not theirs to put back: for them there is none. */
  private async isKnown(actor: Actor, listingId: string): Promise<boolean> {
    const { caseId } = await this.db.writing.findOneByOrFail(Listing, { id: listingId });
    return (await this.cases.visibleIds(actor, [caseId], 'agenda:change')).has(caseId);
  }

  /** The lines of a meeting as the rules take them. For the other verbs of the agenda. */
  async lines(meetingId: string): Promise<AgendaLine[]> {
    return this.db.writing.find(Listing, {
      select: [...LINE_COLUMNS],
      where: { meetingId },
      order: { position: 'ASC', id: 'ASC' },
    });
  }

  /** Writes the change down with how the lines stood before it. Inside the transaction of the change. */
  async note(
    actor: Actor,
    made: {
      kind: AgendaChangeKind;
      listingId: string;
      meeting: Meeting;
      before: readonly AgendaLine[];
      after: readonly AgendaLine[];
    },
  ): Promise<void> {
    if (actor.kind !== 'person') throw new Error('Only a person changes an agenda by hand');
    const line = made.after.find((one) => one.id === made.listingId);
    await this.db.writing.insert(AgendaChange, {
      id: newId(),
      meetingId: made.meeting.id,
      listingId: made.listingId,
      kind: made.kind,
      reason: line?.chairReason ?? '',
      changedById: actor.personId,
      at: this.clock.now(),
      before: asBefore(made.before, made.after),
      undoneAt: null,
    });
  }

  /** Writes the lines that differ; the version counts up on those changed by hand, not on those that made room. */
  async keep(
    before: readonly AgendaLine[],
    after: readonly AgendaLine[],
    byHand: ReadonlySet<string>,
  ): Promise<void> {
    const was = new Map(before.map((line) => [line.id, line]));
    for (const line of after) {
      const old = was.get(line.id);
      if (!old || line === old) continue;
      if (byHand.has(line.id)) {
        const { id, caseId: _, ...columns } = line;
        await this.db.writing.update(Listing, { id }, columns);
      } else if (Object.keys(asBefore([old], [line])).length > 0) {
        await this.db.change('update listing set position = :position where id = :id', {
          position: line.position,
          id: line.id,
        });
      }
    }
    const effects = caseEffects(before, after);
    await this.cases.unlist(effects.unlisted);
    await this.cases.markListed(effects.listed);
    const reasons = new Map(after.map((line) => [line.caseId, line.leftOutReason]));
    for (const { caseId, until } of effects.held)
      await this.cases.holdUntil(caseId, until, until === null ? null : (reasons.get(caseId) ?? null));
  }

  /** Why a case that would come onto the agenda cannot: it was listed elsewhere, or settled, in the meantime. */
  private async takenElsewhere(
    before: readonly AgendaLine[],
    after: readonly AgendaLine[],
  ): Promise<RefusedResult<NotWaitingRefusal> | null> {
    const { listed } = caseEffects(before, after);
    if (listed.length === 0) return null;
    const states = await this.cases.statesOf(listed);
    for (const caseId of listed) {
      const refusal = notWaiting(states.get(caseId));
      if (refusal) return refusal;
    }
    return null;
  }

  /** The agenda as a whole has changed: whoever publishes it must have seen this. */
  async countUp(meeting: Meeting): Promise<void> {
    await this.db.change('update meeting set version = version + 1 where id = :id', { id: meeting.id });
    meeting.version += 1;
  }
}

const LINE_COLUMNS = [
  'id',
  'caseId',
  'state',
  'position',
  'plannedMinutes',
  'band',
  'priorityHigh',
  'isPinned',
  'isMovedByChair',
  'isMinutesByChair',
  'chairReason',
  'leftOutReason',
  'heldUntil',
] as const satisfies (keyof AgendaLine)[];
