import { dayOrNull } from './civil.ts';
import type { Frame } from './date-reading.ts';
import {
  dayOfNearestMonth,
  dayOfNearestYear,
  daysFromToday,
  lastDayOf,
  month,
  monthFromNow,
  nearestWeekday,
  onlyDay,
  week,
  weekdayOfWeek,
} from './days.ts';
import type { DayMeaning } from './meaning.ts';
import { NUMBER, numeralValue, yearValue } from './numerals.ts';
import { NUMERIC_DAYS } from './numeric-days.ts';
import { type Captures, type Rule, rule } from './scan.ts';

const OFFSET_BY_WORD: Readonly<Record<string, number>> = {
  大前: -3,
  前: -2,
  昨: -1,
  今: 0,
  明: 1,
  后: 2,
  大后: 3,
};
const WEEK = '(?:周|星期|礼拜)';
const WEEKDAY = '[一二三四五六日天]|[1-7](?!\\d)';
const NUMBERED_MONTH = `(?:(\\d{4}|\\d{2}|[〇零一二三四五六七八九]{4})年|(今年|本年|明年|后年|去年|前年))?(${NUMBER})月份?`;
const RELATIVE_MONTH = '(?:(下{1,3}|上{1,3})个?月|(本|这个?|当)月)';
const YEARS_BY_WORD: Readonly<Record<string, number>> = { 前: -2, 去: -1, 今: 0, 本: 0, 明: 1, 后: 2 };

/** How many weeks or months 下, 上上 or 这 are away. */
function stepsOf(word: string): number {
  if (word.startsWith('下')) return word.length;
  return word.startsWith('上') ? -word.length : 0;
}

/** The weekday of 一 … 日, 天 or 1 … 7, Monday being 1. */
export function weekdayOf(char: string): number {
  const index = '一二三四五六日'.indexOf(char === '天' ? '日' : char);
  return index >= 0 ? index + 1 : Number(char);
}

/** A day of a month that was given with its year, with 今年 or 明年, or without one. */
function dayOfMonth(
  year: string,
  yearWord: string,
  number: string,
  day: (year: number, month: number) => ReturnType<typeof dayOrNull>,
) {
  const value = numeralValue(number);
  if (value === null) return null;
  if (yearWord !== '') return onlyDay(({ today }) => day(today.year + (YEARS_BY_WORD[yearWord.charAt(0)] ?? 0), value));
  if (year === '') return dayOfNearestYear((one) => day(one, value));
  const named = yearValue(year);
  return named === null ? null : onlyDay(() => day(named, value));
}

const lastOfMonth = (year: number, number: number) => {
  const first = dayOrNull(year, number, 1);
  return first === null ? null : lastDayOf(first.toPlainYearMonth());
};

/** 底 and 末, 初 or 中 of a month, as a day of it. */
function pointOf(word: string): (year: number, month: number) => ReturnType<typeof dayOrNull> {
  if (word === '初') return (year, number) => dayOrNull(year, number, 1);
  return word === '中' ? (year, number) => dayOrNull(year, number, 15) : lastOfMonth;
}

function inMonthsFromNow(months: number, point: ReturnType<typeof pointOf>): DayMeaning {
  return onlyDay((frame) => {
    const { year, month: number } = monthFromNow(months)(frame);
    return point(year, number);
  });
}

/** The first or last day of a quarter: 本季度末, 下季度初, 三季度末 (this year's). */
function quarterPoint(capture: Captures): DayMeaning {
  const start = capture(3) === '初';
  const numbered = capture(2) === '' ? null : weekdayOf(capture(2));
  return onlyDay(({ today }: Frame) => {
    const quarter = numbered === null ? Math.ceil(today.month / 3) + stepsOf(capture(1)) : numbered;
    const first = today.with({ month: 1, day: 1 }).add({ months: (quarter - 1) * 3 });
    return start ? first : lastDayOf(first.add({ months: 2 }).toPlainYearMonth());
  });
}

function bareMonthPoint(word: string): DayMeaning {
  return onlyDay((frame) => {
    const { today } = frame;
    const here = pointOf(word)(today.year, today.month);
    // 月初 said after the 1st, for something ahead, is the next one; 月底 is never past.
    const months = here !== null && frame.prefer === 'future' && here.day < today.day ? 1 : 0;
    const { year, month: number } = monthFromNow(months)(frame);
    return pointOf(word)(year, number);
  });
}

/** Days by their Chinese names and in figures. */
export const CHINESE_DAYS: readonly Rule<DayMeaning>[] = [
  ...NUMERIC_DAYS,
  rule('(大前|大后|前|昨|今|明|后)(?:[天日]|儿个?)', (capture) => daysFromToday(OFFSET_BY_WORD[capture(1)] ?? 0)),
  rule('([昨今明])(?=[早晨晚夜])', (capture) => daysFromToday(OFFSET_BY_WORD[capture(1)] ?? 0)),
  rule(`(?:(下{1,3}|上{1,3})|本|这)个?${WEEK}(${WEEKDAY})`, (capture) =>
    weekdayOfWeek(stepsOf(capture(1)), weekdayOf(capture(2))),
  ),
  rule(`${WEEK}(${WEEKDAY})`, (capture) => nearestWeekday(weekdayOf(capture(1)))),
  rule(`(?:(下{1,3}|上{1,3})|本|这)个?${WEEK}末`, (capture) => weekdayOfWeek(stepsOf(capture(1)), 6)),
  rule('周末', () => nearestWeekday(6)),
  rule(`(?:(下{1,3}|上{1,3})|本|这)个?${WEEK}(初|之?内|以内|底|结束前?)?`, (capture) =>
    week(stepsOf(capture(1)), edgeOf(capture(2))),
  ),
  rule('周(?:之?内|底)', () => week(0, 'closing')),
  rule(`${NUMBERED_MONTH}(${NUMBER})[日号]?`, (capture) => {
    const day = numeralValue(capture(4));
    return day === null
      ? null
      : dayOfMonth(capture(1), capture(2), capture(3), (year, number) => dayOrNull(year, number, day));
  }),
  rule(`${NUMBERED_MONTH}([初中底末])`, (capture) =>
    dayOfMonth(capture(1), capture(2), capture(3), pointOf(capture(4))),
  ),
  rule(`${RELATIVE_MONTH}的?(${NUMBER})[日号]`, (capture) => {
    const day = numeralValue(capture(3));
    return day === null ? null : inMonthsFromNow(stepsOf(capture(1)), (year, number) => dayOrNull(year, number, day));
  }),
  rule('(?:(下{1,3}|上{1,3})个?|本|这个?|当)月([初中底末])', (capture) =>
    inMonthsFromNow(stepsOf(capture(1)), pointOf(capture(2))),
  ),
  rule(`${RELATIVE_MONTH}(之?内|以内|结束前?)?`, (capture) =>
    month(monthFromNow(stepsOf(capture(1))), edgeOf(capture(3))),
  ),
  rule('月([初中底末])', (capture) => bareMonthPoint(capture(1))),
  rule(`(${NUMBER})[日号]`, (capture) => {
    const day = numeralValue(capture(1));
    return day === null ? null : dayOfNearestMonth(day);
  }),
  rule('(?:(\\d{4})|([今本明后去前])?)年?年(底|末|终|初)', (capture) =>
    onlyDay(({ today }) => {
      const year = capture(1) === '' ? today.year + (YEARS_BY_WORD[capture(2)] ?? 0) : Number(capture(1));
      return capture(3) === '初' ? dayOrNull(year, 1, 1) : dayOrNull(year, 12, 31);
    }),
  ),
  rule('(?:(下{1,3}|上{1,3})个?|本|这个?|第?([一二三四1-4]))?季度?([初底末])', quarterPoint),
  rule('q()([1-4])([初底末])', quarterPoint),
];

function edgeOf(word: string): 'opening' | 'closing' | undefined {
  if (word === '') return undefined;
  return word === '初' ? 'opening' : 'closing';
}

/** A weekday that only confirms the day before it: （周三） in the bot's own echo, 周三 in 12月3日周三. */
export const CHINESE_CONFIRMATION: Rule<number> = rule(`\\(?${WEEK}(${WEEKDAY})\\)?`, (capture) =>
  weekdayOf(capture(1)),
);
