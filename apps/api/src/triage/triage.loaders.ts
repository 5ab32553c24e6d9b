import type DataLoader from 'dataloader';
import type { PersonActor } from '#access';
import type { CaseTransfer, Transfers, Triage, TriageReading, TriageStep } from '#cases';
import { NotFound } from '#kernel';
import { manyBy } from '../graphql/batching.js';

/** The batched look-ups of triage, by case. */
export type TriageLoaders = {
  triageOfCase: DataLoader<string, Triage[]>;
  triageStepsOfCase: DataLoader<string, TriageStep[]>;
  transferOfCase: DataLoader<string, CaseTransfer[]>;
};

/** The loaders of triage for one request of one person; signed out, every one of them fails. */
export function triageLoaders(
  reading: TriageReading,
  transfers: Transfers,
  actor: PersonActor | null,
): TriageLoaders {
  const who = (): PersonActor => {
    if (!actor) throw new NotFound('Case');
    return actor;
  };
  return {
    triageOfCase: manyBy(
      async (ids) => reading.ofCases(who(), ids),
      (one) => one.caseId,
    ),
    triageStepsOfCase: manyBy(
      async (ids) => reading.stepsOf(who(), ids),
      (one) => one.caseId,
    ),
    transferOfCase: manyBy(
      (ids) => transfers.ofCases(ids),
      (one) => one.caseId,
    ),
  };
}
