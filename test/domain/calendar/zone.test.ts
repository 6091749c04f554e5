import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { createZone } from '../../../src/domain/calendar/zone.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/domain/time.ts';
import { at, daySpans, officeWith, wall } from './local-time.ts';

const ZONES = [
  'Asia/Shanghai',
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/St_Johns',
  'America/Havana',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Asia/Kathmandu',
] as const;

describe('a zone', () => {
  test('has the offsets, dates and local times that Temporal gives', () => {
    const zones = new Map(ZONES.map((timezone) => [timezone, createZone(timezone)]));
    const moment = fc.integer({ min: Date.UTC(1995, 0, 1) / SECOND_MS, max: Date.UTC(2035, 0, 1) / SECOND_MS });
    fc.assert(
      fc.property(fc.constantFrom(...zones.values()), moment, (zone, seconds) => {
        const instant = seconds * SECOND_MS;
        const expected = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone.timezone);
        expect(zone.offsetAt(instant)).toBe(expected.offsetNanoseconds / 1_000_000);
        const day = zone.localDay(instant);
        expect(new Date(day * DAY_MS).toISOString().slice(0, 10)).toBe(expected.toPlainDate().toString());
      }),
      { numRuns: 500 },
    );
  });

  test('reads local times around every change of its clocks as Temporal does', () => {
    for (const timezone of ZONES) {
      const zone = createZone(timezone);
      const changes = changesOf(timezone, 2006, 2013);
      for (const change of changes) {
        expect(zone.offsetAt(change) - zone.offsetAt(change - 1)).not.toBe(0);
        const local = change + zone.offsetAt(change);
        for (let shift = -3 * HOUR_MS; shift <= 3 * HOUR_MS; shift += 15 * MINUTE_MS) {
          const day = Math.floor((local + shift) / DAY_MS);
          const msOfDay = local + shift - day * DAY_MS;
          const plain = Temporal.PlainDateTime.from(new Date(local + shift).toISOString().slice(0, -1));
          expect(zone.instantOf(day, msOfDay)).toBe(plain.toZonedDateTime(timezone).epochMilliseconds);
        }
      }
      expect(changes.length > 0).toBe(!['Asia/Shanghai', 'Asia/Kathmandu', 'Pacific/Kiritimati'].includes(timezone));
    }
  });

  test('that nobody knows is refused by name', () => {
    expect(() => createZone('Asia/Atlantis')).toThrow('timezone "Asia/Atlantis": expected an IANA name');
  });

  test('keeps answering rightly after more days than it remembers', () => {
    const zone = createZone('America/New_York');
    for (let day = 0; day < 10_000; day += 1) zone.offsetAt(day * DAY_MS);
    expect(zone.offsetAt(Date.parse('2026-03-08T06:59:59.999Z'))).toBe(-5 * HOUR_MS);
    expect(zone.offsetAt(Date.parse('2026-03-08T07:00:00Z'))).toBe(-4 * HOUR_MS);
  });
});

describe('working time where clocks change', () => {
  const nights = { days: ['sat', 'sun'] as const, holidays: 'none' as const, rest: [] };

  test.each([
    // 02:00 becomes 03:00: the night is an hour short.
    ['America/New_York', '2026-03-08', '00:00-06:00', 5],
    // 02:00 becomes 01:00: an hour is worked twice.
    ['America/New_York', '2026-11-01', '00:00-06:00', 7],
    ['Europe/London', '2026-03-29', '00:00-06:00', 5],
    ['Europe/London', '2026-10-25', '00:00-06:00', 7],
    // Half an hour only.
    ['Australia/Lord_Howe', '2026-04-05', '00:00-06:00', 6.5],
    ['Australia/Lord_Howe', '2026-10-04', '00:00-06:00', 5.5],
    // A span that lies in the skipped hour never comes, one in the doubled hour comes twice.
    ['America/New_York', '2026-03-08', '02:00-03:00', 0],
    ['America/New_York', '2026-11-01', '01:15-01:45', 1],
    ['America/New_York', '2026-11-01', '00:00-24:00', 25],
    ['America/New_York', '2026-03-08', '00:00-24:00', 23],
    ['America/New_York', '2026-03-15', '00:00-24:00', 24],
  ])('%s on %s, %s: %d hours', (timezone, date, hours, expected) => {
    const calendar = officeWith({ ...nights, timezone, hours: daySpans(hours) });
    const worked = calendar.spansOn(date).reduce((sum, span) => sum + span.to - span.from, 0);
    expect(worked / HOUR_MS).toBe(expected);
    const midnight = calendar.atLocal(date, 0);
    expect(calendar.workingTimeBetween(midnight, calendar.atLocal(date, 1_440)) / HOUR_MS).toBe(expected);
    if (expected > 0) {
      expect(calendar.addWorkingTime(midnight, worked)).toBe(calendar.spansOn(date).at(-1)?.to);
    }
  });

  test('the same local time next day is kept over a change; in the skipped hour it lands after it', () => {
    const newYork = officeWith({ ...nights, timezone: 'America/New_York', hours: daySpans('00:00-24:00') });
    const saturday = at(newYork, '2026-03-07 02:30');
    expect(wall(newYork, newYork.addCalendarDays(saturday, 1, 'round-the-clock'))).toBe('2026-03-08 03:30');
    expect(newYork.addCalendarDays(saturday, 2, 'round-the-clock') - saturday).toBe(47 * HOUR_MS);
    expect(wall(newYork, newYork.addWorkingDays(saturday, 2))).toBe('2026-03-14 02:30');
  });

  test('no days added in the second run of a doubled hour stay where they are', () => {
    const newYork = officeWith({ ...nights, timezone: 'America/New_York', hours: daySpans('00:00-24:00') });
    const second = newYork.atLocal('2026-11-01', 90) + HOUR_MS;
    expect(wall(newYork, second)).toBe('2026-11-01 01:30');
    expect(newYork.addCalendarDays(second, 0)).toBe(second);
    expect(newYork.addWorkingDays(second, 0)).toBe(second);
  });

  test('a date that was skipped has no working time and does not stop the count', () => {
    const apia = officeWith({ timezone: 'Pacific/Apia', holidays: 'none' });
    expect(apia.spansOn('2011-12-30')).toEqual([]);
    expect(wall(apia, apia.addWorkingTime(at(apia, '2011-12-29 17:00'), 2 * HOUR_MS))).toBe('2012-01-02 10:00');
    expect(wall(apia, apia.nextWorkingMorning(at(apia, '2011-12-29 10:00')))).toBe('2012-01-02 09:00');
  });

  test('a date whose first hour is skipped starts when it is first shown', () => {
    const cairo = officeWith({
      ...nights,
      days: ['thu', 'fri'],
      timezone: 'Africa/Cairo',
      hours: daySpans('00:00-24:00'),
    });
    const thursday = at(cairo, '2026-04-23 12:00');
    expect(wall(cairo, cairo.nextWorkingStart(thursday))).toBe('2026-04-24 01:00');
    expect(wall(cairo, cairo.nextWorkingMorning(thursday))).toBe('2026-04-24 01:00');
  });

  test('midnight at the end of a working day is midnight again a day later, also where it is shown as 01:00', () => {
    const cairo = officeWith({ holidays: 'none', timezone: 'Africa/Cairo', hours: daySpans('18:00-24:00') });
    const endOfThursday = cairo.atLocal('2026-04-23', 1_440);
    expect(wall(cairo, endOfThursday)).toBe('2026-04-24 01:00');
    expect(wall(cairo, cairo.addWorkingDays(endOfThursday, 1))).toBe('2026-04-25 00:00');
  });

  test('the local month and date follow the zone', () => {
    const shanghai = officeWith({});
    const newYork = officeWith({ timezone: 'America/New_York' });
    const instant = Date.parse('2026-10-31T18:00:00Z');
    expect([shanghai.monthOf(instant), shanghai.dateOf(instant)]).toEqual(['202611', '2026-11-01']);
    expect([newYork.monthOf(instant), newYork.dateOf(instant)]).toEqual(['202610', '2026-10-31']);
    expect([shanghai.offsetAt(instant), newYork.offsetAt(instant)]).toEqual([8 * HOUR_MS, -4 * HOUR_MS]);
    expect([shanghai.timezone, newYork.timezone]).toEqual(['Asia/Shanghai', 'America/New_York']);
  });
});

function changesOf(timezone: string, fromYear: number, toYear: number): number[] {
  const changes: number[] = [];
  let moment = Temporal.PlainDateTime.from({ year: fromYear, month: 1, day: 1 }).toZonedDateTime(timezone);
  for (;;) {
    const next = moment.getTimeZoneTransition('next');
    if (next === null || next.year > toYear) return changes;
    changes.push(next.epochMilliseconds);
    moment = next;
  }
}
