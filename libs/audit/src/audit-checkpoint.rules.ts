import { z } from 'zod';
import { londonDay, type Moment } from '#kernel';
import type { CheckpointContent, LaneEnd } from './audit-chain.rules.js';

/** A checkpoint with its signature. */
export type SignedCheckpoint = { content: string; keyId: string; signature: string };

/** What stands in the file of a checkpoint. The public key lets somebody without our secrets check the signature. */
export type CheckpointFile = SignedCheckpoint & { publicKey: string };

const CONTENT = z.object({
  version: z.union([z.literal(1), z.literal(2)]),
  id: z.string(),
  database: z.string().nullish(),
  at: z.string(),
  entries: z.number().int(),
  lanes: z.array(z.object({ lane: z.number().int(), position: z.number().int(), hash: z.string() })),
});

const FILE = z.object({
  content: z.string(),
  keyId: z.string(),
  signature: z.string(),
  publicKey: z.string(),
});

/** The text of a checkpoint that is signed. */
export function checkpointText(
  { id, at, database }: Pick<CheckpointContent, 'id' | 'at' | 'database'>,
  ends: readonly LaneEnd[],
): string {
  const lanes = ends
    .map(({ lane, position, hash }) => ({ lane, position, hash }))
    .sort((one, other) => one.lane - other.lane);
  const entries = lanes.reduce((sum, { position }) => sum + position, 0);
  const content: CheckpointContent = { version: 2, id, at, database, entries, lanes };
  return JSON.stringify(content);
}

/** What a signed text says; null when it is no checkpoint. */
export function readCheckpoint(text: string): CheckpointContent | null {
  const read = CONTENT.safeParse(parsed(text));
  return read.success ? ({ ...read.data, database: read.data.database ?? null } as CheckpointContent) : null;
}

/** What a file holds; null when it is no checkpoint's. */
export function readCheckpointFile(text: string): CheckpointFile | null {
  const read = FILE.safeParse(parsed(text));
  return read.success ? read.data : null;
}

/** The name of a checkpoint's file: sorts by time, and says nothing but that. */
export function checkpointFileName({ id, at }: { id: string; at: Moment }): string {
  return `checkpoint-${at.replaceAll(/[:.]/g, '-')}-${id}.json`;
}

/** One is due on every day in London that has none yet. */
export function isCheckpointDue(newestAt: Moment | null, now: Moment): boolean {
  return newestAt === null || londonDay(newestAt) < londonDay(now);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
