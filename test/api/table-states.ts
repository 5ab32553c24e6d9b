import type { Database } from '#platform';

/** The rows of every table as text, by table; but for the record of who looked and the sessions. */
export type TableStates = Map<string, string>;

const NOT_COMPARED = ['migration', 'audit_entry', 'audit_lane', 'access_token'];

/** How every table stands now; SQLite only. */
export async function tableStates(db: Database): Promise<TableStates> {
  const tables = await db.query<{ name: string }>(
    `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name`,
  );
  const states: TableStates = new Map();
  for (const { name } of tables.filter((table) => !NOT_COMPARED.includes(table.name))) {
    states.set(name, JSON.stringify(await db.query(`select * from "${name}" order by 1`)));
  }
  return states;
}

/** The tables that differ. */
export function changedTables(before: TableStates, after: TableStates): string[] {
  return [...before].filter(([name, rows]) => after.get(name) !== rows).map(([name]) => name);
}

/** Puts tables back as they were. */
export function putBack(db: Database, states: TableStates, names: readonly string[]): Promise<void> {
  return db.transaction(async () => {
    await db.change('pragma defer_foreign_keys = on');
    for (const name of names) await db.change(`delete from "${name}"`);
    for (const name of names) {
      for (const row of JSON.parse(states.get(name)!) as Record<string, unknown>[]) {
        const columns = Object.keys(row);
        const given = Object.fromEntries(Object.values(row).map((value, i) => [`v${i}`, value]));
        await db.change(
          `insert into "${name}" (${columns.map((column) => `"${column}"`).join(', ')})
           values (${columns.map((_, i) => `:v${i}`).join(', ')})`,
          given,
        );
      }
    }
  });
}
