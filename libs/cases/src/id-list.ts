import type { Database } from '#platform';

/**
 * A list of any length as one parameter: `c.id in ${amongIds(db, 'ids')}` with `ids` given as JSON text. The statement
 * keeps one text whatever the length, so that it stays prepared.
 */
export function amongIds(db: Database, parameter: string): string {
  return db.dialect === 'sqlite'
    ? `(select value from json_each(:${parameter}))`
    : `(select jsonb_array_elements_text(cast(:${parameter} as jsonb)))`;
}
