import { randomUUID } from 'node:crypto';
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
const REGISTRAR = 'no    no   no    no    no   no   no    no    no    yes   in     in';

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

/** Every query of the API. */
export const QUERY_ROWS: Record<string, MatrixRow> = {
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
  bankHolidays: list(EVERYBODY, () => period),
  case: {
    variables: ({ caseId }) => ({ id: caseId }),
    cells: { own: NEED_KNOW, other: ELSEWHERE, restricted: RUNS_HERE },
  },
  cases: list(CASE_WORK, ({ panelId }) => ({ panelId }), CASE_WORK),
  demoPeople: list(ALL_OF_US, () => ({})),
  invitation: list(ALL_OF_US, () => ({ token: 'x'.repeat(43) })),
  localMessages: list(EVERYBODY, () => ({})),
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
  signInWays: list(ALL_OF_US, () => ({})),
  people: list(EVERYBODY, () => ({})),
  queueRisk: list(
    'yes   no   yes   no    no   no   no    no    no    no    in     in',
    ({ panelId }) => ({ panelId }),
    'no    yes  no    no    no   no   no    no    no    no    in     in',
  ),
  reminderPreview: list(CASE_WORK, () => ({})),
  undeliveredReminders: list(CASE_WORK, () => ({})),
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
  signInAsDemoPerson: list(ALL_OF_US, (_, { people }) => ({ personId: people.auditor.id })),
  // Everybody may try to sign in; what they try here is wrong, so that nobody is signed in.
  signInWithPassword: {
    refusedAs: 'SIGN_IN_FAILED',
    ...list(ALL_OF_US, () => ({ input: Object.assign(somebody(), { password: reason }) })),
  },
  finishSignIn: { refusedAs: 'SIGN_IN_EXPIRED', ...list(ALL_OF_US, () => ({ ticket: 'x', code: '000000' })) },
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
