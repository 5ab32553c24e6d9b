import type { EntityMetadata } from 'typeorm';
import { Action, ActionUpdate } from '#actions';
import { CaseFile, CaseFlag, CasePerson, Incident } from '#cases';
import { type Clock, type Day, FixedClock, type Moment, newId } from '#kernel';
import { AgendaChange, type Listing } from '#meetings';
import { OutcomeReview } from '#outcomes';
import type { Database } from '#platform';
import { aCase, aListing, aMeeting, anAgency, aPanel, aPerson } from '#testkit';

/** Texts about people as they are typed, one for each sealed column; none of them may stand in the files. */
export const PLANTED = {
  address: 'Flat 3, 14 Halyard Street, Marrowby',
  postcode: 'MQ7 4ZX',
  phone: '07700 900461',
  handle: 'insta:@vesper.quill',
  criteria: 'She moved in secret to her aunt in Dunlow',
  held: 'Waits for the hearing of Tamsin Okoro',
  flag: 'He waited outside the nursery in Pell Lane',
  cleared: 'Her cousin Ilse in Hartwell took it back',
  lookup: 'bG9va3VwIGtleSBvZiB0aGUgc3BlYw',
  incident: 'Followed her from the Saltmarsh bus to the surgery',
  place: 'Bus stop by the surgery in Saltmarsh Lane',
  exhibit: 'Bodycam of PC Fenn, Saltmarsh',
  rationale: 'Threat made against her brother Ruben',
  answer: 'He has a key to the allotment shed',
  notes: 'Police: he knows the new flat above the bakery',
  view: 'She sleeps at her sister’s in Fenwick Row',
  decision: 'Moves away from Orchard Close on Friday',
  chair: 'The refuge in Linley asked for it',
  leftOut: 'Her solicitor Mr Abara cannot come',
  reasons: 'A knife was found at 9 Tannery Court',
  change: 'Her mother rang from Brackenside',
  before: 'As it stood: the school in Wexby was told',
  action: 'Fit a camera at 27 Copperfield Mews',
  actionNote: 'Landlord Mr Desai has the spare key',
  evidence: 'Photograph of the back door in Cinder Lane',
  extension: 'The locksmith of Gantry Road is ill',
  update: 'Rang her at work in the Corn Exchange',
  summary: 'Lives in Ashgrove now under her maiden name',
  elsewhere: 'Her sister in Juniper Walk told the school',
} as const;

/** Where the planted case can be found again. */
export type SealedWorld = { caseFile: CaseFile; listing: Listing; actionId: string; clock: Clock };

/** Plants one case whose every sealed column holds one of {@link PLANTED}. */
export async function plant(db: Database): Promise<SealedWorld> {
  const clock = new FixedClock('2026-11-23T09:00:00.000Z' as Moment);
  const agency = await anAgency(db, clock, { name: 'Riverside Police', kind: 'police' });
  const person = await aPerson(db, clock, agency, 'chair');
  const panel = await aPanel(db, clock, [agency], { code: 'RIVER', chairId: person.id });
  const caseFile = await aCase(db, clock, panel, agency, {
    criteriaReason: PLANTED.criteria,
    heldReason: PLANTED.held,
    flagReason: PLANTED.flag,
    victim: {
      address: PLANTED.address,
      postcode: PLANTED.postcode,
      phone: PLANTED.phone,
      handles: [PLANTED.handle],
    },
    incidents: [
      { description: PLANTED.incident, place: PLANTED.place, evidenceReferences: [PLANTED.exhibit] },
    ],
    assessments: [{ rationale: PLANTED.rationale, notes: { question: PLANTED.answer } }],
  });
  const meeting = await aMeeting(db, clock, panel);
  const listing = await aListing(db, meeting, caseFile, {
    notes: PLANTED.notes,
    victimView: PLANTED.view,
    decisionReason: PLANTED.decision,
    chairReason: PLANTED.chair,
    leftOutReason: PLANTED.leftOut,
    reasons: [PLANTED.reasons],
  });
  const actionId = newId();
  const ids = { case_file: caseFile.id, panel: panel.id, agency: agency.id, person: person.id };
  await db.transaction(async () => {
    await db.writing.update(CaseFile, { id: caseFile.id }, { restrictedNotes: PLANTED.elsewhere });
    await db.writing.update(CaseFlag, { caseId: caseFile.id }, { clearedReason: PLANTED.cleared });
    await db.writing.insert('lookup_secret', { id: 'lookup', secret: PLANTED.lookup });
    await db.writing.insert(AgendaChange, {
      ...{ id: newId(), meetingId: meeting.id, listingId: listing.id, kind: 'pin', undoneAt: null },
      ...{ reason: PLANTED.change, changedById: person.id, at: clock.now() },
      before: { [listing.id]: { chairReason: PLANTED.before } } as never,
    });
    await db.writing.insert(Action, {
      ...{ id: actionId, reference: 'TC-A01', caseId: caseFile.id, number: 1, panelId: panel.id },
      ...{ meetingId: meeting.id, agencyId: agency.id, ownerId: person.id, text: PLANTED.action },
      ...{ category: 'victim_safety', priority: 'routine', status: 'agreed', isOpen: true },
      ...{ agreedAt: clock.now(), dueOn: '2026-12-01' as Day, dueAt: '2026-12-01T17:00:00.000Z' as Moment },
      ...{ originalDueOn: '2026-12-01' as Day, acknowledgedAt: null, closedAt: null, closedOn: null },
      ...{ note: PLANTED.actionNote, evidenceReference: PLANTED.evidence, reasonCode: null },
      ...{ extensionRequestedOn: null, extensionNewDueOn: null, extensionReason: PLANTED.extension },
      extensionCount: 0,
    });
    await db.writing.insert(ActionUpdate, {
      ...{ id: newId(), actionId, kind: 'progress', personId: person.id, at: clock.now() },
      note: PLANTED.update,
    });
    await db.writing.insert(OutcomeReview, {
      ...{ id: newId(), caseId: caseFile.id, occasion: 'three_months', reviewedOn: clock.today() },
      ...{ reviewedById: person.id, riskThen: 'high', riskNow: 'medium', behaviour: 'reduced' },
      ...{ victimFeels: 'safer', furtherIncidents: 0, summary: PLANTED.summary, recordedAt: clock.now() },
    });
  });
  await db.transaction(() => plantElsewhere(db, clock, ids));
  return { caseFile, listing, actionId, clock };
}

/** One row in every table with a sealed column that holds none yet, each sealed text being the same. */
async function plantElsewhere(
  db: Database,
  clock: Clock,
  ids: Readonly<Record<string, string>>,
): Promise<void> {
  const tables = new Set(db.sealed.all.map(({ table }) => table));
  for (const entity of db.reading.connection.entityMetadatas.filter(({ tableName }) =>
    tables.has(tableName),
  )) {
    if (await db.writing.exists(entity.target)) continue;
    const sealed = db.sealed.all.filter(({ table }) => table === entity.tableName);
    const row = await rowOf(db, entity, clock, ids);
    for (const { column } of sealed) row[propertyOf(entity, column)] = PLANTED.elsewhere;
    await db.writing.insert(entity.target, row);
  }
}

function propertyOf(entity: EntityMetadata, column: string): string {
  return entity.columns.find(({ databaseName }) => databaseName === column)!.propertyName;
}

/** A row that the table takes, whatever it stands for: every column by its kind, every reference to the planted world. */
async function rowOf(
  db: Database,
  entity: EntityMetadata,
  clock: Clock,
  ids: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  const row: Record<string, unknown> = {};
  for (const column of entity.columns) {
    const { propertyName, length, isPrimary, isNullable } = column;
    const key = entity.foreignKeys.find(({ columns }) => columns.includes(column));
    if (isNullable) row[propertyName] = null;
    else if (key)
      row[propertyName] =
        ids[key.referencedTablePath] ?? (await plantOne(db, key.referencedEntityMetadata, clock, ids));
    else if (isPrimary || length === '36') row[propertyName] = newId();
    else if (column.isVersion || column.type === 'integer') row[propertyName] = 1;
    else if (column.type === 'boolean') row[propertyName] = false;
    else if (column.type === 'simple-json') row[propertyName] = [];
    else if (length === '24') row[propertyName] = clock.now();
    else if (length === '10') row[propertyName] = clock.today();
    else row[propertyName] = 'x';
  }
  return row;
}

async function plantOne(
  db: Database,
  entity: EntityMetadata,
  clock: Clock,
  ids: Readonly<Record<string, string>>,
): Promise<string> {
  const row = await rowOf(db, entity, clock, ids);
  await db.writing.insert(entity.target, row);
  return row['id'] as string;
}

/** Everything that TypeORM reads back from the sealed columns, as one text. */
export async function readBack(db: Database): Promise<string> {
  const { entityMetadatas } = db.reading.connection;
  const tables = new Set(db.sealed.all.map(({ table }) => table));
  const rows: unknown[] = [];
  for (const { target, tableName } of entityMetadatas)
    if (tables.has(tableName)) rows.push(await db.reading.find(target, { order: { id: 'ASC' } }));
  return JSON.stringify(rows);
}

/** Adds incidents to the planted case, so that there is more than one batch to seal. */
export async function addIncidents(
  db: Database,
  { caseFile, clock }: SealedWorld,
  count: number,
): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    ...{ id: newId(), caseId: caseFile.id, occurredOn: clock.today(), behaviours: ['following'] },
    ...{ channel: '', description: `${PLANTED.incident}, time ${index}`, isBreach: false },
    ...{ place: '', evidenceReferences: null },
    ...{ isWeaponOrStrangulation: false, recordedById: null, recordedAt: clock.now() },
  }));
  await db.transaction(async () => void (await db.writing.insert(Incident, rows)));
}

/** Writes as people do while keys are rotated: new incidents, changed contact details. */
export async function keepWriting(db: Database, world: SealedWorld, goesOn: () => boolean): Promise<number> {
  let written = 0;
  while (goesOn()) {
    await addIncidents(db, world, 2);
    await db.transaction(async () => {
      const victim = await db.writing.findOneByOrFail(CasePerson, {
        caseId: world.caseFile.id,
        role: 'victim',
      });
      victim.phone = `${PLANTED.phone} ${written}`;
      await db.writing.save(victim);
    });
    written += 2;
  }
  return written;
}
