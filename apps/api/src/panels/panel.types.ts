import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Day, Moment, TimeOfDay } from '#kernel';
import {
  type BankHoliday,
  CLOCK_COUNTINGS,
  type ClockCounting,
  describeRecurrence,
  linkSettingsOf,
  type LinkSettings,
  type Panel,
  PANEL_KINDS,
  type PanelKind,
  type PanelSettingChange,
  REPEAT_ANCHORS,
  type RepeatAnchor,
  type TriageSettings,
  triageSettingsOf,
} from '#panels';
import { AgencyType } from '../agencies/agency.types.js';
import { enumFrom } from '../graphql/enums.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { DayScalar, MomentScalar, TimeOfDayScalar } from '../graphql/scalars.js';

export const PanelKindEnum = enumFrom('PanelKind', PANEL_KINDS, 'The kinds of panel.');

export const BankHolidayRuleEnum = enumFrom(
  'BankHolidayRule',
  ['skip', 'move_to_next_working_day', 'ignore'] as const,
  'What becomes of a meeting that falls on a bank holiday.',
);

export const NationEnum = enumFrom(
  'Nation',
  ['england-and-wales', 'scotland', 'northern-ireland'] as const,
  'Whose bank holidays count.',
);

export const ClockCountingEnum = enumFrom(
  'ClockCounting',
  CLOCK_COUNTINGS,
  'Which time a clock counts: every hour, the 24 hours of working days, or the office hours of working days.',
);

/** `TriageSettings` in the schema. */
@ObjectType('TriageSettings', { description: 'Every threshold of triage and of waiting at one panel.' })
export class TriageSettingsType implements TriageSettings {
  @Field(() => Int) urgentHours: number;
  @Field(() => Int) highHours: number;
  @Field(() => Int) standardHours: number;
  @Field(() => ClockCountingEnum) urgentCounting: ClockCounting;
  @Field(() => ClockCountingEnum) highCounting: ClockCounting;
  @Field(() => ClockCountingEnum) standardCounting: ClockCounting;
  @Field(() => TimeOfDayScalar, {
    nullable: true,
    description: 'What comes later counts from the next working day; null: no such hour.',
  })
  cutOff: TimeOfDay | null;
  @Field(() => TimeOfDayScalar) startOfDay: TimeOfDay;
  @Field(() => TimeOfDayScalar) endOfDay: TimeOfDay;
  @Field(() => Int, { description: 'Share of the time after which a clock turns amber.' })
  amberPercent: number;
  @Field(() => Int, { description: 'And red.' }) redPercent: number;
  @Field(() => Int, { description: 'Days from referral to discussion that are promised.' })
  targetDays: number;
  @Field(() => Int, { description: 'Days of waiting that are amber.' }) amberDays: number;
  @Field(() => Int, { description: 'Days of waiting that are red.' }) redDays: number;
  @Field(() => Int, { description: 'Days before the promise is broken from which the queue warns.' })
  warnDays: number;
  @Field(() => Int, { description: 'Working days in which a referrer should answer.' }) answerDays: number;
  @Field(() => Int, { description: 'Working days in which a transfer should be acknowledged.' })
  acknowledgeDays: number;
  @Field(() => Int, { description: 'Share of cases drawn each month for a second look.' })
  secondLookPercent: number;
  @Field(() => Int, { description: 'Incidents from which a case counts as escalating.' })
  escalationIncidents: number;
  @Field(() => Int, { description: 'Months within which they are counted.' })
  escalationMonths: number;
  @Field(() => Int, { description: 'Percent by which the gaps between incidents must become shorter.' })
  shorterGapPercent: number;
}

export const RepeatAnchorEnum = enumFrom(
  'RepeatAnchor',
  REPEAT_ANCHORS,
  'From which day of an earlier case the time to a repeat is counted.',
);

/** `LinkSettings` in the schema. */
@ObjectType('LinkSettings', {
  description: 'How far back other cases of the same people count at one panel.',
})
export class LinkSettingsType implements LinkSettings {
  @Field(() => Int, { description: 'Months within which the same victim and suspect are a repeat.' })
  repeatMonths: number;
  @Field(() => RepeatAnchorEnum) repeatAnchor: RepeatAnchor;
  @Field(() => Int, { description: 'Months within which two victims make a serial suspect.' })
  serialMonths: number;
  @Field(() => Int, {
    description: 'Months after closing within which another victim says that harm has moved on.',
  })
  displacementMonths: number;
}

/** `PanelSettingChange` in the schema; who changed it is resolved by a loader. */
@ObjectType('PanelSettingChange', { description: 'One setting of a panel that was changed.' })
export class PanelSettingChangeType {
  @Field(() => ID) id: string;
  @Field() field: string;
  @Field() oldValue: string;
  @Field() newValue: string;
  @Field({ description: 'Empty where none was asked for.' }) reason: string;
  @Field(() => MomentScalar) changedAt: Moment;
  changedById: string | null;
}

/** A changed setting as the schema shows it. */
export function toSettingChange(change: PanelSettingChange): PanelSettingChangeType {
  const { panelId: _, ...shown } = change;
  return Object.assign(new PanelSettingChangeType(), shown);
}

/** `Panel` in the schema; people, members and meetings are resolved by loaders. */
@ObjectType('Panel', {
  description: 'A standing panel: which agencies meet, how often, for how long, who chairs.',
})
export class PanelType {
  @Field(() => ID) id: string;
  @Field({ description: 'Neutral short code, for places where the name could give something away.' })
  code: string;
  @Field() name: string;
  @Field(() => PanelKindEnum) kind: PanelKind;
  @Field(() => String, { nullable: true, description: 'Local Policing Area; null: the whole area.' })
  lpa: string | null;
  @Field({ description: 'RFC 5545 recurrence rule without DTSTART.' }) recurrence: string;
  @Field({ description: 'The same in plain words.' }) recurrenceInWords: string;
  @Field(() => DayScalar) firstOn: Day;
  @Field(() => TimeOfDayScalar) startsAt: TimeOfDay;
  @Field(() => Int) durationMinutes: number;
  @Field(() => BankHolidayRuleEnum) bankHolidayRule: Panel['bankHolidayRule'];
  @Field(() => NationEnum) nation: Panel['nation'];
  @Field() place: string;
  @Field(() => Int, { description: 'Agencies needed for decisions.' }) quorum: number;
  @Field({ description: 'The profile that ranks its agendas.' }) priorityProfile: string;
  @Field(() => TriageSettingsType) triageSettings: TriageSettings;
  @Field(() => LinkSettingsType) linkSettings: LinkSettings;
  @Field() isActive: boolean;
  @Field(() => Int, { description: 'Optimistic version: send it back with a change.' }) version: number;
  chairId: string | null;
  coordinatorId: string | null;
}

/** A panel as the schema shows it. */
export function toPanel(panel: Panel): PanelType {
  const { createdAt: _, ...shown } = panel;
  return Object.assign(new PanelType(), shown, {
    recurrenceInWords: inWords(panel.recurrence),
    triageSettings: triageSettingsOf(panel),
    linkSettings: linkSettingsOf(panel),
  });
}

/** Rules in words by rule: there are few, and working out the words of one costs more than reading an agenda. */
const known = new Map<string, string>();

function inWords(rule: string): string {
  const said = known.get(rule) ?? describeRecurrence(rule);
  if (known.size < 1000) known.set(rule, said);
  return said;
}

/** `PanelMember` in the schema. */
@ObjectType('PanelMember', { description: "An agency's seat on a panel." })
export class PanelMemberType {
  @Field(() => AgencyType) agency: AgencyType;
  @Field({ description: 'Expected at every meeting of this panel.' }) isRequired: boolean;
}

/** `BankHoliday` in the schema. */
@ObjectType('BankHoliday', { description: 'A bank holiday of one nation.' })
export class BankHolidayType {
  @Field(() => NationEnum) nation: BankHoliday['nation'];
  @Field(() => DayScalar) fallsOn: Day;
  @Field() title: string;
}

export const PanelResult = orRefusal(PanelType, 'PanelResult');
