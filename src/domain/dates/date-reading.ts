/**
 * Dates in text: what a reader is given and what it answers. Words used in this folder:
 *
 * - *day*: a local date, or a stretch of them (`下周`); *clock*: a time on such a day (`三点半`, `下午`, `EOD`);
 * - *phrase*: a day, a clock, both, or a length from now (`2小时后`);
 * - *opening* and *closing*: the first and the last working moment of a day.
 *
 * Weeks start on Monday. `下周五` and `next Friday` are the Friday of the week after this one, `周五` and `Friday` the
 * nearest one still ahead (today included), so that every phrase has one meaning, which is echoed back with its weekday.
 */
import type { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../calendar/calendar.ts';
import type { Instant } from '../time.ts';

/** What the reader must know of working time. */
export type WorkingCalendar = Pick<Calendar, 'isWorkingDay' | 'spansOn' | 'addWorkingDays'>;

/** Everything a phrase depends on besides its words. */
export interface DateContext {
  readonly now: Instant;
  /** IANA zone in which the words are meant. */
  readonly timezone: string;
  readonly calendar: WorkingCalendar;
  /** `future` (ETAs, follow-ups) refuses what is past, `past` (when the customer spoke) what is ahead; absent: neither. */
  readonly prefer?: 'future' | 'past';
  /** Where a day without a time lies: at its opening (default, follow-ups) or its closing (deadlines). */
  readonly wholeDay?: 'opening' | 'closing';
  /** Decides only whether `12/3` is 3 December (zh-CN, default) or must be asked (en). */
  readonly locale?: 'zh-CN' | 'en';
}

export type DateRefusal = 'not-a-date' | 'does-not-exist' | 'past' | 'future' | 'ambiguous';

/** `choices`: instants the words may have meant, earliest first, none of them refused by `prefer`. */
export type DateReading =
  | { readonly ok: true; readonly at: Instant; readonly hasTime: boolean }
  | { readonly ok: false; readonly reason: DateRefusal; readonly choices?: readonly Instant[] };

/** A context made ready once per reading. */
export interface Frame extends DateContext {
  readonly wholeDay: 'opening' | 'closing';
  readonly today: Temporal.PlainDate;
}
