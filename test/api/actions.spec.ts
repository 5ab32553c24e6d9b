import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Action, ActionUpdate } from '#actions';
import type { Agency, Person } from '#agencies';
import { AuditEntry } from '#audit';
import { CaseAccess, type CaseFile } from '#cases';
import type { Day, Moment } from '#kernel';
import type { Listing, Meeting } from '#meetings';
import type { Panel } from '#panels';
import { Announcement } from '#platform';
import { aCase, aListing, aMeeting, anAgency, aPanel, aPerson, aToken, bankHolidays } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';

const SHOWN = `__typename ... on Refusal { code message field }
  ... on Action { id reference text status isOpen isOverdue daysOverdue dueOn dueAt originalDueOn version note
    category priority isNewToMe acknowledgedAt closedAt reasonCode extensionNewDueOn extensionCount
    agency { name } owner { name } panel { code } updates { kind note person { name } } }`;

const AGREE = `mutation ($input: AgreeActionInput!) { agreeAction(input: $input) { ${SHOWN} } }`;

describe('agreed actions', () => {
  let api: ApiUnderTest;
  let police: Agency;
  let probation: Agency;
  let housing: Agency;
  let officer: Person;
  let panel: Panel;
  let chair: string;
  let probationOfficer: string;
  let houser: string;
  let strategist: string;
  let caseFile: CaseFile;
  let meeting: Meeting;
  let listing: Listing;

  beforeAll(async () => {
    api = await anApi();
    const { db, clock } = api;
    police = await anAgency(db, clock, { name: 'Northbridge Police' });
    probation = await anAgency(db, clock, { name: 'Probation Service', kind: 'probation' });
    housing = await anAgency(db, clock, { name: 'City Housing', kind: 'housing' });
    const chairPerson = await aPerson(db, clock, police, 'chair', { name: 'Casey Chair' });
    officer = await aPerson(db, clock, probation, 'agency_member', { name: 'Pat Probation' });
    panel = await aPanel(db, clock, [police, probation], {
      code: 'NB-N',
      chairId: chairPerson.id,
    });
    await bankHolidays(db, ['2026-12-25', '2026-12-28']);
    chair = await aToken(db, clock, chairPerson);
    probationOfficer = await aToken(db, clock, officer);
    houser = await aToken(db, clock, await aPerson(db, clock, housing, 'agency_member'));
    strategist = await aToken(db, clock, await aPerson(db, clock, police, 'strategic_lead'));
    caseFile = await aCase(db, clock, panel, police, { reference: 'NB-2026-0147' });
    meeting = await aMeeting(db, clock, panel);
    listing = await aListing(db, meeting, caseFile);
    await aMeeting(db, clock, panel, { heldOn: '2026-12-08' as Day, state: 'planned' });
  });
  afterAll(() => api.close());

  const proposal = (more: object = {}) => ({
    listingId: listing.id,
    agencyId: probation.id,
    text: 'Check the licence conditions',
    category: 'SUSPECT_DISRUPTION',
    priority: 'ROUTINE',
    ...more,
  });

  async function agree(more: object = {}, token = chair) {
    const answer = await api.send(token, AGREE, { input: proposal(more) });
    expect(answer.errors).toEqual([]);
    return answer.data.agreeAction;
  }

  async function say(name: string, type: string, input: object, token = probationOfficer) {
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${SHOWN} } }`;
    const answer = await api.send(token, query, { input });
    return { ...answer, said: answer.data?.[name] };
  }

  const traces = async () => ({
    actions: await api.db.reading.count(Action),
    updates: await api.db.reading.count(ActionUpdate),
    announcements: await api.db.reading.count(Announcement),
    audit: await api.db.reading.countBy(AuditEntry, { actingAs: 'chair' }),
  });

  it('are taken down in a meeting by the chair, numbered in the case, due in working days', async () => {
    const first = await agree({ text: 'Read the file', ownerId: officer.id });
    expect(first).toMatchObject({
      __typename: 'Action',
      reference: 'NB-2026-0147-A01',
      status: 'AGREED',
      dueOn: '2026-12-07',
      dueAt: '2026-12-07T17:00:00.000Z',
      owner: { name: 'Pat Probation' },
      agency: { name: 'Probation Service' },
      panel: { code: 'NB-N' },
      updates: [{ kind: 'AGREED', person: { name: 'Casey Chair' } }],
    });
    expect((await agree({ text: 'Visit' })).reference).toBe('NB-2026-0147-A02');
    const grants = await api.db.reading.findBy(CaseAccess, { caseId: caseFile.id, reason: 'owns_action' });
    expect(grants).toMatchObject([{ agencyId: probation.id, endsOn: null }]);
    const told = await api.db.reading.findBy(Announcement, { event: 'action.agreed' });
    expect(told.map((row) => row.payload['actionId'])).toContain(first.id);
  });

  it('can be agreed for a case outside of a meeting, and typed as one line in a meeting', async () => {
    const outside = await agree({ listingId: undefined, caseId: caseFile.id, text: 'Phone her back' });
    expect(outside.__typename).toBe('Action');
    const LINE = `mutation ($input: AgreeActionLineInput!) { agreeActionLine(input: $input) { ${SHOWN} } }`;
    const line = (text: string) =>
      api
        .send(chair, LINE, { input: { listingId: listing.id, line: text } })
        .then((a) => a.data.agreeActionLine);
    expect(await line('@probation check recall options by next panel')).toMatchObject({
      text: 'Check recall options',
      dueOn: '2026-12-08',
      category: 'SUSPECT_DISRUPTION',
    });
    expect(await line('@housing change the locks')).toMatchObject({ code: 'AGENCY_UNKNOWN', field: 'line' });
  });

  it('refuse what cannot be, and change nothing', async () => {
    await agree({ text: 'Said twice' });
    const before = await traces();
    const ended = await aMeeting(api.db, api.clock, panel, { heldOn: '2026-10-20' as Day, state: 'ended' });
    const past = await aListing(api.db, ended, caseFile);
    const cases: [object, string][] = [
      [{ text: 'Said twice' }, 'ACTION_ALREADY_AGREED'],
      [{ text: 'said TWICE' }, 'ACTION_ALREADY_AGREED'],
      [{ dueOn: '2026-11-20' }, 'DUE_ON_PAST'],
      [{ dueOn: '2026-11-28' }, 'DUE_ON_NOT_WORKING_DAY'],
      [{ dueOn: '2026-12-25', priority: 'LONG' }, 'DUE_ON_NOT_WORKING_DAY'],
      [{ dueOn: '2027-02-01' }, 'DUE_ON_LATER_THAN_PRIORITY_ALLOWS'],
      [{ priority: 'LONG' }, 'DUE_ON_NEEDED'],
      [{ agencyId: housing.id }, 'AGENCY_NOT_ON_PANEL'],
      [{ agencyId: officer.id }, 'AGENCY_NOT_ON_PANEL'],
      [{ agencyId: police.id, ownerId: officer.id }, 'OWNER_NOT_IN_AGENCY'],
      [{ listingId: past.id }, 'MEETING_NOT_IN_SESSION'],
    ];
    for (const [more, code] of cases) {
      expect(await agree(more)).toMatchObject({ __typename: 'Refusal', code });
    }
    const wrong: [object, string][] = [
      [{ text: '' }, 'input.text'],
      [{ text: 'x'.repeat(20_000) }, 'input.text'],
      [{ text: 'Chec\u0000k it' }, 'input.text'],
      [{ dueOn: '2026-02-30' }, 'input.dueOn'],
      [{ caseId: caseFile.id }, 'input.listingId'],
      [{ agencyId: 'nobody' }, 'input.agencyId'],
      [{ category: 'CIRCUS' }, 'input.category'],
    ];
    for (const [more, path] of wrong) {
      const answer = await api.send(chair, AGREE, { input: proposal(more) });
      expect(answer.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
      expect(answer.errors[0]?.extensions.fields?.[0]?.path).toBe(path);
    }
    const unknown = await api.send(chair, AGREE, { input: proposal({ listingId: officer.id }) });
    expect(unknown.errors[0]?.extensions.code).toBe('NOT_FOUND');
    const member = await api.send(probationOfficer, AGREE, { input: proposal() });
    expect(member.errors[0]?.extensions.code).toBe('NOT_FOUND');
    expect(await traces()).toEqual(before);
    expect(await agree({ text: 'שלום 🦉 check Zoë’s file' })).toMatchObject({
      text: 'שלום 🦉 check Zoë’s file',
    });
  });

  it('go from acknowledged over progress to complete, each with a line of history', async () => {
    const { id } = await agree({ text: 'Whole life' });
    const acknowledged = await say('acknowledgeAction', 'AcknowledgeActionInput', {
      actionId: id,
      version: 1,
    });
    expect(acknowledged.said).toMatchObject({ status: 'ACKNOWLEDGED', isNewToMe: false, version: 2 });
    const again = await say('acknowledgeAction', 'AcknowledgeActionInput', { actionId: id, version: 2 });
    expect(again.said).toMatchObject({ code: 'ACTION_ALREADY_ACKNOWLEDGED' });
    const stale = await say('noteProgress', 'NoteProgressInput', { actionId: id, version: 1, note: 'Half' });
    expect(stale.said).toMatchObject({ code: 'CHANGED_SINCE_YOU_LOOKED', field: 'version' });
    await say('noteProgress', 'NoteProgressInput', { actionId: id, version: 2, note: 'Half way' });
    const done = await say('completeAction', 'CompleteActionInput', {
      actionId: id,
      version: 3,
      note: 'All done',
    });
    expect(done.said).toMatchObject({ status: 'COMPLETED', isOpen: false, note: 'All done', version: 4 });
    expect(done.said.updates.map((update: { kind: string }) => update.kind)).toEqual([
      'AGREED',
      'ACKNOWLEDGED',
      'PROGRESS',
      'COMPLETED',
    ]);
    const late = await say('noteProgress', 'NoteProgressInput', { actionId: id, version: 4, note: 'More' });
    expect(late.said).toMatchObject({ code: 'ACTION_ALREADY_CLOSED' });
    const closings = await api.db.reading.findBy(Announcement, { event: 'action.closed' });
    expect(closings.filter((row) => row.payload['actionId'] === id)).toHaveLength(1);
  });

  it('get more time only when the chair grants it', async () => {
    const { id } = await agree({ text: 'Needs time' });
    const ask = (version: number, newDueOn: string) =>
      say('askExtension', 'AskExtensionInput', {
        actionId: id,
        version,
        newDueOn,
        reason: 'Waiting for a report',
      });
    expect((await ask(1, '2026-12-12')).said).toMatchObject({ code: 'DUE_ON_NOT_WORKING_DAY' });
    expect((await ask(1, '2026-11-30')).said).toMatchObject({ code: 'EXTENSION_NOT_LATER' });
    expect((await ask(1, '2026-12-14')).said).toMatchObject({
      dueOn: '2026-12-07',
      extensionNewDueOn: '2026-12-14',
    });
    const decide = (granted: boolean, token: string, version: number, reason?: string) =>
      say('decideExtension', 'DecideExtensionInput', { actionId: id, version, granted, reason }, token);
    expect((await decide(true, probationOfficer, 2)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await decide(false, chair, 2)).said).toMatchObject({ code: 'TEXT_NEEDED', field: 'reason' });
    expect((await decide(true, chair, 2)).said).toMatchObject({
      dueOn: '2026-12-14',
      originalDueOn: '2026-12-07',
      extensionCount: 1,
      extensionNewDueOn: null,
    });
    expect((await decide(true, chair, 3)).said).toMatchObject({ code: 'NO_EXTENSION_ASKED' });
  });

  it('keep not possible apart from not undertaken, and can be withdrawn or given to somebody', async () => {
    const ids: string[] = [];
    for (const text of ['One', 'Two', 'Three', 'Four'])
      ids.push((await agree({ text: `Number ${text}` })).id);
    const not = await say('actionNotPossible', 'ActionNotPossibleInput', {
      actionId: ids[0],
      version: 1,
      reasonCode: 'VICTIM_MOVED',
    });
    expect(not.said).toMatchObject({ status: 'NOT_POSSIBLE_CHANGED', reasonCode: 'victim_moved' });
    const undone = await say('actionNotUndertaken', 'ActionNotUndertakenInput', {
      actionId: ids[1],
      version: 1,
      reasonCode: 'CAPACITY',
      note: 'Two people left',
    });
    expect(undone.said).toMatchObject({ status: 'NOT_UNDERTAKEN', note: 'Two people left' });
    const withdrawal = { actionId: ids[2], version: 1, reason: 'Overtaken' };
    const byAgency = await say('withdrawAction', 'WithdrawActionInput', withdrawal);
    expect(byAgency.errors[0]?.extensions.code).toBe('FORBIDDEN');
    const byChair = await say('withdrawAction', 'WithdrawActionInput', withdrawal, chair);
    expect(byChair.said).toMatchObject({ status: 'WITHDRAWN_BY_CHAIR', isOpen: false });
    const given = await say('assignAction', 'AssignActionInput', {
      actionId: ids[3],
      version: 1,
      ownerId: officer.id,
    });
    expect(given.said.owner).toEqual({ name: 'Pat Probation' });
    const back = await say('assignAction', 'AssignActionInput', { actionId: ids[3], version: 2 });
    expect(back.said.owner).toBeNull();
  });

  it('do not exist for other agencies', async () => {
    const { id } = await agree({ text: 'Not yours' });
    const read = await api.send(houser, 'query ($id: ID!) { action(id: $id) { id } }', { id });
    expect(read.errors[0]?.extensions.code).toBe('NOT_FOUND');
    const change = await say(
      'acknowledgeAction',
      'AcknowledgeActionInput',
      { actionId: id, version: 1 },
      houser,
    );
    expect(change.errors[0]?.extensions.code).toBe('NOT_FOUND');
    const lead = await api.send(strategist, '{ agencyActions { totalCount } }');
    expect(lead.errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await api.send(houser, '{ agencyActions { totalCount } }')).data.agencyActions.totalCount).toBe(
      0,
    );
  });

  it('are closed by one of two people who try at once: one entry, one announcement', async () => {
    const { id } = await agree({ text: 'Raced for' });
    const close = () =>
      say('completeAction', 'CompleteActionInput', { actionId: id, version: 1, note: 'Mine was first' });
    const all = await Promise.all([close(), close(), close(), close()]);
    const codes = all.map(({ said }) => said.code ?? 'won');
    expect(codes.filter((code) => code === 'won')).toHaveLength(1);
    expect(codes.filter((code) => code === 'CHANGED_SINCE_YOU_LOOKED')).toHaveLength(3);
    const entries = await api.db.reading.findBy(AuditEntry, { subjectId: id, what: 'action:complete' });
    expect(entries).toHaveLength(1);
    const closings = await api.db.reading.findBy(Announcement, { event: 'action.closed' });
    expect(closings.filter((row) => row.payload['actionId'] === id)).toHaveLength(1);
  });

  it('are listed for their agency, overdue first, in pages, with counts that agree', async () => {
    api.clock.set('2026-12-08T09:00:00.000Z' as Moment);
    const seen: { reference: string; isOverdue: boolean; dueOn: string }[] = [];
    let after: string | null = null;
    let total = 0;
    do {
      const LIST = `query ($after: String) { agencyActions(first: 3, after: $after) { totalCount
        pageInfo { hasNextPage endCursor }
        edges { node { reference isOverdue daysOverdue dueOn agency { name } panel { code } owner { name } } } } }`;
      const answer = await api.send(probationOfficer, LIST, { after });
      expect(answer.errors).toEqual([]);
      const page: any = answer.data.agencyActions;
      seen.push(...page.edges.map((edge: { node: (typeof seen)[number] }) => edge.node));
      total = page.totalCount;
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toHaveLength(total);
    expect(new Set(seen.map((action) => action.reference)).size).toBe(total);
    expect(seen.map((action) => action.dueOn)).toEqual(seen.map((action) => action.dueOn).sort());
    const counts = await api.send(
      probationOfficer,
      '{ agencyActionCounts { overdue dueNext7Days dueLater doneThisQuarter unassigned owners { count person { name } } } }',
    );
    const { overdue, dueNext7Days, dueLater, unassigned, owners, doneThisQuarter } =
      counts.data.agencyActionCounts;
    expect(overdue).toBe(seen.filter((action) => action.isOverdue).length);
    expect(overdue + dueNext7Days + dueLater).toBe(total);
    expect(unassigned + owners.reduce((so: number, owner: any) => so + owner.count, 0)).toBe(total);
    expect(doneThisQuarter).toBe(2);
    const bucket = await api.send(
      probationOfficer,
      '{ agencyActions(due: [OVERDUE], unassigned: true) { totalCount } closed: agencyActions(status: CLOSED) { totalCount edges { node { status } } } }',
    );
    expect(bucket.data.agencyActions.totalCount).toBeLessThan(overdue);
    expect(bucket.data.closed.totalCount).toBe(5);
    for (const query of [
      '{ agencyActions(ownerIds: ["x"]) { totalCount } }',
      '{ actions(panelId: "a\\u0000") { totalCount } }',
      `{ actions(after: "${Buffer.from('["a\\u0000","b"]').toString('base64url')}") { totalCount } }`,
    ]) {
      expect((await api.send(chair, query)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
    const across = await api.send(chair, '{ actions(overdueOnly: true) { totalCount } }');
    expect(across.data.actions.totalCount).toBe(overdue);
  });

  it('stand with their case, an agency seeing its own, and name it', async () => {
    const mine = await agree({ text: 'Ask for the pre-sentence report' });
    await agree({ text: 'Check the door cameras', agencyId: police.id });
    const OF_CASE = `query ($id: ID!) { case(id: $id) { openActionCount actions { reference agency { name } } } }`;
    const ask = (token: string) => api.send(token, OF_CASE, { id: caseFile.id });
    const [all, some] = [await ask(chair), await ask(probationOfficer)];
    const agencies = (answer: typeof all) =>
      new Set(answer.data.case.actions.map((one: { agency: { name: string } }) => one.agency.name));
    expect(agencies(all)).toEqual(new Set(['Probation Service', 'Northbridge Police']));
    expect(agencies(some)).toEqual(new Set(['Probation Service']));
    expect(some.data.case.openActionCount).toBe(all.data.case.openActionCount);
    const ONE = `query ($id: ID!) { action(id: $id) { case { id reference } } }`;
    const one = await api.send(probationOfficer, ONE, { id: mine.id });
    expect(one.data.action.case).toEqual({ id: caseFile.id, reference: 'NB-2026-0147' });
  });
});
