import { addDays, type Day } from '#kernel';
import { type CaseFile, type CasePerson, isWellKnown } from '#cases';
import {
  dramaPhone,
  familyName,
  givenName,
  inventedAddress,
  inventedAlias,
  inventedHandle,
} from './case-people.words.js';
import type { DemoCase } from './demo-case.js';
import type { Row } from './demo-rows.js';
import type { DemoWorld } from './demo-world.js';
import type { Dice } from './dice.js';

/** Share of suspects who stand in another case too, and of victims at an address of another case. */
const LINKED = { serialSuspect: 0.04, sharedAddress: 0.06 };

/** The victim and the suspect of a case: new people, or those of an earlier case. */
export function castCase(
  world: DemoWorld,
  dice: Dice,
  file: Row<CaseFile>,
  repeatOf: DemoCase | undefined,
): { victim: Row<CasePerson>; suspect: Row<CasePerson> } {
  const isUnidentified = file.criteria.includes('suspect_unidentified');
  const victim = victimOf(world, dice, file, repeatOf);
  const suspect = suspectOf(world, dice, file, isUnidentified, repeatOf);
  world.rows.casePeople.push(victim, suspect);
  return { victim, suspect };
}

function victimOf(
  world: DemoWorld,
  dice: Dice,
  file: Row<CaseFile>,
  repeatOf: DemoCase | undefined,
): Row<CasePerson> {
  if (repeatOf) return { ...repeatOf.victim, id: world.id(), caseId: file.id };
  const gender = dice.chance(0.77) ? 'female' : 'male';
  const elsewhere = dice.chance(LINKED.sharedAddress) ? anyone(world, dice, 'victim') : undefined;
  const { address, postcode } = elsewhere ?? inventedAddress(dice);
  return identified({
    id: world.id(),
    caseId: file.id,
    role: 'victim',
    firstName: givenName(dice, gender),
    lastName: familyName(dice),
    alias: '',
    bornOn: bornOn(dice, file.referredOn, dice.chance(0.02) ? 16 : Math.round(20 + dice.next() ** 1.6 * 50)),
    gender,
    address,
    postcode,
    phone: dramaPhone(dice),
    safeToCall: dice.weighted({ yes: 72, no: 14, unknown: 14 }),
    handles: [],
  });
}

function suspectOf(
  world: DemoWorld,
  dice: Dice,
  file: Row<CaseFile>,
  isUnidentified: boolean,
  repeatOf: DemoCase | undefined,
): Row<CasePerson> {
  if (repeatOf) return { ...repeatOf.suspect, id: world.id(), caseId: file.id };
  const known = { id: world.id(), caseId: file.id, role: 'suspect' as const };
  const handles = dice.chance(0.4) ? [inventedHandle(dice)] : [];
  if (isUnidentified) {
    const nobody = { firstName: '', lastName: 'unidentified', alias: '', bornOn: null, gender: 'not_known' };
    const suspect = {
      ...known,
      ...nobody,
      address: '',
      postcode: '',
      phone: '',
      safeToCall: 'unknown' as const,
      handles,
    };
    return identified(suspect);
  }
  const serial = dice.chance(LINKED.serialSuspect) ? anyone(world, dice, 'suspect') : undefined;
  if (serial && serial.lastName !== 'unidentified') return { ...serial, ...known };
  const gender = dice.chance(0.74) ? 'male' : 'female';
  const suspect = {
    ...known,
    firstName: givenName(dice, gender),
    lastName: familyName(dice),
    alias: inventedAlias(dice),
    bornOn: dice.chance(0.12)
      ? null
      : bornOn(dice, file.referredOn, Math.round(19 + dice.next() ** 1.4 * 45)),
    gender,
    ...inventedAddress(dice),
    phone: dice.chance(0.7) ? dramaPhone(dice) : '',
    safeToCall: 'unknown' as const,
    handles,
  };
  return identified(suspect);
}

function identified(person: Omit<Row<CasePerson>, 'identityKey'>): Row<CasePerson> {
  // Whoever is in a second case is a copy of this row, and keeps its group.
  const one = { ...person, identityKey: null };
  return { ...one, identityKey: isWellKnown(one) ? person.id : null };
}

function anyone(world: DemoWorld, dice: Dice, role: 'victim' | 'suspect'): Row<CasePerson> | undefined {
  const people = world.rows.casePeople;
  const person = people.length > 0 ? dice.pick(people) : undefined;
  return person?.role === role ? person : undefined;
}

function bornOn(dice: Dice, on: Day, age: number): Day {
  return addDays(on, -Math.round(age * 365.25) - dice.between(1, 360));
}
