import type { Calendar } from '../../domain/calendar/calendar.ts';
import { isoDateOf, parseIsoDate } from '../../domain/calendar/civil-date.ts';
import { parseInstant } from '../../domain/calendar/clock-questions.ts';
import type { Instant } from '../../domain/time.ts';
import type { Stretch } from './tally.ts';

export type ReadStretch =
  | { readonly ok: true; readonly stretch: Stretch }
  | { readonly ok: false; readonly reason: 'bad-time'; readonly option: 'from' | 'to'; readonly text: string }
  | { readonly ok: false; readonly reason: 'backwards' };

/** Later dates have no next day that could be written. */
const LAST_DATE = '9999-12-30';

/**
 * Reads from when until when: dates (`2026-10-01`, both included) or moments (`2026-10-01T09:00`, with an offset or in the
 * calendar's zone).
 */
export function readStretch(calendar: Calendar, from: string, to: string): ReadStretch {
  const start = readMoment(calendar, from, 0);
  if (start === null) return { ok: false, reason: 'bad-time', option: 'from', text: from };
  // A date is meant with all of its day.
  const until = readMoment(calendar, to, 1);
  if (until === null) return { ok: false, reason: 'bad-time', option: 'to', text: to };
  return start < until ? { ok: true, stretch: { from: start, until } } : { ok: false, reason: 'backwards' };
}

function readMoment(calendar: Calendar, text: string, daysLater: number): Instant | null {
  const trimmed = text.trim();
  const day = parseIsoDate(trimmed);
  if (day === null) return parseInstant(calendar, trimmed);
  return trimmed > LAST_DATE ? null : calendar.atLocal(isoDateOf(day + daysLater), 0);
}
