import type { Temporal } from 'temporal-polyfill';
import { dayOrNull } from './civil.ts';
import { dayOfNearestYear, onlyDay } from './days.ts';
import type { DayMeaning } from './meaning.ts';
import { type Rule, rule } from './scan.ts';

/** No figure and no further part of a longer number follows. */
const END = '(?!\\d|[-/.]\\d)';

/** 3 December before 12 March, and both only where both exist and differ. */
function eitherOrder(year: number, first: number, second: number): Temporal.PlainDate[] {
  const orders = [dayOrNull(year, first, second), dayOrNull(year, second, first)].filter((day) => day !== null);
  return first === second ? orders.slice(0, 1) : orders;
}

/** Days in figures. A year last (`12/3/2026`) is written in both orders round the world, so it is asked. */
export const NUMERIC_DAYS: readonly Rule<DayMeaning>[] = [
  rule(`(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${END}`, (capture) =>
    onlyDay(() => dayOrNull(Number(capture(1)), Number(capture(3)), Number(capture(4))), { formal: true }),
  ),
  rule(`(20\\d{2})([01]\\d)([0-3]\\d)${END}`, (capture) =>
    onlyDay(() => dayOrNull(Number(capture(1)), Number(capture(2)), Number(capture(3))), { formal: true }),
  ),
  rule(`(\\d{1,2})([-/])(\\d{1,2})\\2(\\d{4})${END}`, (capture) => ({
    choose: 'ask',
    days: () => eitherOrder(Number(capture(4)), Number(capture(1)), Number(capture(3))),
  })),
  rule(`(\\d{1,2})([-/])(\\d{1,2})${END}`, (capture) => {
    const [first, second] = [Number(capture(1)), Number(capture(3))];
    const monthFirst = dayOfNearestYear((year) => dayOrNull(year, first, second));
    const dayFirst = dayOfNearestYear((year) => dayOrNull(year, second, first));
    return {
      choose: 'ask',
      days: (frame) => {
        if (first > 12 && second <= 12) return dayFirst.days(frame);
        if (first === second || second > 12 || frame.locale !== 'en') return monthFirst.days(frame);
        return [...monthFirst.days(frame), ...dayFirst.days(frame)];
      },
    };
  }),
];
