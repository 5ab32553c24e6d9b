import { Injectable } from '@nestjs/common';
import {
  amongIds,
  casePriority,
  Cases,
  type PriorityProfile,
  type RankableCase,
  type RankingTerms,
  standsUntil,
  waitingSteps,
} from '#cases';
import { Database } from '#platform';
import {
  asCandidate,
  type BuildingTerms,
  type HeldCase,
  LEFT_OUT_KEPT,
  minutesFor,
  type WeighedCase,
  type WeighedQueue,
} from './agenda-building.rules.js';
import { GUARANTEED_CASES } from './agenda-packing.rules.js';
import { AgendaStanding } from './agenda-standing.entity.js';
import { CASE_MINUTES } from './time-boxing.rules.js';

/** To be counted up whenever the rules of band, score or minutes change, so that nothing made before counts. */
const RULES = 1;

/** Cases whose standing is worked out in one go: keeps memory small and statements within limits. */
const AT_ONCE = 1000;

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
    private readonly cases: Cases,
  ) {}

  /**
   * Gives the held cases, and those of the others that can have a place: the first in rank; of the cases of the same
   * band and minutes as many as the meeting has room for; and the chosen. Inside a transaction only.
   */
  async weighed(question: QueueQuestion): Promise<WeighedQueue> {
    const out = await this.outOfDate(question);
    for (let at = 0; at < out.length; at += AT_ONCE) {
      await this.workOut(question, out.slice(at, at + AT_ONCE));
    }
    const held = await this.held(question);
    const rows = await this.first(question);
    const count = Number(rows[0]?.count ?? 0);
    return { cases: rows.map(asWeighed), held, count };
  }

  /** The cases of the queue without a standing that counts today. */
  private async outOfDate(question: QueueQuestion): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `select c.id from case_file c where ${this.waits()}
          and not exists (select 1 from agenda_standing s where s.case_id = c.id and ${COUNTS})`,
      this.values(question),
    );
    return rows.map((row) => row.id);
  }

  private async workOut({ panelId, ranking }: QueueQuestion, caseIds: readonly string[]): Promise<void> {
    const rows = (await this.cases.rankableByIds(caseIds)).map((one) => standing(one, panelId, ranking));
    await this.db.writing
      .createQueryBuilder()
      .insert()
      .into(AgendaStanding)
      .values(rows)
      .orUpdate(
        ['panel_id', 'revision', 'basis', 'worked_out_on', 'expires_on', 'band', 'base', 'minutes'],
        ['case_id'],
      )
      .updateEntity(false)
      .execute();
  }

  private held(question: QueueQuestion): Promise<HeldCase[]> {
    return this.db.query<HeldCase>(
      `select c.id, c.held_until as "heldUntil", c.held_reason as "heldReason"
         from case_file c where ${this.waits()} and c.held_until > :heldOn`,
      { ...this.values(question), heldOn: question.heldOn },
    );
  }

  private first(question: QueueQuestion): Promise<Row[]> {
    const { ranking, capacityMinutes, chosen, heldOn } = question;
    const steps =
      ranking.profile.kind === 'behavioural' ? waitingSteps(ranking.profile.weights.waiting, ranking) : [];
    const waiting = steps.map((_, index) => `when c.waiting_since <= :step${index} then ${index + 1}`);
    const added = waiting.length > 0 ? `case ${waiting.reverse().join(' ')} else 0 end` : '0';
    // Cases that the chair timed or pinned, and those guaranteed a place, do not take the place of others here.
    const spare = chosen.length + GUARANTEED_CASES;
    return this.db.query<Row>(
      `with queue as materialized (
         select c.id, c.waiting_since, s.band, s.minutes, s.base + ${added} as score
           from case_file c join agenda_standing s on s.case_id = c.id and ${COUNTS}
          where ${this.waits()} and (c.held_until is null or c.held_until <= :heldOn)),
       ranked as (
         select id, waiting_since, band, minutes, score, count(*) over () as queued,
                row_number() over (order by band, ${CAPPED} desc, waiting_since, id) as place,
                row_number() over (partition by band, minutes order by ${CAPPED} desc, waiting_since, id) as fit
           from queue)
       select id, waiting_since as "waitingSince", band, minutes, score, queued as count from ranked
        where place <= :places or (fit - :spare) * minutes <= :capacity
           or id in ${amongIds(this.db, 'chosen')}`,
      {
        ...this.values(question),
        ...Object.fromEntries(steps.map((day, index) => [`step${index}`, day])),
        heldOn,
        places: LEFT_OUT_KEPT + Math.floor(capacityMinutes / CASE_MINUTES.least) + spare,
        spare,
        capacity: capacityMinutes,
        chosen: JSON.stringify(chosen),
      },
    );
  }

  /** What makes a case one of this queue, under the alias `c`. */
  private waits(): string {
    return `c.panel_id = :panelId
          and (c.state = 'flagged' or (c.state = 'listed' and c.id in ${amongIds(this.db, 'here')}))`;
  }

  private values({ panelId, here, ranking }: QueueQuestion): Record<string, unknown> {
    return { panelId, here: JSON.stringify(here), today: ranking.today, basis: basisOf(ranking.profile) };
  }
}

type Row = WeighedCase & { score: number; count: number | string };

/** What makes a standing under the alias `s` count for the case `c` today. */
const COUNTS = `s.revision = c.version + c.facts_version and s.basis = :basis
            and s.worked_out_on <= :today and s.expires_on > :today`;

const CAPPED = `case when score > 100 then 100 else score end`;

function asWeighed({ id, band, minutes, score, waitingSince }: Row): WeighedCase {
  return { id, band, minutes, waitingSince, high: Math.min(100, score) };
}

function basisOf({ key, version }: PriorityProfile): string {
  return `${RULES}/${key}/${version}`;
}

/** What is kept of one case: the same rules as for an agenda that is built from all facts. */
export function standing(one: RankableCase, panelId: string, ranking: RankingTerms): AgendaStanding {
  const { band, points } = casePriority(one.facts, ranking);
  let base = 0;
  for (const { component, high } of points) if (component !== 'waiting') base += high;
  return {
    caseId: one.id,
    panelId,
    revision: one.revision,
    basis: basisOf(ranking.profile),
    workedOutOn: ranking.today,
    expiresOn: standsUntil(one.facts, one.calendar, ranking),
    band,
    base,
    minutes: minutesFor(asCandidate(one)),
  };
}
