import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../../src/domain/calendar/calendar.ts';
import type { DateContext } from '../../../src/domain/dates/date-reading.ts';
import { readDate } from '../../../src/domain/dates/read-date.ts';
import { at, SHANGHAI, shown } from './date-scene.ts';

type Hours = readonly (readonly [from: number, to: number])[];
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

function calendarOf(hours: Hours) {
  return createCalendar({
    timezone: SHANGHAI,
    days: [...WEEK],
    hours: hours.map(([fromMinute, toMinute]) => ({ fromMinute, toMinute })),
    holidays: 'none',
    rest: [],
  });
}

/** Read on Wednesday 18 November 2026 at 14:20, with these hours on working days. */
function reader(hours: Hours, more: Partial<DateContext> = {}) {
  const context = at('2026-11-18T14:20', { calendar: calendarOf(hours), ...more });
  return (phrase: string) => shown(readDate(phrase, context));
}

const clock = (hour: number, minute = 0) => hour * 60 + minute;

describe('hours that begin and end within an hour', () => {
  const read = reader([[clock(9, 30), clock(17, 45)]]);
  test.each([
    ['明天', '2026-11-19 (09:30)'],
    ['明天下班前', '2026-11-19T17:45'],
    ['明天9:30', '2026-11-19T09:30'],
    ['明天五点三刻', '2026-11-19T17:45'],
    // Neither half of the day is worked then.
    ['明天九点一刻', 'ambiguous 2026-11-19T09:15 2026-11-19T21:15'],
    ['明天五点五十', 'ambiguous 2026-11-19T05:50 2026-11-19T17:50'],
  ])('%s → %s', (phrase, reading) => expect(read(phrase)).toBe(reading));
});

describe('a late shift to midnight', () => {
  const read = reader([[clock(15), clock(24)]]);
  test.each([
    ['明天11点', '2026-11-19T23:00'],
    ['明天下班前', '2026-11-20T00:00'],
    // A morning without work begins at nine.
    ['明天上午', '2026-11-19T09:00'],
    ['周六上午', '2026-11-21T09:00'],
    ['周六', '2026-11-21 (15:00)'],
  ])('%s → %s', (phrase, reading) => expect(read(phrase)).toBe(reading));
});

describe('an early shift', () => {
  const read = reader([[clock(3), clock(11)]]);
  test.each([
    // Either side of the night may be meant, though one is worked.
    ['明天晚上4点', 'ambiguous 2026-11-19T04:00 2026-11-20T04:00'],
    ['明天4点', '2026-11-19T04:00'],
  ])('%s → %s', (phrase, reading) => expect(read(phrase)).toBe(reading));
});

describe('a day that begins late or is broken by pauses', () => {
  test('a free morning begins when work usually does', () => {
    expect(reader([[clock(10), clock(19)]])('周六上午')).toBe('2026-11-21T10:00');
    expect(reader([[clock(12), clock(19)]])('周六上午')).toBe('2026-11-21T09:00');
  });

  test('the afternoon is over when the last of its spans is', () => {
    const read = (hours: Hours) => reader(hours, { wholeDay: 'closing' })('明天下午');
    expect(read([[clock(13), clock(17)]])).toBe('2026-11-19T17:00');
    expect(
      read([
        [clock(13), clock(14)],
        [clock(14, 30), clock(15, 30)],
        [clock(16), clock(17)],
      ]),
    ).toBe('2026-11-19T17:00');
  });
});

describe('hours that differ from day to day', () => {
  /** Fridays end at one; the weekend is off. */
  const calendar = {
    isWorkingDay: (date: string) => ![0, 6].includes(new Date(date).getUTCDay()),
    spansOn: (date: string) => [
      {
        from: Date.parse(`${date}T09:00+08:00`),
        to: Date.parse(`${date}T${new Date(date).getUTCDay() === 5 ? '13' : '18'}:00+08:00`),
      },
    ],
    addWorkingDays: (from: number) => from,
  };
  test.each([
    ['明天下班前', '2026-11-19T18:00'],
    ['周五下班前', '2026-11-20T13:00'],
    // A day off borrows the hours of the working day after it, not of the one before.
    ['周六下班前', '2026-11-21T18:00'],
    ['周五下班前', '2026-11-20T13:00'],
  ])('%s → %s', (phrase, reading) => {
    expect(shown(readDate(phrase, at('2026-11-18T14:20', { calendar })))).toBe(reading);
  });
});

describe('a calendar without any working day', () => {
  const calendar = { isWorkingDay: () => false, spansOn: () => [], addWorkingDays: (from: number) => from };
  test.each([
    ['明天', '2026-11-19 (09:00)'],
    ['明天下班前', '2026-11-19T18:00'],
    ['下周', '2026-11-23 (09:00)'],
    ['明天5点', '2026-11-19T17:00'],
  ])('keeps office hours: %s → %s', (phrase, reading) => {
    expect(shown(readDate(phrase, at('2026-11-18T14:20', { calendar })))).toBe(reading);
  });

  test('has no working day to count back to, and comes to an end', () => {
    expect(readDate('3个工作日前', at('2026-11-18T14:20', { calendar, prefer: 'past' })).ok).toBe(true);
  });
});

describe('after a long run of days off', () => {
  const openFrom = (first: string) => ({
    isWorkingDay: (date: string) => date >= first,
    spansOn: (date: string) => [{ from: Date.parse(`${date}T10:00+08:00`), to: Date.parse(`${date}T16:00+08:00`) }],
    addWorkingDays: (from: number) => from,
  });
  test('the hours are looked for a month ahead, then office hours serve', () => {
    const read = (first: string) => shown(readDate('明天', at('2026-11-18T14:20', { calendar: openFrom(first) })));
    expect(read('2026-12-20')).toBe('2026-11-19 (10:00)');
    expect(read('2026-12-21')).toBe('2026-11-19 (09:00)');
  });
});
