import { type GraphQLField, getNamedType, isLeafType, isUnionType } from 'graphql';
import type { Answer } from '../harness/api.js';
import type { MatrixRow } from './access-matrix.js';

/** The smallest document that runs the operation with these arguments as variables. */
export function documentOf(
  root: string,
  field: GraphQLField<unknown, unknown>,
  names: readonly string[],
): string {
  const args = field.args.filter(({ name }) => names.includes(name));
  const variables = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const type = getNamedType(field.type);
  const refusal = isUnionType(type) ? ' ... on Refusal { code }' : '';
  const selection = isLeafType(type) ? '' : ` { __typename${refusal} }`;
  return `${root}${variables && ` (${variables})`} { ${field.name}${given && `(${given})`}${selection} }`;
}

/** What came of one attempt: an outcome of the table, and the words of the error, if there is one. */
export function outcomeOf(row: MatrixRow, { data, errors }: Answer<any>) {
  if (errors[0]) return { outcome: errors[0].extensions.code, message: errors[0].message };
  const answer = Object.values(data ?? {})[0] as { code?: string } | null;
  if (answer?.code !== row.refusedAs) return { outcome: answer?.code ?? 'CHANGED THE WORLD', message: '' };
  return { outcome: 'ALLOWED', message: '' };
}
