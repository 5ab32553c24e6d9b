import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, may, mustBeAllowed } from '#access';
import { Clock } from '#kernel';
import { URGENCIES, type Urgency } from '#panels';
import { Database, fromCursor, type Page, type PageRequest, pageSize, toPage } from '#platform';
import { type ListedCase, CaseReading } from '../case-reading.service.js';
import { CaseFile } from '../case-file.entity.js';
import { visibleCases } from '../need-to-know/visible-cases.js';
import { type Signpost, SIGNPOSTS } from './safe-advice.rules.js';
import type { ClockColour } from './triage-clock.rules.js';
import { Triage, TriageStep } from './triage.entity.js';
import { urgencyRank } from './urgency.rules.js';

/** Which referrals of the queue. */
export type TriageFilter = { panelId?: string | null; urgency?: Urgency | null; colour?: ClockColour | null };

/** How many referrals of one urgency have a clock of one colour. */
export type TriageCount = { urgency: Urgency; colour: ClockColour; count: number };

// The same as `clockColour`, for the database; a clock that stands still has no due moment, so it sorts last.
const COLOUR = `case when t.sort_at <= :now then 'missed' when t.is_stopped = :yes then 'stopped'
  when t.red_at <= :now then 'red' when t.amber_at <= :now then 'amber' else 'green' end`;

/** Steps that are no business of a referrer. */
const AMONG_OURSELVES = [
  'second_look_agreed',
  'transfer_asked',
  'transfer_acknowledged',
  'transfer_taken_back',
];

type Place = { caseId: string; rank: number; sortAt: string };

/** Reading triage: the queue of those who run panels, and what became of an agency's own referrals. */
@Injectable()
export class TriageReading {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly cases: CaseReading,
  ) {}

  /**
   * Referrals on which nobody has decided at the panels that the actor runs: most urgent first, then by the moment the
   * clock runs out; a clock that stands still comes after those that run. The rows shown are recorded.
   */
  queue(actor: Actor, filter: TriageFilter, request: PageRequest): Promise<Page<ListedCase>> {
    return this.db.transaction(async () => {
      const panelIds = this.panelsOf(actor, filter.panelId);
      const size = pageSize(request);
      const after = fromCursor(request.after, 3);
      const places = await this.places(actor, panelIds, filter, after, size + 1);
      const found = await this.cases.seenByIds(actor, [...places.map(({ caseId }) => caseId), '']);
      const byId = new Map(found.map((one) => [one.id, one]));
      const rows = places.filter(({ caseId }) => byId.has(caseId));
      const counts = await this.counts(actor, filter.panelId);
      const page = toPage(rows, size, request, sumOf(counts, filter), ({ rank, sortAt, caseId }) => [
        rank,
        sortAt,
        caseId,
      ]);
      return {
        ...page,
        rows: page.rows.map(({ cursor, node }) => ({ cursor, node: byId.get(node.caseId)! })),
      };
    });
  }

  /** How many referrals wait, by urgency and colour of the clock. */
  async counts(actor: Actor, panelId?: string | null): Promise<TriageCount[]> {
    const panelIds = this.panelsOf(actor, panelId);
    if (panelIds.length === 0) return [];
    const { names, params } = named(panelIds);
    const seen = visibleCases(actor, this.clock.today());
    const rows = await this.db.query<{ rank: number; colour: ClockColour; number: number | string }>(
      `select t.rank, ${COLOUR} as colour, count(*) as number
         from triage t join case_file c on c.id = t.case_id
        where t.panel_id in (${names.join(', ')}) and t.is_open = :yes and ${seen.sql}
        group by 1, 2`,
      { ...params, ...seen.params, now: this.clock.now(), yes: true },
    );
    return rows.map(({ rank, colour, number }) => ({
      urgency: URGENCIES[rank]!,
      colour,
      count: Number(number),
    }));
  }

  /** The referrals of the actor's own agency, newest first, whatever became of them; recorded. */
  ofMyAgency(actor: Actor, request: PageRequest): Promise<Page<ListedCase>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:refer');
      const agencyId = actor.kind === 'person' ? actor.agencyId : '';
      const size = pageSize(request);
      const after = fromCursor(request.after, 2);
      const seen = visibleCases(actor, this.clock.today());
      const from = `from case_file c where c.referring_agency_id = :agencyId and ${seen.sql}`;
      const params = { ...seen.params, agencyId };
      const rows = await this.db.query<{ id: string; referredOn: string; counted: number | string }>(
        `select c.id, c.referred_on as "referredOn", (select count(*) ${from}) as counted ${from}
           ${after ? 'and (c.referred_on < :on or (c.referred_on = :on and c.id < :id))' : ''}
          order by c.referred_on desc, c.id desc limit ${size + 1}`,
        { ...params, ...(after && { on: after[0], id: after[1] }) },
      );
      const found = await this.cases.seenByIds(actor, [...rows.map(({ id }) => id), '']);
      const byId = new Map(found.map((one) => [one.id, one]));
      const page = toPage(rows, size, request, Number(rows[0]?.counted ?? 0), (row) => [
        row.referredOn,
        row.id,
      ]);
      return { ...page, rows: page.rows.map(({ cursor, node }) => ({ cursor, node: byId.get(node.id)! })) };
    });
  }

  /** Safe advice that may go with a referral that is declined. For those who work on cases. */
  signposts(actor: Actor): readonly Signpost[] {
    mustBeAllowed(actor, 'case:refer');
    return SIGNPOSTS;
  }

  /** The triage of those of these cases that the actor may see and that went through it. For loaders. */
  ofCases(actor: Actor, caseIds: readonly string[]): Promise<Triage[]> {
    const seen = visibleCases(actor, this.clock.today());
    return this.db.reading
      .createQueryBuilder(Triage, 't')
      .innerJoin(CaseFile, 'c', 'c.id = t.caseId')
      .where('t.caseId in (:...caseIds)', { caseIds })
      .andWhere(seen.sql, seen.params)
      .getMany();
  }

  /** What happened to these referrals, oldest first. For loaders of cases that the actor may see. */
  async stepsOf(actor: Actor, caseIds: readonly string[]): Promise<TriageStep[]> {
    const steps = await this.db.reading.find(TriageStep, {
      where: { caseId: In([...caseIds]) },
      order: { at: 'ASC', id: 'ASC' },
    });
    return may(actor, 'case:triage') ? steps : steps.filter(({ kind }) => !AMONG_OURSELVES.includes(kind));
  }

  private panelsOf(actor: Actor, panelId?: string | null): readonly string[] {
    mustBeAllowed(actor, 'case:triage', panelId ? { panelId } : {});
    if (panelId) return [panelId];
    return actor.kind === 'person' ? actor.panelIds : [];
  }

  /** One short look into the index for each panel, then the first of all: no queue is sorted as a whole. */
  private places(
    actor: Actor,
    panelIds: readonly string[],
    { urgency, colour }: TriageFilter,
    after: readonly (string | number)[] | null,
    count: number,
  ): Promise<Place[]> {
    if (panelIds.length === 0) return Promise.resolve([]);
    const { names, params } = named(panelIds);
    const seen = visibleCases(actor, this.clock.today());
    const where = [seen.sql];
    if (urgency) where.push('t.rank = :rank');
    if (colour) where.push(`${COLOUR} = :colour`);
    if (after) where.push('(t.rank, t.sort_at, t.case_id) > (:afterRank, :afterSort, :afterId)');
    const parts = names.map(
      (name) => `select * from (
         select t.case_id as "caseId", t.rank, t.sort_at as "sortAt"
           from triage t join case_file c on c.id = t.case_id
          where t.panel_id = ${name} and t.is_open = :yes and ${where.join(' and ')}
          order by t.rank, t.sort_at, t.case_id limit ${count}) part`,
    );
    return this.db.query<Place>(`${parts.join(' union all ')} order by 2, 3, 1 limit ${count}`, {
      ...params,
      ...seen.params,
      yes: true,
      ...(urgency && { rank: urgencyRank(urgency) }),
      ...(colour && { colour, now: this.clock.now() }),
      ...(after && { afterRank: after[0], afterSort: after[1], afterId: after[2] }),
    });
  }
}

function named(panelIds: readonly string[]): { names: string[]; params: Record<string, string> } {
  const params = Object.fromEntries(panelIds.map((id, nth) => [`panel${nth}`, id]));
  return { names: Object.keys(params).map((name) => `:${name}`), params };
}

function sumOf(counts: readonly TriageCount[], { urgency, colour }: TriageFilter): number {
  return counts
    .filter((one) => (!urgency || one.urgency === urgency) && (!colour || one.colour === colour))
    .reduce((sum, { count }) => sum + count, 0);
}
