import { registerEnumType } from '@nestjs/graphql';

/**
 * A GraphQL enum from a table of codes: the code `in_session` is the value `IN_SESSION` in the schema and stays
 * `in_session` inside.
 */
export function enumFrom<T extends string>(
  name: string,
  codes: readonly T[],
  description: string,
): Record<string, T> {
  const values = Object.fromEntries(codes.map((code) => [code.toUpperCase().replaceAll('-', '_'), code]));
  registerEnumType(values, { name, description });
  return values;
}
