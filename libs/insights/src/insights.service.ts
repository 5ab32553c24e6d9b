import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed } from '#access';
import { Agency } from '#agencies';
import { BadInput, Clock, type Day, daysBetween, NotFound } from '#kernel';
import { Panel } from '#panels';
import { Database } from '#platform';
import {
  LONGEST_PERIOD_DAYS,
  periodOf,
  TARGET_DAYS,
  TARGET_ON_TIME_PERCENT,
  twelveMonthsTo,
} from './figures.rules.js';
import { type Asked, chosen, measured } from './outcome-figures.js';
import { readOutcomeRows } from './outcome-rows.js';
import type { Outcomes } from './outcomes.js';

/** Which outcomes: of one panel or, with null, of all; both days are included. */
export type OutcomesQuestion = { panelId: string | null; from: Day; to: Day };

/** What leads look at across panels. Reads every room, changes nothing, and never gives people. */
@Injectable()
export class Insights {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The outcomes of panels over a period, in eight statements. Counts of cases under 5 are hidden.
   * Throws {@link NotFound} for an unknown panel and {@link BadInput} for a period that ends before it starts or is
   * longer than three years.
   */
  async outcomes(actor: Actor, question: OutcomesQuestion): Promise<Outcomes> {
    mustBeAllowed(actor, 'insight:read');
    const { panelId, from, to } = question;
    if (to < from || daysBetween(from, to) > LONGEST_PERIOD_DAYS) {
      throw new BadInput([
        { path: 'to', message: 'Choose a last day after the first, three years later at most' },
      ]);
    }
    const period = periodOf(from, to);
    const monthsFrom = `${twelveMonthsTo(to)[0]}-01` as Day;
    const hearingsFrom = monthsFrom < period.beforeFrom ? monthsFrom : period.beforeFrom;
    const today = this.clock.today();
    const [panels, agencies, rows] = await Promise.all([
      this.db.reading.find(Panel, { order: { name: 'ASC' } }),
      this.db.reading.find(Agency, { order: { name: 'ASC' } }),
      readOutcomeRows(this.db, { period, hearingsFrom, today, now: this.clock.now() }),
    ]);
    if (panelId !== null && !panels.some(({ id }) => id === panelId)) throw new NotFound('Panel');
    const asked: Asked = { period, today, panels, agencies, panelId };
    return {
      from,
      to,
      panels: chosen(asked),
      ...measured(rows, asked),
      targetDays: TARGET_DAYS,
      targetOnTimePercent: TARGET_ON_TIME_PERCENT,
    };
  }
}
