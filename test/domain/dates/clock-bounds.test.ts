import { describe, expect, test } from 'vitest';
import { readDate } from '../../../src/domain/dates/read-date.ts';
import { at, shown } from './date-scene.ts';

// Read on Wednesday 18 November 2026 at 14:20, office hours 09:00-12:00 and 13:30-18:00.
const NOW = '2026-11-18T14:20';
type Row = readonly [phrase: string, reading: string];
const read = (phrase: string): string => shown(readDate(phrase, at(NOW)));

const MINUTES_TO: readonly Row[] = [
  ['差1分6点', '2026-11-18T17:59'],
  ['差10分6点', '2026-11-18T17:50'],
  ['差两刻六点', '2026-11-18T17:30'],
  ['差59分6点', '2026-11-18T17:01'],
  ['差60分6点', 'not-a-date'],
  ['差零分6点', 'not-a-date'],
  ['差十十分6点', 'not-a-date'],
  ['差五分0点', 'not-a-date'],
  ['差五分十十点', 'not-a-date'],
  ['6点差3刻', '2026-11-18T17:15'],
  ['下午6点差五分', '2026-11-18T17:55'],
  ['下午差五分6点', '2026-11-18T17:55'],
  // An hour before one o'clock is twelve, not zero.
  ['明天差五分一点', '2026-11-19T12:55'],
  ['quarter to 1', 'ambiguous 2026-11-19T00:45 2026-11-19T12:45'],
  ['1 to 6', '2026-11-18T17:59'],
  ['59 to 6', '2026-11-18T17:01'],
  ['59 past 4', '2026-11-18T16:59'],
  ['1 past 4', '2026-11-18T16:01'],
  ['tomorrow 25 past 1', '2026-11-19T13:25'],
  ['5 past 23', '2026-11-18T23:05'],
  ['5 past 24', 'not-a-date'],
  ['60 to 6', 'not-a-date'],
  ['60 past 4', 'not-a-date'],
  ['0 to 6', 'not-a-date'],
  ['0 past 4', 'not-a-date'],
  ['5 to 0', 'not-a-date'],
  ['5 past 0', 'not-a-date'],
];

const MINUTES_AND_SECONDS: readonly Row[] = [
  ['15:59', '2026-11-18T15:59'],
  ['15:60', 'does-not-exist'],
  ['15:59:59', '2026-11-18T15:59'],
  ['15:30:60', 'does-not-exist'],
  ['下午15:61', 'does-not-exist'],
  ['下午5:30:15', '2026-11-18T17:30'],
  ['5:59pm', '2026-11-18T17:59'],
  ['5:60pm', 'does-not-exist'],
  ['12:59am', 'past 2026-11-19T00:59'],
  ['0pm', 'does-not-exist'],
  ['13am', 'does-not-exist'],
  ['at 5:59', '2026-11-18T17:59'],
  ['at 5:60', 'does-not-exist'],
  ['at 5:60 in the afternoon', 'does-not-exist'],
  ['tomorrow morning 9:75', 'does-not-exist'],
  ['tomorrow morning at 25', 'does-not-exist'],
  ['三点五分', '2026-11-18T15:05'],
  ['三点五', 'not-a-date'],
  ['三点十十分', 'not-a-date'],
  ['十十点整', 'not-a-date'],
  ['三点过五分', '2026-11-18T15:05'],
];

const WHICH_HALF: readonly Row[] = [
  // With seconds or two figures for the hour the clock is read as it stands.
  ['明天5:30', '2026-11-19T17:30'],
  ['明天5:30:15', '2026-11-19T05:30'],
  ['明天05:30', '2026-11-19T05:30'],
  ['2026-12-03 7:30', '2026-12-03T07:30'],
  ['20261203 5:30', '2026-12-03T05:30'],
  ['12月3日 5:30', '2026-12-03T17:30'],
  ['2026-12-03 5点', '2026-12-03T17:00'],
  // Midnight of a day that is named is that day's; alone it is the coming one.
  ['0:00', '2026-11-19T00:00'],
  ['零点', '2026-11-19T00:00'],
  ['明天0:00', '2026-11-19T00:00'],
  ['今天零点', 'past'],
  ['0:30', 'past 2026-11-19T00:30'],
  ['0点30', 'past 2026-11-19T00:30'],
  ['明天0点半', '2026-11-19T00:30'],
  ['half past 12', 'ambiguous 2026-11-19T00:30 2026-11-19T12:30'],
  ["5 o'clock in the afternoon", '2026-11-18T17:00'],
  ["tomorrow 5 o'clock in the morning", '2026-11-19T05:00'],
  ['tomorrow at 5 in the morning', '2026-11-19T05:00'],
  ['in the afternoon at 3:15', '2026-11-18T15:15'],
  ['tomorrow afternoon at 4:15 pm', '2026-11-19T16:15'],
  ['tomorrow night at 2', 'ambiguous 2026-11-19T02:00 2026-11-20T02:00'],
  ['明天晚上0点', '2026-11-20T00:00'],
  ['明天晚上24点', '2026-11-20T00:00'],
  ['明天半夜0点', 'ambiguous 2026-11-19T00:00 2026-11-20T00:00'],
  ['明天半夜24点', 'ambiguous 2026-11-19T00:00 2026-11-20T00:00'],
  ['明天傍晚16点', '2026-11-19T16:00'],
  ['明天傍晚20点', '2026-11-19T20:00'],
  ['明天傍晚21点', 'does-not-exist'],
  ['明天夜里6点', 'does-not-exist'],
  ['明天夜里19点', 'does-not-exist'],
];

const LONGER_WORDS: readonly Row[] = [
  ['晨', 'not-a-date'],
  ['早', 'not-a-date'],
  ['明晨', '2026-11-19T09:00'],
  ['周五早', '2026-11-20T09:00'],
  ['周五晚', '2026-11-20T19:00'],
  ['下班', 'not-a-date'],
  ['明天下班', '2026-11-19T18:00'],
  ['明天开工', '2026-11-19T09:00'],
  ['5pmx', 'not-a-date'],
  ["5 o'clocks", 'not-a-date'],
  ['tomorrow noonish', 'not-a-date'],
  ['tomorrow mornings', 'not-a-date'],
  ['eods', 'not-a-date'],
];

describe('minutes to and past an hour', () => {
  test.each(MINUTES_TO)('%s → %s', (phrase, reading) => expect(read(phrase)).toBe(reading));
});

describe('a clock has sixty minutes of sixty seconds', () => {
  test.each(MINUTES_AND_SECONDS)('%s → %s', (phrase, reading) => expect(read(phrase)).toBe(reading));
});

describe('which half of the day a clock is read in', () => {
  test.each(WHICH_HALF)('%s → %s', (phrase, reading) => expect(read(phrase)).toBe(reading));
});

describe('a clock is not found within a longer word', () => {
  test.each(LONGER_WORDS)('%s → %s', (phrase, reading) => expect(read(phrase)).toBe(reading));
});
