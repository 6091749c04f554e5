import { weekdayIndexOf } from '../calendar/civil-date.ts';
import { type Zone, zoneOf } from '../calendar/zone.ts';
import { DAY_MS, type Instant, MINUTE_MS, type Ms } from '../time.ts';

const CHINESE_WEEKDAYS = '一二三四五六日';
const ENGLISH_WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const ENGLISH_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * An instant in words that `readDate` reads back, always with the weekday: `11月25日（周三）10:00`, `Wed 25 Nov 10:00`.
 * The year is told where it is not the present one. Where clocks show this time twice the offset follows, for people only.
 */
export function describeInstant(
  at: Instant,
  { timezone, locale, now }: { readonly timezone: string; readonly locale: 'zh-CN' | 'en'; readonly now: Instant },
): string {
  // Arithmetic rather than Temporal: every answer tells times, and this is a hundredth of the work.
  const zone = zoneOf(timezone);
  const offset = zone.offsetAt(at);
  const local = new Date(at + offset);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  const weekday = weekdayIndexOf(Math.floor(local.getTime() / DAY_MS));
  const sameYear = new Date(now + zone.offsetAt(now)).getUTCFullYear() === year;
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
  const clock = isShownTwice(zone, at + offset) ? `${time} UTC${offsetText(offset)}` : time;
  if (locale === 'en') {
    return `${ENGLISH_WEEKDAYS[weekday]} ${day} ${ENGLISH_MONTHS[month]}${sameYear ? '' : ` ${year}`} ${clock}`;
  }
  return `${sameYear ? '' : `${year}年`}${month + 1}月${day}日（周${CHINESE_WEEKDAYS[weekday]}）${clock}`;
}

/** Whether the zone's clocks show the minute of this local time at two instants: in the hour that is repeated. */
function isShownTwice(zone: Zone, local: Ms): boolean {
  const minute = Math.floor(local / MINUTE_MS) * MINUTE_MS;
  // Offsets lie within ±14 h, so these are the ones in force before and after any change near by.
  const before = zone.offsetAt(minute - DAY_MS);
  const after = zone.offsetAt(minute + DAY_MS);
  return before !== after && zone.offsetAt(minute - before) === before && zone.offsetAt(minute - after) === after;
}

/** `+08:00`; seconds only where a zone had them, long ago. */
function offsetText(offset: Ms): string {
  const seconds = Math.abs(offset) / 1_000;
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return (
    (offset < 0 ? '-' : '+') +
    parts
      .slice(0, parts[2] === 0 ? 2 : 3)
      .map(two)
      .join(':')
  );
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
