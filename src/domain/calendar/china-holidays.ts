import { LegalHoliday } from 'tyme4ts';
import { type DayNumber, dayNumberOf, weekdayOf } from './civil-date.ts';

/** Chinese public holidays and make-up working days (调休) of one year, as the State Council announced them. */
export interface HolidayYear {
  readonly off: ReadonlySet<DayNumber>;
  readonly working: ReadonlySet<DayNumber>;
}

/**
 * The table of a year, or `null` when the library has none. The library itself answers "plain weekends" for such a year;
 * a year without a single weekday off is therefore taken as not announced, also where the neighbouring year's table
 * reaches into it with a make-up day.
 */
export function findChinaHolidays(year: number): HolidayYear | null {
  const off = new Set<DayNumber>();
  const working = new Set<DayNumber>();
  for (let month = 1; month <= 12; month += 1) {
    const lastDay = dayNumberOf(year, month + 1, 1) - dayNumberOf(year, month, 1);
    for (let day = 1; day <= lastDay; day += 1) {
      const holiday = LegalHoliday.fromYmd(year, month, day);
      if (holiday !== null) (holiday.isWork() ? working : off).add(dayNumberOf(year, month, day));
    }
  }
  return [...off].some(isPlainWorkday) ? { off, working } : null;
}

function isPlainWorkday(day: DayNumber): boolean {
  const weekday = weekdayOf(day);
  return weekday !== 'sat' && weekday !== 'sun';
}
