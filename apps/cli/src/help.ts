import type { Command } from './command.js';
import { inColumns } from './terminal.js';

const START = 'npm run accord --';

/** The help of one command. */
export function helpOf(command: Command): string {
  const operands = command.operands.map((operand) => ` ${operand}`).join('');
  const options = Object.entries({ ...command.options, help: { says: 'Show this help' } }).map(
    ([name, { says, ...option }]: [string, { says: string; value?: string }]) => [
      `  --${name}${option.value ? ` ${option.value}` : ''}`,
      says,
    ],
  );
  const notes = command.notes ? `\n${command.notes.map((note) => `${note}\n`).join('')}` : '';
  const usage = `Usage: ${START} ${command.name}${operands} [options]`;
  return `${command.summary}\n\n${usage}\n\n${inColumns(options)}${notes}${EXIT_CODES}`;
}

/** The list of commands, of all or of those that begin with the given words. */
export function helpOfAll(commands: readonly Command[]): string {
  const rows = commands.map((command) => [
    `  ${[command.name, ...command.operands].join(' ')}`,
    command.summary,
  ]);
  return (
    `Accord on the command line\n\nUsage: ${START} <command> [options]\n\n${inColumns(rows)}` +
    `\nAdd --help to a command to see its options.\n${EXIT_CODES}`
  );
}

const EXIT_CODES = '\nExit code: 0 done, 1 refused (says why on stderr), 2 wrong usage.\n';
