import type { CalendarSpec } from './calendar-spec.ts';
import { findChinaHolidays, type HolidayYear } from './china-holidays.ts';
import { type DayNumber, parseIsoDate, weekdayOf, yearOf } from './civil-date.ts';

/** Which dates are worked: weekdays, then the holiday table, then corrections, each winning over the one before. */
export interface WorkingDays {
  isWorkingDay(day: DayNumber): boolean;
  /** Years of `[fromYear, toYear]` whose holidays nobody knows yet and which are taken as plain weekends. */
  missingYears(fromYear: number, toYear: number): number[];
}

/** Days whose answer is kept (about 22 years) before the memory starts afresh. */
const KEPT_DAYS = 8_192;

export function createWorkingDays(spec: CalendarSpec): WorkingDays {
  const weekdays = new Set(spec.days);
  const listed = daySet(typeof spec.holidays === 'string' ? [] : spec.holidays);
  const correctedOff = daySet(spec.corrections?.off ?? []);
  const correctedWorking = daySet(spec.corrections?.working ?? []);
  const correctedYears = new Set([...correctedOff].map(yearOf));
  const tablesByYear = new Map<number, HolidayYear | null>();
  const answersByDay = new Map<DayNumber, boolean>();

  function tableOf(year: number): HolidayYear | null {
    if (spec.holidays !== 'CN') return null;
    let table = tablesByYear.get(year);
    if (table === undefined) {
      table = findChinaHolidays(year);
      tablesByYear.set(year, table);
    }
    return table;
  }

  function decide(day: DayNumber): boolean {
    if (correctedWorking.has(day)) return true;
    if (correctedOff.has(day) || listed.has(day)) return false;
    const table = tableOf(yearOf(day));
    if (table?.working.has(day)) return true;
    if (table?.off.has(day)) return false;
    return weekdays.has(weekdayOf(day));
  }

  return {
    isWorkingDay(day) {
      const known = answersByDay.get(day);
      if (known !== undefined) return known;
      if (answersByDay.size >= KEPT_DAYS) answersByDay.clear();
      const answer = decide(day);
      answersByDay.set(day, answer);
      return answer;
    },
    missingYears(fromYear, toYear) {
      if (spec.holidays !== 'CN' || spec.assumeWeekends === true) return [];
      const years = Array.from({ length: Math.max(0, toYear - fromYear + 1) }, (_, index) => fromYear + index);
      return years.filter((year) => tableOf(year) === null && !correctedYears.has(year));
    },
  };
}

function daySet(dates: readonly string[]): Set<DayNumber> {
  return new Set(dates.flatMap((date) => parseIsoDate(date) ?? []));
}
