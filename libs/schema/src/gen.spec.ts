import { it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { writeFileSync } from 'node:fs';
import { dataSourceOptions } from '#platform';
import { tables } from './tables.js';
it('gen', async () => {
  const ds = await new DataSource(dataSourceOptions({ kind: 'sqlite', file: ':memory:' }, tables)).initialize();
  const done = new Set<string>(); const out: string[] = [];
  const metas = [...ds.entityMetadatas];
  while (metas.length) {
    const i = metas.findIndex((m) => m.foreignKeys.every((f) => f.referencedEntityMetadata === m || done.has(f.referencedEntityMetadata.tableName)));
    const m = metas.splice(i, 1)[0]!;
    done.add(m.tableName);
    const lines = m.columns.map((c) => {
      const t = ds.driver.normalizeType(c) + (c.length ? `(${c.length})` : '');
      return `"${c.databaseName}" ${t}${c.isPrimary ? ' PRIMARY KEY' : ''}${c.isNullable ? '' : ' NOT NULL'}`;
    });
    for (const f of m.foreignKeys) lines.push(`CONSTRAINT "${f.name}" FOREIGN KEY ("${f.columnNames[0]}") REFERENCES "${f.referencedTablePath}" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    out.push(`CREATE TABLE "${m.tableName}" (\n    ${lines.join(',\n    ')}\n  )`);
    for (const x of m.indices) out.push(`CREATE ${x.isUnique ? 'UNIQUE ' : ''}INDEX "${x.name}" ON "${m.tableName}" (${x.columns.map((c) => `"${c.databaseName}"`).join(', ')})`);
  }
  writeFileSync('/work/notes/gen/ddl.json', JSON.stringify(out));
  await ds.destroy();
});
