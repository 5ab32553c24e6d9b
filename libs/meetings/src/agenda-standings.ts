import { Injectable } from '@nestjs/common';
import {
  casePriority,
  Cases,
  PRIORITY_BANDS,
  type PriorityProfile,
  type RankableCase,
  type RankingTerms,
  standsUntil,
  waitingSteps,
} from '#cases';
import { Database } from '#platform';
import { asCandidate, minutesFor } from './agenda-building.rules.js';
import { AgendaStanding } from './agenda-standing.entity.js';

/** To be counted up whenever the rules of band, score or minutes change, so that nothing made before counts. */
const RULES = 3;

/** Cases whose standing is worked out in one go: keeps memory small and statements within limits. */
const AT_ONCE = 1000;

/** What makes a standing under the alias `s` count for the case `c` today; parameters: {@link standingParams}. */
export const STANDING_COUNTS = `s.revision = c.version + c.facts_version and s.basis = :basis
            and s.worked_out_on <= :today and s.expires_on > :today`;

/** The rules and the profile that a standing must be made with. */
export function basisOf({ key, version }: PriorityProfile): string {
  return `${RULES}/${key}/${version}`;
}

/** The parameters of {@link STANDING_COUNTS}. */
export function standingParams({ profile, today }: RankingTerms): Record<string, unknown> {
  return { basis: basisOf(profile), today };
}

/** The score today of the case `c` with the standing `s`, as an expression: what is kept, and the points for waiting. */
export function scoreToday(
  { dialect }: Pick<Database, 'dialect'>,
  ranking: RankingTerms,
): { sql: string; params: Record<string, unknown> } {
  const { profile } = ranking;
  const steps = profile.kind === 'behavioural' ? waitingSteps(profile.weights.waiting, ranking) : [];
  const waiting = steps.map((_, index) => `when c.waiting_since <= :step${index} then ${index + 1}`);
  const added = waiting.length > 0 ? `case ${waiting.reverse().join(' ')} else 0 end` : '0';
  const least = dialect === 'postgres' ? 'least' : 'min';
  return {
    sql: `${least}(100, s.base + ${added})`,
    params: Object.fromEntries(steps.map((day, index) => [`step${index}`, day])),
  };
}

/** Keeps what ranking and packing ask of the cases that wait. */
@Injectable()
export class AgendaStandings {
  constructor(
    private readonly db: Database,
    private readonly cases: Cases,
  ) {}

  /** Works out the standing of these cases from all their facts, and keeps it. Inside a transaction only. */
  async workOut(ranking: RankingTerms, caseIds: readonly string[]): Promise<void> {
    // Always in the same order: two who keep the same rows at once would wait for each other in a ring.
    const inOrder = [...caseIds].sort();
    for (let at = 0; at < inOrder.length; at += AT_ONCE) {
      const some = await this.cases.rankableByIds(inOrder.slice(at, at + AT_ONCE));
      const rows = some.map((one) => standing(one, ranking));
      await this.keep(rows.sort((a, b) => (a.caseId < b.caseId ? -1 : 1)));
    }
  }

  private async keep(rows: readonly AgendaStanding[]): Promise<void> {
    if (rows.length === 0) return;
    await this.db.writing
      .createQueryBuilder()
      .insert()
      .into(AgendaStanding)
      .values([...rows])
      .orUpdate(['revision', 'basis', 'worked_out_on', 'expires_on', 'grade', 'base', 'minutes'], ['case_id'])
      .updateEntity(false)
      .execute();
  }
}

/** What is kept of one case: the same rules as for an agenda that is built from all facts. */
export function standing(one: RankableCase, ranking: RankingTerms): AgendaStanding {
  const { band, points } = casePriority(one.facts, ranking);
  let base = 0;
  for (const { component, high } of points) if (component !== 'waiting') base += high;
  return {
    caseId: one.id,
    revision: one.revision,
    basis: basisOf(ranking.profile),
    workedOutOn: ranking.today,
    expiresOn: standsUntil(one.facts, one.calendar, ranking),
    grade: PRIORITY_BANDS.indexOf(band),
    base,
    minutes: minutesFor(asCandidate(one)),
  };
}
