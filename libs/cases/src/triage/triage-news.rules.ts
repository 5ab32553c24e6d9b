import type { LetterText } from '#letters';
import type { TriageStepKind } from './triage.rules.js';

/**
 * Who hears of a step: the agency that referred, those who run the panel that has the case, or those who run the other
 * panel of a transfer.
 */
export type NewsSide = 'referrer' | 'panel' | 'new_panel' | 'old_panel';

/** One group of people that hears of a step. `isPressing`: at once, at any hour. */
export type News = { side: NewsSide; isPressing: boolean };

/** What the rule of news looks at, beside the step: how the referral stands right after it. */
export type NewsFacts = { isUrgent: boolean; isOpen: boolean };

/** Steps of which the referring agency hears, whoever took them. */
export const REFERRER_STEPS: readonly TriageStepKind[] = [
  'returned',
  'accepted',
  'declined',
  'redirected',
  'reopened',
  'undone',
  'second_look_reopened',
  'transfer_acknowledged',
];

/**
 * Who hears of a step (F12, feedback to the referrer each time). A question to the referrer goes out at once, because the
 * clock stands still until it is answered; what concerns an urgent referral goes to the panel at once; everything else by day.
 */
export function newsOf(kind: TriageStepKind, { isUrgent, isOpen }: NewsFacts): News[] {
  switch (kind) {
    case 'returned':
      return [{ side: 'referrer', isPressing: true }];
    case 'accepted':
    case 'declined':
    case 'redirected':
    case 'reopened':
    case 'undone':
      return [{ side: 'referrer', isPressing: false }];
    case 'second_look_reopened':
      // A case that was taken on only waits for the panel again: nothing changes for the referrer.
      return isOpen ? [{ side: 'referrer', isPressing: false }] : [];
    case 'submitted':
    case 'urgency_raised':
    case 'urgency_by_rule':
      return isOpen && isUrgent ? [{ side: 'panel', isPressing: true }] : [];
    case 'answered':
    case 'appealed':
      return [{ side: 'panel', isPressing: isUrgent }];
    case 'emergency_meeting_proposed':
    case 'emergency_meeting_planned':
      return [{ side: 'panel', isPressing: true }];
    case 'transfer_asked':
      return [{ side: 'new_panel', isPressing: isOpen && isUrgent }];
    case 'transfer_acknowledged':
      return [
        { side: 'referrer', isPressing: false },
        { side: 'old_panel', isPressing: false },
      ];
    case 'transfer_taken_back':
      return [{ side: 'new_panel', isPressing: false }];
    case 'second_look_agreed':
      return [];
  }
}

type Words = Pick<LetterText, 'subject' | 'lines'>;

const NEWS = 'news of a referral of your agency';

/** What the referring agency is told. Nothing about the case or the people in it: that stands behind the link. */
export function referrerWords(kind: TriageStepKind, isAppeal: boolean): Words {
  const again = isAppeal ? ' after your appeal' : '';
  switch (kind) {
    case 'returned':
      return {
        subject: '1 question about a referral of your agency',
        lines: [
          'A panel asks your agency for something about a referral.',
          'It waits until you answer. Please sign in, read what is asked and answer it there.',
        ],
      };
    case 'accepted':
      return {
        subject: NEWS,
        lines: [
          `A panel has taken on a referral of your agency${again}.`,
          'Go on with what your agency does to keep people safe. Do not wait for the meeting.',
        ],
      };
    case 'declined':
      return {
        subject: NEWS,
        lines: [
          `A panel has not taken on a referral of your agency${again}.`,
          'Please sign in to read why, and what you can do now.',
          ...(isAppeal ? [] : ['If you do not agree, you can ask there once for another look.']),
        ],
      };
    case 'redirected':
      return {
        subject: NEWS,
        lines: [
          `A panel finds that a referral of your agency belongs somewhere else${again}.`,
          'Please sign in to read where and why. Somebody has to take it there.',
        ],
      };
    case 'transfer_acknowledged':
      return {
        subject: NEWS,
        lines: [
          'Another panel has taken over a referral of your agency.',
          'Please sign in to see whom to ask.',
        ],
      };
    default:
      return {
        subject: NEWS,
        lines: ['A panel looks again at a referral of your agency.', 'You will hear what comes of it.'],
      };
  }
}

/** What those who run a panel are told. */
export function panelWords(kind: TriageStepKind): Words {
  switch (kind) {
    case 'answered':
      return {
        subject: '1 answer has arrived',
        lines: ['A referrer has answered what your panel asked.', 'The clock of the referral runs again.'],
      };
    case 'appealed':
      return {
        subject: '1 appeal waits for your panel',
        lines: [
          'A referrer asks for another look at what your panel did not take on.',
          'Somebody else has to decide than the first time.',
        ],
      };
    case 'emergency_meeting_proposed':
      return {
        subject: 'a meeting at once is proposed',
        lines: [
          'Somebody finds that something cannot wait for the next meeting of your panel.',
          'Please sign in, read why, and plan the meeting or say why not.',
        ],
      };
    case 'emergency_meeting_planned':
      return {
        subject: 'a meeting at once is planned',
        lines: [
          'A meeting of your panel is planned for something that cannot wait for the next one.',
          'Please sign in, see when it is, and make its agenda.',
        ],
      };
    case 'transfer_asked':
      return {
        subject: '1 transfer waits for your panel',
        lines: [
          'Another panel asks yours to take something over.',
          'It stays with the other panel until yours says that it has it. Please sign in and say so.',
        ],
      };
    case 'transfer_acknowledged':
      return {
        subject: 'a transfer has arrived',
        lines: ['The other panel has what your panel handed over.', 'Its open actions are chased there now.'],
      };
    case 'transfer_taken_back':
      return {
        subject: 'a transfer was taken back',
        lines: [
          'The other panel keeps what it had asked yours to take over.',
          'There is nothing for you to do.',
        ],
      };
    default:
      return {
        subject: '1 referral has to be decided now',
        lines: [
          'Your panel has a referral that has little time.',
          'Please sign in and decide on it, or make sure that somebody does.',
        ],
      };
  }
}
