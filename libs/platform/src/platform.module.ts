import { type DynamicModule, Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { Config } from './config.js';
import { Database } from './database.js';
import { Announcements } from './jobs.js';

/** What a process opens before its modules are put together; one process may share it between several doors. */
export type PlatformParts = { config: Config; clock: Clock; database: Database };

/** Configuration, clock, database and outbox for every room of a process. The only global module. */
@Module({})
export class PlatformModule {
  static with({ config, clock, database }: PlatformParts): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: Database, useValue: database },
        { provide: Announcements, useFactory: () => new Announcements(database, clock) },
      ],
      exports: [Config, Clock, Database, Announcements],
    };
  }
}
