import { createHash } from 'node:crypto';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { Action } from '#actions';
import { AccessToken, Agency, Person } from '#agencies';
import { BreakGlass, CaseAccess, CaseFile, CasePerson, CaseRestriction } from '#cases';
import { addDays, addMinutes, type Clock, newId } from '#kernel';
import { Listing, Meeting } from '#meetings';
import { Panel } from '#panels';
import type { Database } from '#platform';
import { aCase, aListing, aMeeting, anAgency, aPanel, aPerson } from '#testkit';
import type { World } from './random-world.js';

/** A world as it stands in the database: the ids of its things, by their place in the world. */
export type PlantedIds = { people: string[]; tokens: string[]; cases: string[] };

/** One row of each, of which the rows of the worlds are made. */
export type Patterns = Map<EntityTarget<ObjectLiteral>, string>;

type Rows = Map<EntityTarget<ObjectLiteral>, Record<string, unknown>[]>;

/** Puts one of each into the record, of a panel that nobody of the worlds has to do with. */
export async function patterns(db: Database, clock: Clock): Promise<Patterns> {
  const agency = await anAgency(db, clock);
  const person = await aPerson(db, clock, agency, 'auditor', { isActive: false });
  const panel = await aPanel(db, clock, [agency]);
  const caseFile = await aCase(db, clock, panel, agency, { state: 'listed' });
  const meeting = await aMeeting(db, clock, panel);
  const listing = await aListing(db, meeting, caseFile);
  const victim = await db.reading.findOneByOrFail(CasePerson, { caseId: caseFile.id, role: 'victim' });
  const all: [EntityTarget<ObjectLiteral>, { id: string }][] = [
    [Agency, agency],
    [Person, person],
    [Panel, panel],
    [CaseFile, caseFile],
    [CasePerson, victim],
    [Meeting, meeting],
    [Listing, listing],
  ];
  return new Map(all.map(([entity, { id }]) => [entity, id]));
}

/** Plants many worlds at once, one statement a table. Inside a transaction. */
export async function plantWorlds(
  db: Database,
  clock: Clock,
  from: Patterns,
  many: readonly World[],
): Promise<PlantedIds[]> {
  const rows: Rows = new Map();
  const ids = many.map((world) => rowsOf(world, clock, rows));
  for (const [entity, some] of rows) await copies(db, entity, from.get(entity) ?? null, some);
  return ids;
}

/** The rows of one world, put behind those of others. Parents come first: they are inserted in this order. */
function rowsOf(world: World, clock: Clock, rows: Rows): PlantedIds {
  const put = (entity: EntityTarget<ObjectLiteral>, row: Record<string, unknown>): string => {
    const id = newId();
    if (!rows.has(entity)) rows.set(entity, []);
    rows.get(entity)!.push({ id, ...row });
    return id;
  };
  const [now, today] = [clock.now(), clock.today()];
  const agencies = Array.from({ length: 3 }, () => {
    const name = newId();
    return put(Agency, { name, nameKey: name });
  });
  const people = world.people.map(({ role, agency, isSuspended }) =>
    put(Person, {
      ...{ email: `${newId()}@agency.example`, agencyId: agencies[agency], role },
      isActive: !isSuspended,
    }),
  );
  const tokens = people.map((personId) => {
    const tokenHash = createHash('sha256').update(personId).digest('hex');
    const times = { createdAt: now, lastUsedAt: now, expiresAt: addMinutes(now, 60), revokedAt: null };
    put(AccessToken, { tokenHash, personId, kind: 'cli', label: 'test', scopes: null, ...times });
    return personId;
  });
  const idOf = (who: number | null) => (who === null ? null : people[who]);
  const panels = world.panels.map(({ chair, coordinator }) =>
    put(Panel, { code: newId(), chairId: idOf(chair), coordinatorId: idOf(coordinator) }),
  );
  const meetings = panels.map((panelId, i) =>
    put(Meeting, { panelId, chairId: null, publishedAt: world.isPublished[i] ? now : null }),
  );
  const cases = world.cases.map(({ panel, handling }) => {
    const named = { reference: newId(), panelId: panels[panel], referringAgencyId: agencies[0] };
    const caseId = put(CaseFile, { ...named, handling, restrictedNotes: '' });
    put(CasePerson, { caseId, identityKey: null });
    put(Listing, { caseId, meetingId: meetings[panel] });
    return caseId;
  });
  for (const { ofCase, agency, reason, endsIn } of world.access) {
    const endsOn = endsIn === null ? null : addDays(today, endsIn);
    put(CaseAccess, { caseId: cases[ofCase], agencyId: agencies[agency], reason, grantedAt: now, endsOn });
  }
  for (const { ofCase, kind, person, agency, isLifted } of world.entries) {
    const about = { personId: idOf(person), agencyId: person === null ? agencies[agency] : null };
    const lifted = { liftedAt: isLifted ? now : null, liftedById: null, liftedReason: null };
    put(CaseRestriction, {
      ...{ caseId: cases[ofCase], kind, ...about, reason: '', since: now, madeById: null },
      ...lifted,
    });
  }
  for (const { person, ofCase, endsIn, hasMoved } of world.glass) {
    const then = (world.people[person]!.agency + (hasMoved ? 1 : 0)) % agencies.length;
    put(BreakGlass, {
      ...{ caseId: cases[ofCase], personId: people[person], agencyId: agencies[then] },
      ...{ role: world.people[person]!.role, reason: '', openedAt: addMinutes(now, endsIn - 120) },
      ...{ endsAt: addMinutes(now, endsIn), reviewedAt: null, reviewedById: null, verdict: null },
      ...{ note: null, version: 1 },
    });
  }
  for (const [i, { ofCase, agency, isOpen }] of world.actions.entries()) {
    put(Action, {
      ...{ reference: newId(), caseId: cases[ofCase], number: i + 1, agencyId: agencies[agency], isOpen },
      ...{ panelId: panels[world.cases[ofCase]!.panel], meetingId: null, ownerId: null, text: '' },
      ...{ category: 'governance', priority: 'routine', status: isOpen ? 'agreed' : 'completed' },
      ...{ agreedAt: now, dueOn: today, dueAt: now, originalDueOn: today, acknowledgedAt: null },
      ...{ closedAt: isOpen ? null : now, closedOn: isOpen ? null : today, note: '', evidenceReference: '' },
      ...{ reasonCode: null, extensionRequestedOn: null, extensionNewDueOn: null, extensionReason: null },
      ...{ extensionCount: 0, version: 1 },
    });
  }
  return { people, tokens, cases };
}

/** Inserts rows by one statement; columns that they do not give are those of the pattern. */
async function copies(
  db: Database,
  entity: EntityTarget<ObjectLiteral>,
  pattern: string | null,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const { columns, tableName } = db.writing.connection.getMetadata(entity);
  const given = new Set(Object.keys(rows[0]!));
  const values = columns.map(({ propertyName, databaseName }) =>
    given.has(propertyName) ? `json_extract(j.value, '$.${propertyName}')` : `t.${databaseName}`,
  );
  const names = columns.map(({ databaseName }) => databaseName).join(', ');
  const source = pattern === null ? '' : `join ${tableName} t on t.id = '${pattern}'`;
  await db.change(
    `insert into ${tableName} (${names}) select ${values.join(', ')} from json_each(:rows) j ${source}`,
    { rows: JSON.stringify(rows) },
  );
}
