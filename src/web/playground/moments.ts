import type { Instant } from '../../domain/time.ts';
import type { Locale } from '../../domain/vocabulary.ts';

interface Styles {
  readonly time: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
  readonly full: Intl.DateTimeFormat;
}

// Making a formatter costs far more than using it, and a page shows hundreds of times.
const stylesByKey = new Map<string, Styles>();

function styles(locale: Locale, timezone: string): Styles {
  const key = `${locale} ${timezone}`;
  const known = stylesByKey.get(key);
  if (known !== undefined) return known;
  const tag = locale === 'en' ? 'en-GB' : locale;
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { timeZone: timezone, hourCycle: 'h23', ...options });
  const day = { weekday: 'short', month: 'short', day: 'numeric' } as const;
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const made = { time: format(time), day: format(day), full: format({ ...day, year: 'numeric', ...time }) };
  stylesByKey.set(key, made);
  return made;
}

/** `14:05` */
export function timeOfDay(at: Instant, locale: Locale, timezone: string): string {
  return styles(locale, timezone).time.format(at);
}

/** `Sat 22 Nov`, `11月22日周六` */
export function dayOf(at: Instant, locale: Locale, timezone: string): string {
  return styles(locale, timezone).day.format(at);
}

/** Day with year, and time of day. */
export function fullMoment(at: Instant, locale: Locale, timezone: string): string {
  return styles(locale, timezone).full.format(at);
}
