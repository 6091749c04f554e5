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
    ['2026-12-01', '12-01 00:00 → 12-02 00:00'],
    ['12月1日-3月1日', '12-01 00:00 → 03-02 00:00'],
    ['周五到周五', '11-27 00:00 → 11-28 00:00'],
    // A week or a month is all of it.
    ['下周', '11-30 00:00 → 12-05 00:00'],
    ['until next week', '11-23 10:00 → 12-05 00:00'],
    ['下个月', '12-01 00:00 → 01-01 00:00'],
    // Both ends are meant from today on; an end that would lie before its start, from the start on.
    ['明天到后天', '11-24 00:00 → 11-26 00:00'],
    ['tomorrow to the day after tomorrow', '11-24 00:00 → 11-26 00:00'],
    ['明天上午到明天下午', '11-24 09:00 → 11-24 18:00'],
    ['下周三到下周五', '12-02 00:00 → 12-05 00:00'],
    ['next Monday to next Friday', '11-30 00:00 → 12-05 00:00'],
    ['下周-下周', '11-30 00:00 → 12-05 00:00'],
    ['下周三到周五', '12-02 00:00 → 12-05 00:00'],
    ['明天14:00-16:00', '11-24 14:00 → 11-24 16:00'],
    ['1月28日到5号', '01-28 00:00 → 02-06 00:00'],
    ['Dec 1 to Dec 7', '12-01 00:00 → 12-08 00:00'],
    ['tomorrow-friday', '11-24 00:00 → 11-28 00:00'],
    ['从周三到下周一', '11-25 00:00 → 12-01 00:00'],
    ['周五-周三', '11-27 00:00 → 12-03 00:00'],
    ['明天下午3点到周五', '11-24 15:00 → 11-28 00:00'],
    ['12月28日-1月3日', '12-28 00:00 → 01-04 00:00'],
    // It began before somebody said so.
    ['11月20日-11月27日', '11-23 10:00 → 11-28 00:00'],
    ['昨天到今天', '11-23 10:00 → 11-24 00:00'],
    // What people say first, and the signs around it, mean nothing.
    ['请假 到周五', '11-23 10:00 → 11-28 00:00'],
    ['  off  tomorrow ', '11-24 00:00 → 11-25 00:00'],
    ['，到周五', '11-23 10:00 → 11-28 00:00'],
    [', until Friday', '11-23 10:00 → 11-28 00:00'],
    ['，、周五', '11-27 00:00 → 11-28 00:00'],
    ['到周五。。。', '11-23 10:00 → 11-28 00:00'],
    ['周三，到周五', '11-25 00:00 → 11-28 00:00'],
    ['2026年12月1日，9:30 到 12月2日', '12-01 09:30 → 12-03 00:00'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));

  test.each([
    ['', 'no-end'],
    ['请假', 'no-end'],
    ['，', 'no-end'],
    ['from tomorrow', 'no-end'],
    ['从明天起', 'no-end'],
    ['昨天', 'past'],
    ['until yesterday', 'past'],
    ['10月1日-10月7日', 'past'],
    ['2020-01-01-2020-01-07', 'past'],
    ['12月7日-12月1日', 'backwards'],
    ['2026-12-07-2026-12-01', 'backwards'],
    ['3月20日-1月5日', 'backwards'],
    ['2027-05-01 到 3个月后', 'backwards'],
    ['明天14:00-14:00', 'backwards'],
    ['周五18:00-周五9:00', 'backwards'],
    ['11月20日-11月21日', 'past'],
    ['until 2月30日', 'no-such-date'],
    ['2月30日-3月2日', 'no-such-date'],
    ['乱七八糟', 'not-a-date'],
    ['until - to - until', 'not-a-date'],
    ['-'.repeat(500), 'not-a-date'],
  ])('%s is refused: %s', (text, reason) => expect(read(text)).toBe(reason));

  test.each([
    // The part that was not understood, so that whoever wrote it sees which.
    ['2月30日-3月2日', '2月30日'],
    ['明天到2月30日', '2月30日'],
    ['12月7日-12月1日', '12月7日-12月1日'],
    ['until 乱七八糟', '乱七八糟'],
    ['明天-看病', '明天-看病'],
    ['看病-明天', '看病-明天'],
    ['from tomorrow', 'from tomorrow'],
    ['until yesterday.', 'yesterday'],
    [`周五${'！'.repeat(300)}`, `周五${'！'.repeat(38)}`],
  ])('%.40s: what is shown again is %s', (text, written) => {
    expect(readAbsence(text, { now: MONDAY, calendar: SHANGHAI, locale: 'zh-CN' })).toMatchObject({
      ok: false,
      written,
    });
  });

  test('a text of 200 characters is read, a longer one is no date, whatever stands in it', () => {
    const friday = '到周五为止';
    expect(read(`${friday.slice(0, 3)}${' '.repeat(195)}${friday.slice(3)}`)).toBe('11-23 10:00 → 11-28 00:00');
    expect(read(`${friday.slice(0, 3)}${' '.repeat(196)}${friday.slice(3)}`)).toBe('not-a-date');
  });

  test.each(['12/3', 'until 12/3', '12/3-12/5', '12/3 - Dec 5'])(
    '%s may be two days in English, and is asked',
    (text) => {
      expect(readAbsence(text, { now: MONDAY, calendar: SHANGHAI, locale: 'en' })).toMatchObject({
        ok: false,
        reason: 'ambiguous',
      });
      expect(readAbsence(text, { now: MONDAY, calendar: SHANGHAI, locale: 'zh-CN' }).ok).toBe(true);
    },
  );

  test('a day whose clocks change is a whole day all the same', () => {
    const calendar = calendarIn('Europe/Berlin');
    const now = Date.parse('2026-10-24T10:00:00+02:00');
    const reading = readAbsence('until Sunday', { now, calendar, locale: 'en' });
    // Sunday, 25 October 2026, has 25 hours: its end is midnight in winter time.
    expect(reading).toEqual({ ok: true, from: now, until: Date.parse('2026-10-26T00:00:00+01:00') });
  });
});
