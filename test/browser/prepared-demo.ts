import type { Role } from '#access';
import { Agency, Person } from '#agencies';
import { CaseLinking } from '#cases';
import { Panel } from '#panels';
import { aDraft, aReferral, aToken, completeAnswers } from '#testkit';
import type { DemoInChromium } from '../harness/chromium.js';
import { anUnreadMessage } from '../harness/unread-message.js';
import type { Browser, Visit } from '../harness/web.js';

const REASON = 'Her sister rang, he stands before the house';

/** Ids and such that no list leads to. */
export type Known = {
  agency: string;
  published: string;
  panel: string;
  referral: string;
  /** Referrals of an agency member: one that is being written, one that was sent. */
  draft: string;
  sent: string;
  invitation: string;
  /** A case before a panel of the chair that is connected with another of the same panel. */
  linked: string;
};

/** Somebody of this role; a chair is one whose next meeting has its agenda published. */
export async function personToLook(demo: DemoInChromium, role: Role): Promise<Person> {
  if (role !== 'chair') return demo.person({ role });
  const { chair } = await nextPublished(demo);
  return demo.api.db.reading.findOneByOrFail(Person, { id: chair });
}

async function nextPublished({ api }: DemoInChromium): Promise<{ id: string; panel: string; chair: string }> {
  const [meeting] = await api.db.query<{ id: string; panel: string; chair: string }>(
    `select m.id, m.panel_id as panel, p.chair_id as chair from meeting m join panel p on p.id = m.panel_id
      where m.state = 'agenda_published' order by m.starts_at, m.id limit 1`,
  );
  if (!meeting) throw new Error('No meeting has a published agenda');
  return meeting;
}

/** Sends the first form whose address ends like this. */
async function sendForm(
  browser: Browser,
  page: Visit,
  ending: string,
  typed: Record<string, string> = {},
): Promise<Visit> {
  const action = page.$(`form[method="post"][action$="${ending}"]`).first().attr('action');
  if (!action) throw new Error(`No form for ${ending} among ${page.$('h1').text()}`);
  const answer = await browser.submit(page, action, typed);
  if (answer.status >= 400) {
    throw new Error(`${action}: ${answer.status} ${answer.$('.govuk-error-summary, h1').text()}`);
  }
  return answer;
}

/**
 * Uses the demo area so that every page has something to show: by the forms of the pages, without scripts, but for a
 * referral in triage.
 */
export async function prepareDemo(demo: DemoInChromium): Promise<Known> {
  const { api, web } = demo;
  const { db, clock } = api;
  const browserOf = async (person: Person) => web.browser(await aToken(db, clock, person));
  const runs = await browserOf(await personToLook(demo, 'chair'));
  const leads = await browserOf(await demo.person({ role: 'agency_lead' }));
  const closed = await casesNotSeenBy(runs, leads);
  const [used, judged, asked, answered] = closed as [Told, Told, Told, Told];
  for (const { reference } of [judged, used]) {
    const page = await leads.get('/access/break-glass');
    await sendForm(leads, page, '/access/break-glass', { reference, reason: REASON, confirmed: 'yes' });
  }
  for (const { reference } of [answered, asked]) {
    const page = await leads.get('/access/ask');
    await sendForm(leads, page, '/access/ask', { reference, reason: 'We house her from January' });
  }
  const waiting = await runs.get('/access/requests');
  await sendForm(runs, waiting, '/decline', { reason: 'They have no part in it' });
  const judges = await browserOf(await demo.person({ role: 'auditor' }));
  const queue = await judges.get('/audit/break-glass');
  const judge = queue.$('form[action^="/audit/break-glass/"]').last().attr('action')!;
  await judges.submit(queue, judge, { verdict: 'NOT_JUSTIFIED', note: 'Nobody had rung' });
  const agency = await restrict(demo, runs);
  const invitation = await administer(await browserOf(await demo.person({ role: 'administrator' })));
  await makeToken(runs, '/account');
  const { id: published, panel } = await nextPublished(demo);
  const linked = await linkedCase(demo, panel);
  const runsOf = await db.reading.findOneByOrFail(Panel, { id: panel });
  const from = await db.reading.findOneByOrFail(Agency, { id: agency });
  const { id: referral } = await aReferral(db, clock, runsOf, from, { triage: { urgency: 'high' } });
  await anUnreadMessage(db, clock);
  const writer = await demo.person({ role: 'agency_member' });
  const { id: draft } = await aDraft(db, clock, writer, completeAnswers(panel));
  const { id: sent } = await aDraft(db, clock, writer, completeAnswers(panel));
  const writes = await browserOf(writer);
  await sendForm(writes, await writes.get(`/referrals/new/${sent}/check`), '/check');
  return { agency, published, panel, referral, draft, sent, invitation, linked };
}

/** Finds who is who in the demo area, and a case of the panel that is connected with another of it. */
async function linkedCase({ api }: DemoInChromium, panel: string): Promise<string> {
  await api.app.get(CaseLinking, { strict: false }).enterAll();
  const [found] = await api.db.query<{ id: string }>(
    `select c.id from person_link l
       join case_person p on p.id = l.one_id join case_file c on c.id = p.case_id
       join case_person o on o.id = l.other_id join case_file d on d.id = o.case_id
      where c.panel_id = :panel and d.panel_id = :panel order by l.score desc, c.id limit 1`,
    { panel },
  );
  if (!found) throw new Error('Nobody of the demo area is in two cases of the panel');
  return found.id;
}

type Told = { href: string; reference: string };

/** Cases of one list that another browser cannot open. */
async function casesNotSeenBy(runs: Browser, other: Browser): Promise<Told[]> {
  const found: Told[] = [];
  const list = await runs.get('/cases');
  const hrefs = new Set(
    list
      .$('a[href^="/cases/"]')
      .toArray()
      .map((link) => list.$(link).attr('href')!),
  );
  for (const href of hrefs) {
    if ((await other.get(href)).status !== 404) continue;
    const reference = /[A-Z]{2,}-\d[\d-]*/.exec((await runs.get(href)).$('main').text())?.[0];
    if (reference) found.push({ href, reference });
    if (found.length === 4) return found;
  }
  throw new Error(`Only ${found.length} cases are closed to the other`);
}

/** The first case of the chair gets lists, a conflict, notes and a closer handling. */
async function restrict(demo: DemoInChromium, runs: Browser): Promise<string> {
  const list = await runs.get('/cases');
  const href = list.$('a[href^="/cases/"]').first().attr('href')!;
  const choose = await runs.get(`${href}/access`);
  const agency = choose.$('select[name="agency"] option[value!=""]').last().attr('value')!;
  const page = await runs.get(`${href}/access?agency=${agency}`);
  const who = page.$('select[name="who"] option[value^="person:"]').first().attr('value')!;
  await sendForm(runs, page, '/restrict', { who, kind: 'EXCLUDE', reason: 'Her neighbour' });
  await sendForm(runs, await runs.get(`${href}/access`), '/lift', { reason: 'She moved away' });
  const again = await runs.get(`${href}/access?agency=${agency}`);
  await sendForm(runs, again, '/restrict', { who, kind: 'EXCLUDE', reason: 'Her neighbour, back again' });
  await sendForm(runs, await runs.get(`${href}/access`), '/handling', {
    handling: 'RESTRICTED',
    reason: 'He knows staff',
  });
  await sendForm(runs, await runs.get(`${href}/notes`), '/notes', { notes: 'She stays with her mother' });
  const coordinator = await demo.api.db.reading
    .createQueryBuilder(Person, 'p')
    .where(
      'p.id = (select s.coordinator_id from panel s join case_file c on c.panel_id = s.id where c.id = :id)',
      {
        id: href.split('/').at(-1),
      },
    )
    .getOneOrFail();
  const keeps = demo.web.browser(await aToken(demo.api.db, demo.api.clock, coordinator));
  const declared = { reason: 'The suspect is my cousin', confirmed: 'yes' };
  await sendForm(keeps, await keeps.get(`${href}/conflict`), '/conflict', declared);
  return agency;
}

/** Adds a service with a token, and invites somebody; gives the token of the link. */
async function administer(administers: Browser): Promise<string> {
  const services = await administers.get('/administration/services');
  const agencyId = services.$('select[name="agencyId"] option[value!=""]').first().attr('value')!;
  const service = { name: 'Case system', agencyId, role: 'AGENCY_MEMBER' };
  const added = await administers.follow(
    await sendForm(administers, services, '/administration/services', service),
  );
  await makeToken(administers, added.$('tbody a').first().attr('href')!);
  const people = await administers.get('/administration/people');
  const person = people.$('a[href^="/administration/people/"]').last().attr('href')!;
  const invited = await sendForm(administers, await administers.get(person), '/invite');
  return invited.$('.key-text').text().split('/').at(-1)!;
}

async function makeToken(browser: Browser, at: string): Promise<void> {
  const token = { name: 'Nightly export', scopes: 'READ', days: '90' };
  await sendForm(browser, await browser.get(at), '/tokens', token);
}
