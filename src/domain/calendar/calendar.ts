import { DAY_MS, type Duration, type Instant, MINUTE_MS, type Ms, type Span, type TimeBasis } from '../time.ts';
import { type CalendarSpec, checkCalendarSpec, invertDaySpans } from './calendar-spec.ts';
import { DAY_MINUTES, type DayNumber, isoDateOf, parseIsoDate, WEEKDAYS } from './civil-date.ts';
import { createOpenTime } from './open-time.ts';
import { createWorkingDays } from './working-days.ts';
import { createZone } from './zone.ts';

export { type CalendarSpec, type DaySpan, parseDaySpan } from './calendar-spec.ts';

/**
 * Working time and rest time of one team: the only place where zones, dates and holidays are known.
 *
 * Conventions: a moment is working when the wall clock shows working hours of a working day. A deadline exactly on the
 * end of a span stays there; a start outside working time counts from the next span. Where nothing is ever worked, or
 * everything is rest, searches end in an error that names the spec instead of running forever.
 */
export interface Calendar {
  readonly spec: CalendarSpec;
  readonly timezone: string;
  /** Every minute of every date is working time. */
  readonly isRoundTheClock: boolean;

  /** Whether an ISO date is worked; throws on text that is no date. */
  isWorkingDay(date: string): boolean;
  isWorkingTime(at: Instant): boolean;
  /** Working spans of a local date, none on a day off. */
  spansOn(date: string): Span[];
  /** Working spans in `[from, to)`, cut to it, those that touch joined: what a computation counted. */
  workingSpans(from: Instant, to: Instant): Span[];

  /**
   * The instant by which `ms` (≥ 0) of working time have passed. Zero keeps a moment that is in working time or at the
   * end of a span, and moves any other to the next span.
   */
  addWorkingTime(from: Instant, ms: Ms): Instant;
  /** Working time in `[from, to)`; negative when `to` is earlier. */
  workingTimeBetween(from: Instant, to: Instant): Ms;
  /**
   * `n` (≥ 0) working days later at the same local time. In the working basis (the default) a start outside working time
   * counts from the next span, and a result outside it moves into the next one; round the clock neither moves.
   */
  addWorkingDays(from: Instant, n: number, basis?: TimeBasis): Instant;
  /** `n` dates later (earlier when negative) at the same local time; in the working basis moved into the next span. */
  addCalendarDays(from: Instant, n: number, basis?: TimeBasis): Instant;

  /** `ms` (≥ 0) of the basis' time later. */
  add(basis: TimeBasis, from: Instant, ms: Ms): Instant;
  /** The basis' time in `[from, to)`; negative when `to` is earlier. */
  between(basis: TimeBasis, from: Instant, to: Instant): Ms;
  /**
   * When a clock that began at `start` runs out; `null` when its duration is `off`. Each pause that begins before the
   * deadline moves it by the basis' time that the pause covers; parts covered twice, or before the start, count once or
   * not at all. A pause that is still open is passed as ending now.
   */
  deadline(basis: TimeBasis, start: Instant, duration: Duration, pauses: readonly Span[]): Instant | null;

  /** The first start of a working span after `at`; one that runs on into the next date starts again there. */
  nextWorkingStart(at: Instant): Instant;
  /** The first start of a working day's work after `at`. */
  nextWorkingMorning(at: Instant): Instant;

  /** Rest hours, or a day off. */
  isRest(at: Instant): boolean;
  /** `at` outside rest, else the instant at which rest ends. */
  restEnd(at: Instant): Instant;

  /** The local date, `YYYY-MM-DD`. */
  dateOf(at: Instant): string;
  /** The local month, `YYYYMM`. */
  monthOf(at: Instant): string;
  /** Local time minus UTC at an instant. */
  offsetAt(at: Instant): Ms;
  /**
   * The instant of a local date and minute of day (1440: midnight at its end). A time skipped by daylight saving lands
   * after the gap, a doubled one is the first of the two. Throws on text that is no date.
   */
  atLocal(date: string, minuteOfDay: number): Instant;
  /**
   * Years of `[fromYear, toYear]` without a holiday table that are taken as plain weekends (plus corrections). A year to
   * which the corrections give a day off is not missing; with `assumeWeekends` none is.
   */
  missingYears(fromYear: number, toYear: number): number[];
}

/** After so many days off in a row the search for a working day ends in an error; no real calendar closes that long. */
const LONGEST_CLOSURE_DAYS = 800;

/** Makes the calendar of a spec; throws on a spec that none can follow (unknown zone, hours out of order, bad dates). */
export function createCalendar(spec: CalendarSpec): Calendar {
  checkCalendarSpec(spec);
  const name = `calendar ${spec.timezone} ${JSON.stringify({ days: spec.days, hours: spec.hours, rest: spec.rest })}`;
  const zone = createZone(spec.timezone);
  const workingDays = createWorkingDays(spec);
  const isOpenDay = workingDays.isWorkingDay;
  const working = createOpenTime({ zone, isOpenDay, hours: spec.hours, name });
  const awake = createOpenTime({ zone, isOpenDay, hours: invertDaySpans(spec.rest), name: `${name} outside rest` });

  function stepWorkingDays(day: DayNumber, n: number): DayNumber {
    let reached = day;
    for (let left = n, closedDays = 0; left > 0; ) {
      reached += 1;
      if (workingDays.isWorkingDay(reached)) {
        left -= 1;
        closedDays = 0;
      } else if (++closedDays >= LONGEST_CLOSURE_DAYS) {
        throw new Error(`${name}: no working day for ${LONGEST_CLOSURE_DAYS} days before ${isoDateOf(reached)}`);
      }
    }
    return reached;
  }

  const moveIntoSpan = (at: Instant): Instant => working.add(at, 0);

  /**
   * Keeps the local time of day while `step` moves the date. `anchor`, `from` or the moment just before it, says which
   * date `from` counts to: the end of a span that runs to midnight belongs to the day that ends there.
   */
  function stepDate(from: Instant, anchor: Instant, step: (day: DayNumber) => DayNumber): Instant {
    const day = zone.localDay(anchor);
    const reached = step(day);
    // Not by way of the local time: in the second run of a doubled hour that would come back an hour earlier.
    if (reached === day) return from;
    return zone.instantOf(reached, from + zone.offsetAt(anchor) - day * DAY_MS);
  }

  function addWorkingDays(from: Instant, n: number, basis: TimeBasis = 'working'): Instant {
    if (!Number.isInteger(n) || n < 0) throw new RangeError(`${name}: cannot add ${n} working days`);
    const step = (day: DayNumber): DayNumber => stepWorkingDays(day, n);
    if (basis === 'round-the-clock') return stepDate(from, from, step);
    const start = moveIntoSpan(from);
    return moveIntoSpan(stepDate(start, working.isOpen(start) ? start : start - 1, step));
  }

  function addCalendarDays(from: Instant, n: number, basis: TimeBasis = 'working'): Instant {
    if (!Number.isInteger(n)) throw new RangeError(`${name}: cannot add ${n} days`);
    const reached = stepDate(from, from, (day) => day + n);
    return basis === 'working' ? moveIntoSpan(reached) : reached;
  }

  function workingTimeBetween(from: Instant, to: Instant): Ms {
    return from <= to ? working.measure(from, to) : 0 - working.measure(to, from);
  }

  function add(basis: TimeBasis, from: Instant, ms: Ms): Instant {
    return basis === 'working' ? working.add(from, ms) : from + ms;
  }

  function between(basis: TimeBasis, from: Instant, to: Instant): Ms {
    return basis === 'working' ? workingTimeBetween(from, to) : to - from;
  }

  function addDuration(basis: TimeBasis, start: Instant, duration: Exclude<Duration, { unit: 'off' }>): Instant {
    switch (duration.unit) {
      case 'time':
        return add(basis, start, duration.ms);
      case 'days':
        return addCalendarDays(start, duration.days, basis);
      case 'working-days':
        return addWorkingDays(start, duration.days, basis);
    }
  }

  function deadline(basis: TimeBasis, start: Instant, duration: Duration, pauses: readonly Span[]): Instant | null {
    if (duration.unit === 'off') return null;
    let due = addDuration(basis, start, duration);
    let countedUntil = start;
    for (const pause of pauses.toSorted((a, b) => a.from - b.from)) {
      const from = Math.max(pause.from, countedUntil);
      if (from >= due) break;
      if (pause.to <= from) continue;
      due = add(basis, due, between(basis, from, pause.to));
      countedUntil = pause.to;
    }
    return due;
  }

  function nextWorkingMorning(at: Instant): Instant {
    let day = zone.localDay(at) - 1;
    for (;;) {
      day = stepWorkingDays(day, 1);
      const morning = working.spansOn(day)[0]?.from;
      if (morning !== undefined && morning > at) return morning;
      // Without hours every working day passes in vain: let the search for open time speak.
      if (spec.hours.length === 0) return working.nextStart(at);
    }
  }

  return {
    spec,
    timezone: spec.timezone,
    isRoundTheClock: coversAllTime(spec),
    isWorkingDay: (date) => workingDays.isWorkingDay(requireDate(date)),
    isWorkingTime: working.isOpen,
    spansOn: (date) => working.spansOn(requireDate(date)),
    workingSpans: working.spans,
    addWorkingTime: working.add,
    workingTimeBetween,
    addWorkingDays,
    addCalendarDays,
    add,
    between,
    deadline,
    nextWorkingStart: working.nextStart,
    nextWorkingMorning,
    isRest: (at) => !awake.isOpen(at),
    restEnd: awake.nextOpen,
    dateOf: (at) => isoDateOf(zone.localDay(at)),
    monthOf: (at) => isoDateOf(zone.localDay(at)).slice(0, 7).replace('-', ''),
    offsetAt: zone.offsetAt,
    atLocal: (date, minuteOfDay) => zone.instantOf(requireDate(date), minuteOfDay * MINUTE_MS),
    missingYears: workingDays.missingYears,
  };
}

function coversAllTime(spec: CalendarSpec): boolean {
  const worked = spec.hours.reduce((sum, span) => sum + span.toMinute - span.fromMinute, 0);
  const neverOff = spec.holidays === 'none' || spec.holidays.length === 0;
  const everyDay = WEEKDAYS.every((day) => spec.days.includes(day));
  return worked === DAY_MINUTES && everyDay && neverOff && (spec.corrections?.off ?? []).length === 0;
}

function requireDate(text: string): DayNumber {
  const day = parseIsoDate(text);
  if (day === null) throw new Error(`date ${JSON.stringify(text)}: expected YYYY-MM-DD, a date that exists`);
  return day;
}
