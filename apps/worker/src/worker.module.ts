import { type DynamicModule, Module } from '@nestjs/common';
import { AgenciesModule } from '#agencies';
import { AuditModule } from '#audit';
import { ActionsModule } from '#actions';
import { BreakGlassLetters, TriageLetters } from '#cases';
import { ImportsModule } from '#imports';
import { LETTER_WRITERS, LettersModule, type LetterWriter, SendLetters, SignInLinkLetters } from '#letters';
import { AgendaLetters } from '#meetings';
import { JobQueue, MailPort, PlatformModule, type PlatformParts } from '#platform';
import { PanelsModule } from '#panels';
import { RemindersModule, SendReminders } from '#reminders';

/** What the worker needs beside the platform: the queue that wakes it and the way out for messages. */
export type WorkerParts = PlatformParts & { queue: JobQueue; mail: MailPort };

/** Whoever writes letters of some kinds: the whole list. */
const WRITERS = [SignInLinkLetters, AgendaLetters, BreakGlassLetters, TriageLetters];

/** The worker: reacts to what was announced and sends reminders and letters. No GraphQL and no pages in here. */
@Module({})
export class WorkerModule {
  static with(parts: WorkerParts): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.with(parts),
        AuditModule,
        AgenciesModule,
        LettersModule,
        PanelsModule,
        ActionsModule,
        RemindersModule,
        ImportsModule,
      ],
      providers: [
        { provide: JobQueue, useValue: parts.queue },
        { provide: MailPort, useValue: parts.mail },
        SendReminders,
        ...WRITERS,
        {
          provide: LETTER_WRITERS,
          useFactory: (...writers: LetterWriter[]) => writers,
          inject: WRITERS,
        },
        SendLetters,
      ],
    };
  }
}
