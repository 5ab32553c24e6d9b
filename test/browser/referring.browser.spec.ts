import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from '#agencies';
import { CaseFile, ReferralDraft } from '#cases';
import { Panel } from '#panels';
import { completeAnswers } from '#testkit';
import { DemoInChromium, faultsOf } from '../harness/chromium.js';

/** The pages of a referral, and the fields that are answered on each; the others are passed by. */
const PAGES: readonly (readonly [slug: string, fields: readonly string[]])[] = [
  ['danger', ['isImminentThreat']],
  ['safe-contact', ['victim.safeToCall', 'victim.phone']],
  ['victim', ['victim.firstName', 'victim.lastName', 'victim.bornOn']],
  ['victim-home', []],
  ['about-victim', []],
  ['awareness', ['victimAware', 'lawfulBases', 'lawfulReason']],
  ['wishes', ['victimWishes', 'wantsPoliceContact']],
  ['afraid-of', []],
  ['suspects', ['suspectKnown', 'suspect1.firstName', 'suspect1.lastName']],
  ['relationship', ['relationship', 'weaponsAccess', 'threats']],
  ['behaviours', ['behaviours', 'channels']],
  ['pattern', ['lastIncidentOn', 'incidents12m']],
  [
    'four',
    ['fixated', 'obsessive', 'unwanted', 'repeated'].flatMap((item) => [`four.${item}`, `four.${item}.note`]),
  ],
  ['stalking-or-harassment', []],
  ['stalking-screen', []],
  ['dash', []],
  ['others-at-risk', ['othersAtRisk']],
  ['offences', ['offences']],
  ['orders', ['ordersInForce']],
  ['forums', ['otherForums']],
  ['safety-actions', ['safetyActionsTaken']],
  ['advocate', ['advocateReferral', 'advocateAgency']],
  ['panel', ['panelId']],
  ['criteria', ['criteria', 'criteriaReason', 'riskLevel']],
  ['sign-off', ['managerName']],
];

/** After this page the browser is closed and another one is opened. */
const INTERRUPTED_AFTER = 'suspects';

type Focus = { tag: string; type: string; name: string; value: string; text: string; place: number };

describe('a referral by keyboard alone, without scripts', () => {
  let demo: DemoInChromium;
  let referrer: Person;
  let panel: Panel;
  beforeAll(async () => {
    demo = await DemoInChromium.open();
    referrer = await demo.person({ role: 'agency_member' });
    panel = await demo.api.db.reading.findOneOrFail(Panel, {
      where: { isActive: true },
      order: { name: 'ASC' },
    });
  }, 180_000);
  afterAll(() => demo?.close());

  /** What has the focus; for a radio button also its place in its group. */
  function focusOf(page: Page): Promise<Focus> {
    return page.evaluate(() => {
      const focused = document.activeElement as HTMLInputElement;
      const name = focused.name ?? '';
      const group = name === '' ? [] : [...document.getElementsByName(name)];
      const { tagName: tag, type = '', value = '', textContent } = focused;
      return { tag, type, name, value, text: (textContent ?? '').trim(), place: group.indexOf(focused) };
    });
  }

  /** Presses Tab until something has the focus that fits. */
  async function tabTo(page: Page, fits: (focus: Focus) => boolean, what: string): Promise<Focus> {
    for (let i = 0; i < 200; i += 1) {
      await page.keyboard.press('Tab');
      const focus = await focusOf(page);
      if (fits(focus)) return focus;
    }
    throw new Error(`No way by Tab to ${what} on ${page.url()}`);
  }

  async function press(page: Page, text: string | RegExp): Promise<void> {
    const words = (focus: Focus) => (typeof text === 'string' ? focus.text === text : text.test(focus.text));
    await tabTo(page, words, String(text));
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  }

  async function fill(page: Page, field: string, values: readonly string[]): Promise<void> {
    for (const value of values) {
      const focus = await tabTo(
        page,
        (one) => one.name === field && (one.type !== 'checkbox' || one.value === value),
        `${field} ${value}`,
      );
      if (focus.type === 'checkbox') await page.keyboard.press('Space');
      else if (focus.type === 'radio') await choose(page, focus, value);
      else await page.keyboard.type(value);
    }
  }

  /** Arrow keys choose within a group of radio buttons. */
  async function choose(page: Page, first: Focus, value: string): Promise<void> {
    if (first.value === value) return page.keyboard.press('Space');
    for (let i = 0; i < 30; i += 1) {
      await page.keyboard.press('ArrowDown');
      if ((await focusOf(page)).value === value) return;
    }
    throw new Error(`No ${value} in ${first.name}`);
  }

  it('is made, interrupted, resumed in another browser and sent; no page has a fault', async () => {
    const answers = new Map(completeAnswers(panel.id).map(({ field, values }) => [field, values]));
    const wide = await demo.window(referrer, { bypassCSP: true });
    const narrow = await demo.window(referrer, { width: 320, bypassCSP: true });
    const faults: unknown[] = [];
    const look = async (address: string) => {
      for (const { page } of [wide, narrow]) {
        await page.goto(address);
        faults.push(...(await faultsOf(page)));
      }
      const sideways = await narrow.page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      if (sideways) faults.push(`${address}: scrolls sideways at 320 px`);
    };
    const began = Date.now();
    let window = await demo.window(referrer, { scripts: false });
    await window.page.goto('/referrals/new');
    await look('/referrals/new');
    await press(window.page, 'Begin a referral');
    const start = new URL(window.page.url()).pathname;
    await press(window.page, 'Is somebody in danger now?');
    for (const [slug, fields] of PAGES) {
      expect(new URL(window.page.url()).pathname).toBe(`${start}/${slug}`);
      await look(`${start}/${slug}`);
      for (const field of fields) {
        const values = answers.get(field);
        if (values) await fill(window.page, field, values);
      }
      await press(window.page, 'Save and continue');
      if (slug === INTERRUPTED_AFTER) {
        await window.context.close();
        window = await demo.window(referrer, { scripts: false });
        await window.page.goto('/');
        await press(window.page, 'Go on with it');
        await look(start);
        await press(window.page, 'What is known about the suspect?');
      }
    }
    expect(new URL(window.page.url()).pathname).toBe(`${start}/check`);
    await look(`${start}/check`);
    const shown = await window.page.locator('main').innerText();
    expect(shown).not.toMatch(/\b[a-z]+_[a-z_]+\b/);
    await press(window.page, 'Send the referral');
    expect(await window.page.locator('h1').innerText()).toBe('The referral is sent');
    expect(await window.page.locator('main').innerText()).toMatch(/This is due by /);
    await look(`${start}/sent`);
    expect(window.complaints).toEqual([]);
    expect(faults).toEqual([]);
    const draft = await demo.api.db.reading.findOneByOrFail(ReferralDraft, { id: start.split('/').at(-1)! });
    const made = await demo.api.db.reading.findOneByOrFail(CaseFile, { id: draft.caseId! });
    expect(made).toMatchObject({ state: 'triage', relationship: 'ex_partner', panelId: panel.id });
    process.stdout.write(
      `A referral by keyboard: ${Math.round((Date.now() - began) / 1000)} s with every check\n`,
    );
  }, 600_000);
});
