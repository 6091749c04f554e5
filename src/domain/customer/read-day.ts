import { isoDateOf, parseIsoDate } from '../calendar/civil-date.ts';
import { foldWord } from '../intake/clean.ts';
import type { IsoDay } from './customer.ts';
import { HAN_DIGITS, LUNAR_DAY_DIGITS, YEAR_MONTH_DAY_HAN } from './lexicon-customer.ts';

/** A date out of a table or a profile, or why it is none. `choices` of an ambiguous one, earliest first. */
export type ReadDay =
  | { readonly ok: true; readonly day: IsoDay }
  | { readonly ok: false; readonly reason: 'not-a-date' | 'does-not-exist' }
  | { readonly ok: false; readonly reason: 'ambiguous'; readonly choices: readonly IsoDay[] };

const NOT_A_DATE: ReadDay = { ok: false, reason: 'not-a-date' };
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** A time after the date says nothing about the day. */
const TIME = /[t ](?:\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?(?: ?(?:z|utc|gmt|[+-]\d{2}:?\d{2}))?$/;
/** Days of a spreadsheet are counted from the last day of 1899; 60 is a day that never was. */
const SPREADSHEET_ZERO = -25_569;

/**
 * Reads a date as tables have it: 2024-03-01, 2024/3/1, 2024.3.1, 20240301, 2024年3月1日, 二〇二四年三月一日, 2024年3月,
 * 24-3-1, 1-Mar-2024, March 1, 2024, 31/12/2024, a spreadsheet's day number, each with a time or without. A month
 * without a day is its first. 3/4/2024 means two days and is asked for.
 */
export function readDay(text: string): ReadDay {
  const written = foldWord(text).trim().replace(TIME, '').replaceAll(',', ' ').replace(/\s+/gu, ' ').trim();
  if (written === '' || written.length > 40) return NOT_A_DATE;
  const numbers = /^(\d{1,4})([-/.])(\d{1,2})(?:\2(\d{1,4}))?$/.exec(written);
  if (numbers !== null) return fromNumbers(Number(numbers[1]), Number(numbers[3]), numbers[4], numbers[1]?.length ?? 0);
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(written);
  if (packed !== null) return dayOf(Number(packed[1]), Number(packed[2]), Number(packed[3]));
  const han = YEAR_MONTH_DAY_HAN.exec(written);
  if (han !== null)
    return dayOf(hanYear(han[1] ?? ''), hanNumber(han[2] ?? ''), han[3] === undefined ? 1 : hanNumber(han[3]));
  return fromNames(written) ?? fromSpreadsheet(written);
}

/** Year first; or day and month before a year, which is two days unless one of them is no month. */
function fromNumbers(first: number, second: number, third: string | undefined, width: number): ReadDay {
  if (width === 4) return dayOf(first, second, third === undefined ? 1 : Number(third));
  if (third === undefined) return NOT_A_DATE;
  if (third.length < 4)
    return third.length === 2 || third.length === 1 ? dayOf(centuryOf(first), second, Number(third)) : NOT_A_DATE;
  const year = Number(third);
  if (first === second || first > 12) return dayOf(year, second, first);
  if (second > 12) return dayOf(year, first, second);
  const choices = [dayOf(year, first, second), dayOf(year, second, first)].flatMap((one) => (one.ok ? [one.day] : []));
  return choices.length === 0
    ? { ok: false, reason: 'does-not-exist' }
    : { ok: false, reason: 'ambiguous', choices: choices.toSorted() };
}

function fromNames(written: string): ReadDay | null {
  const words = /^(?:(\d{1,2})(?:st|nd|rd|th)?[ -])?([a-z]{3,9})\.?[ -](?:(\d{1,2})(?:st|nd|rd|th)? )?(\d{4})$/.exec(
    written,
  );
  if (words === null || (words[1] !== undefined && words[3] !== undefined)) return null;
  const month = MONTHS.indexOf((words[2] ?? '').slice(0, 3)) + 1;
  return month === 0 ? null : dayOf(Number(words[4]), month, Number(words[1] ?? words[3] ?? 1));
}

function fromSpreadsheet(written: string): ReadDay {
  if (!/^\d{5}(?:\.\d+)?$/.test(written)) return NOT_A_DATE;
  const day = Math.floor(Number(written));
  return { ok: true, day: isoDateOf(day + SPREADSHEET_ZERO) };
}

function dayOf(year: number, month: number, day: number): ReadDay {
  const iso = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (year < 1900 || year > 2199) return { ok: false, reason: 'does-not-exist' };
  return parseIsoDate(iso) === null ? { ok: false, reason: 'does-not-exist' } : { ok: true, day: iso };
}

/** 24 is 2024; who was born in 61 is not born in 2061. */
function centuryOf(year: number): number {
  return year > 99 ? year : year >= 60 ? 1900 + year : 2000 + year;
}

function hanYear(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  return Number([...text.replaceAll('零', '〇')].map((char) => HAN_DIGITS.indexOf(char)).join(''));
}

/** Digits, or a Chinese number up to 39; -1 for anything else. */
export function hanNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const match = /^([二三])?(十|廿)?([一二三四五六七八九])?$/u.exec(text);
  if (match === null) return LUNAR_DAY_DIGITS.indexOf(text) + 1 || -1;
  const [, tens, ten, ones] = match;
  if (ten === undefined) return LUNAR_DAY_DIGITS.indexOf(text) + 1 || -1;
  const units = ones === undefined ? 0 : LUNAR_DAY_DIGITS.indexOf(ones) + 1;
  return (ten === '廿' ? 20 : (tens === undefined ? 1 : LUNAR_DAY_DIGITS.indexOf(tens) + 1) * 10) + units;
}
