import { Injectable } from '@nestjs/common';
import { Clock, type Day, londonDay, type Moment } from '#kernel';
import { type LinkSettings, linkSettingsOf, type TriageSettings, triageSettingsOf } from '#panels';
import type { EscalationLimits } from './escalation.rules.js';
import { Database } from '#platform';
import type { CaseFile, CaseState, Known } from './case-file.entity.js';
import { type RiskLevel, standingAfter } from './risk-tool.rules.js';
import {
  type AssessmentRow,
  type CaseRow,
  type IncidentRow,
  type LinkedCase,
  readCaseFacts,
} from './case-facts-reading.rules.js';
import type { CaseFacts } from './case-facts.rules.js';
import type { CalendarFacts } from './case-standing.rules.js';
import { amongIds } from './id-list.js';
import { twelveMonthsBefore } from './day-count.rules.js';

/** A case that waits for a panel, or stands on its agenda: all that ranking, packing and time-boxing ask. */
export type RankableCase = Pick<
  CaseFile,
  | 'id'
  | 'reference'
  | 'version'
  | 'panelId'
  | 'waitingSince'
  | 'timesNotReached'
  | 'timesDeferred'
  | 'heldUntil'
  | 'heldReason'
  | 'children'
  | 'handling'
  | 'lastDiscussedOn'
  | 'referredOn'
> & {
  state: CaseState;
  riskLevel: RiskLevel;
  facts: CaseFacts;
  /** Why it is flagged, one sentence each; flags that are still open, oldest first. */
  flagReasons: string[];
  /** The panel has never heard it. */
  isFirstTimeAtPanel: boolean;
  /** Agencies that need to know the case now, the referrer's among them. */
  requiredAgencyCount: number;
  /** Another number whenever anything on record that ranks it has changed. */
  revision: number;
  /** How far back other cases count at its panel. */
  linkSettings: LinkSettings;
  /** What the panel counts as escalation. */
  escalationLimits: EscalationLimits;
  /** What of it changes with the calendar beside its facts. */
  calendar: CalendarFacts;
};

type Row = CaseRow &
  Omit<
    RankableCase,
    | 'facts'
    | 'flagReasons'
    | 'isFirstTimeAtPanel'
    | 'requiredAgencyCount'
    | 'calendar'
    | 'linkSettings'
    | 'escalationLimits'
  > & {
    linkSettings: string | null;
    triageSettings: string | null;
    accessEndsOn: Day | null;
    agencies: number | string;
  };

type Scope = { where: string; params: Record<string, unknown> };

const WAITING = `c.state in ('flagged', 'listed')`;

/**
 * Reads the facts of whole queues in five statements, however many cases there are: narrow rows, no entities, lists
 * left as text.
 */
@Injectable()
export class CaseFactsReader {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Every case of the panel that waits or is listed, in no order. */
  waiting(panelId: string): Promise<RankableCase[]> {
    return this.read({ where: `c.panel_id = :panelId and ${WAITING}`, params: { panelId } });
  }

  /** These cases, whatever their state, in no order. */
  of(caseIds: readonly string[]): Promise<RankableCase[]> {
    if (caseIds.length === 0) return Promise.resolve([]);
    const where = `c.id in ${amongIds(this.db, 'caseIds')}`;
    return this.read({ where, params: { caseIds: JSON.stringify(caseIds) } });
  }

  private async read(scope: Scope): Promise<RankableCase[]> {
    const today = this.clock.today();
    // One after the other: inside a transaction there is one connection, which does not take two at once.
    const rows = await this.cases(scope, today);
    const assessments = await this.assessments(scope);
    const incidents = await this.incidents(scope, today);
    const linked = await this.linked(scope);
    const flags = await this.flags(scope);
    const settings = readOnce((linkSettings: LinkSettings | null) => linkSettingsOf({ linkSettings }));
    const limits = readOnce((own: Partial<TriageSettings> | null) =>
      triageSettingsOf({ triageSettings: own }),
    );
    return rows.map((row) => ({
      id: row.id,
      reference: row.reference,
      version: row.version,
      panelId: row.panelId,
      state: row.state,
      referredOn: row.referredOn,
      waitingSince: row.waitingSince,
      timesNotReached: row.timesNotReached,
      timesDeferred: row.timesDeferred,
      heldUntil: row.heldUntil,
      heldReason: this.db.opened('case_file.held_reason', row.heldReason),
      children: row.children,
      handling: row.handling,
      lastDiscussedOn: row.lastDiscussedOn,
      riskLevel: row.riskLevel,
      isFirstTimeAtPanel: row.lastDiscussedOn === null,
      requiredAgencyCount: Number(row.agencies),
      revision: row.revision,
      linkSettings: settings(row.linkSettings),
      escalationLimits: limits(row.triageSettings),
      calendar: { victimBornOn: row.victimBornOn, accessEndsOn: row.accessEndsOn },
      flagReasons: flags.get(row.id) ?? [],
      facts: readCaseFacts(
        {
          row,
          assessments: [...(assessments.get(row.id)?.values() ?? [])],
          incidents: incidents.get(row.id) ?? [],
          linked: linked.get(row.id) ?? [],
        },
        today,
        settings(row.linkSettings),
      ),
    }));
  }

  private cases({ where, params }: Scope, today: Day): Promise<Row[]> {
    return this.db.query<Row>(
      `select c.id, c.reference, c.version, c.panel_id as "panelId", c.state, c.referred_on as "referredOn",
              c.criteria, c.relationship, c.behaviours, c.last_incident_on as "lastIncidentOn",
              c.incidents_12m as "incidents12m", c.weapons_access as "weaponsAccess", c.threats, c.children, c.offences,
              c.orders_in_force as "ordersInForce", c.victim_wishes as "victimWishes",
              c.advocate_referral as "advocateReferral", c.handling, c.risk_level as "riskLevel",
              c.is_imminent_threat as "isImminentThreat", c.suspect_release_on as "suspectReleaseOn",
              c.waiting_since as "waitingSince", c.times_not_reached as "timesNotReached",
              c.times_deferred as "timesDeferred", c.held_until as "heldUntil", c.held_reason as "heldReason",
              c.last_discussed_on as "lastDiscussedOn",
              c.version + c.facts_version as revision, n.link_settings as "linkSettings", n.triage_settings as "triageSettings", v.identity_key as "victimKey", v.born_on as "victimBornOn",
              (select count(*) from case_person s where s.case_id = c.id and s.role = 'suspect'
                  and s.last_name <> 'unidentified') as "suspectsNamed",
              (select count(*) from case_person s where s.case_id = c.id and s.role = 'suspect'
                  and s.identity_key is not null) as "suspectsKeyed",
              (exists (select 1 from case_person s join person_link l on l.one_id = s.id
                  where s.case_id = c.id and l.state = 'suggested' and l.result = 'likely')
                or exists (select 1 from case_person s join person_link l on l.other_id = s.id
                  where s.case_id = c.id and l.state = 'suggested' and l.result = 'likely')) as "hasOpenLinks",
              (select count(distinct x.agency_id) from case_access x where x.case_id = c.id
                  and (x.ends_on is null or x.ends_on >= :today)) as agencies,
              (select min(x.ends_on) from case_access x where x.case_id = c.id
                  and x.ends_on >= :today) as "accessEndsOn"
         from case_file c join panel n on n.id = c.panel_id
         left join case_person v on v.case_id = c.id and v.role = 'victim'
        where ${where}`,
      { ...params, today },
    );
  }

  /** How each tool stands after all of its results, by case and tool. */
  private async assessments({ where, params }: Scope): Promise<Map<string, Map<string, AssessmentRow>>> {
    type Found = Omit<AssessmentRow, 'answers'> & { caseId: string; answers: string };
    const rows = await this.db.query<Found>(
      `select a.case_id as "caseId", a.tool, a.score, a.level, a.answers
         from case_file c join risk_assessment a on a.case_id = c.id
        where ${where} order by a.case_id, a.tool, a.assessed_on, a.recorded_at, a.id`,
      params,
    );
    const byCase = new Map<string, Map<string, AssessmentRow>>();
    for (const { caseId, tool, score, level, answers } of rows) {
      let tools = byCase.get(caseId);
      if (!tools) byCase.set(caseId, (tools = new Map()));
      const read = answers === '{}' ? {} : (JSON.parse(answers) as Record<string, Known>);
      const standing = standingAfter(tool, tools.get(tool) ?? null, { score, level, answers: read });
      tools.set(tool, { tool, ...standing });
    }
    return byCase;
  }

  private async incidents({ where, params }: Scope, today: Day): Promise<Map<string, IncidentRow[]>> {
    type Found = {
      caseId: string;
      on: Day;
      behaviours: string;
      isBreach: boolean | number;
      isWeapon: boolean | number;
    };
    const rows = await this.db.query<Found>(
      `select i.case_id as "caseId", i.occurred_on as "on", i.behaviours, i.is_breach as "isBreach",
              i.is_weapon_or_strangulation as "isWeapon"
         from case_file c join incident i on i.case_id = c.id
        where ${where} and i.occurred_on >= :from order by i.case_id, i.occurred_on, i.id`,
      { ...params, from: twelveMonthsBefore(today) },
    );
    return grouped(rows, ({ on, behaviours, isBreach, isWeapon }) => ({
      on,
      behaviours: JSON.parse(behaviours) as string[],
      isBreach: Boolean(isBreach),
      isWeaponOrStrangulation: Boolean(isWeapon),
    }));
  }

  /** Other cases of a suspect who counts as the same person, at any panel. */
  private async linked({ where, params }: Scope): Promise<Map<string, LinkedCase[]>> {
    type Found = Omit<LinkedCase, 'closedOn' | 'mayBeSameVictim'> & {
      caseId: string;
      closedAt: Moment | null;
      mayBeSameVictim: boolean | number;
    };
    const rows = await this.db.query<Found>(
      `select distinct c.id as "caseId", f.id, f.referred_on as "referredOn", v.identity_key as "victimKey",
              f.last_discussed_on as "lastDiscussedOn", f.closed_at as "closedAt",
              exists (select 1 from case_person w
                        join person_link l on (l.one_id = w.id and l.other_id = v.id)
                                           or (l.one_id = v.id and l.other_id = w.id)
                       where w.case_id = c.id and w.role = 'victim'
                         and l.state = 'suggested' and l.result = 'likely') as "mayBeSameVictim"
         from case_file c
         join case_person s on s.case_id = c.id and s.role = 'suspect' and s.identity_key is not null
         join case_person o on o.identity_key = s.identity_key and o.role = 'suspect' and o.case_id <> c.id
         join case_file f on f.id = o.case_id
         left join case_person v on v.case_id = f.id and v.role = 'victim'
        where ${where}`,
      params,
    );
    return grouped(rows, ({ closedAt, mayBeSameVictim, referredOn, lastDiscussedOn, victimKey }) => ({
      referredOn,
      lastDiscussedOn,
      closedOn: closedAt === null ? null : londonDay(closedAt),
      victimKey,
      mayBeSameVictim: Boolean(mayBeSameVictim),
    }));
  }

  private async flags({ where, params }: Scope): Promise<Map<string, string[]>> {
    const rows = await this.db.query<{ caseId: string; reason: string }>(
      `select g.case_id as "caseId", g.reason from case_file c join case_flag g on g.case_id = c.id
        where ${where} and g.cleared_at is null order by g.case_id, g.flagged_at, g.id`,
      params,
    );
    return grouped(rows, (row) => this.db.opened('case_flag.reason', row.reason));
  }
}

/** Reads settings of panels from their text in the database; those of one panel once, however many cases it has. */
function readOnce<Own, Whole>(whole: (own: Own | null) => Whole): (text: string | null) => Whole {
  const read = new Map<string | null, Whole>();
  return (text) => {
    const known = read.get(text);
    if (known) return known;
    const found = whole(text === null ? null : (JSON.parse(text) as Own));
    read.set(text, found);
    return found;
  };
}

function grouped<R extends { caseId: string }, T>(rows: readonly R[], read: (row: R) => T): Map<string, T[]> {
  const byCase = new Map<string, T[]>();
  for (const row of rows) {
    const known = byCase.get(row.caseId);
    if (known) known.push(read(row));
    else byCase.set(row.caseId, [read(row)]);
  }
  return byCase;
}
