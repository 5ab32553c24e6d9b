import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastifyFormbody from '@fastify/formbody';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import type { DynamicModule, LoggerService, Type } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { ASSETS_FOLDER } from './assets.js';
import { csrfSubject, refuseForeignForm } from './csrf.js';
import { ErrorPages } from './error-pages.filter.js';
import { limitFiles } from './files.js';
import { ASSETS_PREFIX, secureHeaders } from './headers.js';
import { Pages } from './pages.js';
import { BODY_LIMIT } from './settings.js';
import type { HttpSettings } from './settings.js';
import { freshToken } from './signing.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Content-security-policy nonce of this answer. */
    nonce: string;
    /** Who csrf tokens and flash messages of this browser are bound to. */
    csrfSubject: string;
  }
}

const YEAR_MS = 31_536_000_000;

/** How long a request may take to arrive, and its head alone, milliseconds. */
const ARRIVING_MS = 30_000;
const HEAD_MS = 10_000;

async function frame(instance: FastifyInstance, settings: HttpSettings): Promise<void> {
  const overHttps = settings.publicUrl.startsWith('https:');
  instance.decorateRequest('nonce', '');
  instance.decorateRequest('csrfSubject', '');
  await instance.register(fastifyCookie);
  await instance.register(fastifyFormbody, { bodyLimit: BODY_LIMIT });
  instance.addHook('onRequest', async (request, reply) => {
    request.nonce = freshToken();
    secureHeaders(request, reply, overHttps);
    if (!request.url.startsWith(ASSETS_PREFIX)) request.csrfSubject = csrfSubject(request, reply, settings);
  });
  instance.addHook('preHandler', async (request) => {
    refuseForeignForm(request, settings);
    await limitFiles(request, settings);
  });
  await instance.register(fastifyStatic, {
    root: ASSETS_FOLDER,
    prefix: ASSETS_PREFIX,
    index: false,
    decorateReply: false,
    immutable: true,
    maxAge: YEAR_MS,
  });
}

/**
 * The web application around any module of controllers: forms, cookies, security headers, csrf, error pages and the
 * built files. It has no database and keeps no state. Not yet listening. Controllers get `Pages` from `pages`.
 */
export async function createHttpApp(
  module: Type | DynamicModule,
  settings: HttpSettings,
  pages: Pages = new Pages(settings),
  logger?: LoggerService,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
    requestTimeout: ARRIVING_MS,
    http: { headersTimeout: HEAD_MS },
    trustProxy: settings.trustedProxies ?? 'loopback',
    routerOptions: { maxParamLength: 200 },
  });
  await frame(adapter.getInstance() as unknown as FastifyInstance, settings);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    ...(logger ? { logger } : {}),
  });
  app.useGlobalFilters(new ErrorPages(pages));
  return app;
}
