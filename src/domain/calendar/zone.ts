import { Temporal } from 'temporal-polyfill';
import { DAY_MS, type Instant, type Ms } from '../time.ts';
import type { DayNumber } from './civil-date.ts';

/** A stretch of instants `[from, to)` with one offset from UTC; local time = instant + offset. */
export interface OffsetSegment {
  readonly from: Instant;
  readonly to: Instant;
  readonly offset: Ms;
}

/** One IANA zone as arithmetic: the zone library is asked once per UTC day, everything after that is numbers. */
export interface Zone {
  readonly timezone: string;
  /** The constant-offset stretches of a UTC day (`day * DAY_MS` to the next), in order, without gaps. */
  segmentsOf(utcDay: number): readonly OffsetSegment[];
  /** Local time minus UTC at an instant. */
  offsetAt(at: Instant): Ms;
  /** The local date at an instant. */
  localDay(at: Instant): DayNumber;
  /**
   * The instant of a local date and time of day. A time that clocks skip is read with the offset before the gap (so it
   * lands after it), a time they show twice is the first of the two: Temporal's `compatible`.
   */
  instantOf(day: DayNumber, msOfDay: Ms): Instant;
}

/** Days of offsets kept per zone (about 22 years) before the memory starts afresh. */
const KEPT_DAYS = 8_192;

const zonesByName = new Map<string, Zone>();

/** The zone of a name, opened once; names come from policies, so there are few. Throws as `createZone` does. */
export function zoneOf(timezone: string): Zone {
  const known = zonesByName.get(timezone);
  if (known !== undefined) return known;
  const zone = createZone(timezone);
  zonesByName.set(timezone, zone);
  return zone;
}

/** Opens a zone by its IANA name; throws on a name that the runtime does not know. */
export function createZone(timezone: string): Zone {
  try {
    readOffset(timezone, 0);
  } catch (cause) {
    throw new Error(`timezone ${JSON.stringify(timezone)}: expected an IANA name such as Asia/Shanghai`, { cause });
  }
  const segmentsByDay = new Map<number, readonly OffsetSegment[]>();

  function segmentsOf(utcDay: number): readonly OffsetSegment[] {
    const known = segmentsByDay.get(utcDay);
    if (known !== undefined) return known;
    if (segmentsByDay.size >= KEPT_DAYS) segmentsByDay.clear();
    const segments = findSegments(timezone, utcDay * DAY_MS, (utcDay + 1) * DAY_MS);
    segmentsByDay.set(utcDay, segments);
    return segments;
  }

  function offsetAt(at: Instant): Ms {
    let offset = 0;
    for (const segment of segmentsOf(Math.floor(at / DAY_MS))) {
      if (segment.from > at) break;
      offset = segment.offset;
    }
    return offset;
  }

  function instantOf(day: DayNumber, msOfDay: Ms): Instant {
    const local = day * DAY_MS + msOfDay;
    // Offsets lie within ±14 h, so a day to either side of the local reading is surely before and after it.
    const before = local - offsetAt(local - DAY_MS);
    if (before + offsetAt(before) === local) return before;
    const after = local - offsetAt(local + DAY_MS);
    return after + offsetAt(after) === local ? after : before;
  }

  return {
    timezone,
    segmentsOf,
    offsetAt,
    localDay: (at) => Math.floor((at + offsetAt(at)) / DAY_MS),
    instantOf,
  };
}

function findSegments(timezone: string, from: Instant, to: Instant): OffsetSegment[] {
  const first = readOffset(timezone, from);
  const last = readOffset(timezone, to - 1);
  // No zone has ever changed its offset twice within a day and come back, so equal ends mean an even day.
  if (first === last) return [{ from, to, offset: first }];
  let low = from;
  let high = to - 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (readOffset(timezone, middle) === first) low = middle;
    else high = middle;
  }
  return [
    { from, to: high, offset: first },
    { from: high, to, offset: last },
  ];
}

function readOffset(timezone: string, at: Instant): Ms {
  return new Temporal.ZonedDateTime(BigInt(at) * 1_000_000n, timezone).offsetNanoseconds / 1_000_000;
}
