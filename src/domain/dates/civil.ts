import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../time.ts';

/** Years a phrase may name or reach; a typo such as 20226 must not become a date. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

/** The local day, or `null` where the calendar has none (30 February, 31 April) or the year is out of reach. */
export function dayOrNull(year: number, month: number, day: number): Temporal.PlainDate | null {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return null;
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return day > first.daysInMonth ? null : first.with({ day });
}

/** Whether a day is within the years a phrase may reach. */
export function isWithinReach(day: Temporal.PlainDate): boolean {
  return day.year >= FIRST_YEAR && day.year <= LAST_YEAR;
}

/** The local day of an instant. */
export function localDay(at: Instant, timezone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate();
}

/** The local time of day of an instant. */
export function localTime(at: Instant, timezone: string): Temporal.PlainTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainTime();
}

/**
 * The instants at which a zone's clocks show a local time: one, two in the hour that daylight saving repeats, none in the
 * hour it skips. Minutes count from the day's midnight and may run into the next day; fractions are seconds.
 */
export function instantsAt(day: Temporal.PlainDate, minute: number, timezone: string): Instant[] {
  const wanted = wallTime(day, minute);
  const earlier = wanted.toZonedDateTime(timezone, { disambiguation: 'earlier' });
  const later = wanted.toZonedDateTime(timezone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return [earlier.epochMilliseconds];
  return earlier.toPlainDateTime().equals(wanted) ? [earlier.epochMilliseconds, later.epochMilliseconds] : [];
}

/** The instant of a local time that nobody typed: a skipped one moves on by the skip, a repeated one is the first. */
export function instantNear(day: Temporal.PlainDate, minute: number, timezone: string): Instant {
  return wallTime(day, minute).toZonedDateTime(timezone).epochMilliseconds;
}

/** Minutes that the clocks show at an instant, counted from the midnight that began `day`. */
export function minuteOn(day: Temporal.PlainDate, at: Instant, timezone: string): number {
  const time = localTime(at, timezone);
  const days = day.until(localDay(at, timezone)).days;
  return days * 1440 + time.hour * 60 + time.minute;
}

function wallTime(day: Temporal.PlainDate, minute: number): Temporal.PlainDateTime {
  const second = Math.round(minute * 60);
  const days = Math.floor(second / 86_400);
  return day
    .add({ days })
    .toPlainDateTime()
    .add({ seconds: second - days * 86_400 });
}
