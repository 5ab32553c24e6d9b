import { type DynamicModule, Module } from '@nestjs/common';
import { AgenciesModule, SignInLetters } from '#agencies';
import { JobQueue, MailPort, PlatformModule, type PlatformParts } from '#platform';
import { RemindersModule, SendReminders } from '#reminders';

/** What the worker needs beside the platform: the queue that wakes it and the way out for messages. */
export type WorkerParts = PlatformParts & { queue: JobQueue; mail: MailPort };

/** The worker: reacts to what was announced and sends reminders. No GraphQL and no pages in here. */
@Module({})
export class WorkerModule {
  static with(parts: WorkerParts): DynamicModule {
    return {
      module: WorkerModule,
      imports: [PlatformModule.with(parts), AgenciesModule, RemindersModule],
      providers: [
        { provide: JobQueue, useValue: parts.queue },
        { provide: MailPort, useValue: parts.mail },
        SendReminders,
        SignInLetters,
      ],
    };
  }
}
