import { Field, ID, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Day } from '#kernel';
import { id, text } from '../graphql/checked.js';
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

/** What the reference of a case must look like. */
export const caseReference = text(40, 1);
