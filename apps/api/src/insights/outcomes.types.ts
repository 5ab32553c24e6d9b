import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Outcomes } from '#insights';
import type { Day } from '#kernel';
import { AgencyType, toAgency } from '../agencies/agency.types.js';
import { DayScalar } from '../graphql/scalars.js';
import { PanelType, toPanel } from '../panels/panel.types.js';

/** `Figure` in the schema. */
@ObjectType('Figure', {
  description: 'A number, and the same in the period before. Null: hidden, or not known.',
})
export class FigureType {
  @Field(() => Float, { nullable: true }) value: number | null;
  @Field(() => Float, { nullable: true, description: 'In the period of the same length just before.' })
  before: number | null;
}

/** `ShareFigure` in the schema. */
@ObjectType('ShareFigure', { description: 'A share, and of how many.' })
export class ShareFigureType {
  @Field(() => Int, { nullable: true, description: 'Null: hidden, or of fewer than 5.' })
  percent: number | null;
  @Field(() => Int, { description: 'Of how many; 0 when that is too small to show.' }) of: number;
  @Field(() => Int, { nullable: true, description: 'In the period of the same length just before.' })
  beforePercent: number | null;
  @Field({ description: 'Something here is too small to show.' }) isHidden: boolean;
}

/** `RiskChange` in the schema. */
@ObjectType('RiskChange', {
  description:
    'How risk changed from first hearing to closure in the cases that a panel closed. Null: hidden.',
})
export class RiskChangeType {
  @Field(() => PanelType) panel: PanelType;
  @Field(() => Int, { nullable: true }) reduced: number | null;
  @Field(() => Int, { nullable: true }) same: number | null;
  @Field(() => Int, { nullable: true }) increased: number | null;
  @Field(() => Int, { description: 'Closed cases with both levels known; 0 when that is too small to show.' })
  total: number;
  @Field({ description: 'Something here is too small to show.' }) isHidden: boolean;
}

/** `MonthDays` in the schema. */
@ObjectType('MonthDays', {
  description: 'Median days from referral to first discussion, of the cases first heard in a month.',
})
export class MonthDaysType {
  @Field({ description: 'Such as 2026-10.' }) month: string;
  @Field(() => Float, { nullable: true, description: 'Null: hidden, or of fewer than 5.' })
  medianDays: number | null;
  @Field(() => Int, { description: 'Of how many; 0 when that is too small to show.' }) of: number;
  @Field({ description: 'The number of cases is too small to show.' }) isHidden: boolean;
}

/** `AgencyTimeliness` in the schema. */
@ObjectType('AgencyTimeliness', {
  description: 'How punctual an agency was in the period, and what it owes now.',
})
export class AgencyTimelinessType {
  @Field(() => AgencyType) agency: AgencyType;
  @Field(() => Int, {
    nullable: true,
    description: 'Actions completed by the day first agreed, in percent of those due; null of fewer than 5.',
  })
  onTimePercent: number | null;
  @Field(() => Int, { nullable: true, description: 'In the period of the same length just before.' })
  beforePercent: number | null;
  @Field(() => Int, { description: 'Actions due in the period.' }) of: number;
  @Field(() => Int, { description: 'Open now.' }) openActions: number;
  @Field(() => Int, { description: 'Overdue now.' }) overdueActions: number;
}

/** `PanelGlance` in the schema. */
@ObjectType('PanelGlance', { description: 'Where a panel stands now. Null: hidden.' })
export class PanelGlanceType {
  @Field(() => PanelType) panel: PanelType;
  @Field(() => Int, { nullable: true }) openCases: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Cases that wait because a meeting did not reach them or put them off.',
  })
  carriedOver: number | null;
  @Field(() => Int, { nullable: true }) overdueActions: number | null;
}

/** `Attention` in the schema. */
@ObjectType('Attention', { description: 'Something a lead should look at; never about a person.' })
export class AttentionType {
  @Field({
    description: 'RISK_ROSE, ON_TIME_UNDER_TARGET, ON_TIME_FELL, DAYS_OVER_TARGET or OLDEST_OVERDUE.',
  })
  code: string;
  @Field({ description: 'One plain sentence with its numbers.' }) message: string;
  @Field(() => ID, { nullable: true }) agencyId: string | null;
  @Field(() => ID, { nullable: true }) panelId: string | null;
}

/** `Outcomes` in the schema. */
@ObjectType('Outcomes', {
  description: 'The outcomes of panels over a period. Figures only: counts of cases from 1 to 4 are hidden.',
})
export class OutcomesType {
  @Field(() => DayScalar) from: Day;
  @Field(() => DayScalar) to: Day;
  @Field(() => [PanelType], { description: 'The panels counted.' }) panels: PanelType[];
  @Field(() => FigureType, { description: 'Discussions in the period, repeats counted.' })
  casesHeard: FigureType;
  @Field(() => ShareFigureType, {
    description: 'Closed cases whose risk at closure was below that at first hearing.',
  })
  riskReduced: ShareFigureType;
  @Field(() => ShareFigureType, {
    description:
      'Actions completed by the day first agreed, of those due in the period. Left out: not possible, superseded, withdrawn by the chair.',
  })
  actionsOnTime: ShareFigureType;
  @Field(() => FigureType, {
    description: 'Median days from referral to first discussion, of the cases first heard in the period.',
  })
  daysToFirstHearing: FigureType;
  @Field(() => Int, { description: 'Open now.' }) openActions: number;
  @Field(() => Int, { description: 'Overdue now.' }) overdueActions: number;
  @Field(() => [RiskChangeType], { description: 'By panel; panels that closed no case are left out.' })
  riskChange: RiskChangeType[];
  @Field(() => [MonthDaysType], { description: 'The 12 months that end with the last day, oldest first.' })
  daysByMonth: MonthDaysType[];
  @Field(() => [AgencyTimelinessType], { description: 'Most punctual first.' })
  agencies: AgencyTimelinessType[];
  @Field(() => [PanelGlanceType]) panelsAtAGlance: PanelGlanceType[];
  @Field(() => [AttentionType], { description: 'Gravest first.' }) attention: AttentionType[];
  @Field(() => Int, { description: 'Days from referral to first discussion that panels aim for.' })
  targetDays: number;
  @Field(() => Int, { description: 'Share of actions on time that agencies aim for.' })
  targetOnTimePercent: number;
}

/** The outcomes as the schema shows them. */
export function toOutcomes(outcomes: Outcomes): OutcomesType {
  return Object.assign(new OutcomesType(), {
    ...outcomes,
    panels: outcomes.panels.map(toPanel),
    riskChange: outcomes.riskChange.map((row) => ({ ...row, panel: toPanel(row.panel) })),
    agencies: outcomes.agencies.map((row) => ({ ...row, agency: toAgency(row.agency) })),
    panelsAtAGlance: outcomes.panelsAtAGlance.map((row) => ({ ...row, panel: toPanel(row.panel) })),
  });
}
