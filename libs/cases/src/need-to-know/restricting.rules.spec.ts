import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { isAmongThese, isExcluded } from './need-to-know.rules.js';
import {
  declaring,
  type EntryInForce,
  type Insider,
  isAgencyClosed,
  lifting,
  restricting,
} from './restricting.rules.js';

const chair: Insider = { personId: 'chair', agencyId: 'police' };
const coordinator: Insider = { personId: 'coordinator', agencyId: 'council' };
const runners = [chair, coordinator];
const only = (personId: string | null, agencyId: string | null = null): EntryInForce => ({
  kind: 'only_these',
  personId,
  agencyId,
});
const never = (personId: string | null, agencyId: string | null = null): EntryInForce => ({
  kind: 'exclude',
  personId,
  agencyId,
});
const codeOf = (result: { ok: boolean; refusal?: { code: string } }) =>
  result.ok ? 'ok' : result.refusal!.code;

describe('putting somebody on a list', () => {
  const put = (entry: EntryInForce & { kind: 'exclude' | 'only_these' }, inForce: EntryInForce[] = []) =>
    restricting(entry, chair, { inForce, runners });

  it('puts the person who begins an only-these list on it, too', () => {
    expect(put({ kind: 'only_these', personId: null, agencyId: 'housing' })).toEqual({
      ok: true,
      value: [only(null, 'housing'), only('chair')],
    });
    expect(put({ kind: 'only_these', personId: null, agencyId: 'police' })).toEqual({
      ok: true,
      value: [only(null, 'police')],
    });
  });

  it('names one, once, and never the person who does it', () => {
    expect(codeOf(put({ kind: 'exclude', personId: null, agencyId: null }))).toBe('NAME_ONE');
    expect(codeOf(put({ kind: 'exclude', personId: 'a', agencyId: 'b' }))).toBe('NAME_ONE');
    expect(codeOf(put({ kind: 'exclude', personId: 'a', agencyId: null }, [never('a')]))).toBe(
      'ALREADY_ON_LIST',
    );
    expect(codeOf(put({ kind: 'exclude', personId: 'chair', agencyId: null }))).toBe('WOULD_SHUT_YOU_OUT');
    expect(codeOf(put({ kind: 'exclude', personId: null, agencyId: 'police' }))).toBe('WOULD_SHUT_YOU_OUT');
    expect(codeOf(put({ kind: 'exclude', personId: 'coordinator', agencyId: null }))).toBe('ok');
  });
});

describe('lifting an entry', () => {
  const inForce = [
    { ...only('chair'), id: '1' },
    { ...only(null, 'housing'), id: '2' },
  ];
  const lift = (id: string, liftedAt: string | null = null) =>
    codeOf(lifting({ id, liftedAt: liftedAt as never }, chair, { inForce, runners }));

  it('leaves those who run the panel on a list that stays', () => {
    expect([lift('1'), lift('2'), lift('1', '2026-11-23T09:00:00.000Z')]).toEqual([
      'WOULD_SHUT_YOU_OUT',
      'ok',
      'ALREADY_LIFTED',
    ]);
  });
});

describe('declaring a conflict of interest', () => {
  it('needs to be confirmed, and is always possible for those who do not run the panel', () => {
    const member = { personId: 'member', agencyId: 'housing' };
    expect(codeOf(declaring(member, false, { inForce: [], runners }))).toBe('NOT_CONFIRMED');
    expect(codeOf(declaring(member, true, { inForce: [], runners: [] }))).toBe('ok');
  });

  it('waits for a second person where only one runs the panel', () => {
    expect(codeOf(declaring(chair, true, { inForce: [], runners }))).toBe('ok');
    expect(codeOf(declaring(chair, true, { inForce: [], runners: [chair] }))).toBe('NOBODY_LEFT');
    expect(codeOf(declaring(chair, true, { inForce: [never('coordinator')], runners }))).toBe('NOBODY_LEFT');
  });
});

describe('the lists of a case', () => {
  const names = ['chair', 'coordinator', 'member', 'other'];
  const houses = ['police', 'council', 'housing'];
  const step = fc.record({
    does: fc.constantFrom('exclude', 'only_these', 'lift', 'conflict'),
    by: fc.constantFrom(...runners),
    name: fc.constantFrom(...names),
    house: fc.option(fc.constantFrom(...houses), { nil: null }),
    at: fc.nat(10),
  });

  it('always leave somebody who runs the panel, whatever people do one after the other', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let entries: (EntryInForce & { id: string })[] = [];
        let count = 0;
        const isLeft = (who: Insider) => !isExcluded(who, entries) && isAmongThese(who, entries);
        for (const { does, by, name, house, at } of steps) {
          // Who is kept away does not get so far: the case is not there for them.
          if (!isLeft(by)) continue;
          if (does === 'lift') {
            const one = entries[at % Math.max(1, entries.length)];
            if (one && lifting({ id: one.id, liftedAt: null }, by, { inForce: entries, runners }).ok)
              entries = entries.filter((other) => other !== one);
          } else {
            const result =
              does === 'conflict'
                ? declaring(by, true, { inForce: entries, runners })
                : restricting({ kind: does, personId: house ? null : name, agencyId: house }, by, {
                    inForce: entries,
                    runners,
                  });
            if (!result.ok) continue;
            const added = Array.isArray(result.value) ? result.value : [result.value];
            entries.push(...added.map((entry) => ({ ...entry, id: String((count += 1)) })));
          }
          expect(runners.some(isLeft)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('close an agency of which they leave nobody', () => {
    const known = (entry: EntryInForce, personAgencyId: string | null = null) => ({
      ...entry,
      personAgencyId,
    });
    expect(isAgencyClosed('housing', [])).toBe(false);
    expect(isAgencyClosed('housing', [known(never(null, 'housing'))])).toBe(true);
    expect(isAgencyClosed('housing', [known(never('a'), 'housing')])).toBe(false);
    expect(isAgencyClosed('housing', [known(only(null, 'police'))])).toBe(true);
    expect(isAgencyClosed('housing', [known(only('a'), 'housing')])).toBe(false);
  });
});
