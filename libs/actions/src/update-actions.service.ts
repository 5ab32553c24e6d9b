import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed, mustBeKnown, type Permission } from '#access';
import { Person } from '#agencies';
import { Audit } from '#audit';
import { CaseLists } from '#cases';
import {
  type BankHolidays,
  Clock,
  type Day,
  dayInWords,
  newId,
  NotFound,
  ok,
  refused,
  type Result,
  type TextRefusal,
  writtenText,
} from '#kernel';
import { Listings } from '#meetings';
import { Panel, Panels } from '#panels';
import { Announcements, Database } from '#platform';
import { ActionChanged, ActionClosed } from './action-events.js';
import { isOpen, type NotPossibleReason, type NotUndertakenReason } from './action-states.js';
import { ActionUpdate, type ActionUpdateKind } from './action-update.entity.js';
import { Action } from './action.entity.js';
import {
  acknowledging,
  askingExtension,
  checkVersion,
  type ClosedRefusal,
  completing,
  decidingExtension,
  type ExtensionRefusal,
  LONGEST_LINE,
  notPossible,
  notUndertaken,
  progressing,
  withdrawing,
} from './action.rules.js';

/** The action meant, as the person saw it. */
export type SeenAction = { actionId: string; version: number };

/** Refusals that every change of an action may have. */
export type UpdateRefusal = ClosedRefusal | TextRefusal | 'CHANGED_SINCE_YOU_LOOKED';

/** What a decision changes, and the line it adds to the history. */
type Decided = { set: Partial<Action>; kind: ActionUpdateKind; note: string };

type Decision<C extends string> = (action: Action) => Result<Decided, C> | Promise<Result<Decided, C>>;

/**
 * What happens to an action after it was agreed. The people of its agency and the chair and coordinator of its panel
 * may change it, unless a list of its case keeps them away; decisions about time and withdrawal are for the chair and coordinator alone. For everybody else the
 * action does not exist. Of two people who change the same action at once, one is refused `CHANGED_SINCE_YOU_LOOKED`.
 */
@Injectable()
export class UpdateActions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly announcements: Announcements,
    private readonly audit: Audit,
    private readonly panels: Panels,
    private readonly listings: Listings,
    private readonly lists: CaseLists,
  ) {}

  /** The agency says that it has received and understood the action. */
  acknowledge(
    actor: Actor,
    seen: SeenAction,
  ): Promise<Result<Action, UpdateRefusal | 'ACTION_ALREADY_ACKNOWLEDGED'>> {
    return this.change(actor, seen, 'action:update', 'action:acknowledge', (action) => {
      const decision = acknowledging(action);
      if (!decision.ok) return decision;
      return ok({
        set: { ...decision.value, acknowledgedAt: this.clock.now() },
        kind: 'acknowledged',
        note: '',
      });
    });
  }

  /** The agency says how far it is; the first time this acknowledges the action too. */
  noteProgress(actor: Actor, seen: SeenAction & { note: string }): Promise<Result<Action, UpdateRefusal>> {
    return this.change(actor, seen, 'action:update', 'action:progress', (action) => {
      const decision = progressing(action, seen.note);
      if (!decision.ok) return decision;
      const acknowledgedAt = action.acknowledgedAt ?? this.clock.now();
      return ok({ set: { ...decision.value, acknowledgedAt }, kind: 'progress', note: decision.value.note });
    });
  }

  /** The agency says that it is done, with a note of what was done. */
  complete(
    actor: Actor,
    seen: SeenAction & { note: string; evidenceReference: string | null },
  ): Promise<Result<Action, UpdateRefusal>> {
    return this.change(actor, seen, 'action:update', 'action:complete', (action) => {
      const input = { note: seen.note, evidenceRef: seen.evidenceReference };
      const decision = completing(action, input, this.clock.today());
      if (!decision.ok) return decision;
      const { completedOn: _, ...set } = decision.value;
      return ok({ set, kind: 'completed', note: set.note });
    });
  }

  /** The agency asks for more time; the due day stays until the chair or coordinator grants it. */
  askExtension(
    actor: Actor,
    seen: SeenAction & { newDueOn: Day; reason: string },
  ): Promise<Result<Action, UpdateRefusal | ExtensionRefusal>> {
    return this.change(actor, seen, 'action:update', 'action:ask-extension', async (action) => {
      const context = { today: this.clock.today(), holidays: await this.holidaysOf(action.panelId) };
      const decision = askingExtension(action, seen, context);
      if (!decision.ok) return decision;
      const { extensionNewDueOn, extensionReason } = decision.value;
      const note = `${dayInWords(extensionNewDueOn)} asked for: ${extensionReason}`;
      return ok({ set: decision.value, kind: 'extension_requested', note });
    });
  }

  /** The chair or coordinator grants more time, or declines it with a reason. */
  decideExtension(
    actor: Actor,
    seen: SeenAction & { granted: boolean; reason: string },
  ): Promise<Result<Action, UpdateRefusal | 'NO_EXTENSION_ASKED'>> {
    return this.change(actor, seen, 'action:decide', 'action:decide-extension', (action) => {
      const decision = decidingExtension(action, seen.granted);
      if (!decision.ok) return decision;
      const limits = { what: 'The reason', field: 'reason', max: LONGEST_LINE, lines: 'many' } as const;
      const reason = writtenText(seen.reason, { ...limits, min: seen.granted ? 0 : 1 });
      if (!reason.ok) return reason;
      const kind = seen.granted ? 'extension_granted' : 'extension_refused';
      const words = seen.granted ? [`New date: ${dayInWords(decision.value.dueOn)}`] : [];
      return ok({ set: decision.value, kind, note: [...words, reason.value].filter(Boolean).join('. ') });
    });
  }

  /** Circumstances changed and the action can no longer be done. */
  notPossible(
    actor: Actor,
    seen: SeenAction & { reasonCode: NotPossibleReason; note: string | null },
  ): Promise<Result<Action, UpdateRefusal>> {
    return this.change(actor, seen, 'action:update', 'action:not-possible', (action) =>
      ended(notPossible(action, seen), action),
    );
  }

  /** The agency did not do what it agreed, and says why. */
  notUndertaken(
    actor: Actor,
    seen: SeenAction & { reasonCode: NotUndertakenReason; note: string | null },
  ): Promise<Result<Action, UpdateRefusal>> {
    return this.change(actor, seen, 'action:update', 'action:not-undertaken', (action) =>
      ended(notUndertaken(action, seen), action),
    );
  }

  /** The chair or coordinator withdraws the action, with a reason. */
  withdraw(actor: Actor, seen: SeenAction & { reason: string }): Promise<Result<Action, UpdateRefusal>> {
    return this.change(actor, seen, 'action:decide', 'action:withdraw', async (action) => {
      const decision = withdrawing(action, seen.reason);
      if (!decision.ok) return decision;
      if (action.meetingId) await this.listings.uncountAction(action.meetingId, action.caseId);
      const { status, reason } = decision.value;
      return ok({ set: { status, note: reason }, kind: 'withdrawn_by_chair', note: reason });
    });
  }

  /** Gives the action to a named person of its agency, or back to nobody in particular. */
  assign(
    actor: Actor,
    seen: SeenAction & { ownerId: string | null },
  ): Promise<Result<Action, UpdateRefusal | 'OWNER_NOT_IN_AGENCY' | 'OWNER_CANNOT_HAVE_IT'>> {
    return this.change(actor, seen, 'action:update', 'action:assign', async (action) => {
      if (!isOpen(action.status)) return refused('ACTION_ALREADY_CLOSED', 'This action is already closed.');
      const { ownerId } = seen;
      const owner =
        ownerId === null
          ? null
          : await this.db.writing.findOneBy(Person, {
              id: ownerId,
              agencyId: action.agencyId,
              kind: 'person',
              isActive: true,
            });
      if (ownerId !== null && !owner) {
        return refused('OWNER_NOT_IN_AGENCY', 'Choose somebody who works for this agency.', 'ownerId');
      }
      // Nothing more is said: the lists of a case are known only to those who run its panel.
      const who = owner && { personId: owner.id, agencyId: owner.agencyId };
      if (who && !(await this.lists.isOpenFor(who, action.caseId)))
        return refused(
          'OWNER_CANNOT_HAVE_IT',
          'This action cannot go to this person. Choose somebody else.',
          'ownerId',
        );
      return ok({ set: { ownerId }, kind: 'reassigned', note: owner ? `Given to ${owner.name}` : '' });
    });
  }

  /** The six beats of every change: load, permit, decide, change, announce, record. */
  private change<C extends string>(
    actor: Actor,
    { actionId, version }: SeenAction,
    permission: Permission,
    what: string,
    decide: Decision<C>,
  ): Promise<Result<Action, C | 'CHANGED_SINCE_YOU_LOOKED'>> {
    return this.db.transaction(async (): Promise<Result<Action, C | 'CHANGED_SINCE_YOU_LOOKED'>> => {
      const action = await this.locked(actionId);
      const belongs = { panelId: action.panelId, agencyIds: [action.agencyId] };
      mustBeKnown(actor, 'action:read', 'Action', belongs);
      if (!(await this.lists.isOpenTo(actor, action.caseId))) throw new NotFound('Action');
      mustBeAllowed(actor, permission, belongs);
      const seen = checkVersion(action, version);
      if (!seen.ok) return seen;
      const decision = await decide(action);
      if (!decision.ok) return decision;
      const { set, kind, note } = decision.value;
      const kept = await this.keep(Object.assign(action, set));
      await this.addToHistory(actor, kept.id, kind, note);
      await this.announcements.announce(kept.isOpen ? ActionChanged : ActionClosed, { actionId });
      await this.audit.record(actor, what, actionId, { caseId: kept.caseId, fields: Object.keys(set) });
      return ok(kept);
    });
  }

  private keep(action: Action): Promise<Action> {
    const open = isOpen(action.status);
    const closing = action.isOpen && !open;
    const closed = { isOpen: false, closedAt: this.clock.now(), closedOn: this.clock.today() };
    const settled = { extensionRequestedOn: null, extensionNewDueOn: null, extensionReason: null };
    return this.db.writing.save(Object.assign(action, closing ? { ...closed, ...settled } : {}));
  }

  private async addToHistory(
    actor: Actor,
    actionId: string,
    kind: ActionUpdateKind,
    note: string,
  ): Promise<void> {
    const personId = actor.kind === 'person' ? actor.personId : null;
    const at = this.clock.now();
    await this.db.writing.insert(ActionUpdate, { id: newId(), actionId, kind, personId, at, note });
  }

  private async locked(id: string): Promise<Action> {
    const action = await this.db.writing.findOne(Action, {
      where: { id },
      lock: this.db.rowLock,
    });
    if (!action) throw new NotFound('Action');
    return action;
  }

  private async holidaysOf(panelId: string): Promise<BankHolidays> {
    const { nation } = await this.db.writing.findOneByOrFail(Panel, { id: panelId });
    return this.panels.holidays(nation);
  }
}

function ended(
  decision: Result<
    { status: 'not_possible_changed' | 'not_undertaken'; reasonCode: string; note: string | null },
    ClosedRefusal | TextRefusal
  >,
  action: Action,
): Result<Decided, ClosedRefusal | TextRefusal> {
  if (!decision.ok) return decision;
  const { status, reasonCode, note } = decision.value;
  return ok({ set: { status, reasonCode, note: note ?? action.note }, kind: status, note: note ?? '' });
}
