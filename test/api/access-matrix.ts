import { randomUUID } from 'node:crypto';
import { USUAL_TERMS } from '#audit';
import { USUAL_LINK_SETTINGS, USUAL_TRIAGE_SETTINGS } from '#panels';
import type { Place, PlantedWorld, Things } from './planted-world.js';

/** What an asker gets: `allowed` is OK or, where the row names one, the refusal that ends the attempt. */
export const OUTCOMES = {
  yes: 'ALLOWED',
  no: 'FORBIDDEN',
  '--': 'NOT_FOUND',
  in: 'UNAUTHENTICATED',
} as const;

/** One operation: its variables, and for every place what every asker gets, in the order of ASKERS. */
export type MatrixRow = {
  /** The refusal that shows that somebody is allowed and keeps the world as it is; left out: the operation is done. */
  refusedAs?: string;
  /** The operation ends the session of the token that asks. */
  spendsToken?: true;
  variables(things: Things, world: PlantedWorld, place: Place): Record<string, unknown>;
  /** Places that make no difference for this operation are left out. */
  cells: { own: string } & Partial<Record<Place, string>>;
};

/** A version that nobody ever saw: who is allowed is refused, so that nothing changes. */
const stale = { version: 0 };
const reason = 'As the panel asked';
const unusable = { token: 'x'.repeat(43), password: reason };

// Who                chair else coord owner memb lead advoc strat audit admin former out
const EVERYBODY = 'yes   yes  yes   yes   yes  yes  yes   yes   yes   yes   in     in';
const ALL_OF_US = 'yes   yes  yes   yes   yes  yes  yes   yes   yes   yes   yes    yes';
const CASE_WORK = 'yes   yes  yes   yes   yes  yes  yes   no    no    no    in     in';
const RUNS_HERE = 'yes   --   yes   --    --   --   --    --    --    --    in     in';
const ELSEWHERE = '--    yes  --    --    --   --   --    --    --    --    in     in';
const NEED_KNOW = 'yes   --   yes   yes   yes  yes  yes   --    --    --    in     in';
const AGREED_TO = 'yes   --   yes   yes   --   yes  --    --    --    --    in     in';
const DECIDE_ON = 'yes   --   yes   no    --   no   --    --    --    --    in     in';
const SITS_HERE = 'yes   --   yes   no    no   no   no    no    --    --    in     in';
const SITS_ELSE = '--    yes  --    --    --   --   --    no    --    --    in     in';
// Who never changes listings is told so before anything is looked up: no listing is given away.
const LINE_HERE = 'yes   --   yes   no    no   no   no    no    no    no    in     in';
const LINE_ELSE = '--    yes  --    no    no   no   no    no    no    no    in     in';
const RUNS_SOME = 'yes   yes  yes   no    no   no   no    no    no    no    in     in';
const MAY_ASK_S = 'no    no   no    yes   yes  yes  yes   no    no    no    in     in';
const FOR_RUNNERS = 'yes   no   yes   no    no   no   no    no    no    no    in     in';
const FOR_OTHERS = 'no    yes  no    no    no   no   no    no    no    no    in     in';
const SETS_HERE = 'yes   no   yes   no    no   no   no    no    no    yes   in     in';
const SETS_ELSE = 'no    yes  no    no    no   no   no    no    no    yes   in     in';
// Who may know of both cases sees the link; who runs neither panel decides nothing about it.
const LINK_HERE = 'yes   --   yes   no    no   no   no    --    --    --    in     in';
// Whoever may refer is told that there is no such draft, unless it is their own.
const OWN_DRAFT = '--    --   --    yes   --   --   --    no    no    no    in     in';
const REGISTRAR = 'no    no   no    no    no   no   no    no    no    yes   in     in';

const WATCHERS_ = 'no    no   no    no    no   no   no    no    yes   yes   in     in';
const AUDITOR__ = 'no    no   no    no    no   no   no    no    yes   no    in     in';

const onAction = (more: object, cells: string): MatrixRow => ({
  refusedAs: 'CHANGED_SINCE_YOU_LOOKED',
  variables: ({ actionId }) => ({ input: { actionId, ...stale, ...more } }),
  cells: { own: cells, other: ELSEWHERE, restricted: RUNS_HERE },
});

const onMeeting = (refusedAs: string, input: (things: Things) => object): MatrixRow => ({
  refusedAs,
  variables: (things) => ({ input: { meetingId: things.meetingId, ...input(things) } }),
  cells: { own: SITS_HERE, other: SITS_ELSE },
});

const onListing = (refusedAs: string, more: object): MatrixRow => ({
  refusedAs,
  variables: ({ listingId }) => ({ input: { listingId, ...stale, ...more } }),
  cells: { own: LINE_HERE, other: LINE_ELSE, restricted: LINE_HERE },
});

const onCase = (refusedAs: string, cells: string, input: (things: Things) => object): MatrixRow => ({
  refusedAs,
  variables: (things) => ({ input: input(things) }),
  cells: { own: cells, other: ELSEWHERE, restricted: RUNS_HERE },
});

/** Something of a case that is known by its own id: who never decides about it is told so before it is looked up. */
const onEntry = (refusedAs: string, input: (things: Things) => object): MatrixRow => ({
  refusedAs,
  variables: (things) => ({ input: input(things) }),
  cells: { own: LINE_HERE, other: LINE_ELSE, restricted: LINE_HERE },
});
const onLink: MatrixRow = {
  refusedAs: 'CHANGED_SINCE_YOU_LOOKED',
  variables: ({ linkId }) => ({ input: { linkId, ...stale, reason } }),
  cells: { own: LINK_HERE, other: ELSEWHERE, restricted: RUNS_HERE },
};

const onReferral = (input: object, cells = RUNS_HERE): MatrixRow => ({
  refusedAs: 'CHANGED_SINCE_YOU_LOOKED',
  variables: ({ caseId }) => ({ input: { caseId, ...stale, ...input } }),
  cells: { own: cells, other: ELSEWHERE, restricted: RUNS_HERE },
});

const onDraft = (more: object = {}): MatrixRow => ({
  refusedAs: 'CHANGED_SINCE_YOU_LOOKED',
  variables: (_, { draftId }) => ({ input: { draftId, ...stale, ...more } }),
  cells: { own: OWN_DRAFT },
});

const onTransfer: MatrixRow = {
  refusedAs: 'NOT_ON_ITS_WAY',
  variables: ({ transferId }) => ({ input: { transferId, ...stale } }),
  cells: { own: RUNS_HERE, other: ELSEWHERE },
};

const list = (own: string, variables: MatrixRow['variables'], other?: string): MatrixRow => ({
  variables,
  cells: { own, ...(other && { other }) },
});

const period = { from: '2026-10-01', to: '2026-11-30' };
const outcome = {
  behaviour: 'SAME',
  victimFeels: 'SAME',
  riskNow: 'HIGH',
  furtherIncidents: 0,
  summary: reason,
};

/** The usual windows of links as they are sent: enums in capitals. */
export const USUAL_LINK_SETTINGS_SENT = {
  ...USUAL_LINK_SETTINGS,
  repeatAnchor: 'LAST_REFERRAL',
};

/** The usual thresholds as they are sent: enums in capitals. */
export const USUAL_TRIAGE_SETTINGS_SENT = {
  ...USUAL_TRIAGE_SETTINGS,
  urgentCounting: 'ROUND_THE_CLOCK',
  highCounting: 'WORKING_DAYS',
  standardCounting: 'WORKING_DAYS',
};

/** Every query of the API. */
export const QUERY_ROWS: Record<string, MatrixRow> = {
  accessRequests: list(RUNS_SOME, () => ({ which: 'SETTLED' })),
  myAccessRequests: list(MAY_ASK_S, () => ({})),
  action: {
    variables: ({ actionId }) => ({ id: actionId }),
    cells: { own: AGREED_TO, other: ELSEWHERE, restricted: RUNS_HERE },
  },
  actionLinePreview: {
    variables: ({ listingId }) => ({ listingId, line: '@police ring' }),
    cells: { own: RUNS_HERE, other: ELSEWHERE, restricted: RUNS_HERE },
  },
  actions: list(CASE_WORK, ({ panelId }) => ({ panelId }), CASE_WORK),
  agencies: list(EVERYBODY, () => ({})),
  agencyActionCounts: list(CASE_WORK, () => ({})),
  agencyActions: list(CASE_WORK, () => ({})),
  auditLog: list(AUDITOR__, () => ({ filter: period })),
  auditedCase: list(AUDITOR__, ({ caseId }) => ({ id: caseId }), AUDITOR__),
  auditedPerson: list(AUDITOR__, (_, { people }) => ({ id: people.chair.id })),
  agencyBreakGlass: list('no    no   no    no    no   yes  no    no    no    no    in     in', () => ({})),
  breakGlassReviews: list('yes   yes  no    no    no   no   no    no    yes   no    in     in', () => ({
    state: 'WAITING',
  })),
  bankHolidays: list(EVERYBODY, () => period),
  case: {
    variables: ({ caseId }) => ({ id: caseId }),
    cells: { own: NEED_KNOW, other: ELSEWHERE, restricted: RUNS_HERE },
  },
  cases: list(CASE_WORK, ({ panelId }) => ({ panelId }), CASE_WORK),
  draftReferral: {
    variables: (_, { draftId }) => ({ id: draftId }),
    cells: { own: OWN_DRAFT },
  },
  draftReferrals: list(CASE_WORK, () => ({})),
  demoPeople: list(ALL_OF_US, () => ({})),
  invitation: list(ALL_OF_US, () => ({ token: 'x'.repeat(43) })),
  linksOfCase: {
    variables: ({ caseId }) => ({ caseId }),
    cells: { own: NEED_KNOW, other: ELSEWHERE, restricted: RUNS_HERE },
  },
  localMessages: list(EVERYBODY, () => ({})),
  myBreakGlass: list(CASE_WORK, () => ({})),
  me: list(ALL_OF_US, () => ({})),
  meeting: list(
    'yes   --   yes   yes   yes  yes  yes   yes   --    --    in     in',
    ({ meetingId }) => ({ id: meetingId }),
    '--    yes  --    --    --   --   --    yes   --    --    in     in',
  ),
  meetingLiveVersion: list(RUNS_HERE, ({ meetingId }) => ({ meetingId }), ELSEWHERE),
  meetings: list(
    'yes   no   yes   yes   yes  yes  yes   yes   no    no    in     in',
    ({ panelId }) => ({ panelId }),
    'no    yes  no    no    no   no   no    yes   no    no    in     in',
  ),
  outcomes: list('yes   yes  yes   no    no   no   no    yes   no    no    in     in', ({ panelId }) => ({
    ...period,
    panelId,
  })),
  panel: list(EVERYBODY, ({ panelId }) => ({ id: panelId }), EVERYBODY),
  panels: list(EVERYBODY, () => ({})),
  passwordLinkIsGood: list(ALL_OF_US, () => ({ token: 'x'.repeat(43) })),
  personAccess: list(REGISTRAR, (_, { people }) => ({ personId: people.owner.id })),
  services: list(REGISTRAR, () => ({})),
  service: list(REGISTRAR, (_, { service }) => ({ id: service.id })),
  organisationSignOut: list(ALL_OF_US, () => ({})),
  signInWays: list(ALL_OF_US, () => ({})),
  people: list(EVERYBODY, () => ({})),
  mailboxMessages: list(RUNS_SOME, () => ({})),
  queueRisk: list(
    'yes   no   yes   no    no   no   no    no    no    no    in     in',
    ({ panelId }) => ({ panelId }),
    'no    yes  no    no    no   no   no    no    no    no    in     in',
  ),
  agencyReferrals: list(CASE_WORK, () => ({})),
  panelSettingHistory: list(SETS_HERE, ({ panelId }) => ({ panelId }), SETS_ELSE),
  referralCounts: list(FOR_RUNNERS, ({ panelId }) => ({ panelId }), FOR_OTHERS),
  referrals: list(FOR_RUNNERS, ({ panelId }) => ({ panelId }), FOR_OTHERS),
  secondLooks: list(FOR_RUNNERS, ({ panelId }) => ({ panelId }), FOR_OTHERS),
  signposts: list(CASE_WORK, () => ({})),
  transfersUnderWay: list(FOR_RUNNERS, ({ panelId }) => ({ panelId }), FOR_OTHERS),
  riskForms: list(CASE_WORK, () => ({})),
  reminderPreview: list(CASE_WORK, () => ({})),
  undeliveredReminders: list(CASE_WORK, () => ({})),
  unusualTerms: list(WATCHERS_, () => ({})),
  unusualTermsHistory: list(WATCHERS_, () => ({})),
  unusualDays: list(AUDITOR__, () => ({ from: '2026-11-01', to: '2026-11-30' })),
};

/** Every mutation of the API. */
export const MUTATION_ROWS: Record<string, MatrixRow> = {
  acknowledgeAction: onAction({}, AGREED_TO),
  actionNotPossible: onAction({ reasonCode: 'VICTIM_MOVED' }, AGREED_TO),
  actionNotUndertaken: onAction({ reasonCode: 'CAPACITY' }, AGREED_TO),
  askExtension: onAction({ newDueOn: '2026-12-10', reason }, AGREED_TO),
  assignAction: onAction({ ownerId: null }, AGREED_TO),
  completeAction: onAction({ note: reason }, AGREED_TO),
  noteProgress: onAction({ note: reason }, AGREED_TO),
  decideExtension: onAction({ granted: true }, DECIDE_ON),
  withdrawAction: onAction({ reason }, DECIDE_ON),
  agreeAction: {
    refusedAs: 'AGENCY_NOT_ON_PANEL',
    variables: ({ listingId }, { agencies }) => ({
      input: {
        listingId,
        agencyId: agencies.oversight.id,
        text: reason,
        category: 'CHILDREN',
        priority: 'ROUTINE',
      },
    }),
    cells: { own: RUNS_HERE, other: ELSEWHERE, restricted: RUNS_HERE },
  },
  agreeActionLine: {
    refusedAs: 'AGENCY_UNKNOWN',
    variables: ({ listingId }) => ({ input: { listingId, line: '@nobody ring' } }),
    cells: { own: RUNS_HERE, other: ELSEWHERE, restricted: RUNS_HERE },
  },
  addAgency: {
    refusedAs: 'AGENCY_EXISTS',
    variables: (_, { agencies }) => ({ input: { name: agencies.police.name, kind: 'POLICE', isCore: true } }),
    cells: { own: REGISTRAR },
  },
  changeAgencySignIn: {
    refusedAs: 'CHANGED_SINCE_YOU_LOOKED',
    variables: (_, { agencies }) => ({
      input: { agencyId: agencies.police.id, ...stale, signIn: 'ORGANISATION' },
    }),
    cells: { own: REGISTRAR },
  },
  addPerson: {
    refusedAs: 'PERSON_EXISTS',
    variables: (_, { people }) => ({
      input: {
        name: 'Somebody',
        email: people.chair.email,
        agencyId: people.chair.agencyId,
        role: 'ADMINISTRATOR',
      },
    }),
    cells: { own: REGISTRAR },
  },
  suspendPerson: {
    refusedAs: 'CHANGED_SINCE_YOU_LOOKED',
    variables: (_, { people }) => ({ personId: people.owner.id, ...stale }),
    cells: { own: REGISTRAR },
  },
  reinstatePerson: {
    refusedAs: 'CHANGED_SINCE_YOU_LOOKED',
    variables: (_, { people }) => ({ personId: people.former.id, ...stale }),
    cells: { own: REGISTRAR },
  },
  createPanel: {
    refusedAs: 'PANEL_CODE_TAKEN',
    variables: (_, { panel }) => ({ input: settings(panel.code) }),
    cells: { own: REGISTRAR },
  },
  changePanel: {
    refusedAs: 'CHANGED_SINCE_YOU_LOOKED',
    variables: ({ panelId }) => ({ input: { ...settings('NEW'), panelId, ...stale } }),
    cells: {
      own: 'yes   no   yes   no    no   no   no    no    no    yes   in     in',
      other: 'no    yes  no    no    no   no   no    no    no    yes   in     in',
    },
  },
  generateMeetings: list(
    'yes   no   yes   no    no   no   no    no    no    no    in     in',
    ({ panelId }) => ({ panelId }),
    'no    yes  no    no    no   no   no    no    no    no    in     in',
  ),
  moveMeeting: onMeeting('MEETING_IN_SESSION', () => ({
    ...stale,
    heldOn: '2026-11-25',
    startsAt: '10:00',
    reason,
  })),
  cancelMeeting: onMeeting('MEETING_IN_SESSION', () => ({ ...stale, reason })),
  startMeeting: onMeeting('MEETING_IN_SESSION', () => stale),
  endMeeting: onMeeting('CHANGED_SINCE_YOU_LOOKED', () => stale),
  publishAgenda: onMeeting('MEETING_IN_SESSION', () => stale),
  goToListing: {
    variables: ({ meetingId, listingId }) => ({ input: { meetingId, listingId } }),
    cells: { own: SITS_HERE, other: SITS_ELSE, restricted: SITS_HERE },
  },
  recordAttendance: {
    refusedAs: 'CHANGED_SINCE_YOU_LOOKED',
    variables: ({ attendanceId }) => ({
      input: { attendanceId, ...stale, presence: 'HERE', isConfidentialityAgreed: true },
    }),
    cells: { own: SITS_HERE, other: SITS_ELSE },
  },
  buildAgenda: {
    ...onMeeting('MEETING_IN_SESSION', () => ({})),
    variables: ({ meetingId }) => ({ meetingId }),
  },
  undoAgendaChange: {
    ...onMeeting('MEETING_IN_SESSION', () => ({})),
    variables: ({ meetingId }) => ({ meetingId }),
  },
  addToAgenda: {
    refusedAs: 'CASE_ALREADY_ON_AGENDA',
    // Always at the panel's own meeting: a case of another panel is not there.
    variables: ({ caseId }, { meeting }) => ({ input: { meetingId: meeting.id, caseId, reason } }),
    cells: {
      own: SITS_HERE,
      other: '--    --   --    no    no   no   no    no    --    --    in     in',
      restricted: SITS_HERE,
    },
  },
  pinListing: onListing('MEETING_IN_SESSION', { pinned: true, reason }),
  moveListing: onListing('MEETING_IN_SESSION', { position: 1, reason }),
  setListingMinutes: onListing('MEETING_IN_SESSION', { minutes: 10, reason }),
  holdListing: onListing('MEETING_IN_SESSION', { until: '2026-12-01', reason }),
  includeListing: onListing('MEETING_IN_SESSION', { reason }),
  recordDiscussion: onListing('CHANGED_SINCE_YOU_LOOKED', { notes: reason }),
  confirmLink: onLink,
  rejectLink: onLink,
  undoLinkDecision: onLink,
  mergePeople: {
    refusedAs: 'SAME_CASE',
    variables: ({ personIds: [personId, otherPersonId] }) => ({ input: { personId, otherPersonId, reason } }),
    cells: { own: LINK_HERE, other: ELSEWHERE, restricted: RUNS_HERE },
  },
  flagCase: onCase('CASE_CLOSED', NEED_KNOW, ({ closedCaseId }) => ({ caseId: closedCaseId, reason })),
  unflagCase: onCase('NOT_FLAGGED', NEED_KNOW, ({ closedCaseId }) => ({ caseId: closedCaseId, reason })),
  recordIncident: onCase('CASE_CLOSED', NEED_KNOW, ({ closedCaseId }) => ({
    caseId: closedCaseId,
    occurredOn: '2026-11-20',
    behaviours: ['following'],
    description: reason,
  })),
  recordRiskAssessment: onCase('CASE_CLOSED', NEED_KNOW, ({ closedCaseId }) => ({
    caseId: closedCaseId,
    tool: 'PROFESSIONAL_JUDGEMENT',
    level: 'HIGH',
    rationale: reason,
  })),
  closeCase: onCase('CASE_ALREADY_CLOSED', RUNS_HERE, ({ closedCaseId }) => ({
    caseId: closedCaseId,
    ...stale,
    ...outcome,
  })),
  recordOutcomeReview: onCase('CASE_NOT_YET_HEARD', RUNS_HERE, ({ caseId }) => ({
    caseId,
    ...stale,
    ...outcome,
    occasion: 'THREE_MONTHS',
  })),
  acceptReferral: onReferral({}),
  returnReferral: onReferral({ missing: reason }),
  declineReferral: onReferral({ reason, signposts: ['danger_999'] }),
  redirectReferral: onReferral({ forum: 'MATAC', reason }),
  reopenReferral: onReferral({ reason }),
  undoReferralDecision: onReferral({}),
  answerReturn: onReferral({ answer: reason }, NEED_KNOW),
  appealReferral: onReferral({ reason }, NEED_KNOW),
  setReferralUrgency: onReferral({ urgency: 'URGENT', reason }, NEED_KNOW),
  planEmergencyMeeting: onCase('NOT_WAITING', RUNS_HERE, ({ closedCaseId }) => ({
    ...{ caseId: closedCaseId, heldOn: '2026-12-01', startsAt: '15:30' },
    ...{ durationMinutes: 60, reason },
  })),
  proposeEmergencyMeeting: onCase('NOT_WAITING', RUNS_HERE, ({ closedCaseId }) => ({
    caseId: closedCaseId,
    reason,
  })),
  transferCase: {
    ...onReferral({}),
    variables: ({ caseId }, { otherPanel }) => ({
      input: { caseId, ...stale, toPanelId: otherPanel.id, reason },
    }),
  },
  acknowledgeTransfer: onTransfer,
  takeBackTransfer: onTransfer,
  recordSecondLook: {
    refusedAs: 'CHANGED_SINCE_YOU_LOOKED',
    variables: ({ secondLookId }) => ({
      input: { secondLookId, ...stale, outcome: 'AGREED', words: reason },
    }),
    cells: { own: RUNS_HERE, other: ELSEWHERE, restricted: RUNS_HERE },
  },
  // Nobody knows for which panel it is: it waits for whoever runs one.
  settleMailboxMessage: {
    refusedAs: 'CHANGED_SINCE_YOU_LOOKED',
    variables: (_, { mailboxMessageId }) => ({ input: { mailboxMessageId, ...stale, words: reason } }),
    cells: { own: RUNS_SOME },
  },
  changeLinkSettings: {
    refusedAs: 'CHANGED_SINCE_YOU_LOOKED',
    variables: ({ panelId }) => ({
      input: { panelId, ...stale, settings: USUAL_LINK_SETTINGS_SENT, reason },
    }),
    cells: { own: SETS_HERE, other: SETS_ELSE },
  },
  changeTriageSettings: {
    refusedAs: 'CHANGED_SINCE_YOU_LOOKED',
    variables: ({ panelId }) => ({
      input: { panelId, ...stale, settings: USUAL_TRIAGE_SETTINGS_SENT, reason },
    }),
    cells: { own: SETS_HERE, other: SETS_ELSE },
  },
  referCase: {
    refusedAs: 'REFERRED_IN_FUTURE',
    variables: ({ panelId }) => ({
      input: {
        panelId,
        referredOn: '2026-12-01',
        criteria: ['repeat'],
        relationship: 'stranger',
        behaviours: ['following'],
        victimAware: 'yes',
        wantsPoliceContact: 'no',
        advocateReferral: 'made',
        victim: { firstName: 'A', lastName: 'B' },
        suspects: [{ lastName: 'unidentified' }],
      },
    }),
    cells: {
      own: 'yes   no   yes   yes   yes  yes  yes   no    no    no    in     in',
      other: 'no    yes  no    yes   yes  yes  yes   no    no    no    in     in',
    },
  },
  startReferral: list(CASE_WORK, () => ({})),
  answerReferral: onDraft({ answers: [{ field: 'lpa', values: ['North'] }] }),
  discardReferral: onDraft(),
  submitReferral: onDraft(),
  restrictCase: onCase('NAME_ONE', RUNS_HERE, ({ caseId }) => ({ caseId, kind: 'EXCLUDE', reason })),
  liftRestriction: onEntry('ALREADY_LIFTED', ({ restrictionId }) => ({ restrictionId, reason })),
  liftConflict: onEntry('ALREADY_LIFTED', ({ conflictId }) => ({ restrictionId: conflictId, reason })),
  declareConflict: onCase('NOT_CONFIRMED', NEED_KNOW, ({ caseId }) => ({
    caseId,
    reason,
    isConfirmed: false,
  })),
  dismissConflictSuggestion: onCase('NO_SUGGESTION', RUNS_HERE, ({ caseId }) => ({
    ...{ caseId, personId: caseId, reason },
  })),
  changeHandling: onCase('CHANGED_SINCE_YOU_LOOKED', RUNS_HERE, ({ caseId }) => ({
    caseId,
    ...stale,
    handling: 'RESTRICTED',
    reason,
  })),
  changeRestrictedNotes: onCase('CHANGED_SINCE_YOU_LOOKED', RUNS_HERE, ({ caseId }) => ({
    caseId,
    ...stale,
    notes: reason,
  })),
  askForAccess: list(MAY_ASK_S, ({ caseId }) => ({ input: { reference: caseId.slice(0, 30), reason } })),
  decideAccessRequest: onEntry('ALREADY_DECIDED', ({ requestId }) => ({
    requestId,
    isGranted: false,
    reason,
  })),
  // Refused for a reason that is none, after it was asked whether the person may.
  breakGlass: {
    refusedAs: 'TEXT_TOO_SHORT',
    ...list(CASE_WORK, () => ({ input: { reference: 'ZZ-2026-0001', reason: 'None' } })),
  },
  // A use that is none: who may judge is told so, everybody else nothing.
  reviewBreakGlass: list('--    --   no    no    no   no   no    no    --    no    in     in', () => ({
    input: { id: randomUUID(), verdict: 'JUSTIFIED', note: reason, ...stale },
  })),
  signInAsDemoPerson: list(ALL_OF_US, (_, { people }) => ({ personId: people.auditor.id })),
  // Everybody may try to sign in; what they try here is wrong, so that nobody is signed in.
  signInWithPassword: {
    refusedAs: 'SIGN_IN_FAILED',
    ...list(ALL_OF_US, () => ({ input: Object.assign(somebody(), { password: reason }) })),
  },
  finishSignIn: { refusedAs: 'SIGN_IN_EXPIRED', ...list(ALL_OF_US, () => ({ ticket: 'x', code: '000000' })) },
  beginOidcSignIn: { refusedAs: 'SERVICE_UNAVAILABLE', ...list(ALL_OF_US, () => ({})) },
  finishOidcSignIn: {
    refusedAs: 'SIGN_IN_EXPIRED',
    ...list(ALL_OF_US, () => ({ input: { ticket: 'x', parameters: 'code=x' } })),
  },
  askForPasswordLink: list(ALL_OF_US, somebody),
  setPassword: { refusedAs: 'LINK_NOT_GOOD', ...list(ALL_OF_US, () => ({ input: unusable })) },
  acceptInvitation: {
    refusedAs: 'LINK_NOT_GOOD',
    ...list(ALL_OF_US, () => ({ input: { ...unusable, code: '000000' } })),
  },
  newRecoveryCodes: { refusedAs: 'NO_PASSWORD_HERE', ...list(EVERYBODY, () => ({ code: '000000' })) },
  invitePerson: {
    refusedAs: 'PERSON_SUSPENDED',
    ...list(REGISTRAR, (_, { people }) => ({ personId: people.former.id })),
  },
  makeToken: {
    refusedAs: 'TOKEN_WITHOUT_USE',
    ...list(EVERYBODY, () => ({ input: { name: 'A program', scopes: [], days: 30 } })),
  },
  makeServiceToken: {
    refusedAs: 'TOKEN_WITHOUT_USE',
    ...list(REGISTRAR, (_, { service }) => ({
      input: { serviceId: service.id, name: 'A program', scopes: [], days: 30 },
    })),
  },
  // A token of the service: nobody's own. Whoever may end it does so each time, and it is put back.
  revokeToken: list(
    '--    --   --    --    --   --   --    --    --    yes   in     in',
    (_, { serviceTokenId }) => ({ tokenId: serviceTokenId }),
  ),
  addService: {
    refusedAs: 'SERVICE_EXISTS',
    ...list(REGISTRAR, (_, { service }) => ({
      input: { agencyId: service.agencyId, name: service.name, role: 'AGENCY_MEMBER' },
    })),
  },
  changeUnusualTerms: {
    refusedAs: 'CHANGED_SINCE_YOU_LOOKED',
    variables: () => ({ input: { ...stale, terms: USUAL_TERMS, reason } }),
    cells: { own: WATCHERS_ },
  },
  exportAudit: list(AUDITOR__, () => ({ input: { filter: period, reason } })),
  endMyOtherSessions: list(EVERYBODY, () => ({})),
  signOut: { ...list(EVERYBODY, () => ({})), spendsToken: true },
};

/** Another address each time it is sent: nobody has to wait for the tries of somebody else. */
function somebody(): { email: string } {
  return {
    get email() {
      return `${randomUUID()}@agency.example`;
    },
  };
}

function settings(code: string): object {
  return {
    code,
    name: 'A panel',
    kind: 'ESIP',
    recurrence: 'FREQ=WEEKLY;BYDAY=TU',
    firstOn: '2026-12-01',
    startsAt: '09:30',
    durationMinutes: 120,
    bankHolidayRule: 'SKIP',
    nation: 'ENGLAND_AND_WALES',
    place: '',
    quorum: 1,
    members: [],
  };
}
