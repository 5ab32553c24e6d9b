import { refused, type RefusedResult, type Result, type TextRefusal, writtenText } from '#kernel';

/** Most further incidents that one review can count. */
export const MOST_FURTHER_INCIDENTS = 999;

/** Shortest and longest summary of a review, in characters. */
export const SUMMARY_LENGTH = { least: 3, most: 2000 } as const;

/** Why an outcome cannot be kept as given. */
export type OutcomeRefusal = TextRefusal | 'RISK_NOW_NEEDED' | 'FURTHER_INCIDENTS_OUT_OF_RANGE';

/** What is checked of an outcome; the lists of words are checked at the door. */
export type GivenOutcome = { riskNow: string; furtherIncidents: number; summary: string };

/** The summary as it is kept, or why the outcome cannot be kept: risk must be known, incidents counted from 0 to 999. */
export function outcomeSummary(given: GivenOutcome): Result<string, OutcomeRefusal> {
  if (given.riskNow === 'unknown') {
    return refused('RISK_NOW_NEEDED', 'Say what the risk is now.', 'riskNow');
  }
  const { furtherIncidents } = given;
  const isCount = Number.isInteger(furtherIncidents) && furtherIncidents >= 0;
  if (!isCount || furtherIncidents > MOST_FURTHER_INCIDENTS) {
    const message = `Further incidents must be a number from 0 to ${MOST_FURTHER_INCIDENTS}.`;
    return refused('FURTHER_INCIDENTS_OUT_OF_RANGE', message, 'furtherIncidents');
  }
  const limits = { what: 'The summary', field: 'summary', lines: 'many' } as const;
  return writtenText(given.summary, { ...limits, min: SUMMARY_LENGTH.least, max: SUMMARY_LENGTH.most });
}

/** Why a review cannot be recorded for this case. */
export type ReviewRefusal =
  'CASE_NOT_YET_HEARD' | 'CASE_WITHDRAWN' | 'REVIEW_ALREADY_RECORDED' | 'REVIEW_NEEDS_CLOSING';

/** What is looked at: the state of the case, whether a panel has heard it, and the occasions already reviewed. */
export type ReviewFacts = { state: string; isHeard: boolean; occasions: readonly string[] };

/**
 * Whether an outcome review of this occasion may be recorded; null when it may. The case must have been heard, each
 * occasion comes once, and the review of a closure is written by closing the case (domain.md 3.8).
 */
export function reviewRefusal(facts: ReviewFacts, occasion: string): RefusedResult<ReviewRefusal> | null {
  if (facts.state === 'withdrawn') return refused('CASE_WITHDRAWN', 'This case has been withdrawn.');
  if (occasion === 'closure') {
    const message = 'The review at closure is recorded by closing the case.';
    return refused('REVIEW_NEEDS_CLOSING', message, 'occasion');
  }
  if (!facts.isHeard) return refused('CASE_NOT_YET_HEARD', 'No panel has heard this case yet.');
  if (facts.occasions.includes(occasion)) {
    return refused('REVIEW_ALREADY_RECORDED', 'This review has been recorded already.', 'occasion');
  }
  return null;
}
