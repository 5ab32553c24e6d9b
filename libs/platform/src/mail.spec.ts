import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { FixedClock, type Moment } from '#kernel';
import { MailFailure, MailPort, type OutgoingMail } from './mail.js';
import { openMail } from './open-mail.js';
import { SmtpMail } from './smtp-mail.js';

const clock = new FixedClock('2026-11-23T08:00:00.000Z' as Moment);
const sender = {
  from: { name: 'Panel coordination', address: 'no-reply@panel.example' },
  replyTo: { name: 'Panel team', address: 'panel-team@panel.example' },
};
const message: OutgoingMail = {
  to: { name: 'Alex Émile', address: 'alex@agency.example' },
  subject: 'Panel coordination: 1 action is overdue',
  text: 'Sign in to update it:\nhttps://panel.example/a/7f3k9q\n',
  html: '<p><a href="https://panel.example/a/7f3k9q">See the action</a></p>',
  messageId: '<rem-1-2@panel.example>',
};
const timeouts = { connectMs: 400, greetMs: 400, answerMs: 400 };

type Said = { code: number; text: string };

describe('SMTP mail', () => {
  let server: SMTPServer;
  let port: number;
  let mail: MailPort;
  let received: string[];
  let connections: number;
  let says: { mailFrom?: Said; rcptTo?: Said; data?: Said; hang?: boolean; auth?: Said };

  const answer = (said: Said | undefined): Error | null =>
    said ? Object.assign(new Error(said.text), { responseCode: said.code }) : null;

  beforeEach(async () => {
    received = [];
    says = {};
    connections = 0;
    server = new SMTPServer({
      authOptional: true,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      onConnect: (_session, done) => {
        connections += 1;
        done();
      },
      onAuth: (auth, _session, done) =>
        done(answer(says.auth), says.auth ? undefined : { user: auth.username }),
      onMailFrom: (_address, _session, done) => done(answer(says.mailFrom)),
      onRcptTo: (_address, _session, done) => done(answer(says.rcptTo)),
      onData: (stream, _session, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
        stream.on('end', () => {
          if (says.hang) return;
          const refusal = answer(says.data);
          if (!refusal) received.push(text);
          done(refusal);
        });
      },
    });
    server.on('error', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    port = (server.server.address() as { port: number }).port;
    mail = new SmtpMail(`smtp://127.0.0.1:${port}`, sender, clock, timeouts);
  });

  afterEach(async () => {
    await mail.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  const failure = (port_: MailPort = mail): Promise<MailFailure> =>
    port_.send(message).then(
      () => Promise.reject(new Error('It was sent')),
      (error: unknown) => {
        expect(error).toBeInstanceOf(MailFailure);
        return error as MailFailure;
      },
    );

  it('sends text and HTML with the headers that mark an automatic message, dated by our clock', async () => {
    const outcome = await mail.send({
      ...message,
      headers: { 'Auto-Submitted': 'no', 'X-Accord': 'reminder' },
    });
    expect(outcome).toEqual({ accepted: true, response: expect.stringMatching(/^250 /) });
    const parsed = await PostalMime.parse(received[0]!);
    const header = (key: string) =>
      parsed.headers.filter((each) => each.key === key).map((each) => each.value);
    expect(parsed).toMatchObject({
      from: sender.from,
      replyTo: [sender.replyTo],
      to: [message.to],
      subject: message.subject,
      messageId: message.messageId,
    });
    expect(parsed.text?.trim()).toBe(message.text.trim());
    expect(parsed.html?.trim()).toBe(message.html);
    expect(header('auto-submitted')).toEqual(['auto-generated']);
    expect(header('x-auto-response-suppress')).toEqual(['All']);
    expect(header('x-accord')).toEqual(['reminder']);
    expect(header('date')).toEqual(['Mon, 23 Nov 2026 08:00:00 +0000']);
  });

  it('keeps its connection and its Message-ID from one try to the next', async () => {
    says.data = { code: 451, text: 'try later' };
    await failure();
    says.data = undefined;
    await mail.send(message);
    await mail.send(message);
    const ids = await Promise.all(received.map(async (text) => (await PostalMime.parse(text)).messageId));
    expect(ids).toEqual([message.messageId, message.messageId]);
    expect(connections).toBeLessThan(3);
  });

  it.each([
    [
      'a recipient that is busy',
      { rcptTo: { code: 451, text: '4.7.1 greylisted' } },
      'temporary',
      '451 4.7.1',
    ],
    [
      'a recipient that does not exist',
      { rcptTo: { code: 550, text: '5.1.1 alex unknown' } },
      'permanent',
      '550 5.1.1',
    ],
    ['a message that cannot be taken now', { data: { code: 451, text: 'full' } }, 'temporary', '451'],
    ['a message that is refused', { data: { code: 554, text: '5.6.0 no' } }, 'permanent', '554 5.6.0'],
    ['a sender that is not allowed', { mailFrom: { code: 550, text: '5.7.1 no' } }, 'temporary', '550 5.7.1'],
  ] as const)('tells %s', async (_what, said, kind, reason) => {
    says = said;
    const failed = await failure();
    expect(failed).toMatchObject({ kind, reason });
    expect(failed.message).not.toContain('alex');
    expect(received).toHaveLength(0);
  });

  it('does not give a message up because of a wrong password, and does not show it', async () => {
    says.auth = { code: 535, text: '5.7.8 bad' };
    const withPassword = new SmtpMail(`smtp://accord:hunter2@127.0.0.1:${port}`, sender, clock, timeouts);
    const failed = await failure(withPassword);
    expect(failed.kind).toBe('temporary');
    expect(JSON.stringify(failed) + String(failed.stack)).not.toContain('hunter2');
    await withPassword.close();
  });

  it('gives up waiting for a server that hangs after the message, once, as temporary', async () => {
    says.hang = true;
    expect(await failure()).toMatchObject({ kind: 'temporary', reason: 'ETIMEDOUT' });
    expect(connections).toBe(1);
  });

  it('takes an address that cannot be one as permanent', async () => {
    const wrong = { ...message, to: { address: '' } };
    await expect(mail.send(wrong)).rejects.toMatchObject({ name: 'MailFailure', kind: 'permanent' });
  });
});

describe('SMTP mail without a working server', () => {
  let listener: Server | undefined;
  afterEach(() => void listener?.close());

  const send = (port: number) => {
    const mail = new SmtpMail(`smtp://127.0.0.1:${port}`, sender, clock, timeouts);
    return mail.send(message).finally(() => mail.close());
  };
  const listen = async (onConnection: Parameters<typeof createServer>[1]): Promise<number> => {
    listener = createServer(onConnection!).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return (listener.address() as { port: number }).port;
  };

  it.each([
    ['a server that hangs up', (socket: { destroy(): void }) => socket.destroy()],
    ['a server that says nothing', () => undefined],
    [
      'a server that turns everybody away',
      (socket: { end(text: string): void }) => socket.end('554 no service\r\n'),
    ],
  ])('is temporary with %s', async (_what, onConnection) => {
    const port = await listen((socket) => {
      socket.on('error', () => undefined);
      onConnection(socket);
    });
    await expect(send(port)).rejects.toMatchObject({ name: 'MailFailure', kind: 'temporary' });
  });

  it('is temporary when nobody listens', async () => {
    const port = await listen(() => undefined);
    listener!.close();
    await expect(send(port)).rejects.toMatchObject({
      kind: 'temporary',
      reason: expect.stringMatching(/ECONN|ESOCKET/),
    });
  });
});

describe('local mail', () => {
  it('keeps the message with its moment, and is used when no server is set', async () => {
    const kept: unknown[] = [];
    const store = { add: async (each: unknown) => void kept.push(each) };
    const mail = openMail({ smtpUrl: null, ...sender }, clock, store);
    expect((await mail.send(message)).accepted).toBe(true);
    expect(kept).toEqual([{ ...message, at: '2026-11-23T08:00:00.000Z' }]);
  });
});
