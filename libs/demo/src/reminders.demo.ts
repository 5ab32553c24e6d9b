import type { Day, Moment } from '#kernel';
import type { Action } from '#actions';
import type { Person } from '#agencies';
import {
  nextStepAfter,
  REMINDER_POLICY,
  reminderSteps,
  type Audience,
  type ReminderFacts,
  type ReminderStep,
} from '#reminders';
import type { Directory } from './agencies.demo.js';
import type { DemoCase } from './demo-case.js';
import type { Row } from './demo-rows.js';
import type { DemoWorld } from './demo-world.js';

/** Writes the ledger of an action as the policy would have filled it, and where its chase stands now. */
export function chaseAction(
  world: DemoWorld,
  directory: Directory,
  demoCase: DemoCase,
  action: Row<Action>,
): void {
  const owner = action.ownerId ? directory.person(action.ownerId) : null;
  const facts: ReminderFacts = {
    priority: action.priority,
    agreedAt: action.agreedAt,
    givenAt: null,
    dueOn: action.dueOn,
    dueAt: action.dueAt,
    acknowledgedAt: action.acknowledgedAt,
    nextMeetingOn: meetingAfter(demoCase, action.dueOn),
    hasDeputy: owner?.deputyId != null,
    pausedUntil: null,
  };
  const context = { holidays: world.holidays };
  const until = action.closedAt ?? world.now;
  const sent = reminderSteps({ ...facts, acknowledgedAt: null }, { ...context, until }).filter((step) =>
    wasSent(step, action, until),
  );
  for (const step of sent) {
    for (const audience of step.audience) {
      const recipient = recipientOf(directory, demoCase, action, owner, audience);
      if (recipient) world.rows.messages.push(message(world, action, step, audience, recipient));
    }
  }
  const next = action.isOpen ? nextStepAfter(facts, world.now, context) : null;
  world.rows.reminders.push({
    id: world.id(),
    duty: 'action',
    dutyId: action.id,
    actionId: action.id,
    policyVersion: REMINDER_POLICY.version,
    nextAt: next?.at ?? null,
    // Everything up to now is dealt with, so that the first start of the worker does not send half a year of mail.
    cursor: action.isOpen ? world.now : (sent.at(-1)?.at ?? null),
    occasion: sent.length,
    leasedUntil: null,
    stoppedAt: action.closedAt,
    stoppedReason: action.isOpen ? null : action.status,
  });
}

function wasSent(step: ReminderStep, action: Row<Action>, until: Moment): boolean {
  if (step.at >= until) return false;
  return (
    step.kind !== 'not_acknowledged' || action.acknowledgedAt === null || step.at < action.acknowledgedAt
  );
}

function meetingAfter({ panel }: DemoCase, day: Day): Day | null {
  return [...panel.past, ...panel.coming].find((meeting) => meeting.heldOn > day)?.heldOn ?? null;
}

function recipientOf(
  directory: Directory,
  { panel }: DemoCase,
  action: Row<Action>,
  owner: Row<Person> | null,
  audience: Audience,
): Row<Person> | null {
  const by: Record<Audience, () => Row<Person> | null> = {
    owner: () => owner ?? directory.lead(action.agencyId),
    deputy: () => (owner?.deputyId ? directory.person(owner.deputyId) : null),
    agency_lead: () => directory.lead(action.agencyId),
    chair: () => directory.staff('chair', panel.lpa),
    coordinator: () => directory.staff('coordinator', panel.lpa),
    strategic_lead: () => directory.strategicLead(),
  };
  return by[audience]();
}

function message(
  world: DemoWorld,
  action: Row<Action>,
  step: ReminderStep,
  audience: Audience,
  recipient: Row<Person>,
): DemoWorld['rows']['messages'][number] {
  const id = world.id();
  return {
    id,
    duty: 'action',
    dutyId: action.id,
    actionId: action.id,
    caseId: action.caseId,
    stepKey: step.key,
    rule: step.rule,
    policyVersion: REMINDER_POLICY.version,
    level: step.level,
    audience,
    scheduledAt: step.at,
    recipientId: recipient.id,
    address: recipient.email,
    channel: 'email',
    template: step.kind,
    templateVersion: 1,
    messageId: `<${id}@accord.example>`,
    state: 'sent',
    attempts: 1,
    result: '250 OK (synthetic)',
    queuedAt: step.at,
    settledAt: step.at,
  };
}
