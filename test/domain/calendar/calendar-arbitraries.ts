import fc from 'fast-check';
import type { CalendarSpec, DaySpan } from '../../../src/domain/calendar/calendar.ts';
import { WEEKDAYS } from '../../../src/domain/calendar/civil-date.ts';
import { DAY_MS, SECOND_MS } from '../../../src/domain/time.ts';

/** Zones with what makes each of them hard, and a moment close to a change of their clocks. */
const PLACES = [
  { zone: 'Asia/Shanghai', near: '2026-02-14' },
  { zone: 'UTC', near: '2028-02-29' },
  { zone: 'America/New_York', near: '2026-03-08' },
  { zone: 'America/New_York', near: '2026-11-01' },
  { zone: 'Europe/London', near: '2026-03-29' },
  { zone: 'Europe/London', near: '2026-10-25' },
  // Half an hour of daylight saving.
  { zone: 'Australia/Lord_Howe', near: '2026-04-04' },
  { zone: 'Australia/Lord_Howe', near: '2026-10-03' },
  // Clocks change at midnight: a day that begins at 01:00, and one whose last hour is doubled.
  { zone: 'Africa/Cairo', near: '2026-04-24' },
  { zone: 'Africa/Cairo', near: '2026-10-29' },
  { zone: 'Asia/Kathmandu', near: '2026-06-01' },
  // A date that returned for an hour after midnight, and a date that never was.
  { zone: 'America/St_Johns', near: '2010-11-07' },
  { zone: 'Pacific/Apia', near: '2011-12-30' },
] as const;

export interface Scene {
  readonly spec: CalendarSpec;
  /** A whole second near the interesting date. */
  readonly start: number;
}

const minute = fc.oneof(
  fc.integer({ min: 0, max: 48 }).map((half) => half * 30),
  fc.integer({ min: 0, max: 1_440 }),
);

const hours: fc.Arbitrary<DaySpan[]> = fc.uniqueArray(minute, { minLength: 2, maxLength: 6 }).map((minutes) => {
  const edges = minutes.toSorted((a, b) => a - b);
  return edges.flatMap((fromMinute, index) => {
    const toMinute = edges[index + 1];
    return index % 2 === 0 && toMinute !== undefined ? [{ fromMinute, toMinute }] : [];
  });
});

const rest: fc.Arbitrary<DaySpan[]> = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 0, max: 1_440 }))
    .filter(([fromMinute, toMinute]) => fromMinute !== toMinute)
    .map(([fromMinute, toMinute]) => ({ fromMinute, toMinute })),
  { maxLength: 3 },
);

/** A calendar with random days, hours, holidays, corrections and rest, and a start within five days of a hard date. */
export const scene: fc.Arbitrary<Scene> = fc.constantFrom(...PLACES).chain(({ zone, near }) => {
  const middle = Date.parse(`${near}T00:00:00Z`);
  const date = fc
    .integer({ min: -8, max: 8 })
    .map((shift) => new Date(middle + shift * DAY_MS).toISOString().slice(0, 10));
  return fc.record({
    spec: fc
      .record({
        days: fc.oneof(
          fc.constant(WEEKDAYS),
          fc.constant(WEEKDAYS.slice(0, 5)),
          fc.subarray([...WEEKDAYS], { minLength: 1 }),
        ),
        hours: fc.oneof(
          { weight: 4, arbitrary: hours },
          { weight: 1, arbitrary: fc.constant([{ fromMinute: 0, toMinute: 1_440 }]) },
        ),
        holidays: fc.oneof(fc.constant('none' as const), fc.uniqueArray(date, { maxLength: 3 })),
        dates: fc.uniqueArray(date, { maxLength: 4 }),
        rest,
      })
      .map(
        ({ dates, ...spec }): CalendarSpec => ({
          ...spec,
          timezone: zone,
          corrections: { off: dates.slice(0, 2), working: dates.slice(2) },
        }),
      ),
    start: fc.integer({ min: -3 * 86_400, max: 2 * 86_400 }).map((shift) => middle + shift * SECOND_MS),
  });
});
