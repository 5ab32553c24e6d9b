import { addDays, daysBetween, type Day } from '#kernel';
import type { CaseFile, Incident } from '#cases';
import type { Directory } from './agencies.demo.js';
import type { Level } from './demo-case.js';
import type { Row } from './demo-rows.js';
import { officeMoment, type DemoWorld } from './demo-world.js';
import type { Dice } from './dice.js';
import { incidentText } from './incident.words.js';

/** Days back from the last incident that the log covers. */
const LOG_DAYS = 300;

/** Records the incident log of a case: closer together towards the end, the last on the day that the file says. */
export function recordIncidents(
  world: DemoWorld,
  directory: Directory,
  dice: Dice,
  file: Row<CaseFile>,
  { risk, breachOn }: { risk: Level; breachOn: Day | null },
): Row<Incident>[] {
  const last = file.lastIncidentOn!;
  const span = Math.min(LOG_DAYS, daysBetween(file.firstIncidentOn!, last));
  const count = Math.min(file.incidents12m ?? 4, dice.between(3, risk === 'very_high' ? 9 : 7));
  const days = Array.from({ length: count }, (_, nth) =>
    nth === 0 ? last : addDays(last, -Math.round(dice.next() ** 1.8 * span)),
  ).sort();
  const log = days.map((occurredOn, nth): Row<Incident> => {
    const behaviours = [file.behaviours[Math.min(nth, file.behaviours.length - 1)]!];
    const isBreach =
      (breachOn === occurredOn && nth === days.length - 1) || brokeAnOrder(dice, file, nth, days);
    return {
      id: world.id(),
      caseId: file.id,
      occurredOn,
      behaviours,
      ...incidentText(dice, behaviours[0]!),
      place: '',
      evidenceReferences: null,
      isBreach,
      isWeaponOrStrangulation: risk === 'very_high' && behaviours[0] === 'assault' && dice.chance(0.4),
      recordedById: dice.pick(directory.workers(file.referringAgencyId)).id,
      recordedAt: officeMoment(dice, occurredOn > file.referredOn ? occurredOn : file.referredOn),
    };
  });
  world.rows.incidents.push(...log);
  return log;
}

function brokeAnOrder(dice: Dice, file: Row<CaseFile>, nth: number, days: readonly Day[]): boolean {
  return file.ordersInForce.length > 0 && nth < days.length - 1 && dice.chance(0.12);
}
