/** Types that hang on a case, all of whose fields below are open to whoever may know of the case. */
export const OPEN_FIELDS: Record<string, string> = {
  Case: `submittedAt transfer triage triageSteps advocateReferral assessments behaviours children closedAt crimeNumber criteria criteriaReason
    daysWaiting escalation firstIncidentOn flags handling heldReason heldUntil id incidents incidents12m isImminentThreat
    lastDiscussedOn lastIncidentOn listings lpa offences openActionCount ordersInForce outcomeReviews
    overdueActionCount panel people priority reference referredOn referrerName referringAgency relationship
    riskLevel safetyActionsTaken state suspectReleaseOn threats timesDeferred timesNotReached version
    victimAge victimAware victimInitials victimWishes waitingSince wantsPoliceContact weaponsAccess`,
  CasePerson: 'alias bornOn firstName gender id lastName role',
  RiskAssessment:
    'answers assessedBy assessedOn finding id level rationale recordedAt score tool toolVersion',
  Incident:
    'behaviours channel description evidenceReferences id isBreach isWeaponOrStrangulation occurredOn place recordedBy',
  CaseFlag: 'clearedAt clearedReason flaggedAt flaggedBy id reason rule ruleVersion',
  Listing: `actionCount addendum band case chairReason dataNeeded decision decisionReason endedAt
    heldUntil id isMinutesByChair isMovedByChair isPinned kind leftOutReason meeting missing notes plannedMinutes
    points position priorityHigh priorityLow profile reasons riskAfter riskBefore startedAt state version
    victimView`,
  Action: `acknowledgedAt agency agreedAt case category closedAt daysOverdue dueAt dueInDays dueOn
    evidenceReference extensionCount extensionNewDueOn extensionReason extensionRequestedOn id isOpen
    isOverdue nextReminderAt note originalDueOn owner panel priority reasonCode reference
    status text updates version`,
  ReminderMessage: `actionReference address attempts audience case channel duty id level recipient result rule scheduledAt
    settledAt state template templateVersion`,
};

/** Who is asked about the rows: the last one opened the case by break-glass and has no other need. */
export const FIELD_ASKERS = ['chair', 'coordinator', 'owner', 'member', 'lead', 'advocate', 'glass'] as const;

/** One of {@link FIELD_ASKERS}. */
export type FieldAsker = (typeof FIELD_ASKERS)[number];

// Who:    chair coord owner memb lead advoc glass; the member's agency was only asked to attend
const CONTACT = 'yes   yes   yes   --   yes  yes   yes';
const THEIRS_ = 'yes   yes   --    --   --   yes   --';
// An agency sees its own actions; break-glass opens those of the case, without messages and meeting.
const ACTIONS = 'yes   yes   yes   --   yes  --    yes';
const WORK___ = 'yes   yes   yes   --   yes  --    --';
const PANEL__ = 'yes   yes   --    --   --   --    --';

/** The fields that are not for everybody who may know of the case: `yes` is shown, `--` is null. */
export const FIELD_ROWS: Record<string, string> = {
  'CasePerson.address': CONTACT,
  'CasePerson.postcode': CONTACT,
  'CasePerson.phone': CONTACT,
  'CasePerson.safeToCall': CONTACT,
  'CasePerson.handles': CONTACT,
  'Case.referralDetails': CONTACT,
  'Case.restrictedNotes': THEIRS_,
  'Case.actions': ACTIONS,
  'Case.reminders': WORK___,
  'Listing.actions': WORK___,
  'Action.reminders': WORK___,
  'Action.meeting': WORK___,
  'Case.access': PANEL__,
  'Case.restrictions': PANEL__,
  'Case.conflictSuggestions': PANEL__,
  'Case.conflictDismissals': PANEL__,
};

/** Fields that speak of the reader: they differ from one to the other, and tell nobody of somebody else. */
export const OWN_FIELDS: Record<string, string> = {
  Case: 'openedByBreakGlassUntil',
  CasePerson: 'contactWithheld',
  Action: 'isNewToMe',
};

/** Types that are shown only as a whole, with the field that has a row. */
export const WHOLE: Record<string, string> = {
  CaseAccess: 'Case.access',
  CaseRestriction: 'Case.restrictions',
  ConflictSuggestion: 'Case.conflictSuggestions',
  ConflictDismissal: 'Case.conflictDismissals',
  // Open with the case, as a whole.
  ActionUpdate: 'Action.updates',
  CasePriority: 'Case.priority',
  EscalationSign: 'Case.escalation',
  PriorityPoint: 'Listing.points',
  OutcomeReview: 'Case.outcomeReviews',
  CaseTransfer: 'Case.transfer',
  Triage: 'Case.triage',
  TriageClock: 'Case.triage',
  RuleSource: 'Case.triage',
  Signpost: 'Case.triage',
  TriageStep: 'Case.triageSteps',
  RiskAnswer: 'RiskAssessment.answers',
  ReferralDetails: 'Case.referralDetails',
};

/** Types that have a life of their own, and rules of their own in the matrix of operations. */
export const OTHER_ROOMS = ['Agency', 'Panel', 'Person', 'Meeting'];
