import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMinutes, atLondon, type Day, type Moment, type TimeOfDay } from '#kernel';
import { MEETING_STATES } from './meeting.entity.js';
import {
  doing,
  MEETING_TRANSITIONS,
  MEETING_VERBS,
  meetingMayGo,
  type MeetingVerb,
  moving,
  overlaps,
  publishing,
  publishingChecks,
  starting,
} from './meeting.rules.js';

const day = (text: string) => text as Day;
const verbs = Object.keys(MEETING_VERBS) as MeetingVerb[];
const aState = fc.constantFrom(...MEETING_STATES);

describe('the life of a meeting', () => {
  it('goes one way only: no state is reached twice', () => {
    const order = MEETING_STATES;
    for (const from of order) {
      for (const to of MEETING_TRANSITIONS[from])
        expect(order.indexOf(to)).toBeGreaterThan(order.indexOf(from));
    }
    expect(meetingMayGo('ended', 'in_session')).toBe(false);
    expect(meetingMayGo('agenda_published', 'agenda_draft')).toBe(false);
  });

  it('lets each thing be done in its states alone, and says what stands in the way', () => {
    fc.assert(
      fc.property(fc.constantFrom(...verbs), aState, (verb, state) => {
        const answer = doing(verb, state);
        expect(answer.ok).toBe((MEETING_VERBS[verb] as readonly string[]).includes(state));
        if (!answer.ok) expect(answer.refusal.message).toMatch(/^[A-Z].*\.$/);
      }),
    );
    const code = (verb: MeetingVerb, state: (typeof MEETING_STATES)[number]) => {
      const answer = doing(verb, state);
      return answer.ok ? 'ok' : answer.refusal.code;
    };
    expect(code('change', 'agenda_published')).toBe('AGENDA_PUBLISHED');
    expect(code('build', 'in_session')).toBe('MEETING_IN_SESSION');
    expect(code('change', 'planned')).toBe('AGENDA_NOT_BUILT');
    expect(code('start', 'agenda_draft')).toBe('AGENDA_NOT_PUBLISHED');
    expect(code('discuss', 'agenda_published')).toBe('MEETING_NOT_STARTED');
    expect(code('end', 'ended')).toBe('MEETING_ENDED');
    expect(code('cancel', 'cancelled')).toBe('MEETING_CANCELLED');
    expect(code('attend', 'planned')).toBe('AGENDA_NOT_BUILT');
  });
});

describe('moving a meeting', () => {
  const meeting = {
    state: 'planned' as const,
    startsAt: atLondon(day('2026-12-08'), '09:30' as TimeOfDay),
    durationMinutes: 150,
  };
  const terms = {
    now: '2026-11-23T09:00:00.000Z' as Moment,
    holidays: new Set([day('2026-12-25')]),
    ignoresBankHolidays: false,
    panelDays: [day('2026-12-22')],
    chairSittings: [{ startsAt: '2026-12-10T11:00:00.000Z' as Moment, durationMinutes: 60 }],
  };
  const to = (heldOn: string, startsAt = '09:30', reason = 'Room not free') =>
    moving(
      meeting,
      { heldOn: day(heldOn), startsAt: atLondon(day(heldOn), startsAt as TimeOfDay), reason },
      terms,
    );
  const code = (answer: ReturnType<typeof to>) => (answer.ok ? 'ok' : answer.refusal.code);

  it('finds a free day, and refuses every other with the field to mend', () => {
    expect(to('2026-12-09')).toEqual({ ok: true, value: 'Room not free' });
    expect(code(to('2026-11-23', '08:59'))).toBe('MEETING_IN_THE_PAST');
    expect(code(to('2028-01-01'))).toBe('MEETING_TOO_FAR_AHEAD');
    expect(code(to('2026-12-08'))).toBe('MEETING_ALREADY_THEN');
    expect(code(to('2026-12-25'))).toBe('MEETING_ON_BANK_HOLIDAY');
    expect(code(to('2026-12-22'))).toBe('PANEL_MEETS_THAT_DAY');
    expect(code(to('2026-12-10'))).toBe('CHAIR_HAS_ANOTHER_MEETING');
    expect(code(to('2026-12-10', '08:30'))).toBe('ok');
    expect(code(to('2026-12-09', '09:30', ' x '))).toBe('TEXT_TOO_SHORT');
  });

  it('never puts a meeting into the past', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500_000, max: 800_000 }), (minutes) => {
        const startsAt = addMinutes(terms.now, minutes);
        const heldOn = startsAt.slice(0, 10) as Day;
        const answer = moving(meeting, { heldOn, startsAt, reason: 'Because' }, terms);
        if (answer.ok) expect(startsAt > terms.now).toBe(true);
      }),
    );
  });

  it('finds an overlap whichever way it looks', () => {
    const sitting = fc.record({
      startsAt: fc.integer({ min: 0, max: 600 }).map((at) => addMinutes(terms.now, at)),
      durationMinutes: fc.integer({ min: 1, max: 480 }),
    });
    fc.assert(
      fc.property(sitting, sitting, (a, b) => {
        expect(overlaps(a, b)).toBe(overlaps(b, a));
        expect(overlaps(a, a)).toBe(true);
      }),
    );
  });
});

describe('publishing and starting', () => {
  const ready = { caseCount: 3, hasChair: true, memberCount: 5, quorum: 3, overflowMinutes: 0 };

  it('names everything still to be seen to', () => {
    expect(publishing('agenda_draft', publishingChecks(ready))).toEqual({
      ok: true,
      value: 'agenda_published',
    });
    const answer = publishing(
      'agenda_draft',
      publishingChecks({ caseCount: 0, hasChair: false, memberCount: 1, quorum: 3, overflowMinutes: 1 }),
    );
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'AGENDA_NOT_READY' } });
    const said = answer.ok ? '' : answer.refusal.message;
    expect(said).toBe(
      'No case is on the agenda. The meeting has no chair. 1 member agency, 3 needed for decisions. The cases run over by 1 minute.',
    );
    expect(publishing('agenda_published', publishingChecks(ready))).toMatchObject({
      refusal: { code: 'AGENDA_PUBLISHED' },
    });
  });

  it('starts a meeting on its day or later, not before', () => {
    const meeting = { state: 'agenda_published' as const, heldOn: day('2026-12-08') };
    expect(starting(meeting, day('2026-12-07'))).toMatchObject({ refusal: { code: 'MEETING_NOT_YET' } });
    expect(starting(meeting, day('2026-12-08')).ok).toBe(true);
    expect(starting(meeting, day('2026-12-09')).ok).toBe(true);
    expect(starting({ ...meeting, state: 'in_session' }, day('2026-12-08'))).toMatchObject({
      refusal: { code: 'MEETING_IN_SESSION' },
    });
  });
});
