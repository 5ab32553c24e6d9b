import { describe, expect, it } from '@jest/globals';
import * as read from '#imports';
import * as lists from './referral-lists.js';

describe('the closed lists of a referral', () => {
  it('are the same as those of the referrals file', () => {
    expect([...lists.CRITERIA]).toEqual(Object.keys(read.REFERRAL_CRITERIA));
    for (const name of [
      'RELATIONSHIPS',
      'BEHAVIOURS',
      'OFFENCES',
      'ORDERS',
      'VICTIM_AWARENESS',
      'VICTIM_WISHES',
      'POLICE_CONTACT',
      'ADVOCATE_REFERRALS',
      'HANDLINGS',
      'GENDERS',
    ] as const) {
      expect([...lists[name]]).toEqual(Object.keys(read[name]));
    }
  });
});
