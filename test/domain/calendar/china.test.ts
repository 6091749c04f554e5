import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../../src/domain/calendar/calendar.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/time.ts';
import { at, OFFICE, officeWith, wall } from './local-time.ts';

const office = createCalendar(OFFICE);

/** Dates of a year on which the office differs from plain weekends, as the State Council announced them. */
const ANNOUNCED = {
  2024: {
    off: '01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 10-01 10-02 10-03 10-04 10-07',
    working: '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
  },
  2025: {
    off: '01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08',
    working: '01-26 02-08 04-27 09-28 10-11',
  },
  2026: {
    off: '01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07',
    working: '01-04 02-14 02-28 05-09 09-20 10-10',
  },
};

describe('public holidays and make-up days', () => {
  test.each(Object.entries(ANNOUNCED))('%s differs from plain weekends exactly as announced', (year, announced) => {
    const off: string[] = [];
    const working: string[] = [];
    for (
      let day = new Date(`${year}-01-01`);
      day.getUTCFullYear() === Number(year);
      day.setUTCDate(day.getUTCDate() + 1)
    ) {
      const date = day.toISOString().slice(0, 10);
      const isWeekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
      if (office.isWorkingDay(date) === isWeekend) (isWeekend ? working : off).push(date.slice(5));
    }
    expect({ off: off.join(' '), working: working.join(' ') }).toEqual(announced);
  });

  test('the table reaches to the last days of a year', () => {
    expect(['2018-12-28', '2018-12-29', '2018-12-30', '2018-12-31'].map(office.isWorkingDay)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('a holiday at a weekend is off also for a team that works every day, and a make-up day is worked by any team', () => {
    const daily = officeWith({ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] });
    expect(daily.isWorkingDay('2026-02-21')).toBe(false);
    expect(daily.isWorkingDay('2026-03-07')).toBe(true);
    expect(officeWith({ days: ['mon'] }).isWorkingDay('2026-02-14')).toBe(true);
  });

  test('corrections win over the table and over weekdays', () => {
    const corrected = officeWith({
      corrections: { off: ['2026-02-14', '2026-03-03'], working: ['2026-02-17', '2026-03-07'] },
    });
    const dates = ['2026-02-14', '2026-03-03', '2026-02-17', '2026-03-07', '2026-02-18'];
    expect(dates.map(corrected.isWorkingDay)).toEqual([false, false, true, true, false]);
  });

  test('a list of dates takes the place of the table', () => {
    const listed = officeWith({ holidays: ['2026-12-25', '2026-12-28'] });
    const dates = ['2026-12-24', '2026-12-25', '2026-12-28', '2026-02-14', '2026-02-17'];
    expect(dates.map(listed.isWorkingDay)).toEqual([true, false, false, false, true]);
  });
});

describe('years without a table', () => {
  test('are told, the early ones and those not announced yet', () => {
    expect(office.missingYears(2024, 2028)).toEqual([2027, 2028]);
    // The table of 2002 reaches two make-up days into 2001; that alone is no table of 2001.
    expect(office.missingYears(2000, 2003)).toEqual([2000, 2001]);
    expect(office.missingYears(2028, 2027)).toEqual([]);
  });

  test('are plain weekends plus corrections', () => {
    expect(office.isWorkingDay('2027-02-08')).toBe(true);
    const corrected = officeWith({ corrections: { off: ['2027-02-08'], working: ['2027-02-06'] } });
    expect(corrected.isWorkingDay('2027-02-08')).toBe(false);
    expect(corrected.isWorkingDay('2027-02-06')).toBe(true);
  });

  test('are known once corrections give them a day off; a make-up day alone is not enough', () => {
    expect(officeWith({ corrections: { off: ['2027-02-08'] } }).missingYears(2026, 2028)).toEqual([2028]);
    expect(officeWith({ corrections: { working: ['2027-02-06'] } }).missingYears(2026, 2027)).toEqual([2027]);
  });

  test('are no matter where weekends are assumed, or where no table is used', () => {
    expect(officeWith({ assumeWeekends: true }).missingYears(2026, 2030)).toEqual([]);
    expect(officeWith({ holidays: 'none' }).missingYears(2026, 2030)).toEqual([]);
    expect(officeWith({ holidays: [] }).missingYears(2026, 2030)).toEqual([]);
  });
});

describe('working time around lunch, weekends and festivals', () => {
  test.each([
    ['across lunch', '2026-03-04 11:00', 2, '2026-03-04 14:30'],
    ['to the end of the morning, and no further', '2026-03-04 10:00', 2, '2026-03-04 12:00'],
    ['from lunch: counts from the afternoon', '2026-03-04 12:30', 1, '2026-03-04 14:30'],
    ['to the end of the day, and no further', '2026-03-04 16:00', 2, '2026-03-04 18:00'],
    ['from the end of the day: counts from the next', '2026-03-04 18:00', 1, '2026-03-05 10:00'],
    ['from before work', '2026-03-04 07:00', 1, '2026-03-04 10:00'],
    ['over a plain weekend', '2026-03-06 17:00', 2, '2026-03-09 10:00'],
    ['Friday evening before a make-up Saturday', '2026-02-13 17:00', 8, '2026-02-14 17:30'],
    ['Saturday evening before Spring Festival', '2026-02-14 17:00', 2, '2026-02-24 10:00'],
    ['inside Spring Festival', '2026-02-18 10:00', 1, '2026-02-24 10:00'],
    ['into the make-up Saturday after Spring Festival', '2026-02-27 17:30', 1, '2026-02-28 09:30'],
    ['over National Day to its make-up Saturday', '2026-09-30 17:00', 23.5, '2026-10-10 18:00'],
    ['over National Day past its make-up Saturday', '2026-09-30 17:00', 24, '2026-10-12 09:30'],
    ['over the leap day', '2028-02-28 17:00', 8.5, '2028-02-29 18:00'],
    ['over the leap day into March', '2028-02-28 17:00', 9, '2028-03-01 09:30'],
  ])('%s: %s + %d h', (_story, from, hours, due) => {
    const start = at(office, from);
    expect(wall(office, office.addWorkingTime(start, hours * HOUR_MS))).toBe(due);
    expect(office.workingTimeBetween(start, at(office, due))).toBe(hours * HOUR_MS);
    expect(office.workingTimeBetween(at(office, due), start)).toBe(-hours * HOUR_MS);
  });

  test('nothing added: kept in working time and at the end of a span, else moved to the next span', () => {
    const moved = ['10:00', '12:00', '12:01', '13:30', '18:00', '18:01'].map((time) =>
      wall(office, office.addWorkingTime(at(office, `2026-03-04 ${time}`), 0)),
    );
    expect(moved).toEqual([
      '2026-03-04 10:00',
      '2026-03-04 12:00',
      '2026-03-04 13:30',
      '2026-03-04 13:30',
      '2026-03-04 18:00',
      '2026-03-05 09:00',
    ]);
  });

  test('less than nothing cannot be added', () => {
    expect(() => office.addWorkingTime(0, -1)).toThrow('cannot add -1 ms');
    expect(() => office.addWorkingTime(0, Number.NaN)).toThrow('cannot add NaN ms');
  });

  test('a year is counted in full', () => {
    // 2026: 261 weekdays, 19 of them off, 6 make-up days.
    const year = office.workingTimeBetween(at(office, '2026-01-01 00:00'), at(office, '2027-01-01 00:00'));
    expect(year / HOUR_MS).toBe((261 - 19 + 6) * 7.5);
  });

  test('the spans counted are listed', () => {
    const spans = office.workingSpans(at(office, '2026-02-13 17:00'), at(office, '2026-02-14 14:00'));
    expect(spans.map((span) => `${wall(office, span.from)} – ${wall(office, span.to)}`)).toEqual([
      '2026-02-13 17:00 – 2026-02-13 18:00',
      '2026-02-14 09:00 – 2026-02-14 12:00',
      '2026-02-14 13:30 – 2026-02-14 14:00',
    ]);
    expect(office.spansOn('2026-02-17')).toEqual([]);
    expect(office.spansOn('2026-02-14').map((span) => (span.to - span.from) / MINUTE_MS)).toEqual([180, 270]);
  });
});
