import type { Audience } from './reminder-policy.js';
import type { ReminderStep, ReminderToSend } from './reminder-policy.rules.js';

/** Somebody to whom a reminder can go: an active person of the directory. */
export type Recipient = {
  id: string;
  name: string;
  email: string;
  agencyId: string;
  role: string;
  lpa: string | null;
  deputyId: string | null;
};

/** Who stands around an action. `people` are all active people who may be meant. */
export type Circle = {
  agencyId: string;
  ownerId: string | null;
  /** The owner's deputy; known also when the owner is not among the people any more. */
  deputyId: string | null;
  chairId: string | null;
  coordinatorId: string | null;
  panelLpa: string | null;
  people: readonly Recipient[];
};

/** One reminder to one person; `recipient` null: nobody fits. */
export type Delivery = { step: ReminderStep; audience: Audience; recipient: Recipient | null };

/**
 * Who is meant by an audience. The owner, when away for good, is stood in for by their deputy; an action that nobody
 * in particular has is for the lead of its agency. An agency without a lead has the coordinator of the panel told
 * instead, and chair and coordinator stand in for each other: no step may go to nobody while somebody could act. Of
 * several leads the one of the panel's area comes first, then one for all areas. The strategic lead is one of the
 * agency itself, before those of other agencies of the panel.
 */
export function recipientOf(audience: Audience, circle: Circle): Recipient | null {
  const byId = (id: string | null | undefined) => circle.people.find((person) => person.id === id) ?? null;
  const [chair, coordinator] = [byId(circle.chairId), byId(circle.coordinatorId)];
  const lead = first(circle, 'agency_lead', true) ?? coordinator ?? chair;
  switch (audience) {
    case 'owner':
      return byId(circle.ownerId) ?? byId(circle.deputyId) ?? lead;
    case 'deputy':
      return byId(circle.deputyId);
    case 'agency_lead':
      return lead;
    case 'chair':
      return chair ?? coordinator;
    case 'coordinator':
      return coordinator ?? chair;
    case 'strategic_lead':
      return first(circle, 'strategic_lead', true) ?? first(circle, 'strategic_lead', false);
  }
}

function first({ people, agencyId, panelLpa }: Circle, role: string, ownAgency: boolean): Recipient | null {
  const fits = people.filter(
    (person) => person.role === role && (!ownAgency || person.agencyId === agencyId),
  );
  const nearness = ({ lpa }: Recipient) => (lpa !== null && lpa === panelLpa ? 0 : lpa === null ? 1 : 2);
  return fits.toSorted((a, b) => nearness(a) - nearness(b) || (a.id < b.id ? -1 : 1))[0] ?? null;
}

/**
 * The reminders of an occasion, at most one for each person: who is meant twice gets the one of the higher level.
 * Those for whom there is nobody stay, so that the ledger can show it.
 */
export function deliveries(messages: readonly ReminderToSend[], circle: Circle): Delivery[] {
  const meant = messages.map(({ step, audience }) => ({
    step,
    audience,
    recipient: recipientOf(audience, circle),
  }));
  return meant.filter(
    (one, at) =>
      one.recipient === null ||
      !meant.some(
        (other, otherAt) =>
          other.recipient?.id === one.recipient?.id &&
          (other.step.level > one.step.level || (other.step.level === one.step.level && otherAt < at)),
      ),
  );
}
