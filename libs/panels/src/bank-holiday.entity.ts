import { Entity, Index } from 'typeorm';
import { CodeColumn, DayColumn, IdColumn, LineColumn } from '#platform';
import type { Day } from '#kernel';

/** One bank holiday of one nation, as the government's list gives it; one-off days are added by an administrator. */
@Entity('bank_holiday')
@Index('bank_holiday_day', ['nation', 'fallsOn'], { unique: true })
export class BankHoliday {
  @IdColumn() id: string;
  @CodeColumn() nation: 'england-and-wales' | 'scotland' | 'northern-ireland';
  @DayColumn() fallsOn: Day;
  @LineColumn() title: string;
}
