/**
 * Time as the domain sees it. An instant is a plain number so that it compares, sorts and serialises without a library;
 * calendars (domain/calendar) are the only place where zones and dates are known.
 */

/** A point in business time: whole milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A length of time in milliseconds. */
export type Ms = number;

/** A half-open interval `[from, to)` of instants. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

export const SECOND_MS: Ms = 1_000;
export const MINUTE_MS: Ms = 60_000;
export const HOUR_MS: Ms = 3_600_000;
export const DAY_MS: Ms = 86_400_000;

/** Which time a clock counts: every second, or working seconds only. */
export type TimeBasis = 'round-the-clock' | 'working';

/**
 * A length as the policy file writes it: `15m` counts in the clock's own basis, `3d` are calendar days and `2wd` working
 * days (same local time, moved into the next span), `off` switches the rule off.
 */
export type Duration =
  | { readonly unit: 'time'; readonly ms: Ms }
  | { readonly unit: 'days'; readonly days: number }
  | { readonly unit: 'working-days'; readonly days: number }
  | { readonly unit: 'off' };

const DURATION = /^(\d{1,6})(s|m|h|d|wd)$/;
const MS_BY_UNIT = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS } as const;

/** Reads `30s`, `15m`, `2h`, `3d`, `2wd` or `off`; `null` when the text is none of these. */
export function parseDuration(text: string): Duration | null {
  if (text === 'off') return { unit: 'off' };
  const match = DURATION.exec(text);
  if (match === null) return null;
  const count = Number(match[1]);
  const unit = match[2] as 's' | 'm' | 'h' | 'd' | 'wd';
  if (unit === 'd') return { unit: 'days', days: count };
  if (unit === 'wd') return { unit: 'working-days', days: count };
  return { unit: 'time', ms: count * MS_BY_UNIT[unit] };
}

/** The policy file's spelling of a duration, the largest unit that divides it. */
export function formatDuration(duration: Duration): string {
  switch (duration.unit) {
    case 'off':
      return 'off';
    case 'days':
      return `${duration.days}d`;
    case 'working-days':
      return `${duration.days}wd`;
    case 'time':
      if (duration.ms % HOUR_MS === 0) return `${duration.ms / HOUR_MS}h`;
      if (duration.ms % MINUTE_MS === 0) return `${duration.ms / MINUTE_MS}m`;
      return `${duration.ms / SECOND_MS}s`;
  }
}
