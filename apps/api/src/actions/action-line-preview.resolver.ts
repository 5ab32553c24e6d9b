import { Args, Field, ID, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { AgreeActions } from '#actions';
import type { Day } from '#kernel';
import { AgencyType, toAgency } from '../agencies/agency.types.js';
import { checkedBy, id, text } from '../graphql/checked.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer, RefusalType } from '../graphql/refusal.type.js';
import { DayScalar } from '../graphql/scalars.js';

/** `ActionLinePreview` in the schema. */
@ObjectType('ActionLinePreview', { description: 'What a line would record, or what is still missing in it.' })
export class ActionLinePreviewType {
  @Field(() => AgencyType, { nullable: true, description: 'Who would do it; null when it is refused.' })
  agency: AgencyType | null;
  @Field(() => String, { nullable: true }) text: string | null;
  @Field(() => DayScalar, { nullable: true }) dueOn: Day | null;
  @Field(() => RefusalType, { nullable: true, description: 'Why it would not be taken down.' })
  refusal: RefusalType | null;
}

const NOTHING = { agency: null, text: null, dueOn: null, refusal: null };

/** Reading a typed line without taking it down. */
@Resolver(() => ActionLinePreviewType)
export class ActionLinePreviewResolver {
  constructor(private readonly agreeing: AgreeActions) {}

  @Query(() => ActionLinePreviewType, {
    description: 'What agreeActionLine would take down for this line; nothing is changed.',
  })
  async actionLinePreview(
    @CurrentActor() actor: PersonActor,
    @Args('listingId', { type: () => ID }, checkedBy(id, 'listingId')) listingId: string,
    @Args('line', { type: () => String }, checkedBy(text(700, 1), 'line')) line: string,
  ): Promise<ActionLinePreviewType> {
    const read = await this.agreeing.readLine(actor, listingId, line);
    const shown = answer(read, ({ agency, ...rest }) => ({ ...NOTHING, ...rest, agency: toAgency(agency) }));
    return Object.assign(
      new ActionLinePreviewType(),
      shown instanceof RefusalType ? { ...NOTHING, refusal: shown } : shown,
    );
  }
}
