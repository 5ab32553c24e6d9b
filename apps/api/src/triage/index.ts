import {
  CaseTransferOfCaseResolver,
  SecondLooksResolver,
  TransfersResolver,
} from './handing-over.resolver.js';
import { MailboxResolver } from './mailbox.resolver.js';
import { TriageResolver, TriageStepResolver } from './triage.resolver.js';

/** Resolvers of triage. */
export const TRIAGE_RESOLVERS = [
  TriageResolver,
  TriageStepResolver,
  TransfersResolver,
  CaseTransferOfCaseResolver,
  SecondLooksResolver,
  MailboxResolver,
];
