import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { type HealthCheck, readiness } from './health.js';

/** A running health server: the port it got, and how to end it. */
export type HealthServer = { port: number; close(): Promise<void> };

/**
 * Serves `/health/live`, `/health/ready` and `/metrics` for a role that has no HTTP server of its own (the worker).
 * Port 0 takes any free port. Rejects when the port is taken.
 */
export async function openHealthServer(options: {
  port: number;
  host?: string;
  checks: readonly HealthCheck[];
  metrics: Registry;
  timeoutMs?: number;
}): Promise<HealthServer> {
  const { checks, metrics, timeoutMs } = options;
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    if (path === '/health/live') return json(response, 200, { status: 'ok' });
    if (path === '/health/ready') {
      const ready = await readiness(checks, timeoutMs);
      return json(response, ready.status, ready.body);
    }
    if (path !== '/metrics') return json(response, 404, { status: 'not found' });
    response.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.metrics());
  };
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return json(response, 405, { status: 'GET only' });
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    answer(path, response).catch(() => json(response, 500, { status: 'failing' }));
  });
  server.listen(options.port, options.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
