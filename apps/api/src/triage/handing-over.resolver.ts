import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { SECOND_LOOK_RULE, type SecondLook, SecondLooks, Transfers } from '#cases';
import { Clock, NotFound } from '#kernel';
import { PersonType, toPerson } from '../agencies/agency.types.js';
import { CaseType, toCase } from '../cases/case.types.js';
import { checkedBy, id } from '../graphql/checked.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import { PanelType, toPanel } from '../panels/panel.types.js';
import {
  RecordSecondLookInput,
  recordSecondLook,
  SettleTransferInput,
  settleTransfer,
  TransferCaseInput,
  transferCase,
} from './triage.inputs.js';
import {
  CaseTransferResult,
  CaseTransferType,
  SecondLookResult,
  SecondLookType,
  toTransfer,
} from './triage.types.js';

const panelArgument = { type: () => ID, nullable: true, description: 'All panels you run when not said.' };

/** Transfers between panels in the schema. */
@Resolver(() => CaseTransferType)
export class TransfersResolver {
  constructor(
    private readonly transfers: Transfers,
    private readonly clock: Clock,
  ) {}

  @Query(() => [CaseTransferType], {
    description: 'Cases on their way from or to a panel you run, oldest first.',
  })
  async transfersUnderWay(
    @CurrentActor() actor: PersonActor,
    @Args('panelId', panelArgument, checkedBy(id.nullish(), 'panelId')) panelId?: string,
  ): Promise<CaseTransferType[]> {
    return (await this.transfers.underWay(actor, panelId)).map(toTransfer);
  }

  @Mutation(() => CaseTransferResult, {
    description:
      'Asks another panel to take a case over; until it acknowledges, this panel is responsible and the other reads only the reason. Refused: PANEL_UNKNOWN, SAME_PANEL, ON_ITS_WAY_ALREADY, CASE_ON_AGENDA, CASE_CLOSED, CHANGED_SINCE_YOU_LOOKED.',
  })
  async transferCase(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(transferCase)) { caseId, version, toPanelId, reason }: TransferCaseInput,
  ): Promise<typeof CaseTransferResult> {
    return answer(await this.transfers.ask(actor, caseId, version, { toPanelId, reason }), toTransfer);
  }

  @Mutation(() => CaseTransferResult, {
    description:
      'Says that your panel has the case: it is responsible from now on. Refused: NOT_ON_ITS_WAY, CASE_ON_AGENDA, CHANGED_SINCE_YOU_LOOKED.',
  })
  async acknowledgeTransfer(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(settleTransfer)) { transferId, version }: SettleTransferInput,
  ): Promise<typeof CaseTransferResult> {
    return answer(await this.transfers.acknowledge(actor, transferId, version), toTransfer);
  }

  @Mutation(() => CaseTransferResult, {
    description: 'Keeps a case after all. Refused: NOT_ON_ITS_WAY, CHANGED_SINCE_YOU_LOOKED.',
  })
  async takeBackTransfer(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(settleTransfer)) { transferId, version }: SettleTransferInput,
  ): Promise<typeof CaseTransferResult> {
    return answer(await this.transfers.takeBack(actor, transferId, version), toTransfer);
  }

  @ResolveField('case', () => CaseType, {
    nullable: true,
    description: 'Null for the panel that has not acknowledged it yet.',
  })
  async caseOf(
    @Parent() { caseId }: CaseTransferType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<CaseType | null> {
    const found = await loaders.case.load(caseId).catch((error: unknown) => {
      if (error instanceof NotFound) return null;
      throw error;
    });
    return found && toCase(found, this.clock.today());
  }

  @ResolveField(() => PanelType, { description: 'Responsible until the other panel acknowledges.' })
  async fromPanel(
    @Parent() { fromPanelId }: CaseTransferType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PanelType> {
    return toPanel(await loaders.panel.load(fromPanelId));
  }

  @ResolveField(() => PanelType)
  async toPanel(
    @Parent() { toPanelId }: CaseTransferType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PanelType> {
    return toPanel(await loaders.panel.load(toPanelId));
  }
}

/** The transfer under way of a case. */
@Resolver(() => CaseType)
export class CaseTransferOfCaseResolver {
  @ResolveField(() => CaseTransferType, {
    nullable: true,
    description: 'The transfer under way; null: none.',
  })
  async transfer(
    @Parent() { id: caseId }: CaseType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<CaseTransferType | null> {
    const [found] = await loaders.transferOfCase.load(caseId);
    return found ? toTransfer(found) : null;
  }
}

/** Second looks in the schema. */
@Resolver(() => SecondLookType)
export class SecondLooksResolver {
  constructor(
    private readonly looks: SecondLooks,
    private readonly clock: Clock,
  ) {}

  @Query(() => [SecondLookType], {
    description: 'Second looks at the panels you run: those to do, then the latest done.',
  })
  async secondLooks(
    @CurrentActor() actor: PersonActor,
    @Args('panelId', panelArgument, checkedBy(id.nullish(), 'panelId')) panelId?: string,
  ): Promise<SecondLookType[]> {
    return (await this.looks.list(actor, panelId)).map(toSecondLook);
  }

  @Mutation(() => SecondLookResult, {
    description:
      'Records what you found when you looked at a case again that somebody else decided. Refused: DONE_ALREADY, DECIDED_BY_YOU, NOTHING_TO_REOPEN, CHANGED_SINCE_YOU_LOOKED.',
  })
  async recordSecondLook(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(recordSecondLook)) { secondLookId, version, ...found }: RecordSecondLookInput,
  ): Promise<typeof SecondLookResult> {
    return answer(await this.looks.record(actor, secondLookId, version, found), toSecondLook);
  }

  @ResolveField('case', () => CaseType)
  async caseOf(
    @Parent() { caseId }: SecondLookType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<CaseType> {
    return toCase(await loaders.case.load(caseId), this.clock.today());
  }

  @ResolveField(() => PersonType, { nullable: true })
  async doneBy(
    @Parent() { doneById }: SecondLookType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<PersonType | null> {
    return doneById ? toPerson(await loaders.person.load(doneById)) : null;
  }
}

function toSecondLook({
  id,
  month,
  outcome,
  words,
  doneAt,
  doneById,
  caseId,
  version,
}: SecondLook): SecondLookType {
  return Object.assign(new SecondLookType(), {
    ...{ id, month, outcome, words, doneAt, doneById, caseId, version },
    rule: SECOND_LOOK_RULE,
  });
}
