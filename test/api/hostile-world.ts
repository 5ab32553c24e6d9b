import { generateSync } from 'otplib';
import { systemActor } from '#access';
import { USUAL_TERMS } from '#audit';
import {
  Invitations,
  LocalAccounts,
  LocalSignIn,
  OrganisationSignIn,
  passwordHash,
  type Person,
  Tickets,
} from '#agencies';
import {
  AccessRequest,
  BreakGlass,
  CaseFile,
  CasePerson,
  CaseRestriction,
  Cases,
  CaseTransfer,
  SecondLook,
  type Triage,
  TriageStep,
} from '#cases';
import { addMinutes, type Day, newId } from '#kernel';
import { aCase, aDraft, aListing, aMeeting, aPanel, aPerson, aReferral, completeAnswers } from '#testkit';
import { USUAL_LINK_SETTINGS_SENT, USUAL_TRIAGE_SETTINGS_SENT } from './access-matrix.js';
import { Organisation } from '../harness/organisation.js';
import { aPlantedWorld, type Asker, plantLink, type PlantedWorld } from './planted-world.js';

/** A call that is accepted when nothing is wrong with it, and who makes it. */
export type SoundCall = { by: Asker; variables: Record<string, unknown> };

/** A planted world in which every mutation has a sound call. */
export type HostileWorld = PlantedWorld & {
  calls: Record<string, SoundCall>;
  /** Ids of another panel or agency: nobody but an administrator may use them. */
  foreign: string[];
  close(): Promise<void>;
};

const reason = 'As the panel asked';

/** Builds it: beside the planted things a draft agenda, one that is ready, and cases in every state. */
export async function aHostileWorld(): Promise<HostileWorld> {
  const here = 'https://panel.example';
  const organisation = await Organisation.at(here);
  const world = await aPlantedWorld({ PUBLIC_URL: here, ...organisation.env });
  const { api, panel, agencies, people, tokens, things } = world;
  const { db, clock } = api;
  const put = (columns: Partial<CaseFile>) => aCase(db, clock, panel, agencies.police, columns);
  const ahead = { heldOn: '2026-12-08' as Day, publishedAt: null, startedAt: null };
  const draft = await aMeeting(db, clock, panel, { ...ahead, state: 'agenda_draft' });
  const ready = await aMeeting(db, clock, panel, {
    ...{ state: 'agenda_published', startedAt: null, plannedOn: '2026-11-16' as Day },
  });
  const empty = await aMeeting(db, clock, panel, { plannedOn: '2026-11-09' as Day });
  const first = await aListing(db, draft, await put({ state: 'listed' }), { position: 1 });
  const second = await aListing(db, draft, await put({ state: 'listed' }), { position: 2 });
  const leftOut = await aListing(db, draft, await put({ state: 'flagged' }), {
    state: 'does_not_fit',
    position: 3,
    leftOutReason: 'It did not fit.',
  });
  const waiting = await put({ state: 'flagged' });
  const heardBefore = { lastDiscussedOn: '2026-08-03' as Day, flagReason: null };
  const heard = await aCase(db, clock, panel, agencies.police, { ...heardBefore, state: 'discussed' });
  const told = [agencies.housing.id];
  await db.transaction(() =>
    api.app.get(Cases, { strict: false }).grantAccess([waiting.id], told, 'asked_to_attend'),
  );
  const did = async (by: Asker, document: string, input: object): Promise<Record<string, never>> => {
    const { data, errors } = await api.send(tokens[by], document, { input });
    if (errors[0]) throw new Error(JSON.stringify(errors));
    return Object.values(data!)[0] as Record<string, never>;
  };
  await did(
    'chair',
    'mutation ($input: PinListingInput!) { pinListing(input: $input) { __typename ... on Refusal { code } } }',
    { listingId: second.id, version: 1, pinned: true, reason },
  );
  await did(
    'chair',
    'mutation ($input: FlagCaseInput!) { flagCase(input: $input) { __typename ... on Refusal { code } } }',
    { caseId: waiting.id, reason },
  );
  const { id: askedId } = await did(
    'chair',
    'mutation ($input: AgreeActionInput!) { agreeAction(input: $input) { ... on Action { id } } }',
    {
      ...{ caseId: waiting.id, agencyId: agencies.housing.id, text: 'Change the locks' },
      ...{ category: 'VICTIM_SAFETY', priority: 'ROUTINE' },
    },
  );
  await did(
    'owner',
    'mutation ($input: AskExtensionInput!) { askExtension(input: $input) { __typename ... on Refusal { code } } }',
    { actionId: askedId, version: 1, newDueOn: '2026-12-15', reason },
  );
  const hidden = await aCase(db, clock, world.otherPanel, agencies.council);
  const use = {
    ...{
      id: newId(),
      caseId: things.own.caseId,
      personId: people.member.id,
      agencyId: people.member.agencyId,
    },
    ...{ role: people.member.role, reason: 'A child may be in danger', openedAt: clock.now() },
    ...{
      endsAt: addMinutes(clock.now(), 120),
      reviewedAt: null,
      reviewedById: null,
      verdict: null,
      note: null,
    },
    version: 1,
  };
  await db.transaction(async () => void (await db.writing.insert(BreakGlass, use)));
  const draftVersion = (await versionOf(world, draft.id))!;
  const { own } = things;
  const toReject = await plantLink(api, waiting.id, heard.id);
  const toUndo = await plantLink(api, own.caseId, waiting.id, 'confirmed');
  const suspectOfHeard = await db.reading.findOneByOrFail(CasePerson, { caseId: heard.id, role: 'suspect' });
  const action = { actionId: own.actionId, version: 1 };
  const asked = { actionId: askedId, version: 2 };
  const line = { listingId: first.id, version: 1, reason };
  const draftSeen = { meetingId: draft.id, version: draftVersion };
  const came = {
    ...{ behaviour: 'REDUCED', victimFeels: 'SAFER', riskNow: 'MEDIUM', furtherIncidents: 1 },
    summary: 'No contact since the order',
  };
  const settings = {
    ...{ code: 'NEW-1', name: 'New panel', kind: 'ESIP', lpa: null, chairId: people.chair.id },
    ...{ coordinatorId: people.coordinator.id, recurrence: 'FREQ=WEEKLY;BYDAY=TU', firstOn: '2026-12-01' },
    ...{ startsAt: '14:00', durationMinutes: 120, bankHolidayRule: 'SKIP', nation: 'ENGLAND_AND_WALES' },
    ...{ place: 'Room 4', quorum: 1, members: [{ agencyId: agencies.police.id, isRequired: true }] },
  };
  const incident = {
    ...{ caseId: own.caseId, occurredOn: '2026-11-20', behaviours: ['following'], channel: 'phone' },
    ...{ description: 'Rang the doorbell', isBreach: false, isWeaponOrStrangulation: false },
  };
  const assessment = {
    ...{ caseId: own.caseId, tool: 'PROFESSIONAL_JUDGEMENT', toolVersion: '1', assessedOn: '2026-11-20' },
    ...{ score: null, level: 'HIGH', answers: [], rationale: 'Judged so', isImminentThreat: false },
  };
  const entries = await openEntries(world, waiting);
  const ofOneCase = { firstName: 'Isolde', lastName: 'Penhallow' };
  await db.transaction(
    async () => void (await db.writing.update(CasePerson, { caseId: waiting.id, role: 'victim' }, ofOneCase)),
  );
  const namesake = await aPerson(db, clock, agencies.probation, 'agency_member', {
    name: `${ofOneCase.firstName} ${ofOneCase.lastName}`,
  });
  const by = (asker: Asker, input: object): SoundCall => ({ by: asker, variables: { input } });
  const calls: Record<string, SoundCall> = {
    acknowledgeAction: by('owner', action),
    noteProgress: by('owner', { ...action, note: 'Rang twice' }),
    completeAction: by('owner', { ...action, note: 'Done', evidenceReference: 'Ref 1' }),
    askExtension: by('owner', { ...action, newDueOn: '2026-12-15', reason }),
    actionNotPossible: by('owner', { ...action, reasonCode: 'VICTIM_MOVED', note: 'Moved' }),
    actionNotUndertaken: by('owner', { ...action, reasonCode: 'CAPACITY', note: 'Nobody free' }),
    assignAction: by('owner', { ...action, ownerId: people.owner.id }),
    decideExtension: by('chair', { ...asked, granted: true, reason }),
    withdrawAction: by('chair', { ...action, reason }),
    agreeAction: by('chair', {
      ...{ listingId: own.listingId, caseId: null, agencyId: agencies.housing.id, ownerId: people.owner.id },
      ...{ text: 'Fit a camera', category: 'VICTIM_SAFETY', priority: 'ROUTINE', dueOn: '2026-11-30' },
    }),
    agreeActionLine: by('chair', {
      listingId: own.listingId,
      line: '@riverside-housing fit a light by 30 Nov',
    }),
    addAgency: by('administrator', {
      name: 'New agency',
      kind: 'FIRE',
      emailDomain: 'fire.example',
      isCore: true,
    }),
    changeAgencySignIn: by('administrator', {
      ...{ agencyId: agencies.housing.id, version: 1, signIn: 'ORGANISATION' },
    }),
    addPerson: by('administrator', {
      ...{
        name: 'New person',
        email: 'new@fire.example',
        agencyId: agencies.police.id,
        role: 'AGENCY_MEMBER',
      },
      ...{ lpa: null, skills: ['risk'] },
    }),
    createPanel: by('administrator', settings),
    changePanel: by('administrator', { ...settings, panelId: panel.id, version: 1 }),
    generateMeetings: { by: 'chair', variables: { panelId: panel.id } },
    moveMeeting: by('chair', { ...draftSeen, heldOn: '2026-12-09', startsAt: '10:00', reason }),
    cancelMeeting: by('chair', { ...draftSeen, reason }),
    buildAgenda: { by: 'chair', variables: { meetingId: draft.id } },
    undoAgendaChange: { by: 'chair', variables: { meetingId: draft.id } },
    publishAgenda: by('chair', draftSeen),
    addToAgenda: by('chair', { meetingId: draft.id, caseId: waiting.id, reason }),
    pinListing: by('chair', { ...line, pinned: true }),
    moveListing: by('chair', { ...line, position: 1 }),
    setListingMinutes: by('chair', { ...line, minutes: 12 }),
    holdListing: by('chair', { ...line, until: '2026-12-15' }),
    includeListing: by('chair', { ...line, listingId: leftOut.id }),
    startMeeting: by('chair', { meetingId: ready.id, version: 1 }),
    endMeeting: by('chair', { meetingId: empty.id, version: 1 }),
    goToListing: by('chair', { meetingId: own.meetingId, listingId: own.listingId }),
    recordAttendance: by('chair', {
      ...{ attendanceId: own.attendanceId, version: 1, presence: 'HERE', personId: people.chair.id },
      ...{ note: 'Came late', isConfidentialityAgreed: true },
    }),
    recordDiscussion: by('chair', {
      ...{ listingId: own.listingId, version: 1, notes: 'Said so', victimView: 'Afraid', riskBefore: 'HIGH' },
      ...{ riskAfter: 'MEDIUM', decision: 'KEEP_ON_PANEL', decisionReason: 'More to do' },
    }),
    confirmLink: by('chair', { linkId: own.linkId, version: 1, reason }),
    rejectLink: by('chair', { linkId: toReject, version: 1, reason }),
    undoLinkDecision: by('chair', { linkId: toUndo, version: 1, reason }),
    mergePeople: by('chair', { personId: own.personIds[0], otherPersonId: suspectOfHeard.id, reason }),
    flagCase: by('owner', { caseId: waiting.id, reason }),
    unflagCase: by('chair', { caseId: waiting.id, reason }),
    recordIncident: by('owner', incident),
    recordRiskAssessment: by('owner', assessment),
    closeCase: by('chair', { ...came, caseId: heard.id, version: 1 }),
    recordOutcomeReview: by('chair', { ...came, caseId: heard.id, version: 1, occasion: 'THREE_MONTHS' }),
    referCase: by('owner', referral(panel.id, agencies.housing.id)),
    restrictCase: by('chair', {
      ...{ caseId: waiting.id, kind: 'EXCLUDE', personId: people.lead.id, agencyId: null, reason },
    }),
    liftRestriction: by('chair', { restrictionId: entries.restrictionId, reason }),
    declareConflict: by('owner', { caseId: own.caseId, reason, isConfirmed: true }),
    liftConflict: by('chair', { restrictionId: entries.conflictId, reason }),
    dismissConflictSuggestion: by('chair', { caseId: waiting.id, personId: namesake.id, reason }),
    changeHandling: by('chair', { caseId: heard.id, version: 1, handling: 'RESTRICTED', reason }),
    changeRestrictedNotes: by('chair', { caseId: heard.id, version: 1, notes: 'Known to staff' }),
    askForAccess: by('owner', { reference: 'NB-2026-0001', reason }),
    decideAccessRequest: by('chair', {
      ...{ requestId: entries.requestId, isGranted: true, until: '2026-12-31', reason },
    }),
    breakGlass: by('owner', {
      ...{ reference: hidden.reference, reason: 'A child may be in danger tonight' },
    }),
    reviewBreakGlass: by('auditor', { id: use.id, version: 1, verdict: 'JUSTIFIED', note: reason }),
    signInAsDemoPerson: { by: 'signedOut', variables: { personId: people.auditor.id } },
    changeUnusualTerms: by('auditor', { version: 1, terms: { ...USUAL_TERMS, cases: 40 }, reason }),
    exportAudit: {
      by: 'auditor',
      variables: {
        input: { filter: { from: '2026-11-01', to: '2026-11-30' }, reason: 'Asked by the board' },
      },
    },
    endMyOtherSessions: { by: 'owner', variables: {} },
    suspendPerson: { by: 'administrator', variables: { personId: people.lead.id, version: 1 } },
    reinstatePerson: { by: 'administrator', variables: { personId: people.former.id, version: 1 } },
    signOut: { by: 'auditor', variables: {} },
    ...(await draftCalls(world)),
    ...(await triageCalls(world)),
    ...(await signInCalls(world)),
    ...(await organisationCalls(world, organisation)),
    ...(await tokenCalls(world)),
  };
  const { other } = things;
  const foreign = [
    ...[other.panelId, other.agencyId, other.caseId, other.closedCaseId, other.meetingId, other.listingId],
    ...[other.actionId, other.attendanceId, people.chairElsewhere.id, people.former.id],
  ];
  const close = async () => {
    await api.close();
    await organisation.stop();
  };
  return Object.assign(world, { calls, foreign, close });
}

/** An entry and a conflict that are in force, and a request that waits, of people whom nothing else is about. */
async function openEntries({ api, agencies }: PlantedWorld, caseFile: CaseFile) {
  const { db, clock } = api;
  const somebody = await aPerson(db, clock, agencies.council, 'agency_member');
  const asker = await aPerson(db, clock, agencies.oversight, 'agency_member');
  const ids = { restrictionId: newId(), conflictId: newId(), requestId: newId() };
  const entry = { caseId: caseFile.id, personId: somebody.id, agencyId: null, reason, since: clock.now() };
  const inForce = { madeById: null, liftedAt: null, liftedById: null, liftedReason: null };
  const undecided = { decidedAt: null, decidedById: null, isGranted: null, decisionReason: null };
  await db.transaction(async () => {
    await db.writing.insert(CaseRestriction, [
      { ...entry, ...inForce, id: ids.restrictionId, kind: 'exclude' },
      { ...entry, ...inForce, id: ids.conflictId, kind: 'conflict' },
    ]);
    await db.writing.insert(AccessRequest, {
      ...{ id: ids.requestId, reference: caseFile.reference, reason, askedAt: clock.now() },
      ...{ personId: asker.id, agencyId: agencies.oversight.id, lapsesOn: '2026-12-07' as Day },
      ...{ ...undecided, grantedUntil: null },
    });
  });
  return ids;
}

/** The owner has one referral to go on with, one to throw away and one to send. */
async function draftCalls({ api, people, panel }: PlantedWorld): Promise<Record<string, SoundCall>> {
  const begun = async (answers = completeAnswers(panel.id)) => ({
    draftId: (await aDraft(api.db, api.clock, people.owner, answers)).id,
    version: 1,
  });
  const by = (input: object): SoundCall => ({ by: 'owner', variables: { input } });
  const answers = [{ field: 'lpa', values: ['North'] }];
  return {
    startReferral: { by: 'owner', variables: {} },
    answerReferral: by({ ...(await begun()), answers }),
    discardReferral: by(await begun()),
    submitReferral: by(await begun()),
  };
}

/** Referrals in every state of triage, a case on its way from the panel, another on its way to it, and a second look. */
async function triageCalls(world: PlantedWorld): Promise<Record<string, SoundCall>> {
  const { api, agencies, people, panel } = world;
  const { db, clock } = api;
  const put = (state: CaseFile['state'] = 'triage', triage: Partial<Triage> = {}) =>
    aReferral(db, clock, panel, agencies.housing, { state, triage });
  const declined = () => put('declined', { isOpen: false, outcome: 'declined' });
  const setting = await aPanel(db, clock, [agencies.police], { chairId: people.chair.id, code: 'SETTING' });
  const next = await aPanel(db, clock, [agencies.police], { chairId: people.chair.id, code: 'NEXT' });
  const leaving = await aCase(db, clock, panel, agencies.police, {});
  const [coming, going, seen] = [await put('flagged'), await put('flagged'), await declined()];
  const ids = { to: newId(), back: newId(), look: newId() };
  const under = {
    reason,
    askedById: null,
    askedAt: clock.now(),
    settledAt: null,
    settledById: null,
    outcome: null,
  };
  await db.transaction(async () => {
    const rows = [
      { id: ids.to, caseId: coming.id, fromPanelId: panel.id, toPanelId: next.id, ...under, version: 1 },
      { id: ids.back, caseId: going.id, fromPanelId: panel.id, toPanelId: next.id, ...under, version: 1 },
    ];
    await db.writing.insert(CaseTransfer, rows);
    const open = { doneAt: null, doneById: null, outcome: null, words: null, version: 1 };
    await db.writing.insert(SecondLook, {
      id: ids.look,
      panelId: panel.id,
      month: '2026-10',
      caseId: seen.id,
      ...open,
    });
  });
  const by = (asker: Asker, input: object): SoundCall => ({ by: asker, variables: { input } });
  const on = async (made: Promise<CaseFile>, more: object = {}) => ({
    caseId: (await made).id,
    version: 1,
    ...more,
  });
  const decided = await declined();
  await db.transaction(async () => {
    await db.writing.insert(TriageStep, {
      ...{ id: newId(), caseId: decided.id, kind: 'declined', at: clock.now() },
      ...{ byId: people.chair.id, words: reason, forum: null, signposts: [] },
    });
  });
  const stopped = { stops: [{ from: clock.now(), to: null }], isStopped: true };
  return {
    acceptReferral: by('chair', await on(put(), { words: 'Heard on Tuesday' })),
    returnReferral: by('chair', await on(put(), { missing: 'Which flat?' })),
    answerReturn: by('owner', await on(put('returned_for_information', stopped), { answer: 'Flat 2' })),
    declineReferral: by('chair', await on(put(), { reason, signposts: ['danger_999'] })),
    redirectReferral: by('chair', await on(put(), { forum: 'MATAC', reason })),
    appealReferral: by('owner', await on(declined(), { reason })),
    reopenReferral: by('chair', await on(declined(), { reason })),
    undoReferralDecision: by('chair', { caseId: decided.id, version: 1 }),
    setReferralUrgency: by('owner', await on(put(), { urgency: 'URGENT', reason })),
    proposeEmergencyMeeting: by('chair', { caseId: (await put()).id, reason }),
    planEmergencyMeeting: by('chair', {
      ...{ caseId: (await put()).id, heldOn: '2026-12-03', startsAt: '18:30' },
      ...{ durationMinutes: 60, place: 'By video', reason },
    }),
    transferCase: by('chair', { caseId: leaving.id, version: 1, toPanelId: next.id, reason }),
    acknowledgeTransfer: by('chair', { transferId: ids.to, version: 1 }),
    takeBackTransfer: by('chair', { transferId: ids.back, version: 1 }),
    recordSecondLook: by('chair', { secondLookId: ids.look, version: 1, outcome: 'AGREED', words: reason }),
    settleMailboxMessage: by('chair', {
      ...{ mailboxMessageId: world.mailboxMessageId, version: 1 },
      words: 'Referred it by hand',
    }),
    changeLinkSettings: by('chair', {
      ...{ panelId: setting.id, version: 1, reason },
      settings: { ...USUAL_LINK_SETTINGS_SENT, repeatMonths: 18 },
    }),
    changeTriageSettings: by('chair', {
      ...{ panelId: next.id, version: 1, reason },
      settings: { ...USUAL_TRIAGE_SETTINGS_SENT, urgentHours: 3 },
    }),
  };
}

/** Somebody has a password, a ticket and a link; somebody else is invited; the strategic lead has recovery codes. */
async function signInCalls({ api, agencies, people }: PlantedWorld): Promise<Record<string, SoundCall>> {
  const holder = await aPerson(api.db, api.clock, agencies.police, 'auditor');
  const guest = await aPerson(api.db, api.clock, agencies.police, 'auditor');
  const { email, id } = holder;
  const [password, fresh] = ['kettle marsh violin', 'harbour lantern moss'];
  const room = <T>(kind: new (...parts: never[]) => T): T => api.app.get(kind, { strict: false });
  const hashed = await passwordHash(password);
  const setUp = (person: Person) =>
    api.db.transaction(() =>
      room(LocalAccounts).setUp(person, hashed, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 0),
    );
  const [codes, leadsCodes] = [await setUp(holder), await setUp(people.strategic)];
  const begun = await room(LocalSignIn).withPassword(email, password, { address: null, token: null });
  const link = await api.db.transaction(() => room(Tickets).forLetter('password', id));
  const invited = await room(Invitations).invite(systemActor('test'), { id: guest.id });
  if (!begun.ok || !invited.ok) throw new Error('Nobody could be let in');
  const token = invited.value.link.split('/').at(-1)!;
  const { secret } = (await room(Invitations).open(token))!.authenticator!;
  const code = generateSync({ secret, epoch: Math.floor(Date.parse(api.clock.now()) / 1000) });
  return {
    signInWithPassword: { by: 'signedOut', variables: { input: { email, password } } },
    finishSignIn: { by: 'signedOut', variables: { ticket: begun.value.token, code: codes[0] } },
    askForPasswordLink: { by: 'signedOut', variables: { email } },
    setPassword: { by: 'signedOut', variables: { input: { token: link.token, password: fresh } } },
    acceptInvitation: { by: 'signedOut', variables: { input: { token, password: fresh, code } } },
    newRecoveryCodes: { by: 'strategic', variables: { code: leadsCodes[0] } },
    invitePerson: { by: 'administrator', variables: { personId: people.owner.id } },
  };
}

/** Somebody is invited whom the organisation's service knows, and has come back from there. */
async function organisationCalls(
  { api, agencies }: PlantedWorld,
  organisation: Organisation,
): Promise<Record<string, SoundCall>> {
  const { id, email } = await aPerson(api.db, api.clock, agencies.police, 'auditor');
  await api.app.get(Invitations, { strict: false }).invite(systemActor('test'), { id });
  organisation.accounts.set('somebody', { email, email_verified: true });
  organisation.signsIn = 'somebody';
  const begun = await api.app.get(OrganisationSignIn, { strict: false }).begin();
  if (!begun.ok) throw new Error(begun.refusal.message);
  const { address, ticket } = begun.value;
  const parameters = (await organisation.letIn(address)).split('?')[1];
  return {
    beginOidcSignIn: { by: 'signedOut', variables: {} },
    finishOidcSignIn: { by: 'signedOut', variables: { input: { ticket: ticket.token, parameters } } },
  };
}

/** The owner has a token to end; the service may get one more. */
async function tokenCalls({
  api,
  tokens,
  agencies,
  service,
}: PlantedWorld): Promise<Record<string, SoundCall>> {
  const wanted = { name: 'Nightly export', scopes: ['READ'], days: 30 };
  const made = await api.send(
    tokens.owner,
    `mutation ($input: MakeTokenInput!) { makeToken(input: $input) { ... on TokenMade { details { id } } } }`,
    { input: wanted },
  );
  const tokenId = made.data!['makeToken'].details.id as string;
  const added = { agencyId: agencies.police.id, name: 'Custody system', role: 'AGENCY_MEMBER' };
  return {
    makeToken: { by: 'owner', variables: { input: wanted } },
    makeServiceToken: { by: 'administrator', variables: { input: { ...wanted, serviceId: service.id } } },
    revokeToken: { by: 'owner', variables: { tokenId } },
    addService: { by: 'administrator', variables: { input: added } },
  };
}

function referral(panelId: string, referringAgencyId: string): object {
  const person = {
    ...{ firstName: 'Ada', lastName: 'Byron', alias: 'Countess', bornOn: '1990-01-01', gender: 'female' },
    ...{
      address: '1 High Street',
      postcode: 'LS1 1AA',
      phone: '0113 000',
      safeToCall: 'YES',
      handles: ['x:@a'],
    },
  };
  return {
    ...{ panelId, referredOn: '2026-11-20', referringAgencyId, referrerName: 'Ref Errer' },
    ...{ referrerEmail: 'ref@police.example', criteria: ['repeat'], criteriaReason: 'Again' },
    ...{ relationship: 'stranger', behaviours: ['following'], firstIncidentOn: '2026-10-01' },
    ...{ lastIncidentOn: '2026-11-01', incidents12m: 4, weaponsAccess: 'NO', threats: 'YES', children: 1 },
    ...{ dashScore: 15, screenScore: 6, riskLevel: 'HIGH', offences: ['stalking_s4a'], crimeNumber: 'C/1' },
    ...{
      ordersInForce: ['spo'],
      victimAware: 'yes',
      victimWishes: ['stop_contact'],
      wantsPoliceContact: 'no',
    },
    ...{ safetyActionsTaken: ['New lock'], advocateReferral: 'made', lpa: 'Leeds', handling: 'STANDARD' },
    ...{ isImminentThreat: false, suspectReleaseOn: '2027-01-15', victim: person, suspects: [person] },
    details: { safeChannel: 'By the school', lawfulBases: ['public_task'], managerName: 'P. Sandwick' },
    forms: [{ tool: 'FOUR', answers: [{ item: 'fixated', answer: 'YES', note: 'Asks for her' }] }],
  };
}

async function versionOf({ api }: PlantedWorld, meetingId: string): Promise<number | undefined> {
  const [row] = await api.db.query<{ version: number }>('select version from meeting where id = :meetingId', {
    meetingId,
  });
  return row?.version;
}
