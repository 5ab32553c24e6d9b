import { generateSync } from 'otplib';
import { systemActor } from '#access';
import { Invitations, LocalAccounts, LocalSignIn, passwordHash, type Person, Tickets } from '#agencies';
import { type CaseFile, Cases } from '#cases';
import type { Day } from '#kernel';
import { aCase, aListing, aMeeting, aPerson } from '#testkit';
import { aPlantedWorld, type Asker, type PlantedWorld } from './planted-world.js';

/** A call that is accepted when nothing is wrong with it, and who makes it. */
export type SoundCall = { by: Asker; variables: Record<string, unknown> };

/** A planted world in which every mutation has a sound call. */
export type HostileWorld = PlantedWorld & {
  calls: Record<string, SoundCall>;
  /** Ids of another panel or agency: nobody but an administrator may use them. */
  foreign: string[];
};

const reason = 'As the panel asked';

/** Builds it: beside the planted things a draft agenda, one that is ready, and cases in every state. */
export async function aHostileWorld(): Promise<HostileWorld> {
  const world = await aPlantedWorld();
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
  const draftVersion = (await versionOf(world, draft.id))!;
  const { own } = things;
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
    flagCase: by('owner', { caseId: waiting.id, reason }),
    unflagCase: by('chair', { caseId: waiting.id, reason }),
    recordIncident: by('owner', incident),
    recordRiskAssessment: by('owner', assessment),
    closeCase: by('chair', { ...came, caseId: heard.id, version: 1 }),
    recordOutcomeReview: by('chair', { ...came, caseId: heard.id, version: 1, occasion: 'THREE_MONTHS' }),
    referCase: by('owner', referral(panel.id, agencies.housing.id)),
    signInAsDemoPerson: { by: 'signedOut', variables: { personId: people.auditor.id } },
    endMyOtherSessions: { by: 'owner', variables: {} },
    suspendPerson: { by: 'administrator', variables: { personId: people.lead.id, version: 1 } },
    reinstatePerson: { by: 'administrator', variables: { personId: people.former.id, version: 1 } },
    signOut: { by: 'auditor', variables: {} },
    ...(await signInCalls(world)),
  };
  const { other } = things;
  const foreign = [
    ...[other.panelId, other.agencyId, other.caseId, other.closedCaseId, other.meetingId, other.listingId],
    ...[other.actionId, other.attendanceId, people.chairElsewhere.id, people.former.id],
  ];
  return Object.assign(world, { calls, foreign });
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
  const { secret } = (await room(Invitations).open(token))!;
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
  };
}

async function versionOf({ api }: PlantedWorld, meetingId: string): Promise<number | undefined> {
  const [row] = await api.db.query<{ version: number }>('select version from meeting where id = :meetingId', {
    meetingId,
  });
  return row?.version;
}
