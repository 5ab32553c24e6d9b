import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addDays,
  addMinutes,
  addWorkingDays,
  atLondon,
  type Day,
  type Moment,
  type TimeOfDay,
} from '#kernel';
import { type Ground, MainJob } from './main-job.js';
import { OPERATIONS } from './operations.js';

/** Six agencies, with the person of each who takes the actions on. */
const OWNERS = [
  'Northbridge Police',
  'Northbridge Stalking Advocacy Service',
  'Northbridge Domestic Abuse Advocacy',
  'Northbridge Probation Service',
  "Northbridge Council Children's Social Care",
  'Northbridge Homes Association',
];

const TEXTS = [
  'Visit and check that the door cameras record',
  'Go through the safety plan with the client and record her wishes',
];

const PRIORITIES = ['CRITICAL', 'HIGH', 'ROUTINE'] as const;

/**
 * The main job from end to end, through the command line, GraphQL and SMTP only: files in, meetings planned, an
 * agenda built from flagged cases, the meeting held, twelve actions agreed by six agencies, and reminders until the
 * last of them is closed.
 */
export function journeyOn(name: string, groundOf: () => Promise<Ground>): void {
  describe(`the main job on ${name}`, () => {
    let job: MainJob;
    const chair = () => job.tokenOf(job.person('Liv Ashson').email);
    let panelId: string;
    let meetingId: string;
    const agreed: { id: string; ownerEmail: string; agency: string }[] = [];

    beforeAll(async () => {
      job = await MainJob.on(await groundOf());
    }, 180_000);
    afterAll(() => job?.close());

    it('takes in agencies, people, referrals and the open actions of the spreadsheet, once', async () => {
      await job.fillDirectory();
      expect(job.agencies).toHaveLength(16);
      expect(job.people).toHaveLength(60);
      const north = await job.planPanel('North', 'Liv Ashson', 'Rob Greswright');
      await job.planPanel('South', 'Monika Thornside', 'Ed Wetherwright');
      await job.planPanel('West', 'Tom Farrowdale', 'Adaeze Dreygard');
      panelId = north.panelId;
      expect(north.meetings.map(({ heldOn }) => heldOn as string)).not.toContain('2026-12-25');
      meetingId = north.meetings.find(({ heldOn }) => heldOn === job.times.meetingOn).id;

      const first = JSON.parse(
        await job.command('import', 'referrals', 'test/fixtures/referrals-clean.csv', '--json'),
      );
      expect(first).toMatchObject({ created: 120, unchanged: 0, rejected: 0 });
      const again = JSON.parse(
        await job.command('import', 'referrals', 'test/fixtures/referrals-clean.csv', '--json'),
      );
      expect(again).toMatchObject({ created: 0, unchanged: 120, rejected: 0 });
      const actions = JSON.parse(
        await job.command('import', 'actions', 'test/fixtures/open-actions.csv', '--json'),
      );
      expect(actions).toMatchObject({ created: 180, rejected: 0 });
      await job.expected.startFrom(job.api.clock.now());
      // Each overdue action is brought up once, to everybody whom the ladder has reached, and never twice.
      expect(await job.tick(job.times.importAt)).toBeGreaterThan(30);
      expect(await job.tick(job.times.importAt)).toBe(0);
    }, 300_000);

    it('flags by rule and by hand, with the reason', async () => {
      const { cases } = await job.ask(await chair(), OPERATIONS.cases, { panelId });
      const nodes = cases.edges.map(({ node }: any) => node);
      const byRule = nodes.filter(({ flags }: any) => flags.some(({ rule }: any) => rule !== null));
      expect(byRule.length).toBeGreaterThan(3);
      const unflagged = nodes.filter(({ state }: any) => state === 'ACCEPTED');
      for (const { id } of unflagged.slice(0, 4)) {
        const { state } = await job.say(await chair(), OPERATIONS.flag, {
          input: { caseId: id, reason: 'New information from the advocate this week' },
        });
        expect(state).toBe('FLAGGED');
      }
    });

    it('builds the agenda from flagged cases in one call and publishes it', async () => {
      await job.runThrough('2026-12-07' as Day);
      await job.tick(job.times.agendaAt);
      const agenda = await job.say(await chair(), OPERATIONS.build, { id: meetingId });
      const lines = agenda.slots
        .filter(({ kind }: any) => kind === 'CASE')
        .map(({ listing }: any) => listing);
      expect(lines.length).toBeGreaterThanOrEqual(6);
      expect(agenda.minutesPlanned).toBeLessThanOrEqual(agenda.capacityMinutes);
      const bands = lines.map(({ band }: any) => band);
      expect(bands).toEqual([...bands].sort());
      for (const line of lines) expect(line.points.length).toBeGreaterThan(0);
      for (const line of agenda.leftOut) expect(line.leftOutReason).toBeTruthy();
      const published = await job.say(await chair(), OPERATIONS.publish, {
        input: { meetingId, version: agenda.meeting.version },
      });
      expect(published.meeting.state).toBe('AGENDA_PUBLISHED');
    }, 120_000);

    it('tells each person of the invited agencies in the area once that the agenda is ready', async () => {
      await job.tick(addMinutes(job.times.agendaAt, 1));
      const invited = await job.api.db.query<{ email: string }>(
        `select p.email from person p join panel n on n.id = :panelId
          where p.role in ('agency_member', 'agency_lead', 'advocate') and (p.lpa is null or n.lpa is null or p.lpa = n.lpa)
          order by p.email`,
        { panelId },
      );
      expect(invited.length).toBeGreaterThan(20);
      expect(job.toldOf(meetingId)).toEqual(invited.map(({ email }) => email).sort());
    }, 120_000);

    it('holds the meeting and records twelve actions that six agencies agree', async () => {
      await job.runThrough(addDays(job.times.meetingOn, -1));
      await job.tick(atLondon(job.times.meetingOn, '09:30' as TimeOfDay));
      const { meeting } = await job.ask(await chair(), OPERATIONS.meeting, { id: meetingId });
      await job.say(await chair(), OPERATIONS.start, { input: { meetingId, version: meeting.version } });
      await attend();
      const listings = await listingsNow();
      for (const [index, listing] of listings.entries()) {
        await job.say(await chair(), OPERATIONS.goTo, { input: { meetingId, listingId: listing.id } });
        await agreeFor(listing.id, index);
        await discuss(listing.id, index < 6);
      }
      const { meeting: now } = await job.ask(await chair(), OPERATIONS.meeting, { id: meetingId });
      const ended = await job.say(await chair(), OPERATIONS.end, {
        input: { meetingId, version: now.version },
      });
      expect(ended.state).toBe('ENDED');
      expect(agreed).toHaveLength(12);
      expect(new Set(agreed.map(({ agency }) => agency)).size).toBe(6);
      await job.tick(job.api.clock.now());
    }, 120_000);

    it('sends exactly what the policy gives over ten working days, a weekend and two bank holidays', async () => {
      const end = addWorkingDays(job.times.meetingOn, 10, new Set(['2026-12-25', '2026-12-28'] as Day[]));
      expect(end).toBe('2026-12-31');
      let acknowledgedOne = false;
      const sent = await job.runThrough(end, async (at: Moment) => {
        if (acknowledgedOne || at < atLondon('2026-12-16' as Day, '12:00' as TimeOfDay)) return;
        acknowledgedOne = true;
        await acknowledge(agreed[2]!);
        await complete(agreed[0]!);
      });
      expect(sent).toBeGreaterThan(60);
      expect(job.isWorkingDay('2026-12-28' as Day)).toBe(false);
      const subjects = job.mailbox.received.map(({ subject }) => subject);
      for (const subject of subjects) expect(subject).toMatch(/^Panel coordination: /);
    }, 300_000);

    it('sends nothing about an action after it is closed, and nothing at all after the last', async () => {
      let day = '2027-01-04' as Day;
      for (const action of agreed.slice(1)) {
        await job.runThrough(day);
        await complete(action);
        if (agreed.indexOf(action) % 2 === 0) day = addDays(day, 1);
      }
      for (const agency of job.agencies) await completeAllOf(agency.id);
      const before = job.mailbox.received.length;
      await job.runThrough(addDays(day, 10));
      expect(job.mailbox.received.length).toBe(before);
      expect(await job.expected.isOver()).toBe(true);
      const left = await job.api.db.query(
        `select id from reminder where stopped_at is null union all select id from announcement where handled_at is null
         union all select id from reminder_message where state = 'sending' or state = 'failed'
         union all select id from letter where state = 'due' or state = 'failed'`,
      );
      expect(left).toEqual([]);
    }, 300_000);

    it('left a ledger that agrees with the mail server, row by row, and no personal data in any message', async () => {
      const rows = await job.api.db.query<{ address: string; messageId: string }>(
        `select address, message_id as "messageId" from reminder_message where state = 'sent'
         union all select p.email as address, '<' || l.id || '@panel.example>' as "messageId"
           from letter l join person p on p.id = l.person_id where l.state = 'sent'`,
      );
      const ledger = rows.map(({ address, messageId }) => `${address} ${messageId}`).sort();
      const mail = job.mailbox.received.map(({ to, messageId }) => `${to} ${messageId}`).sort();
      expect(mail).toEqual(ledger);
      expect(new Set(mail).size).toBe(mail.length);
      const names = await job.api.db.query<{ lastName: string; postcode: string; reference: string }>(
        `select p.last_name as "lastName", p.postcode, c.reference from case_person p join case_file c on c.id = p.case_id`,
      );
      const everything = job.mailbox.received
        .map(({ subject, text, html }) => `${subject}\n${text}\n${html}`)
        .join('\n');
      const staff = new Set(job.people.flatMap(({ name }) => name.split(' ')));
      for (const { lastName, postcode, reference } of names) {
        const opened = job.api.db.opened('case_person.postcode', postcode);
        for (const secret of [lastName, opened, reference]) {
          if (secret.length > 4 && !staff.has(secret)) expect(everything).not.toContain(secret);
        }
      }
      expect(everything).not.toMatch(/stalk|victim|suspect|harass|door cameras|safety plan/i);
    });

    async function attend(): Promise<void> {
      const { meeting } = await job.ask(await chair(), OPERATIONS.meeting, { id: meetingId });
      for (const { id, version } of meeting.attendance) {
        const input = { attendanceId: id, version, presence: 'HERE', isConfidentialityAgreed: true };
        await job.say(await chair(), OPERATIONS.attend, { input });
      }
    }

    async function listingsNow(): Promise<{ id: string; version: number }[]> {
      const { meeting } = await job.ask(await chair(), OPERATIONS.listing, { id: meetingId });
      return meeting.agenda.slots.map(({ listing }: any) => listing).filter(Boolean);
    }

    async function agreeFor(listingId: string, index: number): Promise<void> {
      const agencyName = OWNERS[index];
      if (!agencyName) return;
      const owner = job.people.find(
        ({ agency, role }) => agency.name === agencyName && /member|advocate/i.test(role),
      )!;
      for (const [i, text] of TEXTS.entries()) {
        const priority = PRIORITIES[(index * 2 + i) % 3]!;
        const input = {
          listingId,
          agencyId: owner.agency.id,
          ownerId: owner.id,
          text,
          category: 'VICTIM_SAFETY',
          priority,
        };
        const { id } = await job.say(await chair(), OPERATIONS.agree, { input });
        agreed.push({ id, ownerEmail: owner.email, agency: agencyName });
      }
    }

    async function discuss(listingId: string, withActions: boolean): Promise<void> {
      const { version } = (await listingsNow()).find(({ id }) => id === listingId)!;
      const input = {
        listingId,
        version,
        notes: 'Police outlined what has happened since the referral.',
        victimView: 'Wants contact to stop; messages by the advocate only.',
        riskBefore: 'HIGH',
        riskAfter: 'MEDIUM',
        decision: 'KEEP_ON_PANEL',
        decisionReason: withActions ? '' : 'Everything that can be done is under way at the agencies.',
      };
      await job.say(await chair(), OPERATIONS.discuss, { input });
    }

    async function acknowledge(action: { id: string; ownerEmail: string }): Promise<void> {
      const token = await job.tokenOf(action.ownerEmail);
      const { version } = (await job.ask(token, OPERATIONS.action, { id: action.id })).action;
      await job.say(token, OPERATIONS.acknowledge, { input: { actionId: action.id, version } });
    }

    async function complete(action: { id: string; ownerEmail: string }): Promise<void> {
      const token = await job.tokenOf(action.ownerEmail);
      const { version } = (await job.ask(token, OPERATIONS.action, { id: action.id })).action;
      const input = { actionId: action.id, version, note: 'Done, see the record of the agency' };
      expect((await job.say(token, OPERATIONS.complete, { input })).isOpen).toBe(false);
    }

    async function completeAllOf(agencyId: string): Promise<void> {
      const member = job.people.find(
        ({ agency, role }) => agency.id === agencyId && /member|lead|advocate/i.test(role),
      )!;
      const token = await job.tokenOf(member.email);
      const { agencyActions } = await job.ask(token, OPERATIONS.openActions);
      for (const { node } of agencyActions.edges) {
        const input = {
          actionId: node.id,
          version: node.version,
          note: 'Done, see the record of the agency',
        };
        await job.say(token, OPERATIONS.complete, { input });
      }
    }
  });
}
