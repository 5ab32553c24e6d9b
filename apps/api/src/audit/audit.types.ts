import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { type AuditEntry, UNUSUAL_SIGNS, type UnusualDay, type UnusualSign } from '#audit';
import type { Day, Moment } from '#kernel';
import { PersonType } from '../agencies/agency.types.js';
import { connectionOf } from '../graphql/connection.js';
import { enumFrom } from '../graphql/enums.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { DayScalar, MomentScalar } from '../graphql/scalars.js';

/** `AuditLine` in the schema: who did what, and never what it said. */
@ObjectType('AuditLine', {
  description: 'One act that was recorded: who, when, what, on which case. Never content.',
})
export class AuditLineType {
  @Field(() => ID) id: string;
  @Field(() => MomentScalar) at: Moment;
  @Field({ description: 'The role acted in, or the name of the part of the system.' }) actingAs: string;
  @Field({ description: 'What was done: case:read.' }) what: string;
  @Field(() => ID, { description: 'The thing it was done to.' }) subjectId: string;
  @Field(() => ID, { nullable: true }) caseId: string | null;
  @Field(() => [String], { description: 'Names of the fields that were read or changed.' }) fields: string[];
  @Field(() => String, { nullable: true, description: 'The reason given, where one is asked for.' })
  why: string | null;
  @Field(() => ID, { nullable: true, description: 'The session used.' }) sessionId: string | null;
  @Field(() => String, { nullable: true, description: 'The request, as in the log.' }) requestId:
    string | null;
  @Field(() => Int, { description: 'The lane of the chain in which it stands.' }) lane: number;
  @Field(() => Int, { description: 'Its place in the lane.' }) position: number;
  personId: string | null;
  agencyId: string | null;
}

/** A line of the audit as the schema shows it. */
export function toAuditLine(entry: AuditEntry): AuditLineType {
  const { hash: _, ...line } = entry;
  return Object.assign(new AuditLineType(), line);
}

/** The connection of audit lines. */
export const AuditLineConnection = connectionOf(AuditLineType, 'AuditLine');

/** `AuditedCase` in the schema. */
@ObjectType('AuditedCase', { description: 'A case as auditors know it: by its reference, and nothing more.' })
export class AuditedCaseType {
  @Field(() => ID) id: string;
  @Field() reference: string;
}

/** GraphQL enum of the ways in which a day can look unusual. */
export const UnusualSignEnum = enumFrom(
  'UnusualSign',
  UNUSUAL_SIGNS,
  'A way in which the work of a day looks unusual: somebody should ask, no more.',
);

/** `UnusualDay` in the schema. */
@ObjectType('UnusualDay', { description: 'A day on which the work of a person with cases looks unusual.' })
export class UnusualDayType {
  @Field(() => DayScalar) day: Day;
  @Field(() => [UnusualSignEnum]) signs: UnusualSign[];
  @Field(() => Int, { description: 'Different cases opened or changed.' }) cases: number;
  @Field(() => Int, {
    description:
      'Of these before panels that they did not run and in which their agency had no seat at that moment.',
  })
  outside: number;
  @Field(() => Int, { description: 'Acts on cases in all.' }) acts: number;
  @Field(() => Int, { description: 'Of these at night, by the terms that are set.' }) atNight: number;
  @Field(() => PersonType) person: PersonType;
  personId: string;
}

/** An unusual day as the schema shows it; `person` is resolved by a loader. */
export function toUnusualDay(day: UnusualDay): UnusualDayType {
  return Object.assign(new UnusualDayType(), day);
}

/** `AuditExport` in the schema. */
@ObjectType('AuditExport', { description: 'Lines of the audit as a table for a spreadsheet.' })
export class AuditExportType {
  @Field(() => Int) lines: number;
  @Field({ description: 'The table (CSV), with its protective marking.' }) content: string;
}

/** What an export of the audit answers. */
export const AuditExportResult = orRefusal(AuditExportType, 'AuditExportResult');
