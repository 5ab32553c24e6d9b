import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Role } from '#access';
import { DemoInChromium, faultsOf } from '../harness/chromium.js';

const PLACES: Partial<Record<Role, readonly string[]>> = {
  chair: [
    ...['/', '/referrals', '/referrals/second-looks', '/referrals/settings', '/meetings'],
    ...['/meetings?when=past', '/cases', '/actions', '/outcomes', '/access/requests'],
  ],
  coordinator: ['/', '/referrals', '/meetings', '/cases', '/actions'],
  agency_member: ['/', '/referrals', '/actions', '/cases', '/meetings', '/access/ask'],
  agency_lead: ['/', '/actions'],
  advocate: ['/', '/actions', '/cases'],
  strategic_lead: ['/', '/outcomes', '/meetings'],
  administrator: ['/', '/administration', '/administration/services', '/account'],
  auditor: ['/', '/administration', '/audit', '/audit/unusual'],
};

const FOR_ALL = [
  '/account',
  '/help',
  '/accessibility',
  '/privacy',
  '/account/notifications',
  '/outbox',
  '/nowhere',
];

/** One page of each kind that a list leads to. */
const FROM_LISTS: Partial<Record<Role, readonly [string, string][]>> = {
  chair: [
    ['/actions', '.action a'],
    ['/cases', 'a[href^="/cases/"]'],
    ['/meetings', 'a[href$="/prepare"]'],
    ['/meetings?when=past', 'a[href^="/meetings/"]'],
  ],
  agency_member: [['/actions', '.action a']],
  auditor: [
    ['/audit?days=365', 'td a[href^="/audit/cases/"]'],
    ['/audit?days=365', 'td a[href^="/audit/people/"]'],
  ],
};

describe('every page', () => {
  let demo: DemoInChromium;
  beforeAll(async () => {
    demo = await DemoInChromium.open();
  }, 180_000);
  afterAll(() => demo?.close());

  async function placesOf(role: Role, page: Page): Promise<string[]> {
    const places = [...(PLACES[role] ?? []), ...(role === 'chair' ? FOR_ALL : [])];
    for (const [list, link] of FROM_LISTS[role] ?? []) {
      await page.goto(list);
      const href = await page.locator(link).first().getAttribute('href');
      if (href) places.push(href);
    }
    return places;
  }

  it.each(Object.keys(PLACES) as Role[])(
    'is free of faults for %s, wide and narrow, without complaint',
    async (role) => {
      const person = await demo.person({ role });
      const wide = await demo.window(person, { bypassCSP: true });
      const narrow = await demo.window(person, { width: 320, bypassCSP: true });
      const strict = await demo.window(person);
      const titles = new Map<string, string>();
      const wrong: unknown[] = [];
      for (const place of await placesOf(role, wide.page)) {
        await wide.page.goto(place);
        wrong.push(...(await faultsOf(wide.page)));
        if ((await wide.page.locator('h1').count()) !== 1) wrong.push(`${place}: not one h1`);
        titles.set(place, await wide.page.title());
        await narrow.page.goto(place);
        wrong.push(...(await faultsOf(narrow.page)));
        const sideways = await narrow.page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        );
        if (sideways) wrong.push(`${place}: scrolls sideways at 320 px`);
        await strict.page.goto(place);
      }
      expect(wrong).toEqual([]);
      expect(strict.complaints.filter((text) => !text.includes('404'))).toEqual([]);
      expect([...titles.values()].every((title) => title.length > 5)).toBe(true);
      for (const { context } of [wide, narrow, strict]) await context.close();
    },
    240_000,
  );

  it('is free of faults for somebody who is not signed in', async () => {
    const wrong: unknown[] = [];
    for (const width of [1280, 320]) {
      const { page, context } = await demo.window(null, { width, bypassCSP: true });
      for (const place of [
        ...['/sign-in', '/sign-in/forgotten', '/sign-in/organisation', '/sign-in/callback?code=nonsense'],
        ...['/invitation/nonsense', '/help'],
      ]) {
        await page.goto(place);
        wrong.push(...(await faultsOf(page)));
      }
      await context.close();
    }
    expect(wrong).toEqual([]);
  }, 120_000);
});
