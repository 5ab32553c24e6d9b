import { AsyncLocalStorage } from 'node:async_hooks';
import { DataSource, type EntityManager, type Logger, type QueryRunner } from 'typeorm';
import { Fault } from '#kernel';
import { Gate } from './gate.js';
import type { SealedFields, SealedPlace } from './sealed-fields.js';
import { PreparedStatements } from './statements.js';

/** Which of the two supported databases is behind {@link Database}. */
export type Dialect = 'sqlite' | 'postgres';

/** Takes what was gathered in one transaction, just before its commit. */
export type HandOver<T> = (things: T[]) => Promise<void>;

type OpenTransaction = {
  runner: QueryRunner;
  beforeCommit: Map<HandOver<never>, unknown[]>;
  afterCommit: (() => void)[];
};

/**
 * The one way to the database. A transaction is found by the code that runs inside it (no manager is passed
 * around); a call inside a transaction joins it.
 *
 * SQLite has one writer: transactions wait for each other at a gate and begin immediately, and reads outside a
 * transaction go through separate read-only connections, so that nobody ever sees rows that are not committed.
 * PostgreSQL does both by itself.
 */
export class Database {
  private readonly open = new AsyncLocalStorage<OpenTransaction>();
  private readonly gate = new Gate();
  private readonly prepared: readonly PreparedStatements[];
  private turn = 0;

  constructor(
    private readonly writer: DataSource,
    private readonly readers: readonly DataSource[],
    /** The sealed columns of this database, with its keys. */
    readonly sealed: SealedFields,
  ) {
    for (const source of new Set([writer, ...readers])) sealed.standBefore(source);
    this.prepared = readers.map((reader) => new PreparedStatements(reader));
  }

  /** SQLite or PostgreSQL. */
  get dialect(): Dialect {
    return this.writer.options.type === 'postgres' ? 'postgres' : 'sqlite';
  }

  /** For reading: inside a transaction its own view, outside it only what is committed. */
  get reading(): EntityManager {
    const open = this.open.getStore();
    if (open) return open.runner.manager;
    return this.readers[this.nextTurn()]!.manager;
  }

  /** For writing: only inside a transaction. */
  get writing(): EntityManager {
    const open = this.open.getStore();
    if (!open) throw new Fault('A change needs a transaction: wrap the service method in db.transaction()');
    return open.runner.manager;
  }

  /**
   * For finding a row that is about to be changed: on PostgreSQL nobody else changes it until the transaction ends. SQLite
   * lets one transaction write at a time, and knows no such lock.
   */
  get rowLock(): { mode: 'pessimistic_write' } | undefined {
    return this.dialect === 'postgres' ? { mode: 'pessimistic_write' } : undefined;
  }

  /** True inside a transaction. */
  get inTransaction(): boolean {
    return this.open.getStore() !== undefined;
  }

  /**
   * Runs the work in one transaction: everything it changes is kept, or nothing. A refused result
   * (`{ ok: false }`) rolls back as a throw does. Nested calls join.
   */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.open.getStore()) return work();
    return this.dialect === 'sqlite' ? this.gate.pass(() => this.run(work)) : this.run(work);
  }

  /**
   * Gathers a thing in the present transaction. Just before the commit everything gathered for the same function is
   * handed to it at once, still inside the transaction; nothing is when the transaction is undone. For work that holds
   * a lock which others wait for. Throws outside a transaction.
   */
  beforeCommit<T>(handOver: HandOver<T>, thing: T): void {
    const open = this.open.getStore();
    if (!open) throw new Fault('Nothing can be gathered outside a transaction');
    const gathered = open.beforeCommit.get(handOver);
    if (gathered) gathered.push(thing);
    else open.beforeCommit.set(handOver, [thing]);
  }

  /** Does something once the present transaction is committed; at once when there is none. */
  afterCommit(then: () => void): void {
    const open = this.open.getStore();
    if (open) open.afterCommit.push(then);
    else then();
  }

  /**
   * One reading statement of SQL, kept prepared. Parameters are written `:name` and bound, never pasted in; the same text serves both
   * databases. Lists are given as JSON or as a spread of single parameters by the caller.
   */
  async query<Row>(sql: string, parameters: Record<string, unknown> = {}): Promise<Row[]> {
    const { text, values } = bind(sql, parameters, this.dialect);
    const open = this.open.getStore();
    if (open) return (await open.runner.query(text, values)) as Row[];
    return (await this.prepared[this.nextTurn()]!.all(text, values)) as Row[];
  }

  /** One changing statement of SQL with `returning`, or none; gives the rows returned. Only inside a transaction. */
  async change<Row = never>(sql: string, parameters: Record<string, unknown> = {}): Promise<Row[]> {
    const { text, values } = bind(sql, parameters, this.dialect);
    const answer = (await this.writing.query(text, values)) as unknown;
    if (
      this.dialect === 'postgres' &&
      Array.isArray(answer) &&
      answer.length === 2 &&
      Array.isArray(answer[0])
    ) {
      return answer[0] as Row[];
    }
    return (Array.isArray(answer) ? answer : []) as Row[];
  }

  /** The text that a statement of one's own read from a sealed column (`table.column`). Throws `SealBroken`. */
  opened<T extends string | null>(place: SealedPlace, value: T): T {
    return this.sealed.open(place, value);
  }

  /**
   * Gives the room of what was written over or taken away back, so that nobody finds it in the file. On SQLite only:
   * PostgreSQL does it by itself, in its own time.
   */
  async compact(): Promise<void> {
    if (this.dialect !== 'sqlite') return;
    await this.gate.pass(async () => {
      await this.writer.query('VACUUM');
      await this.writer.query('PRAGMA wal_checkpoint(TRUNCATE)');
    });
  }

  /** Tells the listener of every statement that is sent from now on: for specs that count them. */
  listen(listener: (sql: string) => void): void {
    const silent = () => undefined;
    const logger: Logger = {
      logQuery: (sql) => listener(sql),
      logQueryError: silent,
      logQuerySlow: silent,
      logSchemaBuild: silent,
      logMigration: silent,
      log: silent,
    };
    for (const source of new Set([this.writer, ...this.readers])) Object.assign(source, { logger });
  }

  /** Throws when the database does not answer. */
  async ping(): Promise<void> {
    await this.readers[0]!.query('select 1');
  }

  /** Closes every connection. */
  async close(): Promise<void> {
    for (const statements of this.prepared) await statements.release();
    for (const source of new Set([this.writer, ...this.readers]))
      if (source.isInitialized) await source.destroy();
  }

  private nextTurn(): number {
    this.turn = (this.turn + 1) % this.readers.length;
    return this.turn;
  }

  private async run<T>(work: () => Promise<T>): Promise<T> {
    const runner = this.writer.createQueryRunner();
    const open: OpenTransaction = { runner, beforeCommit: new Map(), afterCommit: [] };
    try {
      await this.begin(runner);
      const value = await this.open.run(open, work);
      if (isRefused(value)) {
        await this.rollback(runner);
        return value;
      }
      await this.open.run(open, () => handOverAll(open));
      await runner.commitTransaction();
      for (const then of open.afterCommit) then();
      return value;
    } catch (error) {
      await this.rollback(runner);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** SQLite must take the write lock at the start: a lock taken half way can fail and cannot be waited for. */
  private async begin(runner: QueryRunner): Promise<void> {
    if (this.dialect === 'postgres') return runner.startTransaction();
    await runner.query('BEGIN IMMEDIATE');
    Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
  }

  private async rollback(runner: QueryRunner): Promise<void> {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
  }
}

async function handOverAll({ beforeCommit }: OpenTransaction): Promise<void> {
  for (const [handOver, things] of beforeCommit) {
    beforeCommit.delete(handOver);
    await handOver(things as never[]);
  }
}

function isRefused(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as { ok?: unknown }).ok === false;
}

const PARAMETER = /(?<!:):([a-z][A-Za-z0-9]*)/g;

const bound = new Map<string, { text: string; names: string[] }>();

/** Rewrites `:name` to the placeholders of the driver; a cast such as `::int` is left alone. */
function bind(
  sql: string,
  parameters: Record<string, unknown>,
  dialect: Dialect,
): { text: string; values: unknown[] } {
  const key = `${dialect}|${sql}`;
  let known = bound.get(key);
  if (!known) {
    const names: string[] = [];
    const text = sql.replace(PARAMETER, (_, name: string) => {
      if (dialect === 'sqlite') return `?${names.push(name)}`;
      const at = names.indexOf(name);
      return `$${at >= 0 ? at + 1 : names.push(name)}`;
    });
    known = { text, names };
    if (bound.size < 2000) bound.set(key, known);
  }
  const values = known.names.map((name) => {
    if (!(name in parameters)) throw new Fault(`SQL parameter :${name} is not given`);
    return toDriver(parameters[name], dialect);
  });
  return { text: known.text, values };
}

function toDriver(value: unknown, dialect: Dialect): unknown {
  if (value === undefined) throw new Fault('SQL parameter is undefined');
  if (dialect === 'sqlite' && typeof value === 'boolean') return value ? 1 : 0;
  return value;
}
