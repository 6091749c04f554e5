import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../../src/domain/calendar/calendar.ts';
import { parseDaySpan } from '../../../src/domain/calendar/calendar-spec.ts';
import { readAbsence } from '../../../src/domain/duty/read-absence.ts';

const hours = ['09:00-12:00', '13:30-18:00'].flatMap((text) => parseDaySpan(text) ?? []);
const calendarIn = (timezone: string) =>
  createCalendar({
    timezone,
    days: ['mon', 'tue', 'wed', 'thu', 'fri'],
    hours,
    holidays: 'none',
    corrections: { off: [], working: [] },
    rest: [],
  });
const SHANGHAI = calendarIn('Asia/Shanghai');
/** Monday, 23 November 2026, 10:00 in Shanghai. */
const MONDAY = Date.parse('2026-11-23T10:00:00+08:00');

function read(text: string, { now = MONDAY, calendar = SHANGHAI } = {}): string {
  const reading = readAbsence(text, { now, calendar, locale: 'zh-CN' });
  if (!reading.ok) return reading.reason;
  const local = (at: number) => new Date(at + calendar.offsetAt(at)).toISOString().slice(5, 16).replace('T', ' ');
  return `${local(reading.from)} → ${local(reading.until)}`;
}

describe('when somebody is away', () => {
  test.each([
    // Until Friday is through Friday's end.
    ['until 周五', '11-23 10:00 → 11-28 00:00'],
    ['到周五', '11-23 10:00 → 11-28 00:00'],
    ['直到周五为止', '11-23 10:00 → 11-28 00:00'],
    ['until Friday', '11-23 10:00 → 11-28 00:00'],
    ['until 周日', '11-23 10:00 → 11-30 00:00'],
    ['until today', '11-23 10:00 → 11-24 00:00'],
    // A time is a time.
    ['until 18:00', '11-23 10:00 → 11-23 18:00'],
    ['到今天下午', '11-23 10:00 → 11-23 18:00'],
    ['一周', '11-23 10:00 → 11-30 10:00'],
    // A day is that whole day; today, what is left of it.
    ['周五', '11-27 00:00 → 11-28 00:00'],
    ['今天', '11-23 10:00 → 11-24 00:00'],
    ['周三请假', '11-25 00:00 → 11-26 00:00'],
    ['12月1日-12月7日', '12-01 00:00 → 12-08 00:00'],
    ['12月1日-7日', '12-01 00:00 → 12-08 00:00'],
    ['12月1日至7日期间', '12-01 00:00 → 12-08 00:00'],
    ['2026-12-01-2026-12-07', '12-01 00:00 → 12-08 00:00'],
    ['2026-12-01 ~ 2026-12-07', '12-01 00:00 → 12-08 00:00'],
    ['Dec 1 to Dec 7', '12-01 00:00 → 12-08 00:00'],
    ['tomorrow-friday', '11-24 00:00 → 11-28 00:00'],
    ['从周三到下周一', '11-25 00:00 → 12-01 00:00'],
    ['周五-周三', '11-27 00:00 → 12-03 00:00'],
    ['明天下午3点到周五', '11-24 15:00 → 11-28 00:00'],
    ['12月28日-1月3日', '12-28 00:00 → 01-04 00:00'],
    // It began before somebody said so.
    ['11月20日-11月27日', '11-23 10:00 → 11-28 00:00'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));

  test.each([
    ['', 'no-end'],
    ['from tomorrow', 'no-end'],
    ['从明天起', 'no-end'],
    ['昨天', 'past'],
    ['until yesterday', 'past'],
    ['10月1日-10月7日', 'past'],
    ['2020-01-01-2020-01-07', 'past'],
    ['12月7日-12月1日', 'backwards'],
    ['2026-12-07-2026-12-01', 'backwards'],
    ['until 2月30日', 'no-such-date'],
    ['2月30日-3月2日', 'no-such-date'],
    ['乱七八糟', 'not-a-date'],
    ['until - to - until', 'not-a-date'],
    ['-'.repeat(500), 'not-a-date'],
  ])('%s is refused: %s', (text, reason) => expect(read(text)).toBe(reason));

  test('a day whose clocks change is a whole day all the same', () => {
    const calendar = calendarIn('Europe/Berlin');
    const now = Date.parse('2026-10-24T10:00:00+02:00');
    const reading = readAbsence('until Sunday', { now, calendar, locale: 'en' });
    // Sunday, 25 October 2026, has 25 hours: its end is midnight in winter time.
    expect(reading).toEqual({ ok: true, from: now, until: Date.parse('2026-10-26T00:00:00+01:00') });
  });
});
