import { describe, expect, it } from '@jest/globals';
import type { Day } from '#kernel';
import { casePeople, safeContact } from './case-people.presenter.js';
import type { CaseOfPage } from './case.graphql.js';
import { carriedOver, codeInWords, codesInWords, whoInShort } from './case.words.js';

const victim: CaseOfPage['people'][number] = {
  id: 'v',
  role: 'VICTIM',
  firstName: 'Jordan',
  lastName: 'Reyes',
  alias: '',
  bornOn: '1990-04-05' as Day,
  gender: 'female',
  contactWithheld: false,
  address: '1 High Street',
  postcode: 'QX1 1AA',
  phone: '01632 960001',
  safeToCall: 'UNKNOWN',
  handles: [],
};

const caseWith = (...people: CaseOfPage['people'][number][]) =>
  ({ people, victimAware: 'no_unsafe', wantsPoliceContact: 'no', victimWishes: [] }) as unknown as CaseOfPage;

describe('safe contact', () => {
  it('is safe only when somebody said so', () => {
    const said = (safeToCall: typeof victim.safeToCall) =>
      safeContact(caseWith({ ...victim, safeToCall })).isSafe;
    expect([said('YES'), said('NO'), said('UNKNOWN')]).toEqual([true, false, false]);
    expect(safeContact(caseWith()).isSafe).toBe(false);
  });

  it('stands beside the number itself, too', () => {
    const terms = casePeople(caseWith(victim))[0]?.facts.map(({ term }) => term);
    expect(terms).toEqual(['Born', 'Gender', 'Address', 'Phone (not known to be safe)']);
  });

  it('is not given to somebody who is not shown it, who is told so before anything else', () => {
    const none = { address: null, postcode: null, phone: null, safeToCall: null, handles: null };
    const withheld = caseWith({ ...victim, ...none, contactWithheld: true });
    const contact = casePeople(withheld)[0]?.facts.at(-1);
    expect(contact).toEqual({ term: 'Contact details', value: 'Not shown to you' });
    expect(safeContact(withheld)).toMatchObject({
      isSafe: false,
      lead: expect.stringMatching(/^You are not shown/),
    });
  });
});

describe('words of cases', () => {
  it('are plain, and never a code', () => {
    expect(codeInWords('ex_partner')).toBe('Former partner');
    expect(codeInWords('restraining_order')).toBe('Restraining order');
    expect(codesInWords([])).toBe('None recorded');
    expect([0, 1, 2, 3].map(carriedOver)).toEqual([
      null,
      'Carried over once',
      'Carried over twice',
      'Carried over 3 times',
    ]);
  });

  it('name somebody by initials and age alone', () => {
    expect(whoInShort({ victimInitials: 'JR', victimAge: 36 })).toBe('J.R., 36');
    expect(whoInShort({ victimInitials: '', victimAge: null })).toBe('');
  });
});
