import { LunarDay, LunarMonth, LunarYear, SolarTerm } from 'tyme4ts';
import { type DayNumber, dayNumberOf, yearOf } from '../calendar/civil-date.ts';
import type { Birthday } from '../customer/customer.ts';
import type { DateTaken } from './reason.ts';
import type { Festival } from './vocabulary.ts';
import { isoDay } from './work-days.ts';

/** The day on which a yearly date is kept, and how it was taken where that year lacks it. */
export interface Kept {
  readonly day: DayNumber;
  readonly taken: DateTaken | null;
}

/** Years that the lunar tables cover. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

/** When a birthday is kept in `[from, until]`, in order. A lunar one may come twice in a solar year, or not at all. */
export function birthdaysBetween(birthday: Birthday, from: DayNumber, until: DayNumber): readonly Kept[] {
  const { calendar, month, day } = birthday;
  const years = yearsBetween(from, until);
  const dates =
    calendar === 'solar'
      ? years.map((year) => solarDate(year, month, day))
      : [yearOf(from) - 1, ...years].flatMap((year) => lunarDate(year, month, day) ?? []);
  return dates.filter((kept) => kept.day >= from && kept.day <= until);
}

/** When a day of the past is kept in `[from, until]`, with the number of years since; never on the day itself. */
export function anniversariesBetween(
  first: DayNumber,
  from: DayNumber,
  until: DayNumber,
): readonly (Kept & { readonly years: number })[] {
  const [firstYear = 0, month = 1, day = 1] = isoDay(first).split('-').map(Number);
  return yearsBetween(from, until)
    .filter((year) => year > firstYear)
    .map((year) => ({ ...solarDate(year, month, day), years: year - firstYear }))
    .filter((kept) => kept.day >= from && kept.day <= until);
}

/** The festivals of `[from, until]`, in order of their days. */
export function festivalsBetween(
  festivals: readonly Festival[],
  from: DayNumber,
  until: DayNumber,
): readonly { readonly festival: Festival; readonly day: DayNumber }[] {
  return festivals
    .flatMap((festival) => yearsBetween(from, until).map((year) => ({ festival, day: festivalDay(festival, year) })))
    .filter(
      (one): one is { festival: Festival; day: DayNumber } => one.day !== null && one.day >= from && one.day <= until,
    )
    .toSorted((a, b) => a.day - b.day);
}

/** A month and day of a solar year; 29 February of a common year is the 28th, for nobody is greeted late. */
export function solarDate(year: number, month: number, day: number): Kept {
  const isLacking = month === 2 && day === 29 && !isLeapYear(year);
  return { day: dayNumberOf(year, month, isLacking ? 28 : day), taken: isLacking ? 'no-29-february' : null };
}

/**
 * A month (below zero: the leap one) and day of a lunar year. Where the year has no such leap month its plain month
 * counts, and the 30th of a month of 29 days is its last day. `null` outside the tables.
 */
export function lunarDate(year: number, month: number, day: number): Kept | null {
  if (year < FIRST_YEAR || year > LAST_YEAR) return null;
  const key = (year * 32 + month + 16) * 32 + day;
  const known = lunarDates.get(key);
  if (known !== undefined) return known;
  const isMissing = month < 0 && LunarYear.fromYear(year).getLeapMonth() !== -month;
  const inMonth = isMissing ? -month : month;
  const length = LunarMonth.fromYm(year, inMonth).getDayCount();
  const solar = LunarDay.fromYmd(year, inMonth, Math.min(day, length)).getSolarDay();
  const kept: Kept = {
    day: dayNumberOf(solar.getYear(), solar.getMonth(), solar.getDay()),
    taken: day > length ? 'short-month' : isMissing ? 'leap-month-missing' : null,
  };
  if (lunarDates.size >= KEPT_DATES) lunarDates.clear();
  lunarDates.set(key, kept);
  return kept;
}

// The tables take half a millisecond a date; a hundred thousand customers have a few thousand dates among them.
const lunarDates = new Map<number, Kept>();
const KEPT_DATES = 50_000;

/** The first day of a festival; `null` outside the tables. */
function festivalDay(festival: Festival, year: number): DayNumber | null {
  switch (festival) {
    case 'new-year':
      return dayNumberOf(year, 1, 1);
    case 'spring-festival':
      return lunarDate(year, 1, 1)?.day ?? null;
    case 'lantern':
      return lunarDate(year, 1, 15)?.day ?? null;
    case 'qingming': {
      // The seventh of the terms that tyme4ts counts from the winter solstice before the year.
      const solar = SolarTerm.fromIndex(year, 7).getJulianDay().getSolarDay();
      return dayNumberOf(solar.getYear(), solar.getMonth(), solar.getDay());
    }
    case 'labour-day':
      return dayNumberOf(year, 5, 1);
    case 'dragon-boat':
      return lunarDate(year, 5, 5)?.day ?? null;
    case 'mid-autumn':
      return lunarDate(year, 8, 15)?.day ?? null;
    case 'national-day':
      return dayNumberOf(year, 10, 1);
    case 'double-ninth':
      return lunarDate(year, 9, 9)?.day ?? null;
  }
}

function yearsBetween(from: DayNumber, until: DayNumber): readonly number[] {
  const first = yearOf(from);
  return Array.from({ length: Math.max(0, yearOf(until) - first + 1) }, (_, index) => first + index);
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
