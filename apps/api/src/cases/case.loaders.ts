import DataLoader from 'dataloader';
import type { PersonActor } from '#access';
import type {
  CaseFlag,
  ShownCasePerson,
  CasePriority,
  CaseAccess,
  CaseHandling,
  CaseReading,
  CaseRestriction,
  CaseRestrictions,
  ConflictDismissal,
  ConflictSuggestion,
  ConflictSuggestions,
  Escalation,
  Incident,
  ListedCase,
  ReferralDetails,
  RestrictedNotes,
  RiskAssessment,
} from '#cases';
import { NotFound } from '#kernel';
import { manyBy } from '../graphql/batching.js';

/** The batched look-ups of cases. They give only what the person who asks may know of. */
export type CaseLoaders = {
  /** Fails with NOT_FOUND for a case that the person may not know of. */
  case: DataLoader<string, ListedCase>;
  peopleOfCase: DataLoader<string, ShownCasePerson[]>;
  /** One, or none where nothing was said or the person is not shown it. */
  detailsOfCase: DataLoader<string, ReferralDetails[]>;
  assessmentsOfCase: DataLoader<string, RiskAssessment[]>;
  incidentsOfCase: DataLoader<string, Incident[]>;
  flagsOfCase: DataLoader<string, CaseFlag[]>;
  priorityOfCase: DataLoader<string, CasePriority>;
  escalationOfCase: DataLoader<string, Escalation>;
  /** Of cases whose panel the person runs; of others, nothing. */
  restrictionsOfCase: DataLoader<string, CaseRestriction[]>;
  /** Of cases whose panel the person runs; of others, nothing. */
  accessOfCase: DataLoader<string, CaseAccess[]>;
  /** Of cases whose panel the person runs; of others, nothing. Never of the person who asks. */
  conflictSuggestionsOfCase: DataLoader<string, ConflictSuggestion[]>;
  /** Of cases whose panel the person runs; of others, nothing. Never of the person who asks. */
  conflictDismissalsOfCase: DataLoader<string, ConflictDismissal[]>;
  restrictedNotesOfCase: DataLoader<string, RestrictedNotes[]>;
};

/** What the loaders of cases ask. */
export type CaseServices = {
  reading: CaseReading;
  restrictions: CaseRestrictions;
  handling: CaseHandling;
  conflicts: ConflictSuggestions;
};

/** The loaders of cases for one request of one person; signed out, every one of them fails. */
export function caseLoaders(
  { reading, restrictions, handling, conflicts }: CaseServices,
  actor: PersonActor | null,
): CaseLoaders {
  const mine = <T extends { caseId: string }>(
    load: (actor: PersonActor, ids: readonly string[]) => Promise<T[]>,
  ) =>
    manyBy<T>(
      (ids) => load(known(actor), ids),
      (row) => row.caseId,
    );
  return {
    case: oneOrNotFound(
      async (ids) => new Map((await reading.seenByIds(known(actor), ids)).map((row) => [row.id, row])),
    ),
    peopleOfCase: mine((who, ids) => reading.peopleOf(who, ids)),
    detailsOfCase: mine((who, ids) => reading.detailsOf(who, ids)),
    assessmentsOfCase: mine((who, ids) => reading.assessmentsOf(who, ids)),
    incidentsOfCase: mine((who, ids) => reading.incidentsOf(who, ids)),
    flagsOfCase: mine((who, ids) => reading.flagsOf(who, ids)),
    priorityOfCase: oneOrNotFound((ids) => reading.prioritiesOf(known(actor), ids)),
    escalationOfCase: oneOrNotFound((ids) => reading.escalationsOf(known(actor), ids)),
    restrictionsOfCase: mine((who, ids) => restrictions.ofCases(who, ids)),
    accessOfCase: mine((who, ids) => restrictions.accessOf(who, ids)),
    conflictSuggestionsOfCase: mine((who, ids) => conflicts.ofCases(who, ids)),
    conflictDismissalsOfCase: mine((who, ids) => conflicts.dismissalsOf(who, ids)),
    restrictedNotesOfCase: mine((who, ids) => handling.notesOf(who, ids)),
  };
}

function known(actor: PersonActor | null): PersonActor {
  if (!actor) throw new NotFound('Case');
  return actor;
}

function oneOrNotFound<T>(load: (ids: readonly string[]) => Promise<Map<string, T>>): DataLoader<string, T> {
  return new DataLoader<string, T>(async (ids) => {
    const found = await load(ids);
    return ids.map((id) => found.get(id) ?? new NotFound('Case'));
  });
}
