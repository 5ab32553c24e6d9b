import type { BankHolidays, Clock, Day, Moment, TimeOfDay } from '#kernel';
import { addWorkingDays, atLondon } from '#kernel';
import type { CaseFile } from '#cases';
import { bankHolidayRows } from '#panels';
import { DemoRows, type Row } from './demo-rows.js';
import { Dice } from './dice.js';

/** The invented area whose panels these are: its name, and the letters that its references begin with. */
export type DemoArea = { index: number; name: string; code: string; slug: string };

/** Identifiers count up from 1 January 2025 (milliseconds since 1970), so that the same row has the same id on every day the demo is made. */
const IDS_FROM = 1_735_689_600_000;

/** More rows than any one area has. */
const IDS_PER_AREA = 1_000_000;

/** Everything that the makers of one area share: the day, the holidays, the rows so far. */
export class DemoWorld {
  readonly rows = new DemoRows();
  /** Cases by the identity of their suspect. */
  readonly casesOfSuspect = new Map<string, { file: Row<CaseFile>; victimKey: string | null }[]>();
  readonly now: Moment;
  readonly today: Day;
  readonly holidays: BankHolidays;
  private readonly idBits: Dice;
  private idCount = 0;

  constructor(
    readonly area: DemoArea,
    clock: Clock,
  ) {
    this.now = clock.now();
    this.today = clock.today();
    this.holidays = englishHolidays();
    this.idBits = this.dice('ids');
  }

  /** Chance for one purpose, the same every time. */
  dice(purpose: string): Dice {
    return new Dice(`accord demo 1|${this.area.index}|${purpose}`);
  }

  /** The next identifier, in the shape of a UUID version 7: rising, so that indexes fill in order. */
  id(): string {
    const time = IDS_FROM + this.area.index * IDS_PER_AREA + this.idCount;
    this.idCount += 1;
    const hex = (digits: number) =>
      Math.floor(this.idBits.next() * 16 ** digits)
        .toString(16)
        .padStart(digits, '0');
    const head = time.toString(16).padStart(12, '0');
    return `${head.slice(0, 8)}-${head.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
  }

  /** The working day so many working days away. */
  workingDay(from: Day, count: number): Day {
    return addWorkingDays(from, count, this.holidays);
  }
}

let english: BankHolidays | undefined;

function englishHolidays(): BankHolidays {
  english ??= new Set(
    bankHolidayRows()
      .filter((row) => row.nation === 'england-and-wales')
      .map((row) => row.fallsOn),
  );
  return english;
}

/** A moment in the office: between 8:30am and 4:50pm of a day, London. */
export function officeMoment(dice: Dice, day: Day): Moment {
  const minute = dice.between(8 * 60 + 30, 16 * 60 + 50);
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return atLondon(day, clock as TimeOfDay);
}
