import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../time.ts';
import { instantsAt, minuteOn } from './civil.ts';

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
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
  const sameYear = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).year === local.year;
  const day = local.toPlainDate();
  const minute = minuteOn(day, at, timezone);
  const time = `${two(local.hour)}:${two(local.minute)}`;
  const clock = instantsAt(day, minute, timezone).length > 1 ? `${time} UTC${local.offset}` : time;
  if (locale === 'en') {
    const year = sameYear ? '' : ` ${local.year}`;
    return `${ENGLISH_WEEKDAYS[local.dayOfWeek - 1]} ${local.day} ${ENGLISH_MONTHS[local.month - 1]}${year} ${clock}`;
  }
  const year = sameYear ? '' : `${local.year}年`;
  return `${year}${local.month}月${local.day}日（周${CHINESE_WEEKDAYS[local.dayOfWeek - 1]}）${clock}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
