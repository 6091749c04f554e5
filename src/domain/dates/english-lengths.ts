import { fromNow, ifAlone, type Length, type LengthUnit, lengthOf, sumOf } from './lengths.ts';
import type { Meaning } from './meaning.ts';
import { COUNT, countValue } from './numerals.ts';
import { type Hit, type Rule, rule, sign } from './scan.ts';

const UNIT =
  '((?:business|working|work) ?days?|wd|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|quarters?|years?|yrs?)(?![a-z])';
const MOST_PARTS = 4;

function unitOf(word: string): LengthUnit {
  if (word === 'wd' || /^(?:business|work)/.test(word)) return 'working-day';
  if (word.startsWith('mo')) return 'month';
  const units = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week', q: 'quarter', y: 'year' } as const;
  return units[word.charAt(0) as keyof typeof units];
}

const PARTS: readonly Rule<Length>[] = [
  rule(`half an? ${UNIT}`, (capture) => lengthOf(0.5, unitOf(capture(1)))),
  rule(`(${COUNT}) and a half ${UNIT}`, (capture) => partOf(countValue(capture(1)), 0.5, capture(2))),
  rule(`(${COUNT}) ${UNIT} and a half`, (capture) => partOf(countValue(capture(1)), 0.5, capture(2))),
  rule(`(\\d{1,3}\\.\\d{1,2}|\\d{4}) ?${UNIT}`, (capture) => partOf(Number(capture(1)), 0, capture(2))),
  rule(`(?:a )?quarter of an hour(?![a-z])`, () => lengthOf(15, 'minute')),
  rule(`(${COUNT})[ -]?${UNIT}`, (capture) => {
    const word = capture(1);
    // am, as, ad: a figure may touch its unit, a word may not.
    return /[a-z]$/.test(word) && unitOf(capture(2)) !== 'working-day' && capture(2).length === 1
      ? null
      : partOf(countValue(word), 0, capture(2));
  }),
];

function partOf(count: number | null, half: number, unit: string): Length | null {
  return count === null ? null : lengthOf(count + half, unitOf(unit));
}

const JOINT = sign('(?:,? and |, | )?');
const AHEAD = rule(' (?:from now|later|from today)(?![a-z])', () => 1 as const);
const AGO = rule(' (?:ago|earlier)(?![a-z])', () => -1 as const);
const BEFORE_LENGTH = sign('(?:with)?in(?: the next)?(?: about)? ');

function partAt(text: string, at: number): Hit<Length> | null {
  for (const part of PARTS) {
    const hit = part(text, at);
    if (hit !== null) return hit;
  }
  return null;
}

/** A length of one or several parts: an hour and a half, 1h30m, 3 business days. */
function lengthAt(text: string, at: number): Hit<Length> | null {
  let sum = partAt(text, at);
  for (let parts = 1; sum !== null && parts < MOST_PARTS; parts += 1) {
    const next = partAt(text, JOINT(text, sum.end)?.end ?? sum.end);
    if (next === null) break;
    sum = { end: next.end, value: sumOf(sum.value, next.value) };
  }
  return sum;
}

/** Lengths before or after now: in 2 hours, 3 days from now, 20 minutes ago. A length alone (2h) is one ahead. */
export const ENGLISH_LENGTHS: readonly Rule<Meaning>[] = [
  (text, at) => {
    const before = BEFORE_LENGTH(text, at);
    const length = lengthAt(text, before?.end ?? at);
    if (length === null) return null;
    if (before !== null) return { end: length.end, value: fromNow(length.value, 1) };
    const side = AHEAD(text, length.end) ?? AGO(text, length.end);
    return side === null
      ? { end: length.end, value: ifAlone(length.value) }
      : { end: side.end, value: fromNow(length.value, side.value) };
  },
  rule('(?:just now|right now|now)(?![a-z])', () => ({ kind: 'instant', at: ({ now }) => now, bare: true })),
];
