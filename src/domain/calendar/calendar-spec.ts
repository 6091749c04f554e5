import { DAY_MINUTES, parseIsoDate, WEEKDAYS, type Weekday } from './civil-date.ts';

/** Minutes of the local day, `fromMinute` included, `toMinute` (up to 1440) not. */
export interface DaySpan {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Everything a calendar is made from; the policy file's `timezone`, `workingTime` and `restTime`. */
export interface CalendarSpec {
  /** IANA name. */
  readonly timezone: string;
  readonly days: readonly Weekday[];
  /** Working hours of a working day, in order, not overlapping, none past midnight. */
  readonly hours: readonly DaySpan[];
  /** `CN` follows the announced Chinese table; a list holds the ISO dates that are off. */
  readonly holidays: 'CN' | 'none' | readonly string[];
  /** ISO dates that win over every table and weekday. */
  readonly corrections?: { readonly off?: readonly string[]; readonly working?: readonly string[] };
  /** Times of day when people are left alone; a span may wrap midnight (21:00-09:00). */
  readonly rest: readonly DaySpan[];
  /** Years without a holiday table are knowingly taken as plain weekends, and not reported as missing. */
  readonly assumeWeekends?: boolean;
}

const DAY_SPAN = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/;

/** Reads `09:00-12:00`, `21:00-09:00` or `00:00-24:00`; `null` for anything else, and for a span of no length. */
export function parseDaySpan(text: string): DaySpan | null {
  const match = DAY_SPAN.exec(text);
  if (match === null) return null;
  const fromMinute = readMinute(match[1], match[2]);
  const toMinute = readMinute(match[3], match[4]);
  if (fromMinute === null || toMinute === null || fromMinute === DAY_MINUTES || fromMinute === toMinute) return null;
  return { fromMinute, toMinute };
}

function readMinute(hourText: string | undefined, minuteText: string | undefined): number | null {
  const minute = Number(minuteText);
  const minuteOfDay = Number(hourText) * 60 + minute;
  return minute < 60 && minuteOfDay <= DAY_MINUTES ? minuteOfDay : null;
}

/** Throws on a spec that no calendar can follow, naming the part and the value. People's input is checked before this. */
export function checkCalendarSpec(spec: CalendarSpec): void {
  for (const day of spec.days) {
    if (!WEEKDAYS.includes(day)) throw new Error(`calendar days: ${JSON.stringify(day)} is no weekday`);
  }
  let previousEnd = 0;
  for (const span of spec.hours) {
    checkMinutes('hours', span);
    if (span.fromMinute < previousEnd || span.fromMinute >= span.toMinute) {
      throw new Error(`calendar hours: ${JSON.stringify(spec.hours)} must be in order, apart and within one day`);
    }
    previousEnd = span.toMinute;
  }
  for (const span of spec.rest) checkMinutes('rest', span);
  const { off = [], working = [] } = spec.corrections ?? {};
  const listed = typeof spec.holidays === 'string' ? [] : spec.holidays;
  for (const date of [...listed, ...off, ...working]) {
    if (parseIsoDate(date) === null) throw new Error(`calendar dates: ${JSON.stringify(date)} is no YYYY-MM-DD date`);
  }
  const both = off.find((date) => working.includes(date));
  if (both !== undefined) throw new Error(`calendar corrections: ${both} is both off and working`);
}

function checkMinutes(part: string, span: DaySpan): void {
  for (const minute of [span.fromMinute, span.toMinute]) {
    if (!Number.isInteger(minute) || minute < 0 || minute > DAY_MINUTES) {
      throw new Error(`calendar ${part}: ${JSON.stringify(span)} needs whole minutes from 0 to ${DAY_MINUTES}`);
    }
  }
}

/** The parts of a day that no span covers, in order; spans that wrap midnight count at both ends of the day. */
export function invertDaySpans(spans: readonly DaySpan[]): DaySpan[] {
  const covered = spans
    .flatMap(({ fromMinute, toMinute }) =>
      fromMinute < toMinute
        ? [{ fromMinute, toMinute }]
        : [
            { fromMinute: 0, toMinute },
            { fromMinute, toMinute: DAY_MINUTES },
          ],
    )
    .sort((a, b) => a.fromMinute - b.fromMinute);
  const free: DaySpan[] = [];
  let minute = 0;
  for (const span of covered) {
    if (span.fromMinute > minute) free.push({ fromMinute: minute, toMinute: span.fromMinute });
    minute = Math.max(minute, span.toMinute);
  }
  if (minute < DAY_MINUTES) free.push({ fromMinute: minute, toMinute: DAY_MINUTES });
  return free;
}
