import type { Moment } from '#kernel';

/** Makes a mark over a text that nobody without the key can make: an HMAC, in base64url. */
export type Mark = (text: string) => string;

/** Everything in an entry but its place, as the columns hold it (`fields` is the JSON text). */
export type EntryContent = {
  id: string;
  at: string;
  personId: string | null;
  agencyId: string | null;
  actingAs: string;
  what: string;
  subjectId: string;
  caseId: string | null;
  fields: string;
  requestId: string | null;
  sessionId: string | null;
  why: string | null;
};

/** An entry at its place in a lane. */
export type ChainedEntry = EntryContent & { lane: number; position: number; hash: string };

/** The end of a lane. */
export type LaneEnd = { lane: number; position: number; hash: string };

/** The end of a lane as it is kept, with the mark over it. */
export type LaneHead = LaneEnd & { mark: string };

/** What a checkpoint says under its signature. */
export type CheckpointContent = {
  version: 1 | 2;
  id: string;
  at: Moment;
  /** Which database it is of: the first entry that opened lanes in it. Null: from before checkpoints said so. */
  database: string | null;
  /** Entries in all lanes together. */
  entries: number;
  lanes: LaneEnd[];
};

/** What is entered when lanes are opened; `fields` holds their numbers. */
export const LANES_OPENED = 'audit:open';

/** What is entered with a checkpoint; the subject is the checkpoint. */
export const CHECKPOINT_WRITTEN = 'audit:checkpoint';

/** Column and property of everything that the hash of an entry covers, in the order in which it does. */
export const CONTENT_COLUMNS = [
  ['id', 'id'],
  ['at', 'at'],
  ['person_id', 'personId'],
  ['agency_id', 'agencyId'],
  ['acting_as', 'actingAs'],
  ['what', 'what'],
  ['subject_id', 'subjectId'],
  ['case_id', 'caseId'],
  ['fields', 'fields'],
  ['request_id', 'requestId'],
  ['session_id', 'sessionId'],
  ['why', 'why'],
] as const satisfies readonly (readonly [string, keyof EntryContent])[];

/** The hash of an entry at a place: covers the hash before it, the place and every column. */
export function hashAt(
  mark: Mark,
  before: string,
  place: { lane: number; position: number },
  entry: EntryContent,
): string {
  const content = CONTENT_COLUMNS.map(([, property]) => entry[property]);
  return mark(JSON.stringify(['entry/1', before, place.lane, place.position, ...content]));
}

/** The mark over the end of a lane. */
export function headMark(mark: Mark, { lane, position, hash }: LaneEnd): string {
  return mark(JSON.stringify(['head/1', lane, position, hash]));
}

/** Whether the end of a lane carries a mark of one of our keys. */
export function isOurs(marks: readonly Mark[], head: LaneHead): boolean {
  return marks.some((mark) => headMark(mark, head) === head.mark);
}

/** Puts entries behind the end of a lane: the entries with place and hash, and the new end. */
export function chained(
  mark: Mark,
  end: LaneEnd,
  entries: readonly EntryContent[],
): { rows: ChainedEntry[]; head: LaneHead } {
  let { position, hash } = end;
  const { lane } = end;
  const rows = entries.map((entry) => {
    position += 1;
    hash = hashAt(mark, hash, { lane, position }, entry);
    return { ...entry, lane, position, hash };
  });
  const moved = { lane, position, hash };
  return { rows, head: { ...moved, mark: headMark(mark, moved) } };
}
