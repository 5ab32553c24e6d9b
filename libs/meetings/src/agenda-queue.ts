import { Injectable } from '@nestjs/common';
import { amongIds, PRIORITY_BANDS } from '#cases';
import type { Day } from '#kernel';
import { Database } from '#platform';
import {
  type BuildingTerms,
  type HeldCase,
  LEFT_OUT_KEPT,
  type WeighedCase,
  type WeighedQueue,
} from './agenda-building.rules.js';
import { GUARANTEED_CASES } from './agenda-packing.rules.js';
import { AgendaStandings, scoreToday, STANDING_COUNTS, standingParams } from './agenda-standings.js';
import { CASE_MINUTES } from './time-boxing.rules.js';

/** Which queue is weighed, and for which meeting. */
export type QueueQuestion = BuildingTerms & {
  panelId: string;
  /** Cases on the agenda of this very meeting: they count as waiting. */
  here: readonly string[];
  /** Cases that are given in any case, because the chair chose something for them. */
  chosen: readonly string[];
};

/**
 * The queue of a panel, ranked and timed by the database from what is kept of each case (`agenda_standing`), however
 * long it is. What is missing or out of date is worked out first.
 */
@Injectable()
export class AgendaQueue {
  constructor(
    private readonly db: Database,
    private readonly standings: AgendaStandings,
  ) {}

  /**
   * Gives the held cases, and of the others those that can have a place: the first in rank; of the cases of the same
   * band and minutes at least as many as the meeting has room for; and the chosen. Inside a transaction only.
   */
  async weighed(question: QueueQuestion): Promise<WeighedQueue> {
    let rows = await this.read(question);
    const out = rows.filter((row) => row.grade === null).map((row) => row.id);
    if (out.length > 0) {
      await this.standings.workOut(question.ranking, out);
      rows = await this.read(question);
    }
    const { heldOn } = question;
    const isHeld = (row: Row) => row.heldUntil !== null && row.heldUntil > heldOn;
    const held = rows.filter(isHeld).map((row) => row.id);
    return {
      cases: rows.filter((row) => !isHeld(row)).map(asWeighed),
      held: await this.held(held),
      count: Number(rows[0]?.queued ?? 0),
    };
  }

  private async held(caseIds: readonly string[]): Promise<HeldCase[]> {
    if (caseIds.length === 0) return [];
    const rows = await this.db.query<HeldCase>(
      `select c.id, c.held_until as "heldUntil", c.held_reason as "heldReason"
         from case_file c where c.id in ${amongIds(this.db, 'caseIds')}`,
      { caseIds: JSON.stringify(caseIds) },
    );
    return rows.map((row) => ({
      ...row,
      heldReason: this.db.opened('case_file.held_reason', row.heldReason),
    }));
  }

  /**
   * The cases of the queue that are held, out of date (`grade` null) or can have a place, in one pass. Nothing is
   * sorted: cases are counted by band, minutes and score, and all of a score are taken as long as those above it may
   * leave room.
   */
  private read(question: QueueQuestion): Promise<Row[]> {
    const { ranking, capacityMinutes, chosen, heldOn, panelId, here } = question;
    const score = scoreToday(this.db, ranking);
    // Cases that the chair timed or pinned, and those guaranteed a place, do not take the place of others here.
    const spare = chosen.length + GUARANTEED_CASES;
    return this.db.query<Row>(
      `with queue as materialized (
         select c.id, c.waiting_since, c.held_until, s.grade, s.minutes,
                ${score.sql} as score,
                case when c.held_until > :heldOn then 1 else 0 end as away
           from case_file c left join agenda_standing s on s.case_id = c.id and ${STANDING_COUNTS}
          where c.panel_id = :panelId
            and (c.state = 'flagged' or (c.state = 'listed' and c.id in ${amongIds(this.db, 'here')}))),
       counted as (
         select grade, minutes, score, count(*) as number from queue
          where away = 0 and grade is not null group by grade, minutes, score),
       above as (
         select grade, minutes, score,
                sum(number) over (partition by grade, minutes order by score desc) - number as fitting,
                sum(number) over (order by grade, score desc range unbounded preceding) as reached,
                sum(number) over (partition by grade, score) as level
           from counted)
       select q.id, q.waiting_since as "waitingSince", q.held_until as "heldUntil", q.grade, q.minutes, q.score,
              (select sum(number) from counted) as queued
         from queue q
         left join above a on a.grade = q.grade and a.minutes = q.minutes and a.score = q.score
        where q.away = 1 or q.grade is null or a.reached - a.level < :places
           or (a.fitting - :spare) * q.minutes <= :capacity
           or q.id in ${amongIds(this.db, 'chosen')}`,
      {
        ...score.params,
        ...standingParams(ranking),
        panelId,
        here: JSON.stringify(here),
        chosen: JSON.stringify(chosen),
        heldOn,
        places: LEFT_OUT_KEPT + Math.floor(capacityMinutes / CASE_MINUTES.least) + spare,
        spare,
        capacity: capacityMinutes,
      },
    );
  }
}

type Row = {
  id: string;
  waitingSince: Day;
  heldUntil: Day | null;
  grade: number | null;
  minutes: number;
  score: number;
  queued: number | string | null;
};

function asWeighed({ id, grade, minutes, score, waitingSince }: Row): WeighedCase {
  return { id, band: PRIORITY_BANDS[grade!]!, minutes, waitingSince, high: score };
}
