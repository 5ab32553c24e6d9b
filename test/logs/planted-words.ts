import { generateSync } from 'otplib';
import { AccessToken, Person } from '#agencies';
import { MARK } from '../api/hostile-values.js';
import type { HostileWorld } from '../api/hostile-world.js';

/** The key of the authenticators that the hostile world sets up. */
const TOTP_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

const ID = /^[\da-f]{8}-[\da-f]{4}-/;

/** A name, address or sentence, or something that lets somebody in: not a code, a day or a word of the interface. */
const TELLING = /[ @]|^Planted|^[\w-]{30,}$/;

/**
 * Everything in a hostile world that may stand in no log line and no failure: what is recorded of people, who works with
 * them and how they are reached, what the calls of the world bring along, and what lets people in. The referral among the
 * calls gets people with names, addresses, numbers and handles that stand nowhere else.
 */
export async function plantedWords(world: HostileWorld): Promise<string[]> {
  const { api, tokens, calls, things } = world;
  plantReferral(calls['referCase']!.variables);
  const people = await api.db.reading.find(Person);
  const hashes = (await api.db.reading.find(AccessToken)).map(({ tokenHash }) => tokenHash);
  const code = generateSync({ secret: TOTP_SECRET, epoch: Math.floor(Date.parse(api.clock.now()) / 1000) });
  const words = [
    ...[MARK, TOTP_SECRET, code, 'Plantedbyron', 'Plantedlane', 'Plantedphone'],
    ...Object.values(things).flatMap(({ secrets }) => secrets),
    ...Object.values(calls).flatMap(({ variables }) => textsIn(variables)),
    ...Object.values(tokens).filter((token) => token !== null),
    ...people.flatMap(({ name, email }) => [name, email]),
    ...hashes,
  ];
  return [...new Set(words)].filter((word) => word.length > 4 && !ID.test(word));
}

function plantReferral(variables: Record<string, unknown>): void {
  const input = variables['input'] as Record<string, object>;
  const someone = {
    ...{ firstName: 'Plantedada', lastName: 'Plantedbyron', alias: 'Plantedcountess' },
    ...{ address: '7 Plantedlane', phone: 'Plantedphone 0113 496 0000', handles: ['x:@plantedhandle'] },
  };
  Object.assign(input, {
    victim: { ...input['victim'], ...someone },
    suspects: [{ ...input['victim'], ...someone, lastName: 'Plantedsuspect' }],
    referrerName: 'Plantedreferrer Plantedbyron',
    referrerEmail: 'plantedreferrer@police.example',
    criteriaReason: 'Plantednarrative: he waits outside',
    crimeNumber: 'Plantedcrime',
  });
}

/** Every telling text in the variables of a call. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return TELLING.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
