import { runtimeRoleSql } from '#schema';
import { type Command, WrongUsage } from '../command.js';

/** Prints the SQL for a role of PostgreSQL under which Accord runs without power over the audit. */
export const databaseRole: Command = {
  name: 'database role',
  summary: 'Print the SQL for a PostgreSQL role that can run Accord but not change the audit',
  operands: ['<role>'],
  options: { json: { says: 'Print JSON: the SQL as text' } },
  notes: [
    'The role has to be there. Run the SQL as the owner of the tables, after every migration:',
    '  npm run --silent accord -- database role accord_app | psql "$OWNER_URL"',
  ],
  run: async ({ operands, terminal, has }) => {
    const sql = sqlFor(operands[0]!);
    terminal.out(has('json') ? `${JSON.stringify({ sql })}\n` : sql);
    return 0;
  },
};

function sqlFor(role: string): string {
  try {
    return runtimeRoleSql(role);
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}
