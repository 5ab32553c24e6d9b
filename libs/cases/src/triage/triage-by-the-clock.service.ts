import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { CaseFactsReader } from '../case-facts.reader.js';
import { SecondLooks } from './second-looks.service.js';
import { TriageBook } from './triage-book.js';

/** Referrals whose urgency is asked about again in one transaction. */
const AT_ONCE = 50;

/** What came of one look: panels whose second looks were drawn, and referrals whose urgency was asked about again. */
export type ClockLook = { drawn: number; reviewed: number };

/** What triage does because time has passed, and nobody has done anything. Many workers may look at once. */
@Injectable()
export class TriageByTheClock {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly reader: CaseFactsReader,
    private readonly book: TriageBook,
    private readonly looks: SecondLooks,
  ) {}

  /** Does what has come due. Safe to call at any time and again: a second call finds nothing to do. */
  async look(): Promise<ClockLook> {
    return { drawn: await this.looks.drawDue(), reviewed: await this.reviewUrgencies() };
  }

  /**
   * Asks the rule of urgency again about referrals of which it may find otherwise from today on though nothing new is on
   * record: somebody is released from custody within two weeks now, or a breach lies more than two weeks back.
   */
  private async reviewUrgencies(): Promise<number> {
    for (let reviewed = 0; ;) {
      const some = await this.db.transaction(() => this.reviewSome());
      reviewed += some;
      if (some < AT_ONCE) return reviewed;
    }
  }

  private async reviewSome(): Promise<number> {
    const lock = this.db.dialect === 'postgres' ? 'for update skip locked' : '';
    const due = await this.db.query<{ id: string }>(
      `select case_id as id from triage where is_open = :yes and review_on <= :today
        order by review_on, case_id limit ${AT_ONCE} ${lock}`,
      { yes: true, today: this.clock.today() },
    );
    for (const record of await this.reader.of(due.map(({ id }) => id))) await this.book.reassess(record);
    return due.length;
  }
}
