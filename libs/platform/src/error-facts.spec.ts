import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Fault } from '#kernel';
import { errorFacts, shortReason } from './error-facts.js';

/** A word that is in no source. */
const NAME = 'Plantedbyron';

const said = (error: Error) => JSON.stringify(errorFacts(error)) + shortReason(error);

describe('what may be logged of an error', () => {
  it('is the message only of a failure in our own words', () => {
    expect(errorFacts(new Fault('The key is missing'))).toMatchObject({ message: 'The key is missing' });
    expect(errorFacts(new Error('The key is missing'))).not.toHaveProperty('message');
  });

  it.each([
    'SQLITE_CONSTRAINT: UNIQUE constraint failed: person.email',
    'SQLITE_CONSTRAINT: UNIQUE constraint failed: listing.meeting_id, listing.case_id',
    'SQLITE_CONSTRAINT: FOREIGN KEY constraint failed',
    'SQLITE_ERROR: no such table: letter',
    'SQLITE_BUSY: database is locked',
    "Nest can't resolve dependencies of the Cases (Database, ?). Please make sure that",
  ])('is a message of others where it can only name what stands in the sources: %s', (message) => {
    expect(errorFacts(new Error(message))).toMatchObject({ message });
  });

  it.each([
    `SQLITE_CONSTRAINT: ${NAME} lives here`,
    `SQLITE_CONSTRAINT: UNIQUE constraint failed: person.email ${NAME}`,
    `SQLITE_ERROR: no such table: ${NAME}`,
    `SQLITE_ERROR: near "${NAME}": syntax error`,
    `Key (name)=(${NAME}) already exists`,
    `550 5.1.1 ${NAME}@agency.example is not known`,
    `connect ECONNREFUSED ${NAME}:5432`,
    `x\n    at ${NAME} lives here`,
    `x\n    at ${NAME} (/srv/accord/a.js:1:1)`,
  ])('is nothing else of a message: %j', (message) => {
    const error = Object.assign(new Error(message), {
      detail: NAME,
      column: NAME,
      table: `of ${NAME}`,
      code: NAME,
    });
    expect(said(error)).not.toContain(NAME);
    expect(said(new Error('x', { cause: error }))).not.toContain(NAME);
    expect(said(Object.assign(new Error('x'), { name: `${NAME} of 7 High Street`, message }))).not.toContain(
      NAME,
    );
  });

  it('is the class, the code, what of the schema it was about, what is behind it and the place', () => {
    const cause = Object.assign(new Error('Plantedbyron'), { code: 'ECONNRESET', syscall: 'read' });
    const about = { code: '23505', table: 'person', constraint: 'uq_person_email', errno: -104 };
    const error = Object.assign(new TypeError('Plantedbyron', { cause }), about);
    expect(errorFacts(error)).toMatchObject({
      ...{ name: 'TypeError', code: '23505', table: 'person', constraint: 'uq_person_email' },
      ...{
        cause: 'Error ECONNRESET',
        stack: expect.stringMatching(/^ {4}at .*error-facts\.spec\.ts:\d+:\d+/),
      },
    });
    expect(shortReason(error)).toBe('TypeError 23505, behind it Error ECONNRESET');
    expect(shortReason('Plantedbyron')).toBe('for a reason that is not known');
  });

  it('holds nothing of any text that somebody typed, wherever it got into the error', () => {
    const frame = '\n    at new Made (/srv/accord/up.js:1:1)\n';
    const typed = fc.tuple(fc.string(), fc.constantFrom('', ' ', '\n', '"', frame), fc.string());
    fc.assert(
      fc.property(typed, ([before, between, after]) => {
        const text = `${before}${between}${NAME} ${NAME}${between}${after}`;
        const error = Object.assign(new Error(text), {
          code: text,
          detail: text,
          table: text,
          syscall: text,
        });
        expect(said(error)).not.toContain(NAME);
        expect(said(error)).not.toContain('/srv/accord/up.js');
      }),
    );
  });
});
