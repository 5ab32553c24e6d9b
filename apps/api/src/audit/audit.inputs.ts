import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import type { UnusualTerms } from '#audit';
import type { Day } from '#kernel';
import { id, text, version } from '../graphql/checked.js';
import { DayScalar } from '../graphql/scalars.js';

/** Which lines of the audit. */
@InputType({ description: 'Which lines of the audit; what is left out does not matter.' })
export class AuditFilterInput {
  @Field(() => DayScalar, { description: 'The first day, London time.' }) from: Day;
  @Field(() => DayScalar, { description: 'The last day.' }) to: Day;
  @Field(() => ID, { nullable: true, description: 'Acts on this case.' }) caseId: string | null;
  @Field(() => ID, { nullable: true, description: 'Acts of this person.' }) personId: string | null;
  @Field(() => String, { nullable: true, description: 'One kind of act: case:read.' }) what: string | null;
}

/** Lines of the audit as a file, and why they are taken out. */
@InputType({ description: 'Lines of the audit as a file. The reason, 10 to 500 characters, is recorded.' })
export class ExportAuditInput {
  @Field(() => AuditFilterInput) filter: AuditFilterInput;
  @Field() reason: string;
}

/** From when on a day looks unusual. */
@InputType({ description: 'From when on the work of a day with cases looks unusual.' })
export class UnusualTermsInput implements UnusualTerms {
  @Field(() => Int, { description: 'Different cases; 2 to 500.' }) cases: number;
  @Field(() => Int, { description: 'Cases of panels that are not their own; 1 to 100.' }) outside: number;
  @Field(() => Int, { description: 'Acts at night; 1 to 200.' }) atNight: number;
  @Field(() => Int, { description: 'Acts on a Saturday or Sunday; 1 to 200.' }) atWeekend: number;
  @Field(() => Int, { description: 'The hour until which it is night, London time; 0 to 11.' })
  nightUntil: number;
  @Field(() => Int, { description: 'The hour from which it is night; 12 to 23.' }) nightFrom: number;
}

/** Changed terms, and why. */
@InputType({ description: 'From when on a day looks unusual from now on, and why: 3 to 200 characters.' })
export class ChangeUnusualTermsInput {
  @Field(() => Int) version: number;
  @Field(() => UnusualTermsInput) terms: UnusualTermsInput;
  @Field() reason: string;
}

const orNull = <T extends z.ZodType>(inner: T) => inner.nullish().transform((value) => value ?? null);

/** What a choice of lines must look like. */
export const auditFilter = z.object({
  from: z.string(),
  to: z.string(),
  caseId: orNull(id),
  personId: orNull(id),
  what: orNull(z.string().regex(/^[a-z-]{1,30}:[a-z-]{1,30}$/, 'This is not a kind of act')),
});

/** What an export must look like. */
export const exportAudit = z.object({ filter: auditFilter, reason: text(500, 10) });

const whole = z.number().int();

/** What a change of the terms must look like; how much each may be is checked where they are kept. */
export const changeUnusualTerms = z.object({
  version,
  terms: z.object({
    ...{ cases: whole, outside: whole, atNight: whole, atWeekend: whole },
    ...{ nightUntil: whole, nightFrom: whole },
  }),
  reason: text(200, 3),
});

/** What the reference of a case must look like. */
export const caseReference = text(40, 1);
