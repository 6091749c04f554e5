import { Temporal } from 'temporal-polyfill';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../time.ts';
import { isWithinReach, localDay } from './civil.ts';
import type { Frame } from './date-reading.ts';
import { onlyDay } from './days.ts';
import type { Meaning } from './meaning.ts';

/** A length from now as people say it. Months, days and working days keep the time of day, hours pass as they are. */
export interface Length {
  readonly months: number;
  readonly days: number;
  readonly workingDays: number;
  readonly ms: number;
}

export type LengthUnit =
  | 'second'
  | 'minute'
  | 'quarter-hour'
  | 'hour'
  | 'day'
  | 'working-day'
  | 'week'
  | 'month'
  | 'quarter'
  | 'year';

export const NO_LENGTH: Length = { months: 0, days: 0, workingDays: 0, ms: 0 };
const MS_BY_UNIT = { second: SECOND_MS, minute: MINUTE_MS, 'quarter-hour': 15 * MINUTE_MS, hour: HOUR_MS } as const;

/** So many of a unit; `null` where a part of it means nothing (half a working day, half a week). */
export function lengthOf(count: number, unit: LengthUnit): Length | null {
  const whole = Number.isInteger(count);
  switch (unit) {
    case 'second':
    case 'minute':
    case 'quarter-hour':
    case 'hour':
      return { ...NO_LENGTH, ms: Math.round(count * MS_BY_UNIT[unit]) };
    case 'day':
      if (count < 1) return null;
      return { ...NO_LENGTH, days: Math.trunc(count), ms: Math.round((count % 1) * DAY_MS) };
    case 'working-day':
      return whole ? { ...NO_LENGTH, workingDays: count } : null;
    case 'week':
      return whole ? { ...NO_LENGTH, days: count * 7 } : null;
    case 'month':
      // 半个月 is said for fifteen days.
      return count % 1 === 0 || count % 1 === 0.5
        ? { ...NO_LENGTH, months: Math.trunc(count), days: whole ? 0 : 15 }
        : null;
    case 'quarter':
      return whole ? { ...NO_LENGTH, months: count * 3 } : null;
    case 'year':
      return Number.isInteger(count * 12) ? { ...NO_LENGTH, months: count * 12 } : null;
  }
}

/** Two lengths in a row (一天两小时). */
export function sumOf(one: Length, other: Length): Length {
  return {
    months: one.months + other.months,
    days: one.days + other.days,
    workingDays: one.workingDays + other.workingDays,
    ms: one.ms + other.ms,
  };
}

/** What a length after (1) or before (-1) now means: a day that takes a clock where it counts days, else an instant. */
export function fromNow(length: Length, direction: 1 | -1): Meaning {
  const at = (frame: Frame) => shift(length, direction, frame);
  if (length.ms !== 0) return { kind: 'instant', at };
  const day = onlyDay(
    (frame) => {
      const shifted = at(frame);
      return shifted === null ? null : localDay(shifted, frame.timezone);
    },
    { sameTime: true },
  );
  // Working days land in a working span: the instant is the calendar's, not the time of day that it is now.
  return length.workingDays > 0 && length.days === 0 && length.months === 0
    ? { kind: 'instant', at }
    : { kind: 'moment', day, clock: null };
}

/** A length without 后 or `in`, which only a field for a date may take for a date. */
export function ifAlone(length: Length): Meaning {
  return { ...fromNow(length, 1), bare: true };
}

function shift(length: Length, direction: 1 | -1, frame: Frame): Instant | null {
  const start = length.workingDays === 0 ? frame.now : shiftWorkingDays(length.workingDays, direction, frame);
  const local = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(frame.timezone);
  const shifted = local.add({ months: direction * length.months, days: direction * length.days });
  return isWithinReach(shifted.toPlainDate()) ? shifted.epochMilliseconds + direction * length.ms : null;
}

function shiftWorkingDays(days: number, direction: 1 | -1, frame: Frame): Instant {
  if (direction === 1) return frame.calendar.addWorkingDays(frame.now, days);
  const local = Temporal.Instant.fromEpochMilliseconds(frame.now).toZonedDateTimeISO(frame.timezone);
  let day = local;
  for (let left = days, tried = 0; left > 0 && tried < days * 10 + 60; tried += 1) {
    day = day.subtract({ days: 1 });
    if (frame.calendar.isWorkingDay(day.toPlainDate().toString())) left -= 1;
  }
  return day.epochMilliseconds;
}
