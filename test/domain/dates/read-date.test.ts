import { describe, expect, test } from 'vitest';
import type { DateContext } from '../../../src/domain/dates/date-reading.ts';
import { readDate } from '../../../src/domain/dates/read-date.ts';
import { at, officeCalendar, shown } from './date-scene.ts';

type Case = readonly [now: string, phrase: string, reading: string];

function expectRead([now, phrase, reading]: Case, more: Partial<DateContext> = {}): void {
  expect(shown(readDate(phrase, at(now, more)), more.timezone)).toBe(reading);
}

describe('what a phrase means depends on when it is said', () => {
  const CASES: readonly Case[] = [
    // Weeks start on Monday: on a Sunday 下周三 is three days away.
    ['2026-11-22T10:00', '下周三', '2026-11-25 (09:00)'],
    ['2026-11-22T10:00', '这周五', 'past'],
    ['2026-11-22T10:00', 'next Friday', '2026-11-27 (09:00)'],
    ['2026-11-23T10:00', '下周三', '2026-12-02 (09:00)'],
    ['2026-11-20T14:00', '周五上午10点', '2026-11-27T10:00'],
    ['2026-11-20T09:00', '周五上午10点', '2026-11-20T10:00'],
    ['2026-11-20T18:00', '周五', '2026-11-20 (18:00)'],
    ['2026-11-20T18:01', '周五', '2026-11-27 (09:00)'],
    ['2026-11-20T16:00', '周五3点', '2026-11-27T15:00'],
    ['2026-11-20T10:00', '周五3点', '2026-11-20T15:00'],
    ['2026-11-18T08:00', '今天', '2026-11-18 (09:00)'],
    ['2026-11-18T20:00', '今天', '2026-11-18 (23:59)'],
    ['2026-11-18T20:00', '下班前', 'past 2026-11-19T18:00'],
    ['2026-11-18T20:00', 'tonight', '2026-11-18T22:00'],
    ['2026-11-18T23:30', '今晚', 'past'],
    ['2026-11-18T22:00', '凌晨2点', '2026-11-19T02:00'],
    ['2026-11-18T01:00', '凌晨2点', '2026-11-18T02:00'],
    ['2026-11-18T22:00', '零点', '2026-11-19T00:00'],
    ['2026-11-18T10:00', '9点', 'ambiguous 2026-11-18T21:00 2026-11-19T09:00'],
    ['2026-11-18T10:00', '今天9点', '2026-11-18T21:00'],
    ['2026-11-18T07:00', '8点', 'ambiguous 2026-11-18T08:00 2026-11-18T20:00'],
    ['2026-11-18T07:00', '8:30', '2026-11-18T08:30'],
    ['2026-11-21T10:00', '周六3点', '2026-11-21T15:00'],
    ['2026-11-21T10:00', '下班前', '2026-11-21T18:00'],
    ['2026-11-30T10:00', '月底', '2026-11-30 (18:00)'],
    ['2026-11-30T10:00', '31号', 'does-not-exist'],
    ['2026-12-01T10:00', '31号', '2026-12-31 (09:00)'],
    ['2027-01-31T10:00', '一个月后', '2027-02-28T10:00'],
    ['2027-03-05T10:00', '2月29日', '2028-02-29 (09:00)'],
    ['2027-01-05T10:00', '2月29日', 'does-not-exist'],
    ['2026-11-25T10:00', '11月20日', 'past'],
    ['2026-11-25T10:00', '5月1日', '2027-05-01 (09:00)'],
    // Six months back is a slip, a day more is next year.
    ['2026-11-18T14:20', '5月18日', 'past'],
    ['2026-11-18T14:20', '5月17日', '2027-05-17 (09:00)'],
    // The first working day of a month that begins on a Sunday.
    ['2026-10-20T10:00', '下个月', '2026-11-02 (09:00)'],
    ['2026-11-01T12:00', '月初', '2026-11-01 (18:00)'],
    ['2026-11-15T12:00', '月中', '2026-11-15 (18:00)'],
    ['2026-11-16T12:00', '月中', '2026-12-15 (09:00)'],
    ['2027-12-10T10:00', 'end of feb', '2028-02-29 (09:00)'],
    ['2026-12-31T10:00', '年底', '2026-12-31 (18:00)'],
    ['2026-12-31T10:00', '明天', '2027-01-01 (09:00)'],
    ['2026-12-28T10:00', '下周三', '2027-01-06 (09:00)'],
    ['2026-11-20T17:00', '2个工作日内', '2026-11-24T17:00'],
    ['2026-11-21T11:00', '1个工作日后', '2026-11-24T09:00'],
  ];
  test.each(CASES)('%s: %s → %s', (...one) => expectRead(one));
});

describe('past when the customer spoke', () => {
  const CASES: readonly Case[] = [
    ['2026-01-05T10:00', '12月28日', '2025-12-28 (09:00)'],
    ['2026-05-18T10:00', '11月18日', 'future'],
    ['2026-05-18T10:00', '11月19日', '2025-11-19 (09:00)'],
    ['2025-02-10T10:00', '2月29日', '2024-02-29 (09:00)'],
    ['2025-03-05T10:00', '2月29日', 'does-not-exist'],
    ['2026-11-22T10:00', '周日', '2026-11-22 (09:00)'],
    ['2026-11-22T08:00', '今天', '2026-11-22 (00:00)'],
    ['2026-11-22T08:00', '周日', '2026-11-15 (09:00)'],
    ['2026-11-22T00:10', '23:50', 'future 2026-11-21T23:50'],
    ['2026-11-18T08:00', '12点半', 'ambiguous 2026-11-17T12:30 2026-11-18T00:30'],
    ['2026-03-01T10:00', '30号', 'does-not-exist'],
    ['2026-11-22T10:00', '11:30', 'future 2026-11-21T11:30'],
    ['2026-11-23T10:00', '2个工作日前', '2026-11-19T10:00'],
  ];
  test.each(CASES)('%s: %s → %s', (...one) => expectRead(one, { prefer: 'past' }));
});

describe('without a preference nothing is refused', () => {
  const CASES: readonly Case[] = [
    ['2026-11-18T14:20', '昨天下午3点', '2026-11-17T15:00'],
    ['2026-11-18T14:20', '13:00', '2026-11-18T13:00'],
    ['2026-11-18T14:20', '1月5日', '2026-01-05 (09:00)'],
    ['2026-11-18T14:20', '周一', '2026-11-23 (09:00)'],
    ['2026-01-05T10:00', '12月28日', '2026-12-28 (09:00)'],
    ['2026-11-18T14:20', '月初', '2026-11-01 (09:00)'],
    ['2026-11-18T14:20', '17号', '2026-11-17 (09:00)'],
    ['2026-11-18T14:20', '19号', '2026-11-19 (09:00)'],
    // From 1970 to 2199, and not a day beyond.
    ['2026-11-18T14:20', '1970-01-01', '1970-01-01 (09:00)'],
    ['2026-11-18T14:20', '1969-12-31', 'does-not-exist'],
    ['2026-11-18T14:20', '2199-12-31', '2199-12-31 (09:00)'],
    ['2026-11-18T14:20', '2200-01-01', 'does-not-exist'],
    ['2199-12-30T10:00', '明天', '2199-12-31 (09:00)'],
    ['2199-12-31T10:00', '明天', 'does-not-exist'],
    ['2199-12-31T10:00', '1天后', 'does-not-exist'],
    ['1970-01-02T10:00', '昨天', '1970-01-01 (09:00)'],
    ['1970-01-01T10:00', '昨天', 'does-not-exist'],
    ['1970-01-01T10:00', '2天前', 'does-not-exist'],
    ['2026-11-18T14:20', '两小时前', '2026-11-18T12:20'],
  ];
  test.each(CASES)('%s: %s → %s', (now, phrase, reading) => {
    const { prefer: _, ...context } = at(now);
    expect(shown(readDate(phrase, context))).toBe(reading);
  });
});

describe('a deadline lies at the end of its day', () => {
  const CASES: readonly Case[] = [
    ['2026-11-18T14:20', '周五', '2026-11-20 (18:00)'],
    ['2026-11-18T14:20', '明天', '2026-11-19 (18:00)'],
    ['2026-11-18T14:20', '明天上午', '2026-11-19T12:00'],
    ['2026-11-18T14:20', '明天下午', '2026-11-19T18:00'],
    ['2026-11-18T14:20', '下周', '2026-11-27 (18:00)'],
    ['2026-11-18T14:20', '下周初', '2026-11-23 (09:00)'],
    ['2026-11-18T14:20', '下个月', '2026-12-31 (18:00)'],
    ['2026-11-18T14:20', '月底', '2026-11-30 (18:00)'],
    ['2026-11-18T14:20', '周六', '2026-11-21 (18:00)'],
    ['2026-11-18T20:00', '今天', '2026-11-18 (23:59)'],
    ['2026-11-18T14:20', 'next week', '2026-11-27 (18:00)'],
  ];
  test.each(CASES)('%s: %s → %s', (...one) => expectRead(one, { wholeDay: 'closing' }));
});

describe('a past day that is meant to its end', () => {
  const CASES: readonly Case[] = [
    ['2026-11-18T14:20', '昨天', '2026-11-17 (18:00)'],
    ['2026-11-18T14:20', '昨天下午', '2026-11-17T18:00'],
    ['2026-11-18T14:20', '上周', '2026-11-09 (18:00)'],
    // What is not over yet counts from its beginning.
    ['2026-11-18T14:20', '今天', '2026-11-18 (09:00)'],
    ['2026-11-18T14:20', '今天下午', '2026-11-18T13:30'],
    ['2026-11-18T20:00', '今天下午', '2026-11-18T18:00'],
    ['2026-11-18T08:00', '今天', '2026-11-18 (00:00)'],
  ];
  test.each(CASES)('%s: %s → %s', (...one) => expectRead(one, { prefer: 'past', wholeDay: 'closing' }));
});

describe('how long a phrase may be', () => {
  test.each([
    ['200 characters with its spaces', `明${' '.repeat(198)}天`, '2026-11-19 (09:00)'],
    ['and no more', `明${' '.repeat(199)}天`, 'not-a-date'],
    ['not counting those around it', `${' '.repeat(300)}明天${' '.repeat(300)}`, '2026-11-19 (09:00)'],
    ['57 letters', 'Wed, 25th of Nov, 2026 before the end of the business day', '2026-11-25T18:00'],
    ['not 72', 'Wednesday, the 25th of November, 2026 before the end of the business day', 'not-a-date'],
  ])('%s', (_, phrase, reading) => expectRead(['2026-11-18T14:20', phrase, reading]));
});

test('a refusal with nothing to choose from names no choices', () => {
  expect(readDate('昨天', at('2026-11-18T14:20'))).toEqual({ ok: false, reason: 'past' });
});

test('days from now keep the time of day to the millisecond', () => {
  const context = at('2026-11-18T14:20');
  const now = context.now + 30_250;
  expect(readDate('3天后', { ...context, now })).toEqual({ ok: true, at: now + 3 * 86_400_000, hasTime: true });
});

describe('figures in English', () => {
  const CASES: readonly Case[] = [
    ['2026-11-18T14:20', '5/5', '2027-05-05 (09:00)'],
    ['2026-11-18T14:20', '5/5/2027', '2027-05-05 (09:00)'],
    ['2026-11-18T14:20', '13/12', '2026-12-13 (09:00)'],
    ['2026-11-18T14:20', '11/12', 'ambiguous 2026-12-11T09:00'],
    // Today's day is meant to its end once its opening is past, as long as the day lasts.
    ['2026-11-12T14:20', '11/12', 'ambiguous 2026-11-12T18:00 2026-12-11T09:00'],
    ['2026-11-12T20:20', '11/12', 'ambiguous 2026-11-12T23:59 2026-12-11T09:00'],
    ['2026-11-18T14:20', '12/3', 'ambiguous 2026-12-03T09:00 2027-03-12T09:00'],
    ['2026-11-18T14:20', '12/25', '2026-12-25 (09:00)'],
    ['2026-11-18T14:20', '12/12', '2026-12-12 (09:00)'],
    ['2026-11-18T14:20', '2/3/2027 10:00', 'ambiguous 2027-02-03T10:00 2027-03-02T10:00'],
  ];
  test.each(CASES)('%s: %s → %s', (...one) => expectRead(one, { locale: 'en' }));
});

describe('daylight saving in New York', () => {
  const timezone = 'America/New_York';
  const newYork = { timezone, calendar: officeCalendar(timezone) };
  const read = (now: string, phrase: string) =>
    shown(readDate(phrase, { ...at('2026-01-01T00:00', newYork), now: Date.parse(now) }), timezone);

  test('a time that clocks skip does not exist', () => {
    expect(read('2026-03-07T12:00-05:00', '明天凌晨2点半')).toBe('does-not-exist');
    expect(read('2026-03-07T12:00-05:00', 'tomorrow 3:30am')).toBe('2026-03-08T03:30');
  });

  test('a time that clocks show twice is asked', () => {
    const reading = readDate('tomorrow 1:30am', {
      ...at('2026-01-01T00:00', newYork),
      now: Date.parse('2026-10-31T12:00-04:00'),
    });
    const choices = [Date.parse('2026-11-01T01:30-04:00'), Date.parse('2026-11-01T01:30-05:00')];
    expect(reading).toEqual({ ok: false, reason: 'ambiguous', choices });
  });

  test('days keep the time of day, hours do not', () => {
    expect(read('2026-03-07T12:00-05:00', '一天后')).toBe('2026-03-08T12:00');
    expect(read('2026-03-07T12:00-05:00', '24小时后')).toBe('2026-03-08T13:00');
    expect(read('2026-10-31T12:00-04:00', 'in a week')).toBe('2026-11-07T12:00');
  });

  test('today is the local day, not that of UTC', () => {
    expect(read('2026-11-19T03:00Z', '明天上午10点')).toBe('2026-11-19T10:00');
  });
});

describe('the calendar decides', () => {
  const lateShift = at('2026-11-18T14:20', {
    calendar: {
      isWorkingDay: () => true,
      spansOn: (date) => [{ from: Date.parse(`${date}T15:00+08:00`), to: Date.parse(`${date}T23:00+08:00`) }],
      addWorkingDays: (from) => from,
    },
  });

  test('which half of the day an hour is in', () => {
    expect(shown(readDate('明天8点', lateShift))).toBe('2026-11-19T20:00');
    expect(shown(readDate('明天10点', lateShift))).toBe('2026-11-19T22:00');
  });

  test('when work ends', () => {
    expect(shown(readDate('下班前', lateShift))).toBe('2026-11-18T23:00');
    expect(shown(readDate('明天下午', lateShift))).toBe('2026-11-19T15:00');
  });

  test('round the clock both halves are as likely, and asked', () => {
    const roundTheClock = at('2026-11-18T14:20', {
      calendar: {
        isWorkingDay: () => true,
        spansOn: (date) => [{ from: Date.parse(`${date}T00:00+08:00`), to: Date.parse(`${date}T24:00+08:00`) }],
        addWorkingDays: (from) => from,
      },
    });
    expect(shown(readDate('明天5点', roundTheClock))).toBe('ambiguous 2026-11-19T05:00 2026-11-19T17:00');
    expect(shown(readDate('明天5:30', roundTheClock))).toBe('2026-11-19T05:30');
  });
});
