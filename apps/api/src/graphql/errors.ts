import { type ArgumentsHost, Catch } from '@nestjs/common';
import type { GqlExceptionFilter } from '@nestjs/graphql';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { BadInput, type FieldProblem, NotFound, NotPermitted } from '#kernel';
import { currentRequestId, type Log } from '#platform';

const OURS = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'TOO_COSTLY',
  'RATE_LIMITED',
]);

const COERCION =
  /^Variable "\$(?<variable>\w+)" got invalid value .*?(?: at "(?<path>[\w.[\]]+)")?; (?<what>.*)$/s;

/** How graphql-js ends its list of wrong variables. */
const TOO_MANY_WRONG = 'Too many errors processing variables';

/**
 * Every error of the API leaves through here, with one of the codes of the contract. What we did not foresee is
 * logged with its request id and shown as `INTERNAL` without any of its text.
 */
export function formatErrors(log: Log) {
  return (formatted: GraphQLFormattedError, raw: unknown): GraphQLFormattedError => {
    const error = unwrapResolverError(raw);
    const place = { path: formatted.path, locations: formatted.locations };
    if (error instanceof NotFound)
      return { ...place, message: error.message, extensions: { code: 'NOT_FOUND' } };
    if (error instanceof NotPermitted) {
      return { ...place, message: 'You may not do this', extensions: { code: 'FORBIDDEN' } };
    }
    if (error instanceof BadInput) return { ...place, ...badInput(error.fields) };
    const code = String(formatted.extensions?.['code'] ?? '');
    if (code === 'BAD_USER_INPUT' || formatted.message.startsWith(TOO_MANY_WRONG))
      return { ...place, ...badInput(coercionProblem(formatted.message)) };
    if (formatted.extensions?.['isTooCostly'] || formatted.message.includes('tokens. Parsing aborted')) {
      return { ...place, message: formatted.message, extensions: { code: 'TOO_COSTLY' } };
    }
    if (code === 'GRAPHQL_PARSE_FAILED' || code === 'GRAPHQL_VALIDATION_FAILED' || code === 'BAD_REQUEST') {
      return { ...place, ...badInput([{ path: 'query', message: formatted.message }]) };
    }
    if (OURS.has(code)) return { ...place, message: formatted.message, extensions: { code } };
    const requestId = currentRequestId() ?? null;
    log.error(error instanceof Error ? error : new Error('Unknown failure'));
    return {
      ...place,
      message: 'Something went wrong on our side',
      extensions: { code: 'INTERNAL', requestId },
    };
  };
}

function badInput(fields: readonly FieldProblem[]): Pick<GraphQLFormattedError, 'message' | 'extensions'> {
  return { message: 'Some fields need attention', extensions: { code: 'BAD_USER_INPUT', fields } };
}

/** The field and reason of a value that does not fit its type, without repeating the value. */
function coercionProblem(message: string): FieldProblem[] {
  const found = COERCION.exec(message)?.groups;
  if (!found)
    return [{ path: 'variables', message: message.replace(/got invalid value .*?;/s, 'is wrong;') }];
  return [
    {
      path: found['path'] ?? found['variable'] ?? 'variables',
      message: withoutValue(found['what'] ?? 'is wrong'),
    },
  ];
}

/** graphql-js repeats the wrong value or field name in its message; it may be somebody's name, so it is cut out. */
function withoutValue(what: string): string {
  const list = /does not exist in "(\w+)" enum/.exec(what)?.[1];
  if (list) return `Choose one of the values of ${list}`;
  const type = /^Field ".*" is not defined by type "(\w+)"/s.exec(what)?.[1];
  if (type) return `There is a field here that ${type} does not have`;
  return what.replace(/(cannot represent[^:]*):.*$/s, '$1');
}

/** Hands every error to {@link formatErrors} as it is: Nest would log what is expected, too. */
@Catch()
export class EveryErrorFilter implements GqlExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost): unknown {
    return error;
  }
}
