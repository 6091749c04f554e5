import { fromNow, ifAlone, type Length, type LengthUnit, lengthOf, NO_LENGTH, sumOf } from './lengths.ts';
import type { Meaning } from './meaning.ts';
import { NUMBER, numeralValue } from './numerals.ts';
import { type Hit, type Rule, rule, sign } from './scan.ts';

const UNIT_BY_WORD: Readonly<Record<string, LengthUnit>> = {
  个工作日: 'working-day',
  工作日: 'working-day',
  个工作天: 'working-day',
  工作天: 'working-day',
  小时: 'hour',
  个小时: 'hour',
  钟头: 'hour',
  个钟头: 'hour',
  钟: 'hour',
  分钟: 'minute',
  分: 'minute',
  刻钟: 'quarter-hour',
  秒: 'second',
  秒钟: 'second',
  天: 'day',
  日: 'day',
  周: 'week',
  个星期: 'week',
  星期: 'week',
  个礼拜: 'week',
  礼拜: 'week',
  // 三月后 would be after March: a length in months has 个.
  个月: 'month',
  个季度: 'quarter',
  年: 'year',
};
const UNITS = Object.keys(UNIT_BY_WORD)
  .filter((word) => word !== '钟')
  .sort((one, other) => other.length - one.length)
  .join('|');
const MOST_PARTS = 4;

const PART: Rule<Length> = rule(
  `(半|\\d{1,3}\\.\\d{1,2}|\\d{4}|${NUMBER})(个半)?(${UNITS}|(?<=个半)月)(半)?`,
  (capture) => {
    const count = capture(1) === '半' ? 0.5 : capture(1).includes('.') ? Number(capture(1)) : numeralValue(capture(1));
    const unit = capture(3) === '月' ? 'month' : UNIT_BY_WORD[capture(3)];
    if (count === null || unit === undefined) return null;
    return lengthOf(count + (capture(2) === '' ? 0 : 0.5) + (capture(4) === '' ? 0 : 0.5), unit);
  },
);

const AHEAD = rule('(?:之后|以后|过后|后|之内|以内|内)', () => 1 as const);
const AGO = rule('(?:之前|以前|前)', () => -1 as const);
const PASSING = sign('(?:再过|过|未来|接下来|今后)');

/** A length of one or several parts: 一个半小时, 两小时30分钟, 3个工作日. */
function lengthAt(text: string, at: number): Hit<Length> | null {
  let sum: Hit<Length> = { end: at, value: NO_LENGTH };
  for (let parts = 0; parts < MOST_PARTS; parts += 1) {
    const part = PART(text, sum.end);
    if (part === null) break;
    sum = { end: part.end, value: sumOf(sum.value, part.value) };
  }
  return sum.end === at ? null : sum;
}

/** Lengths before or after now: 2小时后, 三天内, 20分钟前, 再过半小时. A length alone (2小时) is one ahead. */
export const CHINESE_LENGTHS: readonly Rule<Meaning>[] = [
  (text, at) => {
    const passing = PASSING(text, at);
    const length = lengthAt(text, passing?.end ?? at);
    if (length === null) return null;
    const side = AHEAD(text, length.end) ?? (passing === null ? AGO(text, length.end) : null);
    if (side !== null) return { end: side.end, value: fromNow(length.value, side.value) };
    return { end: length.end, value: passing === null ? ifAlone(length.value) : fromNow(length.value, 1) };
  },
  rule('(?:现在|此刻|刚才|刚刚|方才)', () => ({ kind: 'instant', at: ({ now }) => now, bare: true })),
];
