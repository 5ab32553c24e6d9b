import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '#access';
import { AccessToken, Agency, type AgencyKind, nameKey, Person, type TokenKind } from '#agencies';
import { addMinutes, type Clock, type Day, newId, type TimeOfDay } from '#kernel';
import { BankHoliday, Panel, PanelMember } from '#panels';
import type { Database } from '#platform';

let count = 0;

/** Puts an agency into the directory. */
export async function anAgency(db: Database, clock: Clock, given: Partial<Agency> = {}): Promise<Agency> {
  count += 1;
  const name = given.name ?? `Agency ${count}`;
  const agency: Agency = {
    id: newId(),
    name,
    nameKey: nameKey(name),
    kind: 'police' satisfies AgencyKind,
    emailDomain: 'agency.example',
    isCore: true,
    signIn: 'any',
    createdAt: clock.now(),
    version: 1,
    ...given,
  };
  await db.transaction(async () => void (await db.writing.insert(Agency, agency)));
  return agency;
}

/** Puts a person into the directory. */
export async function aPerson(
  db: Database,
  clock: Clock,
  agency: Agency,
  role: Role,
  given: Partial<Person> = {},
): Promise<Person> {
  count += 1;
  const person: Person = {
    id: newId(),
    kind: 'person',
    name: `Person ${count}`,
    email: `person${count}@agency.example`,
    agencyId: agency.id,
    role,
    lpa: null,
    skills: [],
    deputyId: null,
    isActive: true,
    invitedAt: null,
    createdAt: clock.now(),
    version: 1,
    ...given,
  };
  await db.transaction(async () => void (await db.writing.insert(Person, person)));
  return person;
}

/** A bearer token with which this person may do all of their role, for a year: of the command line, when nothing is said. */
export async function aToken(
  db: Database,
  clock: Clock,
  person: Person,
  kind: TokenKind = 'cli',
): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const row = {
    id: newId(),
    tokenHash: createHash('sha256').update(token).digest('hex'),
    personId: person.id,
    kind,
    label: 'test',
    createdAt: clock.now(),
    lastUsedAt: clock.now(),
    expiresAt: addMinutes(clock.now(), 60 * 24 * 365),
    revokedAt: null,
  };
  await db.transaction(async () => void (await db.writing.insert(AccessToken, row)));
  return token;
}

/** Puts a panel with these member agencies into the record: fortnightly on Tuesday, 9:30am, 150 minutes. */
export async function aPanel(
  db: Database,
  clock: Clock,
  members: readonly Agency[],
  given: Partial<Panel> = {},
): Promise<Panel> {
  count += 1;
  const panel: Panel = {
    id: newId(),
    code: `P-${count}`,
    name: `Panel ${count}`,
    kind: 'esip',
    lpa: null,
    chairId: null,
    coordinatorId: null,
    recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
    firstOn: '2026-01-06' as Day,
    startsAt: '09:30' as TimeOfDay,
    durationMinutes: 150,
    bankHolidayRule: 'skip',
    nation: 'england-and-wales',
    place: 'Council House and video',
    quorum: Math.min(2, members.length),
    priorityProfile: 'essex-behavioural',
    triageSettings: null,
    linkSettings: null,
    isActive: true,
    createdAt: clock.now(),
    version: 1,
    ...given,
  };
  await db.transaction(async () => {
    await db.writing.insert(Panel, panel);
    for (const agency of members) {
      await db.writing.insert(PanelMember, {
        id: newId(),
        panelId: panel.id,
        agencyId: agency.id,
        isRequired: true,
      });
    }
  });
  return panel;
}

/** Puts bank holidays of England and Wales into the record. */
export async function bankHolidays(db: Database, days: readonly string[]): Promise<void> {
  const rows = days.map((day) => ({
    id: newId(),
    nation: 'england-and-wales' as const,
    fallsOn: day as Day,
    title: 'Bank holiday',
  }));
  await db.transaction(async () => void (await db.writing.insert(BankHoliday, rows)));
}
