import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../time.ts';
import { instantNear, localDay } from './civil.ts';
import type { DateContext, DateRefusal } from './date-reading.ts';
import { COUNT, countValue, NUMBER, numeralValue } from './numerals.ts';
import { readDate } from './read-date.ts';

/** Whole days, from the first moment of one to the first moment after another; `null`: open at that end. */
export interface DayRange {
  readonly from: Instant | null;
  readonly until: Instant | null;
}

export type RangeReading =
  | { readonly ok: true; readonly range: DayRange }
  | { readonly ok: false; readonly reason: DateRefusal };

type Stretch = { readonly first: Temporal.PlainDate; readonly last: Temporal.PlainDate };
type Days = { readonly [Edge in keyof Stretch]: Temporal.PlainDate | null };
type Context = Omit<DateContext, 'prefer' | 'wholeDay'>;

/** Longer texts are no range of days; they are not even looked at. */
const LONGEST_INPUT = 80;

/** Words for a stretch of days around today, by how many units it lies back. */
const NAMED: readonly (readonly [RegExp, (today: Temporal.PlainDate) => Stretch])[] = [
  [/^(?:今天|今日|today)$/u, (today) => only(today)],
  [/^(?:昨天|昨日|yesterday)$/u, (today) => only(today.subtract({ days: 1 }))],
  [/^前天$/u, (today) => only(today.subtract({ days: 2 }))],
  [/^(?:本周|这周|这一周|this week)$/u, (today) => week(today, 0)],
  [/^(?:上周|上一周|last week)$/u, (today) => week(today, 1)],
  [/^上上周$/u, (today) => week(today, 2)],
  [/^(?:本月|这个月|当月|this month)$/u, (today) => month(today, 0)],
  [/^(?:上月|上个月|last month)$/u, (today) => month(today, 1)],
  [/^(?:本季度|这个季度|this quarter)$/u, (today) => quarter(today, 0)],
  [/^(?:上季度|上个季度|last quarter)$/u, (today) => quarter(today, 1)],
  [/^(?:今年|本年|this year)$/u, (today) => year(today.year)],
  [/^(?:去年|last year)$/u, (today) => year(today.year - 1)],
];

const RECENT = new RegExp(
  `^(?:最近|近|过去|last |past )(\\d{4}|${NUMBER}|${COUNT}) ?(天|日|周|个月|月|年|days?|weeks?|months?|years?)(?:内)?$`,
  'u',
);
const WHOLE_MONTH = /^(?:(\d{4})[-/.年])?(\d{1,2})(?:月份?)?$/u;
const WHOLE_YEAR = /^(\d{4})年?$/u;
const SINCE = /^(?:since |from |after )(.+)$|^(?:自|从)?(.+?)(?:起|以来|之后|以后|后)$/u;
const BEFORE = /^(?:before |until )(.+)$|^(.+?)(?:之前|以前|前)$/u;
const BETWEEN = /[-~～—–至到]|\.\.+| to /gu;

/**
 * Reads a text that is nothing but days: 上周, 本月, 10月1日-10月15日, 2026-10, 最近7天, since Monday, `last month`. Days
 * without a year are past ones. Never throws.
 */
export function readDayRange(text: string, context: Context): RangeReading {
  const written = text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  if (written === '' || written.length > LONGEST_INPUT) return { ok: false, reason: 'not-a-date' };
  const today = localDay(context.now, context.timezone);
  const days = stretchOf(written, today) ?? openRange(written, context);
  if (days !== null) return toRange(days, context.timezone);
  // Before two days with a sign between: 2026-10-01 is one day, not the year up to 1 October.
  const one = dayOf(written, context);
  if (one instanceof Temporal.PlainDate) return toRange(only(one), context.timezone);
  const between = one === 'not-a-date' ? closedRange(written, context) : null;
  if (between === null) return { ok: false, reason: one };
  return 'reason' in between ? between : toRange(between, context.timezone);
}

function stretchOf(written: string, today: Temporal.PlainDate): Stretch | null {
  for (const [pattern, days] of NAMED) if (pattern.test(written)) return days(today);
  const recent = RECENT.exec(written);
  if (recent !== null) {
    const count = numeralValue(recent[1] ?? '') ?? countValue(recent[1] ?? '');
    return count === null ? null : { first: back(today, count, recent[2] ?? ''), last: today };
  }
  const ofYear = WHOLE_YEAR.exec(written);
  if (ofYear !== null && isNear(Number(ofYear[1]))) return year(Number(ofYear[1]));
  const ofMonth = WHOLE_MONTH.exec(written);
  if (ofMonth === null || (ofMonth[1] === undefined && !/月/u.test(written))) return null;
  const number = Number(ofMonth[2]);
  if (number < 1 || number > 12) return null;
  const named = ofMonth[1] === undefined ? (number > today.month ? today.year - 1 : today.year) : Number(ofMonth[1]);
  if (!isNear(named)) return null;
  return monthOf(Temporal.PlainDate.from({ year: named, month: number, day: 1 }));
}

function openRange(written: string, context: Context): Days | null {
  const since = SINCE.exec(written);
  const first = since === null ? null : dayOrStretch((since[1] ?? since[2] ?? '').trim(), context);
  if (first !== null) return { first: first.first, last: null };
  const before = BEFORE.exec(written);
  const end = before === null ? null : dayOrStretch((before[1] ?? before[2] ?? '').trim(), context);
  return end === null ? null : { first: null, last: end.first.subtract({ days: 1 }) };
}

/** Two days with a sign between them that is not part of either: wherever both sides can be read. */
function closedRange(
  written: string,
  context: Context,
): Stretch | { readonly ok: false; readonly reason: DateRefusal } | null {
  for (const sign of written.matchAll(BETWEEN)) {
    const [left, right] = [written.slice(0, sign.index).trim(), written.slice(sign.index + sign[0].length).trim()];
    // 10月1日-15日: the second day is of the first one's month.
    const month = /^(?:\d{4}年)?\d{1,2}月/u.exec(left)?.[0] ?? '';
    const whole =
      /^\d{1,2}[日号]?$/u.test(right) && month !== '' ? `${month}${right.replace(/[日号]$/u, '')}日` : right;
    const [first, last] = [dayOrStretch(left, context), dayOrStretch(whole, context)];
    if (first === null || last === null) continue;
    if (Temporal.PlainDate.compare(first.first, last.last) > 0) return { ok: false, reason: 'does-not-exist' };
    return { first: first.first, last: last.last };
  }
  return null;
}

function dayOrStretch(written: string, context: Context): Stretch | null {
  const stretch = stretchOf(written, localDay(context.now, context.timezone));
  if (stretch !== null) return stretch;
  const day = dayOf(written, context);
  return day instanceof Temporal.PlainDate ? only(day) : null;
}

function dayOf(written: string, context: Context): Temporal.PlainDate | DateRefusal {
  const reading = readDate(written, { ...context, prefer: 'past' });
  if (reading.ok) return localDay(reading.at, context.timezone);
  // Today before opening hours is today all the same; a day ahead is a day, too.
  const again = reading.reason === 'future' ? readDate(written, context) : reading;
  return again.ok ? localDay(again.at, context.timezone) : again.reason;
}

function toRange({ first, last }: Days, timezone: string): RangeReading {
  const from = first === null ? null : instantNear(first, 0, timezone);
  const until = last === null ? null : instantNear(last.add({ days: 1 }), 0, timezone);
  return { ok: true, range: { from, until } };
}

function only(day: Temporal.PlainDate): Stretch {
  return { first: day, last: day };
}

function week(today: Temporal.PlainDate, weeksBack: number): Stretch {
  const first = today.subtract({ days: today.dayOfWeek - 1 + 7 * weeksBack });
  return { first, last: first.add({ days: 6 }) };
}

function month(today: Temporal.PlainDate, monthsBack: number): Stretch {
  return monthOf(today.with({ day: 1 }).subtract({ months: monthsBack }));
}

function monthOf(first: Temporal.PlainDate): Stretch {
  return { first, last: first.with({ day: first.daysInMonth }) };
}

function quarter(today: Temporal.PlainDate, quartersBack: number): Stretch {
  const first = today
    .with({ day: 1, month: today.month - ((today.month - 1) % 3) })
    .subtract({ months: 3 * quartersBack });
  return { first, last: monthOf(first.add({ months: 2 })).last };
}

function year(number: number): Stretch {
  return {
    first: Temporal.PlainDate.from({ year: number, month: 1, day: 1 }),
    last: Temporal.PlainDate.from({ year: number, month: 12, day: 31 }),
  };
}

function isNear(number: number): boolean {
  return number >= 1970 && number <= 2199;
}

function back(today: Temporal.PlainDate, count: number, unit: string): Temporal.PlainDate {
  if (/周|week/u.test(unit)) return today.subtract({ days: 7 * count - 1 });
  if (/月|month/u.test(unit)) return today.subtract({ months: count }).add({ days: 1 });
  if (/年|year/u.test(unit)) return today.subtract({ years: Math.min(count, 200) }).add({ days: 1 });
  return today.subtract({ days: Math.max(count - 1, 0) });
}
