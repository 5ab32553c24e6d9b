import { londonDay, type Moment } from '#kernel';
import type { BehaviourOutcome, OutcomeReview } from '#outcomes';
import type { DemoCase, Fate } from './demo-case.js';
import type { DemoWorld } from './demo-world.js';
import { outcomeSummary } from './minutes.words.js';

const FEELS: Record<Fate, Partial<Record<OutcomeReview['victimFeels'], number>>> = {
  reduced: { safer: 74, same: 14, less_safe: 2, not_asked: 10 },
  same: { safer: 20, same: 52, less_safe: 10, not_asked: 18 },
  escalated: { same: 20, less_safe: 70, not_asked: 10 },
  displaced: { safer: 50, same: 40, not_asked: 10 },
};

/** Closes a case whose actions are all done, with the review of what came of it. */
export function closeCase(world: DemoWorld, demoCase: DemoCase, closedAt: Moment): void {
  const { file, dice, fate, panel } = demoCase;
  Object.assign(file, { state: 'closed', closedAt });
  const behaviour: BehaviourOutcome = fate === 'reduced' && dice.chance(0.45) ? 'stopped' : fate;
  world.rows.reviews.push({
    id: world.id(),
    caseId: file.id,
    occasion: 'closure',
    reviewedOn: londonDay(closedAt),
    reviewedById: panel.row.coordinatorId,
    riskThen: demoCase.riskAtFirstHearing ?? file.riskLevel,
    riskNow: file.riskLevel,
    behaviour,
    victimFeels: dice.weighted(FEELS[fate]),
    furtherIncidents: behaviour === 'stopped' ? 0 : dice.poisson(fate === 'escalated' ? 5 : 1.5),
    summary: outcomeSummary(fate),
    recordedAt: closedAt,
  });
}
