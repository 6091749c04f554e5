import fc from 'fast-check';
import { LunarDay, SolarDay } from 'tyme4ts';
import { describe, expect, it } from 'vitest';
import { dayNumberOf, isoDateOf, parseIsoDate } from '../../../src/domain/calendar/civil-date.ts';
import {
  anniversariesBetween,
  birthdaysBetween,
  festivalsBetween,
  lunarDate,
  solarDate,
} from '../../../src/domain/care/anniversary.ts';
import { FESTIVALS } from '../../../src/domain/care/vocabulary.ts';
import type { Birthday } from '../../../src/domain/customer/customer.ts';

const day = (text: string): number => parseIsoDate(text) ?? Number.NaN;
const birthday = (calendar: Birthday['calendar'], month: number, of: number, year: number | null = null): Birthday => ({
  calendar,
  month,
  day: of,
  year,
});
const kept = (one: Birthday, from: string, until: string): string[] =>
  birthdaysBetween(one, day(from), day(until)).map(
    ({ day: on, taken }) => isoDateOf(on) + (taken === null ? '' : ` ${taken}`),
  );

describe('birthdays in the solar calendar', () => {
  it('come every year, with or without a year of birth', () => {
    expect(kept(birthday('solar', 3, 8), '2026-01-01', '2027-12-31')).toEqual(['2026-03-08', '2027-03-08']);
    expect(kept(birthday('solar', 3, 8, 1988), '2026-01-01', '2026-12-31')).toEqual(['2026-03-08']);
  });

  it('both ends of the window count', () => {
    expect(kept(birthday('solar', 3, 8), '2026-03-08', '2026-03-08')).toEqual(['2026-03-08']);
    expect(kept(birthday('solar', 3, 8), '2026-03-09', '2027-03-07')).toEqual([]);
  });

  it('of 29 February are kept on the 28th in common years, 1900 and 2100 among them', () => {
    expect(kept(birthday('solar', 2, 29), '2026-01-01', '2028-12-31')).toEqual([
      '2026-02-28 no-29-february',
      '2027-02-28 no-29-february',
      '2028-02-29',
    ]);
    expect(isoDateOf(solarDate(2100, 2, 29).day)).toBe('2100-02-28');
    expect(solarDate(2000, 2, 29)).toEqual({ day: day('2000-02-29'), taken: null });
    expect(solarDate(2026, 2, 28).taken).toBeNull();
    expect(solarDate(2026, 3, 29).taken).toBeNull();
  });
});

describe('birthdays in the lunar calendar', () => {
  it('fall where the lunar year has them, also early in the next solar year', () => {
    expect(kept(birthday('lunar', 8, 15), '2026-01-01', '2026-12-31')).toEqual(['2026-09-25']);
    expect(kept(birthday('lunar', 12, 1), '2026-01-01', '2026-12-31')).toEqual(['2026-01-19']);
    expect(kept(birthday('lunar', 1, 1), '2026-01-01', '2026-12-31')).toEqual(['2026-02-17']);
  });

  it('may come twice in a solar year, or not at all', () => {
    const eleventh = birthday('lunar', 11, 13);
    expect(kept(eleventh, '2026-01-01', '2026-12-31')).toEqual(['2026-01-01', '2026-12-21']);
    expect(kept(eleventh, '2027-01-01', '2027-12-31')).toEqual(['2027-12-10']);
    expect(kept(birthday('lunar', 12, 5), '2024-01-20', '2024-12-31')).toEqual([]);
  });

  it('of a leap month are kept in it, and in the plain month where the year has none', () => {
    expect(kept(birthday('lunar', -6, 10), '2025-01-01', '2026-12-31')).toEqual([
      '2025-08-03',
      '2026-07-23 leap-month-missing',
    ]);
    // The plain sixth month, in a year that has a leap one beside it.
    expect(kept(birthday('lunar', 6, 10), '2025-01-01', '2025-12-31')).toEqual(['2025-07-04']);
    // Another leap month than this year's.
    expect(kept(birthday('lunar', -2, 3), '2025-01-01', '2025-12-31')).toEqual(['2025-03-02 leap-month-missing']);
  });

  it('of the 30th are kept on the last day of a month of 29 days', () => {
    expect(kept(birthday('lunar', 12, 30), '2026-01-01', '2026-12-31')).toEqual(['2026-02-16 short-month']);
    expect(kept(birthday('lunar', 1, 30), '2026-01-01', '2026-12-31')).toEqual(['2026-03-18']);
    // Both at once: the leap month is missing, and the plain one is short.
    expect(lunarDate(2026, -12, 30)?.taken).toBe('short-month');
  });

  it('stay away outside the tables', () => {
    expect(lunarDate(1899, 1, 1)).toBeNull();
    expect(lunarDate(1900, 1, 1)?.day).toBe(day('1900-01-31'));
    expect(lunarDate(2199, 1, 1)).not.toBeNull();
    expect(lunarDate(2200, 1, 1)).toBeNull();
    expect(kept(birthday('lunar', 5, 5), '2300-01-01', '2301-12-31')).toEqual([]);
  });

  it('every one that exists comes back to itself through the tables', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1901, max: 2198 }), fc.integer({ min: 0, max: 364 }), (year, offset) => {
        const on = dayNumberOf(year, 1, 1) + offset;
        const [y = 0, m = 1, d = 1] = isoDateOf(on).split('-').map(Number);
        const lunar = SolarDay.fromYmd(y, m, d).getLunarDay();
        const month = lunar.getLunarMonth().getMonthWithLeap();
        const one = birthday('lunar', month, lunar.getDay());
        expect(birthdaysBetween(one, on, on)).toEqual([{ day: on, taken: null }]);
        const back = LunarDay.fromYmd(lunar.getYear(), month, lunar.getDay()).getSolarDay();
        expect(dayNumberOf(back.getYear(), back.getMonth(), back.getDay())).toBe(on);
      }),
      { numRuns: 150 },
    );
  });
});

describe('anniversaries', () => {
  const years = (since: string, from: string, until: string): string[] =>
    anniversariesBetween(day(since), day(from), day(until)).map(
      ({ day: on, years: n, taken }) => `${isoDateOf(on)} ${n}${taken === null ? '' : ` ${taken}`}`,
    );

  it('count the years, and never come on the first day itself', () => {
    expect(years('2023-05-20', '2023-01-01', '2026-12-31')).toEqual(['2024-05-20 1', '2025-05-20 2', '2026-05-20 3']);
    expect(years('2026-05-20', '2026-01-01', '2026-12-31')).toEqual([]);
    expect(years('2027-05-20', '2026-01-01', '2026-12-31')).toEqual([]);
  });

  it('of 29 February', () => {
    expect(years('2024-02-29', '2026-01-01', '2028-12-31')).toEqual([
      '2026-02-28 2 no-29-february',
      '2027-02-28 3 no-29-february',
      '2028-02-29 4',
    ]);
  });
});

describe('festivals', () => {
  it('of 2026, in order', () => {
    const found = festivalsBetween(FESTIVALS, day('2026-01-01'), day('2026-12-31'));
    expect(found.map((one) => `${isoDateOf(one.day)} ${one.festival}`)).toEqual([
      '2026-01-01 new-year',
      '2026-02-17 spring-festival',
      '2026-03-03 lantern',
      '2026-04-05 qingming',
      '2026-05-01 labour-day',
      '2026-06-19 dragon-boat',
      '2026-09-25 mid-autumn',
      '2026-10-01 national-day',
      '2026-10-18 double-ninth',
    ]);
  });

  it('only those that are wanted, and within the window', () => {
    expect(
      festivalsBetween(['mid-autumn'], day('2026-09-25'), day('2027-09-15')).map((one) => isoDateOf(one.day)),
    ).toEqual(['2026-09-25', '2027-09-15']);
    expect(festivalsBetween(['mid-autumn'], day('2026-09-26'), day('2027-09-14'))).toEqual([]);
    expect(
      festivalsBetween(
        ['lantern', 'double-ninth', 'spring-festival', 'dragon-boat'],
        day('2200-01-01'),
        day('2200-12-31'),
      ),
    ).toEqual([]);
  });
});
