import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../../src/domain/calendar/calendar.ts';
import { type Duration, HOUR_MS, parseDuration, type TimeBasis } from '../../../src/domain/time.ts';
import { at, daySpans, OFFICE, officeWith, wall } from './local-time.ts';

const office = createCalendar(OFFICE);

function duration(text: string): Duration {
  const parsed = parseDuration(text);
  if (parsed === null) throw new Error(`bad duration ${text}`);
  return parsed;
}

function deadline(basis: TimeBasis, start: string, length: string, pauses: readonly [string, string][] = []): string {
  const spans = pauses.map(([from, to]) => ({ from: at(office, from), to: at(office, to) }));
  return wall(office, office.deadline(basis, at(office, start), duration(length), spans));
}

describe('days as a length', () => {
  test.each<[string, TimeBasis, string, string, string]>([
    ['same local time', 'working', '2026-03-03 10:00', '2wd', '2026-03-05 10:00'],
    ['over a weekend', 'working', '2026-03-05 10:00', '2wd', '2026-03-09 10:00'],
    ['over Spring Festival, make-up Saturday counted', 'working', '2026-02-13 10:00', '2wd', '2026-02-24 10:00'],
    ['the end of a day stays the end of a day', 'working', '2026-03-03 18:00', '1wd', '2026-03-04 18:00'],
    ['from the evening: as from the next morning', 'working', '2026-03-03 20:00', '1wd', '2026-03-05 09:00'],
    ['from lunch: as from the afternoon', 'working', '2026-03-03 12:30', '1wd', '2026-03-04 13:30'],
    ['from before work', 'working', '2026-03-03 07:00', '1wd', '2026-03-04 09:00'],
    ['from a day off: as from the next morning', 'working', '2026-03-07 10:00', '1wd', '2026-03-10 09:00'],
    ['none, from a day off', 'working', '2026-03-07 10:00', '0wd', '2026-03-09 09:00'],
    ['none, in working time', 'working', '2026-03-03 10:00', '0wd', '2026-03-03 10:00'],
    ['round the clock: not moved', 'round-the-clock', '2026-03-05 20:00', '2wd', '2026-03-09 20:00'],
    ['round the clock, from a day off', 'round-the-clock', '2026-03-07 20:00', '1wd', '2026-03-09 20:00'],
    ['round the clock, none', 'round-the-clock', '2026-03-07 20:00', '0wd', '2026-03-07 20:00'],
    ['dates: same local time', 'working', '2026-03-03 10:00', '3d', '2026-03-06 10:00'],
    ['dates: moved off a weekend', 'working', '2026-03-04 10:00', '3d', '2026-03-09 09:00'],
    ['dates: moved out of lunch', 'working', '2026-03-03 12:30', '1d', '2026-03-04 13:30'],
    ['dates: moved over a festival', 'working', '2026-02-13 10:00', '3d', '2026-02-24 09:00'],
    ['dates: the end of a span stays', 'working', '2026-03-03 12:00', '1d', '2026-03-04 12:00'],
    ['dates round the clock: not moved', 'round-the-clock', '2026-03-04 12:30', '3d', '2026-03-07 12:30'],
    ['dates over a leap day', 'round-the-clock', '2028-02-28 12:30', '2d', '2028-03-01 12:30'],
    ['switched off', 'working', '2026-03-03 10:00', 'off', 'never'],
  ])('%s: %s, %s + %s', (_story, basis, start, length, due) => {
    expect(deadline(basis, start, length)).toBe(due);
  });

  test('dates can be counted backwards, working days cannot; neither comes in parts', () => {
    const start = at(office, '2026-03-04 10:00');
    expect(wall(office, office.addCalendarDays(start, -3, 'round-the-clock'))).toBe('2026-03-01 10:00');
    expect(() => office.addWorkingDays(start, -1)).toThrow('cannot add -1 working days');
    expect(() => office.addWorkingDays(start, 1.5)).toThrow('cannot add 1.5 working days');
    expect(() => office.addCalendarDays(start, 0.5)).toThrow('cannot add 0.5 days');
  });

  test('many working days pass over any number of weekends', () => {
    const plain = officeWith({ holidays: 'none' });
    const start = at(plain, '2026-03-04 10:00');
    expect(plain.addWorkingDays(start, 3_000) - start).toBe(600 * 7 * 24 * HOUR_MS);
    expect(plain.addWorkingTime(start, 3_000 * 7.5 * HOUR_MS) - start).toBe(600 * 7 * 24 * HOUR_MS);
  });

  test('midnight at the end of a working day belongs to that day', () => {
    const nights = officeWith({ hours: daySpans('18:00-24:00'), holidays: 'none' });
    expect(wall(nights, nights.addWorkingDays(at(nights, '2026-03-07 00:00'), 1))).toBe('2026-03-10 00:00');
    expect(wall(nights, nights.addWorkingDays(at(nights, '2026-03-05 00:00'), 1))).toBe('2026-03-06 00:00');
  });
});

describe('pauses', () => {
  test.each<[string, TimeBasis, string, string, [string, string][], string]>([
    [
      'working part of a pause only',
      'working',
      '2026-03-03 10:00',
      '2h',
      [['2026-03-03 11:00', '2026-03-03 14:00']],
      '2026-03-03 15:00',
    ],
    [
      'across a holiday',
      'working',
      '2026-02-13 17:00',
      '2h',
      [['2026-02-13 17:30', '2026-02-24 09:30']],
      '2026-02-24 11:00',
    ],
    [
      'at night: costs nothing',
      'working',
      '2026-03-03 17:00',
      '2h',
      [['2026-03-03 19:00', '2026-03-04 08:00']],
      '2026-03-04 10:00',
    ],
    [
      'round the clock: all of it',
      'round-the-clock',
      '2026-03-03 17:00',
      '2h',
      [['2026-03-03 18:00', '2026-03-04 08:00']],
      '2026-03-04 09:00',
    ],
    [
      'two in a row',
      'working',
      '2026-03-03 09:00',
      '2h',
      [
        ['2026-03-03 09:30', '2026-03-03 10:00'],
        ['2026-03-03 11:00', '2026-03-03 12:00'],
      ],
      '2026-03-03 14:00',
    ],
    [
      'given out of order',
      'working',
      '2026-03-03 09:00',
      '2h',
      [
        ['2026-03-03 11:00', '2026-03-03 12:00'],
        ['2026-03-03 09:30', '2026-03-03 10:00'],
      ],
      '2026-03-03 14:00',
    ],
    [
      'overlapping: counted once',
      'working',
      '2026-03-03 09:00',
      '1h',
      [
        ['2026-03-03 09:10', '2026-03-03 09:40'],
        ['2026-03-03 09:20', '2026-03-03 09:50'],
      ],
      '2026-03-03 10:40',
    ],
    [
      'one within another',
      'working',
      '2026-03-03 09:00',
      '1h',
      [
        ['2026-03-03 09:10', '2026-03-03 09:50'],
        ['2026-03-03 09:20', '2026-03-03 09:30'],
      ],
      '2026-03-03 10:40',
    ],
    [
      'begun before the clock',
      'working',
      '2026-03-03 10:00',
      '1h',
      [['2026-03-03 09:00', '2026-03-03 10:30']],
      '2026-03-03 11:30',
    ],
    [
      'over before the clock began',
      'working',
      '2026-03-03 10:00',
      '1h',
      [['2026-03-03 09:00', '2026-03-03 09:30']],
      '2026-03-03 11:00',
    ],
    [
      'begun on the deadline: too late',
      'working',
      '2026-03-03 10:00',
      '1h',
      [['2026-03-03 11:00', '2026-03-03 11:30']],
      '2026-03-03 11:00',
    ],
    [
      'begun past it, in reach only thanks to an earlier pause',
      'working',
      '2026-03-03 10:00',
      '1h',
      [
        ['2026-03-03 10:30', '2026-03-03 11:00'],
        ['2026-03-03 11:10', '2026-03-03 11:20'],
      ],
      '2026-03-03 11:40',
    ],
    [
      'moves working days by the working time it covers',
      'working',
      '2026-03-03 10:00',
      '1wd',
      [['2026-03-03 17:00', '2026-03-04 09:30']],
      '2026-03-04 11:30',
    ],
    [
      'moves dates, round the clock, by its length',
      'round-the-clock',
      '2026-03-03 10:00',
      '3d',
      [['2026-03-03 17:00', '2026-03-04 09:30']],
      '2026-03-07 02:30',
    ],
    ['nothing to pause', 'working', '2026-03-03 10:00', 'off', [['2026-03-03 17:00', '2026-03-04 09:30']], 'never'],
  ])('%s', (_story, basis, start, length, pauses, due) => {
    expect(deadline(basis, start, length, pauses)).toBe(due);
  });
});

describe('next starts and rest', () => {
  test.each([
    ['2026-03-04 08:00', '2026-03-04 09:00', '2026-03-04 09:00'],
    ['2026-03-04 09:00', '2026-03-04 13:30', '2026-03-05 09:00'],
    ['2026-03-04 12:00', '2026-03-04 13:30', '2026-03-05 09:00'],
    ['2026-03-04 13:30', '2026-03-05 09:00', '2026-03-05 09:00'],
    ['2026-02-14 20:00', '2026-02-24 09:00', '2026-02-24 09:00'],
  ])('after %s work starts at %s, the next morning is %s', (from, start, morning) => {
    expect(wall(office, office.nextWorkingStart(at(office, from)))).toBe(start);
    expect(wall(office, office.nextWorkingMorning(at(office, from)))).toBe(morning);
  });

  test.each([
    ['evening', '2026-03-04 21:00', '2026-03-05 09:00'],
    ['before work', '2026-03-04 08:59:59', '2026-03-04 09:00'],
    ['lunch', '2026-03-04 12:00', '2026-03-04 13:30'],
    ['Friday evening', '2026-03-06 23:00', '2026-03-09 09:00'],
    ['Friday evening before a make-up Saturday', '2026-02-13 23:00', '2026-02-14 09:00'],
    ['a day off, at noon', '2026-03-07 14:00', '2026-03-09 09:00'],
    ['Spring Festival', '2026-02-18 14:00', '2026-02-24 09:00'],
    ['after work, not yet rest', '2026-03-04 20:59:59', '2026-03-04 20:59:59'],
    ['morning', '2026-03-04 09:00', '2026-03-04 09:00'],
    ['end of lunch', '2026-03-04 13:30', '2026-03-04 13:30'],
  ])('rest: %s (%s) ends %s', (_story, from, end) => {
    const moment = at(office, from);
    expect(wall(office, office.restEnd(moment))).toBe(end);
    expect(office.isRest(moment)).toBe(from !== end);
  });

  test('round the clock without rest hours, nobody rests', () => {
    const always = officeWith({
      days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
      hours: daySpans('00:00-24:00'),
      holidays: 'none',
      rest: [],
    });
    expect(always.isRoundTheClock).toBe(true);
    const night = at(always, '2026-02-17 03:00');
    expect(always.isRest(night)).toBe(false);
    expect(always.restEnd(night)).toBe(night);
    expect(always.addWorkingTime(night, 30 * HOUR_MS)).toBe(night + 30 * HOUR_MS);
    expect(always.workingSpans(night, night + 80 * HOUR_MS)).toEqual([{ from: night, to: night + 80 * HOUR_MS }]);
    expect(wall(always, always.nextWorkingStart(night))).toBe('2026-02-18 00:00');
    expect(wall(always, always.nextWorkingMorning(night))).toBe('2026-02-18 00:00');
  });

  test.each([
    ['a day less', { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const }, false],
    ['a minute less', { hours: daySpans('00:00-23:59') }, false],
    ['holidays', { holidays: 'CN' as const }, false],
    ['a listed holiday', { holidays: ['2026-01-01'] }, false],
    ['a day off by correction', { corrections: { off: ['2026-01-01'] } }, false],
    ['an empty list of holidays', { holidays: [] }, true],
    ['two halves', { hours: daySpans('00:00-12:00', '12:00-24:00') }, true],
    ['a needless working day', { corrections: { working: ['2026-01-01'] } }, true],
  ])('round the clock with %s', (_part, parts, expected) => {
    const always = {
      days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const,
      hours: daySpans('00:00-24:00'),
      holidays: 'none' as const,
    };
    expect(officeWith({ ...always, ...parts }).isRoundTheClock).toBe(expected);
  });
});

describe('a calendar on which nothing is ever open', () => {
  const noon = at(office, '2026-03-04 12:00');

  test.each([
    ['no days', officeWith({ days: [], holidays: 'none' })],
    ['no hours', officeWith({ hours: [] })],
  ])('%s: searches end in an error that names the calendar', (_part, closed) => {
    expect(() => closed.addWorkingTime(noon, 1)).toThrow(/calendar Asia\/Shanghai \{"days".*nothing open for 800 days/);
    expect(() => closed.addWorkingTime(noon, 0)).toThrow('nothing open');
    expect(() => closed.nextWorkingStart(noon)).toThrow('nothing open');
    expect(() => closed.nextWorkingMorning(noon)).toThrow(/nothing open|no working day/);
    expect(() => closed.addWorkingDays(noon, 1)).toThrow('nothing open');
    expect(closed.workingTimeBetween(noon, noon + 1_000 * HOUR_MS)).toBe(0);
  });

  test('no days: working days cannot be counted either', () => {
    const closed = officeWith({ days: [], holidays: 'none' });
    expect(() => closed.addWorkingDays(noon, 1, 'round-the-clock')).toThrow(
      'no working day for 800 days before 2028-05-12',
    );
  });

  test('rest all day never ends', () => {
    expect(() => officeWith({ rest: daySpans('09:00-21:00', '21:00-09:00') }).restEnd(noon)).toThrow(
      'outside rest: nothing',
    );
  });

  test('a last working day by correction is still found, and nothing after it', () => {
    const closing = officeWith({ days: [], holidays: 'none', corrections: { working: ['2027-06-01'] } });
    expect(wall(closing, closing.addWorkingTime(noon, HOUR_MS))).toBe('2027-06-01 10:00');
    expect(() => closing.addWorkingTime(noon, 8 * HOUR_MS)).toThrow('nothing open');
  });
});
