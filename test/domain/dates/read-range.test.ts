import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../src/domain/calendar/calendar.ts';
import { readDayRange } from '../../../src/domain/dates/read-range.ts';
import { demoPolicy } from '../../../src/domain/policy/demo.ts';

const timezone = 'Asia/Shanghai';
const { workingTime, restTime } = demoPolicy();
const { days, hours, holidays, off, working } = workingTime;
const calendar = createCalendar({ timezone, days, hours, holidays, corrections: { off, working }, rest: restTime });
/** Monday, 23 November 2026, 10:00. */
const now = Date.UTC(2026, 10, 23, 2);

const read = (text: string, locale: 'zh-CN' | 'en' = 'zh-CN') =>
  readDayRange(text, { now, timezone, calendar, locale });
const day = (at: number | null) => (at === null ? null : new Date(at + 8 * 3_600_000).toISOString());

/** Days in the local zone, the second one no longer included. */
function spans(text: string, from: string | null, until: string | null): void {
  const whole = (date: string | null) => (date === null ? null : `${date}T00:00:00.000Z`);
  const reading = read(text);
  if (!reading.ok) return expect.unreachable(reading.reason);
  expect([day(reading.range.from), day(reading.range.until)]).toEqual([whole(from), whole(until)]);
}

describe('a range of days', () => {
  it.each([
    ['今天', '2026-11-23', '2026-11-24'],
    ['昨天', '2026-11-22', '2026-11-23'],
    ['上周', '2026-11-16', '2026-11-23'],
    ['本周', '2026-11-23', '2026-11-30'],
    ['本月', '2026-11-01', '2026-12-01'],
    ['上个月', '2026-10-01', '2026-11-01'],
    ['last month', '2026-10-01', '2026-11-01'],
    ['上季度', '2026-07-01', '2026-10-01'],
    ['去年', '2025-01-01', '2026-01-01'],
    ['2025年', '2025-01-01', '2026-01-01'],
    ['10月', '2026-10-01', '2026-11-01'],
    ['12月', '2025-12-01', '2026-01-01'],
    ['２０２６-１０', '2026-10-01', '2026-11-01'],
    ['最近7天', '2026-11-17', '2026-11-24'],
    ['last 7 days', '2026-11-17', '2026-11-24'],
    ['近2周', '2026-11-10', '2026-11-24'],
    ['10月1日-10月15日', '2026-10-01', '2026-10-16'],
    ['10月1日-15日', '2026-10-01', '2026-10-16'],
    ['10月1日到10月15日', '2026-10-01', '2026-10-16'],
    ['2026-10-01-2026-10-15', '2026-10-01', '2026-10-16'],
    ['2026-10-01..2026-10-15', '2026-10-01', '2026-10-16'],
    ['9月-10月', '2026-09-01', '2026-11-01'],
    ['10月1日起', '2026-10-01', null],
    ['since 2026-10-01', '2026-10-01', null],
    ['10月1日之前', null, '2026-10-01'],
    ['before 2026-10-01', null, '2026-10-01'],
    ['周三', '2026-11-18', '2026-11-19'],
    // One day, not the year up to it.
    ['2026-10-01', '2026-10-01', '2026-10-02'],
    ['2026-12-25', '2026-12-25', '2026-12-26'],
    ['10-01', '2026-10-01', '2026-10-02'],
    ['前天', '2026-11-21', '2026-11-22'],
    ['上上周', '2026-11-09', '2026-11-16'],
    ['today', '2026-11-23', '2026-11-24'],
    ['this week', '2026-11-23', '2026-11-30'],
    ['LAST   WEEK', '2026-11-16', '2026-11-23'],
    ['本季度', '2026-10-01', '2027-01-01'],
    ['last quarter', '2026-07-01', '2026-10-01'],
    ['今年', '2026-01-01', '2027-01-01'],
    ['明天', '2026-11-24', '2026-11-25'],
    ['12月25日', '2026-12-25', '2026-12-26'],
    ['今天8点', '2026-11-23', '2026-11-24'],
    ['  昨天 ', '2026-11-22', '2026-11-23'],
  ])('%s', spans);

  it.each([
    ['11月', '2026-11-01', '2026-12-01'],
    ['1月份', '2026-01-01', '2026-02-01'],
    ['2025-12', '2025-12-01', '2026-01-01'],
    ['2025年2月', '2025-02-01', '2025-03-01'],
    ['2026.1', '2026-01-01', '2026-02-01'],
    ['1970', '1970-01-01', '1971-01-01'],
    ['2199', '2199-01-01', '2200-01-01'],
    ['1970-10', '1970-10-01', '1970-11-01'],
    ['2199-10', '2199-10-01', '2199-11-01'],
  ])('a whole month or year: %s', spans);

  it.each([
    ['最近0天', '2026-11-23', '2026-11-24'],
    ['最近1天内', '2026-11-23', '2026-11-24'],
    ['last 1 day', '2026-11-23', '2026-11-24'],
    ['最近三天', '2026-11-21', '2026-11-24'],
    ['last three days', '2026-11-21', '2026-11-24'],
    ['最近一周', '2026-11-17', '2026-11-24'],
    ['last 2 weeks', '2026-11-10', '2026-11-24'],
    ['近1月', '2026-10-24', '2026-11-24'],
    ['最近三个月', '2026-08-24', '2026-11-24'],
    ['last 1 month', '2026-10-24', '2026-11-24'],
    ['近1年', '2025-11-24', '2026-11-24'],
    ['past 2 years', '2024-11-24', '2026-11-24'],
  ])('so far back, today included: %s', spans);

  it.each([
    ['9月 - 10月', '2026-09-01', '2026-11-01'],
    ['10月1日~15', '2026-10-01', '2026-10-16'],
    ['10月1日 至 15号', '2026-10-01', '2026-10-16'],
    ['2025年10月1日-15日', '2025-10-01', '2025-10-16'],
    ['10月1日-10月1日', '2026-10-01', '2026-10-02'],
    ['周一到今天', '2026-11-23', '2026-11-24'],
    ['上周一到17日', '2026-11-16', '2026-11-18'],
    ['昨天-明天', '2026-11-22', '2026-11-25'],
    ['2024年-2025年', '2024-01-01', '2026-01-01'],
    ['last week to today', '2026-11-16', '2026-11-24'],
  ])('from one day to another: %s', spans);

  it.each([
    ['自10月1日以来', '2026-10-01', null],
    ['从上周起', '2026-11-16', null],
    ['上周 以后', '2026-11-16', null],
    ['from last week', '2026-11-16', null],
    ['明天起', '2026-11-24', null],
    ['上周 前', null, '2026-11-16'],
    ['until last week', null, '2026-11-16'],
    ['9月以前', null, '2026-09-01'],
  ])('open at one end: %s', spans);

  it.each([
    ['2月30日', 'does-not-exist'],
    ['11月15日-11月1日', 'does-not-exist'],
    ['13月', 'not-a-date'],
    ['abc', 'not-a-date'],
    ['', 'not-a-date'],
    ['-', 'not-a-date'],
    [' ', 'not-a-date'],
    ['11', 'not-a-date'],
    ['0月', 'not-a-date'],
    ['2026-0', 'not-a-date'],
    ['2026-13-01', 'does-not-exist'],
    ['2026-02-30', 'does-not-exist'],
    ['1969', 'not-a-date'],
    ['2200', 'not-a-date'],
    ['1969-10', 'not-a-date'],
    ['2200-10', 'not-a-date'],
    ['最近三三天', 'not-a-date'],
    ['last 12345 days', 'not-a-date'],
    ['last 7 daysx', 'not-a-date'],
    ['我最近7天', 'not-a-date'],
    ['not today', 'not-a-date'],
    ['since foo', 'not-a-date'],
    ['before foo', 'not-a-date'],
    ['10月1日到', 'not-a-date'],
    ['到10月1日', 'not-a-date'],
    ['10月1日-abc', 'not-a-date'],
    ['abc-10月1日', 'not-a-date'],
    // A bare figure is a day only after a month.
    ['上周一到17', 'not-a-date'],
    ['Thursday, October 1, 2026 at 10 in the morning to Friday, October 2, 2026 at 10 in the morning', 'not-a-date'],
    ['长'.repeat(500), 'not-a-date'],
  ])('refuses %s', (text, reason) => {
    expect(read(text)).toEqual({ ok: false, reason });
  });

  it('asks which of two days is meant in English', () => {
    expect(read('10/1', 'en')).toEqual({ ok: false, reason: 'ambiguous' });
  });

  it('asks when an hour may be of two days', () => {
    expect(read('5点')).toEqual({ ok: false, reason: 'ambiguous' });
  });

  it('looks back two hundred years, not longer', () => {
    expect(read('最近200年').ok).toBe(true);
    expect(read('最近9999年')).toEqual(read('最近200年'));
  });
});
