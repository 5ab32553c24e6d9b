import type { DataSource, QueryRunner } from 'typeorm';
import type { Database } from '#platform';

/** A change of every statement by which a hole is planted, to see that it would be found. */
export type Rewrite = (sql: string) => string;

type Sends = (sql: string, ...more: unknown[]) => Promise<unknown>;

/** Every statement that this sends goes through the rewriting from now on; it is told how many were changed. */
export function rewriteWhatSends(runner: QueryRunner, rewrite: Rewrite, changedOne: () => void): void {
  const query = runner.query.bind(runner) as Sends;
  Object.assign(runner, { query: rewritten(query, rewrite, changedOne) });
}

/** The same for every way to this database, for good: for the last thing that a spec does with it. */
export function rewriteAll(db: Database, rewrite: Rewrite, changedOne: () => void): void {
  const { writer, readers, prepared } = db as unknown as {
    writer: DataSource;
    readers: DataSource[];
    prepared: { all: Sends }[];
  };
  const done = new WeakSet<QueryRunner>();
  for (const source of new Set([writer, ...readers])) {
    const make = source.createQueryRunner.bind(source);
    source.createQueryRunner = (...given) => {
      const runner = make(...given);
      if (!done.has(runner)) rewriteWhatSends(runner, rewrite, changedOne);
      done.add(runner);
      return runner;
    };
  }
  for (const statements of prepared)
    statements.all = rewritten(statements.all.bind(statements), rewrite, changedOne);
}

function rewritten(sends: Sends, rewrite: Rewrite, changedOne: () => void): Sends {
  return (sql, ...more) => {
    const changed = rewrite(sql);
    if (changed !== sql) changedOne();
    return sends(changed, ...more);
  };
}
