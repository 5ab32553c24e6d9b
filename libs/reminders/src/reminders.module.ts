import { Module } from '@nestjs/common';
import { PanelsModule } from '#panels';
import { ChaseReader } from './chase.reader.js';
import { Reminders } from './reminders.service.js';

/** Planning reminders and looking at them: what the API needs. Sends nothing. */
@Module({ imports: [PanelsModule], providers: [ChaseReader, Reminders], exports: [ChaseReader, Reminders] })
export class RemindersModule {}
