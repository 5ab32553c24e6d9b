import { daysBetween, type Day } from '#kernel';
import type { Decision } from '#meetings';
import type { CaseFile } from '#cases';
import type { Row } from './demo-rows.js';
import type { Dice } from './dice.js';

const POLICE_FIRST = [
  'Police outlined {n} incidents in the last twelve months, the latest {days} days before the meeting. {kind}',
  'The officer in the case went through the log: {n} entries, with shorter gaps than at the start. {kind}',
  'Police gave the history. There are {n} reports on record, and two more that came in under another reference. {kind}',
  'The suspect was spoken to after the last report and gave no account. {n} incidents are on the log. {kind}',
] as const;

const POLICE_LATER = [
  'Police had no new reports since the last panel. The investigation is with the reviewing lawyer.',
  'One further report since the last panel: a message through a new account. The number is with the provider.',
  'Two further incidents since the last panel, both at work. Statements have been taken.',
  'Police said that the order was served and explained to the suspect. No breach is known.',
  'The suspect was charged and bailed with conditions not to contact the victim directly or through others.',
] as const;

const KINDS: Record<string, string> = {
  following: 'Being followed on the way to work worries the victim most.',
  watching: 'Watching of the home takes place in the evening.',
  tracking_device_app: 'A tracker was found and is with the digital team.',
  fake_accounts: 'New accounts appear within a day of each report.',
  break_in: 'The break-in has changed how the panel sees the case.',
  threats: 'The threats are specific and have been repeated to others.',
  assault: 'There is one assault on record.',
};

const OTHERS = [
  'Probation confirmed that the licence runs for another five months with a weekly appointment.',
  'Housing said that the block has working door entry and that the caretaker knows what to look out for.',
  'Mental health gave a written update: last contact three weeks ago, engagement was poor.',
  "Children's social care had an earlier contact, closed with advice. The children have not been spoken to.",
  'Adult social care holds nothing on either person.',
  'Education said that the college has let staff know and changed the collection arrangements.',
  'The hospital recorded one attendance and had asked about safety at home.',
  'Substance misuse: the suspect missed the last two appointments.',
  'The advocate asked that nobody contacts the victim by post.',
] as const;

const THOUGHTS = [
  'The panel agreed that the behaviour is fixated and is unlikely to stop by itself.',
  'The panel thought that the next court date is a likely trigger.',
  'Members differed on whether the last two events are connected. The officer will look into it.',
  'It was noted that most of the earlier actions fell to the victim. The panel moved two of them to agencies.',
  'The panel considered a stalking protection order and asked for the file to be prepared.',
  'An early view from the prosecutor was thought useful before the next interview.',
] as const;

const VICTIM_VIEWS = [
  'Wants the contact to stop and is willing to support an order. Prefers text messages in the daytime.',
  'Worried about work, and asks that the employer is told only by the advocate.',
  'Was not believed at first, and said so. Frightened of what may happen at the weekend.',
  'Feels safer since the cameras were fitted and wants to stay at home.',
  'Does not want a prosecution now, but wants everything on record. Knows that this can be changed later.',
  'Most afraid for the family, and asks to be told first when anything changes.',
  'Not obtained: the advocate tried twice by the safe method and will try again on Monday.',
] as const;

/** What was said about a case, agency by agency; no address, no number, no name. */
export function minutesText(dice: Dice, file: Row<CaseFile>, heardOn: Day, hearing: number): string {
  const kind = file.behaviours.map((behaviour) => KINDS[behaviour]).find((sentence) => sentence) ?? '';
  const police =
    hearing > 1
      ? dice.pick(POLICE_LATER)
      : dice
          .pick(POLICE_FIRST)
          .replace('{n}', String(file.incidents12m ?? 'several'))
          .replace('{days}', String(daysBetween(file.lastIncidentOn ?? file.referredOn, heardOn)))
          .replace('{kind}', kind)
          .trim();
  return [police, ...dice.some(OTHERS, dice.between(1, 3)), dice.pick(THOUGHTS)].join('\n\n');
}

/** What the victim thinks, as the advocate put it. */
export function victimViewText(dice: Dice): string {
  return dice.pick(VICTIM_VIEWS);
}

const WHY: Partial<Record<Decision, readonly string[]>> = {
  close: [
    'Every action is done and there has been no report for eight weeks. The advocate stays in touch.',
    'The order is in place and holds. The panel has nothing to add that a single agency cannot do.',
  ],
  raise_risk: ['Escalation since the last panel.', 'New information from two agencies.'],
  lower_risk: ['No further contact, and the safety plan is working.'],
};

/** Why the panel decided as it did; empty where it needs no words. */
export function decisionReason(dice: Dice, decision: Decision): string {
  return WHY[decision] ? dice.pick(WHY[decision]) : '';
}

const SUMMARIES = {
  reduced:
    'Contact has stopped or become rare since the order and the joint plan. The victim knows how to report.',
  same: 'Contact goes on at about the same level. The single agency plan stays in place.',
  escalated: 'Behaviour became worse after the last hearing. The case goes to another forum.',
  displaced:
    'The behaviour towards this victim stopped, and another person is now affected. That panel was told.',
} as const;

/** What an outcome review says of a case. */
export function outcomeSummary(fate: keyof typeof SUMMARIES): string {
  return SUMMARIES[fate];
}

/** Notes beside an agency that did not come. */
export const ABSENCE_NOTES = [
  'Written update sent',
  'No reply',
  'Deputy could not be found',
  'On leave',
] as const;
