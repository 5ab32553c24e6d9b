import { addDays, type Day, ok, refused, type Result } from '#kernel';
import type { AccessRequest } from './access-request.entity.js';

/** Ten working days from the day on which it is asked: then a request that nobody granted is told as not granted. */
export const REQUEST_LASTS_DAYS = 14;

/** Most requests of one person on one day. */
export const MOST_REQUESTS_A_DAY = 20;

/** Longest time for which access is granted. */
export const LONGEST_GRANT_DAYS = 90;

/** Where a request stands for those who run the panel. */
export const REQUEST_STATES = ['waiting', 'granted', 'declined', 'lapsed'] as const;

/** One value of {@link REQUEST_STATES}. */
export type RequestState = (typeof REQUEST_STATES)[number];

/** What the person who asked is told. */
export const ANSWERS = ['waiting', 'granted', 'not_granted'] as const;

/** One value of {@link ANSWERS}. */
export type RequestAnswer = (typeof ANSWERS)[number];

/** What a request looks like to the rules. */
export type StandingRequest = Pick<AccessRequest, 'isGranted' | 'lapsesOn'>;

/** Why a request is not decided. */
export type DecideRequestRefusal =
  'ALREADY_DECIDED' | 'REQUEST_LAPSED' | 'LAST_DAY_NEEDED' | 'LAST_DAY_OUT_OF_RANGE';

/** Where a request stands, for those who run the panel. */
export function requestState({ isGranted, lapsesOn }: StandingRequest, today: Day): RequestState {
  if (isGranted !== null) return isGranted ? 'granted' : 'declined';
  return today > lapsesOn ? 'lapsed' : 'waiting';
}

/**
 * What the person who asked is told. A yes at once, while they may know the case. A no, no answer at all, and a
 * reference that is no case are told the same: nothing until the request lapses, then that it was not granted.
 */
export function requestAnswer(request: StandingRequest & { mayKnow: boolean }, today: Day): RequestAnswer {
  if (request.isGranted === true && request.mayKnow) return 'granted';
  return today > request.lapsesOn ? 'not_granted' : 'waiting';
}

/** Whether one more may be asked, after so many on the same day. */
export function asking(askedToday: number): Result<true, 'TOO_MANY_REQUESTS'> {
  if (askedToday < MOST_REQUESTS_A_DAY) return ok(true);
  return refused(
    'TOO_MANY_REQUESTS',
    `You have asked ${MOST_REQUESTS_A_DAY} times today. Ask again tomorrow, or ring the coordinator of the panel.`,
  );
}

/** Whether a request may be decided so: once, before it lapses, and a yes with a last day within 90 days. */
export function deciding(
  request: StandingRequest,
  decision: { isGranted: boolean; until: Day | null },
  today: Day,
): Result<{ grantedUntil: Day | null }, DecideRequestRefusal> {
  const state = requestState(request, today);
  if (state === 'lapsed')
    return refused('REQUEST_LAPSED', 'This request has lapsed. The person has to ask again.');
  if (state !== 'waiting') return refused('ALREADY_DECIDED', 'Somebody has decided this request already.');
  if (!decision.isGranted) return ok({ grantedUntil: null });
  const { until } = decision;
  if (until === null) return refused('LAST_DAY_NEEDED', 'Give the last day of the access.', 'until');
  if (until < today || until > addDays(today, LONGEST_GRANT_DAYS)) {
    const message = `Choose a last day from today to ${LONGEST_GRANT_DAYS} days from now.`;
    return refused('LAST_DAY_OUT_OF_RANGE', message, 'until');
  }
  return ok({ grantedUntil: until });
}
