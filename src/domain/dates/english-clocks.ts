import type { ClockMeaning, PartOfDay } from './meaning.ts';
import { COUNT, countValue } from './numerals.ts';
import { MIDNIGHT, timeInPart, timeOfClock } from './parts-of-day.ts';
import { type Rule, rule } from './scan.ts';

const PART_BY_WORD: Readonly<Record<string, PartOfDay>> = {
  morning: 'morning',
  afternoon: 'afternoon',
  evening: 'evening',
  night: 'evening',
};
const PARTS = '(?:(?:in the|this|at) )?(morning|afternoon|evening|night)(?![a-z])';
const WORD_END = '(?![a-z\\d])';
const HALF_DAY = '([ap])\\.?m\\.?(?![a-z\\d])';
const NO_TIME = timeOfClock(25, 0, 'literal');

/** An hour of the twelve-hour clock; 13pm and 0pm are no times. */
function halfDayTime(hour: number, minute: number, half: string): ClockMeaning {
  if (hour < 1 || hour > 12 || minute > 59) return NO_TIME;
  return timeOfClock((hour % 12) + (half === 'p' ? 12 : 0), minute, 'literal');
}

function named(hour: string, minute: number, part: string): ClockMeaning | null {
  const value = countValue(hour);
  if (value === null) return null;
  const known = PART_BY_WORD[part];
  return known === undefined ? timeOfClock(value, minute, 'spoken') : timeInPart(known, value, minute, true);
}

/** Minutes past or to an hour: half past five, a quarter to six, ten past 3. */
function besideHour(amount: string, side: string, hour: string): ClockMeaning | null {
  const minutes = amount === 'half' ? 30 : amount.endsWith('quarter') ? 15 : countValue(amount);
  const value = countValue(hour);
  if (minutes === null || value === null || value < 1 || value > 23 || minutes < 1 || minutes > 59) return null;
  if (side === 'past') return timeOfClock(value, minutes, 'spoken');
  return timeOfClock(value === 1 ? 12 : value - 1, 60 - minutes, 'spoken');
}

/** Times of day in English. */
export const ENGLISH_CLOCKS: readonly Rule<ClockMeaning>[] = [
  rule(`(?:at )?(\\d{1,2})(?:[:.](\\d{2}))? ?${HALF_DAY}`, (capture) =>
    halfDayTime(Number(capture(1)), Number(capture(2)), capture(3)),
  ),
  rule(`(?:at )?(${COUNT}) ?o['’]?clock(?: (?:in the|at) (morning|afternoon|evening|night))?${WORD_END}`, (capture) =>
    named(capture(1), 0, capture(2)),
  ),
  rule(
    `at (${COUNT})(?::(\\d{2}))?(?: (?:in the|at) (morning|afternoon|evening|night))?(?![a-z\\d:.]| ?[ap]\\.?m)`,
    (capture) => (Number(capture(2)) > 59 ? NO_TIME : named(capture(1), Number(capture(2)), capture(3))),
  ),
  rule(`(?:at )?(half|(?:a )?quarter|${COUNT})(?: minutes?)? (past|to) (${COUNT})${WORD_END}`, (capture) =>
    besideHour(capture(1), capture(2), capture(3)),
  ),
  rule(`${PARTS},? (?:at )?(\\d{1,2})(?:[:.](\\d{2}))?(?![\\d:.]| ?[ap]\\.?m)`, (capture) => {
    const part = PART_BY_WORD[capture(1)];
    return part === undefined ? null : timeInPart(part, Number(capture(2)), Number(capture(3)), true);
  }),
  rule(`${PARTS},? (?:at )?(\\d{1,2})(?:[:.](\\d{2}))? ?${HALF_DAY}`, (capture) =>
    halfDayTime(Number(capture(2)), Number(capture(3)), capture(4)),
  ),
  rule(`(?:at )?(?:noon|midday)${WORD_END}`, () => timeOfClock(12, 0, 'literal')),
  rule(`(?:at )?midnight${WORD_END}`, () => MIDNIGHT),
  rule(PARTS, (capture) => {
    const part = PART_BY_WORD[capture(1)];
    return part === undefined ? null : { kind: 'part', part };
  }),
  rule(
    `(?:the )?(?:eod|cob|eob|end of (?:the )?(?:(?:business|working) )?day|(?:close|end) of (?:business|work))${WORD_END}`,
    () => ({
      kind: 'edge',
      edge: 'closing',
    }),
  ),
  rule(`(?:first thing(?: in the morning)?|(?:start|opening) of (?:business|work))${WORD_END}`, () => ({
    kind: 'edge',
    edge: 'opening',
  })),
];
