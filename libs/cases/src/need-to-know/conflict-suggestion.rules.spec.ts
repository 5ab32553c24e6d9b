import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { comparedMention, type Mention } from '#links';
import {
  type CaseToCompare,
  type ComparedCasePerson,
  conflictSuggestions,
  mentionOfStaff,
  MOST_SUGGESTIONS,
  type Staff,
  tellingSigns,
  wouldKnow,
} from './conflict-suggestion.rules.js';

const NOTHING: Mention = {
  ...{ firstName: '', lastName: '', alias: '', bornOn: null, gender: '', address: '', postcode: '' },
  ...{ phones: [], emails: [], handles: [], vehicles: [] },
};

const person = (given: Partial<Mention>, id = 'v', role: 'victim' | 'suspect' = 'victim') =>
  ({ id, role, mention: comparedMention({ ...NOTHING, ...given }) }) satisfies ComparedCasePerson;

const staff = (name: string, given: Partial<Staff> = {}): Staff => ({
  ...{ personId: 'staff', agencyId: 'housing', name, email: 'somebody@housing.example', runsPanels: false },
  ...given,
});

const aCase = (people: readonly ComparedCasePerson[], given: Partial<CaseToCompare> = {}): CaseToCompare => ({
  ...{ caseId: 'c', people, agencyIds: new Set(['housing']), runnerIds: new Set(['chair']) },
  ...{ inForce: [], dismissed: [] },
  ...given,
});

const signsOf = (name: string, given: Partial<Mention>, email?: string) =>
  conflictSuggestions([aCase([person(given)])], [staff(name, email ? { email } : {})]).flatMap(
    ({ resembles }) => resembles.flatMap(({ signs }) => signs),
  );

describe('a member of staff who may know a person of a case', () => {
  it.each([
    ['Jordan Reyes', { firstName: 'Jordan', lastName: 'Reyes' }, 'name_same'],
    ['Dr Jordan Reyes', { firstName: 'JORDAN', lastName: 'Réyes' }, 'name_same'],
    ['J. Reyes', { firstName: 'Jordan', lastName: 'Reyes' }, 'name_initial'],
    ['Bob Reyes', { firstName: 'Robert', lastName: 'Reyes' }, 'name_short_form'],
    ['Jorden Reyes', { firstName: 'Jordan', lastName: 'Reyes' }, 'name_sounds'],
    ['Jordan Reyes-Holt', { firstName: 'Jordan', lastName: 'Reyes' }, 'name_part'],
    ['Jo Holt', { firstName: 'Jordan', lastName: 'Reyes', alias: 'Jo Holt' }, 'name_alias'],
  ] as const)('%s resembles somebody by %j: %s', (name, given, sign) => {
    expect(signsOf(name, given)).toEqual([sign]);
  });

  it('is found by an address that the case holds, whatever the name', () => {
    const given = { firstName: 'Kim', lastName: 'Oakes', emails: ['Sam.Lowe@housing.example'] };
    expect(signsOf('Sam Lowe', given, 'sam.lowe@housing.example')).toEqual(['email_same']);
  });

  it.each([
    ['Alex Reyes', { firstName: 'Jordan', lastName: 'Reyes' }],
    ['Jordan Holt', { firstName: 'Jordan', lastName: 'Reyes' }],
    ['Reyes', { firstName: 'Jordan', lastName: 'Reyes' }],
    ['Un Identified', { firstName: '', lastName: 'unidentified' }],
  ])('is not %s', (name, given) => {
    expect(signsOf(name, given)).toEqual([]);
  });

  it('is named once for a case, with everybody whom they resemble, the strongest first', () => {
    const people = [
      person({ firstName: 'Jordan', lastName: 'Reyes' }),
      person({ firstName: 'J', lastName: 'Reyes' }, 's', 'suspect'),
    ];
    const found = conflictSuggestions(
      [aCase(people)],
      [staff('J Reyes', { personId: 'initial' }), staff('Jordan Reyes')],
    );
    expect(found.map(({ personId, resembles }) => [personId, resembles.length])).toEqual([
      ['initial', 2],
      ['staff', 2],
    ]);
    expect(found[1]!.resembles[0]).toEqual({
      ...{ casePersonId: 'v', role: 'victim', signs: ['name_same'], says: 'Name written the same' },
    });
  });

  it('comes back after a dismissal only with a sign that was not there', () => {
    const seen = { personId: 'staff', casePersonId: 'v', signs: ['name_same' as const] };
    const people = (emails: string[]) => [person({ firstName: 'Jo', lastName: 'Reyes', emails })];
    const asked = (emails: string[]) =>
      conflictSuggestions([aCase(people(emails), { dismissed: [seen] })], [staff('Jo Reyes')]);
    expect(asked([])).toEqual([]);
    expect(asked(['somebody@housing.example'])).toHaveLength(1);
  });
});

describe('suggestions for any cases and staff', () => {
  const first = fc.constantFrom('Jordan', 'Jorden', 'Robert', 'Bob', 'Katya', 'J', 'Søren', 'Mary Ann');
  const last = fc.constantFrom('Reyes', 'Holt', 'Oakes', 'Reyes-Holt', "O'Dell", 'Lowe');
  const email = fc.constantFrom('a@housing.example', 'b@police.example', 'c@home.example');
  const anyPerson = fc.record({
    firstName: first,
    lastName: last,
    emails: fc.array(email, { maxLength: 1 }),
  });
  const anyStaff = fc
    .tuple(first, last, email, fc.constantFrom('housing', 'police', 'elsewhere'), fc.boolean())
    .map(([given, family, address, agencyId, runsPanels]) => ({
      ...{ name: `${given} ${family}`, email: address, agencyId, runsPanels },
    }));
  const anyone = fc.constantFrom('p0', 'p1', 'p2', 'chair');
  const anyEntry = fc.record({
    kind: fc.constantFrom('exclude' as const, 'only_these' as const, 'conflict' as const),
    personId: fc.option(anyone, { nil: null }),
    agencyId: fc.constant(null),
  });

  it('are those who would know, are not kept away and were not dismissed, and share a telling sign', () => {
    let named = 0;
    fc.assert(
      fc.property(
        fc.array(anyPerson, { maxLength: 4 }),
        fc.array(anyStaff, { maxLength: 12 }),
        fc.array(anyEntry, { maxLength: 2 }),
        fc.array(fc.tuple(anyone, fc.nat(3)), { maxLength: 2 }),
        (people, directory, inForce, dismissals) => {
          const all = directory.map((one, i) => ({ ...one, personId: i === 11 ? 'chair' : `p${i}` }));
          const compared = people.map((one, i) => person(one, String(i)));
          const signs = (one: Staff, other: ComparedCasePerson) =>
            tellingSigns(mentionOfStaff(one), other.mention).map(({ sign }) => sign);
          const dismissed = dismissals.flatMap(([personId, at]) => {
            const [one, other] = [all.find((who) => who.personId === personId), compared[at]];
            return one && other ? [{ personId, casePersonId: other.id, signs: signs(one, other) }] : [];
          });
          const given = aCase(compared, {
            ...{ agencyIds: new Set(['housing', 'police']), inForce, dismissed },
          });
          const found = conflictSuggestions([given], all);
          // The same, written down by comparing everybody with everybody.
          const only = inForce.filter(({ kind }) => kind === 'only_these');
          const expected = all.filter((one) => {
            if (!wouldKnow(one, given)) return false;
            if (inForce.some(({ kind, personId }) => kind !== 'only_these' && personId === one.personId))
              return false;
            if (only.length > 0 && !only.some(({ personId }) => personId === one.personId)) return false;
            return compared.some(
              (other) =>
                signs(one, other).length > 0 &&
                !dismissed.some((row) => row.personId === one.personId && row.casePersonId === other.id),
            );
          });
          expect(found.map(({ personId }) => personId).sort()).toEqual(
            expected.map(({ personId }) => personId).sort(),
          );
          named += found.length;
          const scores = found.map(({ score }) => score);
          expect(scores).toEqual([...scores].sort((a, b) => b - a));
          for (const { resembles } of found)
            for (const { says } of resembles)
              for (const one of people) expect(says).not.toContain(one.lastName);
        },
      ),
      { numRuns: 400 },
    );
    expect(named).toBeGreaterThan(100);
  });

  it('do not depend on the order of staff, and end at the most that are shown', () => {
    const many = Array.from({ length: MOST_SUGGESTIONS + 10 }, (_, i) =>
      staff('Jordan Reyes', { personId: `p${String(i).padStart(3, '0')}` }),
    );
    const given = [aCase([person({ firstName: 'Jordan', lastName: 'Reyes' })])];
    const found = conflictSuggestions(given, many);
    expect(found).toHaveLength(MOST_SUGGESTIONS);
    expect(conflictSuggestions(given, [...many].reverse())).toEqual(found);
  });

  it('compare few of many: five thousand members of staff with the people of forty cases', () => {
    const [starts, ends] = [
      'b d f g h k l m n p r s t v w'.split(' '),
      'an er ol im ut ey ard ick'.split(' '),
    ];
    const word = (n: number) => {
      const at = (list: string[], k: number) => list[k % list.length]!;
      return `${at(starts, n)}${at(ends, n >> 1)}${at(starts, n >> 4)}${at(ends, n >> 7)}`;
    };
    const all = Array.from({ length: 5000 }, (_, i) =>
      staff(`${word(i * 3 + 1)} ${word(i * 5 + 2)}`, { personId: `p${i}` }),
    );
    const cases = Array.from({ length: 40 }, (_, i) => ({
      ...aCase([person({ firstName: word(i * 9 + 1), lastName: word(i * 15 + 2) })]),
      caseId: `c${i}`,
    }));
    const before = performance.now();
    conflictSuggestions(cases, all);
    const ms = performance.now() - before;
    process.stdout.write(`5,000 staff x 40 cases: ${ms.toFixed(0)} ms\n`);
    expect(ms).toBeLessThan(5000);
  });
});
