import type { ReminderSent } from './actions.view.js';
import type { SentReminder } from './reminders.graphql.js';

const AUDIENCES: Readonly<Record<string, string>> = {
  owner: 'owner',
  deputy: 'deputy of the owner',
  agency_lead: 'lead of the agency',
  chair: 'chair',
  strategic_lead: 'strategic lead',
  coordinator: 'coordinator',
};

const RESULTS: Readonly<Record<SentReminder['state'], string>> = {
  SENDING: 'Being sent.',
  SENT: 'Sent.',
  FAILED: 'Could not be sent.',
  SKIPPED_CLOSED: 'Not sent: it was done by then.',
  SKIPPED_NO_RECIPIENT: 'Not sent: there was nobody to tell.',
};

/** The reminders of the ledger in words, latest first. */
export function sentReminders(reminders: readonly SentReminder[]): ReminderSent[] {
  const latestFirst = reminders.toSorted((a, b) => (a.scheduledAt < b.scheduledAt ? 1 : -1));
  return latestFirst.map(({ scheduledAt, settledAt, audience, recipient, rule, state }) => {
    const part = AUDIENCES[audience.toLowerCase()] ?? 'owner';
    return {
      at: settledAt ?? scheduledAt,
      toWhom: recipient ? `${recipient.name} (${part})` : part,
      rule,
      result: RESULTS[state],
    };
  });
}
