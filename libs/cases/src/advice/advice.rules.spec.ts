import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { ADVICE_KINDS } from './advice-acts.js';
import { adviceThatRaisesRisk } from './advice.rules.js';
import { RAISES_NO_RISK, RAISES_RISK } from './advice.specdata.js';

const kindsIn = (text: string): string[] => adviceThatRaisesRisk(text).map(({ kind }) => kind);

describe('advice that raises risk', () => {
  it.each(Object.entries(RAISES_RISK).flatMap(([kind, all]) => all.map((text) => ({ kind, text }))))(
    '$kind: $text',
    ({ kind, text }) => expect(kindsIn(text)).toContain(kind),
  );

  it.each(RAISES_NO_RISK.map((text) => ({ text })))('none: $text', ({ text }) =>
    expect(kindsIn(text)).toEqual([]),
  );

  it('finds every harmful line of a coordinator’s list, and no other', () => {
    const truth = JSON.parse(readFileSync('test/fixtures/open-actions.truth.json', 'utf8')) as {
      contraindicated: { row: number; category: string }[];
    };
    const rows = parse(readFileSync('test/fixtures/open-actions.csv'), { columns: true, bom: true }) as {
      action: string;
    }[];
    const found = rows.flatMap(({ action }, at) =>
      kindsIn(action).map((category) => ({ row: at + 1, category })),
    );
    expect(found).toEqual(truth.contraindicated.map(({ row, category }) => ({ row, category })));
  });

  it('says what guidance says, what to do in its place, and where that stands', () => {
    for (const text of Object.values(RAISES_RISK).map(([first]) => first!)) {
      const [finding] = adviceThatRaisesRisk(text);
      expect(finding).toMatchObject({
        says: expect.stringMatching(/^Guidance says/),
        source: { date: 'undated' },
      });
      expect(finding!.instead.length).toBeGreaterThan(20);
    }
  });
});

const TO_VICTIM = [
  'Advise her to',
  'Tell the victim to',
  'Ask the client to',
  'Encourage him to',
  'Victim to',
  'Help her to',
  'Police to advise victim to',
  'Housing officer to ask the tenant to',
];
const NOT_TO_VICTIM = [
  'Advise her not to',
  'Never tell the victim to',
  'Remind all staff not to ask the client to',
  'Nobody should tell her to',
  'Do not help her to',
];
const ACTS: Record<(typeof ADVICE_KINDS)[number], readonly string[]> = {
  block: ['block him', 'block the suspect', 'block his number', 'block her ex-partner on social media'],
  change_number: [
    'change her mobile number',
    'get a new SIM',
    'swap her number',
    'use a different phone number',
  ],
  close_accounts: [
    'close her Facebook account',
    'delete all her profiles',
    'come off social media',
    'deactivate her Instagram',
  ],
  stay_offline: ['stay off the internet', 'avoid using email', 'keep off social media', 'go offline'],
  meet_or_talk: ['meet him', 'talk to him', 'ring the suspect', 'talk it over'],
};
const TAILS = [
  '',
  ' this week',
  ', and confirm to the coordinator',
  ' before the next panel',
  ' (joint with the advocate)',
];
const of = (all: readonly string[]) => fc.constantFrom(...all);

describe('advice in sentences that nobody wrote', () => {
  it('is found whoever is to give it, and whatever stands round it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ADVICE_KINDS),
        of(TO_VICTIM),
        fc.nat(),
        of(TAILS),
        fc.boolean(),
        (kind, to, n, tail, loud) => {
          const text = `${to} ${ACTS[kind][n % ACTS[kind].length]!}${tail}`;
          expect(kindsIn(loud ? text.toUpperCase() : text)).toContain(kind);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is not found where it is warned against', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ADVICE_KINDS),
        of(NOT_TO_VICTIM),
        fc.nat(),
        of(TAILS),
        (kind, to, n, tail) => {
          expect(kindsIn(`${to} ${ACTS[kind][n % ACTS[kind].length]!}${tail}`)).not.toContain(
            kind === 'stay_offline' ? 'none' : kind,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is read in a short time from any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (text) => {
        expect(Array.isArray(adviceThatRaisesRisk(text))).toBe(true);
      }),
    );
  });
});
