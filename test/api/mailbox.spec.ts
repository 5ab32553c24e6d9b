import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '#audit';
import { MailboxMessage } from '#imports';
import { addMinutes, type Moment } from '#kernel';
import { anAgency, aPanel, aPerson, aToken } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { anUnreadMessage } from '../harness/unread-message.js';

const LIST = `query ($first: Int, $after: String) { mailboxMessages(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor }
  edges { node { id file reasons referralsMade rowsRefused settledAt version } } } }`;
const SETTLE = `mutation ($input: SettleMailboxMessageInput!) { settleMailboxMessage(input: $input) {
  __typename ... on MailboxMessage { id settledAt version } ... on Refusal { code field } } }`;

describe('messages of the mailbox that wait for a person', () => {
  let api: ApiUnderTest;
  let chair: string;
  let chairId: string;
  let withoutPanel: string;

  beforeAll(async () => {
    api = await anApi();
    const { db, clock } = api;
    const police = await anAgency(db, clock);
    const runs = await aPerson(db, clock, police, 'chair');
    await aPanel(db, clock, [police], { chairId: runs.id });
    chairId = runs.id;
    chair = await aToken(db, clock, runs);
    withoutPanel = await aToken(db, clock, await aPerson(db, clock, police, 'chair'));
  });
  afterAll(() => api?.close());

  const pageAfter = async (after: string | null) =>
    (await api.send(chair, LIST, { first: 2, after })).data!['mailboxMessages'];
  const settle = (token: string, input: object) => api.send(token, SETTLE, { input });

  it('are listed page by page, longest waiting first, without what was read whole or is settled', async () => {
    const { db, clock } = api;
    const at = (minutes: number): Moment => addMinutes(clock.now(), minutes);
    const ids: string[] = [];
    for (const minutes of [3, 1, 2, 2, 0])
      ids.push((await anUnreadMessage(db, clock, { readAt: at(minutes) })).id);
    await anUnreadMessage(db, clock, { state: 'read', reason: '' });
    await anUnreadMessage(db, clock, { state: 'settled' });
    const found: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 3; page += 1) {
      const { edges, pageInfo, totalCount } = await pageAfter(after);
      expect(totalCount).toBe(5);
      expect(pageInfo.hasNextPage).toBe(page < 2);
      for (const { node } of edges) found.push(node.id);
      after = pageInfo.endCursor;
    }
    const ties = [ids[2]!, ids[3]!].sort();
    expect(found).toEqual([ids[4], ids[1], ...ties, ids[0]]);
  });

  it('are nobody’s who runs no panel', async () => {
    const { id } = await anUnreadMessage(api.db, api.clock);
    const { data } = await api.send(withoutPanel, LIST, {});
    expect(data!['mailboxMessages']).toMatchObject({ totalCount: 0, edges: [] });
    const input = { mailboxMessageId: id, version: 1, words: 'Referred it by hand' };
    expect((await settle(withoutPanel, input)).errors[0]!.extensions!['code']).toBe('NOT_FOUND');
    expect((await api.db.reading.findOneByOrFail(MailboxMessage, { id })).state).toBe('for_a_person');
  });

  it('are settled once, with words, by who saw how they stand; that is audited and the words are sealed', async () => {
    const { id } = await anUnreadMessage(api.db, api.clock);
    const words = 'Rang the sender, the file comes again';
    const input = { mailboxMessageId: id, version: 1, words };
    expect((await settle(chair, { ...input, version: 2 })).data!['settleMailboxMessage']).toMatchObject({
      code: 'CHANGED_SINCE_YOU_LOOKED',
    });
    expect((await settle(chair, { ...input, words: ' x ' })).errors[0]!.extensions!['code']).toBe(
      'BAD_USER_INPUT',
    );
    expect((await settle(chair, input)).data!['settleMailboxMessage']).toEqual({
      ...{ __typename: 'MailboxMessage', id, version: 2, settledAt: api.clock.now() },
    });
    expect((await settle(chair, { ...input, version: 2 })).data!['settleMailboxMessage']).toMatchObject({
      code: 'SETTLED_ALREADY',
    });
    const kept = await api.db.reading.findOneByOrFail(MailboxMessage, { id });
    expect(kept).toMatchObject({ state: 'settled', settledById: chairId, settledWords: words });
    const raw = await api.db.query<{ words: string }>(
      'select settled_words as words from mailbox_message where id = :id',
      { id },
    );
    expect(raw[0]!.words).not.toContain('sender');
    expect(await api.db.reading.countBy(AuditEntry, { what: 'mailbox:settle', subjectId: id })).toBe(1);
  });

  it('give no settling of what was read whole', async () => {
    const { id } = await anUnreadMessage(api.db, api.clock, { state: 'read', reason: '' });
    const { errors } = await settle(chair, { mailboxMessageId: id, version: 1, words: 'Done' });
    expect(errors[0]!.extensions!['code']).toBe('NOT_FOUND');
  });
});
