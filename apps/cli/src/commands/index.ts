import type { Command } from '../command.js';
import { auditCheckpoint, auditVerify } from './audit.commands.js';
import { databaseRole } from './database-role.command.js';
import { exportActions, exportOutcomes } from './export.commands.js';
import { importCommands } from './import.commands.js';
import { invite } from './invite.command.js';
import { keysCommands } from './keys.commands.js';
import { linksCommands } from './links.commands.js';
import { migrateCommand } from './migrate.command.js';
import { remindersPreview } from './reminders.command.js';
import { seed } from './seed.command.js';
import { token } from './token.command.js';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  migrateCommand,
  seed,
  ...importCommands,
  ...linksCommands,
  invite,
  token,
  remindersPreview,
  auditVerify,
  auditCheckpoint,
  databaseRole,
  ...keysCommands,
  exportActions,
  exportOutcomes,
];
