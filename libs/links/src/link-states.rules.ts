import { ok, refused, type Result } from '#kernel';
import type { MatchResult, Sign } from './match-score.rules.js';

/** What is made of a link: the rules suggest it, a person says that it is so, or that it is not. */
export const LINK_STATES = ['suggested', 'confirmed', 'rejected'] as const;

/** One value of {@link LINK_STATES}. */
export type LinkState = (typeof LINK_STATES)[number];

/** What a person can do with a link. */
export type LinkVerb = 'confirm' | 'reject' | 'undo';

/** From where each verb leads where. */
export const LINK_TRANSITIONS: Readonly<Record<LinkState, readonly LinkState[]>> = {
  suggested: ['confirmed', 'rejected'],
  confirmed: ['suggested'],
  rejected: ['suggested'],
};

const TARGET: Readonly<Record<LinkVerb, LinkState>> = {
  confirm: 'confirmed',
  reject: 'rejected',
  undo: 'suggested',
};

/** Why a link cannot be decided so. */
export type LinkRefusal = 'LINK_DECIDED' | 'LINK_NOT_DECIDED' | 'KEPT_APART' | 'JOINED_BY_OTHERS';

/** The state after the verb, or why not: what somebody decided is taken back first, and by name. */
export function decided(state: LinkState, verb: LinkVerb): Result<LinkState, LinkRefusal> {
  const to = TARGET[verb];
  if (LINK_TRANSITIONS[state].includes(to)) return ok(to);
  return verb === 'undo'
    ? refused('LINK_NOT_DECIDED', 'Nobody has decided about this link, so there is nothing to take back.')
    : refused('LINK_DECIDED', 'Somebody has decided about this link. Take that decision back first.');
}

/** One link as far as grouping needs it. */
export type GroupingLink = {
  oneId: string;
  otherId: string;
  state: LinkState;
  result: MatchResult;
  score: number;
};

/** Whether a link makes two mentions count as one person: a person said so, or the rules are sure and nobody objected. */
export function counts({ state, result }: Pick<GroupingLink, 'state' | 'result'>): boolean {
  return state === 'confirmed' || (state === 'suggested' && result === 'same');
}

/**
 * Whether what is found now is news to somebody who rejected what was found then: a sign for it that they did not see,
 * under whatever weights.
 */
export function isNewEvidence(
  seen: readonly Sign[],
  now: readonly { sign: Sign; weight: number }[],
): boolean {
  return now.some(({ sign, weight }) => weight > 0 && !seen.includes(sign));
}
