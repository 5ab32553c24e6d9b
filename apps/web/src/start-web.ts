import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiClient } from '#api-client';
import type { Clock } from '#kernel';
import { AppLog, type Config, openRateLimits, roleMetrics, withRequestId } from '#platform';
import { createHttpApp, type HttpSettings, Pages } from './http/index.js';
import { WebModule } from './web.module.js';

/** Starts the pages on a port (0: any free one); the caller closes them. They reach the API at `apiUrl`. */
export async function startWeb(
  { config, clock }: { config: Config; clock: Clock },
  port: number,
  apiUrl: string = config.apiUrl,
): Promise<NestFastifyApplication> {
  const rates = openRateLimits(config);
  const settings: HttpSettings = {
    publicUrl: config.publicUrl,
    sessionSecret: config.sessionSecret,
    demo: !config.isProduction,
    keepTemplates: config.environment !== 'development',
    trustedProxies: config.trustedProxies,
    clock,
    rates,
  };
  const pages = new Pages(settings);
  const sends = config.trustedDocuments.for === 'off' ? 'texts' : 'ids';
  const module = WebModule.with(new ApiClient(apiUrl, { sends }), pages);
  const app = await createHttpApp(module, settings, pages, new AppLog('web', config.environment));
  const server = app.getHttpAdapter().getInstance();
  const metrics = roleMetrics('web');
  server.addHook('onRequest', (request, _reply, done) => withRequestId(request.id, done));
  server.addHook('onClose', async () => {
    metrics.clear();
    await rates.close();
  });
  server.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
  await app.listen(port, '0.0.0.0');
  return app;
}
