import { Injectable } from '@nestjs/common';
import { mustBeAllowed, type PersonActor } from '#access';
import {
  addDays,
  atLondon,
  BadInput,
  type Day,
  daysBetween,
  type Moment,
  ok,
  refused,
  type Result,
  type TimeOfDay,
} from '#kernel';
import { Database, fromCursor, type Page, type PageRequest, pageSize, toPage } from '#platform';
import { AuditEntry } from './audit-entry.entity.js';
import { Audit } from './audit.service.js';
import { UnusualTermsSettings } from './unusual-terms.service.js';
import {
  byUnusualness,
  daytimeOf,
  type PersonDay,
  unusualDay,
  type UnusualDay,
  type UnusualTerms,
} from './unusual.rules.js';

/** Which lines of the audit; both days belong to it. */
export type AuditFilter = {
  from: Day;
  to: Day;
  caseId?: string | null;
  personId?: string | null;
  /** One kind of act, as `noun:verb`. */
  what?: string | null;
};

/** Most lines of one file. */
export const MOST_EXPORTED = 5000;

/** Longest time that unusual days are looked for in, days. */
const LONGEST_LOOK_DAYS = 31;

/** No day after it can be asked for: the one after it has to be a day, too. */
const LAST_DAY = '2999-12-31';

/** Most unusual days that are shown. */
const MOST_UNUSUAL = 100;

/** The audit for auditors: who saw or changed what. Looking at it is recorded as well. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly terms: UnusualTermsSettings,
  ) {}

  /** Lines of the audit, latest first. */
  async list(actor: PersonActor, filter: AuditFilter, page: PageRequest): Promise<Page<AuditEntry>> {
    mustBeAllowed(actor, 'audit:read');
    const size = pageSize(page);
    const total = await this.matching(filter).getCount();
    const query = this.matching(filter).take(size + 1);
    const after = fromCursor(page.after, 2);
    if (after) query.andWhere('(e.at, e.id) < (:at, :id)', { at: String(after[0]), id: String(after[1]) });
    const rows = await query.getMany();
    await this.audit.recordReading(actor, 'audit:read', subjectOf(filter), detailOf(filter));
    return toPage(rows, size, page, total, ({ at, id }) => [at, id]);
  }

  /** The same as a file, with the reason, which is recorded. Refused: TOO_MANY_LINES. */
  async export(actor: PersonActor, filter: AuditFilter, reason: string): Promise<Result<AuditEntry[]>> {
    mustBeAllowed(actor, 'audit:export');
    return this.db.transaction(async () => {
      const rows = await this.matching(filter)
        .take(MOST_EXPORTED + 1)
        .getMany();
      if (rows.length > MOST_EXPORTED) return refused('TOO_MANY_LINES', TOO_MANY);
      await this.audit.record(actor, 'audit:export', subjectOf(filter), { ...detailOf(filter), why: reason });
      return ok(rows);
    });
  }

  /** Days on which somebody's work with cases looks unusual by the terms that hold now, the most unusual first. */
  async unusual(actor: PersonActor, from: Day, to: Day): Promise<UnusualDay[]> {
    mustBeAllowed(actor, 'audit:read');
    const days = period(from, to);
    if (days > LONGEST_LOOK_DAYS) {
      throw new BadInput([{ path: 'to', message: `Look at ${LONGEST_LOOK_DAYS} days at most` }]);
    }
    const terms = await this.terms.current();
    const found: UnusualDay[] = [];
    for (let n = 0; n < days; n += 1) {
      for (const did of await this.dayOf(addDays(from, n), terms)) {
        const unusual = unusualDay(did, terms);
        if (unusual) found.push(unusual);
      }
    }
    await this.audit.recordReading(actor, 'audit:read', 'unusual', { fields: ['from', 'to'] });
    return found.sort(byUnusualness).slice(0, MOST_UNUSUAL);
  }

  private async dayOf(day: Day, terms: UnusualTerms): Promise<PersonDay[]> {
    const daytime = daytimeOf(terms);
    const rows = await this.db.query<Record<'personId' | 'cases' | 'outside' | 'acts' | 'atNight', string>>(
      `select e.person_id as "personId", count(distinct e.case_id) as "cases", count(*) as "acts",
              count(distinct case when ${OUTSIDE} then e.case_id end) as "outside",
              sum(case when e.at < :morning or e.at >= :evening then 1 else 0 end) as "atNight"
         from audit_entry e left join case_file c on c.id = e.case_id left join panel p on p.id = c.panel_id
        where e.at >= :start and e.at < :end and e.case_id is not null and e.person_id is not null
        group by e.person_id`,
      {
        start: startOf(day),
        end: startOf(addDays(day, 1)),
        morning: atLondon(day, daytime.from),
        evening: atLondon(day, daytime.to),
      },
    );
    return rows.map(({ personId, cases, outside, acts, atNight }) => ({
      personId,
      day,
      cases: Number(cases),
      outside: Number(outside),
      acts: Number(acts),
      atNight: Number(atNight),
    }));
  }

  private matching({ from, to, caseId, personId, what }: AuditFilter) {
    period(from, to);
    const query = this.db.reading
      .createQueryBuilder(AuditEntry, 'e')
      .where('e.at >= :start and e.at < :end', { start: startOf(from), end: startOf(addDays(to, 1)) })
      .orderBy('e.at', 'DESC')
      .addOrderBy('e.id', 'DESC');
    if (caseId) query.andWhere('e.caseId = :caseId', { caseId });
    if (personId) query.andWhere('e.personId = :personId', { personId });
    if (what) query.andWhere('e.what = :what', { what });
    return query;
  }
}

/** What a setting of the panel was at the moment of the entry, where it was changed since; else null. */
const settingThen = (field: string, taken = 'h.old_value') =>
  `(select ${taken} from panel_setting_change h
     where h.panel_id = p.id and h.field = '${field}' and h.changed_at > e.at order by h.changed_at, h.id limit 1)`;

/**
 * That the panel of the case was not one of the person's own at that moment: they neither ran it, nor had the agency
 * that they worked for a seat. By what the panel keeps of its changes, else by how it is today. The panel is the one
 * that the case is before today: of a case that was transferred the earlier panel is not looked at.
 */
const OUTSIDE = `p.id is not null and coalesce(${settingThen('chairId')}, p.chair_id, '') <> e.person_id
  and coalesce(${settingThen('coordinatorId')}, p.coordinator_id, '') <> e.person_id
  and not coalesce(${settingThen('members', `h.old_value like '%' || e.agency_id || '%'`)},
    exists (select 1 from panel_member s where s.panel_id = p.id and s.agency_id = e.agency_id))`;

const TOO_MANY = `That is more than ${MOST_EXPORTED} lines. Choose fewer days, or one person, case or kind.`;

function period(from: Day, to: Day): number {
  if (to > LAST_DAY) throw new BadInput([{ path: 'to', message: 'This day is too far away' }]);
  const days = daysBetween(from, to) + 1;
  if (days < 1) throw new BadInput([{ path: 'to', message: 'The last day must not be before the first' }]);
  return days;
}

function startOf(day: Day): Moment {
  return atLondon(day, '00:00' as TimeOfDay);
}

function subjectOf({ caseId, personId }: AuditFilter): string {
  return caseId ?? personId ?? 'audit';
}

function detailOf(filter: AuditFilter): { caseId: string | null; fields: string[] } {
  const fields = (['personId', 'what', 'from', 'to'] as const).filter((name) => filter[name]);
  return { caseId: filter.caseId ?? null, fields };
}
