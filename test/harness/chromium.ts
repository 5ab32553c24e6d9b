import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { Person } from '#agencies';
import type { Role } from '#access';
import { seedDemo } from '#demo';
import { anAudit, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from './api.js';
import { aWeb, type WebUnderTest } from './web.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** One fault that axe found: which rule, how often, where first. */
export type Fault = { page: string; rule: string; count: number; first: string };

/** The demo area in a real Chromium, with everything behind it. */
export class DemoInChromium {
  private constructor(
    readonly api: ApiUnderTest,
    readonly web: WebUnderTest,
    private readonly chromium: Browser,
  ) {}

  static async open(): Promise<DemoInChromium> {
    execFileSync(process.execPath, ['scripts/build-assets.mjs'], { stdio: 'ignore' });
    const api = await anApi();
    await seedDemo(api.db, api.clock, anAudit(api.db, api.clock));
    const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
    return new DemoInChromium(api, await aWeb(api), await chromium.launch({ executablePath, args: QUIET }));
  }

  async close(): Promise<void> {
    await this.chromium.close();
    await this.web.close();
    await this.api.close();
  }

  /** Somebody of this role, or of this name. */
  person(who: { role: Role } | { name: string }): Promise<Person> {
    return this.api.db.reading.findOneOrFail(Person, { where: who, order: { name: 'ASC' } });
  }

  /** A browser window, signed in as this person (null: nobody); what it complains about is collected in `complaints`. */
  async window(
    person: Person | null,
    options: { width?: number; scripts?: boolean; bypassCSP?: boolean } = {},
  ): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
    const context = await this.chromium.newContext({
      baseURL: this.web.url,
      viewport: { width: options.width ?? 1280, height: 900 },
      javaScriptEnabled: options.scripts ?? true,
      bypassCSP: options.bypassCSP ?? false,
    });
    if (person) {
      const token = await aToken(this.api.db, this.api.clock, person);
      await context.addCookies([{ name: 'accord_session', value: token, url: this.web.url }]);
    }
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    return { page, context, complaints };
  }
}

/** What axe finds wrong on the page as it is now: WCAG 2.0 to 2.2, A and AA, and best practice. */
export async function faultsOf(page: Page): Promise<Fault[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const axe = (
      globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }
    ).axe;
    type Violation = { id: string; nodes: { html: string }[] };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return (await axe.run({ runOnly: tags })).violations.map(({ id, nodes }) => ({
      rule: id,
      count: nodes.length,
      first: nodes[0]?.html.slice(0, 200) ?? '',
    }));
  });
  return found.map((fault) => ({ page: new URL(page.url()).pathname, ...fault }));
}
