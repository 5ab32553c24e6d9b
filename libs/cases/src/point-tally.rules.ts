import type { Known } from './case-facts.rules.js';

/** The parts a score is made of: eight of the behavioural profile, four of recency-frequency-gravity-victims. */
export type PriorityComponent =
  | 'tool-severity'
  | 'serious-harm'
  | 'four'
  | 'escalation'
  | 'repeat'
  | 'vulnerability'
  | 'unmanaged-risk'
  | 'waiting'
  | 'recency'
  | 'frequency'
  | 'gravity'
  | 'victims';

/** What one component adds to a score: from `low` for sure up to `high` if every unknown answer turned out against us. */
export type PriorityPoint = {
  component: PriorityComponent;
  label: string;
  low: number;
  high: number;
  max: number;
  reason: string;
};

/** Adds up one component: a "yes" counts for sure, an "unknown" counts only towards the top of the range. */
export class PointTally {
  private low = 0;
  private high = 0;
  private unknowns = 0;
  private said = '';

  constructor(
    private readonly component: PriorityComponent,
    private readonly label: string,
    private readonly max: number,
    private readonly dataNeeded: string[],
  ) {}

  /** One question. `found` is said when the answer is yes; `needed` joins the data needed when it is unknown. */
  ask(answer: Known, points: number, found: string, needed: string): void {
    if (answer === 'yes') this.add(points, found);
    else if (answer === 'unknown') this.unknown(points, needed);
  }

  /** Points for sure, with the words for the reason unless they are said already. */
  add(points: number, found: string | null): void {
    this.low += points;
    this.high += points;
    if (found !== null) this.say(found);
  }

  /** Points that may or may not be there. */
  unknown(points: number, needed: string | null): void {
    this.high += points;
    this.unknowns += 1;
    if (needed !== null && !this.dataNeeded.includes(needed)) this.dataNeeded.push(needed);
  }

  /** Words for the reason that bring no points. */
  say(words: string): void {
    this.said = this.said === '' ? words : `${this.said}; ${words}`;
  }

  /** The component as it stands, in whole points within 0 and its maximum; `nothing` is said when nothing was found. */
  point(nothing: string): PriorityPoint {
    const open =
      this.unknowns === 0
        ? ''
        : this.unknowns === 1
          ? '1 answer not known'
          : `${this.unknowns} answers not known`;
    const said = this.said === '' ? (open === '' ? nothing : '') : this.said;
    return {
      component: this.component,
      label: this.label,
      low: Math.min(this.max, Math.round(this.low)),
      high: Math.min(this.max, Math.round(this.high)),
      max: this.max,
      reason: said === '' ? open : open === '' ? said : `${said} (${open})`,
    };
  }
}
