import { Module } from '@nestjs/common';
import { Letters } from './letters.service.js';

/** Planning letters: what every later room needs. Sends nothing. */
@Module({ providers: [Letters], exports: [Letters] })
export class LettersModule {}
