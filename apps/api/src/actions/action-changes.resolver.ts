import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { type Action, AgreeActions, UpdateActions } from '#actions';
import { Clock, type Result } from '#kernel';
import { checkedBy } from '../graphql/checked.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import {
  AcknowledgeActionInput,
  ActionNotPossibleInput,
  ActionNotUndertakenInput,
  AgreeActionInput,
  AgreeActionLineInput,
  AskExtensionInput,
  AssignActionInput,
  checks,
  CompleteActionInput,
  DecideExtensionInput,
  NoteProgressInput,
  WithdrawActionInput,
} from './action.inputs.js';
import { ActionResult, ActionType, toAction } from './action.types.js';

const ALWAYS = 'Refused: ACTION_ALREADY_CLOSED, CHANGED_SINCE_YOU_LOOKED';

/** What people do with actions, in the schema. */
@Resolver(() => ActionType)
export class ActionChangesResolver {
  constructor(
    private readonly agreeing: AgreeActions,
    private readonly updating: UpdateActions,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => ActionResult, {
    description:
      'Takes down what an agency agrees to do. Refused: MEETING_NOT_IN_SESSION, CASE_NOT_ON_AGENDA, CASE_CLOSED, AGENCY_NOT_ON_PANEL, OWNER_NOT_IN_AGENCY, ACTION_ALREADY_AGREED, DUE_ON_NEEDED, DUE_ON_PAST, DUE_ON_TOO_FAR, DUE_ON_LATER_THAN_PRIORITY_ALLOWS, DUE_ON_NOT_WORKING_DAY.',
  })
  async agreeAction(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.agree)) input: AgreeActionInput,
  ): Promise<typeof ActionResult> {
    const { listingId, caseId, ...action } = input;
    const where = listingId ? { listingId } : { caseId: caseId ?? '' };
    return this.answer(actor, await this.agreeing.agree(actor, where, action));
  }

  @Mutation(() => ActionResult, {
    description:
      'Takes down an action typed in one line. Refused as agreeAction, and AGENCY_NEEDED, AGENCY_UNKNOWN, AGENCY_NOT_CLEAR, LINE_TOO_LONG, DUE_ON_NOT_A_DAY, NO_NEXT_MEETING.',
  })
  async agreeActionLine(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.line)) { listingId, line }: AgreeActionLineInput,
  ): Promise<typeof ActionResult> {
    return this.answer(actor, await this.agreeing.agreeLine(actor, listingId, line));
  }

  @Mutation(() => ActionResult, {
    description: `Says that it was received and understood. ${ALWAYS}, ACTION_ALREADY_ACKNOWLEDGED.`,
  })
  async acknowledgeAction(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.seen)) input: AcknowledgeActionInput,
  ): Promise<typeof ActionResult> {
    return this.answer(actor, await this.updating.acknowledge(actor, input));
  }

  @Mutation(() => ActionResult, { description: `Says how far it is. ${ALWAYS}.` })
  async noteProgress(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.progress)) input: NoteProgressInput,
  ): Promise<typeof ActionResult> {
    return this.answer(actor, await this.updating.noteProgress(actor, input));
  }

  @Mutation(() => ActionResult, { description: `Says that it is done. ${ALWAYS}.` })
  async completeAction(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.complete)) input: CompleteActionInput,
  ): Promise<typeof ActionResult> {
    return this.answer(actor, await this.updating.complete(actor, input));
  }

  @Mutation(() => ActionResult, {
    description: `Asks for more time. ${ALWAYS}, EXTENSION_ALREADY_ASKED, EXTENSION_NOT_LATER, EXTENSION_TOO_FAR, DUE_ON_PAST, DUE_ON_NOT_WORKING_DAY.`,
  })
  async askExtension(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.ask)) input: AskExtensionInput,
  ): Promise<typeof ActionResult> {
    return this.answer(actor, await this.updating.askExtension(actor, input));
  }

  @Mutation(() => ActionResult, {
    description: `Grants or declines more time; for the chair or coordinator. ${ALWAYS}, NO_EXTENSION_ASKED.`,
  })
  async decideExtension(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.decide)) input: DecideExtensionInput,
  ): Promise<typeof ActionResult> {
    const seen = { ...input, reason: input.reason ?? '' };
    return this.answer(actor, await this.updating.decideExtension(actor, seen));
  }

  @Mutation(() => ActionResult, {
    description: `Circumstances changed: it can no longer be done. ${ALWAYS}.`,
  })
  async actionNotPossible(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.ended)) input: ActionNotPossibleInput,
  ): Promise<typeof ActionResult> {
    return this.answer(actor, await this.updating.notPossible(actor, input));
  }

  @Mutation(() => ActionResult, { description: `The agency did not do it, and says why. ${ALWAYS}.` })
  async actionNotUndertaken(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.ended)) input: ActionNotUndertakenInput,
  ): Promise<typeof ActionResult> {
    return this.answer(actor, await this.updating.notUndertaken(actor, input));
  }

  @Mutation(() => ActionResult, {
    description: `Withdraws it, with a reason; for the chair or coordinator. ${ALWAYS}.`,
  })
  async withdrawAction(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.withdraw)) input: WithdrawActionInput,
  ): Promise<typeof ActionResult> {
    return this.answer(actor, await this.updating.withdraw(actor, input));
  }

  @Mutation(() => ActionResult, {
    description: `Gives it to a person of its agency, or to nobody in particular. ${ALWAYS}, OWNER_NOT_IN_AGENCY.`,
  })
  async assignAction(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(checks.assign)) input: AssignActionInput,
  ): Promise<typeof ActionResult> {
    return this.answer(actor, await this.updating.assign(actor, input));
  }

  private answer(actor: PersonActor, result: Result<Action>): typeof ActionResult {
    return answer(result, (action) => toAction(action, actor, this.clock));
  }
}
