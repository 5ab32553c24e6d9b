import fc from 'fast-check';
import { ROLES } from '#access';
import { ACCESS_REASONS, HANDLINGS, RESTRICTION_KINDS } from '#cases';

/** How many of each a random world has. */
export const SIZE = { agencies: 3, people: 2, panels: 2, cases: 3 } as const;

/** Every way of reading that a person of a random world may go. */
export const WAYS = [
  'visibleIds',
  'mustSee',
  'list',
  'get',
  'people',
  'contact',
  'notes',
  'openActions',
  'listings',
  'knownListings',
] as const;

/** One of {@link WAYS}. */
export type Way = (typeof WAYS)[number];

const among = (size: number) => fc.nat(size - 1);
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const [agency, person, panel, ofCase] = [SIZE.agencies, SIZE.people, SIZE.panels, SIZE.cases].map(among) as [
  fc.Arbitrary<number>,
  fc.Arbitrary<number>,
  fc.Arbitrary<number>,
  fc.Arbitrary<number>,
];
const exactly = <T>(one: fc.Arbitrary<T>, size: number) =>
  fc.array(one, { minLength: size, maxLength: size });
/** Days from today, or minutes from now: before, exactly then, and after. */
const around = fc.integer({ min: -2, max: 2 });

/**
 * A small world: people of agencies in roles, panels that some of them run, cases before them, and all that opens a
 * case or closes it. Things are named by their place in the list.
 */
export const worlds = fc.record({
  people: exactly(
    fc.record({
      role: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom('chair' as const, 'coordinator' as const) },
        { weight: 4, arbitrary: fc.constantFrom('agency_member' as const, 'agency_lead' as const) },
        { weight: 2, arbitrary: fc.constant('advocate' as const) },
        { weight: 2, arbitrary: fc.constantFrom(...ROLES) },
      ),
      agency,
      isSuspended: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
      /** The ways that the person goes, in this order. */
      ways: fc.shuffledSubarray([...WAYS], { minLength: 1, maxLength: 3 }),
    }),
    SIZE.people,
  ),
  panels: exactly(fc.record({ chair: maybe(person), coordinator: maybe(person) }), SIZE.panels),
  cases: exactly(fc.record({ panel, handling: fc.constantFrom(...HANDLINGS) }), SIZE.cases),
  access: fc.uniqueArray(
    fc.record({ ofCase, agency, reason: fc.constantFrom(...ACCESS_REASONS), endsIn: maybe(around) }),
    { minLength: 1, maxLength: 6, selector: ({ ofCase: at, agency: by, reason }) => [at, by, reason].join() },
  ),
  entries: fc.array(
    fc.record({
      ofCase,
      kind: fc.constantFrom(...RESTRICTION_KINDS),
      person: maybe(person),
      agency,
      isLifted: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
    }),
    { maxLength: 4 },
  ),
  glass: fc.array(fc.record({ person, ofCase, endsIn: around, hasMoved: fc.boolean() }), { maxLength: 2 }),
  actions: fc.array(fc.record({ ofCase, agency, isOpen: fc.boolean() }), { maxLength: 3 }),
  /** Whether the agenda of the meeting of each panel is published; every case stands on that of its panel. */
  isPublished: exactly(fc.boolean(), SIZE.panels),
});

/** One random world. */
export type World = typeof worlds extends fc.Arbitrary<infer W> ? W : never;
