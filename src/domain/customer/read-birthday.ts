import { LunarMonth, LunarYear } from 'tyme4ts';
import { parseIsoDate } from '../calendar/civil-date.ts';
import { foldWord } from '../intake/clean.ts';
import type { Birthday } from './customer.ts';
import { LUNAR_DATE, LUNAR_WORD, lunarMonthNamed, SOLAR_WORD } from './lexicon-customer.ts';
import { hanNumber, readDay } from './read-day.ts';

/** A birthday, or why it is none. */
export type ReadBirthday =
  | { readonly ok: true; readonly birthday: Birthday }
  | { readonly ok: false; readonly reason: 'not-a-date' | 'does-not-exist' | 'ambiguous' };

/** Any leap year: a birthday without a year may be the 29th of February. */
const SOME_LEAP_YEAR = 2_000;

/** Reads a birthday in either calendar, with a year or without: 3-8, 1988-03-08, 3月8日, 农历八月十五, lunar 8-15, 农历闰二月初三. */
export function readBirthday(text: string): ReadBirthday {
  const written = foldWord(text).trim();
  const lunar = LUNAR_WORD.test(written);
  const rest = written.replace(LUNAR_WORD, '').replace(SOLAR_WORD, '').replace(/\s+/gu, '');
  const withYear = /^(\d{4})(?:年|-|\/|\.)(.+)$/u.exec(rest);
  const year = withYear === null ? null : Number(withYear[1]);
  const named = LUNAR_DATE.exec(withYear?.[2] ?? rest);
  // 八月十五 without a word before it is lunar: nobody writes a solar day like that beside 8月15日.
  if (named !== null && (lunar || /[初廿冬腊正闰]/u.test(rest))) return lunarBirthday(year, named);
  if (lunar) return fromNumbers('lunar', rest, year, withYear?.[2] ?? rest);
  return fromNumbers('solar', rest, year, withYear?.[2] ?? rest);
}

function lunarBirthday(year: number | null, [, leap, month = '', tens, digits]: RegExpExecArray): ReadBirthday {
  const named = lunarMonthNamed(month);
  if (named === null) return { ok: false, reason: 'not-a-date' };
  // 廿 alone is the 20th.
  const day =
    tens === undefined && digits === undefined
      ? 20
      : tens === '初'
        ? hanNumber(digits ?? '')
        : hanNumber(`${tens ?? ''}${digits ?? ''}`);
  return checked({ calendar: 'lunar', month: leap === undefined ? named : -named, day, year });
}

function fromNumbers(calendar: Birthday['calendar'], whole: string, year: number | null, rest: string): ReadBirthday {
  const parts =
    /^(闰)?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:月|-|\/|\.)(\d{1,2}|[一二三四五六七八九十廿]{1,3})[日号]?$/u.exec(
      rest,
    );
  if (parts !== null) {
    const month = hanNumber(parts[2] ?? '') * (parts[1] === undefined ? 1 : -1);
    return checked({ calendar, month, day: hanNumber(parts[3] ?? ''), year });
  }
  const read = readDay(whole);
  if (!read.ok) return { ok: false, reason: read.reason };
  const [y = 0, m = 0, d = 0] = read.day.split('-').map(Number);
  return checked({ calendar, month: m, day: d, year: y });
}

function checked(birthday: Birthday): ReadBirthday {
  return birthdayExists(birthday) ? { ok: true, birthday } : { ok: false, reason: 'does-not-exist' };
}

/** Whether there is or was such a day: in its year, else in some year. */
export function birthdayExists({ calendar, month, day, year }: Birthday): boolean {
  if (calendar === 'solar') {
    const pad = (n: number) => String(n).padStart(2, '0');
    return parseIsoDate(`${String(year ?? SOME_LEAP_YEAR).padStart(4, '0')}-${pad(month)}-${pad(day)}`) !== null;
  }
  if (day < 1 || day > 30 || month === 0 || Math.abs(month) > 12) return false;
  if (year === null) return true;
  if (year < 1900 || year > 2199) return false;
  if (month < 0 && LunarYear.fromYear(year).getLeapMonth() !== -month) return false;
  return day <= LunarMonth.fromYm(year, month).getDayCount();
}
