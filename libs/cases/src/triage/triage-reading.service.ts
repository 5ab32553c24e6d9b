import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, may, mustBeAllowed } from '#access';
import { Clock, type Moment } from '#kernel';
import { URGENCIES, type Urgency } from '#panels';
import { Database, fromCursor, type Page, type PageRequest, pageSize, toPage } from '#platform';
import { type ListedCase, CaseReading } from '../case-reading.service.js';
import { CaseFile, type CaseState } from '../case-file.entity.js';
import { visibleCases, visibleOfPanelsRun } from '../need-to-know/visible-cases.js';
import { panelsRun } from './panels-run.rules.js';
import { type Signpost, SIGNPOSTS } from './safe-advice.rules.js';
import type { ClockColour } from './triage-clock.rules.js';
import { Triage, TriageStep } from './triage.entity.js';
import { urgencyRank } from './urgency.rules.js';

/** Which referrals of the queue; what is left out or null does not narrow it. */
export type TriageFilter = {
  panelId?: string | null;
  urgency?: Urgency | null;
  colour?: ClockColour | null;
  /** Returned to the referrer for information. */
  isReturned?: boolean | null;
  /** Back by an appeal of the referrer. */
  isAppeal?: boolean | null;
};

/** How many referrals of one urgency have a clock of one colour, by whether they are returned, and appealed. */
export type TriageCount = {
  urgency: Urgency;
  colour: ClockColour;
  isReturned: boolean;
  isAppeal: boolean;
  count: number;
};

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

/** Steps that a referrer may know of, but not why: the reason is the panel's own. */
const REASON_AMONG_OURSELVES = ['emergency_meeting_planned'];

/** Where a referral stands in the queue; `later` 0: its clock has run out. */
type Place = { caseId: string; later: number; rank: number; sortAt: string };

/** From where a page goes on, and the moment by which the first page told late from not late. */
type After = { place: Place; asOf: Moment };

/** Reading triage: the queue of those who run panels, and what became of an agency's own referrals. */
@Injectable()
export class TriageReading {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly cases: CaseReading,
  ) {}

  /**
   * Referrals on which nobody has decided at the panels that the actor runs: those whose clock has run out first, then
   * the others; among both the most urgent first, then by the moment the clock runs out. A clock that stands still comes
   * after those that run. Pages go on by the moment of the first one. The rows shown are recorded.
   */
  queue(actor: Actor, filter: TriageFilter, request: PageRequest): Promise<Page<ListedCase>> {
    return this.db.transaction(async () => {
      const panelIds = panelsRun(actor, filter.panelId);
      const size = pageSize(request);
      const after = afterOf(request);
      const asOf = after?.asOf ?? this.clock.now();
      const places = await this.places(actor, panelIds, filter, { after, asOf, count: size + 1 });
      const found = await this.cases.seenByIds(actor, [...places.map(({ caseId }) => caseId), '']);
      const byId = new Map(found.map((one) => [one.id, one]));
      const rows = places.filter(({ caseId }) => byId.has(caseId));
      const counts = await this.counts(actor, filter.panelId);
      const cursor = ({ later, rank, sortAt, caseId }: Place) => [later, rank, sortAt, caseId, asOf];
      const page = toPage(rows, size, request, sumOf(counts, filter), cursor);
      return {
        ...page,
        rows: page.rows.map((row) => ({ cursor: row.cursor, node: byId.get(row.node.caseId)! })),
      };
    });
  }

  /** How many referrals wait, by urgency, colour of the clock, and whether they are returned or appealed. */
  async counts(actor: Actor, panelId?: string | null): Promise<TriageCount[]> {
    const panelIds = panelsRun(actor, panelId);
    if (panelIds.length === 0) return [];
    const { names, params } = named(panelIds);
    const seen = visibleOfPanelsRun(actor, 't.case_id');
    type Row = {
      rank: number;
      colour: ClockColour;
      returned: unknown;
      appeal: number;
      number: number | string;
    };
    const rows = await this.db.query<Row>(
      `select t.rank, ${COLOUR} as colour, t.is_stopped as returned,
              case when t.appealed_at is null then 0 else 1 end as appeal, count(*) as number
         from triage t
        where t.panel_id in (${names.join(', ')}) and t.is_open = :yes and ${seen.sql}
        group by 1, 2, 3, 4`,
      { ...params, ...seen.params, now: this.clock.now(), yes: true },
    );
    return rows.map(({ rank, colour, returned, appeal, number }) => ({
      urgency: URGENCIES[rank]!,
      colour,
      isReturned: Boolean(returned),
      isAppeal: appeal === 1,
      count: Number(number),
    }));
  }

  /** The referrals of the actor's own agency, newest first, wherever they stand or in one state; recorded. */
  ofMyAgency(
    actor: Actor,
    { state }: { state?: CaseState | null },
    request: PageRequest,
  ): Promise<Page<ListedCase>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'case:refer');
      const agencyId = actor.kind === 'person' ? actor.agencyId : '';
      const size = pageSize(request);
      const after = fromCursor(request.after, 2);
      const seen = visibleCases(actor, this.clock.today());
      const inState = state ? 'and c.state = :state' : '';
      const from = `from case_file c where c.referring_agency_id = :agencyId ${inState} and ${seen.sql}`;
      const params = { ...seen.params, agencyId, ...(state && { state }) };
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

  /**
   * What happened to these referrals, oldest first. Whoever does not run the panel of a case, or opened it by break-glass
   * only, is shown what is a referrer's business. For loaders of cases that the actor may see.
   */
  async stepsOf(actor: Actor, caseIds: readonly string[]): Promise<TriageStep[]> {
    const steps = await this.db.reading.find(TriageStep, {
      where: { caseId: In([...caseIds]) },
      order: { at: 'ASC', id: 'ASC' },
    });
    const run = await this.runBy(actor, caseIds);
    return steps
      .filter(({ caseId, kind }) => run.has(caseId) || !AMONG_OURSELVES.includes(kind))
      .map((step) =>
        run.has(step.caseId) || !REASON_AMONG_OURSELVES.includes(step.kind) ? step : { ...step, words: '' },
      );
  }

  /** Those of these cases that the actor decides on: of a panel that they run, and closed to them by no list. */
  async runBy(actor: Actor, caseIds: readonly string[]): Promise<Set<string>> {
    if (caseIds.length === 0 || !may(actor, 'case:triage')) return new Set();
    const seen = visibleCases(actor, this.clock.today(), 'case:triage');
    const rows = await this.db.reading
      .createQueryBuilder(CaseFile, 'c')
      .select('c.id', 'id')
      .where('c.id in (:...caseIds)', { caseIds })
      .andWhere(seen.sql, seen.params)
      .getRawMany<{ id: string }>();
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * A few short looks into the index: late or not, for each panel and urgency, then the first of all. No queue is sorted
   * as a whole.
   */
  private places(
    actor: Actor,
    panelIds: readonly string[],
    filter: TriageFilter,
    { after, asOf, count }: { after: After | null; asOf: Moment; count: number },
  ): Promise<Place[]> {
    if (panelIds.length === 0) return Promise.resolve([]);
    const { names, params } = named(panelIds);
    const seen = visibleCases(actor, this.clock.today());
    const where = [seen.sql, ...narrowed(filter)];
    const from = after?.place;
    const parts = stretches(filter, from).flatMap(({ later, rank }) => {
      const goesOn = from && later === from.later && rank === from.rank;
      const more = goesOn ? ['(t.sort_at, t.case_id) > (:afterSort, :afterId)'] : [];
      const side = later === 0 ? 't.sort_at <= :asOf' : 't.sort_at > :asOf';
      return names.map(
        (name) => `select * from (
         select t.case_id as "caseId", ${later} as later, t.rank, t.sort_at as "sortAt"
           from triage t join case_file c on c.id = t.case_id
          where t.panel_id = ${name} and t.is_open = :yes and t.rank = ${rank} and ${side}
            and ${[...where, ...more].join(' and ')}
          order by t.sort_at, t.case_id limit ${count}) part`,
      );
    });
    if (parts.length === 0) return Promise.resolve([]);
    return this.db.query<Place>(`${parts.join(' union all ')} order by 2, 3, 4, 1 limit ${count}`, {
      ...params,
      ...seen.params,
      asOf,
      yes: true,
      ...(filter.colour && { colour: filter.colour, now: this.clock.now() }),
      ...(typeof filter.isReturned === 'boolean' && { returned: filter.isReturned }),
      ...(from && { afterSort: from.sortAt, afterId: from.caseId }),
    });
  }
}

function afterOf(request: PageRequest): After | null {
  const read = fromCursor(request.after, 5);
  if (!read) return null;
  const [later, rank, sortAt, caseId, asOf] = read;
  const place = { later: Number(later), rank: Number(rank), sortAt: String(sortAt), caseId: String(caseId) };
  return { place, asOf: String(asOf) as Moment };
}

/** The parts of the queue that hold what is asked for, without those before the place from which a page goes on. */
function stretches(
  { urgency, colour }: TriageFilter,
  from: Place | undefined,
): { later: number; rank: number }[] {
  const ranks = urgency ? [urgencyRank(urgency)] : URGENCIES.map(urgencyRank);
  return [0, 1]
    .filter((later) => !colour || (colour === 'missed') === (later === 0))
    .flatMap((later) => ranks.map((rank) => ({ later, rank })))
    .filter(({ later, rank }) => !from || later > from.later || (later === from.later && rank >= from.rank));
}

function narrowed({ colour, isReturned, isAppeal }: TriageFilter): string[] {
  const where: string[] = [];
  if (colour) where.push(`${COLOUR} = :colour`);
  if (typeof isReturned === 'boolean') where.push('t.is_stopped = :returned');
  if (typeof isAppeal === 'boolean') where.push(`t.appealed_at is ${isAppeal ? 'not ' : ''}null`);
  return where;
}

function named(panelIds: readonly string[]): { names: string[]; params: Record<string, string> } {
  const params = Object.fromEntries(panelIds.map((id, nth) => [`panel${nth}`, id]));
  return { names: Object.keys(params).map((name) => `:${name}`), params };
}

function sumOf(counts: readonly TriageCount[], filter: TriageFilter): number {
  const { urgency, colour, isReturned, isAppeal } = filter;
  const fits = (one: TriageCount) =>
    (!urgency || one.urgency === urgency) &&
    (!colour || one.colour === colour) &&
    (typeof isReturned !== 'boolean' || one.isReturned === isReturned) &&
    (typeof isAppeal !== 'boolean' || one.isAppeal === isAppeal);
  return counts.filter(fits).reduce((sum, { count }) => sum + count, 0);
}
