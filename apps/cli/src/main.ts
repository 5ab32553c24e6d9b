import 'reflect-metadata';
import { runCommandLine } from './command-line.js';
import { processTerminal } from './terminal.js';

// A reader that stops early (`| head`) is no failure of the command.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal);
