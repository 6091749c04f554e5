import { describe, expect, test } from 'vitest';
import { readDate } from '../../../src/domain/dates/read-date.ts';
import { at, shown } from './date-scene.ts';

describe('an instant as programs write it', () => {
  test.each([
    ['2026-12-03T14:30Z', '2026-12-03T14:30:00.000Z'],
    ['2026-12-03 14:30 z', '2026-12-03T14:30:00.000Z'],
    ['2026-12-03T14:30:59.123Z', '2026-12-03T14:30:59.000Z'],
    ['2026-12-03T23:59:59Z', '2026-12-03T23:59:59.000Z'],
    ['2026-12-03T00:00+00:00', '2026-12-03T00:00:00.000Z'],
    ['2026-12-03T14:30+05:30', '2026-12-03T09:00:00.000Z'],
    ['2026-12-03T14:30+0530', '2026-12-03T09:00:00.000Z'],
    ['2026-12-03T14:30-03:30', '2026-12-03T18:00:00.000Z'],
    ['2026-12-03T14:30+05:59', '2026-12-03T08:31:00.000Z'],
    ['2026-12-03T14:30+14:00', '2026-12-03T00:30:00.000Z'],
  ])('%s is %s', (phrase, instant) => {
    expect(readDate(phrase, at('2026-11-18T14:20'))).toEqual({ ok: true, at: Date.parse(instant), hasTime: true });
  });

  test.each([
    '2026-02-30T14:30Z',
    '2026-13-03T14:30Z',
    '2026-12-03T24:00Z',
    '2026-12-03T14:60Z',
    '2026-12-03T14:30:60Z',
    '2026-12-03T14:30+15:00',
    '2026-12-03T14:30+05:60',
    '2026-02-30T25:61:61+15:60',
    '1969-12-31T23:59Z',
    '2200-01-01T00:00Z',
  ])('%s does not exist', (phrase) => {
    expect(readDate(phrase, at('2026-11-18T14:20'))).toEqual({ ok: false, reason: 'does-not-exist' });
  });

  test.each([
    ['2026-12-03T14:30Zulu', 'not-a-date'],
    ['2026-12-03T14:30+08:000', 'not-a-date'],
    ['2026-11-18T06:20:00Z', '2026-11-18T14:20'],
    ['2026-11-18T06:19:59Z', 'past'],
  ])('%s → %s', (phrase, reading) => {
    expect(shown(readDate(phrase, at('2026-11-18T14:20')))).toBe(reading);
  });

  test('one ahead is none when the customer spoke', () => {
    expect(shown(readDate('2026-11-18T06:20:01Z', at('2026-11-18T14:20', { prefer: 'past' })))).toBe('future');
  });
});
