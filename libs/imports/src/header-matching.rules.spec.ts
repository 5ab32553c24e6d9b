import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { headerKey, matchHeaders } from './header-matching.rules.js';
import { REFERRAL_HEADERS } from './referral-columns.rules.js';

const table = REFERRAL_HEADERS;
const one = (header: string) => matchHeaders([header], table)[0];

describe('headings', () => {
  it.each([
    ['referral_ref', 'referral_ref'],
    ['REFERRAL REF.', 'referral_ref'],
    [' Our  Ref ', 'referral_ref'],
    ['Reference number', 'referral_ref'],
    ['Date of referral (dd/mm/yyyy)', 'referred_on'],
    ['Referral date', 'referred_on'],
    ['Agency making the referral', 'referring_agency'],
    ['Referrer’s e-mail', 'referrer_email'],
    ["Referrer's email address", 'referrer_email'],
    ['E-mail (referrer)', 'referrer_email'],
    ['Victim’s surname', 'victim_last_name'],
    ['Surname of victim', 'victim_last_name'],
    ['VICTIM - FORENAME', 'victim_first_name'],
    ['D.O.B. (victim)', 'victim_dob'],
    ['Perpetrator date of birth', 'suspect_dob'],
    ['Alleged perpetrator’s home address', 'suspect_address'],
    ['Suspect a.k.a.', 'suspect_alias'],
    ['Suspect post code', 'suspect_postcode'],
    ['Telephone No. (Suspect)', 'suspect_phone'],
    ['Gender', 'victim_gender'],
    ['Post code', 'victim_postcode'],
    ['Online handles', 'suspect_handles'],
    ['Children (no.)', 'children'],
    ['DASH score (0-24)', 'dash_score'],
    ['Incidents\nin last 12 months', 'incidents_12m'],
    ['Threats? (Y/N)', 'threats'],
    ['Date of first incident', 'first_incident_on'],
    ['First incident (date)', 'first_incident_on'],
    ['Is the victim aware?', 'victim_aware'],
  ])('%j is %s', (header, field) => expect(one(header)).toBe(field));

  it.each(['Team code', 'RAG (local)', 'Log no', '', ' ', 'Victim', 'Victim and suspect address', 'Notes'])(
    '%j is unknown',
    (header) => expect(one(header)).toBeNull(),
  );

  it('give way to the plainer claim and are never overwritten', () => {
    expect(matchHeaders(['DOB', 'Victim DOB', 'Suspect DOB', 'Suspect DOB'], table)).toEqual([
      null,
      'victim_dob',
      'suspect_dob',
      null,
    ]);
  });

  it('are known whatever the case, spaces, punctuation and order of columns', () => {
    const fields = Object.keys(table);
    const mess = fc.tuple(
      fc.constantFrom('_', ' ', '  ', '-', ' / '),
      fc.constantFrom('', ' ', '?', ' :', '\t'),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(fields, { minLength: 1 }), mess, (chosen, [joint, tail, upper]) => {
        const headers = chosen.map((field) => `${field.replaceAll('_', joint)}${tail}`);
        const written = headers.map((header) => (upper ? header.toUpperCase() : header));
        expect(matchHeaders(written, table)).toEqual(chosen);
      }),
    );
  });

  it('mean one field each', () => {
    const owners = new Map<string, string>();
    for (const [field, { headers }] of Object.entries(table))
      for (const header of [field, ...headers]) {
        expect([header, owners.get(headerKey(header)) ?? field]).toEqual([header, field]);
        owners.set(headerKey(header), field);
        expect([header, one(header)]).toEqual([header, field]);
      }
  });
});
