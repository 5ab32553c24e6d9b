import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { mustBeAllowed, type PersonActor } from '#access';
import { auditCsv, type AuditCsvLine, type AuditEntry, AuditLog } from '#audit';
import { Cases } from '#cases';
import { type Day, NotFound, ok } from '#kernel';
import { PersonType, toPerson } from '../agencies/agency.types.js';
import { checkedBy, id } from '../graphql/checked.js';
import { type ConnectionOf, PageArgs, toConnection } from '../graphql/connection.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import { DayScalar } from '../graphql/scalars.js';
import {
  auditFilter,
  AuditFilterInput,
  caseReference,
  exportAudit,
  ExportAuditInput,
} from './audit.inputs.js';
import {
  AuditedCaseType,
  AuditExportResult,
  AuditExportType,
  AuditLineConnection,
  AuditLineType,
  toAuditLine,
  toUnusualDay,
  UnusualDayType,
} from './audit.types.js';
import { UnusualTermsResolver, UnusualTermsStepResolver } from './unusual-terms.resolver.js';

/** The audit for auditors. */
@Resolver(() => AuditLineType)
export class AuditResolver {
  constructor(
    private readonly log: AuditLog,
    private readonly cases: Cases,
  ) {}

  @Query(() => AuditLineConnection, {
    description: 'Who saw or changed what, latest first. For auditors; that they looked is recorded as well.',
  })
  async auditLog(
    @CurrentActor() actor: PersonActor,
    @Args('filter', checkedBy(auditFilter, 'filter')) filter: AuditFilterInput,
    @Args() page: PageArgs,
    @Context() context: GraphqlContext,
  ): Promise<ConnectionOf<AuditLineType>> {
    await mustBeThere(actor, filter, context);
    return toConnection(await this.log.list(actor, filter, page), toAuditLine);
  }

  @Query(() => AuditedCaseType, {
    description: 'The case of an id or of a reference, to ask the audit for. For auditors. Else NOT_FOUND.',
  })
  async auditedCase(
    @CurrentActor() actor: PersonActor,
    @Args('id', { type: () => ID, nullable: true }, checkedBy(id.nullish(), 'id')) caseId?: string | null,
    @Args(
      'reference',
      { type: () => String, nullable: true },
      checkedBy(caseReference.nullish(), 'reference'),
    )
    reference?: string | null,
  ): Promise<AuditedCaseType> {
    mustBeAllowed(actor, 'audit:read');
    const wanted = caseId ?? (reference ? await this.cases.idOfReference(reference.toUpperCase()) : null);
    const [found] = wanted ? await this.cases.summariesByIds([wanted]) : [];
    if (!found) throw new NotFound('Case');
    return Object.assign(new AuditedCaseType(), { id: found.id, reference: found.reference });
  }

  @Query(() => PersonType, {
    description: 'The person of an id, to ask the audit for. For auditors. Else NOT_FOUND.',
  })
  async auditedPerson(
    @CurrentActor() actor: PersonActor,
    @Args('id', { type: () => ID }, checkedBy(id, 'id')) personId: string,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType> {
    mustBeAllowed(actor, 'audit:read');
    const person = await loaders.person.load(personId).catch(() => null);
    if (!person) throw new NotFound('Person');
    return toPerson(person);
  }

  @Query(() => [UnusualDayType], {
    description:
      'Days on which the work of somebody with cases looks unusual, the most unusual first, 100 at most; 31 days at most.',
  })
  async unusualDays(
    @CurrentActor() actor: PersonActor,
    @Args('from', { type: () => DayScalar }) from: Day,
    @Args('to', { type: () => DayScalar }) to: Day,
  ): Promise<UnusualDayType[]> {
    return (await this.log.unusual(actor, from, to)).map(toUnusualDay);
  }

  @Mutation(() => AuditExportResult, {
    description:
      'Lines of the audit as a file; recorded with the reason. For auditors. Refused: TOO_MANY_LINES.',
  })
  async exportAudit(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(exportAudit)) { filter, reason }: ExportAuditInput,
    @Context() context: GraphqlContext,
  ): Promise<typeof AuditExportResult> {
    await mustBeThere(actor, filter, context);
    const found = await this.log.export(actor, filter, reason);
    if (!found.ok) return answer(found, () => new AuditExportType());
    const content = auditCsv(await Promise.all(found.value.map((entry) => this.inWords(entry, context))));
    return answer(ok({ lines: found.value.length, content }), (file) =>
      Object.assign(new AuditExportType(), file),
    );
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who; null: the system.' })
  async person(
    @Parent() { personId }: AuditLineType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return personId ? toPerson(await loaders.person.load(personId)) : null;
  }

  @ResolveField(() => String, { nullable: true, description: 'The agency that the person worked for then.' })
  async agencyName(
    @Parent() { agencyId }: AuditLineType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<string | null> {
    return agencyId ? (await loaders.agency.load(agencyId)).name : null;
  }

  @ResolveField(() => String, { nullable: true, description: 'The reference of the case.' })
  async caseReference(
    @Parent() { caseId }: AuditLineType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<string | null> {
    return caseId ? ((await loaders.auditedCase.load(caseId))[0]?.reference ?? null) : null;
  }

  private async inWords(entry: AuditEntry, { loaders }: GraphqlContext): Promise<AuditCsvLine> {
    const { at, personId, agencyId, caseId, actingAs, what, fields, why, lane, position } = entry;
    const [person, agency, cases] = await Promise.all([
      personId ? loaders.person.load(personId) : null,
      agencyId ? loaders.agency.load(agencyId) : null,
      caseId ? loaders.auditedCase.load(caseId) : [],
    ]);
    return {
      at,
      person: person?.name ?? 'The system',
      agency: agency?.name ?? '',
      actingAs,
      what,
      case: cases[0]?.reference ?? '',
      fields: fields.join(' '),
      why: why ?? '',
      session: entry.sessionId ?? '',
      request: entry.requestId ?? '',
      place: `${lane}/${position}`,
      entry: entry.id,
    };
  }
}

/** Throws {@link NotFound} for a case or a person that is not there at all. */
async function mustBeThere(
  actor: PersonActor,
  { caseId, personId }: AuditFilterInput,
  { loaders }: GraphqlContext,
): Promise<void> {
  mustBeAllowed(actor, 'audit:read');
  if (caseId && (await loaders.auditedCase.load(caseId)).length === 0) throw new NotFound('Case');
  if (personId) await loaders.person.load(personId).catch(() => Promise.reject(new NotFound('Person')));
}

/** The person of an unusual day. */
@Resolver(() => UnusualDayType)
export class UnusualDayResolver {
  @ResolveField(() => PersonType)
  async person(
    @Parent() { personId }: UnusualDayType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType> {
    return toPerson(await loaders.person.load(personId));
  }
}

/** Everything about the audit in the schema. */
export const AUDIT_RESOLVERS = [
  AuditResolver,
  UnusualDayResolver,
  UnusualTermsResolver,
  UnusualTermsStepResolver,
];
