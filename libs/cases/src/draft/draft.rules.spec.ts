import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Day } from '#kernel';
import { completeAnswers } from '#testkit';
import { answered, DRAFT_FIELDS, type DraftAnswers, unkeepable } from './draft-fields.rules.js';
import { readDraft, typedDay } from './draft-reading.rules.js';
import { DRAFT_TASKS, OPTIONAL_TASKS, taskList, taskOf } from './draft-tasks.rules.js';

const today = '2026-11-23' as Day;
const referrer = { agencyId: 'a', name: 'R. Errer', email: 'r@housing.example' };
const complete = answered({}, completeAnswers('panel-1'));
const read = (answers: DraftAnswers) => readDraft(answers, referrer, today);

const FIELDS = [...DRAFT_FIELDS.keys()];
const anyAnswer = fc.constantFrom(...FIELDS).chain((field) => {
  const known = DRAFT_FIELDS.get(field)!;
  const values =
    known.kind === 'text'
      ? fc.string({ maxLength: known.most }).map((text) => [text])
      : fc.subarray([...known.codes]);
  return fc.record({ field: fc.constant(field), values });
});

describe('a draft of a referral', () => {
  it('can be sent when everything that is needed is answered, and only then', () => {
    expect(read(complete).problems).toEqual([]);
    const needed = read({}).problems.map(({ field }) => field);
    expect(needed.length).toBeGreaterThan(15);
    for (const field of needed.filter((one) => complete[one])) {
      const { [field]: _, ...rest } = complete;
      expect([field, read(rest).problems.some((one) => one.field === field)]).toEqual([field, true]);
    }
  });

  it('reads whatever was typed, and says of every problem on which page it is mended', () => {
    fc.assert(
      fc.property(fc.array(anyAnswer, { maxLength: 40 }), (given) => {
        const kept = given.filter((one) => unkeepable(one) === null);
        const { problems } = read(answered({}, kept));
        for (const { field, task, message } of problems) {
          expect(DRAFT_TASKS).toContain(task);
          expect(taskOf(field)).toBe(task);
          expect(message).toMatch(/^[A-Z].*[.?]$/);
        }
      }),
    );
  });

  it('forgets what is emptied and keeps everything else', () => {
    fc.assert(
      fc.property(fc.subarray(FIELDS), (emptied) => {
        const after = answered(
          complete,
          emptied.map((field) => ({ field, values: ['', '  '] })),
        );
        for (const field of FIELDS)
          expect(after[field]).toEqual(emptied.includes(field) ? undefined : complete[field]);
      }),
    );
  });

  it('asks every field on a page, and can leave out only what is optional', () => {
    for (const field of FIELDS) expect([field, taskOf(field)]).not.toEqual([field, null]);
    const needed = new Set(read({}).problems.map(({ task }) => task));
    for (const task of OPTIONAL_TASKS) expect(needed.has(task)).toBe(false);
    const states = taskList(complete, new Set()).filter(({ isOptional }) => !isOptional);
    expect(states.every(({ state }) => state === 'done')).toBe(true);
  });

  it('takes a question left open for unknown, never for no', () => {
    const { referral } = read({});
    expect([referral.weaponsAccess, referral.threats, referral.victim.safeToCall]).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(referral.forms).toEqual([]);
  });

  it('ranks by nothing that it says of who the victim is', () => {
    const words = ['ethnicity', 'religion', 'sexuality', 'immigration', 'language', 'disability', 'employer'];
    const said = fc.dictionary(fc.constantFrom(...words), fc.string({ minLength: 1, maxLength: 50 }));
    fc.assert(
      fc.property(said, fc.constantFrom('yes', 'no', 'unknown'), (given, isPregnant) => {
        const more = Object.entries(given).map(([field, text]) => ({ field, values: [text] }));
        const { referral } = read(
          answered(complete, [...more, { field: 'isPregnant', values: [isPregnant] }]),
        );
        const { details: _, ...ranked } = referral;
        const { details: __, ...before } = read(complete).referral;
        expect(ranked).toEqual(before);
      }),
    );
  });

  it('reads days as people type them', () => {
    for (const text of ['2026-11-02', '2/11/2026', '02.11.2026', '2-11-2026', '2 11 2026'])
      expect([text, typedDay(text)]).toEqual([text, '2026-11-02']);
    for (const text of ['31/02/2026', '11/2026', 'yesterday', ''])
      expect([text, typedDay(text)]).toEqual([text, null]);
  });
});
