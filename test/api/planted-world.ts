import { systemActor } from '#access';
import { type Agency, ApiTokens, Person, Services } from '#agencies';
import {
  AccessRequest,
  CaseFile,
  CasePerson,
  CaseRestriction,
  Cases,
  CaseTransfer,
  SecondLook,
  Triage,
} from '#cases';
import { type Day, newId } from '#kernel';
import { type LinkState, PersonLink } from '#links';
import { Attendance, type Listing, type Meeting } from '#meetings';
import type { Panel } from '#panels';
import { ReminderMessage, Reminders } from '#reminders';
import {
  aCase,
  aDraft,
  aListing,
  aMeeting,
  anAgency,
  aPanel,
  aPerson,
  aToken,
  aTriage,
  bankHolidays,
  type GivenCase,
  someDetails,
} from '#testkit';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { anUnreadMessage } from '../harness/unread-message.js';

/** Everybody who may ask: the columns of the access matrix, in their order. */
export const ASKERS = [
  'chair',
  'chairElsewhere',
  'coordinator',
  'owner',
  'member',
  'lead',
  'advocate',
  'strategic',
  'auditor',
  'administrator',
  'former',
  'signedOut',
] as const;

/** One of {@link ASKERS}. */
export type Asker = (typeof ASKERS)[number];

/** Where a thing belongs, seen from the panel: its own, another panel's, or its own but about a restricted case. */
export const PLACES = ['own', 'other', 'restricted'] as const;

/** One of {@link PLACES}. */
export type Place = (typeof PLACES)[number];

/** The things of one place. */
export type Things = {
  panelId: string;
  agencyId: string;
  /** Listed at the running meeting, with an open action. */
  caseId: string;
  closedCaseId: string;
  meetingId: string;
  listingId: string;
  actionId: string;
  attendanceId: string;
  /** An entry of a list of the case, and a conflict, both lifted long ago. */
  restrictionId: string;
  conflictId: string;
  /** A request to see the case that was declined. */
  requestId: string;
  /** The case is on its way from the panel, and has been drawn for a second look. */
  transferId: string;
  secondLookId: string;
  /** Between the suspects of the two cases. */
  linkId: string;
  /** The two people of the first case. */
  personIds: [string, string];
  /** Words that only those who may see the case may read. */
  secrets: string[];
};

/** A small world of two panels with everything that an operation may be about. */
export type PlantedWorld = {
  api: ApiUnderTest;
  tokens: Record<Asker, string | null>;
  people: Record<Exclude<Asker, 'signedOut'>, Person>;
  agencies: Record<'police' | 'housing' | 'probation' | 'advocacy' | 'council' | 'oversight', Agency>;
  /** A system of the housing agency, and a token of it. */
  service: Person;
  serviceTokenId: string;
  panel: Panel;
  otherPanel: Panel;
  /** The meeting of the panel that is in session. */
  meeting: Meeting;
  things: Record<Place, Things>;
  /** A referral that the owner has begun. */
  draftId: string;
  /** A text in that draft. */
  draftSecret: string;
  /** A message of the referral mailbox that could not be read. */
  mailboxMessageId: string;
  /** Plants one more restricted case that stands at the running meeting, with an action of the police. */
  plantRestricted(): Promise<void>;
  /** Plants one more case of the other panel, at its meeting, from which its chair is excluded. */
  plantExcluding(): Promise<Things>;
};

let planted = 0;

/** A case whose every sensitive field holds a word of its own. */
function secretCase(): { given: GivenCase; secrets: string[] } {
  planted += 1;
  const word = (name: string) => `Planted${name}${planted}x`;
  const given: GivenCase = {
    reference: word('Reference'),
    crimeNumber: word('Crime'),
    criteriaReason: word('Criteria'),
    referrerName: word('Referrer'),
    victim: {
      firstName: word('First'),
      lastName: word('Last'),
      address: word('Address'),
      phone: word('Phone'),
      handles: [word('Handle')],
    },
    suspect: { lastName: word('Suspect'), alias: word('Alias') },
    assessments: [{ level: 'high', score: 15, rationale: word('Rationale') }],
    incidents: [{ description: word('Incident') }],
    flagReason: word('Flag'),
  };
  return {
    given,
    secrets: [...JSON.stringify(given).matchAll(/Planted\w+?x(?=")/g)].map(([found]) => found),
  };
}

/** Builds it; Monday 23 November 2026, 9am in London. */
export async function aPlantedWorld(env: Record<string, string> = {}): Promise<PlantedWorld> {
  const api = await anApi({ env });
  const { db, clock } = api;
  const agency = (name: string, kind: Agency['kind']) => anAgency(db, clock, { name, kind });
  const agencies = {
    police: await agency('Riverside Police', 'police'),
    housing: await agency('Riverside Housing', 'housing'),
    probation: await agency('Riverside Probation', 'probation'),
    advocacy: await agency('Riverside Advocacy', 'stalking_advocacy'),
    council: await agency('Hillside Council', 'adult_social_care'),
    oversight: await agency('Office of Oversight', 'other'),
  };
  const people = await peopleOf(api, agencies);
  const panel = await aPanel(
    db,
    clock,
    [agencies.police, agencies.housing, agencies.probation, agencies.advocacy],
    { code: 'RIVER', chairId: people.chair.id, coordinatorId: people.coordinator.id },
  );
  const otherPanel = await aPanel(db, clock, [agencies.council], {
    code: 'HILL',
    chairId: people.chairElsewhere.id,
  });
  await bankHolidays(db, ['2026-12-25', '2026-12-28', '2027-01-01']);
  const tokens = { signedOut: null } as Record<Asker, string | null>;
  for (const [asker, person] of Object.entries(people)) {
    tokens[asker as Asker] = await aToken(db, clock, person);
  }
  const meeting = await aMeeting(db, clock, panel);
  const otherMeeting = await aMeeting(db, clock, otherPanel);
  await seats(api, meeting, panel, [
    agencies.police,
    agencies.housing,
    agencies.probation,
    agencies.advocacy,
  ]);
  await seats(api, otherMeeting, otherPanel, [agencies.council]);
  const plant = (
    on: Panel,
    at: Meeting,
    by: Agency,
    to: Agency,
    chair: string | null,
    handling: CaseFile['handling'],
  ) => thingsOf(api, { panel: on, meeting: at, by, to, chair, handling });
  const { police, housing, council } = agencies;
  const own = await plant(panel, meeting, police, housing, tokens.chair, 'standard');
  const other = await plant(otherPanel, otherMeeting, council, council, tokens.chairElsewhere, 'standard');
  const restricted = await plant(panel, meeting, police, police, tokens.chair, 'highly_restricted');
  const told = [agencies.housing.id, agencies.probation.id, agencies.advocacy.id];
  await db.transaction(() =>
    api.app
      .get(Cases, { strict: false })
      .grantAccess([own.caseId, own.closedCaseId], told, 'asked_to_attend', '2027-01-04' as Day),
  );
  const begun = `${own.secrets[0]}Begun`;
  const draft = await aDraft(db, clock, people.owner, [{ field: 'mustNotKnow', values: [begun] }]);
  const system = await aService(api, agencies.housing);
  return {
    api,
    tokens,
    people,
    agencies,
    ...system,
    panel,
    otherPanel,
    meeting,
    draftId: draft.id,
    draftSecret: begun,
    mailboxMessageId: (await anUnreadMessage(api.db, api.clock)).id,
    things: { own, other, restricted },
    plantRestricted: async () => {
      await plant(panel, meeting, police, police, tokens.chair, 'highly_restricted');
    },
    plantExcluding: async () => {
      const things = await plant(
        otherPanel,
        otherMeeting,
        council,
        council,
        tokens.chairElsewhere,
        'standard',
      );
      const entry = { kind: 'exclude' as const, personId: people.chairElsewhere.id, agencyId: null };
      const made = { reason: 'They are neighbours', since: clock.now(), madeById: null };
      const open = { liftedAt: null, liftedById: null, liftedReason: null };
      const rows = [things.caseId, things.closedCaseId].map((caseId) => ({
        ...{ id: newId(), caseId, ...entry, ...made, ...open },
      }));
      await db.transaction(async () => void (await db.writing.insert(CaseRestriction, rows)));
      return things;
    },
  };
}

async function aService(
  { app }: ApiUnderTest,
  agency: Agency,
): Promise<Pick<PlantedWorld, 'service' | 'serviceTokenId'>> {
  const [by, role] = [systemActor('test'), 'agency_member'] as const;
  const added = await app
    .get(Services, { strict: false })
    .add(by, { agencyId: agency.id, name: 'Case system', role });
  if (!added.ok) throw new Error(added.refusal.message);
  const wanted = { name: 'Nightly', scopes: ['read'] as const, days: 30 };
  const made = await app.get(ApiTokens, { strict: false }).makeForService(by, added.value.id, wanted);
  if (!made.ok) throw new Error(made.refusal.message);
  return { service: added.value, serviceTokenId: made.value.made.id };
}

async function peopleOf(
  { db, clock }: ApiUnderTest,
  agencies: PlantedWorld['agencies'],
): Promise<PlantedWorld['people']> {
  const { police, housing, probation, advocacy, council, oversight } = agencies;
  return {
    chair: await aPerson(db, clock, police, 'chair'),
    chairElsewhere: await aPerson(db, clock, council, 'chair'),
    coordinator: await aPerson(db, clock, police, 'coordinator'),
    owner: await aPerson(db, clock, housing, 'agency_member'),
    member: await aPerson(db, clock, probation, 'agency_member'),
    lead: await aPerson(db, clock, housing, 'agency_lead'),
    advocate: await aPerson(db, clock, advocacy, 'advocate'),
    strategic: await aPerson(db, clock, oversight, 'strategic_lead'),
    auditor: await aPerson(db, clock, oversight, 'auditor'),
    administrator: await aPerson(db, clock, oversight, 'administrator'),
    former: await aPerson(db, clock, housing, 'agency_member', { isActive: false }),
  };
}

async function seats(api: ApiUnderTest, meeting: Meeting, _panel: Panel, agencies: Agency[]): Promise<void> {
  const rows = agencies.map((agency) => ({
    id: newId(),
    meetingId: meeting.id,
    agencyId: agency.id,
    personId: null,
    presence: 'expected' as const,
    note: '',
    isConfidentialityAgreed: false,
    recordedAt: null,
  }));
  await api.db.transaction(async () => void (await api.db.writing.insert(Attendance, rows)));
}

type Planting = {
  panel: Panel;
  meeting: Meeting;
  by: Agency;
  to: Agency;
  chair: string | null;
  handling: CaseFile['handling'];
};

/** A listed case with an action that `to` has agreed, and a closed case, both referred by `by`. */
async function thingsOf(
  api: ApiUnderTest,
  { panel, meeting, by, to, chair, handling }: Planting,
): Promise<Things> {
  const { db, clock } = api;
  const open = secretCase();
  const over = secretCase();
  const caseFile = await aCase(db, clock, panel, by, { ...open.given, state: 'listed', handling });
  const closed = { state: 'closed', closedAt: clock.now(), flagReason: null } as const;
  const closedCase = await aCase(db, clock, panel, by, { ...over.given, ...closed, handling });
  const notes = `${open.given.reference}Notes`;
  const listing: Listing = await aListing(db, meeting, caseFile, { notes });
  const agreed = await api.send(
    chair,
    `mutation ($input: AgreeActionInput!) { agreeAction(input: $input) { ... on Action { id } ... on Refusal { code } } }`,
    {
      input: {
        listingId: listing.id,
        agencyId: to.id,
        text: `Ring ${notes}`,
        category: 'VICTIM_SAFETY',
        priority: 'ROUTINE',
      },
    },
  );
  const actionId = agreed.data!['agreeAction'].id as string;
  await api.app.get(Reminders, { strict: false }).planFor(actionId);
  const sentTo = `${open.given.reference}Told`;
  await db.transaction(async () => {
    await db.writing.insert(
      ReminderMessage,
      aReminder(api, { actionId, caseId: caseFile.id, address: sentTo }),
    );
  });
  const safely = `${caseFile.reference}Safely`;
  await someDetails(db, caseFile.id, { safeChannel: safely });
  const settled = await settledEntries(api, caseFile, by);
  const seat = await db.reading.findOneByOrFail(Attendance, { meetingId: meeting.id, agencyId: by.id });
  const people = await db.reading.findBy(CasePerson, { caseId: caseFile.id });
  return {
    linkId: await plantLink(api, caseFile.id, closedCase.id),
    personIds: [people[0]!.id, people[1]!.id],
    panelId: panel.id,
    agencyId: by.id,
    caseId: caseFile.id,
    closedCaseId: closedCase.id,
    meetingId: meeting.id,
    listingId: listing.id,
    actionId,
    attendanceId: seat.id,
    ...settled.ids,
    ...(await handedOver(api, panel, caseFile)),
    secrets: [
      ...open.secrets,
      ...over.secrets.filter((secret) => secret !== over.given.flagReason),
      notes,
      safely,
      ...settled.secrets,
      sentTo,
      actionId,
      caseFile.id,
      closedCase.id,
      listing.id,
    ],
  };
}

/** What is on record of who might see the case, all of it settled: it opens and closes the case to nobody. */
async function settledEntries({ db, clock }: ApiUnderTest, caseFile: CaseFile, by: Agency) {
  const person = await db.reading.findOneByOrFail(Person, { agencyId: by.id });
  const ids = { restrictionId: newId(), conflictId: newId(), requestId: newId() };
  const reason = `${caseFile.reference}Why`;
  const notes = `${caseFile.reference}Restricted`;
  const at = clock.now();
  const entry = { caseId: caseFile.id, personId: person.id, agencyId: null, reason, since: at };
  const lifted = { madeById: person.id, liftedAt: at, liftedById: person.id, liftedReason: reason };
  await db.transaction(async () => {
    await db.writing.insert(CaseRestriction, [
      { ...entry, ...lifted, id: ids.restrictionId, kind: 'exclude' },
      { ...entry, ...lifted, id: ids.conflictId, kind: 'conflict' },
    ]);
    await db.writing.insert(AccessRequest, {
      ...{ id: ids.requestId, reference: caseFile.reference, personId: person.id, agencyId: by.id },
      ...{ reason, askedAt: at, lapsesOn: '2026-12-07' as Day, decidedAt: at, decidedById: person.id },
      ...{ isGranted: false, decisionReason: reason, grantedUntil: null },
    });
    await db.writing.update(
      CaseFile,
      { id: caseFile.id },
      { restrictedNotes: notes, version: caseFile.version },
    );
  });
  return { ids, secrets: [reason, notes, ...Object.values(ids)] };
}

/** The case went through triage; somebody is to look at it again, and it was nearly handed to another panel. */
async function handedOver(
  { db, clock }: ApiUnderTest,
  panel: Panel,
  caseFile: CaseFile,
): Promise<Pick<Things, 'transferId' | 'secondLookId'>> {
  const now = clock.now();
  const [transferId, secondLookId] = [newId(), newId()];
  const [at, on] = [{ fromPanelId: panel.id, toPanelId: panel.id }, { caseId: caseFile.id }];
  await db.transaction(async () => {
    const decided = { isOpen: false, outcome: 'accepted' as const, settledAt: now };
    await db.writing.insert(Triage, aTriage(caseFile, clock, panel, decided));
    await db.writing.insert(CaseTransfer, {
      ...{ id: transferId, ...on, ...at, reason: 'Moved', askedById: null, askedAt: now },
      ...{ settledAt: now, settledById: null, outcome: 'taken_back', version: 1 },
    });
    await db.writing.insert(SecondLook, {
      ...{ id: secondLookId, panelId: panel.id, month: '2026-10', ...on },
      ...{ doneAt: null, doneById: null, outcome: null, words: null, version: 1 },
    });
  });
  return { transferId, secondLookId };
}

/** Puts a link between the suspects of two cases; gives its id. */
export async function plantLink(
  { db, clock }: ApiUnderTest,
  caseId: string,
  otherCaseId: string,
  state: LinkState = 'suggested',
): Promise<string> {
  const suspectOf = (id: string) => db.reading.findOneByOrFail(CasePerson, { caseId: id, role: 'suspect' });
  const ids = [(await suspectOf(caseId)).id, (await suspectOf(otherCaseId)).id].sort();
  const id = newId();
  const row: PersonLink = {
    id,
    oneId: ids[0]!,
    otherId: ids[1]!,
    state,
    result: 'possible',
    score: 40,
    signs: ['name_sounds', 'born_unknown', 'handle_same'],
    rulesVersion: 1,
    isByHand: false,
    foundAt: clock.now(),
    version: 1,
  };
  await db.transaction(async () => void (await db.writing.insert(PersonLink, row)));
  return id;
}

function aReminder(
  { clock }: ApiUnderTest,
  about: Pick<ReminderMessage, 'actionId' | 'caseId' | 'address'>,
): ReminderMessage {
  const now = clock.now();
  return {
    ...about,
    duty: 'action',
    dutyId: about.actionId ?? '',
    id: newId(),
    stepKey: 'agreed',
    rule: 'When it is agreed',
    policyVersion: 1,
    level: 0,
    audience: 'owner',
    scheduledAt: now,
    recipientId: null,
    channel: 'email',
    template: 'due',
    templateVersion: 1,
    messageId: `<${about.actionId}@accord.example>`,
    state: 'failed',
    attempts: 1,
    result: null,
    queuedAt: now,
    settledAt: now,
  };
}

/** An id of ours that belongs to nothing. */
export const NOBODY = '01999999-9999-7999-8999-999999999999';
