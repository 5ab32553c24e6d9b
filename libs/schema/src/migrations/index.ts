import { Foundations1795305600000 } from './1795305600000-foundations.js';
import { AuditReasons1795328645035 } from './1795328645035-audit-reasons.js';
import { Letters1795328800000 } from './1795328800000-letters.js';
import { SealedFields1795328900000 } from './1795328900000-sealed-fields.js';
import { AuditChain1795329600000 } from './1795329600000-audit-chain.js';
import { PersonLinks1795330000000 } from './1795330000000-person-links.js';
import { BreakGlass1795330800000 } from './1795330800000-break-glass.js';
import { WaysIn1795331700000 } from './1795331700000-ways-in.js';
import { NeedToKnow1795331950000 } from './1795331950000-need-to-know.js';
import { Triage1795332000000 } from './1795332000000-triage.js';
import { TriageQueue1795340000000 } from './1795340000000-triage-queue.js';
import { LinkSettings1795341000000 } from './1795341000000-link-settings.js';
import { ConflictSuggestions1795345100000 } from './1795345100000-conflict-suggestions.js';
import { ChasedDuties1795348000000 } from './1795348000000-chased-duties.js';
import { ReferralForms1795351000000 } from './1795351000000-referral-forms.js';
import { IncidentPlaces1795352000000 } from './1795352000000-incident-places.js';
import { Mailbox1795353000000 } from './1795353000000-mailbox.js';
import { UnusualTerms1795354000000 } from './1795354000000-unusual-terms.js';
import { EmergencyMeetings1795390000000 } from './1795390000000-emergency-meetings.js';
import { MailboxTasks1795391000000 } from './1795391000000-mailbox-tasks.js';

/** Every migration, oldest first. */
export const migrations = [
  Foundations1795305600000,
  AuditReasons1795328645035,
  Letters1795328800000,
  SealedFields1795328900000,
  AuditChain1795329600000,
  PersonLinks1795330000000,
  BreakGlass1795330800000,
  WaysIn1795331700000,
  NeedToKnow1795331950000,
  Triage1795332000000,
  TriageQueue1795340000000,
  LinkSettings1795341000000,
  ConflictSuggestions1795345100000,
  ChasedDuties1795348000000,
  ReferralForms1795351000000,
  IncidentPlaces1795352000000,
  Mailbox1795353000000,
  UnusualTerms1795354000000,
  EmergencyMeetings1795390000000,
  MailboxTasks1795391000000,
];
