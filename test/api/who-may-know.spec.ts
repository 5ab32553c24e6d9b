import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cases } from '#cases';
import { BLANK_ITEM } from '#meetings';
import { aPlantedWorld, type Asker, type PlantedWorld, type Things } from './planted-world.js';

const reason = 'As the panel asked';

describe('lists of a case', () => {
  let world: PlantedWorld;
  let own: Things;
  beforeAll(async () => {
    world = await aPlantedWorld();
    own = world.things.own;
  });
  afterAll(() => world.api.close());

  const ask = (asker: Asker, document: string, variables: object = {}) =>
    world.api.send(world.tokens[asker], document, variables as Record<string, unknown>);
  async function did(asker: Asker, name: string, input: object) {
    const kind = name === 'liftConflict' ? 'liftRestriction' : name;
    const type = `${kind[0]!.toUpperCase()}${kind.slice(1)}Input`;
    const { data, errors } = await ask(
      asker,
      `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ... on Refusal { code } } }`,
      { input },
    );
    return errors[0]?.extensions.code ?? data![name].code ?? data![name].__typename;
  }
  const entriesOf = async () => {
    const document =
      '($id: ID!) { case(id: $id) { restrictions { id kind liftedAt person { id } agency { id } } } }';
    const { data } = await ask('chair', `query ${document}`, { id: own.caseId });
    return (data!['case'].restrictions as { id: string; kind: string; liftedAt: string | null }[]).filter(
      ({ liftedAt }) => liftedAt === null,
    );
  };
  const liftAll = async () => {
    for (const { id, kind } of await entriesOf())
      await did('chair', kind === 'CONFLICT' ? 'liftConflict' : 'liftRestriction', {
        restrictionId: id,
        reason,
      });
    expect(await entriesOf()).toEqual([]);
  };

  /** What somebody gets to know of the case on every way there is; nothing of it must be left. */
  async function toldTo(asker: Asker): Promise<{ words: string; codes: string[] }> {
    const { caseId, actionId, meetingId, panelId } = own;
    const listed = 'edges { node { id reference } }';
    const asked: [string, object][] = [
      ['query ($id: ID!) { case(id: $id) { reference } }', { id: caseId }],
      [
        `query ($panelId: ID!) { cases(panelId: $panelId, state: LISTED) { totalCount ${listed} } }`,
        { panelId },
      ],
      ['query ($id: ID!) { action(id: $id) { text reminders { id } } }', { id: actionId }],
      [`query ($panelId: ID!) { actions(panelId: $panelId) { totalCount ${listed} } }`, { panelId }],
      [`{ agencyActions { totalCount ${listed} } }`, {}],
      ['{ me { openActionCount } agencyActionCounts { dueLater dueNext7Days overdue } }', {}],
      [
        '{ reminderPreview(days: 31) { action { id } } undeliveredReminders { id actionReference: action { id } } }',
        {},
      ],
      [
        `query ($id: ID!) { meeting(id: $id) { caseCount currentListingId agenda { lastChange { caseReference }
           slots { kind label minutes listing { id notes case { reference } } } leftOut { id } held { id } } } }`,
        { id: meetingId },
      ],
    ];
    let words = '';
    const codes: string[] = [];
    for (const [document, variables] of asked) {
      const { data, errors } = await ask(asker, document, variables);
      words += JSON.stringify(data);
      codes.push(...errors.map(({ extensions }) => extensions.code));
    }
    return { words, codes };
  }
  const secretsIn = ({ words }: { words: string }) =>
    [
      own.caseId,
      own.actionId,
      own.listingId,
      ...own.secrets.filter((one) => one.startsWith('Planted')),
    ].filter((secret) => words.includes(secret) && secret !== own.closedCaseId);

  it('take the case from a coordinator on every way, and leave blank minutes on the agenda', async () => {
    const before = await toldTo('coordinator');
    expect(secretsIn(before)).toEqual(expect.arrayContaining([own.caseId, own.actionId, own.listingId]));
    const { id } = world.people.coordinator;
    await did('chair', 'goToListing', { meetingId: own.meetingId, listingId: own.listingId });
    expect(
      await did('chair', 'restrictCase', { caseId: own.caseId, kind: 'EXCLUDE', personId: id, reason }),
    ).toBe('Case');
    const after = await toldTo('coordinator');
    expect(secretsIn(after)).toEqual([]);
    expect(after.words).toContain(BLANK_ITEM);
    expect(after.words).toContain('"currentListingId":null');
    const { listingId, actionId, caseId, meetingId } = own;
    expect([
      await did('coordinator', 'recordDiscussion', { listingId, version: 0, notes: reason }),
      await did('coordinator', 'goToListing', { meetingId, listingId }),
      await did('coordinator', 'pinListing', { listingId, version: 0, pinned: true, reason }),
      await did('coordinator', 'withdrawAction', { actionId, version: 0, reason }),
      await did('coordinator', 'flagCase', { caseId, reason }),
      await did('coordinator', 'restrictCase', { caseId, kind: 'EXCLUDE', reason }),
      await did('coordinator', 'agreeActionLine', { listingId, line: '@riverside-police ring' }),
    ]).toEqual(Array.from({ length: 7 }, () => 'NOT_FOUND'));
    await liftAll();
    expect(secretsIn(await toldTo('coordinator'))).not.toEqual([]);
  });

  it('bind a whole agency, and leave others as they were', async () => {
    const agencyId = world.agencies.housing.id;
    await did('chair', 'restrictCase', { caseId: own.caseId, kind: 'EXCLUDE', agencyId, reason });
    for (const asker of ['owner', 'lead'] as const) expect(secretsIn(await toldTo(asker))).toEqual([]);
    expect(secretsIn(await toldTo('member'))).toContain(own.caseId);
    const agree = {
      listingId: own.listingId,
      agencyId,
      text: 'Ring',
      category: 'CHILDREN',
      priority: 'ROUTINE',
    };
    expect(await did('chair', 'agreeAction', agree)).toBe('AGENCY_KEPT_AWAY');
    const { api } = world;
    await api.db.transaction(() =>
      api.app.get(Cases, { strict: false }).grantAccess([own.caseId], [agencyId], 'granted'),
    );
    const given = "select 1 from case_access where case_id = :caseId and reason = 'granted'";
    expect(await api.db.query(given, { caseId: own.caseId })).toEqual([]);
    await liftAll();
  });

  it('open a case to only these, whoever begins the list among them', async () => {
    const agencyId = world.agencies.advocacy.id;
    await did('chair', 'restrictCase', { caseId: own.caseId, kind: 'ONLY_THESE', agencyId, reason });
    for (const asker of ['chair', 'advocate'] as const)
      expect(secretsIn(await toldTo(asker))).toContain(own.caseId);
    for (const asker of ['coordinator', 'owner', 'lead', 'member'] as const)
      expect(secretsIn(await toldTo(asker))).toEqual([]);
    for (const { id } of await entriesOf())
      await did('chair', 'liftRestriction', { restrictionId: id, reason });
    // The advocates left first, then the chair could leave, too: nobody was on the list any more.
    await liftAll();
  });

  it('take down a conflict at once; only somebody else lifts it', async () => {
    const declared = { caseId: own.caseId, reason, isConfirmed: true };
    expect(await did('coordinator', 'declareConflict', declared)).toBe('ConflictDeclared');
    expect(secretsIn(await toldTo('coordinator'))).toEqual([]);
    expect(await did('coordinator', 'declareConflict', declared)).toBe('NOT_FOUND');
    expect(await did('chair', 'declareConflict', declared)).toBe('NOBODY_LEFT');
    const [conflict] = await entriesOf();
    expect(await did('coordinator', 'liftConflict', { restrictionId: conflict!.id, reason })).toBe(
      'NOT_FOUND',
    );
    expect(await did('chair', 'liftConflict', { restrictionId: conflict!.id, reason })).toBe('Case');
    expect(secretsIn(await toldTo('coordinator'))).toContain(own.caseId);
  });

  it('show contact details and restricted notes only to those who need them', async () => {
    const document = `query ($id: ID!) { case(id: $id) { restrictedNotes restrictions { id } access { id }
      people { contactWithheld phone address postcode safeToCall handles } } }`;
    const parts = async (asker: Asker) => {
      const { data } = await ask(asker, document, { id: own.caseId });
      const { people, restrictedNotes, restrictions, access } = data!['case'];
      const { contactWithheld, ...contact } = people[0];
      const isThere = Object.values(contact).some((value) => value !== null);
      expect(isThere).toBe(!contactWithheld);
      return [!contactWithheld, restrictedNotes !== null, restrictions !== null, access !== null];
    };
    expect({
      chair: await parts('chair'),
      advocate: await parts('advocate'),
      owner: await parts('owner'),
      member: await parts('member'),
    }).toEqual({
      chair: [true, true, true, true],
      advocate: [true, true, false, false],
      owner: [true, false, false, false],
      member: [false, false, false, false],
    });
  });

  it('answer a request alike for a case and for none, until somebody says yes', async () => {
    const { api, things } = world;
    const [row] = await api.db.query<{ reference: string }>(
      'select reference from case_file where id = :id',
      {
        id: things.restricted.caseId,
      },
    );
    const reference = 'NB-2026-0777';
    await api.db.transaction(() =>
      api.db.change('update case_file set reference = :reference where id = :id', {
        reference,
        id: things.restricted.caseId,
      }),
    );
    expect(row!.reference).not.toBe(reference);
    expect(await did('member', 'askForAccess', { reference: reference.toLowerCase(), reason })).toBe(
      'AccessAsked',
    );
    expect(await did('member', 'askForAccess', { reference: 'NB-2026-9999', reason })).toBe('AccessAsked');
    const mine = async () => {
      const { data } = await ask('member', '{ myAccessRequests { reference answer caseId grantedUntil } }');
      return data!['myAccessRequests'] as { reference: string; answer: string; caseId: string | null }[];
    };
    expect((await mine()).map(({ answer, caseId }) => [answer, caseId])).toEqual([
      ['WAITING', null],
      ['WAITING', null],
    ]);
    const { data } = await ask(
      'chair',
      '{ accessRequests { totalCount edges { node { id person { id } } } } }',
    );
    expect(data!['accessRequests'].totalCount).toBe(1);
    const requestId = data!['accessRequests'].edges[0].node.id as string;
    const decide = { requestId, isGranted: true, reason };
    expect(await did('chair', 'decideAccessRequest', decide)).toBe('LAST_DAY_NEEDED');
    expect(await did('chair', 'decideAccessRequest', { ...decide, until: '2026-12-01' })).toBe(
      'AccessRequest',
    );
    expect((await mine()).map(({ answer }) => answer).sort()).toEqual(['GRANTED', 'WAITING']);
    const read = await ask('member', 'query ($id: ID!) { case(id: $id) { people { contactWithheld } } }', {
      id: things.restricted.caseId,
    });
    expect(read.data!['case'].people[0]).toEqual({ contactWithheld: false });
  });
});
