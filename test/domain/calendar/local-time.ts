import {
  type Calendar,
  type CalendarSpec,
  createCalendar,
  parseDaySpan,
} from '../../../src/domain/calendar/calendar.ts';
import { formatInstant } from '../../../src/domain/calendar/clock-questions.ts';

/** Reads spans as the policy file writes them. */
export function daySpans(...texts: string[]): { fromMinute: number; toMinute: number }[] {
  return texts.map((text) => {
    const span = parseDaySpan(text);
    if (span === null) throw new Error(`bad span ${text}`);
    return span;
  });
}

/** A Chinese office: lunch, public holidays, make-up days, rest from nine to nine. */
export const OFFICE: CalendarSpec = {
  timezone: 'Asia/Shanghai',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  hours: daySpans('09:00-12:00', '13:30-18:00'),
  holidays: 'CN',
  rest: daySpans('21:00-09:00', '12:00-13:30'),
};

/** `YYYY-MM-DD HH:MM[:SS]` on the calendar's wall clock, as an instant. */
export function at(calendar: Calendar, text: string): number {
  const [date = '', time = ''] = text.split(' ');
  const [hour, minute, second = '0'] = time.split(':');
  return calendar.atLocal(date, Number(hour) * 60 + Number(minute)) + Number(second) * 1_000;
}

/** The wall clock at an instant: `YYYY-MM-DD HH:MM`, with seconds where there are any. */
export function wall(calendar: Calendar, instant: number | null): string {
  if (instant === null) return 'never';
  const text = formatInstant(calendar, instant).slice(0, 19).replace('T', ' ');
  return text.endsWith(':00') ? text.slice(0, -3) : text;
}

/** The office with parts replaced. */
export function officeWith(parts: Partial<CalendarSpec>): Calendar {
  return createCalendar({ ...OFFICE, ...parts });
}
