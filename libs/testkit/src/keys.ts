import { KeyRing } from '#platform';

/** A made-up key, as the variable `FIELD_KEYS` has it: for processes that a test starts. */
export const TEST_FIELD_KEYS = 'test1:jmqZxOfbOfHpI8sgm1go6+WrNQOdsEH0WJNcHse51+4=';

/** The keys of every database that a test makes. */
export const TEST_KEYS: KeyRing = KeyRing.parse(TEST_FIELD_KEYS)!;
