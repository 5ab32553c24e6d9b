import type { Command } from '../command.js';
import { auditVerify } from './audit-verify.command.js';
import { exportActions, exportOutcomes } from './export.commands.js';
import { importCommands } from './import.commands.js';
import { invite } from './invite.command.js';
import { migrateCommand } from './migrate.command.js';
import { remindersPreview } from './reminders.command.js';
import { seed } from './seed.command.js';
import { token } from './token.command.js';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  migrateCommand,
  seed,
  ...importCommands,
  invite,
  token,
  remindersPreview,
  auditVerify,
  exportActions,
  exportOutcomes,
];
