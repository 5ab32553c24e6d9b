import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aToken } from '#testkit';
import type { Answer } from '../harness/api.js';
import { MUTATION_ROWS } from './access-matrix.js';
import { type Attack, attacksOn, documentOf, MARK } from './hostile-values.js';
import { aHostileWorld, type HostileWorld, type SoundCall } from './hostile-world.js';
import { changedTables, putBack, type TableStates, tableStates } from './table-states.js';

const CODES = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'TOO_COSTLY', 'RATE_LIMITED'];

/** Attacks that nobody may ever get through, wherever they are tried. */
const NEVER = [
  'too long',
  'NUL',
  'bidi override',
  'half a surrogate pair',
  'malformed id',
  'another type',
  'code',
];

/** What may be asked again and again: it ends as it was. */
const REPEATABLE = [
  ...['generateMeetings', 'buildAgenda', 'goToListing', 'proposeEmergencyMeeting'],
  ...['signInAsDemoPerson', 'endMyOtherSessions', 'signOut'],
  ...['signInWithPassword', 'askForPasswordLink', 'invitePerson', 'makeToken', 'makeServiceToken'],
  ...['beginOidcSignIn', 'exportAudit', 'askForAccess'],
  // Pressed twice, a referral is begun, saved and sent once.
  ...['startReferral', 'answerReferral', 'submitReferral'],
];

/**
 * Free to name a thing of anywhere: whoever keeps the directory or reads the audit, any agency that refers to a panel, who
 * hands a case to one, and a list that keeps somebody from a case.
 */
const ANYWHERE =
  /^(addPerson|addService|createPanel|changePanel|changeAgencySignIn|suspendPerson|reinstatePerson|invitePerson|signInAsDemoPerson|exportAudit)\.|^referCase\.input\.panelId$|^transferCase\.input\.toPanelId$|^restrictCase\.input\.(personId|agencyId)$/;

/** A try to sign in, or to open a case by break-glass, is counted and recorded whether it is right or wrong. */
const COUNTS_TRIES =
  /^(signInWithPassword|finishSignIn|finishOidcSignIn|askForPasswordLink|newRecoveryCodes|breakGlass)$/;
const TRIES = ['sign_in_tries', 'audit_entry', 'audit_lane', 'announcement', 'break_glass'];

/** Works once, even when what was brought is wrong. */
const SPENDS_TICKET = /^finishOidcSignIn$/;

type Verdict = { accepted: boolean; outside: string | null; message: string };

describe('hostile input', () => {
  let world: HostileWorld;
  let schema: GraphQLSchema;
  let sound: TableStates;

  beforeAll(async () => {
    world = await aHostileWorld();
    schema = world.api.app.get(GraphQLSchemaHost, { strict: false }).schema;
    sound = await tableStates(world.api.db);
  });
  afterAll(() => world.close());

  const mutation = (name: string) => schema.getMutationType()!.getFields()[name]!;

  async function call(name: string, { by, variables }: SoundCall): Promise<Verdict> {
    const token =
      name === 'signOut'
        ? await aToken(world.api.db, world.api.clock, world.people.auditor)
        : world.tokens[by];
    return verdictOn(await world.api.send(token, documentOf(mutation(name)), variables));
  }

  /** Whether anything is different now; it is put back. */
  async function whatChanged(): Promise<string[]> {
    const changed = changedTables(sound, await tableStates(world.api.db));
    if (changed.length > 0) await putBack(world.api.db, sound, changed);
    return changed;
  }

  /** What went wrong in one attack, in words; null: nothing. */
  async function withstood(name: string, by: SoundCall['by'], attack: Attack) {
    const verdict = await call(name, { by, variables: attack.variables });
    const fault = faultIn(verdict, await whatChanged(), name, attack);
    const value = JSON.stringify(attack.value)?.slice(0, 60);
    const words = fault && `${attack.path}, ${attack.what} ${value}: ${fault} ${verdict.message}`;
    return { accepted: verdict.accepted, fault: words };
  }

  it('is tried on every mutation of the schema', () => {
    expect(Object.keys(world.calls).sort()).toEqual(
      Object.keys(schema.getMutationType()!.getFields()).sort(),
    );
  });

  it.each(Object.keys(MUTATION_ROWS))('%s takes what is sound, once', async (name) => {
    expect(await call(name, world.calls[name]!)).toMatchObject({ accepted: true });
    const again = await call(name, world.calls[name]!);
    expect(again).toMatchObject({ accepted: REPEATABLE.includes(name) });
    await whatChanged();
  });

  it.each(Object.keys(MUTATION_ROWS))(
    '%s withstands what is not',
    async (name) => {
      const { by, variables } = world.calls[name]!;
      const faults: (string | null)[] = [];
      const needed = new Set<string>();
      for (const attack of attacksOn(mutation(name).args, variables, world.foreign)) {
        const { accepted, fault } = await withstood(name, by, attack);
        faults.push(fault);
        if (attack.what === 'empty' && !accepted) needed.add(attack.path);
        const isBlank = attack.what === 'blank' || attack.what === 'invisible';
        if (isBlank && accepted && needed.has(attack.path))
          faults.push(`${attack.path}, ${attack.what}: accepted`);
      }
      expect(faults.filter(Boolean)).toEqual([]);
      // A referral has many fields, and each attack on one is put back.
    },
    600_000,
  );

  it.each([
    ['addAgency', 'name'],
    ['addPerson', 'name'],
    ['createPanel', 'name'],
    ['agreeAction', 'text'],
    ['completeAction', 'note'],
    ['recordDiscussion', 'notes'],
    ['flagCase', 'reason'],
    ['closeCase', 'summary'],
    ['referCase', 'referrerName'],
  ])('%s takes names and words of every writing as its %s', async (name, field) => {
    const { by, variables } = world.calls[name]!;
    for (const words of ['إلهام بن علي', 'שרה לוי', '李小龍', 'Siân O’Néill-D’Arcy', '👩🏽‍🚒 Zoë 🇬🇧']) {
      const input = { ...(variables['input'] as object), [field]: words };
      expect(await call(name, { by, variables: { input } })).toMatchObject({ accepted: true });
      expect(await whatChanged()).not.toEqual([]);
    }
  });
});

/** What is wrong with how an attack was met; null: nothing. */
function faultIn(verdict: Verdict, changed: string[], name: string, { path, what }: Attack): string | null {
  if (verdict.outside) return `not an answer of the contract: ${verdict.outside}`;
  if (verdict.message.includes(MARK)) return 'the answer repeats what was given';
  const mayChange = [
    ...(COUNTS_TRIES.test(name) ? TRIES : []),
    ...(SPENDS_TICKET.test(name) ? ['sign_in_ticket'] : []),
  ];
  const kept = changed.filter((table) => !mayChange.includes(table));
  if (!verdict.accepted) return kept.length > 0 ? `refused, yet ${kept.join()} changed` : null;
  if (NEVER.includes(what)) return 'accepted';
  if (path.endsWith('version')) return 'accepted without the version';
  if (what === 'unknown id') return 'accepted for nothing';
  if (what === 'foreign id' && !ANYWHERE.test(`${name}.${path}`))
    return 'accepted for another panel or agency';
  return null;
}

/** What came back; what the contract does not allow is an answer too, with the code that it came with. */
function verdictOn({ status, data, errors }: Answer): Verdict {
  const wrongStatus = status !== 200 && (status < 400 || status >= 500);
  if (errors.length > 0) {
    const codes = errors.map((error) => error.extensions.code);
    const unknown = codes.find((code) => !CODES.includes(code));
    const outside = unknown ?? (wrongStatus ? `status ${status}` : null);
    return { accepted: false, outside, message: JSON.stringify(errors) };
  }
  const answer = Object.values(data ?? {})[0] as { code?: string; message?: string };
  if (answer.code === undefined) return { accepted: true, outside: null, message: '' };
  const isRefusal = /^[A-Z_]+$/.test(answer.code) && !!answer.message;
  const outside = isRefusal && status === 200 ? null : `${status} ${answer.code}`;
  return { accepted: false, outside, message: JSON.stringify(answer) };
}
