import type { PolicyInForce } from '../domain/commitment/track.ts';
import type { Instant } from '../domain/time.ts';

const DECEMBER = 12;

/**
 * Years for which some calendar of the policy has no holiday table and assumes plain weekends: the present one, and from
 * December on the next one too.
 */
export function missingHolidays({ policy, calendarOf }: PolicyInForce, now: Instant): readonly number[] {
  const [year = 0, month = 0] = calendarOf('').dateOf(now).split('-').map(Number);
  const last = month === DECEMBER ? year + 1 : year;
  const calendars = ['', ...policy.teams.keys()].map(calendarOf);
  return [...new Set(calendars.flatMap((calendar) => calendar.missingYears(year, last)))].sort((a, b) => a - b);
}
