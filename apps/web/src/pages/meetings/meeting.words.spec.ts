import { describe, expect, it } from '@jest/globals';
import { daysOfPanelAfter, reasonOf, reasonsOf, tagsOf, whoOf } from './meeting.words.js';
import type { Day } from '#kernel';

const caseFile = { isImminentThreat: false, timesNotReached: 0, timesDeferred: 0 };
const line = { kind: 'NEW', isPinned: false, isMovedByChair: false, addendum: null, case: caseFile } as const;

describe('a reason', () => {
  it.each([
    ['Carried over twice: the panel ran out of time', 'Carried over twice:', 'the panel ran out of time'],
    ['Screening score 9 of 11', 'Screening score', '9 of 11'],
    ['Breach of an order on 11 October 2026', 'Breach of an order', 'on 11 October 2026'],
    [
      '12-week review is due on Tuesday 24 November 2026',
      '12-week review',
      'is due on Tuesday 24 November 2026',
    ],
    ['Risk tool level very high', 'Risk tool level very high', ''],
  ])('%s leads with a few words', (sentence, lead, text) => {
    expect(reasonOf(sentence)).toMatchObject({ lead, text });
  });

  it('is added for actions that are late', () => {
    const reasons = reasonsOf({ reasons: ['Serial suspect'], case: { overdueActionCount: 2 } });
    expect(reasons.map(({ lead, kind }) => [lead, kind])).toEqual([
      ['Serial suspect', 'risk'],
      ['2 actions overdue', 'overdue'],
    ]);
  });
});

describe('the tags of a line', () => {
  const texts = (more: object) => tagsOf({ ...line, ...more }).map(({ text }) => text);

  it('say what the chair did, why it is here and what must not be missed', () => {
    expect(texts({})).toEqual(['New referral']);
    expect(texts({ isPinned: true, isMovedByChair: true })).toEqual(['Pinned', 'New referral']);
    expect(texts({ addendum: 2, case: { ...caseFile, isImminentThreat: true } })).toEqual([
      'Addendum 2',
      'Imminent threat',
      'New referral',
    ]);
  });

  it('count how often a case was carried over', () => {
    const carried = (timesNotReached: number) =>
      texts({ kind: 'NOT_REACHED', case: { ...caseFile, timesNotReached } });
    expect([carried(1), carried(2), carried(3)]).toEqual([
      ['Carried over'],
      ['Carried over twice'],
      ['Carried over 3 times'],
    ]);
  });
});

it('shows initials and age, never a name', () => {
  expect(whoOf({ victimInitials: 'J.R.', victimAge: 34 })).toBe('J.R., 34');
  expect(whoOf({ victimInitials: 'J.R.', victimAge: null })).toBe('J.R.');
});

it('finds the later meetings of one panel', () => {
  const node = (id: string, heldOn: string) => ({ node: { heldOn: heldOn as Day, panel: { id } } });
  const edges = [node('a', '2026-12-08'), node('b', '2026-12-09'), node('a', '2026-12-22')];
  expect(daysOfPanelAfter({ edges }, 'a', '2026-12-08' as Day)).toEqual(['2026-12-22']);
});
