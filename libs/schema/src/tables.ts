import { Action, ActionUpdate } from '#actions';
import {
  AccessToken,
  Agency,
  LocalAccount,
  Person,
  RecoveryCode,
  SignInTicket,
  SignInTries,
} from '#agencies';
import { AuditEntry } from '#audit';
import { CaseAccess, CaseFile, CaseFlag, CasePerson, Incident, RiskAssessment } from '#cases';
import { AgendaChange, AgendaStanding, Attendance, Listing, Meeting } from '#meetings';
import { OutcomeReview } from '#outcomes';
import { BankHoliday, Panel, PanelMember } from '#panels';
import { Announcement, LocalMessage, type Tables } from '#platform';
import { Reminder, ReminderMessage } from '#reminders';
import { migrations } from './migrations/index.js';

/** Every entity of every room, and every migration: one set for SQLite and PostgreSQL. */
export const tables: Tables = {
  entities: [
    Agency,
    Person,
    AccessToken,
    LocalAccount,
    RecoveryCode,
    SignInTicket,
    SignInTries,
    AuditEntry,
    Panel,
    PanelMember,
    BankHoliday,
    CaseFile,
    CaseAccess,
    CasePerson,
    RiskAssessment,
    Incident,
    CaseFlag,
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
  ],
  migrations,
};
