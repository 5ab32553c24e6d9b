import { type Day, londonDay } from '#kernel';
import { readCaseFacts, twelveMonthsBefore, type CaseFacts } from '#cases';
import type { DemoCase } from './demo-case.js';
import type { DemoWorld } from './demo-world.js';

/** What the rules are told of a case on a day: the same as they would read from the record. */
export function factsOn(
  world: DemoWorld,
  { file, victim, suspect, assessments, incidents }: DemoCase,
  today: Day,
): CaseFacts {
  const linked = suspect.identityKey ? (world.casesOfSuspect.get(suspect.identityKey) ?? []) : [];
  const row = {
    ...file,
    criteria: JSON.stringify(file.criteria),
    behaviours: JSON.stringify(file.behaviours),
    offences: JSON.stringify(file.offences),
    ordersInForce: JSON.stringify(file.ordersInForce),
    victimWishes: JSON.stringify(file.victimWishes),
    victimKey: victim.identityKey,
    victimBornOn: victim.bornOn,
    suspectsNamed: suspect.lastName === 'unidentified' ? 0 : 1,
    suspectsKeyed: suspect.identityKey === null ? 0 : 1,
    hasOpenLinks: false,
  };
  const since = twelveMonthsBefore(today);
  const inWindow = incidents.filter(({ occurredOn }) => occurredOn >= since);
  const record = {
    row,
    assessments,
    incidents: inWindow.map(({ occurredOn, ...incident }) => ({ ...incident, on: occurredOn })),
    linked: linked
      .filter((one) => one.file.id !== file.id)
      .map((one) => ({
        referredOn: one.file.referredOn,
        lastDiscussedOn: one.file.lastDiscussedOn,
        closedOn: one.file.closedAt === null ? null : londonDay(one.file.closedAt),
        victimKey: one.victimKey,
        mayBeSameVictim: false,
      })),
  };
  return readCaseFacts(record, today);
}

/** Notes whose case this is, so that later cases of the same suspect find it. */
export function rememberSuspect(world: DemoWorld, { file, victim, suspect }: DemoCase): void {
  if (suspect.identityKey === null) return;
  const known = world.casesOfSuspect.get(suspect.identityKey) ?? [];
  known.push({ file, victimKey: victim.identityKey });
  world.casesOfSuspect.set(suspect.identityKey, known);
}
