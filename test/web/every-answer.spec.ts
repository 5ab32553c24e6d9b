import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '#access';
import { Person } from '#agencies';
import { seedDemo } from '#demo';
import { anAudit, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { aWeb, type Browser, type Visit, type WebUnderTest } from '../harness/web.js';

const MARKING = 'OFFICIAL-SENSITIVE';

/** Most pages followed for one role: the lists are long, and one of each kind is enough. */
const MOST_PAGES = 40;

/** Where a search begins that no link leads to. */
const STARTS = ['/', '/nowhere', '/outbox', '/account/notifications'];

const ROLES: Role[] = ['chair', 'agency_lead', 'strategic_lead', 'administrator', 'auditor'];

describe('every page and file', () => {
  let api: ApiUnderTest;
  let web: WebUnderTest;

  beforeAll(async () => {
    api = await anApi({ env: { PUBLIC_URL: 'https://panel.example.org', RATE_EXPORTS_PER_MINUTE: '5' } });
    await seedDemo(api.db, api.clock, anAudit(api.db, api.clock));
    web = await aWeb(api);
  });
  afterAll(async () => {
    await web?.close();
    await api?.close();
  });

  async function browserOf(role: Role): Promise<Browser> {
    const person = await api.db.reading.findOneOrFail(Person, { where: { role }, order: { name: 'ASC' } });
    return web.browser(await aToken(api.db, api.clock, person, 'session'));
  }

  /** Follows links from page to page, one of each kind of address. */
  async function walk(browser: Browser, starts: readonly string[]): Promise<Map<string, Visit>> {
    const seen = new Map<string, Visit>();
    const kinds = new Set<string>();
    const waiting = [...starts];
    while (waiting.length > 0 && seen.size < MOST_PAGES) {
      const path = waiting.shift()!;
      const kind = path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/[?#].*$/, '');
      if (kinds.has(kind)) continue;
      kinds.add(kind);
      const visit = await browser.get(path);
      seen.set(path, visit);
      if (visit.location) waiting.push(visit.location);
      for (const link of visit.$('a[href^="/"]').toArray()) waiting.push(visit.$(link).attr('href')!);
    }
    return seen;
  }

  /** What is wrong with one answer. */
  function faultsOf({ headers, text, status, location, $ }: Visit): string[] {
    const faults: string[] = [];
    const must = (holds: boolean, words: string) => void (holds || faults.push(words));
    const policy = headers.get('content-security-policy') ?? '';
    must(policy.startsWith("default-src 'none'; "), 'allows by default');
    must(!/unsafe|\*|data:|https?:/.test(policy), `allows too much: ${policy}`);
    for (const part of ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"])
      must(policy.includes(part), `does not say ${part}`);
    must(headers.get('cache-control') === 'no-store', 'may be stored');
    must(headers.get('strict-transport-security')?.startsWith('max-age=31536000') ?? false, 'HSTS');
    must(headers.get('x-content-type-options') === 'nosniff', 'nosniff');
    must(headers.get('referrer-policy') === 'same-origin', 'referrer');
    must(headers.get('cross-origin-opener-policy') === 'same-origin', 'opener');
    must(headers.get('cross-origin-resource-policy') === 'same-origin', 'resource');
    must(headers.get('permissions-policy')?.includes('geolocation=()') ?? false, 'permissions');
    must(headers.get('x-frame-options') === 'DENY', 'frames');
    must(!headers.has('x-powered-by') && !headers.has('server'), 'names its maker');
    if (location) return faults;
    if (headers.get('content-type')?.startsWith('text/csv')) {
      must(text.replace('\ufeff', '').startsWith(`${MARKING}\r\n`), 'a file without the marking');
    } else {
      must($('.bottom__marking').text().includes(MARKING), `${status}: no marking at the foot`);
      must($('.print-mark').text().includes(MARKING), `${status}: no marking on paper`);
      must(
        $('[style], style, [onclick], script:not([src]):not([nonce])').length === 0,
        'inline style or script',
      );
    }
    return faults;
  }

  it.each([...ROLES, null])('is marked, kept nowhere and closed to other sites, as %s', async (role) => {
    const browser = role ? await browserOf(role) : web.browser();
    const starts = role
      ? STARTS
      : ['/sign-in', '/sign-in/forgotten', '/invitation/nonsense', '/help', '/cases'];
    const seen = await walk(browser, starts);
    const wrong = [...seen].flatMap(([path, visit]) => faultsOf(visit).map((fault) => `${path}: ${fault}`));
    expect(wrong).toEqual([]);
    expect(seen.size).toBeGreaterThan(role ? 8 : 4);
  });

  it('is in this walk, files too', async () => {
    const seen = await walk(await browserOf('strategic_lead'), ['/outcomes', '/actions.csv']);
    expect([...seen.keys()].filter((path) => path.includes('.csv')).length).toBeGreaterThan(1);
  });

  it('is refused as a file when there were too many, in plain words, with how long to wait', async () => {
    const browser = await browserOf('chair');
    const visits: Visit[] = [];
    for (let i = 0; i < 7; i += 1) visits.push(await browser.get('/actions.csv'));
    const last = visits.at(-1)!;
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(last.$('h1').text()).toBe('That was too much at once');
    expect(last.$('main').text()).toMatch(/Wait \d+ seconds?, then try again/);
    expect(faultsOf(last)).toEqual([]);
    expect((await browser.get('/actions')).status).toBe(200);
  });
});
