import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { DemoInChromium, faultsOf } from '../harness/chromium.js';

describe("a panel's life in a browser", () => {
  let demo: DemoInChromium;
  beforeAll(async () => {
    demo = await DemoInChromium.open();
  }, 180_000);
  afterAll(() => demo?.close());

  const text = (page: Page) => page.locator('main').innerText();

  const chairOf = async (lpa: string) => {
    const [chair] = await demo.api.db.query<{ name: string }>(
      'select p.name from person p join panel s on s.chair_id = p.id where s.lpa = :lpa',
      { lpa },
    );
    return demo.person({ name: chair!.name });
  };

  it.each([
    ['with scripts', true, 'North'],
    ['without', false, 'West'],
  ])(
    'lets the chair build, pin, undo and publish an agenda, %s',
    async (_, scripts, lpa) => {
      const { page, context, complaints } = await demo.window(await chairOf(lpa), { scripts });
      await page.goto('/meetings');
      await page
        .getByRole('link', { name: /build the agenda/i })
        .first()
        .click();
      await page
        .getByRole('button', { name: /build the agenda/i })
        .first()
        .click();
      await page
        .getByText(/minutes planned/)
        .first()
        .waitFor();
      await page
        .getByRole('button', { name: /pin to top/i })
        .nth(2)
        .click();
      await page.getByText('Pinned', { exact: true }).first().waitFor();
      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await page.getByText('Undone').first().waitFor();
      expect(await page.getByText('Pinned', { exact: true }).count()).toBe(0);
      await page.getByRole('button', { name: /check and publish/i }).click();
      await page.getByRole('button', { name: /publish/i }).click();
      await page
        .getByText(/published/i)
        .first()
        .waitFor();
      expect(complaints).toEqual([]);
      await context.close();
    },
    120_000,
  );

  it('lets a chair hold a meeting and record an action in one line, by keyboard', async () => {
    const [ready] = await demo.api.db.query<{ id: string }>(
      `select m.id from meeting m join panel p on p.id = m.panel_id
        where m.state = 'agenda_published' and p.lpa = 'West' order by m.starts_at limit 1`,
    );
    const { id } = ready!;
    const window = await demo.window(await chairOf('West'), { bypassCSP: true });
    const { page, context, complaints } = window;
    await page.goto(`/meetings/${id}/live`);
    await page.getByRole('button', { name: /start the meeting/i }).click();
    await page.locator('#next-item').click();
    await page.locator('#said').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.locator('#said').fill('Police outlined the contact since the referral.');
    await page.locator('#victim-view').fill('Wants it to stop; contact by the advocate only.');
    await page.locator('#action-line').fill('@probation check licence conditions by friday');
    await page.keyboard.press('Enter');
    await page.getByText('Check licence conditions', { exact: false }).first().waitFor();
    await page.locator('#next-item').click();
    await page.locator('#said').waitFor();
    expect(complaints).toEqual([]);
    const { db } = demo.api;
    const actions = await db.query<{ text: string; status: string }>(
      `select text, status from action where meeting_id = :id and is_open = :isOpen`,
      { id, isOpen: true },
    );
    const agreed = actions.find(({ text }) => /^check licence/i.test(db.opened('action.text', text)));
    expect(agreed).toMatchObject({ status: 'agreed' });
    const [said] = await db.query<{ notes: string }>(
      `select notes from listing where meeting_id = :id and notes <> '' order by position limit 1`,
      { id },
    );
    expect(db.opened('listing.notes', said!.notes)).toContain('Police outlined');
    await context.close();
  }, 120_000);

  it.each([
    ['with scripts', true],
    ['without', false],
  ])(
    'lets a partner agency update an action in one row, on a phone, %s',
    async (_, scripts) => {
      const member = await demo.person({ name: 'DS L. Okafor' });
      const { page, context } = await demo.window(member, { width: 320, scripts });
      await page.goto('/actions');
      const row = page.locator('.action').first();
      const update = row.locator('details');
      if (!(await update.getAttribute('open').then((open) => open !== null)))
        await update.locator('summary').click();
      await row.getByRole('radio', { name: 'In progress' }).check();
      const note = scripts ? 'Rang the team this morning' : 'Visited without success';
      await row.locator('input[type="text"], textarea').first().fill(note);
      await row.getByRole('button', { name: 'Save' }).click();
      await page.getByText(note, { exact: false }).first().waitFor();
      await context.close();
    },
    120_000,
  );

  it('shows leads figures and never people', async () => {
    const { page, context } = await demo.window(await demo.person({ role: 'strategic_lead' }));
    await page.goto('/outcomes');
    expect(await page.locator('svg[role="img"]').count()).toBeGreaterThanOrEqual(3);
    expect(await text(page)).not.toMatch(/NB-20\d\d-\d{4}/);
    const cases = await page.goto('/cases');
    expect(cases?.status()).toBe(403);
    await context.close();
  }, 60_000);
});
