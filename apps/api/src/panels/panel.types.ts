import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Day, TimeOfDay } from '#kernel';
import { type BankHoliday, describeRecurrence, type Panel, PANEL_KINDS, type PanelKind } from '#panels';
import { AgencyType } from '../agencies/agency.types.js';
import { enumFrom } from '../graphql/enums.js';
import { orRefusal } from '../graphql/refusal.type.js';
import { DayScalar, TimeOfDayScalar } from '../graphql/scalars.js';

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
  @Field() isActive: boolean;
  @Field(() => Int, { description: 'Optimistic version: send it back with a change.' }) version: number;
  chairId: string | null;
  coordinatorId: string | null;
}

/** A panel as the schema shows it. */
export function toPanel(panel: Panel): PanelType {
  const { createdAt: _, ...shown } = panel;
  return Object.assign(new PanelType(), shown, { recurrenceInWords: inWords(panel.recurrence) });
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
