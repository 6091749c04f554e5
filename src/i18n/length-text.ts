import { DAY_MS, type Duration, HOUR_MS, MINUTE_MS, type Ms, SECOND_MS } from '../domain/time.ts';
import type { Messages } from './messages.ts';

/** A length of time as people say it: two units at most, never more exact than it matters. Negative counts as zero. */
export function lengthText(m: Messages, ms: Ms): string {
  const { duration } = m.view;
  if (ms < MINUTE_MS) return duration.seconds(Math.floor(Math.max(ms, 0) / SECOND_MS));
  // To the nearest minute: what is told a moment late still says the round number that was meant.
  const length = Math.round(ms / MINUTE_MS) * MINUTE_MS;
  if (length < HOUR_MS) return duration.minutes(Math.floor(length / MINUTE_MS));
  if (length < DAY_MS) {
    const hours = Math.floor(length / HOUR_MS);
    const minutes = Math.floor((length % HOUR_MS) / MINUTE_MS);
    return minutes === 0 ? duration.hours(hours) : duration.hoursMinutes(hours, minutes);
  }
  const days = Math.floor(length / DAY_MS);
  const hours = Math.floor((length % DAY_MS) / HOUR_MS);
  return hours === 0 ? duration.days(days) : duration.daysHours(days, hours);
}

/** A target of the policy as people say it. */
export function targetText(m: Messages, target: Duration): string {
  switch (target.unit) {
    case 'off':
      return m.view.duration.off;
    case 'days':
      return m.view.duration.days(target.days);
    case 'working-days':
      return m.view.duration.workingDays(target.days);
    case 'time':
      return lengthText(m, target.ms);
  }
}
