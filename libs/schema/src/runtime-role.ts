import { Fault } from '#kernel';

/** Tables to which the application only ever adds, and reads. */
const APPEND_ONLY = ['audit_entry', 'audit_checkpoint'];

/**
 * The SQL that lets a role of PostgreSQL run Accord, but not change or delete anything of the audit, nor the tables
 * themselves. To be run as the owner of the tables, after every migration; the role has to be there. Throws for a name
 * that would need more than plain letters.
 */
export function runtimeRoleSql(role: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(role)) {
    throw new Fault('The name of a role is small letters, digits and underscores');
  }
  const audit = APPEND_ONLY.map((table) => `"${table}"`).join(', ');
  return [
    'BEGIN;',
    `GRANT USAGE ON SCHEMA public TO "${role}";`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "${role}";`,
    `REVOKE ALL ON "migration", "audit_lane", ${audit} FROM "${role}";`,
    `GRANT SELECT ON "migration", "audit_lane" TO "${role}";`,
    `GRANT SELECT, INSERT ON ${audit} TO "${role}";`,
    `-- The end of a lane moves with every entry; lanes are opened by the owner, with migrate.`,
    `GRANT UPDATE ("position", "hash", "mark") ON "audit_lane" TO "${role}";`,
    'COMMIT;',
    '',
  ].join('\n');
}
