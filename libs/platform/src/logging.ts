import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import { Fault } from '#kernel';
import type { Config } from './config.js';
import { errorFacts, type ErrorFacts } from './error-facts.js';

/** Small facts beside a log line. Anything that is not text, a number or a yes/no is left out. */
export type LogFields = Record<string, unknown>;

/** The part of a logger that our own code uses; {@link AppLog} and Nest's own logger both have it. */
export type Log = Pick<LoggerService, 'log' | 'warn' | 'error'>;

/** How ids, codes and names of queues look. */
const ID_OR_CODE = /^[\w.:<>/+-]{1,200}$/;

/** How Nest names the class that speaks. */
const CONTEXT = /^[A-Z]\w{0,60}$/;

const requests = new AsyncLocalStorage<string>();

/** Runs work on behalf of one request or job; every line logged inside carries its id. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return requests.run(requestId, work);
}

/** Id of the request or job at hand, or undefined outside of one. */
export function currentRequestId(): string | undefined {
  return requests.getStore();
}

/**
 * The log of one process role (`api`, `web`, `worker`): JSON lines in production, short text in development, only
 * errors in tests. It never writes bodies: of objects only small flat facts are kept, of errors only {@link errorFacts}.
 * The text of a line is a constant of ours; a value goes beside it, as a fact.
 */
export class AppLog implements LoggerService {
  private readonly pino: Logger;

  constructor(
    role: string,
    environment: Config['environment'],
    destination: DestinationStream = process.stdout,
  ) {
    const level = environment === 'test' ? 'error' : 'info';
    const options = {
      level,
      base: { role },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
      mixin: () => {
        const requestId = currentRequestId();
        return requestId ? { requestId } : {};
      },
    };
    this.pino = pino(options, environment === 'production' ? destination : shortText(destination));
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  private write(
    level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal',
    message: unknown,
    rest: unknown[],
  ): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const facts: LogFields = {};
    for (const part of [message, ...rest]) {
      if (part instanceof Error) facts.error = errorFacts(part);
      else if (typeof part === 'object' && part !== null) Object.assign(facts, smallFacts(part as LogFields));
    }
    // Nest calls error(message, stack, context) and everything else with (message, context).
    const texts = rest.filter((part) => typeof part === 'string');
    const context = texts.findLast((part) => CONTEXT.test(part));
    if (context) facts.context = context;
    const isOfError = texts.some((part) => part.includes('\n    at '));
    this.pino[level](facts, isOfError ? 'Something failed' : textOf(message));
  }
}

/**
 * Logs what ends this process as everything else is logged; Node would print what drivers attach to their errors, and
 * whatever was thrown that is no error.
 */
export function endOnCrash(log: Log): void {
  process.once('uncaughtException', (error: unknown) => {
    log.error(
      'The process could not go on',
      error instanceof Error ? error : new Fault('No error was thrown'),
    );
    process.exit(1);
  });
}

/** A fact is a number, a yes or no, an error, or a text in the form of an id or code: free text is somebody's words. */
function smallFacts(fields: LogFields): LogFields {
  const small: LogFields = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Error) small[name] = errorFacts(value);
    else if (typeof value === 'string') small[name] = ID_OR_CODE.test(value) ? value : '…';
    else if (typeof value === 'number' || typeof value === 'boolean') small[name] = value;
  }
  return small;
}

/** The text of a line: our own constant one, or the class of what was logged in its place. */
function textOf(message: unknown): string {
  if (typeof message === 'string') return short(message);
  return message instanceof Error ? errorFacts(message).name : '';
}

/** At most 500 characters, nothing in quotation marks and no e-mail address. */
function short(text: string): string {
  const named = text.replace(/["`].*["`]/gs, '"…"').replace(/[^\s@<>"'(),;:]+@[^\s@<>"'(),;]+/g, '…@…');
  return named.length > 500 ? `${named.slice(0, 500)}…` : named;
}

type Line = LogFields & { level: string; time: string; role: string; msg?: string; error?: ErrorFacts };

function shortText(destination: DestinationStream): DestinationStream {
  return {
    write(json: string): void {
      const { level, time, role, msg, context, error, ...facts } = JSON.parse(json) as Line;
      const head = `${time.slice(11, 23)} ${level.padEnd(5)} ${role}${context ? ` [${context}]` : ''} ${msg ?? ''}`;
      const { stack, ...about } = error ?? {};
      const wrong = error ? `: ${Object.values(about).join(' ')}` : '';
      const pairs = Object.entries(facts).map(([name, value]) => `${name}=${shown(value)}`);
      const trace = level === 'error' || level === 'fatal' ? stack : undefined;
      destination.write(`${[head + wrong, ...pairs].join(' ')}\n${trace ? `${trace}\n` : ''}`);
    },
  };
}

/** A fact as short text; of an error beside the line its class and code. */
function shown(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { name, code } = value as ErrorFacts;
  return [name, code].filter((part) => part !== undefined).join(' ');
}
