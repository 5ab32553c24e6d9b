import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.js';

/** Small facts beside a log line. Anything that is not text, a number or a yes/no is left out. */
export type LogFields = Record<string, unknown>;

/** The part of a logger that our own code uses; {@link AppLog} and Nest's own logger both have it. */
export type Log = Pick<LoggerService, 'log' | 'warn' | 'error'>;

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
 * errors in tests. It never writes bodies: of objects only small flat facts are kept, of errors the name, the first
 * line of the message, the code and the stack, but never the command, query or parameters that drivers attach.
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
    const stack = texts.find((part) => part.includes('\n    at '));
    const context = texts.findLast((part) => part !== stack);
    if (stack && !facts.error) facts.stack = stack;
    if (context) facts.context = context;
    this.pino[level](
      facts,
      typeof message === 'string' ? short(message) : message instanceof Error ? message.name : '',
    );
  }
}

/** What may be logged of an error: never the data that database, queue and mail drivers attach to theirs. */
export function errorFacts(error: Error): LogFields {
  const { code } = error as { code?: unknown };
  const message = short(error.message.split('\n')[0] ?? '');
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    name: error.name,
    message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(frames.length > 0 ? { stack: frames.slice(0, 12).join('\n') } : {}),
  };
}

function smallFacts(fields: LogFields): LogFields {
  const small: LogFields = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Error) small[name] = errorFacts(value);
    else if (typeof value === 'string') small[name] = short(value);
    else if (typeof value === 'number' || typeof value === 'boolean') small[name] = value;
  }
  return small;
}

function short(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

type Line = LogFields & { level: string; time: string; role: string; msg?: string; error?: LogFields };

function shortText(destination: DestinationStream): DestinationStream {
  return {
    write(json: string): void {
      const { level, time, role, msg, context, error, stack, ...facts } = JSON.parse(json) as Line;
      const head = `${time.slice(11, 23)} ${level.padEnd(5)} ${role}${context ? ` [${context}]` : ''} ${msg ?? ''}`;
      const pairs = Object.entries(facts).map(([name, value]) => `${name}=${String(value)}`);
      const wrong = error ? `: ${error.name} ${error.message}` : '';
      const trace = level === 'error' || level === 'fatal' ? (error?.stack ?? stack) : undefined;
      destination.write(`${[head + wrong, ...pairs].join(' ')}\n${trace ? `${String(trace)}\n` : ''}`);
    },
  };
}
