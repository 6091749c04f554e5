import { Temporal } from 'temporal-polyfill';
import { dayOrNull } from './civil.ts';
import type { Frame } from './date-reading.ts';
import type { DayMeaning } from './meaning.ts';

/** The ways of naming a day, in no language; the grammars put words to them. */

const CLOSE_MONTHS = 6;

/** One day, or none when it does not exist. */
export function onlyDay(of: (frame: Frame) => Temporal.PlainDate | null, more: Partial<DayMeaning> = {}): DayMeaning {
  return { ...more, choose: 'only', days: (frame) => [of(frame)].filter((day) => day !== null) };
}

/** Today and so many days on. */
export function daysFromToday(days: number): DayMeaning {
  return onlyDay(({ today }) => today.add({ days }));
}

function mondayOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 });
}

/** A weekday (1 = Monday) of the week that lies so many weeks from this one. */
export function weekdayOfWeek(weeks: number, weekday: number): DayMeaning {
  return onlyDay(({ today }) => mondayOf(today).add({ days: weeks * 7 + weekday - 1 }));
}

/** A weekday without a week: the nearest one not refused; today counts as long as its time does. */
export function nearestWeekday(weekday: number): DayMeaning {
  return {
    choose: 'nearest',
    days: ({ today, prefer }) => {
      const ahead = (weekday - today.dayOfWeek + 7) % 7;
      return [today.add({ days: ahead }), today.add({ days: prefer === 'past' ? ahead - 7 : ahead + 7 })];
    },
  };
}

/**
 * A stretch of days. As a whole it is its first working day where days mean their opening and its last one where they
 * mean their closing; an edge (本周内, 下周初) decides that itself.
 */
export function stretch(
  from: (frame: Frame) => Temporal.PlainDate,
  to: (frame: Frame) => Temporal.PlainDate,
  edge?: 'opening' | 'closing',
): DayMeaning {
  return {
    ...(edge === undefined ? {} : { edge }),
    choose: 'only',
    stretch: true,
    days: (frame) => {
      const [first, last] = [from(frame), to(frame)];
      const wanted = edge ?? (frame.prefer === 'past' ? 'opening' : frame.wholeDay);
      return [wanted === 'opening' ? workingDayFrom(first, last, frame) : workingDayFrom(last, first, frame)];
    },
  };
}

/** The first working day met on the way from one day to another; the start itself where there is none. */
function workingDayFrom(start: Temporal.PlainDate, end: Temporal.PlainDate, frame: Frame): Temporal.PlainDate {
  const step = Temporal.PlainDate.compare(start, end) <= 0 ? 1 : -1;
  for (let day = start; ; day = day.add({ days: step })) {
    if (frame.calendar.isWorkingDay(day.toString())) return day;
    if (day.equals(end)) return start;
  }
}

/** The week so many weeks from this one. */
export function week(weeks: number, edge?: 'opening' | 'closing'): DayMeaning {
  const monday = ({ today }: Frame) => mondayOf(today).add({ days: weeks * 7 });
  return stretch(monday, (frame) => monday(frame).add({ days: 6 }), edge);
}

/** A month and year, 0 months from now being this one. */
export function monthFromNow(months: number): (frame: Frame) => Temporal.PlainYearMonth {
  return ({ today }) => today.toPlainYearMonth().add({ months });
}

/** The whole of a month. */
export function month(of: (frame: Frame) => Temporal.PlainYearMonth, edge?: 'opening' | 'closing'): DayMeaning {
  return stretch(
    (frame) => of(frame).toPlainDate({ day: 1 }),
    (frame) => lastDayOf(of(frame)),
    edge,
  );
}

/** The last calendar day of a month. */
export function lastDayOf(month: Temporal.PlainYearMonth): Temporal.PlainDate {
  return month.toPlainDate({ day: month.daysInMonth });
}

/** A day of the month, without a month: this month's, or where that day is refused the next (or last) month's. */
export function dayOfNearestMonth(day: number): DayMeaning {
  return onlyDay((frame) => {
    const { today } = frame;
    const months =
      frame.prefer === 'future' && day < today.day ? 1 : frame.prefer === 'past' && day > today.day ? -1 : 0;
    const { year, month: number } = monthFromNow(months)(frame);
    return dayOrNull(year, number, day);
  });
}

function isWithinAYear(day: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  const [from, to] = [today.subtract({ years: 1 }), today.add({ years: 1 })];
  return Temporal.PlainDate.compare(day, from) >= 0 && Temporal.PlainDate.compare(day, to) <= 0;
}

/**
 * A day without a year. It is this year's, except where that is refused and far away (5 January in November, when a
 * future is wanted): 20 November on the 25th is more likely a slip than a date next year, and is refused.
 */
export function dayOfNearestYear(inYear: (year: number) => Temporal.PlainDate | null): DayMeaning {
  return onlyDay(({ today, prefer }) => {
    const here = inYear(today.year);
    const step = prefer === 'future' ? 1 : prefer === 'past' ? -1 : 0;
    if (step === 0) return here;
    const there = inYear(today.year + step);
    // 29 February said in January of a common year is a slip too, not a day thirteen months on.
    if (here === null) return there !== null && isWithinAYear(there, today) ? there : null;
    const limit = today.add({ months: -step * CLOSE_MONTHS });
    const close = Temporal.PlainDate.compare(here, limit) * step >= 0;
    return close ? here : (there ?? here);
  });
}
