import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../../src/domain/calendar/calendar.ts';
import { DAY_MS, SECOND_MS } from '../../../src/domain/time.ts';
import { scene } from './calendar-arbitraries.ts';
import { createNaiveCalendar } from './naive-calendar.ts';

const RUNS = { numRuns: 150 };
// Each run of these looks at the wall some hundred thousand times.
const WATCHED_RUNS = { numRuns: 80 };
const WINDOW = 3 * DAY_MS;
const seconds = fc.integer({ min: 0, max: WINDOW / SECOND_MS }).map((count) => count * SECOND_MS);
// Not fc.double: most of its values are so small that nothing would be added.
const share = fc.integer({ min: 1, max: 10_000 }).map((part) => part / 10_000);

function wholeSeconds(ms: number): number {
  return Math.floor(ms / SECOND_MS) * SECOND_MS;
}

describe('the calendar agrees with a clock on the wall, watched second by second', () => {
  test('working time between two moments', () => {
    fc.assert(
      fc.property(scene, seconds, ({ spec, start }, length) => {
        const calendar = createCalendar(spec);
        const expected = createNaiveCalendar(spec).between(start, start + length);
        expect(calendar.workingTimeBetween(start, start + length)).toBe(expected);
        expect(calendar.workingTimeBetween(start + length, start)).toBe(0 - expected);
      }),
      WATCHED_RUNS,
    );
  });

  test('deadline after an amount of working time', () => {
    fc.assert(
      fc.property(scene, share, ({ spec, start }, part) => {
        const naive = createNaiveCalendar(spec);
        const ms = wholeSeconds(naive.between(start, start + WINDOW) * part);
        fc.pre(ms > 0);
        expect(createCalendar(spec).addWorkingTime(start, ms)).toBe(naive.add(start, ms));
      }),
      WATCHED_RUNS,
    );
  });

  test('deadline with pauses, which may overlap, begin before the clock or reach past the deadline', () => {
    const pauses = fc.array(
      fc.tuple(fc.integer({ min: -86_400, max: 4 * 86_400 }), fc.integer({ min: 0, max: 90_000 })),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(scene, pauses, share, ({ spec, start }, relative, part) => {
        const naive = createNaiveCalendar(spec);
        const paused = relative.map(([shift, length]) => ({
          from: start + shift * SECOND_MS,
          to: start + (shift + length) * SECOND_MS,
        }));
        const ms = wholeSeconds((naive.between(start, start + WINDOW) * part) / 4);
        fc.pre(ms > 0);
        const expected = naive.add(start, ms, paused);
        // Pauses and days off can leave too little work in sight for the slow count.
        fc.pre(expected !== null);
        const due = createCalendar(spec).deadline('working', start, { unit: 'time', ms }, paused);
        expect(due).toBe(expected);
      }),
      WATCHED_RUNS,
    );
  });

  test('each moment is working or rest as the wall says, and rest ends at the first moment that is not', () => {
    fc.assert(
      fc.property(scene, seconds, ({ spec, start }, length) => {
        const calendar = createCalendar(spec);
        const naive = createNaiveCalendar(spec);
        const at = start + length;
        expect(calendar.isWorkingTime(at)).toBe(naive.isWorking(at));
        expect(calendar.isRest(at)).toBe(naive.isRest(at));
        let awake = at;
        while (naive.isRest(awake) && awake < at + WINDOW) awake += SECOND_MS;
        if (awake < at + WINDOW) expect(calendar.restEnd(at)).toBe(awake);
      }),
      WATCHED_RUNS,
    );
  });

  test('the spans of the days and the spans between two moments are the working moments', () => {
    fc.assert(
      fc.property(scene, seconds, ({ spec, start }, length) => {
        const calendar = createCalendar(spec);
        const naive = createNaiveCalendar(spec);
        const to = start + length;
        const spans = calendar.workingSpans(start, to);
        expect(spans.reduce((sum, span) => sum + span.to - span.from, 0)).toBe(naive.between(start, to));
        for (const [index, span] of spans.entries()) {
          expect(span.from).toBeLessThan(span.to);
          expect(span.from).toBeGreaterThan(spans[index - 1]?.to ?? Number.NEGATIVE_INFINITY);
          expect(naive.isWorking(span.from) && naive.isWorking(span.to - SECOND_MS)).toBe(true);
        }
        for (const at of [start, to]) {
          const inSpan = calendar.spansOn(calendar.dateOf(at)).some((span) => span.from <= at && at < span.to);
          expect(inSpan).toBe(naive.isWorking(at));
        }
      }),
      WATCHED_RUNS,
    );
  });
});

describe('laws of the arithmetic', () => {
  const millis = fc.integer({ min: 0, max: 4 * DAY_MS });

  test('adding in two steps is adding at once, to the millisecond', () => {
    fc.assert(
      fc.property(scene, millis, millis, ({ spec, start }, first, second) => {
        const calendar = createCalendar(spec);
        const once = calendar.addWorkingTime(start + 1, first + second);
        expect(calendar.addWorkingTime(calendar.addWorkingTime(start + 1, first), second)).toBe(once);
        expect(calendar.workingTimeBetween(start + 1, once)).toBe(first + second);
      }),
      RUNS,
    );
  });

  test('a deadline lies in working time or on the end of a span, and the moment before it is working', () => {
    fc.assert(
      fc.property(scene, millis, ({ spec, start }, ms) => {
        const calendar = createCalendar(spec);
        const due = calendar.addWorkingTime(start, ms);
        expect(calendar.isWorkingTime(due) || calendar.isWorkingTime(due - 1)).toBe(true);
        if (ms > 0) expect(calendar.isWorkingTime(due - 1)).toBe(true);
        expect(calendar.addWorkingTime(due, 0)).toBe(due);
      }),
      RUNS,
    );
  });

  test('a later start never has an earlier deadline', () => {
    fc.assert(
      fc.property(scene, millis, seconds, ({ spec, start }, ms, later) => {
        const calendar = createCalendar(spec);
        expect(calendar.addWorkingTime(start + later, ms)).toBeGreaterThanOrEqual(calendar.addWorkingTime(start, ms));
      }),
      RUNS,
    );
  });

  test('a later start never has an earlier deadline in working days, where no hour is doubled', () => {
    const days = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(scene, days, seconds, ({ spec, start }, count, later) => {
        const calendar = createCalendar({ ...spec, timezone: 'Asia/Kathmandu' });
        const first = calendar.addWorkingDays(start, count);
        expect(calendar.addWorkingDays(start + later, count)).toBeGreaterThanOrEqual(first);
        expect(calendar.isWorkingTime(first) || calendar.isWorkingTime(first - 1)).toBe(true);
      }),
      RUNS,
    );
  });

  test('round the clock is plain time, and pauses move it by their length', () => {
    fc.assert(
      fc.property(scene, millis, millis, ({ spec, start }, ms, pause) => {
        const calendar = createCalendar(spec);
        expect(calendar.add('round-the-clock', start, ms)).toBe(start + ms);
        expect(calendar.between('round-the-clock', start, start + ms)).toBe(ms);
        const paused = [{ from: start + Math.floor(ms / 2), to: start + Math.floor(ms / 2) + pause }];
        const due = calendar.deadline('round-the-clock', start, { unit: 'time', ms }, paused);
        expect(due).toBe(ms === 0 ? start : start + ms + pause);
      }),
      RUNS,
    );
  });

  test('the next start, and the next morning, is the first one after', () => {
    fc.assert(
      fc.property(scene, seconds, ({ spec, start }, length) => {
        const calendar = createCalendar(spec);
        const at = start + length;
        const dates = Array.from({ length: 40 }, (_, index) =>
          new Date(at + (index - 2) * DAY_MS).toISOString().slice(0, 10),
        );
        const starts = dates.flatMap((date) => calendar.spansOn(date).map((span) => span.from));
        const mornings = dates.flatMap((date) => calendar.spansOn(date)[0]?.from ?? []);
        expect(calendar.nextWorkingMorning(at)).toBe(Math.min(...mornings.filter((from) => from > at)));
        expect(starts).toContain(calendar.nextWorkingStart(at));
        expect(calendar.nextWorkingStart(at)).toBe(Math.min(...starts.filter((from) => from > at)));
      }),
      RUNS,
    );
  });
});
