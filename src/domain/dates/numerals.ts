const DIGIT_BY_CHAR: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const VALUE_BY_WORD: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  'a couple of': 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  'forty-five': 45,
  ninety: 90,
};
const TENS = /^([一二三四五六七八九])?十([一二三四五六七八九])?$/;
const SHORT_TENS = /^([廿卅])([一二三四五六七八九])?$/;

/** Pattern of a number as dates use it: up to three digits, or Chinese up to 九十九. */
export const NUMBER = '(?:\\d{1,3}|[〇零一二两俩三四五六七八九十廿卅]{1,3})';

/** Pattern of an English count, digits or words; the longest word first. */
export const COUNT = `(?:\\d{1,3}|${Object.keys(VALUE_BY_WORD)
  .sort((one, other) => other.length - one.length)
  .join('|')})`;

/** The value of `23`, `二十三`, `廿三` or `两`; `null` when the characters are no number (`三三`, `十十`). */
export function numeralValue(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const leadingZero = /^[零〇](.)$/.exec(text);
  if (leadingZero !== null) return DIGIT_BY_CHAR[leadingZero[1] ?? ''] ?? null;
  const tens = TENS.exec(text);
  if (tens !== null) return (DIGIT_BY_CHAR[tens[1] ?? '一'] ?? 1) * 10 + (DIGIT_BY_CHAR[tens[2] ?? '零'] ?? 0);
  const short = SHORT_TENS.exec(text);
  if (short !== null) return (short[1] === '廿' ? 20 : 30) + (DIGIT_BY_CHAR[short[2] ?? '零'] ?? 0);
  return DIGIT_BY_CHAR[text] ?? null;
}

/** The value of an English count (`30`, `three`, `an`); `null` when it is none. */
export function countValue(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : (VALUE_BY_WORD[text] ?? null);
}

/** A year as written: `2026`, `26` (this century) or digit by digit, `二〇二六`; `null` when it is none. */
export function yearValue(text: string): number | null {
  const digits = [...text].map((char) => (/\d/.test(char) ? char : (DIGIT_BY_CHAR[char] ?? '?'))).join('');
  if (/^\d{4}$/.test(digits)) return Number(digits);
  return /^\d{2}$/.test(digits) ? 2000 + Number(digits) : null;
}
