import type { Calendar } from '../calendar/calendar.ts';
import type { Instant } from '../time.ts';

/** The next moment at which something may be posted: working time that is no rest time, now or later. */
export function askableAt(calendar: Calendar, now: Instant): Instant {
  let at = now;
  for (let tries = 0; tries < MOST_SPANS; tries += 1) {
    if (!calendar.isWorkingTime(at)) at = calendar.nextWorkingStart(at);
    const awake = calendar.restEnd(at);
    if (awake === at) return at;
    at = awake;
  }
  // A team that only works while everybody rests is spoken to in its rest.
  return calendar.isWorkingTime(now) ? now : calendar.nextWorkingStart(now);
}

/** More spans of work and rest than a week has. */
const MOST_SPANS = 64;
