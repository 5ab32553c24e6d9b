import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '#audit';
import { CaseFlag } from '#cases';
import { Announcement } from '#platform';
import { Listing } from '#meetings';
import { aCase, aListing, aToken } from '#testkit';
import { Action, ActionUpdate } from '#actions';
import type { Answer } from '../harness/api.js';
import { aPlantedWorld, type PlantedWorld } from './planted-world.js';

const mutation = (name: string, type: string, fields: string) =>
  `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) {
     ${name}(input: $input) { __typename ... on ${type} { ${fields} } ... on Refusal { code } } }`;
const AGREE = mutation('agreeAction', 'Action', 'id reference');
const COMPLETE = mutation('completeAction', 'Action', 'id version');
const NOTE = mutation('noteProgress', 'Action', 'id version');
const RECORD = mutation('recordDiscussion', 'Listing', 'id version notes');
const FLAG = mutation('flagCase', 'Case', 'id version');

type Sent = { __typename: string; code?: string; id?: string; reference?: string; version?: number };

/** What came of one mutation: the thing or the refusal; an error fails the test. */
function result({ data, errors }: Answer): Sent {
  expect(errors).toEqual([]);
  return Object.values(data!)[0] as Sent;
}

const accepted = (results: readonly Sent[]) => results.filter((one) => one.__typename !== 'Refusal');
const codes = (results: readonly Sent[]) => results.flatMap((one) => one.code ?? []);
const numbered = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('many people at once, on SQLite', () => {
  let world: PlantedWorld;
  let listingId: string;

  beforeEach(async () => {
    world = await aPlantedWorld();
    const { api, panel, agencies, meeting } = world;
    const caseFile = await aCase(api.db, api.clock, panel, agencies.police, {
      reference: 'RUSH-1',
      state: 'listed',
    });
    const listing = await aListing(api.db, meeting, caseFile);
    listingId = listing.id;
  });
  afterEach(() => world.api.close());

  const asChair = (document: string, input: object) =>
    world.api.send(world.tokens.chair, document, { input }).then(result);
  const asOwner = (document: string, input: object) =>
    world.api.send(world.tokens.owner, document, { input }).then(result);
  const agree = (text: string) =>
    asChair(AGREE, {
      ...{ listingId, agencyId: world.agencies.housing.id, text },
      ...{ category: 'VICTIM_SAFETY', priority: 'ROUTINE' },
    });
  const audited = (what: string, subjectId: string) =>
    world.api.db.reading.countBy(AuditEntry, { what, subjectId });
  const announced = async (event: string, id: string) =>
    (await world.api.db.reading.findBy(Announcement, { event })).filter(
      (row) => row.payload['actionId'] === id,
    ).length;

  it('50 mixed mutations lose no update and mix no two changes', async () => {
    const { db } = world.api;
    const agreed = await Promise.all(numbered(5).map((i) => agree(`Task ${i}`)));
    const contested = agreed.map((one) => one.id!);
    const spare = await aCase(db, world.api.clock, world.panel, world.agencies.police, {
      ...{ state: 'accepted', flagReason: null },
    });
    const pile = [
      ...numbered(10).map((i) => agree(`More ${i}`)),
      ...contested.flatMap((actionId, i) => [
        asOwner(COMPLETE, { actionId, version: 1, note: `Done first ${i}` }),
        asChair(COMPLETE, { actionId, version: 1, note: `Done second ${i}` }),
        asOwner(NOTE, { actionId, version: 1, note: `Nearly ${i}` }),
      ]),
      ...numbered(20).map((i) => asChair(RECORD, { listingId, version: 1, notes: `Version ${i}` })),
      ...numbered(5).map(() => asChair(FLAG, { caseId: spare.id, reason: 'Came up again' })),
    ];
    expect(pile).toHaveLength(50);
    const looks = Promise.all(numbered(20).map(() => look(db)));
    const results = await Promise.all(pile);
    for (const seen of await looks) expect(seen).toEqual({ torn: 0 });

    // Numbers without a gap and without a double.
    const more = results.slice(0, 10);
    expect(accepted(more)).toHaveLength(10);
    const references = [...agreed, ...more].map((one) => one.reference).sort();
    expect(references).toEqual(numbered(15).map((i) => `RUSH-1-A${String(i).padStart(2, '0')}`));
    for (const { id } of more) {
      expect(await audited('action:agree', id!)).toBe(1);
      expect(await announced('action.agreed', id!)).toBe(1);
    }

    // Of each three on one version one wins; what is kept is its change and no other's.
    for (const [i, actionId] of contested.entries()) {
      const tried = results.slice(10 + i * 3, 13 + i * 3);
      expect(accepted(tried)).toHaveLength(1);
      expect(codes(tried)).toEqual(['CHANGED_SINCE_YOU_LOOKED', 'CHANGED_SINCE_YOU_LOOKED']);
      const row = await db.reading.findOneByOrFail(Action, { id: actionId });
      expect(row.version).toBe(2);
      const won = tried.findIndex((one) => one.__typename !== 'Refusal');
      expect({ isOpen: row.isOpen, status: row.status }).toEqual(
        won === 2 ? { isOpen: true, status: 'in_progress' } : { isOpen: false, status: 'completed' },
      );
      const history = await db.reading.findBy(ActionUpdate, { actionId });
      const note = [`Done first ${i}`, `Done second ${i}`, `Nearly ${i}`][won]!;
      expect(history.map((update) => update.note).filter(Boolean)).toEqual([note]);
      const entries =
        (await audited('action:complete', actionId)) + (await audited('action:progress', actionId));
      expect(entries).toBe(1);
      const events =
        (await announced('action.closed', actionId)) + (await announced('action.changed', actionId));
      expect(events).toBe(1);
    }

    // Of twenty who type on one version one is kept.
    const typed = results.slice(25, 45);
    expect(accepted(typed)).toHaveLength(1);
    const listing = await db.reading.findOneByOrFail(Listing, { id: listingId });
    expect(listing).toMatchObject({ version: 2, actionCount: 15 });
    expect(accepted(typed)[0]).toMatchObject({ notes: listing.notes, version: 2 });
    expect(await audited('discussion:record', listingId)).toBe(1);

    // One person flags a case once.
    const flagged = results.slice(45);
    expect(accepted(flagged)).toHaveLength(1);
    expect(codes(flagged)).toEqual(Array.from({ length: 4 }, () => 'ALREADY_FLAGGED'));
    expect(await db.reading.countBy(CaseFlag, { caseId: spare.id })).toBe(1);
    expect(await audited('case:flag', spare.id)).toBe(1);
  });

  it('fifty who write one after the other, each on what they saw, are all kept', async () => {
    let version = 1;
    for (const i of numbered(50)) {
      const tried = await Promise.all([
        asChair(RECORD, { listingId, version, notes: `First ${i}` }),
        asChair(RECORD, { listingId, version, victimView: `Second ${i}` }),
      ]);
      const [won] = accepted(tried);
      expect(accepted(tried)).toHaveLength(1);
      expect(won!.version).toBe(version + 1);
      version = won!.version!;
    }
    const { version: kept } = await world.api.db.reading.findOneByOrFail(Listing, { id: listingId });
    expect(kept).toBe(51);
    expect(await audited('discussion:record', listingId)).toBe(50);
  });

  it('two who close the same action at once: one wins, one is refused, one entry, one announcement', async () => {
    const { api, people } = world;
    const second = await aToken(api.db, api.clock, people.lead);
    for (const i of numbered(10)) {
      const { id } = await agree(`Raced for ${i}`);
      const close = (token: string | null, note: string) =>
        api.send(token, COMPLETE, { input: { actionId: id, version: 1, note } }).then(result);
      const tried = await Promise.all([close(world.tokens.owner, 'Mine'), close(second, 'Also mine')]);
      expect(accepted(tried)).toEqual([{ __typename: 'Action', id, version: 2 }]);
      expect(codes(tried)).toEqual(['CHANGED_SINCE_YOU_LOOKED']);
      expect(await audited('action:complete', id!)).toBe(1);
      expect(await announced('action.closed', id!)).toBe(1);
      expect(await api.db.reading.countBy(ActionUpdate, { actionId: id!, kind: 'completed' })).toBe(1);
    }
  });
});

/** Actions seen without the history, the audit entry or the announcement of the same transaction: always none. */
async function look(db: PlantedWorld['api']['db']): Promise<{ torn: number }> {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
  const [row] = await db.query<{ torn: number }>(
    `select count(*) as torn from action a
      where not exists (select 1 from action_update u where u.action_id = a.id)
         or not exists (select 1 from audit_entry e where e.subject_id = a.id and e.what = :agreed)
         or (a.is_open = :no and not exists (
               select 1 from audit_entry e where e.subject_id = a.id and e.what = :completed))`,
    { no: false, agreed: 'action:agree', completed: 'action:complete' },
  );
  return { torn: Number(row!.torn) };
}
