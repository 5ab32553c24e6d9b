import { graphql, type ResultOf } from '#api-client';

/** What a page tells of a reminder that went out, or should have. */
export const SentReminder = graphql(`
  fragment SentReminder on ReminderMessage {
    id
    actionReference
    rule
    audience
    scheduledAt
    settledAt
    state
    recipient {
      id
      name
    }
  }
`);

/** A reminder as pages get it. */
export type SentReminder = ResultOf<typeof SentReminder>;
