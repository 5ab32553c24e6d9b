import type { Agency, Person } from '#agencies';
import type { CaseFile } from '#cases';
import { Panel } from '#panels';
import type { Database } from '#platform';
import { aCase, anAgency, aPanel, aPerson, aToken, type GivenCase } from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';

/** A panel of three agencies that meets every second Tuesday, with the people who work on it. */
export type MeetingsSetting = {
  api: ApiUnderTest;
  panel: Panel;
  police: Agency;
  housing: Agency;
  probation: Agency;
  chairId: string;
  officer: Person;
  /** Tokens: the chair, the coordinator, a member of each agency, and people without a place on the panel. */
  chair: string;
  coordinator: string;
  policeMember: string;
  housingMember: string;
  stranger: string;
  strategicLead: string;
  auditor: string;
  /** Puts a flagged case before the panel. */
  flag(given?: GivenCase): Promise<CaseFile>;
  /** The thing a mutation gives, or its refusal. */
  ask<T = any>(token: string, query: string, variables?: Record<string, unknown>): Promise<T>;
  /** The code of the error or refusal, or the type of what came. */
  outcome(token: string | null, query: string, variables?: Record<string, unknown>): Promise<string>;
};

/** Sets the scene: Monday 23 November 2026, 9am; the next meeting is on Tuesday 24 November. */
export async function aMeetingsSetting(
  from: { now?: string; database?: Database } = {},
  given: Partial<Panel> = {},
): Promise<MeetingsSetting> {
  const api = await anApi(from);
  const { db, clock } = api;
  const [police, housing, probation, other] = [
    await anAgency(db, clock, { kind: 'police' }),
    await anAgency(db, clock, { kind: 'housing' }),
    await anAgency(db, clock, { kind: 'probation' }),
    await anAgency(db, clock),
  ] as const;
  const chairPerson = await aPerson(db, clock, police, 'chair');
  const coordinatorPerson = await aPerson(db, clock, police, 'coordinator');
  const panel = await aPanel(db, clock, [police, housing, probation], {
    chairId: chairPerson.id,
    coordinatorId: coordinatorPerson.id,
    ...given,
  });
  const officer = await aPerson(db, clock, housing, 'agency_member');
  const token = (person: Person) => aToken(db, clock, person);
  const ask: MeetingsSetting['ask'] = async (who, query, variables) => {
    const answer = await api.send(who, query, variables);
    if (answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors));
    return Object.values(answer.data ?? {})[0] as never;
  };
  return {
    api,
    panel,
    police,
    housing,
    probation,
    officer,
    chairId: chairPerson.id,
    chair: await token(chairPerson),
    coordinator: await token(coordinatorPerson),
    policeMember: await token(await aPerson(db, clock, police, 'agency_member')),
    housingMember: await token(officer),
    stranger: await token(await aPerson(db, clock, other, 'agency_member')),
    strategicLead: await token(await aPerson(db, clock, other, 'strategic_lead')),
    auditor: await token(await aPerson(db, clock, other, 'auditor')),
    flag: (columns = {}) => aCase(db, clock, panel, police, columns),
    ask,
    outcome: async (who, query, variables) => {
      const { data, errors } = await api.send(who, query, variables);
      if (errors[0]) return errors[0].extensions.code;
      const found = Object.values(data ?? {})[0] as { __typename?: string; code?: string };
      return found.code ?? found.__typename ?? 'ok';
    },
  };
}

/** Changes a panel behind the API's back. */
export async function changePanelRow(setting: MeetingsSetting, columns: Partial<Panel>): Promise<void> {
  const { db } = setting.api;
  await db.transaction(async () => void (await db.writing.update(Panel, { id: setting.panel.id }, columns)));
}

const REFUSAL = '... on Refusal { code message field }';
const MEETING =
  'id heldOn plannedOn startsAt endsAt state version movedReason cancelledReason publishedAt addendumCount startedAt endedAt currentListingId caseCount';
const LISTING =
  'id state kind position plannedMinutes band priorityLow priorityHigh points { component low high max reason } reasons dataNeeded profile leftOutReason isPinned chairReason isMovedByChair isMinutesByChair addendum heldUntil version case { id reference victimInitials victimAge openActionCount overdueActionCount referringAgency { name } }';
const AGENDA = `meeting { ${MEETING} } capacityMinutes minutesPlanned minutesFree overflowMinutes standingMinutes moreWaiting builtAt profile
  slots { kind label startsAt endsAt minutes listing { ${LISTING} } } leftOut { ${LISTING} } held { ${LISTING} }
  lastChange { id kind reason caseReference changedBy { name } } checks { code isMet message }`;

const onMeeting = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { __typename ... on Meeting { ${MEETING} } ${REFUSAL} } }`;
const onAgenda = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { __typename ... on Agenda { ${AGENDA} } ${REFUSAL} } }`;
const onAgendaOf = (name: string) =>
  `mutation ($id: ID!) { ${name}(meetingId: $id) { __typename ... on Agenda { ${AGENDA} } ${REFUSAL} } }`;

/** The documents of the specs. */
export const DOCUMENTS = {
  generate: `mutation ($id: ID!) { generateMeetings(panelId: $id) { __typename ... on GeneratedMeetings { created clashes { on message } panel { id } meetings { ${MEETING} } } ${REFUSAL} } }`,
  move: onMeeting('moveMeeting', 'MoveMeetingInput'),
  cancel: onMeeting('cancelMeeting', 'CancelMeetingInput'),
  build: onAgendaOf('buildAgenda'),
  undo: onAgendaOf('undoAgendaChange'),
  pin: onAgenda('pinListing', 'PinListingInput'),
  moveListing: onAgenda('moveListing', 'MoveListingInput'),
  minutes: onAgenda('setListingMinutes', 'SetListingMinutesInput'),
  hold: onAgenda('holdListing', 'HoldListingInput'),
  include: onAgenda('includeListing', 'IncludeListingInput'),
  publish: onAgenda('publishAgenda', 'PublishAgendaInput'),
  add: onAgenda('addToAgenda', 'AddToAgendaInput'),
  start: onMeeting('startMeeting', 'StartMeetingInput'),
  goTo: onMeeting('goToListing', 'GoToListingInput'),
  end: onMeeting('endMeeting', 'EndMeetingInput'),
  attend: `mutation ($input: RecordAttendanceInput!) { recordAttendance(input: $input) { __typename ... on Attendance { id presence note version isConfidentialityAgreed person { id } agency { id } } ${REFUSAL} } }`,
  record: `mutation ($input: RecordDiscussionInput!) { recordDiscussion(input: $input) { __typename ... on Listing { id state notes victimView riskBefore riskAfter decision decisionReason actionCount version startedAt endedAt meeting { id } case { reference } } ${REFUSAL} } }`,
  agree: `mutation ($input: AgreeActionInput!) { agreeAction(input: $input) { __typename ... on Action { id version meeting { id } } ${REFUSAL} } }`,
  meeting: `query ($id: ID!) { meeting(id: $id) { ${MEETING} isQuorate panel { id name } chair { name } attendance { id presence version agency { id } } } }`,
  agenda: `query ($id: ID!) { meeting(id: $id) { ${MEETING} panel { id name } chair { name } agenda { ${AGENDA} } } }`,
  list: `query ($when: MeetingsWhen, $panelId: ID, $first: Int, $after: String) { meetings(when: $when, panelId: $panelId, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { ${MEETING} panel { name } chair { name } } } } }`,
} as const;

/** An id of ours that belongs to nothing. */
export const NOBODY = '01999999-9999-7999-8999-999999999999';
