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
  stretch,
  week,
  weekdayOfWeek,
} from './days.ts';
import type { DayMeaning } from './meaning.ts';
import { type Rule, rule } from './scan.ts';

const END = '(?![a-z])';
const WEEKDAY =
  '(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?![a-z])\\.?';
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\\.?';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?(?!\\d|[a-z:])';
const WEEKDAY_STARTS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MONTH_STARTS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const STEPS_BY_WORD: Readonly<Record<string, number>> = { last: -1, this: 0, the: 0, '': 0, next: 1 };
const EDGE = '(end|start|beginning) of (?:the )?';

const weekdayOf = (word: string): number => WEEKDAY_STARTS.indexOf(word.slice(0, 3)) + 1;
const stepsOf = (word: string): number => STEPS_BY_WORD[word] ?? 0;
const edgeOf = (word: string): 'opening' | 'closing' => (word === 'end' ? 'closing' : 'opening');

function dayOfMonth(monthWord: string, day: string, year: string): DayMeaning {
  const number = MONTH_STARTS.indexOf(monthWord.slice(0, 3)) + 1;
  if (year !== '') return onlyDay(() => dayOrNull(Number(year), number, Number(day)));
  return dayOfNearestYear((one) => dayOrNull(one, number, Number(day)));
}

/** The first or last day of a month, a quarter or a year that lies so many of them from this one. */
function edgeOfPeriod(edge: 'opening' | 'closing', months: 1 | 3 | 12, steps: number): DayMeaning {
  return onlyDay(({ today }: Frame) => {
    const first = today
      .with({ day: 1, month: today.month - ((today.month - 1) % months) })
      .add({ months: steps * months });
    return edge === 'opening' ? first : lastDayOf(first.add({ months: months - 1 }).toPlainYearMonth());
  });
}

function edgeOfMonthNamed(edge: 'opening' | 'closing', word: string): DayMeaning {
  const number = MONTH_STARTS.indexOf(word.slice(0, 3)) + 1;
  return dayOfNearestYear((year) => {
    const first = dayOrNull(year, number, 1);
    return first === null || edge === 'opening' ? first : lastDayOf(first.toPlainYearMonth());
  });
}

const MONTHS_BY_PERIOD: Readonly<Record<string, 1 | 3 | 12>> = { month: 1, quarter: 3, year: 12 };
const PERIOD_BY_SHORT: Readonly<Record<string, 1 | 3 | 12>> = { m: 1, q: 3, y: 12 };

/** Days by their English names. */
export const ENGLISH_DAYS: readonly Rule<DayMeaning>[] = [
  rule(`(?:the )?day after tomorrow${END}`, () => daysFromToday(2)),
  rule(`(?:the )?day before yesterday${END}`, () => daysFromToday(-2)),
  rule(`today${END}`, () => daysFromToday(0)),
  rule(`(?:tomorrow|tmrw?|tmw|tomorow)${END}`, () => daysFromToday(1)),
  rule(`yesterday${END}`, () => daysFromToday(-1)),
  rule(`tonight${END}`, () => ({ ...daysFromToday(0), evening: true })),
  rule(`last night${END}`, () => ({ ...daysFromToday(-1), evening: true })),
  rule(`(next|this|last) ${WEEKDAY}`, (capture) => weekdayOfWeek(stepsOf(capture(1)), weekdayOf(capture(2)))),
  rule(`${WEEKDAY},? (?:of )?(next|this|last) week${END}`, (capture) =>
    weekdayOfWeek(stepsOf(capture(2)), weekdayOf(capture(1))),
  ),
  rule(`(next|this|last) week,? (?:on )?${WEEKDAY}`, (capture) =>
    weekdayOfWeek(stepsOf(capture(1)), weekdayOf(capture(2))),
  ),
  rule(`(?:coming )?${WEEKDAY}`, (capture) => nearestWeekday(weekdayOf(capture(1)))),
  rule(`(next|this|last) weekend${END}`, (capture) => weekdayOfWeek(stepsOf(capture(1)), 6)),
  rule(`${EDGE}(?:(next|this|last) )?week${END}`, (capture) => week(stepsOf(capture(2)), edgeOf(capture(1)))),
  rule(`eow${END}`, () => week(0, 'closing')),
  rule(`(next|this|last) week${END}`, (capture) => week(stepsOf(capture(1)))),
  rule(`${EDGE}(?:(next|this|last) )?(month|quarter|year)${END}`, (capture) =>
    edgeOfPeriod(edgeOf(capture(1)), MONTHS_BY_PERIOD[capture(3)] ?? 1, stepsOf(capture(2))),
  ),
  rule(`month[- ]end${END}`, () => edgeOfPeriod('closing', 1, 0)),
  rule(`eo([mqy])${END}`, (capture) => edgeOfPeriod('closing', PERIOD_BY_SHORT[capture(1)] ?? 1, 0)),
  rule(`${EDGE}${MONTH}`, (capture) => edgeOfMonthNamed(edgeOf(capture(1)), capture(2))),
  rule(`(next|this|last) month${END}`, (capture) => month(monthFromNow(stepsOf(capture(1))))),
  rule(`(next|this|last) year${END}`, (capture) =>
    stretch(
      ({ today }) => today.with({ month: 1, day: 1 }).add({ years: stepsOf(capture(1)) }),
      ({ today }) => today.with({ month: 12, day: 31 }).add({ years: stepsOf(capture(1)) }),
    ),
  ),
  rule(`${MONTH} (?:the )?${DAY}(?:,? ?(\\d{4})(?![\\d:]))?`, (capture) =>
    dayOfMonth(capture(1), capture(2), capture(3)),
  ),
  rule(`(?:the )?${DAY} (?:of )?${MONTH}(?:,? (\\d{4})(?![\\d:]))?`, (capture) =>
    dayOfMonth(capture(2), capture(1), capture(3)),
  ),
  rule(`(?:the )?(\\d{1,2})(?:st|nd|rd|th) of (next|this|last) month${END}`, (capture) =>
    onlyDay((frame) => {
      const { year, month: number } = monthFromNow(stepsOf(capture(2)))(frame);
      return dayOrNull(year, number, Number(capture(1)));
    }),
  ),
  rule(`(?:the )?(\\d{1,2})(?:st|nd|rd|th)${END}`, (capture) => dayOfNearestMonth(Number(capture(1)))),
];

/** A weekday before a day, which only confirms it: Thu 3 Dec, Friday, December 4. */
export const ENGLISH_CONFIRMATION: Rule<number> = rule(`${WEEKDAY},? (?:the )?(?=\\d|[a-z]{3})`, (capture) =>
  weekdayOf(capture(1)),
);
/** The same behind it: 3 Dec (Thu). */
export const ENGLISH_CONFIRMATION_BEHIND: Rule<number> = rule(` ?\\(${WEEKDAY}\\)`, (capture) => weekdayOf(capture(1)));
