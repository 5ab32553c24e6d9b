import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock, type Moment } from '#kernel';
import { Panels } from '#panels';
import { Announcements, MailPort, type OutgoingMail } from '#platform';
import { ChaseReader, Reminder, ReminderMessage, Reminders, SendReminders } from '#reminders';
import { anAudit, temporaryDatabase, type TemporaryDatabase } from '#testkit';
import { testConfig } from '../harness/api.js';
import { plantOpenActions } from '../harness/open-actions.js';

/** Takes messages, but breaks once, in a way that is not about mail, at the message of that number. */
class BreakingMail extends MailPort {
  readonly taken: string[] = [];
  constructor(private breaksAt: number) {
    super();
  }
  async send(message: OutgoingMail): Promise<{ accepted: boolean; response: string }> {
    this.breaksAt -= 1;
    if (this.breaksAt === 0) throw new Error('the disk is full');
    this.taken.push(message.messageId);
    return { accepted: true, response: '250 ok' };
  }
}

describe('a reminder that breaks half way', () => {
  const clock = new FixedClock('2026-11-20T16:00:00.000Z' as Moment);
  let temporary: TemporaryDatabase;
  let chases: ChaseReader;
  let reminders: Reminders;

  beforeAll(async () => {
    temporary = await temporaryDatabase();
    const { database } = temporary;
    await plantOpenActions(database, clock, 2);
    chases = new ChaseReader(database, clock, new Panels(database, clock, anAudit(database, clock)));
    reminders = new Reminders(database, clock, chases);
    await reminders.healMissing();
  });
  afterAll(() => temporary.remove());

  it('is not sent again to those who have it, and goes to the others a little later', async () => {
    const { database: db } = temporary;
    const mail = new BreakingMail(2);
    const announcements = new Announcements(db, clock);
    const config = testConfig({ ACCORD_DATA: temporary.folder });
    const sending = new SendReminders(db, clock, config, announcements, mail, chases);
    clock.set('2026-12-11T08:00:00.000Z' as Moment);
    const [row] = await db.reading.find(Reminder, { order: { id: 'ASC' } });
    await expect(sending.remind(row!.id, row!.occasion)).rejects.toThrow('the disk is full');
    expect(mail.taken).toHaveLength(1);
    clock.set('2026-12-11T08:01:00.000Z' as Moment);
    const [due] = (await reminders.claimDue(10, 120)).filter(({ reminderId }) => reminderId === row!.id);
    expect(due).toMatchObject({ occasion: row!.occasion });
    expect(await sending.remind(row!.id, row!.occasion)).toEqual({ sent: 1, advanced: true });
    expect(new Set(mail.taken).size).toBe(2);
    expect(mail.taken).toHaveLength(2);
    const ledger = await db.reading.findBy(ReminderMessage, { dutyId: row!.dutyId });
    expect(ledger.map(({ state, attempts }) => [state, attempts]).sort()).toEqual([
      ['sent', 1],
      ['sent', 2],
    ]);
  });

  it('whose row stands still although the action is open is planned again', async () => {
    const { database: db } = temporary;
    const [, row] = await db.reading.find(Reminder, { order: { id: 'ASC' } });
    await db.transaction(() => db.writing.update(Reminder, { id: row!.id }, { nextAt: null }));
    expect(await reminders.healMissing()).toBe(1);
    expect((await db.reading.findOneByOrFail(Reminder, { id: row!.id })).nextAt).not.toBeNull();
    expect(await reminders.healMissing()).toBe(0);
  });
});
