import { Temporal } from 'temporal-polyfill';
import { createCalendar } from '../../../src/domain/calendar/calendar.ts';
import type { DateContext, DateReading } from '../../../src/domain/dates/date-reading.ts';
import type { Instant } from '../../../src/domain/time.ts';

export const SHANGHAI = 'Asia/Shanghai';

/** Office hours with a lunch break, Monday to Friday, no holidays. */
export function officeCalendar(timezone: string) {
  return createCalendar({
    timezone,
    days: ['mon', 'tue', 'wed', 'thu', 'fri'],
    hours: [
      { fromMinute: 540, toMinute: 720 },
      { fromMinute: 810, toMinute: 1080 },
    ],
    holidays: 'none',
    rest: [],
  });
}

const OFFICE = officeCalendar(SHANGHAI);

/** The instant of a local time, `2026-11-18T14:20`. */
export function local(text: string, timezone = SHANGHAI): Instant {
  return Temporal.PlainDateTime.from(text).toZonedDateTime(timezone).epochMilliseconds;
}

/** Wednesday 18 November 2026, 14:20 in Shanghai, unless said otherwise. */
export function at(now: string, more: Partial<DateContext> = {}): DateContext {
  return { now: local(now), timezone: SHANGHAI, calendar: OFFICE, prefer: 'future', ...more };
}

/** A reading in one line: `2026-11-19T17:00`, `2026-11-19 (09:00)` without a time, or the reason and what to choose from. */
export function shown(reading: DateReading, timezone = SHANGHAI): string {
  const wall = (instant: Instant): string =>
    Temporal.Instant.fromEpochMilliseconds(instant)
      .toZonedDateTimeISO(timezone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' });
  if (reading.ok) return reading.hasTime ? wall(reading.at) : `${wall(reading.at).replace('T', ' (')})`;
  return [reading.reason, ...(reading.choices ?? []).map(wall)].join(' ');
}
