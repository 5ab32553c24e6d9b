import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { load } from 'cheerio';
import fc from 'fast-check';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FixedClock, NotPermitted } from '#kernel';
import type { Moment } from '#kernel';
import { Pages, SignedOut, createHttpApp, safeReturnPath, sessionToken, startSession } from './index.js';
import type { HttpSettings } from './index.js';

const settings: HttpSettings = {
  publicUrl: 'https://panel.example',
  sessionSecret: 'a-secret-for-tests-only',
  demo: true,
  keepTemplates: true,
  clock: new FixedClock('2026-11-21T14:00:00.000Z' as Moment),
};
const pages = new Pages(settings);

@Controller()
class SampleController {
  @Get('sample')
  sample(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    pages.show(request, reply, {
      template: 'pages/sign-in/sign-in.njk',
      person: null,
      counts: { overdueActions: 0 },
      words: { title: 'Sample', area: null },
      view: { form: { action: '/sample', fields: {} }, groups: [], organisation: null },
    });
  }

  @Post('sample')
  change(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const undo = { action: '/sample/undo', fields: { version: '3' } };
    pages.goTo(request, reply, '/sample', { code: 'caseHeld', params: { reference: 'SHP-1890' }, undo });
  }

  @Post('signs-in')
  signsIn(@Res() reply: FastifyReply): void {
    startSession(reply, settings, 'opaque-token');
    reply.redirect('/', 303);
  }

  @Get('who')
  who(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    reply.send({ token: sessionToken(request) });
  }

  @Get('needs-person')
  needsPerson(): void {
    throw new SignedOut();
  }

  @Get('not-mine')
  notMine(): void {
    throw new NotPermitted('sample:see');
  }

  @Get('gone')
  gone(): void {
    throw new NotFoundException();
  }

  @Get('breaks')
  breaks(): void {
    throw new Error('secret detail');
  }
}

@Module({ controllers: [SampleController] })
class SampleModule {}

const silent = { log() {}, error() {}, warn() {} };
let app: NestFastifyApplication;

beforeAll(async () => {
  app = await createHttpApp(SampleModule, settings, pages, silent);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(() => app.close());

type Answer = Awaited<ReturnType<NestFastifyApplication['inject']>>;
const cookie = (answer: Answer, name: string) => answer.cookies.find((each) => each.name === name);
const cookiesOf = (answer: Answer) =>
  Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));

function post(url: string, fields: Record<string, string>, cookies: Record<string, string>, headers = {}) {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return app.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams(fields).toString(),
    cookies,
    headers: { ...type, ...headers },
  });
}

async function visit(cookies: Record<string, string> = {}) {
  const answer = await app.inject({ method: 'GET', url: '/sample', cookies });
  const token = load(answer.body)('input[name="_csrf"]').first().attr('value') ?? '';
  return { answer, token, cookies: { ...cookies, ...cookiesOf(answer) } };
}

describe('headers', () => {
  it('allows nothing but our own files and the line with the nonce, and nothing is stored', async () => {
    const { answer } = await visit();
    const policy = String(answer.headers['content-security-policy']);
    const nonce = load(answer.body)('script[nonce]').attr('nonce');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`'nonce-${nonce}'`);
    expect(policy).not.toContain('unsafe');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['strict-transport-security']).toContain('max-age');
  });

  it('never gives the same nonce twice', async () => {
    const policies = [await visit(), await visit()].map(
      ({ answer }) => answer.headers['content-security-policy'],
    );
    expect(policies[0]).not.toBe(policies[1]);
  });

  it('marks error pages the same way', async () => {
    const answer = await app.inject({ method: 'GET', url: '/nowhere' });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(load(answer.body)('h1').text()).toBe('Page not found');
  });
});

describe('forms', () => {
  it('are taken with the token of the page', async () => {
    const { token, cookies } = await visit();
    const answer = await post('/sample', { _csrf: token }, cookies);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/sample']);
  });

  it.each(['', 'wrong', 'x'.repeat(43)])('are refused with the token "%s"', async (token) => {
    const { cookies } = await visit();
    const answer = await post('/sample', { _csrf: token }, cookies);
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('open for too long');
  });

  it('are refused with the token of another browser, from another site, or without a body', async () => {
    const mine = await visit();
    const other = await visit();
    expect((await post('/sample', { _csrf: other.token }, mine.cookies)).statusCode).toBe(403);
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect((await post('/sample', { _csrf: mine.token }, mine.cookies, foreign)).statusCode).toBe(403);
    expect((await app.inject({ method: 'POST', url: '/sample', cookies: mine.cookies })).statusCode).toBe(
      403,
    );
  });

  it('carry another token once signed in', async () => {
    const visitor = await visit();
    const signedIn = await visit({ accord_session: 'opaque-token' });
    expect(signedIn.token).not.toBe(visitor.token);
    expect(
      (await post('/sample', { _csrf: visitor.token }, { accord_session: 'opaque-token' })).statusCode,
    ).toBe(403);
  });

  it('over 1 MB get a friendly page', async () => {
    const { token, cookies } = await visit();
    const answer = await post('/sample', { _csrf: token, text: 'x'.repeat(1_100_000) }, cookies);
    expect(answer.statusCode).toBe(413);
    expect(answer.body).toContain('up to 1 MB');
  });

  it('of a kind we do not know are refused without an error of ours', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/sample',
      headers: { 'content-type': 'text/odd' },
      payload: 'x',
    });
    expect(answer.statusCode).toBe(415);
  });
});

describe('messages after a change', () => {
  it('are shown once, with Undo', async () => {
    const { token, cookies } = await visit();
    const changed = await post('/sample', { _csrf: token }, cookies);
    const shown = await visit({ ...cookies, ...cookiesOf(changed) });
    const $ = load(shown.answer.body);
    expect($('[data-flash]').text()).toBe('SHP-1890 held');
    expect($('form[action="/sample/undo"] input[name="version"]').attr('value')).toBe('3');
    expect(cookie(shown.answer, 'accord_flash')?.value).toBe('');
  });

  it('are not shown to another browser or when changed', async () => {
    const { token, cookies } = await visit();
    const changed = await post('/sample', { _csrf: token }, cookies);
    const flash = cookie(changed, 'accord_flash')?.value ?? '';
    const elsewhere = await visit({ accord_flash: flash });
    const altered = await visit({ ...cookies, accord_flash: `x${flash}` });
    for (const { answer } of [elsewhere, altered]) expect(load(answer.body)('[data-flash]').length).toBe(0);
  });
});

describe('sessions', () => {
  it('live in a cookie that scripts cannot read and that other sites do not send', async () => {
    const { token, cookies } = await visit();
    const answer = await post('/signs-in', { _csrf: token }, cookies);
    expect(cookie(answer, 'accord_session')).toMatchObject({
      httpOnly: true,
      secure: true,
      sameSite: 'Lax',
      path: '/',
    });
  });

  it('are handed to the API as they are, and nothing odd is', async () => {
    const told = async (value: string) =>
      (
        await app.inject({ method: 'GET', url: '/who', headers: { cookie: `accord_session=${value}` } })
      ).json();
    expect(await told('opaque-token')).toEqual({ token: 'opaque-token' });
    expect(await told('a%0d%0ab')).toEqual({ token: null });
  });

  it('send people to sign in and back again', async () => {
    const answer = await app.inject({ method: 'GET', url: '/needs-person?a=1' });
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      '/sign-in?next=%2Fneeds-person%3Fa%3D1',
    ]);
  });

  it.each([
    ['/actions?due=overdue', '/actions?due=overdue'],
    ['//elsewhere.example', '/'],
    ['/\\elsewhere.example', '/'],
    ['https://elsewhere.example', '/'],
    ['/a\nb', '/'],
    [undefined, '/'],
  ])('go back only to pages of ours: %j', (wanted, path) => {
    expect(safeReturnPath(wanted)).toBe(path);
  });
});

describe('the way back after signing in', () => {
  const HOSTILE = [
    '/',
    '\\',
    '//',
    '/\\',
    ':',
    '@',
    '?',
    '#',
    '.',
    '..',
    '%2f',
    '%5c',
    '\t',
    '\n',
    '\r',
    '\0',
    ' ',
  ];
  const WORDS = [
    'https:',
    'javascript:',
    'data:',
    'evil.example',
    'cases',
    'http:/',
    'a',
    '\u2028',
    '\uff0f',
    '。',
  ];
  const wanted = fc
    .array(fc.oneof(fc.constantFrom(...HOSTILE, ...WORDS), fc.string({ maxLength: 3 })), { maxLength: 9 })
    .map((parts) => parts.join(''));
  const ORIGIN = 'https://panel.example';

  it('stays on this site, whatever is asked for', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          wanted,
          wanted.map((text) => `/${text}`),
        ),
        (text) => {
          const path = safeReturnPath(text);
          const to = new URL(path, `${ORIGIN}/sign-in`);
          expect(to.origin).toBe(ORIGIN);
          expect(path).toMatch(/^\/[\x21-\x7e]*$/);
          expect(path.startsWith('//')).toBe(false);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is kept as it is when it is a path of ours', () => {
    const part = fc.stringMatching(/^[\w-]{1,12}$/);
    const path = fc.tuple(fc.array(part, { maxLength: 4 }), part, part);
    fc.assert(
      fc.property(path, ([parts, name, value]) => {
        const own = `/${parts.join('/')}?${name}=${value}`;
        expect(safeReturnPath(own)).toBe(own);
      }),
    );
  });

  it.each([[[]], [{}], [42], [null], [['/a', '/b']]])('is the first page for %j', (other) => {
    expect(safeReturnPath(other)).toBe('/');
  });
});

describe('error pages', () => {
  it.each([
    ['/not-mine', 403, 'You cannot do that'],
    ['/gone', 404, 'Page not found'],
    ['/breaks', 500, 'Sorry, something went wrong'],
  ])('%s says what to do', async (url, status, heading) => {
    const answer = await app.inject({ method: 'GET', url });
    expect(answer.statusCode).toBe(status);
    expect(load(answer.body)('h1').text()).toBe(heading);
    expect(answer.body).not.toContain('secret detail');
  });

  it('do not show files outside the built folder', async () => {
    const answer = await app.inject({ method: 'GET', url: '/assets/..%2f..%2fpackage.json' });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain('accord');
  });
});
