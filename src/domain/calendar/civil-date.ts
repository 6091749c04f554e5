import { DAY_MS } from '../time.ts';

/** A date without a zone: whole days since 1970-01-01. Cheap to compare, step and use as a key. */
export type DayNumber = number;

/** Days of the week as the policy file writes them. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Minutes in a civil day; a span may end there, meaning midnight at the end of the day. */
export const DAY_MINUTES = 1_440;

const ISO_DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
// 1970-01-01, day number 0, was a Thursday: index 3 in a week that starts on Monday.
const WEEKDAY_OF_DAY_ZERO = 3;

/** The day a strict `YYYY-MM-DD` names; `null` when the text is no such date or the date does not exist (02-30). */
export function parseIsoDate(text: string): DayNumber | null {
  const match = ISO_DATE.exec(text);
  if (match === null) return null;
  const day = dayNumberOf(Number(match[1]), Number(match[2]), Number(match[3]));
  return isoDateOf(day) === text ? day : null;
}

/** The day of a year, a month from 1 and a day of the month; values past the month's end run on into the next. */
export function dayNumberOf(year: number, month: number, dayOfMonth: number): DayNumber {
  // Date.UTC reads years 0–99 as 1900–1999, setUTCFullYear does not.
  return new Date(0).setUTCFullYear(year, month - 1, dayOfMonth) / DAY_MS;
}

/** `YYYY-MM-DD` of a day number. */
export function isoDateOf(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The calendar year a day lies in. */
export function yearOf(day: DayNumber): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

/** The day of the week. */
export function weekdayOf(day: DayNumber): Weekday {
  return WEEKDAYS[weekdayIndexOf(day)] as Weekday;
}

/** The day of the week as a number: 0 is Monday. */
export function weekdayIndexOf(day: DayNumber): number {
  // The double remainder keeps days before 1970 in range.
  return (((day + WEEKDAY_OF_DAY_ZERO) % 7) + 7) % 7;
}
