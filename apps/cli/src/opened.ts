import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ActionsModule } from '#actions';
import { AgenciesModule } from '#agencies';
import { type Actor, systemActor } from '#access';
import { AuditModule } from '#audit';
import { ImportsModule } from '#imports';
import { InsightsModule } from '#insights';
import { type Clock, type Day, Fault, FixedClock, type Moment, RunningClock } from '#kernel';
import { type Config, type Database, loadConfig, openDatabase, PlatformModule, readConfig } from '#platform';
import { RemindersModule } from '#reminders';
import { missingMigrations, prepareRecord, tables } from '#schema';
import { CommandRefused } from './command.js';

/** The command line in the audit: it acts for the system, under this name. */
export const COMMAND_LINE: Actor = systemActor('command line');

/** What a command that needs the record gets. */
export type Opened = { config: Config; clock: Clock; database: Database };

/** The rooms put together, by class. */
export type Rooms = INestApplicationContext;

/** The clock that is set. */
export function clockOf(config: Config): Clock {
  return new RunningClock(config.clockStartsAt ?? undefined);
}

/** Opens the record, which must be migrated, for as long as the work takes. Throws {@link CommandRefused}. */
export async function withRecord<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const config = loadConfig();
  const database = await openDatabase(config.database, tables, config.fieldKeys);
  try {
    if ((await missingMigrations(database)) > 0) {
      throw new CommandRefused('The database is not up to date. Run first: npm run accord -- migrate');
    }
    return await work({ config, clock: clockOf(config), database });
  } finally {
    await database.close();
  }
}

/** Opens the record and puts the rooms together, for as long as the work takes. */
export function withRooms<T>(work: (rooms: Rooms, opened: Opened) => Promise<T>): Promise<T> {
  return withRecord((opened) => together(opened, work));
}

/**
 * Puts the rooms together over an empty record of its own, on that day, and throws it away afterwards. The record that is
 * in use is not looked at.
 */
export async function withScratchRooms<T>(on: Day, work: (rooms: Rooms) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-scratch-'));
  try {
    const read = readConfig({ ACCORD_ENV: 'test', ACCORD_DATA: folder });
    if (!read.ok) throw new Fault('The settings of a scratch record are wrong');
    const config = read.value;
    const clock = new FixedClock(`${on}T12:00:00.000Z` as Moment);
    await prepareRecord(config, clock);
    const database = await openDatabase(config.database, tables, config.fieldKeys);
    try {
      return await together({ config, clock, database }, work);
    } finally {
      await database.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Puts the rooms together over a record that is open, for as long as the work takes. */
export async function together<T>(
  opened: Opened,
  work: (rooms: Rooms, opened: Opened) => Promise<T>,
): Promise<T> {
  const rooms = await NestFactory.createApplicationContext(
    { module: CommandLineModule, imports: [PlatformModule.with(opened), ...ROOMS] },
    { logger: false, abortOnError: false },
  );
  try {
    return await work(rooms, opened);
  } finally {
    await rooms.close();
  }
}

const ROOMS = [AuditModule, AgenciesModule, ActionsModule, RemindersModule, InsightsModule, ImportsModule];

@Module({})
class CommandLineModule {}
