import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed } from '#access';
import { PRIORITY_BANDS, type PriorityBand, profileOf, type RankingTerms, visibleCases } from '#cases';
import { Clock, type Day, daysBetween } from '#kernel';
import { type Panel, Panels, type TriageSettings, triageSettingsOf } from '#panels';
import { Database } from '#platform';
import { AgendaStandings, scoreToday, STANDING_COUNTS, standingParams } from './agenda-standings.js';
import { ageLimits, QUEUE_AGES, type QueueAge } from './queue-risk.rules.js';

/** How many cases of one age wait, by band. */
export type AgeCount = { age: QueueAge; byBand: { band: PriorityBand; count: number }[]; count: number };

/** How dangerous the queue of a panel is: everything that stands on no agenda, decided on or not. */
export type QueueRisk = {
  panel: Panel;
  settings: TriageSettings;
  waiting: number;
  /** Of these nobody has decided whether the panel takes them on. */
  inTriage: number;
  byBand: { band: PriorityBand; count: number }[];
  ages: AgeCount[];
  /** The case that ranks first; null when none waits. */
  mostDangerousId: string | null;
  longestWaitDays: number;
  /** Waiting longer than the panel promises, and about to. */
  overTarget: number;
  soonOverTarget: number;
  /** Cases whose rank is still to be worked out, after very many changed at once; counted in `waiting` alone. */
  unranked: number;
};

/** States in which a case waits for a panel and is on no agenda. */
const QUEUE = `c.state in ('triage', 'returned_for_information', 'accepted', 'flagged')`;

/** Most cases that one reading works out; what is left is said, and is worked out by the next. */
const MOST_WORKED_OUT = 5000;

/** Added so that a score has four digits, whatever it is: a text is then in the order of the rank. */
const FOUR_DIGITS = 1900;

/** The risk that waits at a panel, from what is kept of each case. */
@Injectable()
export class QueueRisks {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly panels: Panels,
    private readonly standings: AgendaStandings,
  ) {}

  /**
   * What waits at the panel and stands on no agenda, referrals in triage among it: one statement over the index of the
   * queue and the kept standings, however long the queue is. What changed since is worked out first. For those who run
   * the panel; a case that a list keeps them from is not counted.
   */
  of(actor: Actor, panelId: string): Promise<QueueRisk> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:read', { panelId });
      const panel = await this.panels.get(actor, panelId);
      const settings = triageSettingsOf(panel);
      const today = this.clock.today();
      const holidays = await this.panels.holidays(panel.nation);
      const question: Question = {
        ranking: { today, holidays, profile: profileOf(panel.priorityProfile) },
        seen: visibleCases(actor, today),
        panelId,
        settings,
      };
      let rows = await this.read(question);
      if (rows.some(({ grade }) => grade === null)) {
        await this.standings.workOut(question.ranking, await this.outOfDate(question));
        rows = await this.read(question);
      }
      return { panel, settings, ...riskOf(rows, today) };
    });
  }

  private read({ ranking, seen, panelId, settings }: Question): Promise<Row[]> {
    const score = scoreToday(this.db, ranking);
    return this.db.query<Row>(
      `select grade, age, sum(undecided) as undecided, count(*) as number, min(waiting_since) as "waitingSince",
              min(place) as first
         from (select s.grade, c.waiting_since,
                 case when c.waiting_since <= :longLate then 3 when c.waiting_since <= :late then 2
                      when c.waiting_since <= :soonLate then 1 else 0 end as age,
                 case when c.state in ('triage', 'returned_for_information') then 1 else 0 end as undecided,
                 cast(${FOUR_DIGITS} - ${score.sql} as varchar(4)) || c.waiting_since || c.id as place
                 from case_file c left join agenda_standing s on s.case_id = c.id and ${STANDING_COUNTS}
                where c.panel_id = :panelId and ${QUEUE} and ${seen.sql}) queue
        group by grade, age`,
      {
        ...seen.params,
        ...score.params,
        ...standingParams(ranking),
        ...ageLimits(settings, ranking.today),
        panelId,
      },
    );
  }

  /** The cases to be worked out: imminent threats first, then the longest waiting. */
  private async outOfDate({ ranking, seen, panelId }: Question): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `select c.id from case_file c left join agenda_standing s on s.case_id = c.id and ${STANDING_COUNTS}
        where c.panel_id = :panelId and ${QUEUE} and s.case_id is null and ${seen.sql}
        order by c.is_imminent_threat desc, c.waiting_since, c.id limit ${MOST_WORKED_OUT}`,
      { ...seen.params, ...standingParams(ranking), panelId },
    );
    return rows.map(({ id }) => id);
  }
}

type Question = {
  ranking: RankingTerms;
  seen: ReturnType<typeof visibleCases>;
  panelId: string;
  settings: TriageSettings;
};

/** The cases of one band and age; `grade` null: not ranked yet. `first`: the one that ranks first, its id at the end. */
type Row = {
  grade: number | null;
  age: number;
  undecided: number | string;
  number: number | string;
  waitingSince: Day;
  first: string | null;
};

const LENGTH_OF_ID = 36;

function riskOf(rows: readonly Row[], today: Day): Omit<QueueRisk, 'panel' | 'settings'> {
  const count = (fits: (row: Row) => boolean) =>
    rows.filter(fits).reduce((sum, row) => sum + Number(row.number), 0);
  const byBand = (fits: (row: Row) => boolean) =>
    PRIORITY_BANDS.map((band, grade) => ({
      band,
      count: count((row) => row.grade === grade && fits(row)),
    }));
  const [first] = rows
    .filter((row) => row.grade !== null && row.first !== null)
    .toSorted((one, other) => one.grade! - other.grade! || (one.first! < other.first! ? -1 : 1));
  const longest = rows.map(({ waitingSince }) => waitingSince).toSorted()[0];
  const isAge = (age: QueueAge) => (row: Row) => QUEUE_AGES[row.age] === age;
  return {
    waiting: count(() => true),
    inTriage: rows.reduce((sum, { undecided }) => sum + Number(undecided), 0),
    byBand: byBand(() => true),
    ages: QUEUE_AGES.map((age) => ({ age, byBand: byBand(isAge(age)), count: count(isAge(age)) })),
    mostDangerousId: first?.first?.slice(-LENGTH_OF_ID) ?? null,
    longestWaitDays: longest ? Math.max(0, daysBetween(longest, today)) : 0,
    overTarget: count((row) => row.age >= QUEUE_AGES.indexOf('late')),
    soonOverTarget: count(isAge('soon_late')),
    unranked: count(({ grade }) => grade === null),
  };
}
