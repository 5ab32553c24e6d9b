import { z } from 'zod';
import { ok, refused, type Result } from '#kernel';

/** What is counted: each kind of connection that a file can have planted. */
export const CHECKED_KINDS = ['repeat', 'serial_suspect', 'same_person', 'shared_address'] as const;

/** One of {@link CHECKED_KINDS}. */
export type CheckedKind = (typeof CHECKED_KINDS)[number];

/** Connections by kind, each as the two things it connects: referrals, or a referral with the role of a person in it. */
export type FoundLinks = Readonly<Record<CheckedKind, ReadonlySet<string>>>;

/** The least that is good enough: of the planted ones found, of those written the same found, of the found ones true. */
export const CHECK_AIMS = { recall: 0.95, exactRecall: 1, precision: 0.95 } as const;

/** One kind, counted. A share is null where there was nothing to find, or nothing was found. */
export type KindCount = {
  kind: CheckedKind;
  planted: number;
  found: number;
  right: number;
  wrong: readonly string[];
  missed: readonly string[];
  precision: number | null;
  recall: number | null;
  /** Of those that are written the same in both places. */
  exactRecall: number | null;
};

/** Two who look alike and must stay apart, and as what they were connected nevertheless. */
export type HardNegative = { id: string; category: string; joinedAs: readonly CheckedKind[] };

/** What came of holding the rules against a file of which the truth is known. */
export type LinkCheck = {
  kinds: readonly KindCount[];
  hardNegatives: readonly HardNegative[];
  isGoodEnough: boolean;
};

/** The name of a pair, the same whichever comes first. */
export function pairOf(a: string, b: string): string {
  return a < b ? `${a} + ${b}` : `${b} + ${a}`;
}

const mention = z.object({ referral_ref: z.string(), role: z.string() });
const refs = z.tuple([z.string(), z.string()]);
const groups = z.array(z.string()).default([]);
const pairs = z.array(z.object({ referral_refs: refs, groups })).default([]);

const TRUTH = z.object({
  as_of: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  groups: z.array(z.object({ id: z.string(), exact: z.boolean().default(false) })).default([]),
  complete: z.object({
    repeat: pairs,
    serial_suspect: pairs,
    same_person: z
      .array(z.object({ a: mention, b: mention, exact_name_and_dob: z.boolean().default(false) }))
      .default([]),
    shared_address: z.array(z.object({ referral_refs: refs, roles: z.array(refs), groups })).default([]),
  }),
  hard_negatives: z
    .array(
      z.object({
        id: z.string(),
        category: z.string(),
        must_not_be: z.array(z.enum(CHECKED_KINDS)),
        a: mention,
        b: mention,
      }),
    )
    .default([]),
});

/** What is planted in a file: every true connection, and who must stay apart. */
export type LinkTruth = z.infer<typeof TRUTH>;

/** Reads a truth file. Refused where it is none, with the place that is wrong. */
export function readTruth(text: string): Result<LinkTruth, 'NO_TRUTH'> {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return refused('NO_TRUTH', 'The truth file is not JSON.');
  }
  const read = TRUTH.safeParse(given);
  if (read.success) return ok(read.data);
  const { path } = read.error.issues[0]!;
  return refused('NO_TRUTH', `The truth file is not understood at ${path.join('.') || 'its top'}.`);
}

type Planted = ReadonlyMap<string, { isExact: boolean }>;

const nameOf = (one: { referral_ref: string; role: string }) => `${one.referral_ref} ${one.role}`;

function planted({ complete, groups: all }: LinkTruth): Record<CheckedKind, Planted> {
  const exact = new Set(all.filter((group) => group.exact).map(({ id }) => id));
  const isExact = (ids: readonly string[]) => ids.some((id) => exact.has(id));
  const ofReferrals = (list: LinkTruth['complete']['repeat']): Planted =>
    new Map(list.map(({ referral_refs: [a, b], groups: of }) => [pairOf(a, b), { isExact: isExact(of) }]));
  return {
    repeat: ofReferrals(complete.repeat),
    serial_suspect: ofReferrals(complete.serial_suspect),
    same_person: new Map(
      complete.same_person.map(({ a, b, exact_name_and_dob }) => [
        pairOf(nameOf(a), nameOf(b)),
        { isExact: exact_name_and_dob },
      ]),
    ),
    shared_address: new Map(
      complete.shared_address.flatMap(({ referral_refs: [a, b], roles, groups: of }) =>
        roles.map(
          ([one, other]) => [pairOf(`${a} ${one}`, `${b} ${other}`), { isExact: isExact(of) }] as const,
        ),
      ),
    ),
  };
}

function share(part: number, of: number): number | null {
  return of === 0 ? null : part / of;
}

function countOf(kind: CheckedKind, truth: Planted, found: ReadonlySet<string>): KindCount {
  const missed = [...truth.keys()].filter((pair) => !found.has(pair)).sort();
  const wrong = [...found].filter((pair) => !truth.has(pair)).sort();
  const right = found.size - wrong.length;
  const exact = [...truth].filter(([, { isExact }]) => isExact).map(([pair]) => pair);
  return {
    kind,
    planted: truth.size,
    found: found.size,
    right,
    wrong,
    missed,
    precision: share(right, found.size),
    recall: share(truth.size - missed.length, truth.size),
    exactRecall: share(exact.filter((pair) => found.has(pair)).length, exact.length),
  };
}

function reaches({ precision, recall, exactRecall }: KindCount): boolean {
  return (
    (precision ?? 1) >= CHECK_AIMS.precision &&
    (recall ?? 1) >= CHECK_AIMS.recall &&
    (exactRecall ?? 1) >= CHECK_AIMS.exactRecall
  );
}

/**
 * Holds what was found against what is planted. Repeats, serial suspects and shared addresses are counted by pair; a pair
 * that is found and not planted is wrong, whoever planted it.
 */
export function checkLinks(truth: LinkTruth, found: FoundLinks): LinkCheck {
  const all = planted(truth);
  const kinds = CHECKED_KINDS.map((kind) => countOf(kind, all[kind], found[kind]));
  const hardNegatives = truth.hard_negatives.map(({ id, category, must_not_be, a, b }) => ({
    id,
    category,
    joinedAs: must_not_be.filter(
      (kind) =>
        found[kind].has(pairOf(nameOf(a), nameOf(b))) ||
        found[kind].has(pairOf(a.referral_ref, b.referral_ref)),
    ),
  }));
  const isApart = hardNegatives.every(({ joinedAs }) => joinedAs.length === 0);
  return { kinds, hardNegatives, isGoodEnough: isApart && kinds.every(reaches) };
}
