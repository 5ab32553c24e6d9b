import { EventEmitter } from 'node:events';
import type { PgliteThread, StatementResult } from './pglite-thread.js';

type Statement = string | { text: string; values?: readonly unknown[] };

/**
 * Looks like node-postgres' pool to BullMQ, over the one session of an embedded PostgreSQL. Statements take turns,
 * and a transaction keeps its turn from BEGIN to COMMIT or ROLLBACK, so that no other statement lands inside it.
 */
export class PglitePool extends EventEmitter {
  /** Tells BullMQ that a lost connection would be noticed, so that an idle worker may wait long for a notification. */
  readonly options = { keepAlive: true };
  private readonly clients = new Set<PgliteClient>();
  private lastTurn: Promise<void> = Promise.resolve();

  constructor(readonly thread: PgliteThread) {
    super();
    this.setMaxListeners(0);
    thread.onNotification((channel, payload) => {
      for (const client of this.clients) client.emit('notification', { channel, payload, processId: 0 });
    });
  }

  async query(statement: Statement, params?: readonly unknown[]): Promise<StatementResult> {
    const endTurn = await this.turn();
    try {
      return await this.run(statement, params);
    } finally {
      endTurn();
    }
  }

  async connect(): Promise<PgliteClient> {
    const client = new PgliteClient(this, () => this.clients.delete(client));
    this.clients.add(client);
    return client;
  }

  async end(): Promise<void> {
    for (const client of [...this.clients]) client.release();
  }

  /** Runs a statement without waiting for a turn: for the holder of the turn. */
  run(statement: Statement, params?: readonly unknown[]): Promise<StatementResult> {
    const { text, values } = typeof statement === 'string' ? { text: statement, values: params } : statement;
    return this.thread.run(text, values ?? []);
  }

  /** Waits for a turn; the returned function ends it. */
  async turn(): Promise<() => void> {
    const before = this.lastTurn;
    let end: () => void = () => undefined;
    this.lastTurn = new Promise((resolve) => (end = resolve));
    await before;
    return end;
  }
}

/** One connection of a {@link PglitePool}: its transactions are its own. */
export class PgliteClient extends EventEmitter {
  /** What BullMQ asks of a socket before it relies on notifications. */
  readonly connection = { stream: { setKeepAlive: () => undefined } };
  private endTurn: (() => void) | null = null;

  constructor(
    private readonly pool: PglitePool,
    private readonly forget: () => void,
  ) {
    super();
    this.setMaxListeners(0);
  }

  async query(statement: Statement, params?: readonly unknown[]): Promise<StatementResult> {
    const text = typeof statement === 'string' ? statement : statement.text;
    const begins = /^\s*(BEGIN|START\s+TRANSACTION)\b/i.test(text);
    if (!this.endTurn && !begins) return this.pool.query(statement, params);
    if (!this.endTurn) this.endTurn = await this.pool.turn();
    let ends = begins || /^\s*(COMMIT|END|ROLLBACK(?!\s+TO))\b/i.test(text);
    try {
      const result = await this.pool.run(statement, params);
      if (begins) ends = false;
      return result;
    } finally {
      if (ends) this.finish();
    }
  }

  release(): void {
    this.forget();
    if (!this.endTurn) return;
    const finish = () => this.finish();
    this.pool.run('ROLLBACK').then(finish, finish);
  }

  async end(): Promise<void> {
    this.release();
  }

  private finish(): void {
    this.endTurn?.();
    this.endTurn = null;
  }
}
