import { addMinutes, type Moment } from '#kernel';
import type { Database } from '#platform';

/** One check of the audit: what would be wrong, in words, and how many entries it is wrong of. */
export type AuditProblem = { what: string; count: number };

const CHECKS: readonly (readonly [what: string, sql: string])[] = [
  [
    'entries of a person who is not in the record',
    'person_id is not null and not exists (select 1 from person p where p.id = e.person_id)',
  ],
  [
    'entries of an agency that is not in the record',
    'agency_id is not null and not exists (select 1 from agency a where a.id = e.agency_id)',
  ],
  [
    'entries on a case that is not in the record',
    'case_id is not null and not exists (select 1 from case_file c where c.id = e.case_id)',
  ],
  ['entries with a time that has not come yet', 'at > :latest'],
  ['entries with a time that is none', `at not like '____-__-__T__:__:__.___Z'`],
  ['entries that do not say what was done', `what not like '%_:_%' or acting_as = ''`],
];

/** The clocks of several machines may differ by so much. */
const CLOCKS_APART_MINUTES = 5;

/** Counts the entries of the audit, and those that cannot be true. `now` null: no clock to compare with. */
export async function auditProblems(
  db: Database,
  now: Moment | null,
): Promise<{ entries: number; problems: AuditProblem[] }> {
  const latest = now === null ? '9' : addMinutes(now, CLOCKS_APART_MINUTES);
  const count = async (where: string): Promise<number> => {
    const sql = `select count(*) as "count" from audit_entry e where ${where}`;
    const rows = await db.query<{ count: number | string }>(sql, where.includes(':latest') ? { latest } : {});
    return Number(rows[0]!.count);
  };
  const problems: AuditProblem[] = [];
  for (const [what, sql] of CHECKS) problems.push({ what, count: await count(sql) });
  return { entries: await count('1 = 1'), problems };
}
