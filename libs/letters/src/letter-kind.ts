import { Fault } from '#kernel';
import type { Person } from '#agencies';
import type { Letter } from './letter.entity.js';
import type { LetterText } from './letter-paper.rules.js';

/** One thing that people can be told by letter. Defined beside its {@link LetterWriter}. */
export type LetterKind = {
  kind: string;
  /** `at_once` at any hour; `by_day` waits for the morning. */
  when: 'at_once' | 'by_day';
};

const defined = new Map<string, LetterKind>();

/** Names a kind of letter: `defineLetter('agenda.ready', 'by_day')`. */
export function defineLetter(kind: string, when: LetterKind['when']): LetterKind {
  if (defined.has(kind)) throw new Fault(`The letter ${kind} is defined twice`);
  const definition = { kind, when };
  defined.set(kind, definition);
  return definition;
}

/** Every kind of letter that the loaded rooms define, by name: so that the worker can prove that each has its writer. */
export function definedLetters(): string[] {
  return [...defined.keys()].sort();
}

/**
 * A letter in words and the page that it leads to, as a path of our own. Nameless: not even the reader is greeted by
 * name, where the letter may reach somebody else.
 */
export type Draft = LetterText & { path: string; isNameless?: boolean };

/**
 * Writes the letters of some kinds at the moment of sending: reads afresh whether this person should still be told,
 * and may know of it. The person is active.
 */
export abstract class LetterWriter {
  abstract readonly kinds: readonly LetterKind[];

  /** What to send; null: nothing, the letter is not wanted any more. */
  abstract write(letter: Letter, reader: Person): Promise<Draft | null>;
}

/** Throws unless every kind that any room defines has exactly one writer. */
export function checkWriters(writers: readonly LetterWriter[]): void {
  const written = writers.flatMap(({ kinds }) => kinds.map(({ kind }) => kind));
  const twice = written.filter((kind, at) => written.indexOf(kind) !== at);
  const missing = definedLetters().filter((kind) => !written.includes(kind));
  const wrong = [
    ...twice.map((kind) => `${kind} (two writers)`),
    ...missing.map((kind) => `${kind} (no writer)`),
  ];
  if (wrong.length > 0) throw new Fault(`Letters are not complete: ${wrong.join(', ')}`);
}
