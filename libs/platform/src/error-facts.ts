import { Fault } from '#kernel';

/** What may be logged of an error. */
export type ErrorFacts = {
  /** Its class. */
  name: string;
  /** What is wrong, only where these are words of ours or a sentence that can hold no value. */
  message?: string;
  /** The code of a driver or of the operating system: `23505`, `ECONNREFUSED`. */
  code?: string | number;
  /** Which call of the operating system, or which table, column or constraint of ours it was about. */
  syscall?: string;
  table?: string;
  column?: string;
  constraint?: string;
  /** Class and code of the error behind it. */
  cause?: string;
  /** Where it was thrown, without the line that repeats the message. */
  stack?: string;
};

/**
 * What databases and the framework say about names that stand in our own sources. Every other message of theirs is left
 * out: it may repeat what somebody typed, in quotation marks or without.
 */
const SAYS_NO_VALUE = [
  /^SQLITE_CONSTRAINT: (?:UNIQUE|NOT NULL|CHECK|FOREIGN KEY) constraint failed(?:: [a-z_]+(?:\.[a-z_]+)?(?:, [a-z_]+\.[a-z_]+)*)?$/,
  /^SQLITE_(?:ERROR|BUSY|LOCKED|FULL|READONLY|IOERR): (?:no such (?:table|column): [a-z_.]+|database is locked|database or disk is full|attempt to write a readonly database|disk I\/O error)$/,
  /^Nest can't resolve dependencies of the [\w$]+ \([\w$, ?]*\)/,
];

/** As our sources and drivers write a class, a code and a name in the schema; nobody's name has these forms. */
const CLASS = /^[A-Za-z_$][\w$]{0,60}$/;
const CODE = /^[A-Z0-9_]{2,60}$/;
const SCHEMA_NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** One line of a stack: a function of the sources, and a place in a file. */
const FRAME =
  /^ {4}at (?:(?:async |new |get |set )*[\w$.#<>[\] ]{1,120} )?\(?(?:async )?(?:node:|file:\/\/|\/|[A-Z]:\\)[^\s"'<>|]{1,300}:\d+:\d+\)?$/;

const FRAMES = 12;

/**
 * What may be logged of an error, by a list of what is let through: its class, code and place, and the message only of a
 * {@link Fault}. Whatever else drivers, parsers and libraries put into their errors stays out.
 */
export function errorFacts(error: Error): ErrorFacts {
  const given = error as Error & Record<string, unknown>;
  const message = sayable(error);
  const frames = framesOf(error);
  const facts: ErrorFacts = { name: classOf(error) };
  if (message !== null) facts.message = message;
  const code = codeOf(error);
  if (code !== null) facts.code = code;
  for (const name of ['syscall', 'table', 'column', 'constraint'] as const) {
    const value = given[name];
    if (typeof value === 'string' && SCHEMA_NAME.test(value)) facts[name] = value;
  }
  if (error.cause instanceof Error) facts.cause = shortReason(error.cause);
  if (frames) facts.stack = frames;
  return facts;
}

/** Why something failed, in a few words that may be shown to whoever runs Accord: our own, or class and code. */
export function shortReason(error: unknown): string {
  if (!(error instanceof Error)) return 'for a reason that is not known';
  const message = sayable(error);
  const cause = error.cause instanceof Error ? `, behind it ${shortReason(error.cause)}` : '';
  return `${message ?? [classOf(error), codeOf(error)].filter((part) => part !== null).join(' ')}${cause}`;
}

function sayable(error: Error): string | null {
  if (error instanceof Fault) return error.message;
  const [first = ''] = String(error.message).split('\n');
  return SAYS_NO_VALUE.some((form) => form.test(first)) ? first.slice(0, 500) : null;
}

function classOf({ name }: Error): string {
  return CLASS.test(name) ? name : 'Error';
}

function codeOf(error: Error): string | number | null {
  const { code } = error as { code?: unknown };
  return typeof code === 'number' || (typeof code === 'string' && CODE.test(code)) ? code : null;
}

/** The lines of the stack that name a place; V8 puts the message before them, which may have lines that look alike. */
function framesOf({ stack, message }: Error): string | null {
  if (typeof stack !== 'string') return null;
  const at = stack.indexOf(message);
  const lines = (at < 0 ? stack : stack.slice(at + message.length))
    .split('\n')
    .filter((line) => FRAME.test(line));
  return lines.length > 0 ? lines.slice(0, FRAMES).join('\n') : null;
}
