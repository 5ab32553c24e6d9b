import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import {
  type Agency,
  Invitations,
  LocalSignIn,
  Person,
  SignInLinkMade,
  SignInTicket,
  Suspensions,
  Tickets,
} from '#agencies';
import { systemActor } from '#access';
import { Letters, SendLetters, SignInLinkLetters } from '#letters';
import { Announcement, type Database, MailPort, migrate, openDatabase, type OutgoingMail } from '#platform';
import { tables } from '#schema';
import { anAgency, aPerson, startPostgres, TEST_KEYS, type TestService } from '#testkit';
import { In, IsNull, MoreThan, Not } from 'typeorm';
import { anApi, type ApiUnderTest } from '../harness/api.js';

const GOOD = 'kettle marsh violin';
const KEEPER = systemActor('test');

class KeptMail extends MailPort {
  readonly sent: OutgoingMail[] = [];

  async send(message: OutgoingMail) {
    await new Promise((done) => setTimeout(done, 20));
    this.sent.push(message);
    return { accepted: true, response: '250' };
  }
}

describe('signing in on PostgreSQL', () => {
  let postgres: TestService;
  let database: Database;
  let api: ApiUnderTest;
  let agency: Agency;

  beforeAll(async () => {
    postgres = await startPostgres();
    const at = { kind: 'postgres', url: postgres.url } as const;
    await migrate(at, tables, TEST_KEYS);
    database = await openDatabase(at, tables, TEST_KEYS);
    api = await anApi({ database });
    agency = await anAgency(database, api.clock);
  });
  afterAll(async () => {
    await api?.close();
    await database?.close();
    await postgres?.stop();
  });

  const room = <T>(kind: new (...parts: never[]) => T): T => api.app.get(kind, { strict: false });

  it('one of many who use an invitation at once gets in, and one code opens one session', async () => {
    const person = await aPerson(database, api.clock, agency, 'agency_member');
    const made = await room(Invitations).invite(KEEPER, { id: person.id });
    const token = made.ok ? made.value.link.split('/').at(-1)! : '';
    const { secret } = (await room(Invitations).open(token))!.authenticator!;
    const code = generateSync({ secret, epoch: Math.floor(Date.parse(api.clock.now()) / 1000) });
    const accepts = [1, 2, 3, 4].map(() => room(Invitations).accept(token, GOOD, code, null));
    const accepted = (await Promise.all(accepts)).filter(({ ok }) => ok);
    expect(accepted).toHaveLength(1);
    const first = accepted[0]!;
    const recovery = first.ok ? first.value.recoveryCodes[0]! : '';
    const nowhere = { address: null, token: null };
    const tickets = [1, 2, 3].map(() => room(LocalSignIn).withPassword(person.email, GOOD, nowhere));
    const codes = (await Promise.all(tickets)).map((ticket) =>
      room(LocalSignIn).withCode(ticket.ok ? ticket.value.token : '', recovery, nowhere),
    );
    expect((await Promise.all(codes)).filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('many guesses at once gain no more than five', async () => {
    const nowhere = { address: '203.0.113.7', token: null };
    const guesses = Array.from({ length: 24 }, (_, n) =>
      room(LocalSignIn).withPassword('nobody@agency.example', `guess number ${n}`, nowhere),
    );
    const codes = (await Promise.all(guesses)).map((guess) => (guess.ok ? 'OK' : guess.refusal.code));
    expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(5);
  });

  it('two administrators who suspend each other at once leave one', async () => {
    const [one, other] = [
      await aPerson(database, api.clock, agency, 'administrator'),
      await aPerson(database, api.clock, agency, 'administrator'),
    ];
    const suspensions = room(Suspensions);
    await Promise.all(
      [one, other].map(({ id }) => suspensions.suspend(KEEPER, { personId: id, version: 1 })),
    );
    expect(await database.reading.countBy(Person, { role: 'administrator', isActive: true })).toBe(1);
  });

  it('two workers send each letter once', async () => {
    const tickets = room(Tickets);
    const mail = new KeptMail();
    const writer = new SignInLinkLetters(database, api.clock, tickets, new Letters(database, api.clock));
    const letters = () => new SendLetters(database, api.clock, api.config, mail, [writer]);
    for (let n = 0; n < 5; n += 1) {
      const person = await aPerson(database, api.clock, agency, 'agency_member');
      await room(Invitations).invite(KEEPER, { id: person.id });
    }
    const made = await database.reading.findBy(Announcement, { event: SignInLinkMade.event });
    await database.transaction(async () => {
      for (const { payload } of made) await writer.tell(payload['ticketId']!);
    });
    await Promise.all([letters().sendDue(), letters().sendDue(), letters().sendDue()]);
    const waiting = await database.reading.countBy(SignInTicket, {
      usedAt: IsNull(),
      purpose: In(['invitation', 'password']),
      personId: Not(IsNull()),
      expiresAt: MoreThan(api.clock.now()),
    });
    expect(waiting).toBeGreaterThanOrEqual(5);
    expect(mail.sent).toHaveLength(waiting);
    expect(new Set(mail.sent.map(({ messageId }) => messageId)).size).toBe(mail.sent.length);
  });
});
