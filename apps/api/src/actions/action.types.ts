import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import {
  type Action,
  ACTION_CATEGORIES,
  ACTION_PRIORITIES,
  ACTION_STATUSES,
  ACTION_UPDATES,
  type ActionUpdate,
  ACTIONS_WHICH,
  DUE_BUCKETS,
  isOverdue,
  NOT_POSSIBLE_REASONS,
  NOT_UNDERTAKEN_REASONS,
} from '#actions';
import { type Clock, type Day, daysBetween, type Moment } from '#kernel';
import { PersonType } from '../agencies/agency.types.js';
import { connectionOf } from '../graphql/connection.js';
import { enumFrom } from '../graphql/enums.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { DayScalar, MomentScalar } from '../graphql/scalars.js';

export const ActionCategoryEnum = enumFrom('ActionCategory', ACTION_CATEGORIES, 'What sort of action it is.');

export const ActionPriorityEnum = enumFrom(
  'ActionPriority',
  ACTION_PRIORITIES,
  'How soon it must be done: critical 48 hours, high 5 and routine 10 working days, long by a given date.',
);

export const ActionStatusEnum = enumFrom(
  'ActionStatus',
  ACTION_STATUSES,
  'How far it is. Overdue is computed.',
);

export const ActionUpdateKindEnum = enumFrom(
  'ActionUpdateKind',
  ACTION_UPDATES,
  'What happened to an action.',
);

export const DueBucketEnum = enumFrom('DueBucket', DUE_BUCKETS, 'When it is due, seen from today.');

export const ActionsWhichEnum = enumFrom(
  'ActionsWhich',
  ACTIONS_WHICH,
  'Those on which work is owed, or those that have ended.',
);

export const NotPossibleReasonEnum = enumFrom(
  'NotPossibleReason',
  NOT_POSSIBLE_REASONS,
  'Circumstances that changed.',
);

export const NotUndertakenReasonEnum = enumFrom(
  'NotUndertakenReason',
  NOT_UNDERTAKEN_REASONS,
  'Why an agency did not do what it agreed.',
);

/** `Action` in the schema; case, meeting, panel, agency, owner, history and reminders are resolved by loaders. */
@ObjectType('Action', { description: 'What one agency agreed to do, by a date.' })
export class ActionType {
  @Field(() => ID) id: string;
  @Field({ description: 'What people quote: `NB-2026-0147-A03`.' }) reference: string;
  @Field() text: string;
  @Field(() => ActionCategoryEnum) category: Action['category'];
  @Field(() => ActionPriorityEnum) priority: Action['priority'];
  @Field(() => ActionStatusEnum) status: Action['status'];
  @Field({ description: 'Whether work is still owed.' }) isOpen: boolean;
  @Field({ description: 'Open and past the moment it was due.' }) isOverdue: boolean;
  @Field(() => Int, { description: 'Whole days since the due day; 0 when not overdue.' }) daysOverdue: number;
  @Field(() => Int, { description: 'Days from today to the due day; below 0 once it is past.' })
  dueInDays: number;
  @Field({ description: 'Not acknowledged yet, and for me or for nobody in particular in my agency.' })
  isNewToMe: boolean;
  @Field(() => MomentScalar) agreedAt: Moment;
  @Field(() => DayScalar) dueOn: Day;
  @Field(() => MomentScalar, { description: 'From when it is overdue.' }) dueAt: Moment;
  @Field(() => DayScalar, { description: 'The day first agreed, before any extension.' }) originalDueOn: Day;
  @Field(() => MomentScalar, { nullable: true }) acknowledgedAt: Moment | null;
  @Field(() => MomentScalar, { nullable: true }) closedAt: Moment | null;
  @Field({ description: 'The last note that anybody gave; empty when there is none.' }) note: string;
  @Field({ description: 'Where the agency keeps the evidence; empty when not said.' })
  evidenceReference: string;
  @Field(() => String, { nullable: true, description: 'Why it was not possible, or not undertaken.' })
  reasonCode: string | null;
  @Field(() => DayScalar, {
    nullable: true,
    description: 'When more time was asked for; null: no request waits.',
  })
  extensionRequestedOn: Day | null;
  @Field(() => DayScalar, { nullable: true, description: 'The day asked for.' })
  extensionNewDueOn: Day | null;
  @Field(() => String, { nullable: true }) extensionReason: string | null;
  @Field(() => Int, { description: 'How often more time was granted.' }) extensionCount: number;
  @Field(() => Int, { description: 'Optimistic version: send it back with a change.' }) version: number;
  caseId: string;
  panelId: string;
  meetingId: string | null;
  agencyId: string;
  ownerId: string | null;
}

/** An action as the schema shows it to a person at a moment. */
export function toAction(action: Action, actor: PersonActor, clock: Clock): ActionType {
  const late = isOverdue(action, clock.now());
  const days = daysBetween(clock.today(), action.dueOn);
  const isMine =
    action.agencyId === actor.agencyId && (action.ownerId === actor.personId || action.ownerId === null);
  return Object.assign(new ActionType(), {
    id: action.id,
    reference: action.reference,
    text: action.text,
    category: action.category,
    priority: action.priority,
    status: action.status,
    isOpen: action.isOpen,
    isOverdue: late,
    daysOverdue: late ? Math.max(0, -days) : 0,
    dueInDays: days,
    isNewToMe: isMine && action.status === 'agreed',
    agreedAt: action.agreedAt,
    dueOn: action.dueOn,
    dueAt: action.dueAt,
    originalDueOn: action.originalDueOn,
    acknowledgedAt: action.acknowledgedAt,
    closedAt: action.closedAt,
    note: action.note,
    evidenceReference: action.evidenceReference,
    reasonCode: action.reasonCode,
    extensionRequestedOn: action.extensionRequestedOn,
    extensionNewDueOn: action.extensionNewDueOn,
    extensionReason: action.extensionReason,
    extensionCount: action.extensionCount,
    version: action.version,
    caseId: action.caseId,
    panelId: action.panelId,
    meetingId: action.meetingId,
    agencyId: action.agencyId,
    ownerId: action.ownerId,
  });
}

/** `ActionUpdate` in the schema; the person is resolved by a loader. */
@ObjectType('ActionUpdate', { description: "One line of an action's history." })
export class ActionUpdateType {
  @Field(() => ID) id: string;
  @Field(() => ActionUpdateKindEnum) kind: ActionUpdate['kind'];
  @Field(() => MomentScalar) at: Moment;
  @Field({ description: 'What was said; may be empty.' }) note: string;
  personId: string | null;
}

/** A line of history as the schema shows it. */
export function toActionUpdate({ id, kind, at, note, personId }: ActionUpdate): ActionUpdateType {
  return Object.assign(new ActionUpdateType(), { id, kind, at, note, personId });
}

/** `OwnerCount` in the schema. */
@ObjectType('OwnerCount', { description: 'How many open actions one person has.' })
export class OwnerCountType {
  @Field(() => Int) count: number;
  person?: PersonType;
  personId: string;
}

/** `ActionCounts` in the schema. */
@ObjectType('ActionCounts', { description: 'How much an agency has before it.' })
export class ActionCountsType {
  @Field(() => Int) overdue: number;
  @Field(() => Int, { description: 'Not overdue, and due within 7 days.' }) dueNext7Days: number;
  @Field(() => Int) dueLater: number;
  @Field(() => Int, { description: 'Completed since the quarter of the year began.' })
  doneThisQuarter: number;
  @Field(() => [OwnerCountType], { description: 'People with open actions, those with most first.' })
  owners: OwnerCountType[];
  @Field(() => Int, { description: 'Open actions that nobody in particular has.' }) unassigned: number;
}

/** A page of actions. */
export const ActionConnection = connectionOf(ActionType, 'Action');

export const ActionResult = orRefusal(ActionType, 'ActionResult');
