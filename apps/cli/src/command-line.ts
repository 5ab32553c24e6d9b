import { BadInput, NotFound, NotPermitted } from '#kernel';
import { shortReason } from '#platform';
import { type Command, CommandRefused, type ExitCode, readCall, WrongUsage } from './command.js';
import { commands } from './commands/index.js';
import { helpOf, helpOfAll } from './help.js';
import type { Terminal } from './terminal.js';

/** Runs the command that the words name. Never throws: what goes wrong is said on `err`. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const command = commandOf(words);
  if (!command) return listed(words, terminal);
  const args = words.slice(command.name.split(' ').length);
  if (args.includes('--help') || args.includes('-h')) {
    terminal.out(helpOf(command));
    return 0;
  }
  try {
    return await command.run(readCall(command, args, terminal));
  } catch (error) {
    return failed(error, command, terminal);
  }
}

function commandOf(words: readonly string[]): Command | null {
  return commands.find(({ name }) => name.split(' ').every((word, at) => words[at] === word)) ?? null;
}

/** No command is named in full: help for whoever asks, else what there is to choose from. */
function listed(words: readonly string[], terminal: Terminal): ExitCode {
  const isHelp = words.includes('--help') || words.includes('-h') || words[0] === 'help';
  const [first] = words;
  const ofGroup = commands.filter(({ name }) => first !== undefined && name.startsWith(`${first} `));
  const help = helpOfAll(ofGroup.length > 0 ? ofGroup : commands);
  if (isHelp && (ofGroup.length > 0 || first?.startsWith('-') || first === 'help')) {
    terminal.out(help);
    return 0;
  }
  if (first !== undefined) {
    const named = words
      .filter((word) => !word.startsWith('-'))
      .slice(0, 2)
      .join(' ');
    terminal.err(`There is no command "${named}".\n\n`);
  }
  terminal.err(help);
  return 2;
}

function failed(error: unknown, command: Command, terminal: Terminal): ExitCode {
  if (error instanceof WrongUsage) {
    terminal.err(`${error.message}\nSee: npm run accord -- ${command.name} --help\n`);
    return 2;
  }
  if (error instanceof BadInput) {
    for (const { path, message } of error.fields) terminal.err(`${path}: ${message}\n`);
    return 2;
  }
  if (error instanceof CommandRefused || error instanceof NotPermitted || error instanceof NotFound) {
    terminal.err(`Refused: ${error.message}\n`);
    return 1;
  }
  terminal.err(`Failed: ${shortReason(error)}\n`);
  return 1;
}
