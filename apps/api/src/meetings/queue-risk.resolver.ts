import {
  Args,
  Context,
  Field,
  ID,
  Int,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { PersonActor } from '#access';
import type { PriorityBand } from '#cases';
import { Clock, type RuleSource } from '#kernel';
import { daysOfAge, QUEUE_AGES, QUEUE_RISK_RULE, type QueueAge, type QueueRisk, QueueRisks } from '#meetings';
import { CaseType, PriorityBandEnum, toCase } from '../cases/case.types.js';
import { checkedBy, id } from '../graphql/checked.js';
import type { GraphqlContext } from '../graphql/context.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { enumFrom } from '../graphql/enums.js';
import { RuleSourceType } from '../graphql/rule-source.type.js';
import { PanelType, toPanel } from '../panels/panel.types.js';

export const QueueAgeEnum = enumFrom(
  'QueueAge',
  QUEUE_AGES,
  'How long a case waits against what its panel promises: in time, soon late, late, or late by far.',
);

/** `BandCount` in the schema. */
@ObjectType('BandCount', { description: 'How many cases of one band wait.' })
export class BandCountType {
  @Field(() => PriorityBandEnum) band: PriorityBand;
  @Field(() => Int) count: number;
}

/** `AgeCount` in the schema. */
@ObjectType('AgeCount', { description: 'How many cases wait for so many days, by band.' })
export class AgeCountType {
  @Field(() => QueueAgeEnum) age: QueueAge;
  @Field(() => Int, { description: 'Days of waiting from which it counts.' }) fromDays: number;
  @Field(() => Int, { nullable: true, description: 'And to which; null: without end.' }) toDays:
    number | null;
  @Field(() => Int) count: number;
  @Field(() => [BandCountType]) byBand: BandCountType[];
}

/** `QueueRisk` in the schema; `mostDangerous` is resolved by a loader. */
@ObjectType('QueueRisk', {
  description:
    'The risk that waits at a panel: every case that stands on no agenda, referrals in triage among them.',
})
export class QueueRiskType {
  @Field(() => PanelType) panel: PanelType;
  @Field(() => Int) waiting: number;
  @Field(() => Int, { description: 'Of these nobody has decided whether the panel takes them on.' })
  inTriage: number;
  @Field(() => [BandCountType]) byBand: BandCountType[];
  @Field(() => [AgeCountType], { description: 'The shape of the backlog: risk by age, youngest first.' })
  ages: AgeCountType[];
  @Field(() => Int) longestWaitDays: number;
  @Field(() => Int, { description: 'Days from referral to discussion that the panel promises.' })
  targetDays: number;
  @Field(() => Int, { description: 'Waiting longer than the panel promises.' }) overTarget: number;
  @Field(() => Int, { description: 'Not yet, but within the days in which the panel wants a warning.' })
  soonOverTarget: number;
  @Field(() => Int, {
    description: 'Cases whose rank is still being worked out, after very many changed at once.',
  })
  unranked: number;
  @Field(() => RuleSourceType) rule: RuleSource;
  mostDangerousId: string | null;
}

/** What waits at a panel, in the schema. */
@Resolver(() => QueueRiskType)
export class QueueRiskResolver {
  constructor(
    private readonly risks: QueueRisks,
    private readonly clock: Clock,
  ) {}

  @Query(() => QueueRiskType, {
    description:
      'The risk that waits at a panel you run: what stands on no agenda, referrals in triage among it.',
  })
  async queueRisk(
    @CurrentActor() actor: PersonActor,
    @Args('panelId', { type: () => ID }, checkedBy(id, 'panelId')) panelId: string,
  ): Promise<QueueRiskType> {
    return toQueueRisk(await this.risks.of(actor, panelId));
  }

  @ResolveField(() => CaseType, {
    nullable: true,
    description: 'The case that ranks first of those on no agenda. Null: no case waits.',
  })
  async mostDangerous(
    @Parent() { mostDangerousId }: QueueRiskType,
    @Context() { loaders }: GraphqlContext,
  ): Promise<CaseType | null> {
    return mostDangerousId ? toCase(await loaders.case.load(mostDangerousId), this.clock.today()) : null;
  }
}

function toQueueRisk({ panel, settings, ages, ...risk }: QueueRisk): QueueRiskType {
  const shape = ages.map((one) => {
    const { from, to } = daysOfAge(one.age, settings);
    return { ...one, fromDays: from, toDays: to };
  });
  return Object.assign(new QueueRiskType(), risk, {
    panel: toPanel(panel),
    ages: shape,
    targetDays: settings.targetDays,
    rule: QUEUE_RISK_RULE,
  });
}
