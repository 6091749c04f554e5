import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { describeInstant } from '../../../src/domain/dates/describe-instant.ts';
import { readDate } from '../../../src/domain/dates/read-date.ts';
import { DAY_MS, MINUTE_MS } from '../../../src/domain/time.ts';
import { at, local, SHANGHAI } from './date-scene.ts';

const now = local('2026-11-18T14:20');
const tell = (text: string, locale: 'zh-CN' | 'en') =>
  describeInstant(local(text), { timezone: SHANGHAI, locale, now });

describe('an instant in words', () => {
  test('with its weekday', () => {
    expect(tell('2026-11-25T10:00', 'zh-CN')).toBe('11月25日（周三）10:00');
    expect(tell('2026-11-25T10:00', 'en')).toBe('Wed 25 Nov 10:00');
    expect(tell('2026-11-22T09:05', 'zh-CN')).toBe('11月22日（周日）09:05');
  });

  test('with its year when that is another', () => {
    expect(tell('2027-01-04T09:05', 'zh-CN')).toBe('2027年1月4日（周一）09:05');
    expect(tell('2025-12-31T23:59', 'en')).toBe('Wed 31 Dec 2025 23:59');
  });

  test('the year being that of the reader’s zone, which begins before or after that of UTC', () => {
    const told = (timezone: string, now: string, text: string) =>
      describeInstant(local(text, timezone), { timezone, locale: 'en', now: Date.parse(now) });
    expect(told(SHANGHAI, '2026-12-31T20:00Z', '2027-01-04T09:05')).toBe('Mon 4 Jan 09:05');
    expect(told(SHANGHAI, '2026-12-31T20:00Z', '2026-12-31T09:05')).toBe('Thu 31 Dec 2026 09:05');
    expect(told('America/New_York', '2027-01-01T02:00Z', '2026-12-30T09:05')).toBe('Wed 30 Dec 09:05');
  });

  test('in the zone of the reader', () => {
    expect(describeInstant(local('2026-11-25T10:00'), { timezone: 'America/New_York', locale: 'en', now })).toBe(
      'Tue 24 Nov 21:00',
    );
  });

  test('with the offset where clocks show the time twice', () => {
    const newYork = { timezone: 'America/New_York', locale: 'en', now } as const;
    expect(describeInstant(Date.parse('2026-11-01T01:30-04:00'), newYork)).toBe('Sun 1 Nov 01:30 UTC-04:00');
    expect(describeInstant(Date.parse('2026-11-01T01:30-05:00'), newYork)).toBe('Sun 1 Nov 01:30 UTC-05:00');
    expect(describeInstant(Date.parse('2026-11-01T02:30-05:00'), newYork)).toBe('Sun 1 Nov 02:30');
    const london = { ...newYork, timezone: 'Europe/London' };
    const lordHowe = { ...newYork, timezone: 'Australia/Lord_Howe' };
    expect(describeInstant(Date.parse('2026-10-25T01:30Z'), london)).toBe('Sun 25 Oct 01:30 UTC+00:00');
    expect(describeInstant(Date.parse('2026-04-05T01:45+10:30'), lordHowe)).toBe('Sun 5 Apr 01:45 UTC+10:30');
  });

  test('says what Temporal says, also around every change of the clocks', () => {
    const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/Dublin', 'Australia/Lord_Howe', 'America/St_Johns'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(1970), max: Date.UTC(2037) }),
        fc.option(fc.integer({ min: -3 * 3_600_000, max: 3 * 3_600_000 })),
        (timezone, anywhere, aroundChange) => {
          const whole = Temporal.Instant.fromEpochMilliseconds(anywhere).toZonedDateTimeISO(timezone);
          const change = aroundChange === null ? null : whole.getTimeZoneTransition('next');
          const instant = change === null ? anywhere : change.epochMilliseconds + (aroundChange ?? 0);
          const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone);
          const plain = local.toPlainDateTime().round({ smallestUnit: 'minute', roundingMode: 'floor' });
          const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
            plain.toZonedDateTime(timezone, { disambiguation }),
          );
          const isTwice = first?.offset !== second?.offset && first?.toPlainDateTime().equals(plain) === true;
          const text = describeInstant(instant, { timezone, locale: 'zh-CN', now: Date.UTC(2090) });
          const weekday = '一二三四五六日'[local.dayOfWeek - 1];
          const time = local.toPlainTime().toString().slice(0, 5);
          expect(text).toBe(
            `${local.year}年${local.month}月${local.day}日（周${weekday}）${time}${isTwice ? ` UTC${local.offset}` : ''}`,
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('is read back as the same instant', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: (400 * DAY_MS) / MINUTE_MS }),
        fc.constantFrom('zh-CN', 'en'),
        (minutes, locale) => {
          const instant = now + minutes * MINUTE_MS;
          const reading = readDate(
            describeInstant(instant, { timezone: SHANGHAI, locale, now }),
            at('2026-11-18T14:20'),
          );
          expect(reading).toEqual({ ok: true, at: instant, hasTime: true });
        },
      ),
      { numRuns: 500 },
    );
  });
});
