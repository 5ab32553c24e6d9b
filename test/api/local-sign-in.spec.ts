import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { type Agency, LocalAccount, type Person, RecoveryCode, SignInTicket } from '#agencies';
import { AuditEntry } from '#audit';
import { addMinutes, type Moment } from '#kernel';
import { Announcement } from '#platform';
import { anAgency, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';

const REFUSAL = '... on Refusal { code message field }';
const INVITE = `mutation ($id: ID!) { invitePerson(personId: $id) { __typename ... on InvitationMade { link expiresAt } ${REFUSAL} } }`;
const OPEN =
  'query ($token: String!) { invitation(token: $token) { secret authenticatorAddress expiresAt } }';
const ACCEPT = `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) {
  __typename ... on FirstSession { token recoveryCodes person { id } } ${REFUSAL} } }`;
const PASSWORD = `mutation ($input: SignInInput!) { signInWithPassword(input: $input) {
  __typename ... on PasswordAccepted { ticket } ${REFUSAL} } }`;
const CODE = `mutation ($ticket: String!, $code: String!) { finishSignIn(ticket: $ticket, code: $code) {
  __typename ... on Session { token } ${REFUSAL} } }`;
const ASK = `mutation ($email: String!) { askForPasswordLink(email: $email) { __typename ... on PasswordLinkAsked { at } ${REFUSAL} } }`;
const SET = `mutation ($input: SetPasswordInput!) { setPassword(input: $input) { __typename ... on PasswordSet { at } ${REFUSAL} } }`;
const RENEW = `mutation ($code: String!) { newRecoveryCodes(code: $code) { __typename ... on RecoveryCodes { codes } ${REFUSAL} } }`;

const GOOD = 'kettle marsh violin';
const START = '2026-11-23T09:00:00.000Z' as Moment;

describe('local accounts', () => {
  let api: ApiUnderTest;
  let agency: Agency;
  let admin: string;
  let minutes = 0;

  beforeAll(async () => {
    api = await anApi();
    agency = await anAgency(api.db, api.clock);
    admin = await aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, 'administrator'));
  });
  afterAll(() => api.close());

  const later = (by: number) => api.clock.set(addMinutes(START, (minutes += by)));
  const codeOf = (secret: string) =>
    generateSync({ secret, epoch: Math.floor(Date.parse(api.clock.now()) / 1000) });
  const one = async (query: string, variables: object, token: string | null = null) =>
    Object.values((await api.send(token, query, variables as Record<string, unknown>)).data ?? {})[0] as any;

  async function invited(person: Person): Promise<{ token: string; secret: string }> {
    const made = await one(INVITE, { id: person.id }, admin);
    const token = made.link.split('/').at(-1);
    return { token, secret: (await one(OPEN, { token })).secret };
  }

  /** A person with an account, an hour and a half after it was set up. */
  async function anAccount(): Promise<{ person: Person; secret: string; codes: string[]; token: string }> {
    const person = await aPerson(api.db, api.clock, agency, 'agency_member');
    const { token, secret } = await invited(person);
    const input = { token, password: GOOD, code: codeOf(secret) };
    const set = await one(ACCEPT, { input });
    expect(set.__typename).toBe('FirstSession');
    later(90);
    return { person, secret, codes: set.recoveryCodes, token: set.token };
  }

  const ticketFor = async (email: string, password = GOOD) =>
    (await one(PASSWORD, { input: { email, password } })).ticket as string;

  describe('set up by invitation', () => {
    it('take a password and a first code, give ten recovery codes and a session, once', async () => {
      const person = await aPerson(api.db, api.clock, agency, 'agency_member');
      const { token, secret } = await invited(person);
      expect((await one(OPEN, { token })).secret).toBe(secret);
      const input = { token, password: GOOD, code: codeOf(secret) };
      const set = await one(ACCEPT, { input });
      expect(set.person.id).toBe(person.id);
      expect(new Set(set.recoveryCodes).size).toBe(10);
      expect((await api.send(set.token, '{ me { recoveryCodesLeft } }')).data.me.recoveryCodesLeft).toBe(10);
      expect((await one(ACCEPT, { input })).code).toBe('LINK_NOT_GOOD');
      expect(await one(OPEN, { token })).toBeNull();
    });

    it('only one of two who use the link at once gets in', async () => {
      const person = await aPerson(api.db, api.clock, agency, 'agency_member');
      const { token, secret } = await invited(person);
      const input = { token, password: GOOD, code: codeOf(secret) };
      const both = await Promise.all([one(ACCEPT, { input }), one(ACCEPT, { input })]);
      expect(both.map(({ __typename }) => __typename).sort()).toEqual(['FirstSession', 'Refusal']);
    });

    it('refuse what cannot be taken, and leave the link as it was', async () => {
      const person = await aPerson(api.db, api.clock, agency, 'agency_member');
      const { token, secret } = await invited(person);
      const good = { token, password: GOOD, code: codeOf(secret) };
      const refusals = [
        [{ ...good, password: 'short' }, 'PASSWORD_TOO_SHORT'],
        [{ ...good, password: 'Password1234' }, 'PASSWORD_TOO_COMMON'],
        [{ ...good, password: person.email }, 'PASSWORD_IS_YOURS'],
        [{ ...good, code: '000000' }, 'CODE_WRONG'],
        [{ ...good, token: 'x'.repeat(43) }, 'LINK_NOT_GOOD'],
      ] as const;
      for (const [input, code] of refusals) expect((await one(ACCEPT, { input })).code).toBe(code);
      const huge = await api.send(null, ACCEPT, { input: { ...good, password: 'x'.repeat(20_000) } });
      expect(huge.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect((await one(ACCEPT, { input: good })).__typename).toBe('FirstSession');
    });

    it('end after 72 hours, with a newer invitation, and when the person is suspended', async () => {
      const person = await aPerson(api.db, api.clock, agency, 'agency_member');
      const first = await invited(person);
      const second = await invited(person);
      expect(await one(OPEN, { token: first.token })).toBeNull();
      later(72 * 60 - 1);
      expect(await one(OPEN, { token: second.token })).not.toBeNull();
      later(1);
      expect(await one(OPEN, { token: second.token })).toBeNull();
      const third = await invited(person);
      await one(
        'mutation ($id: ID!) { suspendPerson(personId: $id, version: 1) { __typename } }',
        { id: person.id },
        admin,
      );
      expect(await one(OPEN, { token: third.token })).toBeNull();
      expect((await one(INVITE, { id: person.id }, admin)).code).toBe('PERSON_SUSPENDED');
    });

    it('are for administrators to give', async () => {
      const person = await aPerson(api.db, api.clock, agency, 'agency_lead');
      const own = await aToken(api.db, api.clock, person);
      const answer = await api.send(own, INVITE, { id: person.id });
      expect(answer.errors[0]?.extensions.code).toBe('FORBIDDEN');
    });

    it('keep no password, code, secret or link that could be used', async () => {
      const { secret, codes, token } = await anAccount();
      const tables = [
        'local_account',
        'recovery_code',
        'sign_in_ticket',
        'sign_in_tries',
        'audit_entry',
        'announcement',
      ];
      const rows = await Promise.all(tables.map((table) => api.db.query(`select * from ${table}`)));
      const all = JSON.stringify(rows);
      for (const planted of [GOOD, secret, token, ...codes, '@agency.example'])
        expect(all).not.toContain(planted);
      expect(all).toContain('$argon2id$');
    });
  });

  describe('signing in', () => {
    it('takes the password, then a code of the authenticator, each code once', async () => {
      const { person, secret } = await anAccount();
      const code = codeOf(secret);
      const [first, second] = [await ticketFor(person.email.toUpperCase()), await ticketFor(person.email)];
      const opened = await one(CODE, { ticket: first, code });
      expect((await api.send(opened.token, '{ me { person { id } } }')).data.me.person.id).toBe(person.id);
      expect((await one(CODE, { ticket: second, code })).code).toBe('CODE_WRONG');
      expect((await one(CODE, { ticket: first, code })).code).toBe('SIGN_IN_EXPIRED');
    });

    it('takes a recovery code instead, once', async () => {
      const { person, codes } = await anAccount();
      const typed = codes[0]!.toLowerCase().replaceAll('-', ' ');
      expect((await one(CODE, { ticket: await ticketFor(person.email), code: typed })).token).toBeTruthy();
      expect((await one(CODE, { ticket: await ticketFor(person.email), code: typed })).code).toBe(
        'CODE_WRONG',
      );
    });

    it('ends the wait for a code after five minutes', async () => {
      const { person, secret } = await anAccount();
      const ticket = await ticketFor(person.email);
      later(5);
      expect((await one(CODE, { ticket, code: codeOf(secret) })).code).toBe('SIGN_IN_EXPIRED');
    });

    it('says the same of a wrong password, an unknown address and a suspended person', async () => {
      const { person } = await anAccount();
      const { person: suspended } = await anAccount();
      await api.db.transaction(() =>
        api.db.change('update person set is_active = :no where id = :id', { no: false, id: suspended.id }),
      );
      const wrong = await one(PASSWORD, { input: { email: person.email, password: 'not this one at all' } });
      const unknown = await one(PASSWORD, { input: { email: 'nobody@agency.example', password: GOOD } });
      const ended = await one(PASSWORD, { input: { email: suspended.email, password: GOOD } });
      expect(wrong.code).toBe('SIGN_IN_FAILED');
      expect(unknown).toEqual(wrong);
      expect(ended).toEqual(wrong);
      expect(await api.db.reading.countBy(AuditEntry, { what: 'sign-in:fail', subjectId: person.id })).toBe(
        1,
      );
    });

    it('takes a time of the same class whether the address is known or not', async () => {
      const { person } = await anAccount();
      const time = async (email: string) => {
        const began = performance.now();
        await one(PASSWORD, { input: { email, password: 'not this one at all' } });
        return performance.now() - began;
      };
      await time('warm@agency.example');
      const known: number[] = [];
      const unknown: number[] = [];
      for (let n = 0; n < 3; n += 1) {
        known.push(await time(person.email));
        unknown.push(await time(`nobody${n}@agency.example`));
      }
      const [a, b] = [Math.min(...known), Math.min(...unknown)];
      expect(Math.max(a, b) / Math.min(a, b)).toBeLessThan(4);
    });

    it('makes people wait longer and longer, known or not, and a right password does not help', async () => {
      const { person } = await anAccount();
      later(24 * 60);
      for (const email of [person.email, `ghost${minutes}@agency.example`]) {
        const wrong = { input: { email, password: 'not this one at all' } };
        for (let n = 0; n < 5; n += 1) expect((await one(PASSWORD, wrong)).code).toBe('SIGN_IN_FAILED');
        const locked = await one(PASSWORD, { input: { email, password: GOOD } });
        expect(locked).toMatchObject({ code: 'SIGN_IN_LOCKED' });
        expect(locked.message).toContain('Wait 1 minute,');
      }
      later(1);
      expect(await ticketFor(person.email)).toBeTruthy();
    });

    it('lets thirty guesses at once gain no more than five', async () => {
      const { person } = await anAccount();
      later(24 * 60);
      const guesses = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          one(PASSWORD, { input: { email: person.email, password: `guess number ${n}` } }),
        ),
      );
      expect(guesses.filter(({ code }) => code === 'SIGN_IN_FAILED')).toHaveLength(5);
      later(24 * 60);
    });

    it('counts wrong codes against the account even when the password is right each time', async () => {
      const { person, secret } = await anAccount();
      const wrong = codeOf(secret) === '000000' ? '000001' : '000000';
      for (let n = 0; n < 5; n += 1) {
        const ticket = await ticketFor(person.email);
        expect((await one(CODE, { ticket, code: wrong })).code).toBe('CODE_WRONG');
      }
      expect((await one(PASSWORD, { input: { email: person.email, password: GOOD } })).code).toBe(
        'SIGN_IN_LOCKED',
      );
      later(24 * 60);
    });
  });

  describe('the way back in', () => {
    const tokenOfLink = async (person: Person): Promise<string> => {
      const { Secrets } = await import('../../libs/agencies/src/secrets.service.js');
      const ticket = await api.db.reading.findOneOrFail(SignInTicket, {
        where: { personId: person.id, purpose: 'password' },
        order: { createdAt: 'DESC', id: 'DESC' },
      });
      return new Secrets(api.config).derived('link', ticket.id).toString('base64url');
    };

    it('answers the same for everybody, and leaves the same traces', async () => {
      const { person } = await anAccount();
      const before = await api.db.reading.count(Announcement);
      const known = await one(ASK, { email: person.email });
      const unknown = await one(ASK, { email: 'nobody-here@agency.example' });
      expect(unknown).toEqual(known);
      expect(await api.db.reading.count(Announcement)).toBe(before + 2);
      expect(await api.db.reading.countBy(SignInTicket, { purpose: 'password' })).toBeGreaterThan(1);
    });

    it('sets a new password once, ends every session and keeps the second factor', async () => {
      const { person, secret, token: session } = await anAccount();
      await one(ASK, { email: person.email });
      const token = await tokenOfLink(person);
      expect(await one('query ($token: String!) { passwordLinkIsGood(token: $token) }', { token })).toBe(
        true,
      );
      expect((await one(SET, { input: { token, password: 'welcome12345' } })).code).toBe(
        'PASSWORD_TOO_COMMON',
      );
      expect((await one(SET, { input: { token, password: 'harbour lantern moss' } })).__typename).toBe(
        'PasswordSet',
      );
      expect((await one(SET, { input: { token, password: 'harbour lantern moss' } })).code).toBe(
        'LINK_NOT_GOOD',
      );
      expect((await api.send(session, '{ me { now } }')).data.me).toBeNull();
      expect(await ticketFor(person.email)).toBeUndefined();
      const ticket = await ticketFor(person.email, 'harbour lantern moss');
      expect((await one(CODE, { ticket, code: codeOf(secret) })).token).toBeTruthy();
      expect(await api.db.reading.countBy(AuditEntry, { what: 'password:set', subjectId: person.id })).toBe(
        1,
      );
    });

    it('opens a locked account at once', async () => {
      const { person } = await anAccount();
      for (let n = 0; n < 6; n += 1) await ticketFor(person.email, 'not this one at all');
      expect(await ticketFor(person.email)).toBeUndefined();
      await one(ASK, { email: person.email });
      await one(SET, { input: { token: await tokenOfLink(person), password: GOOD } });
      expect(await ticketFor(person.email)).toBeTruthy();
    });

    it('is good for an hour and not for people without an account', async () => {
      const { person } = await anAccount();
      await one(ASK, { email: person.email });
      const token = await tokenOfLink(person);
      later(60);
      expect((await one(SET, { input: { token, password: GOOD } })).code).toBe('LINK_NOT_GOOD');
      const none = await aPerson(api.db, api.clock, agency, 'agency_member');
      await one(ASK, { email: none.email });
      expect(await api.db.reading.existsBy(SignInTicket, { personId: none.id })).toBe(false);
    });
  });

  it('give new recovery codes against a code, and the old ones end', async () => {
    const { person, secret, codes } = await anAccount();
    const ticket = await ticketFor(person.email);
    const { token } = await one(CODE, { ticket, code: codes[0]! });
    expect((await one(RENEW, { code: '000000' }, token)).code).toBe('CODE_WRONG');
    const renewed = await one(RENEW, { code: codeOf(secret) }, token);
    expect(renewed.codes).toHaveLength(10);
    expect((await one(RENEW, { code: codes[1]! }, token)).code).toBe('CODE_WRONG');
    expect(await api.db.reading.countBy(RecoveryCode, { personId: person.id })).toBe(10);
    expect(await api.db.reading.countBy(LocalAccount, { personId: person.id })).toBe(1);
    const other = await aToken(api.db, api.clock, await aPerson(api.db, api.clock, agency, 'advocate'));
    expect((await one(RENEW, { code: '000000' }, other)).code).toBe('NO_PASSWORD_HERE');
  });
});
