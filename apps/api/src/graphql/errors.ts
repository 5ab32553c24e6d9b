import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, HttpException } from '@nestjs/common';
import type { GqlContextType, GqlExceptionFilter } from '@nestjs/graphql';
import { unwrapResolverError } from '@apollo/server/errors';
import type { FastifyReply } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { BadInput, Fault, type FieldProblem, NotFound, NotPermitted } from '#kernel';
import { currentRequestId, type Log } from '#platform';

const OURS = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'TOO_COSTLY']);

/** Documents and requests that make no sense, in the words of Apollo. */
const UNREADABLE = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_SUPPORTED',
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
    if (UNREADABLE.has(code)) {
      return { ...place, ...badInput([{ path: 'query', message: withoutValue(formatted.message) }]) };
    }
    if (code === 'RATE_LIMITED') {
      const retryAfterSeconds = formatted.extensions?.['retryAfterSeconds'];
      return { ...place, message: formatted.message, extensions: { code, retryAfterSeconds } };
    }
    if (OURS.has(code)) return { ...place, message: formatted.message, extensions: { code } };
    const requestId = currentRequestId() ?? null;
    log.error(error instanceof Error ? error : new Fault('Unknown failure'));
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

/**
 * graphql-js repeats the wrong value or field name in its message, and texts that stand in the document itself; they may
 * be somebody's name, so they are cut out.
 */
function withoutValue(what: string): string {
  const list = /does not exist in "(\w+)" enum/.exec(what)?.[1];
  if (list) return `Choose one of the values of ${list}`;
  const type = /^Field ".*" is not defined by type "(\w+)"/s.exec(what)?.[1];
  if (type) return `There is a field here that ${type} does not have`;
  return what
    .replace(/(cannot represent[^:]*):.*$/s, '$1')
    .replace(/^(Expected value of type "[\w![\]]+"), found .*$/s, '$1')
    .replace(/(Unexpected|found) (Name|String|BlockString|Int|Float) ".*"/s, '$1 $2')
    .replace(/(character escape sequence|expected digit but got): ".*"/s, '$1');
}

/**
 * Hands every error to {@link formatErrors} as it is: Nest would log what is expected, too. A request that never comes to
 * GraphQL gets the plain words of its status: Nest and Fastify would repeat the address or the header that was wrong.
 */
@Catch()
export class EveryErrorFilter implements GqlExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<GqlContextType>() !== 'http') return error;
    const status =
      error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown })?.statusCode;
    if (typeof status !== 'number' || status < 400 || status >= 500) return error;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (!reply.sent)
      void reply.code(status).send({ statusCode: status, message: STATUS_CODES[status] ?? 'Refused' });
    return undefined;
  }
}
