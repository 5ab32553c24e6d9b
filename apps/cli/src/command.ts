import { parseArgs } from 'node:util';
import type { Terminal } from './terminal.js';

/** How a command ended: 0 done, 1 refused, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** One option of a command. `value` names what it takes, for the help; without it the option is a switch. */
export type CommandOption = { says: string; value?: string };

/** What a command was called with. Options are asked by name; operands are in their order. */
export type Call = {
  operands: readonly string[];
  terminal: Terminal;
  has(option: string): boolean;
  value(option: string): string | null;
};

/**
 * One command of the command line. `name` may be several words; `operands` are all needed, in this order. `notes` are
 * lines for the help.
 */
export type Command = {
  name: string;
  summary: string;
  operands: readonly string[];
  options: Readonly<Record<string, CommandOption>>;
  notes?: readonly string[];
  run(call: Call): Promise<ExitCode>;
};

/** A command was called in a way it does not understand: exit code 2. */
export class WrongUsage extends Error {}

/** A command may not or cannot do what it was asked: exit code 1. The message says why, in words for the caller. */
export class CommandRefused extends Error {}

/** Reads what follows the name of a command. Throws {@link WrongUsage}. */
export function readCall(command: Command, args: readonly string[], terminal: Terminal): Call {
  const { values, positionals } = parsed(command, args);
  if (positionals.length < command.operands.length) {
    throw new WrongUsage(`${command.operands[positionals.length]} is missing.`);
  }
  if (positionals.length > command.operands.length) {
    throw new WrongUsage(`"${positionals[command.operands.length]}" is one word too many.`);
  }
  return {
    operands: positionals,
    terminal,
    has: (option) => values[option] === true,
    value: (option) => {
      const value = values[option];
      return typeof value === 'string' ? value : null;
    },
  };
}

function parsed(command: Command, args: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}
