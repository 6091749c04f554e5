import { DAY_MS, type Instant, MINUTE_MS, type Ms, type Span } from '../time.ts';
import type { DaySpan } from './calendar-spec.ts';
import type { DayNumber } from './civil-date.ts';
import type { Zone } from './zone.ts';

/**
 * The instants at which the wall clock of a zone shows an open minute of an open day. Working time is one of these, the
 * time outside rest is another. An hour that clocks show twice counts twice, one that they skip does not count.
 */
export interface OpenTime {
  isOpen(at: Instant): boolean;
  /** Open, or the very end of a span, where a deadline may stay. */
  isOpenOrEnd(at: Instant): boolean;
  /** `at` when it is open, else the start of the next open span. */
  nextOpen(at: Instant): Instant;
  /** The first start of a span after `at`; a span that runs on into the next date starts again there. */
  nextStart(at: Instant): Instant;
  /** The instant by which `ms` of open time have passed. */
  add(from: Instant, ms: Ms): Instant;
  /** Open time in `[from, to)`; `from` must not be after `to`. */
  measure(from: Instant, to: Instant): Ms;
  /** Open spans in `[from, to)`, cut to it; spans that touch are one. */
  spans(from: Instant, to: Instant): Span[];
  /** Open spans of a local date. */
  spansOn(day: DayNumber): Span[];
}

/**
 * Open time of one UTC day. UTC days cut time into equal, ordered pieces whatever a zone does; local dates do not (they
 * last 23 to 25 hours, one was skipped in Samoa, and in St John's a date once returned for an hour after midnight).
 */
interface DayTable {
  readonly spans: readonly Span[];
  readonly total: Ms;
}

/** What is open: the dates, and the parts of each such date. */
export interface OpenTimeDeps {
  readonly zone: Zone;
  readonly isOpenDay: (day: DayNumber) => boolean;
  readonly hours: readonly DaySpan[];
  /** Names the calendar in the error about never finding open time. */
  readonly name: string;
}

/** Day tables kept (about 22 years) before the memory starts afresh. */
const KEPT_TABLES = 8_192;
/** After so many days with nothing open the search ends in an error; no real calendar closes for two years. */
const LONGEST_CLOSURE_DAYS = 800;

export function createOpenTime({ zone, isOpenDay, hours, name }: OpenTimeDeps): OpenTime {
  const tablesByDay = new Map<number, DayTable>();

  function tableOf(utcDay: number): DayTable {
    const known = tablesByDay.get(utcDay);
    if (known !== undefined) return known;
    if (tablesByDay.size >= KEPT_TABLES) tablesByDay.clear();
    const spans = zone.segmentsOf(utcDay).flatMap(({ from, to, offset }) => {
      const firstDay = Math.floor((from + offset) / DAY_MS);
      const lastDay = Math.floor((to - 1 + offset) / DAY_MS);
      return daysBetween(firstDay, lastDay).flatMap((day) => cutSpans(day, offset, from, to));
    });
    const table = { spans, total: spans.reduce((sum, span) => sum + span.to - span.from, 0) };
    tablesByDay.set(utcDay, table);
    return table;
  }

  /** The open spans of a local date within `[from, to)`, where the zone has one offset. */
  function cutSpans(day: DayNumber, offset: Ms, from: Instant, to: Instant): Span[] {
    if (!isOpenDay(day)) return [];
    const midnight = day * DAY_MS - offset;
    return hours.flatMap(({ fromMinute, toMinute }) => {
      const start = Math.max(from, midnight + fromMinute * MINUTE_MS);
      const end = Math.min(to, midnight + toMinute * MINUTE_MS);
      return start < end ? [{ from: start, to: end }] : [];
    });
  }

  /** The first span from `at` on that `accept` turns into an answer; the one loop that could run forever. */
  function search(at: Instant, accept: (span: Span) => Instant | null): Instant {
    let closedDays = 0;
    for (let utcDay = Math.floor(at / DAY_MS); closedDays < LONGEST_CLOSURE_DAYS; utcDay += 1) {
      const { spans } = tableOf(utcDay);
      closedDays = spans.length === 0 ? closedDays + 1 : 0;
      for (const span of spans) {
        if (span.to <= at) continue;
        const answer = accept(span);
        if (answer !== null) return answer;
      }
    }
    const since = new Date(at).toISOString();
    throw new Error(`${name}: nothing open for ${LONGEST_CLOSURE_DAYS} days on the way from ${since}`);
  }

  function isOpen(at: Instant): boolean {
    return tableOf(Math.floor(at / DAY_MS)).spans.some((span) => span.from <= at && at < span.to);
  }

  const isOpenOrEnd = (at: Instant): boolean => isOpen(at) || isOpen(at - 1);
  const nextOpen = (at: Instant): Instant => search(at, (span) => Math.max(at, span.from));

  function isStart(at: Instant): boolean {
    // A table also cuts a span at the end of its UTC day or at a change of offset; nothing starts there. A date starts
    // where it is first shown, which is 01:00 where clocks skip the hour after midnight (Cairo).
    return !isOpen(at - 1) || zone.localDay(at) !== zone.localDay(at - 1);
  }

  function add(from: Instant, ms: Ms): Instant {
    if (!(ms >= 0)) throw new RangeError(`${name}: cannot add ${ms} ms of open time`);
    if (ms === 0) return isOpenOrEnd(from) ? from : nextOpen(from);
    let left = ms;
    return search(from, (span) => {
      const start = Math.max(from, span.from);
      if (left <= span.to - start) return start + left;
      left -= span.to - start;
      return null;
    });
  }

  function measure(from: Instant, to: Instant): Ms {
    let sum = 0;
    const lastDay = Math.floor((to - 1) / DAY_MS);
    for (let utcDay = Math.floor(from / DAY_MS); utcDay <= lastDay; utcDay += 1) {
      const { spans, total } = tableOf(utcDay);
      if (from <= utcDay * DAY_MS && (utcDay + 1) * DAY_MS <= to) sum += total;
      else for (const span of spans) sum += Math.max(0, Math.min(to, span.to) - Math.max(from, span.from));
    }
    return sum;
  }

  function spans(from: Instant, to: Instant): Span[] {
    const cut = daysBetween(Math.floor(from / DAY_MS), Math.floor((to - 1) / DAY_MS)).flatMap((utcDay) =>
      tableOf(utcDay).spans.flatMap((span) => {
        const piece = { from: Math.max(from, span.from), to: Math.min(to, span.to) };
        return piece.from < piece.to ? [piece] : [];
      }),
    );
    return joinTouching(cut);
  }

  function spansOn(day: DayNumber): Span[] {
    // With offsets within ±14 h the local date lies within the UTC day of its number and the two beside it.
    const pieces = daysBetween(day - 1, day + 1).flatMap((utcDay) =>
      zone.segmentsOf(utcDay).flatMap(({ from, to, offset }) => cutSpans(day, offset, from, to)),
    );
    return joinTouching(pieces);
  }

  return {
    isOpen,
    isOpenOrEnd,
    nextOpen,
    nextStart: (at) => search(at, (span) => (span.from > at && isStart(span.from) ? span.from : null)),
    add,
    measure,
    spans,
    spansOn,
  };
}

function daysBetween(first: DayNumber, last: DayNumber): DayNumber[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

function joinTouching(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last !== undefined && last.to === span.from) joined[joined.length - 1] = { from: last.from, to: span.to };
    else joined.push(span);
  }
  return joined;
}
