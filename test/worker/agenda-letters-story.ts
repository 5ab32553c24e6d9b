import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { type Agency, Person } from '#agencies';
import type { Day, Moment } from '#kernel';
import { Letter, Letters, SendLetters } from '#letters';
import { AgendaLetters, AgendaReady, Meeting } from '#meetings';
import type { Panel } from '#panels';
import { MailPort, type OutgoingMail } from '#platform';
import { aCase, anAgency, aMeeting, aPanel, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest, testConfig } from '../harness/api.js';
import { aMailbox, type Mailbox } from '../harness/mailbox.js';
import type { RealServices } from '../harness/services.js';
import { aWorker } from '../harness/worker.js';

const CHANGED = '{ ... on Agenda { meeting { version } } ... on Refusal { code message } }';
const BUILD = `mutation ($meetingId: ID!) { buildAgenda(meetingId: $meetingId) ${CHANGED} }`;
const PUBLISH = `mutation ($input: PublishAgendaInput!) { publishAgenda(input: $input) ${CHANGED} }`;
const ADD = `mutation ($input: AddToAgendaInput!) { addToAgenda(input: $input) ${CHANGED} }`;

/** Takes messages, but breaks once, after the message is taken and before anybody hears of it. */
class BreakingMail extends MailPort {
  readonly taken: string[] = [];
  breaks = true;
  async send(message: OutgoingMail): Promise<{ accepted: boolean; response: string }> {
    this.taken.push(message.messageId);
    if (!this.breaks) return { accepted: true, response: '250 ok' };
    this.breaks = false;
    throw new Error('the process was interrupted');
  }
}

/** Letters about an agenda, planned, sent, put off and tried again: the same on both databases. Without services: SQLite. */
export function agendaLettersStory(services: () => Promise<RealServices | null>): void {
  let real: RealServices | null = null;
  let api: ApiUnderTest;
  let mailbox: Mailbox;
  let worker: Awaited<ReturnType<typeof aWorker>>;
  let chair: string;
  let panel: Panel;
  let police: Agency;
  let health: Agency;
  let member: Person;

  beforeAll(async () => {
    mailbox = await aMailbox();
    real = await services();
    api = await anApi({ ...(real && { database: real.database }), now: '2026-11-23T09:30:00.000Z' });
    const { db, clock } = api;
    police = await anAgency(db, clock, { name: 'Northbridge Police' });
    health = await anAgency(db, clock, { name: 'Northbridge Health', kind: 'mental_health' });
    const elsewhere = await anAgency(db, clock, { name: 'Elsewhere Housing', kind: 'housing' });
    const chairPerson = await aPerson(db, clock, police, 'chair', { email: 'chair@police.example' });
    member = await aPerson(db, clock, health, 'agency_member', {
      name: 'Alex Member',
      email: 'alex@health.example',
    });
    await aPerson(db, clock, health, 'agency_lead', { email: 'lead@health.example' });
    await aPerson(db, clock, health, 'agency_member', { email: 'far@health.example', lpa: 'south' });
    await aPerson(db, clock, health, 'agency_member', { email: 'gone@health.example', isActive: false });
    await aPerson(db, clock, health, 'strategic_lead', { email: 'strategic@health.example' });
    await aPerson(db, clock, elsewhere, 'agency_member', { email: 'else@housing.example' });
    panel = await aPanel(db, clock, [police, health], {
      chairId: chairPerson.id,
      name: 'Stalking panel of Marlow',
      code: 'ZQMARLOW',
      lpa: 'north',
      quorum: 2,
    });
    chair = await aToken(db, clock, chairPerson);
    const config = testConfig({
      ...real?.env,
      ACCORD_DATA: '/tmp',
      SMTP_URL: mailbox.url,
      PUBLIC_URL: 'https://panel.example',
      ACCORD_SWEEP_SECONDS: '5',
    });
    worker = await aWorker({ config, clock, database: db });
  });
  afterAll(async () => {
    await worker?.close();
    await api?.close();
    await mailbox?.close();
    await real?.close();
  });
  afterEach(() => {
    mailbox.refuses = null;
    mailbox.received.length = 0;
  });

  async function done(query: string, variables: Record<string, unknown>): Promise<{ version: number }> {
    const answer = await api.send(chair, query, variables);
    expect(answer.errors).toEqual([]);
    const [agenda] = Object.values(answer.data ?? {}) as { code?: string; meeting: { version: number } }[];
    expect(agenda).not.toHaveProperty('code');
    return agenda!.meeting;
  }

  /** A case with planted people before the panel. */
  const aMarkedCase = (reference?: string) =>
    aCase(api.db, api.clock, panel, police, {
      ...(reference && { reference }),
      victim: { firstName: 'Zelda', lastName: 'Quennell', address: '14 Orchard Lane', phone: '07700 900123' },
      suspect: { firstName: 'Barnaby', lastName: 'Threlkeld' },
    });

  const added = async (meeting: Meeting, reason: string) =>
    done(ADD, { input: { meetingId: meeting.id, caseId: (await aMarkedCase()).id, reason } });

  /** A meeting of the panel whose agenda was published just now. */
  async function published(heldOn: string): Promise<Meeting> {
    const unread = { agendaBuiltAt: null, publishedAt: null, startedAt: null };
    const meeting = await aMeeting(api.db, api.clock, panel, {
      ...unread,
      heldOn: heldOn as Day,
      state: 'planned',
    });
    await aMarkedCase(`ZZ-2026-${heldOn}`);
    const { version } = await done(BUILD, { meetingId: meeting.id });
    await done(PUBLISH, { input: { meetingId: meeting.id, version } });
    return meeting;
  }

  const at = (moment: string) => api.clock.set(moment as Moment);
  const sentTo = () => mailbox.received.map(({ to, subject }) => `${to} ${subject.slice(20)}`).sort();
  const letterTo = (personId: string, aboutId: string) =>
    api.db.reading.findOneByOrFail(Letter, { personId, aboutId });

  it('tell the people of each invited agency in the area once that the agenda is ready, and then of an addendum', async () => {
    const meeting = await published('2026-12-08');
    await worker.catchUp();
    expect(sentTo()).toEqual([
      'alex@health.example papers ready for 8 December',
      'lead@health.example papers ready for 8 December',
    ]);
    const [letter] = mailbox.received;
    expect(letter!.text).toContain(`https://panel.example/meetings/${meeting.id}`);
    expect(letter!.raw).toContain('Auto-Submitted: auto-generated');
    expect(letter!.raw).toContain('X-Auto-Response-Suppress: All');
    mailbox.received.length = 0;
    await added(meeting, 'Came in this morning');
    await worker.catchUp();
    await worker.catchUp();
    expect(sentTo()).toEqual([
      'alex@health.example papers for 8 December were added to',
      'lead@health.example papers for 8 December were added to',
    ]);
    expect(mailbox.received[0]!.raw).not.toContain('ZZ-2026');
  });

  it('planned again for the same thing and occasion, stay one', async () => {
    const meeting = await published('2026-12-15');
    await worker.catchUp();
    const { publishedAt } = await api.db.reading.findOneByOrFail(Meeting, { id: meeting.id });
    const letters = new Letters(api.db, api.clock);
    await api.db.transaction(() =>
      letters.tell(AgendaReady, { aboutId: meeting.id, occasion: publishedAt! }, [member.id, member.id]),
    );
    mailbox.received.length = 0;
    await worker.catchUp();
    expect(mailbox.received).toEqual([]);
    expect(await api.db.reading.countBy(Letter, { aboutId: meeting.id, personId: member.id })).toBe(1);
  });

  it('cannot be planned outside a transaction', async () => {
    const letters = new Letters(api.db, api.clock);
    await expect(letters.tell(AgendaReady, { aboutId: panel.id }, [member.id])).rejects.toThrow(
      'transaction',
    );
  });

  it('that can wait go out in the morning, one for the agenda and its addendum', async () => {
    at('2026-11-23T20:15:00.000Z');
    const meeting = await published('2026-12-22');
    await worker.catchUp();
    await added(meeting, 'Came in this evening');
    await worker.catchUp();
    at('2026-11-24T06:59:00.000Z');
    await worker.catchUp();
    expect(sentTo()).toEqual([]);
    at('2026-11-24T07:00:00.000Z');
    await worker.catchUp();
    expect(sentTo()).toEqual([
      'alex@health.example papers ready for 22 December',
      'lead@health.example papers ready for 22 December',
    ]);
  });

  it('are not sent to who is suspended, or whose agency is not asked any more, or about a meeting that is cancelled', async () => {
    at('2026-11-24T20:00:00.000Z');
    const meeting = await published('2027-01-05');
    await worker.catchUp();
    await api.db.transaction(() => api.db.writing.update(Person, { id: member.id }, { isActive: false }));
    at('2026-11-25T09:00:00.000Z');
    await worker.catchUp();
    await api.db.transaction(() => api.db.writing.update(Person, { id: member.id }, { isActive: true }));
    expect(sentTo()).toEqual(['lead@health.example papers ready for 5 January']);
    expect(await letterTo(member.id, meeting.id)).toMatchObject({
      state: 'not_wanted',
      dueAt: null,
      acceptedAt: null,
    });
    mailbox.received.length = 0;
    at('2026-11-25T20:00:00.000Z');
    const cancelled = await published('2027-01-12');
    await worker.catchUp();
    await api.db.transaction(() =>
      api.db.writing.update(Meeting, { id: cancelled.id }, { state: 'cancelled' }),
    );
    at('2026-11-26T09:00:00.000Z');
    await worker.catchUp();
    expect(sentTo()).toEqual([]);
  });

  it('wait while the mail server cannot take them, longer each time, and keep their Message-ID', async () => {
    at('2026-11-27T09:00:00.000Z');
    mailbox.refuses = { code: 451, text: 'Try later alex@health.example' };
    const meeting = await published('2027-01-19');
    await worker.catchUp();
    const first = await letterTo(member.id, meeting.id);
    expect(first).toMatchObject({
      state: 'due',
      attempts: 1,
      problem: '451',
      dueAt: '2026-11-27T09:01:00.000Z',
    });
    at('2026-11-27T09:01:00.000Z');
    await worker.catchUp();
    expect(await letterTo(member.id, meeting.id)).toMatchObject({
      attempts: 2,
      dueAt: '2026-11-27T09:06:00.000Z',
    });
    mailbox.refuses = null;
    at('2026-11-27T09:06:00.000Z');
    await worker.catchUp();
    expect(mailbox.received.map(({ messageId }) => messageId)).toContain(`<${first.id}@panel.example>`);
    expect(await letterTo(member.id, meeting.id)).toMatchObject({
      state: 'sent',
      attempts: 3,
      problem: null,
    });
  });

  it('to an address that will never take them fail at once, and only those', async () => {
    at('2026-11-30T09:00:00.000Z');
    mailbox.refuses = { code: 550, text: 'No such person alex@health.example' };
    const meeting = await published('2027-01-26');
    await worker.catchUp();
    expect(await letterTo(member.id, meeting.id)).toMatchObject({
      state: 'failed',
      attempts: 1,
      dueAt: null,
    });
    expect((await letterTo(member.id, meeting.id)).problem).not.toContain('@');
  });

  it('whose sender dies between sending and noting it go out again under the same Message-ID', async () => {
    at('2026-12-01T20:00:00.000Z');
    const meeting = await published('2027-02-02');
    await worker.catchUp();
    const mail = new BreakingMail();
    const letters = new Letters(api.db, api.clock);
    const writer = new AgendaLetters(api.db, letters);
    const sending = () =>
      new SendLetters(api.db, api.clock, testConfig({ ACCORD_DATA: '/tmp' }), mail, [writer]);
    at('2026-12-02T09:00:00.000Z');
    await sending().sendDue();
    expect(new Set(mail.taken).size).toBe(2);
    at('2026-12-02T09:01:00.000Z');
    await sending().sendDue();
    expect(mail.taken).toHaveLength(3);
    expect(new Set(mail.taken).size).toBe(2);
    const rows = await api.db.reading.findBy(Letter, { aboutId: meeting.id });
    expect(rows.map(({ state, attempts }) => [state, attempts]).sort()).toEqual([
      ['sent', 1],
      ['sent', 2],
    ]);
  });

  it('hold nothing of the case, the people in it or the panel', async () => {
    at('2026-12-03T09:00:00.000Z');
    const meeting = await published('2027-02-09');
    await worker.catchUp();
    await added(meeting, 'Seen at Orchard Lane');
    await worker.catchUp();
    expect(mailbox.received.length).toBe(4);
    const raw = mailbox.received
      .map((one) => [one.raw, one.subject, one.text, one.html].join('\n'))
      .join('\n');
    for (const word of [
      'Zelda',
      'Quennell',
      'Barnaby',
      'Threlkeld',
      'Orchard',
      '07700',
      'ZZ-2026',
      'Marlow',
      panel.code,
    ])
      expect(raw).not.toContain(word);
    expect(raw).not.toMatch(
      /stalk|victim|suspect|\brisk|harass|violen|offence|urgent|confidential|MARAC|ESIP/i,
    );
  });
}
