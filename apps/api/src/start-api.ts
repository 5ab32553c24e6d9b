import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { Histogram } from 'prom-client';
import { SignIn } from '#agencies';
import {
  AppLog,
  type Config,
  openRateLimits,
  type PlatformParts,
  readiness,
  roleMetrics,
  withRequestId,
} from '#platform';
import { ApiModule } from './api.module.js';
import { isDeveloper } from './door/asking.js';
import { BODY_LIMIT, GRAPHQL_PATH, guardGraphql } from './door/graphql-door.js';
import { type DocumentList, openTrustedDocuments } from './door/trusted-documents.js';
import { formatErrors } from './graphql/errors.js';

/** How long a request may take to arrive, its head alone, and its answer to be made; milliseconds. */
const PATIENCE = { arriving: 20_000, head: 10_000, answering: 45_000, lookedForEvery: 2_000 } as const;

/** What a start may be told beside the parts; for tests. */
export type ApiChoices = {
  trusted?: DocumentList;
  patience?: Partial<Record<keyof typeof PATIENCE, number>>;
};

/** Starts the GraphQL door on a port (0: any free one); the caller closes it. */
export async function startApi(
  parts: PlatformParts,
  port: number,
  choices: ApiChoices = {},
): Promise<NestFastifyApplication> {
  const { config } = parts;
  const documents = openTrustedDocuments(config.trustedDocuments, choices.trusted);
  const rates = openRateLimits(config);
  const log = new AppLog('api', config.environment);
  const patience = { ...PATIENCE, ...choices.patience };
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
    requestTimeout: patience.arriving,
    handlerTimeout: patience.answering,
    http: { headersTimeout: patience.head, connectionsCheckingInterval: patience.lookedForEvery },
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.with(parts, rates), adapter, {
    logger: log,
  });
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', (request, _reply, done) => withRequestId(request.id, done));
  server.addHook('onClose', () => rates.close());
  serveHealth(server, parts);
  const signIn = app.get(SignIn, { strict: false });
  guardGraphql(server, { config, signIn, rates, documents, format: formatErrors(log) });
  serveGraphiql(server, config.introspection);
  await app.listen(port, '0.0.0.0');
  return app;
}

function serveHealth(server: FastifyInstance, parts: PlatformParts): void {
  const metrics = roleMetrics('api');
  const seconds = new Histogram({
    name: 'accord_api_request_seconds',
    help: 'Time to answer a request, seconds',
    labelNames: ['status'],
    registers: [metrics],
  });
  server.addHook('onResponse', (_request, reply, done) => {
    seconds.observe({ status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    done();
  });
  server.addHook('onClose', async () => metrics.clear());
  server.get('/health/live', async () => ({ status: 'ok' }));
  server.get('/health/ready', async (_request, reply) => {
    const { status, body } = await readiness(
      [{ name: 'database', check: () => parts.database.ping() }],
      3000,
    );
    return reply.code(status).send(body);
  });
  server.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
}

/** A page to try operations by hand, from our own files, for those who may ask about the schema. */
function serveGraphiql(server: FastifyInstance, introspection: Config['introspection']): void {
  const page = renderGraphiQL({ title: 'Accord GraphQL', endpoint: GRAPHQL_PATH });
  server.addHook('onRequest', async (request, reply) => {
    const wantsPage = request.headers.accept?.includes('text/html') ?? false;
    if (request.method !== 'GET' || request.url !== GRAPHQL_PATH || !wantsPage) return;
    const isLet = introspection === 'developers' && isDeveloper(request.asking);
    if (introspection === 'everybody' || isLet) await reply.type('text/html').send(page);
  });
}
