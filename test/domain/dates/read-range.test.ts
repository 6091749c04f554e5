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
  ])('%s', (text, from, until) => {
    const whole = (date: string | null) => (date === null ? null : `${date}T00:00:00.000Z`);
    const reading = read(text);
    if (!reading.ok) return expect.unreachable(reading.reason);
    expect([day(reading.range.from), day(reading.range.until)]).toEqual([whole(from), whole(until)]);
  });

  it.each([
    ['2月30日', 'does-not-exist'],
    ['11月15日-11月1日', 'does-not-exist'],
    ['13月', 'not-a-date'],
    ['abc', 'not-a-date'],
    ['', 'not-a-date'],
    ['-', 'not-a-date'],
    ['长'.repeat(500), 'not-a-date'],
  ])('refuses %s', (text, reason) => {
    expect(read(text)).toEqual({ ok: false, reason });
  });

  it('asks which of two days is meant in English', () => {
    expect(read('10/1', 'en')).toEqual({ ok: false, reason: 'ambiguous' });
  });
});
