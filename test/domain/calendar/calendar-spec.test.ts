import { describe, expect, test } from 'vitest';
import { parseDaySpan } from '../../../src/domain/calendar/calendar.ts';
import { type CalendarSpec, invertDaySpans } from '../../../src/domain/calendar/calendar-spec.ts';
import { isoDateOf, parseIsoDate, weekdayOf, yearOf } from '../../../src/domain/calendar/civil-date.ts';
import { daySpans, officeWith } from './local-time.ts';

describe('spans of a day', () => {
  test.each([
    ['09:00-12:00', 540, 720],
    ['13:30-18:05', 810, 1_085],
    ['00:00-24:00', 0, 1_440],
    ['21:00-09:00', 1_260, 540],
    ['23:59-00:00', 1_439, 0],
  ])('%s is read', (text, fromMinute, toMinute) => {
    expect(parseDaySpan(text)).toEqual({ fromMinute, toMinute });
  });

  test.each([
    '9:00-12:00',
    '09:00 - 12:00',
    '09:00–12:00',
    '09：00-12：00',
    '09:60-12:00',
    '09:00-12:60',
    '09:00-24:01',
    '25:00-26:00',
    '24:00-09:00',
    '09:00-09:00',
    '09:00',
    'x09:00-12:00',
    '09:00-12:00x',
    '',
  ])('%j is refused', (text) => {
    expect(parseDaySpan(text)).toBeNull();
  });

  test.each([
    [[], ['00:00-24:00']],
    [
      ['21:00-09:00', '12:00-13:30'],
      ['09:00-12:00', '13:30-21:00'],
    ],
    [
      ['12:00-13:00', '12:30-12:45', '12:45-14:00'],
      ['00:00-12:00', '14:00-24:00'],
    ],
    [['09:00-24:00'], ['00:00-09:00']],
    [['00:00-24:00'], []],
    [['22:00-00:00'], ['00:00-22:00']],
  ])('outside %j lies %j', (covered, free) => {
    expect(invertDaySpans(daySpans(...covered))).toEqual(daySpans(...free));
  });
});

describe('dates', () => {
  test.each([
    ['1970-01-01', 0, 'thu'],
    ['1969-12-31', -1, 'wed'],
    ['2000-02-29', 11_016, 'tue'],
    ['2026-11-22', 20_779, 'sun'],
    ['2026-11-23', 20_780, 'mon'],
    ['0050-01-01', -701_265, 'sat'],
  ])('%s is day %d, a %s', (text, day, weekday) => {
    expect(parseIsoDate(text)).toBe(day);
    expect(isoDateOf(day)).toBe(text);
    expect(weekdayOf(day)).toBe(weekday);
    expect(yearOf(day)).toBe(Number(text.slice(0, 4)));
  });

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '20260101', '2026-01-01T00:00', ' 2026-01-01', ''])(
    '%j is refused',
    (text) => {
      expect(parseIsoDate(text)).toBeNull();
      expect(() => officeWith({}).isWorkingDay(text)).toThrow(`date ${JSON.stringify(text)}: expected YYYY-MM-DD`);
      expect(() => officeWith({}).spansOn(text)).toThrow('expected YYYY-MM-DD');
      expect(() => officeWith({}).atLocal(text, 0)).toThrow('expected YYYY-MM-DD');
    },
  );
});

describe('a spec that no calendar can follow is refused, naming what is wrong', () => {
  // From JSON, as only such values can break what the types promise.
  const badDay = JSON.parse('["mon", "funday"]') as CalendarSpec['days'];

  test.each<[string, Partial<CalendarSpec>]>([
    ['timezone "Mars/Olympus"', { timezone: 'Mars/Olympus' }],
    ['calendar days: "funday" is no weekday', { days: badDay }],
    ['calendar hours: ', { hours: daySpans('13:30-18:00', '09:00-12:00') }],
    ['must be in order, apart and within one day', { hours: daySpans('09:00-12:00', '11:59-18:00') }],
    ['must be in order, apart and within one day', { hours: daySpans('22:00-06:00') }],
    ['must be in order, apart and within one day', { hours: [{ fromMinute: 60, toMinute: 60 }] }],
    [
      'calendar hours: {"fromMinute":0,"toMinute":1441} needs whole minutes',
      { hours: [{ fromMinute: 0, toMinute: 1_441 }] },
    ],
    ['needs whole minutes from 0 to 1440', { hours: [{ fromMinute: 0.5, toMinute: 60 }] }],
    ['calendar rest: {"fromMinute":-1,"toMinute":60} needs', { rest: [{ fromMinute: -1, toMinute: 60 }] }],
    ['calendar dates: "2026-02-30" is no YYYY-MM-DD date', { holidays: ['2026-02-30'] }],
    ['calendar dates: "tomorrow"', { corrections: { off: ['tomorrow'] } }],
    ['calendar dates: "2026-1-1"', { corrections: { working: ['2026-1-1'] } }],
    [
      'calendar corrections: 2026-02-17 is both off and working',
      { corrections: { off: ['2026-02-16', '2026-02-17'], working: ['2026-02-17'] } },
    ],
  ])('%s', (message, parts) => {
    expect(() => officeWith(parts)).toThrow(message);
  });

  test('spans that touch are fine', () => {
    const calendar = officeWith({ hours: daySpans('09:00-12:00', '12:00-18:00') });
    expect(calendar.spansOn('2026-03-04')).toHaveLength(1);
  });
});
