import type { CalendarSpec } from '../../../src/domain/calendar/calendar.ts';

/**
 * The calendar as one would explain it to a child: look at the wall clock, second after second, and count. It knows no
 * offsets, spans or tables, only what `Intl` says a clock on that wall shows. Slow, and right.
 */
export interface NaiveCalendar {
  isWorking(at: number): boolean;
  isRest(at: number): boolean;
  /** Working milliseconds in `[from, to)`, whole seconds. */
  between(from: number, to: number): number;
  /**
   * The end of the second in which the `ms`-th working millisecond passes, pauses not counted; `ms` > 0. `null` when that
   * does not happen for as long as anybody cares to watch.
   */
  add(from: number, ms: number, pauses?: readonly { from: number; to: number }[]): number | null;
}

const SECOND = 1_000;
const MINUTE = 60_000;
const PATIENCE = 12 * 86_400_000;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const readingsByZone = new Map<string, Map<number, { date: string; minuteOfDay: number }>>();

export function createNaiveCalendar(spec: CalendarSpec): NaiveCalendar {
  const format = new Intl.DateTimeFormat('sv', {
    timeZone: spec.timezone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const readings = readingsByZone.get(spec.timezone) ?? new Map<number, { date: string; minuteOfDay: number }>();
  readingsByZone.set(spec.timezone, readings);
  // A wall clock without a second hand shows the same for a minute; looking once a minute keeps the tests short.
  let seen = { minute: Number.NaN, working: false, rest: false };

  function read(minute: number): { date: string; minuteOfDay: number } {
    let reading = readings.get(minute);
    if (reading === undefined) {
      const [date = '', time = ''] = format.format(minute).split(' ');
      const [hours, minutes] = time.split(':');
      reading = { date, minuteOfDay: Number(hours) * 60 + Number(minutes) };
      readings.set(minute, reading);
    }
    return reading;
  }

  function isWorkingDate(date: string): boolean {
    if (spec.corrections?.working?.includes(date)) return true;
    if (spec.corrections?.off?.includes(date)) return false;
    if (typeof spec.holidays !== 'string' && spec.holidays.includes(date)) return false;
    const weekday = WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()];
    return weekday !== undefined && spec.days.includes(weekday);
  }

  function judge(at: number): { working: boolean; rest: boolean } {
    const minute = at - (((at % MINUTE) + MINUTE) % MINUTE);
    if (minute !== seen.minute) {
      const { date, minuteOfDay } = read(minute);
      const isWorkday = isWorkingDate(date);
      seen = {
        minute,
        working: isWorkday && spec.hours.some((span) => within(span, minuteOfDay)),
        rest: !isWorkday || spec.rest.some((span) => within(span, minuteOfDay)),
      };
    }
    return seen;
  }

  return {
    isWorking: (at) => judge(at).working,
    isRest: (at) => judge(at).rest,
    between(from, to) {
      let sum = 0;
      for (let second = from; second < to; second += SECOND) if (judge(second).working) sum += SECOND;
      return sum;
    },
    add(from, ms, pauses = []) {
      let left = ms;
      for (let second = from; second < from + PATIENCE; second += SECOND) {
        const paused = pauses.some((pause) => pause.from <= second && second < pause.to);
        if (judge(second).working && !paused) left -= SECOND;
        if (left <= 0) return second + SECOND;
      }
      return null;
    },
  };
}

function within(span: { fromMinute: number; toMinute: number }, minuteOfDay: number): boolean {
  if (span.fromMinute < span.toMinute) return span.fromMinute <= minuteOfDay && minuteOfDay < span.toMinute;
  return minuteOfDay >= span.fromMinute || minuteOfDay < span.toMinute;
}
