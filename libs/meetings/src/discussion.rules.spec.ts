import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  discussionState,
  ending,
  isOnAgenda,
  LISTING_TRANSITIONS,
  listingMayGo,
  missingFrom,
  type RecordedDiscussion,
} from './discussion.rules.js';
import { DECISIONS, LISTING_STATES } from './listing.entity.js';

const complete: RecordedDiscussion = {
  state: 'in_discussion',
  victimView: 'Wants it to stop',
  riskAfter: 'high',
  decision: 'keep_on_panel',
  decisionReason: '',
  actionCount: 1,
};

const recorded = fc.record<RecordedDiscussion>({
  state: fc.constantFrom(...LISTING_STATES),
  victimView: fc.constantFrom('', '  ', 'Afraid'),
  riskAfter: fc.constantFrom(null, 'unknown', 'high'),
  decision: fc.constantFrom(null, ...DECISIONS),
  decisionReason: fc.constantFrom('', ' ', 'Moved away'),
  actionCount: fc.integer({ min: 0, max: 3 }),
});

describe('what a discussion needs', () => {
  it("needs the victim's view, the risk after, and an action or why not", () => {
    expect(missingFrom(complete)).toEqual([]);
    expect(missingFrom({ ...complete, victimView: ' ' })).toEqual(['victim_view']);
    expect(missingFrom({ ...complete, riskAfter: 'unknown' })).toEqual(['risk_after']);
    expect(missingFrom({ ...complete, actionCount: 0 })).toEqual(['action_or_reason']);
    expect(missingFrom({ ...complete, actionCount: 0, decisionReason: 'All done' })).toEqual([]);
    expect(missingFrom({ ...complete, decision: 'close' })).toEqual(['decision_reason']);
    expect(missingFrom({ ...complete, decision: 'carry_over', decisionReason: 'No advocate' })).toEqual([]);
  });

  it('counts as discussed exactly when nothing is missing and it is not carried over', () => {
    fc.assert(
      fc.property(recorded, (listing) => {
        const isDone = listing.decision !== 'carry_over' && missingFrom(listing).length === 0;
        expect(discussionState(listing) === 'discussed').toBe(isDone);
      }),
    );
  });
});

describe('the states of a listing', () => {
  it('never leave the meeting once it is settled', () => {
    expect(LISTING_TRANSITIONS.not_reached).toEqual([]);
    expect(LISTING_TRANSITIONS.deferred).toEqual([]);
    expect(listingMayGo('on_agenda', 'discussed')).toBe(false);
    expect(listingMayGo('in_discussion', 'not_reached')).toBe(false);
  });
});

describe('ending a meeting', () => {
  const listings = fc
    .array(recorded, { maxLength: 12 })
    .map((all) => all.map((one, index) => ({ ...one, reference: `C-${index}` })));

  it('settles every case on the agenda one way, along the table of states', () => {
    fc.assert(
      fc.property(listings, (all) => {
        const answer = ending(all);
        const on = all.filter((one) => isOnAgenda(one.state));
        if (!answer.ok) {
          const open = on.filter((one) => one.state !== 'on_agenda' || one.decision === 'carry_over');
          expect(open.some((one) => missingFrom(one).length > 0)).toBe(true);
          return;
        }
        const { discussed, deferred, notReached } = answer.value;
        expect(discussed.length + deferred.length + notReached.length).toBe(on.length);
        expect(discussed.every((one) => missingFrom(one).length === 0)).toBe(true);
        expect(deferred.every((one) => one.decision === 'carry_over')).toBe(true);
        expect(notReached.every((one) => one.state === 'on_agenda')).toBe(true);
      }),
    );
  });

  it('names each case that is incomplete, and what it lacks', () => {
    const answer = ending([
      { ...complete, reference: 'NB-1' },
      { ...complete, reference: 'NB-2', victimView: '', actionCount: 0 },
      { ...complete, reference: 'NB-3', state: 'on_agenda', victimView: '' },
    ]);
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'DISCUSSION_INCOMPLETE' } });
    expect(answer.ok ? '' : answer.refusal.message).toBe(
      "Complete these cases or carry them over before ending. NB-2: the victim's view, or why it was not obtained; at least one action, or why none is needed.",
    );
  });
});
