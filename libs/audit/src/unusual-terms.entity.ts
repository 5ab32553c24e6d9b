import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { LineColumn, MomentColumn, NumberColumn, RefColumn } from '#platform';
import type { Moment } from '#kernel';
import type { UnusualTerms } from './unusual.rules.js';

/** From when on a day looked unusual since somebody said so, and why. The latest holds; none is ever changed. */
@Entity('unusual_terms_change')
export class UnusualTermsChange implements UnusualTerms {
  /** Counts the changes; the usual terms, before any, are 1. */
  @PrimaryColumn({ type: 'integer' }) version: number;
  @NumberColumn() cases: number;
  @NumberColumn() outside: number;
  @NumberColumn() atNight: number;
  @NumberColumn() atWeekend: number;
  @NumberColumn() nightUntil: number;
  @NumberColumn() nightFrom: number;
  @LineColumn() reason: string;
  @RefColumn() @ForeignKey('person') changedById: string;
  @MomentColumn() changedAt: Moment;
}
