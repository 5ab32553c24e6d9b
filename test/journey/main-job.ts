import { expect } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, atLondon, type Day, isWorkingDay, londonDay, type Moment, type TimeOfDay } from '#kernel';
import { Panels } from '#panels';
import { openDatabase } from '#platform';
import { tables } from '#schema';
import { type CompiledCommandLine, compiledCommandLine } from '../cli/compiled.js';
import { anApi, type ApiUnderTest, testConfig } from '../harness/api.js';
import { aMailbox, type Mailbox } from '../harness/mailbox.js';
import { aWorker } from '../harness/worker.js';
import { ExpectedMail } from './expected-mail.js';
import { OPERATIONS } from './operations.js';

/** Where this journey runs: the embedded default, or PostgreSQL and Redis. */
export type Ground = { DATABASE_URL?: string; QUEUE_URL?: string };

const IMPORT_AT = '2026-12-07T09:00:00.000Z' as Moment;
const AGENDA_AT = '2026-12-08T10:00:00.000Z' as Moment;
const MEETING_ON = '2026-12-15' as Day;
const HOURS = [
  '00:30',
  '07:59',
  '08:00',
  '09:00',
  '12:00',
  '14:00',
  '16:59',
  '18:00',
  '21:00',
] as TimeOfDay[];

type Person = { id: string; name: string; email: string; role: string; agency: { id: string; name: string } };

/** The world of the journey: the API, a worker, a mail server and the command line, on the ground that is given. */
export class MainJob {
  readonly tokens = new Map<string, string>();
  people: Person[] = [];
  /** How many of the messages received have been looked at. */
  private counted = 0;
  agencies: { id: string; name: string }[] = [];

  private constructor(
    readonly api: ApiUnderTest,
    readonly mailbox: Mailbox,
    private readonly worker: Awaited<ReturnType<typeof aWorker>>,
    private readonly commandLine: CompiledCommandLine,
    private readonly env: Record<string, string>,
    readonly expected: ExpectedMail,
    private readonly holidays: ReadonlySet<Day>,
    private readonly folder: string,
  ) {}

  static async on(ground: Ground): Promise<MainJob> {
    const folder = mkdtempSync(join(tmpdir(), 'accord-journey-'));
    const mailbox = await aMailbox();
    const env = {
      ACCORD_ENV: 'test',
      ACCORD_DATA: folder,
      ACCORD_CLOCK: IMPORT_AT,
      SMTP_URL: mailbox.url,
      PUBLIC_URL: 'https://panel.example',
      ...ground,
    };
    const commandLine = compiledCommandLine();
    const config = testConfig({ ...env, ACCORD_SWEEP_SECONDS: '5' });
    expect((await commandLine.run(['migrate'], env)).code).toBe(0);
    const database = await openDatabase(config.database, tables, config.fieldKeys);
    const api = await anApi({ now: IMPORT_AT, database, env });
    const worker = await aWorker({ config, clock: api.clock, database });
    const holidays = await api.app.get(Panels, { strict: false }).holidays();
    const expected = new ExpectedMail(database, holidays);
    return new MainJob(api, mailbox, worker, commandLine, env, expected, holidays, folder);
  }

  async close(): Promise<void> {
    await this.worker.close();
    await this.api.close();
    await this.api.db.close();
    await this.mailbox.close();
    this.commandLine.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs one command of the command line; it must end well. */
  async command(...words: string[]): Promise<string> {
    const { code, out, err } = await this.commandLine.run(words, this.env);
    if (code !== 0) throw new Error(`accord ${words.join(' ')} ended with ${code}: ${err}`);
    return out;
  }

  /** Imports the directory, and signs in everybody who is needed with a token of the command line. */
  async fillDirectory(): Promise<void> {
    await this.command('import', 'agencies', 'test/fixtures/agencies.csv');
    await this.command('import', 'people', 'test/fixtures/people.csv');
    const admin = await this.tokenOf('mia.caldermore@police.northbridge.example');
    const { agencies, people } = await this.ask(admin, OPERATIONS.directory);
    this.agencies = agencies;
    this.people = people.edges.map((edge: { node: Person }) => edge.node);
  }

  /** A token of this person, made by the command line today: it lasts twelve hours. */
  async tokenOf(email: string): Promise<string> {
    const now = this.api.clock.now();
    const key = `${email} ${londonDay(now)}`;
    const known = this.tokens.get(key);
    if (known) return known;
    const { out } = await this.commandLine.run(['token', email], { ...this.env, ACCORD_CLOCK: now });
    const token = /[\w-]{40,}/.exec(out)?.[0] ?? '';
    this.tokens.set(key, token);
    return token;
  }

  /** A query or mutation that must work. */
  async ask(token: string, operation: string, variables: Record<string, unknown> = {}): Promise<any> {
    const answer = await this.api.send(token, operation, variables);
    if (answer.errors.length) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  }

  /** A mutation that must not be refused; gives the thing. */
  async say(token: string, operation: string, variables: Record<string, unknown>): Promise<any> {
    const [thing] = Object.values(await this.ask(token, operation, variables)) as any[];
    if (thing.__typename === 'Refusal') throw new Error(`${thing.code}: ${thing.message} (${thing.field})`);
    return thing;
  }

  person(name: string): Person {
    const found = this.people.find((person) => person.name === name);
    if (!found) throw new Error(`${name} is not in the directory`);
    return found;
  }

  /** Sets up the panel of one area with every agency on it, and plans its meetings; gives its id and the meetings. */
  async planPanel(
    lpa: string,
    chair: string,
    coordinator: string,
  ): Promise<{ panelId: string; meetings: any[] }> {
    const admin = await this.tokenOf('mia.caldermore@police.northbridge.example');
    const input = {
      code: `NB-${lpa[0]}`,
      name: `Northbridge panel, ${lpa}`,
      kind: 'ESIP',
      lpa,
      chairId: this.person(chair).id,
      coordinatorId: this.person(coordinator).id,
      recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
      firstOn: '2026-12-01',
      startsAt: '09:30',
      durationMinutes: 150,
      bankHolidayRule: 'SKIP',
      nation: 'ENGLAND_AND_WALES',
      place: 'Council House and video',
      quorum: 5,
      members: this.agencies.map(({ id }) => ({ agencyId: id, isRequired: true })),
    };
    const { id: panelId } = await this.say(admin, OPERATIONS.createPanel, { input });
    const token = await this.tokenOf(this.person(chair).email);
    const { meetings } = await this.say(token, OPERATIONS.generate, { panelId });
    return { panelId, meetings };
  }

  /** Lets the worker do what is due, and checks that exactly what the policy says was sent, and nothing else. */
  async tick(at: Moment): Promise<number> {
    this.api.clock.set(at);
    // From the last tick on: the worker also works by itself in between.
    const before = this.counted;
    const expected = await this.expected.at(at);
    await this.worker.catchUp();
    this.counted = this.mailbox.received.length;
    const reminders = this.mailbox.received.slice(before).filter(({ text }) => meetingOf(text) === null);
    const received = reminders.map(({ to, text }) => {
      const actionId = /https:\/\/panel\.example\/actions\/([0-9a-f-]{36})/.exec(text)?.[1] ?? 'no link';
      return `${to} ${actionId}`;
    });
    expect({ at, told: received.sort() }).toEqual({ at, told: expected });
    return received.length;
  }

  /** Who was told by letter about a meeting, in order. */
  toldOf(meetingId: string): string[] {
    const letters = this.mailbox.received.filter(({ text }) => meetingOf(text) === meetingId);
    return letters.map(({ to }) => to).sort();
  }

  /** Lets the clock run until the end of a day; gives how many reminders went out. */
  async runThrough(day: Day, each: (at: Moment) => Promise<void> = async () => undefined): Promise<number> {
    let sent = 0;
    const from = this.api.clock.now();
    for (let on = londonDay(from); on <= day; on = addDays(on, 1)) {
      for (const at of HOURS.map((hour) => atLondon(on, hour)).filter((moment) => moment > from)) {
        sent += await this.tick(at);
        await each(at);
      }
    }
    return sent;
  }

  isWorkingDay(day: Day): boolean {
    return isWorkingDay(day, this.holidays);
  }

  readonly times = { importAt: IMPORT_AT, agendaAt: AGENDA_AT, meetingOn: MEETING_ON };
}

/** The meeting that a letter is about; null: it is about something else. */
function meetingOf(text: string): string | null {
  return /https:\/\/panel\.example\/meetings\/([0-9a-f-]{36})/.exec(text)?.[1] ?? null;
}
