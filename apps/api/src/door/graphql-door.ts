import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { SignIn } from '#agencies';
import { askedTooOften, type Config, type RateLimits } from '#platform';
import { askingOf } from './asking.js';
import type { TrustedDocuments } from './trusted-documents.js';

/** What the door is made of. */
export type DoorParts = {
  config: Config;
  signIn: SignIn;
  rates: RateLimits;
  documents: TrustedDocuments;
  /** The one way in which errors leave. */
  format: (formatted: GraphQLFormattedError, raw: unknown) => GraphQLFormattedError;
};

/** Largest request body, bytes: a dozen times the largest referral. */
export const BODY_LIMIT = 300_000;

/** Where GraphQL is. */
export const GRAPHQL_PATH = '/graphql';

/**
 * What every request for GraphQL passes before anything of it is read or parsed: who asks, whether too often, and, for
 * those who may run only trusted documents, whether it is one.
 */
export function guardGraphql(server: FastifyInstance, parts: DoorParts): void {
  const { config, signIn, rates, documents } = parts;
  const refuse = (request: FastifyRequest, reply: FastifyReply, status: number, error: Error) => {
    const formatted = error instanceof GraphQLError ? error.toJSON() : { message: error.message };
    const wrong = parts.format(formatted, error);
    const speaksNew = request.headers.accept?.includes('application/graphql-response+json') ?? false;
    // Whoever accepts only application/json gets 200 for what could be read, as everywhere in GraphQL over HTTP.
    const shown = status === 400 && !speaksNew ? 200 : status;
    const type = speaksNew ? 'application/graphql-response+json' : 'application/json';
    return reply
      .code(shown)
      .type(`${type}; charset=utf-8`)
      .send({ errors: [wrong] });
  };

  server.decorateRequest('asking');
  server.addHook('onRequest', async (request, reply) => {
    if (!isForGraphql(request)) return;
    try {
      request.asking = await askingOf(request, config, signIn);
      const { actor, address } = request.asking;
      // A wrong token is counted with the address it came from: nobody gains by trying many.
      const wait = await rates.take('api', actor ? `session ${actor.sessionId}` : `address ${address}`);
      if (wait === 0) return;
      reply.header('retry-after', wait);
      return await refuse(request, reply, 429, rateLimited(wait));
    } catch (error) {
      return refuse(request, reply, 500, error as Error);
    }
  });
  server.addHook('preHandler', async (request, reply) => {
    if (!isForGraphql(request)) return;
    const wrong = putDocument(request, documents);
    if (wrong) return refuse(request, reply, 400, wrong);
  });
}

/** The refusal of whoever asks too often. */
export function rateLimited(seconds: number): GraphQLError {
  const extensions = { code: 'RATE_LIMITED', retryAfterSeconds: seconds };
  return new GraphQLError(askedTooOften(seconds), { extensions });
}

/** By the route that was found, not by the address as it was written: that can be written in many ways. */
function isForGraphql({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url === GRAPHQL_PATH;
}

/**
 * Puts the text in the place of a `documentId`. Gives what is wrong when the text is not known, or is not on the list
 * and has to be. Persisted queries of other kinds are off, and nobody bound to the list may ask by GET: what is checked
 * here is exactly what is run.
 */
function putDocument(request: FastifyRequest, documents: TrustedDocuments): GraphQLError | null {
  const body = request.body as { documentId?: unknown; query?: unknown } | null | undefined;
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const id = isObject ? body.documentId : undefined;
  if (isObject && typeof id === 'string' && body.query === undefined) {
    const text = documents.textOf(id);
    if (text === null) return notTrusted();
    body.query = text;
    return null;
  }
  return documents.binds(request.asking.actor) ? notTrusted() : null;
}

function notTrusted(): GraphQLError {
  return new GraphQLError('Only operations that are known beforehand can be run here', {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  });
}
