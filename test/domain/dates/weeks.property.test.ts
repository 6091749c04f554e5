import { describe, expect, test } from 'vitest';
import { readDate } from '../../../src/domain/dates/read-date.ts';
import { DAY_MS, HOUR_MS } from '../../../src/domain/time.ts';
import { at, SHANGHAI, shown } from './date-scene.ts';

const SHANGHAI_OFFSET = 8 * HOUR_MS;
const FIRST = Date.UTC(2027, 6, 1) - SHANGHAI_OFFSET;
const DAYS_OF_THE_YEAR = Array.from({ length: 366 }, (_, day) => FIRST + day * DAY_MS);

// The reference knows no calendar: it counts days in UTC and walks until the weekday fits.
const dateOf = (instant: number): string => new Date(instant + SHANGHAI_OFFSET).toISOString().slice(0, 10);
const weekdayOf = (instant: number): number => new Date(instant + SHANGHAI_OFFSET).getUTCDay();

function walkTo(weekday: number, from: number, step: 1 | -1): number {
  let day = from;
  while (weekdayOf(day) !== weekday) day += step * DAY_MS;
  return day;
}

const monday = (now: number): number => walkTo(1, now, -1);
const inWeek = (now: number, weeks: number, weekday: number): string =>
  dateOf(monday(now) + (weeks * 7 + ((weekday + 6) % 7)) * DAY_MS);

type Expected = (now: number) => string;
const FUTURE: readonly (readonly [phrase: string, date: Expected])[] = [
  ['今天', dateOf],
  ['明天', (now) => dateOf(now + DAY_MS)],
  ['后天', (now) => dateOf(now + 2 * DAY_MS)],
  ['大后天', (now) => dateOf(now + 3 * DAY_MS)],
  ['下周一', (now) => inWeek(now, 1, 1)],
  ['下周三', (now) => inWeek(now, 1, 3)],
  ['下周日', (now) => inWeek(now, 1, 0)],
  ['下下周一', (now) => inWeek(now, 2, 1)],
  ['next Friday', (now) => inWeek(now, 1, 5)],
  ['周五', (now) => dateOf(walkTo(5, now, 1))],
  ['星期日', (now) => dateOf(walkTo(0, now, 1))],
  ['Wednesday', (now) => dateOf(walkTo(3, now, 1))],
  ['这周日', (now) => inWeek(now, 0, 0)],
];
const PAST: readonly (readonly [phrase: string, date: Expected])[] = [
  ['昨天', (now) => dateOf(now - DAY_MS)],
  ['前天', (now) => dateOf(now - 2 * DAY_MS)],
  ['上周五', (now) => inWeek(now, -1, 5)],
  ['last Monday', (now) => inWeek(now, -1, 1)],
  ['周二', (now) => dateOf(walkTo(2, now, -1))],
  ['这周一', (now) => inWeek(now, 0, 1)],
];

/** Every day at 17:30, and an hour past each midnight, where a zone slip would show. */
function differences(phrase: string, expected: Expected, prefer: 'future' | 'past', hour: number): string[] {
  return DAYS_OF_THE_YEAR.map((day) => day + hour * HOUR_MS).flatMap((now) => {
    const read = shown(readDate(phrase, { ...at('2027-07-01T00:00'), now, prefer }), SHANGHAI).slice(0, 10);
    return read === expected(now) ? [] : [`${new Date(now).toISOString()}: ${read}, expected ${expected(now)}`];
  });
}

describe('every day of a year agrees with a walk over days', () => {
  test.each(FUTURE)('%s', (phrase, expected) => {
    expect(differences(phrase, expected, 'future', 17.5)).toEqual([]);
    expect(differences(phrase, expected, 'future', 0.5)).toEqual([]);
  });

  test.each(PAST)('%s', (phrase, expected) => {
    expect(differences(phrase, expected, 'past', 17.5)).toEqual([]);
    expect(differences(phrase, expected, 'past', 23.5)).toEqual([]);
  });
});
