import { addMinutes, londonDay, type Moment } from '#kernel';
import { flagRules } from '#cases';
import type { Directory } from './agencies.demo.js';
import type { DemoCase } from './demo-case.js';
import type { DemoWorld } from './demo-world.js';
import { factsOn } from './facts.demo.js';

const BY_HAND = [
  'Two agencies hold separate parts of the picture.',
  'The pattern is below every threshold and still worries the officer.',
  'The victim asked for a joint plan through the advocate.',
] as const;

/** Flags a case as it comes in: by every rule that holds, or by the referring agency when none does. */
export function flagCase(world: DemoWorld, directory: Directory, demoCase: DemoCase): void {
  const { file, dice } = demoCase;
  const hour = addMinutes(file.createdAt, 60);
  const flaggedAt = hour < world.now ? hour : file.createdAt;
  const today = londonDay(flaggedAt);
  const holding = flagRules(factsOn(world, demoCase, today), { today }).slice(0, 2);
  if (holding.length === 0) {
    const person = dice.pick(directory.workers(file.referringAgencyId));
    raise(world, demoCase, flaggedAt, { flaggedById: person.id, reason: dice.pick(BY_HAND) });
  }
  for (const { name, version, reason } of holding) {
    raise(world, demoCase, flaggedAt, { rule: name, ruleVersion: version, reason });
  }
}

/** Flags a case that was heard before, so that it comes back to the panel. */
export function flagForReview(world: DemoWorld, demoCase: DemoCase, flaggedAt: Moment, reason: string): void {
  const { file, panel } = demoCase;
  raise(world, demoCase, flaggedAt, { flaggedById: panel.row.coordinatorId, reason });
  file.state = 'flagged';
  file.waitingSince = londonDay(flaggedAt);
}

/** The panel heard the case: its flags are answered. */
export function heard({ flags }: DemoCase, at: Moment): void {
  for (const flag of flags) {
    if (flag.clearedAt) continue;
    flag.clearedAt = at;
    flag.clearedReason = 'Heard by the panel';
  }
}

type Raised = { reason: string; flaggedById?: string | null; rule?: string; ruleVersion?: number };

function raise(world: DemoWorld, demoCase: DemoCase, flaggedAt: Moment, raised: Raised): void {
  const flag = {
    id: world.id(),
    caseId: demoCase.file.id,
    flaggedById: raised.flaggedById ?? null,
    rule: raised.rule ?? null,
    ruleVersion: raised.ruleVersion ?? null,
    reason: raised.reason.slice(0, 200),
    flaggedAt,
    clearedAt: null,
    clearedReason: null,
  };
  demoCase.flags.push(flag);
  world.rows.flags.push(flag);
}
