import type { FastifyRequest } from 'fastify';
import { sessionToken } from './cookies.js';
import { AskedTooOften } from './error-pages.filter.js';
import type { HttpSettings } from './settings.js';

/** Refuses the file that is one too many: a file takes away far more at once than a page shows. */
export async function limitFiles(request: FastifyRequest, { rates }: HttpSettings): Promise<void> {
  if (!rates || !request.routeOptions.url?.endsWith('.csv')) return;
  const token = sessionToken(request);
  const wait = await rates.take('export', token ? `token ${token}` : `address ${request.ip}`);
  if (wait > 0) throw new AskedTooOften(wait);
}
