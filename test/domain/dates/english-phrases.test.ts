import { describe, expect, test } from 'vitest';
import { readDate } from '../../../src/domain/dates/read-date.ts';
import { at, shown } from './date-scene.ts';

// Read on Wednesday 18 November 2026 at 14:20, office hours 09:00-12:00 and 13:30-18:00.
const NOW = '2026-11-18T14:20';
type Row = readonly [phrase: string, reading: string];

const DAYS: readonly Row[] = [
  ['today', '2026-11-18 (18:00)'],
  ['tomorrow', '2026-11-19 (09:00)'],
  ['Tomorrow', '2026-11-19 (09:00)'],
  ['tmr', '2026-11-19 (09:00)'],
  ['day after tomorrow', '2026-11-20 (09:00)'],
  ['the day after tomorrow', '2026-11-20 (09:00)'],
  ['Friday', '2026-11-20 (09:00)'],
  ['fri', '2026-11-20 (09:00)'],
  ['Fri.', '2026-11-20 (09:00)'],
  ['Wednesday', '2026-11-18 (18:00)'],
  ['this Friday', '2026-11-20 (09:00)'],
  ['next Friday', '2026-11-27 (09:00)'],
  ['next Wed', '2026-11-25 (09:00)'],
  ['Monday next week', '2026-11-23 (09:00)'],
  ['next week Monday', '2026-11-23 (09:00)'],
  ['coming Sunday', '2026-11-22 (09:00)'],
  ['next weekend', '2026-11-28 (09:00)'],
  ['next week', '2026-11-23 (09:00)'],
  ['end of week', '2026-11-20 (18:00)'],
  ['end of next week', '2026-11-27 (18:00)'],
  ['EOW', '2026-11-20 (18:00)'],
  ['end of month', '2026-11-30 (09:00)'],
  ['end of the month', '2026-11-30 (09:00)'],
  ['end of this month', '2026-11-30 (09:00)'],
  ['end of next month', '2026-12-31 (09:00)'],
  ['start of next month', '2026-12-01 (09:00)'],
  ['beginning of next month', '2026-12-01 (09:00)'],
  ['end of December', '2026-12-31 (09:00)'],
  ['EOM', '2026-11-30 (09:00)'],
  ['EOQ', '2026-12-31 (09:00)'],
  ['end of year', '2026-12-31 (09:00)'],
  ['next month', '2026-12-01 (09:00)'],
  ['the 25th', '2026-11-25 (09:00)'],
  ['the 15th', '2026-12-15 (09:00)'],
  ['the 5th of next month', '2026-12-05 (09:00)'],
  ['Dec 3', '2026-12-03 (09:00)'],
  ['Dec. 3', '2026-12-03 (09:00)'],
  ['December 3rd', '2026-12-03 (09:00)'],
  ['3 Dec', '2026-12-03 (09:00)'],
  ['3rd of December', '2026-12-03 (09:00)'],
  ['the 3rd of December', '2026-12-03 (09:00)'],
  ['3 December 2026', '2026-12-03 (09:00)'],
  ['Dec 3, 2026', '2026-12-03 (09:00)'],
  ['Jan 5', '2027-01-05 (09:00)'],
  ['12/25/2026', '2026-12-25 (09:00)'],
  ['25/12/2026', '2026-12-25 (09:00)'],
  ['Wed 25 Nov', '2026-11-25 (09:00)'],
  ['Friday, December 4', '2026-12-04 (09:00)'],
  ['by Friday', '2026-11-20 (09:00)'],
  ['on Friday', '2026-11-20 (09:00)'],
];

const TIMES: readonly Row[] = [
  ['tomorrow 5pm', '2026-11-19T17:00'],
  ['tomorrow 5 p.m.', '2026-11-19T17:00'],
  ['tomorrow at 5pm', '2026-11-19T17:00'],
  ['tomorrow at 5', '2026-11-19T17:00'],
  ['5pm tomorrow', '2026-11-19T17:00'],
  ['5:30pm tomorrow', '2026-11-19T17:30'],
  ['at 5', '2026-11-18T17:00'],
  ['5pm', '2026-11-18T17:00'],
  ['5.30pm', '2026-11-18T17:30'],
  ['17:00', '2026-11-18T17:00'],
  ['5 o’clock', '2026-11-18T17:00'],
  ['half past five', '2026-11-18T17:30'],
  ['quarter to six', '2026-11-18T17:45'],
  ['a quarter past 3', '2026-11-18T15:15'],
  ['ten to six', '2026-11-18T17:50'],
  ['noon tomorrow', '2026-11-19T12:00'],
  ['tomorrow noon', '2026-11-19T12:00'],
  ['tomorrow at midday', '2026-11-19T12:00'],
  ['12pm tomorrow', '2026-11-19T12:00'],
  ['12am tomorrow', '2026-11-19T00:00'],
  ['midnight', '2026-11-19T00:00'],
  ['Friday 10am', '2026-11-20T10:00'],
  ['Friday at 10 in the morning', '2026-11-20T10:00'],
  ['this Friday at 14:30', '2026-11-20T14:30'],
  ['next Friday 10 am', '2026-11-27T10:00'],
  ['tomorrow morning', '2026-11-19T09:00'],
  ['tomorrow morning at 9', '2026-11-19T09:00'],
  ['tomorrow afternoon', '2026-11-19T13:30'],
  ['this afternoon', '2026-11-18T18:00'],
  ['tonight', '2026-11-18T19:00'],
  ['tonight at 8', '2026-11-18T20:00'],
  ['tonight 8pm', '2026-11-18T20:00'],
  ['8pm tonight', '2026-11-18T20:00'],
  ['EOD', '2026-11-18T18:00'],
  ['COB', '2026-11-18T18:00'],
  ['end of day', '2026-11-18T18:00'],
  ['end of business day', '2026-11-18T18:00'],
  ['close of business', '2026-11-18T18:00'],
  ['EOD tomorrow', '2026-11-19T18:00'],
  ['end of day tomorrow', '2026-11-19T18:00'],
  ['by EOD Friday', '2026-11-20T18:00'],
  ['end of tomorrow', '2026-11-19 (18:00)'],
  ['first thing tomorrow', '2026-11-19T09:00'],
  ['Dec 3 14:30', '2026-12-03T14:30'],
  ['Dec 3, 2026 at 5:30 pm', '2026-12-03T17:30'],
  ['3 December 2026 10:00', '2026-12-03T10:00'],
  ['2026-12-03 14:30', '2026-12-03T14:30'],
  ['2026-12-03T14:30Z', '2026-12-03T22:30'],
  ['2026-12-03T14:30:00+08:00', '2026-12-03T14:30'],
  ['2026-12-03T14:30:00-05:00', '2026-12-04T03:30'],
  ['Wed 25 Nov 10:00', '2026-11-25T10:00'],
  ['Wed, 25 Nov 2026 10:00', '2026-11-25T10:00'],
];

const LENGTHS: readonly Row[] = [
  ['in 2 hours', '2026-11-18T16:20'],
  ['in two hours', '2026-11-18T16:20'],
  ['in an hour', '2026-11-18T15:20'],
  ['in half an hour', '2026-11-18T14:50'],
  ['in an hour and a half', '2026-11-18T15:50'],
  ['in one and a half hours', '2026-11-18T15:50'],
  ['in 30 min', '2026-11-18T14:50'],
  ['in 30 minutes', '2026-11-18T14:50'],
  ['within 2 days', '2026-11-20T14:20'],
  ['in 3 days', '2026-11-21T14:20'],
  ['in 3 days at 5pm', '2026-11-21T17:00'],
  ['in a week', '2026-11-25T14:20'],
  ['in two weeks', '2026-12-02T14:20'],
  ['in a month', '2026-12-18T14:20'],
  ['in 3 business days', '2026-11-23T14:20'],
  ['in 3 working days', '2026-11-23T14:20'],
  ['within 5 working days', '2026-11-25T14:20'],
  ['an hour from now', '2026-11-18T15:20'],
  ['2 days from now', '2026-11-20T14:20'],
  ['1h30m', '2026-11-18T15:50'],
  ['2 hours and 15 minutes', '2026-11-18T16:35'],
  ['2h', '2026-11-18T16:20'],
  ['3d', '2026-11-21T14:20'],
  ['2wd', '2026-11-20T14:20'],
  ['90 minutes', '2026-11-18T15:50'],
  ['now', '2026-11-18T14:20'],
];

const REFUSED: readonly Row[] = [
  ['yesterday', 'past'],
  ['last Friday', 'past'],
  ['20 minutes ago', 'past'],
  ['an hour ago', 'past'],
  ['9am', 'past 2026-11-19T09:00'],
  ['noon', 'past 2026-11-19T12:00'],
  ['13pm', 'does-not-exist'],
  ['0am', 'does-not-exist'],
  ['5:75pm', 'does-not-exist'],
  ['Feb 30', 'does-not-exist'],
  ['April 31', 'does-not-exist'],
  ['Feb 29, 2027', 'does-not-exist'],
  ['the 32nd', 'does-not-exist'],
  ['Thu 25 Nov', 'does-not-exist'],
  ['12/3/2026', 'ambiguous 2026-12-03T09:00'],
  ['13/13/2026', 'does-not-exist'],
  ['tomorrow midnight', 'ambiguous 2026-11-19T00:00 2026-11-20T00:00'],
  ['tomorrow at 8', 'ambiguous 2026-11-19T08:00 2026-11-19T20:00'],
  ['every Friday', 'not-a-date'],
  ['may', 'not-a-date'],
  ['second', 'not-a-date'],
  ['am', 'not-a-date'],
  ['a', 'not-a-date'],
  ['tomorrow tomorrow', 'not-a-date'],
  ['Fri 5', 'not-a-date'],
  ['in hours', 'not-a-date'],
  ['in 3 parsecs', 'not-a-date'],
  ['next', 'not-a-date'],
  ['Friday 13', 'not-a-date'],
  ['half a working day', 'not-a-date'],
  ['to', 'not-a-date'],
  ['call tomorrow', 'not-a-date'],
];

describe('English days', () => {
  test.each(DAYS)('%s → %s', (phrase, reading) => {
    expect(shown(readDate(phrase, at(NOW)))).toBe(reading);
  });
});

describe('English times', () => {
  test.each(TIMES)('%s → %s', (phrase, reading) => {
    expect(shown(readDate(phrase, at(NOW)))).toBe(reading);
  });
});

describe('English lengths from now', () => {
  test.each(LENGTHS)('%s → %s', (phrase, reading) => {
    expect(shown(readDate(phrase, at(NOW)))).toBe(reading);
  });
});

describe('what English words do not name, or leave open', () => {
  test.each(REFUSED)('%s → %s', (phrase, reading) => {
    expect(shown(readDate(phrase, at(NOW)))).toBe(reading);
  });
});
