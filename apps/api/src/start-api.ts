import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppLog, type PlatformParts, readiness, withRequestId } from '#platform';
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
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', (request, _reply, done) => withRequestId(request.id, done));
  server.get('/health/live', async () => ({ status: 'ok' }));
  server.get('/health/ready', async (_request, reply) => {
    const { status, body } = await readiness(
      [{ name: 'database', check: () => parts.database.ping() }],
      3000,
    );
    return reply.code(status).send(body);
  });
  await app.listen(port, '0.0.0.0');
  return app;
}
