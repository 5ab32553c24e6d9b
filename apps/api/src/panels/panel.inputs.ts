import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import type { Day, TimeOfDay } from '#kernel';
import {
  CLOCK_COUNTINGS,
  type ClockCounting,
  type Panel,
  type PanelKind,
  type LinkSettings,
  REPEAT_ANCHORS,
  type RepeatAnchor,
  type TriageSettings,
} from '#panels';
import { id, text, version } from '../graphql/checked.js';
import { DayScalar, TimeOfDayScalar } from '../graphql/scalars.js';
import {
  BankHolidayRuleEnum,
  ClockCountingEnum,
  NationEnum,
  PanelKindEnum,
  RepeatAnchorEnum,
} from './panel.types.js';

/** A seat on a panel. */
@InputType({ description: 'A seat on a panel.' })
export class PanelMemberInput {
  @Field(() => ID) agencyId: string;
  @Field() isRequired: boolean;
}

/** The settings of a new panel. */
@InputType({ description: 'The settings of a panel.' })
export class CreatePanelInput {
  @Field() code: string;
  @Field() name: string;
  @Field(() => PanelKindEnum) kind: PanelKind;
  @Field(() => String, { nullable: true }) lpa: string | null;
  @Field(() => ID, { nullable: true }) chairId: string | null;
  @Field(() => ID, { nullable: true }) coordinatorId: string | null;
  @Field({ description: 'RFC 5545 recurrence rule without DTSTART.' }) recurrence: string;
  @Field(() => DayScalar) firstOn: Day;
  @Field(() => TimeOfDayScalar) startsAt: TimeOfDay;
  @Field(() => Int) durationMinutes: number;
  @Field(() => BankHolidayRuleEnum) bankHolidayRule: Panel['bankHolidayRule'];
  @Field(() => NationEnum) nation: Panel['nation'];
  @Field() place: string;
  @Field(() => Int) quorum: number;
  @Field(() => [PanelMemberInput]) members: PanelMemberInput[];
}

/** Changed settings of a panel. */
@InputType({ description: 'Changed settings of a panel; all of them are given.' })
export class ChangePanelInput extends CreatePanelInput {
  @Field(() => ID) panelId: string;
  @Field(() => Int) version: number;
}

/** Every threshold of triage and of waiting. */
@InputType({ description: 'Every threshold of triage and of waiting at one panel.' })
export class TriageSettingsInput implements TriageSettings {
  @Field(() => Int) urgentHours: number;
  @Field(() => Int) highHours: number;
  @Field(() => Int) standardHours: number;
  @Field(() => ClockCountingEnum) urgentCounting: ClockCounting;
  @Field(() => ClockCountingEnum) highCounting: ClockCounting;
  @Field(() => ClockCountingEnum) standardCounting: ClockCounting;
  @Field(() => TimeOfDayScalar, { nullable: true }) cutOff: TimeOfDay | null;
  @Field(() => TimeOfDayScalar) startOfDay: TimeOfDay;
  @Field(() => TimeOfDayScalar) endOfDay: TimeOfDay;
  @Field(() => Int) amberPercent: number;
  @Field(() => Int) redPercent: number;
  @Field(() => Int) targetDays: number;
  @Field(() => Int) amberDays: number;
  @Field(() => Int) redDays: number;
  @Field(() => Int) warnDays: number;
  @Field(() => Int) answerDays: number;
  @Field(() => Int) acknowledgeDays: number;
  @Field(() => Int) secondLookPercent: number;
  @Field(() => Int) escalationIncidents: number;
  @Field(() => Int) escalationMonths: number;
  @Field(() => Int) shorterGapPercent: number;
}

/** Changed thresholds of a panel, and why. */
@InputType({ description: 'Changed thresholds of a panel, and why.' })
export class ChangeTriageSettingsInput {
  @Field(() => ID) panelId: string;
  @Field(() => Int) version: number;
  @Field(() => TriageSettingsInput) settings: TriageSettingsInput;
  @Field() reason: string;
}

/** How far back other cases count. */
@InputType({ description: 'How far back other cases of the same people count at one panel.' })
export class LinkSettingsInput implements LinkSettings {
  @Field(() => Int) repeatMonths: number;
  @Field(() => RepeatAnchorEnum) repeatAnchor: RepeatAnchor;
  @Field(() => Int) serialMonths: number;
  @Field(() => Int) displacementMonths: number;
}

/** Changed windows of a panel, and why. */
@InputType({ description: 'How far back other cases count at a panel from now on, and why.' })
export class ChangeLinkSettingsInput {
  @Field(() => ID) panelId: string;
  @Field(() => Int) version: number;
  @Field(() => LinkSettingsInput) settings: LinkSettingsInput;
  @Field() reason: string;
}

const optionalId = id.nullish().transform((value) => value ?? null);

/** What a panel must look like. */
export const createPanel = z.object({
  code: text(20, 2).refine((value) => /^[A-Z0-9-]+$/.test(value), 'Use capital letters, digits and hyphens'),
  name: text(200, 3),
  kind: z.string(),
  lpa: text(40)
    .nullish()
    .transform((value) => value ?? null),
  chairId: optionalId,
  coordinatorId: optionalId,
  recurrence: text(200, 5),
  firstOn: z.string(),
  startsAt: z.string(),
  durationMinutes: z.number().int().min(30, 'At least 30 minutes').max(480, 'At most 480 minutes'),
  bankHolidayRule: z.string(),
  nation: z.string(),
  place: text(200),
  quorum: z.number().int().min(1, 'At least 1 agency').max(60, 'At most 60 agencies'),
  members: z.array(z.object({ agencyId: id, isRequired: z.boolean() })).max(60, 'At most 60 agencies'),
});

/** What a changed panel must look like. */
export const changePanel = createPanel.extend({ panelId: id, version });

const counting = z.enum(CLOCK_COUNTINGS);
const whole = z.number().int();

/** What changed thresholds must look like; whether they go together is for the rules to say. */
export const changeTriageSettings = z.object({
  panelId: id,
  version,
  settings: z.object({
    urgentHours: whole,
    highHours: whole,
    standardHours: whole,
    urgentCounting: counting,
    highCounting: counting,
    standardCounting: counting,
    cutOff: z
      .string()
      .nullish()
      .transform((value) => value ?? null),
    startOfDay: z.string(),
    endOfDay: z.string(),
    amberPercent: whole,
    redPercent: whole,
    targetDays: whole,
    amberDays: whole,
    redDays: whole,
    warnDays: whole,
    answerDays: whole,
    acknowledgeDays: whole,
    secondLookPercent: whole,
    escalationIncidents: whole,
    escalationMonths: whole,
    shorterGapPercent: whole,
  }),
  reason: text(200, 3),
});

/** What changed windows must look like; whether they are possible is for the rules to say. */
export const changeLinkSettings = z.object({
  panelId: id,
  version,
  settings: z.object({
    repeatMonths: whole,
    repeatAnchor: z.enum(REPEAT_ANCHORS),
    serialMonths: whole,
    displacementMonths: whole,
  }),
  reason: text(200, 3),
});
