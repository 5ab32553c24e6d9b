import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '#audit';
import { type CaseFile, ConflictDismissal } from '#cases';
import type { Person } from '#agencies';
import { aPerson, aToken } from '#testkit';
import { aMeetingsSetting, DOCUMENTS as D, type MeetingsSetting } from './meetings-setting.js';

const ON_AGENDA = `query ($id: ID!) { meeting(id: $id) { version agenda {
  conflictSuggestions { because person { id } case { id } } } } }`;
const ON_CASE = `query ($id: ID!) { case(id: $id) { conflictSuggestions { person { id } }
  conflictDismissals { reason person { id } dismissedBy { id } } } }`;
const DISMISS = `mutation ($input: DismissConflictSuggestionInput!) {
  dismissConflictSuggestion(input: $input) { __typename ... on Refusal { code } } }`;
const RESTRICT = `mutation ($input: RestrictCaseInput!) {
  restrictCase(input: $input) { __typename ... on Refusal { code message } } }`;
const PUBLISH = `mutation ($input: PublishAgendaInput!) {
  publishAgenda(input: $input) { __typename ... on Refusal { code message } } }`;
const ADD = `mutation ($input: AddToAgendaInput!) {
  addToAgenda(input: $input) { __typename ... on Refusal { code message } } }`;
const reason = 'They grew up together';

type Suggested = { because: string[]; person: { id: string }; case: { id: string } }[] | null;

describe('staff matched against the people of a case before an agenda is published', () => {
  let s: MeetingsSetting;
  let meetingId: string;
  let known: CaseFile;
  let other: CaseFile;
  const staff: Record<string, Person> = {};

  const outcome = (token: string, document: string, input: object) => s.outcome(token, document, { input });
  async function onAgenda(token: string): Promise<{ version: number; found: Suggested }> {
    const meeting = await s.ask(token, ON_AGENDA, { id: meetingId });
    return { version: meeting.version, found: meeting.agenda.conflictSuggestions };
  }
  const pairs = (found: Suggested) =>
    (found ?? []).map(({ person, case: one }) => `${one.id} ${person.id}`).sort();
  const publish = async (token: string) => {
    const { version } = await onAgenda(token);
    return s.ask(token, PUBLISH, { input: { meetingId, version } });
  };

  beforeAll(async () => {
    s = await aMeetingsSetting();
    const { db, clock } = s.api;
    const put = async (key: string, name: string, agency = s.housing, given: Partial<Person> = {}) =>
      void (staff[key] = await aPerson(db, clock, agency, 'agency_member', { name, ...given }));
    await put('namesake', 'Jordan Reyes');
    await put('writer', 'Sam Lowe', s.probation, { email: 'sam.lowe@home.example' });
    await put('left', 'Jordan Reyes', s.housing, { isActive: false });
    const auditor = await aPerson(db, clock, s.police, 'auditor', { name: 'Jordan Reyes' });
    expect(auditor.role).toBe('auditor');
    known = await s.flag({
      victim: { firstName: 'Jordan', lastName: 'Reyes' },
      suspect: { firstName: 'Kim', lastName: 'Oakes', handles: ['sam.lowe@home.example'] },
    });
    other = await s.flag({ victim: { firstName: 'Robin', lastName: 'Vale' } });
    const { meetings } = await s.ask(s.chair, D.generate, { id: s.panel.id });
    meetingId = meetings[0].id as string;
    await s.ask(s.chair, D.build, { id: meetingId });
  });
  afterAll(() => s.api.close());

  it('names staff who would know of the case, by whom they resemble, and nobody else', async () => {
    const { found } = await onAgenda(s.chair);
    expect(pairs(found)).toEqual(
      [`${known.id} ${staff['namesake']!.id}`, `${known.id} ${staff['writer']!.id}`].sort(),
    );
    expect(found!.flatMap(({ because }) => because)).toEqual([
      'Victim: name written the same',
      'Suspect: same e-mail address',
    ]);
  });

  it('stops publishing, and says nothing to those who do not prepare the agenda', async () => {
    expect(await publish(s.chair)).toMatchObject({
      code: 'AGENDA_NOT_READY',
      message: '2 people may know a person of a case: look before publishing.',
    });
    expect(await s.outcome(s.housingMember, ON_AGENDA, { id: meetingId })).toBe('FORBIDDEN');
    const own = await aToken(s.api.db, s.api.clock, staff['namesake']!);
    expect(await s.outcome(own, ON_CASE, { id: known.id })).toBe('NOT_FOUND');
    for (const token of [own, s.housingMember, s.policeMember, s.stranger, s.auditor])
      expect(['NOT_FOUND', 'FORBIDDEN']).toContain(
        await outcome(token, DISMISS, { caseId: known.id, personId: staff['namesake']!.id, reason }),
      );
  });

  it('is never about the person who asks, nor about a case that is not theirs to know', async () => {
    const { db, clock } = s.api;
    const [row] = await db.query<{ id: string; name: string }>(
      'select p.id, p.name from person p join panel n on n.coordinator_id = p.id where n.id = :id',
      { id: s.panel.id },
    );
    const rename = (name: string) =>
      db.transaction(() => db.change('update person set name = :name where id = :id', { name, id: row!.id }));
    await rename('Robin Vale');
    const aboutThem = `${other.id} ${row!.id}`;
    expect(pairs((await onAgenda(s.chair)).found)).toContain(aboutThem);
    expect(pairs((await onAgenda(s.coordinator)).found)).not.toContain(aboutThem);
    const { conflictSuggestions } = await s.ask(s.coordinator, ON_CASE, { id: other.id });
    expect(conflictSuggestions).toEqual([]);
    expect(await outcome(s.coordinator, DISMISS, { caseId: other.id, personId: row!.id, reason })).toBe(
      'NO_SUGGESTION',
    );
    await rename(row!.name);
    const excluded = { caseId: known.id, kind: 'EXCLUDE', personId: row!.id, agencyId: null, reason };
    expect(await outcome(s.chair, RESTRICT, excluded)).toBe('Case');
    expect((await onAgenda(s.coordinator)).found).toEqual([]);
    await db.transaction(() =>
      db.change('update case_restriction set lifted_at = :now where case_id = :id', {
        now: clock.now(),
        id: known.id,
      }),
    );
    expect((await onAgenda(s.coordinator)).found).toHaveLength(2);
  });

  it('goes once the person is excluded, or once somebody says that it is nothing', async () => {
    const { namesake, writer } = staff;
    const exclude = { caseId: known.id, kind: 'EXCLUDE', personId: namesake!.id, agencyId: null, reason };
    expect(await outcome(s.chair, RESTRICT, exclude)).toBe('Case');
    const nothing = { caseId: known.id, personId: writer!.id, reason };
    expect(await outcome(s.chair, DISMISS, { ...nothing, reason: ' ' })).toBe('BAD_USER_INPUT');
    expect(await outcome(s.chair, DISMISS, nothing)).toBe('Case');
    expect(await outcome(s.coordinator, DISMISS, nothing)).toBe('NO_SUGGESTION');
    const shown = await s.ask(s.coordinator, ON_CASE, { id: known.id });
    expect(shown.conflictSuggestions).toEqual([]);
    expect(shown.conflictDismissals).toEqual([
      { reason, person: { id: writer!.id }, dismissedBy: { id: s.chairId } },
    ]);
    expect(await s.api.db.reading.find(ConflictDismissal, {})).toMatchObject([
      { casePersonId: expect.any(String), signs: ['email_same'] },
    ]);
    const { db } = s.api;
    expect(await db.reading.countBy(AuditEntry, { what: 'conflict:dismiss' })).toBe(1);
    expect((await onAgenda(s.chair)).found).toEqual([]);
    expect(await publish(s.chair)).toMatchObject({ __typename: 'Agenda' });
  });

  it('is looked at before a case comes onto an agenda that is published, too', async () => {
    const urgent = await s.flag({ suspect: { firstName: 'Jordan', lastName: 'Reyes' } });
    const add = () => outcome(s.chair, ADD, { meetingId, caseId: urgent.id, reason: 'It cannot wait' });
    expect(await add()).toBe('CONFLICTS_TO_LOOK_AT');
    const nothing = { caseId: urgent.id, personId: staff['namesake']!.id, reason };
    expect(await outcome(s.chair, DISMISS, nothing)).toBe('Case');
    expect(await add()).toBe('Agenda');
  });

  it('takes as many statements for twenty cases as for one', async () => {
    const { api } = s;
    let count = 0;
    api.db.listen(() => void (count += 1));
    const statementsOf = async (id: string) => {
      count = 0;
      await s.ask(
        s.chair,
        `query ($id: ID!) { panel(id: $id) { id }
        cases(panelId: $id, first: ${id}) { edges { node { conflictSuggestions { because } } } } }`,
        {
          id: s.panel.id,
        },
      );
      return count;
    };
    for (let i = 0; i < 18; i += 1) await s.flag({ victim: { firstName: 'Jordan', lastName: 'Reyes' } });
    const [one, twenty] = [await statementsOf('1'), await statementsOf('20')];
    process.stdout.write(`Statements with suggestions: ${one} for one case, ${twenty} for twenty\n`);
    expect(twenty).toBe(one);
  });
});
