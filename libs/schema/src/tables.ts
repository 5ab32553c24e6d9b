import { Action, ActionUpdate } from '#actions';
import {
  AccessToken,
  Agency,
  LocalAccount,
  OrganisationAccount,
  Person,
  RecoveryCode,
  SignInTicket,
  SignInTries,
} from '#agencies';
import { AuditCheckpoint, AuditEntry, AuditLane, UnusualTermsChange } from '#audit';
import {
  AccessRequest,
  BreakGlass,
  CaseAccess,
  CaseFile,
  CaseFlag,
  CasePerson,
  CaseRestriction,
  CaseTransfer,
  ConflictDismissal,
  Incident,
  ReferralDetails,
  ReferralDraft,
  RiskAssessment,
  SecondLook,
  SecondLookDraw,
  Triage,
  TriageStep,
} from '#cases';
import { MailboxMessage } from '#imports';
import { Letter } from '#letters';
import { LinkDecision, LookupKeyRow, LookupSecret, PersonLink } from '#links';
import { AgendaChange, AgendaStanding, Attendance, Listing, Meeting } from '#meetings';
import { OutcomeReview } from '#outcomes';
import { BankHoliday, Panel, PanelMember, PanelSettingChange } from '#panels';
import { Announcement, LocalMessage, SealedFieldProof, type Tables } from '#platform';
import { Reminder, ReminderMessage } from '#reminders';
import { migrations } from './migrations/index.js';

/** Every entity of every room, and every migration: one set for SQLite and PostgreSQL. */
export const tables: Tables = {
  entities: [
    Agency,
    Person,
    AccessToken,
    LocalAccount,
    OrganisationAccount,
    RecoveryCode,
    SignInTicket,
    SignInTries,
    AuditEntry,
    Letter,
    MailboxMessage,
    AuditLane,
    AuditCheckpoint,
    UnusualTermsChange,
    Panel,
    PanelMember,
    PanelSettingChange,
    BankHoliday,
    BreakGlass,
    CaseFile,
    CaseAccess,
    CaseRestriction,
    AccessRequest,
    CasePerson,
    ConflictDismissal,
    ReferralDetails,
    ReferralDraft,
    RiskAssessment,
    Incident,
    CaseFlag,
    LookupKeyRow,
    LookupSecret,
    PersonLink,
    LinkDecision,
    Triage,
    TriageStep,
    CaseTransfer,
    SecondLookDraw,
    SecondLook,
    Meeting,
    Listing,
    AgendaChange,
    AgendaStanding,
    Attendance,
    Action,
    ActionUpdate,
    OutcomeReview,
    Reminder,
    ReminderMessage,
    Announcement,
    LocalMessage,
    SealedFieldProof,
  ],
  migrations,
};
