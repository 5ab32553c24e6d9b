import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { ROLES } from '#access';
import { DemoInChromium, faultsOf } from '../harness/chromium.js';
import { ANSWERS, LEADS, type Looker, PAGES } from './pages.js';
import { type Known, personToLook, prepareDemo } from './prepared-demo.js';

const LOOKERS: readonly Looker[] = [...ROLES, 'nobody'];

/** Where a picture of every page goes; without it none is made. */
const PICTURES = process.env['PICTURES'];

describe('every page', () => {
  let demo: DemoInChromium;
  let known: Known;
  beforeAll(async () => {
    demo = await DemoInChromium.open();
    known = await prepareDemo(demo);
  }, 240_000);
  afterAll(() => demo?.close());

  type Window = Awaited<ReturnType<DemoInChromium['window']>>;

  /** Two for axe, whose script the policy would stop; one that obeys the policy and says what breaks it; one without scripts. */
  async function windows(who: Looker): Promise<Record<'wide' | 'narrow' | 'strict' | 'plain', Window>> {
    const person = who === 'nobody' ? null : await personToLook(demo, who);
    return {
      wide: await demo.window(person, { bypassCSP: true }),
      narrow: await demo.window(person, { width: 320, bypassCSP: true }),
      strict: await demo.window(person),
      plain: await demo.window(person, { width: 320, scripts: false }),
    };
  }

  /** An address with the ids that this person finds. */
  async function addressOf(address: string, page: Page): Promise<string> {
    const name = /\{(\w+)\}/.exec(address)?.[1];
    if (!name) return address;
    const id = (known as Record<string, string>)[name] ?? (await idBehind(name, page));
    return addressOf(address.replace(`{${name}}`, id), page);
  }

  async function idBehind(name: string, page: Page): Promise<string> {
    const [list, link] = LEADS[name]!;
    await page.goto(list);
    const hrefs = await page
      .locator(link)
      .evaluateAll((links) => links.map((one) => one.getAttribute('href')));
    const [id] = hrefs.flatMap((href) => /[0-9a-f-]{36}/.exec(href ?? '')?.[0] ?? []);
    if (!id) throw new Error(`No ${name} on ${list}`);
    return id;
  }

  async function faultsAt(page: Page, what: string): Promise<unknown[]> {
    const wrong: unknown[] = await faultsOf(page);
    if ((await page.locator('h1').count()) !== 1) wrong.push('not one h1');
    if ((await page.title()).length < 6) wrong.push('no title');
    if (
      await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
    )
      wrong.push('scrolls sideways');
    const width = page.viewportSize()!.width;
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      const file = join(PICTURES, `${what.replaceAll(/\{|\}|\W+/g, '-')}-${width}.png`);
      await page.screenshot({ path: file, fullPage: true });
    }
    return wrong.map((fault) => ({ what, width, fault }));
  }

  it.each(LOOKERS)(
    'is free of faults for %s, wide and narrow, without complaint',
    async (who) => {
      const looks = Object.values(PAGES)
        .flat()
        .filter(([looker]) => looker === who);
      expect(looks.length).toBeGreaterThan(0);
      const { wide, narrow, strict, plain } = await windows(who);
      const wrong: unknown[] = [];
      for (const [, asked] of looks) {
        const address = await addressOf(asked, wide.page);
        for (const { page } of [wide, narrow]) {
          const answer = await page.goto(address);
          const expected = /organisation|callback/.test(asked) ? 422 : 200;
          if (answer?.status() !== expected) wrong.push({ asked, status: answer?.status() });
          wrong.push(...(await faultsAt(page, `${who} ${asked}`)));
        }
        await strict.page.goto(address);
        await plain.page.goto(address);
        if (!(await plain.page.locator('h1').isVisible())) wrong.push({ asked, without: 'scripts' });
      }
      expect(wrong).toEqual([]);
      expect(strict.complaints.filter((text) => !text.includes('422'))).toEqual([]);
      for (const { context } of [wide, narrow, strict, plain]) await context.close();
    },
    300_000,
  );

  it('is free of faults where there is none', async () => {
    const { wide, narrow, strict, plain } = await windows('chair');
    const wrong: unknown[] = [];
    for (const { page } of [wide, narrow]) {
      expect((await page.goto('/nowhere'))?.status()).toBe(404);
      wrong.push(...(await faultsAt(page, 'chair /nowhere')));
      expect((await page.goto('/audit'))?.status()).toBe(403);
      wrong.push(...(await faultsAt(page, 'chair /audit')));
    }
    expect(wrong).toEqual([]);
    for (const { context } of [wide, narrow, strict, plain]) await context.close();
  }, 60_000);

  it.each(ANSWERS.map((answer) => [`${answer.who} ${answer.from} ${answer.says.source}`, answer] as const))(
    'is free of faults after a form was sent: %s',
    async (what, { who, from, form, typed, says }) => {
      const { wide, narrow, strict, plain } = await windows(who);
      const wrong: unknown[] = [];
      for (const { page } of [wide, narrow, plain]) {
        await page.goto(await addressOf(from, page));
        const action = page.locator(`form[method="post"][action${form}]`).first();
        const closed = page.locator('details:not([open])').filter({ has: action });
        if (await closed.count()) await closed.first().locator('summary').first().click();
        for (const [name, value] of Object.entries(typed)) await typeInto(action, name, value);
        await action.locator('button[type="submit"]').last().click();
        await page.waitForLoadState();
        expect(await page.locator('main').innerText()).toMatch(says);
        if (page !== plain.page) wrong.push(...(await faultsAt(page, what)));
      }
      expect(wrong).toEqual([]);
      for (const { context } of [wide, narrow, strict, plain]) await context.close();
    },
    60_000,
  );
});

async function typeInto(form: Locator, name: string, value: string): Promise<void> {
  const input = form.locator(`[name="${name}"]`);
  const choice = form.locator(`[type="checkbox"][name="${name}"][value="${value}"]`);
  if (await choice.count()) await choice.check();
  else if (await form.locator(`select[name="${name}"]`).count()) await input.selectOption(value);
  else await input.fill(value);
}
