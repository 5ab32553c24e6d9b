import { describe, expect, it } from '@jest/globals';
import * as read from '#imports';
import * as lists from './referral-lists.js';

describe('the closed lists of a referral', () => {
  it.each([
    [lists.CRITERIA, read.REFERRAL_CRITERIA],
    [lists.RELATIONSHIPS, read.RELATIONSHIPS],
    [lists.BEHAVIOURS, read.BEHAVIOURS],
    [lists.OFFENCES, read.OFFENCES],
    [lists.ORDERS, read.ORDERS],
    [lists.VICTIM_AWARENESS, read.VICTIM_AWARENESS],
    [lists.VICTIM_WISHES, read.VICTIM_WISHES],
    [lists.POLICE_CONTACT, read.POLICE_CONTACT],
    [lists.ADVOCATE_REFERRALS, read.ADVOCATE_REFERRALS],
    [lists.HANDLINGS, read.HANDLINGS],
    [lists.GENDERS, read.GENDERS],
  ])('are those of the referrals file: %j', (ours, theirs) => {
    expect([...ours]).toEqual(Object.keys(theirs));
  });
});
