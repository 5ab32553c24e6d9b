import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { Histogram } from 'prom-client';
import { AppLog, type PlatformParts, readiness, roleMetrics, withRequestId } from '#platform';
import { ApiModule } from './api.module.js';

/** Largest request body, bytes. */
const BODY_LIMIT = 1_000_000;

/** Starts the GraphQL door on a port (0: any free one); the caller closes it. */
export async function startApi(parts: PlatformParts, port: number): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.with(parts), adapter, {
    logger: new AppLog('api', parts.config.environment),
  });
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', (request, _reply, done) => withRequestId(request.id, done));
  serveHealth(server, parts);
  if (!parts.config.isProduction) serveGraphiql(server);
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

/** A page to try operations by hand, from our own files; development only. */
function serveGraphiql(server: FastifyInstance): void {
  const page = renderGraphiQL({ title: 'Accord GraphQL', endpoint: '/graphql' });
  server.addHook('onRequest', async (request, reply) => {
    const wantsPage = request.headers.accept?.includes('text/html') ?? false;
    if (request.method === 'GET' && request.url === '/graphql' && wantsPage) {
      await reply.type('text/html').send(page);
    }
  });
}
