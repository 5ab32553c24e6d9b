/**
 * What somebody is reminded of until it is done: an agreed `action`; the `decision` of a panel on a referral; the
 * `answer` of a referrer to what a panel asked; the word of a panel that it has a case of another, a `transfer`.
 */
export const DUTIES = ['action', 'decision', 'answer', 'transfer'] as const;

/** One value of {@link DUTIES}. */
export type Duty = (typeof DUTIES)[number];

/** One duty: `dutyId` is the id of the action, of the case that was referred, or of the transfer. */
export type DutyRef = { duty: Duty; dutyId: string };

/** The duty to do an agreed action. */
export function actionDuty(actionId: string): DutyRef {
  return { duty: 'action', dutyId: actionId };
}
