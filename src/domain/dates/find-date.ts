import type { DateContext, DateReading } from './date-reading.ts';
import type { Meaning } from './meaning.ts';
import { NUMBER } from './numerals.ts';
import { phrasesAt } from './phrase.ts';
import { frameOf } from './read-date.ts';
import { resolve } from './resolve.ts';
import { type Hit, isChinese, type Script, scriptOf } from './scan.ts';

/** A date phrase at one end of a free text, and the text without it. */
export interface FoundDate {
  /** May be a refusal: 2月30日 is a date phrase, though no date. */
  readonly reading: DateReading;
  /** The phrase as it was typed. */
  readonly phrase: string;
  /** The other words, without the spaces and commas that parted them from the phrase. */
  readonly rest: string;
}

/** A phrase is looked for in so many characters at the end of a text. */
const WINDOW = 200;
const LONGEST_PHRASE = 64;

/** Figures that are dates only when they stand apart, for they have other meanings: 三点建议, 12-3, 15号. */
const STANDS_APART = new RegExp(`^(?:(?:差.{1,4})?${NUMBER}点.*|\\d{1,2}[-/]\\d{1,2}|${NUMBER}[日号]|\\d{8})$`);
/** English words that are a date only in a field for one: good morning, the sun sat. */
const NEVER_ALONE = /^(?:(?:in the |at |this )?(?:morning|afternoon|evening|night)|sat|sun|mon|wed|fri|tue|thu)\.?$/;

const NUMERAL_START = /^[\d〇零一二两俩三四五六七八九十廿卅半]/;
/** Characters before a numeral that make it part of something else: 第3天, 一百二十天, 每周三. */
const JOINED_BEFORE = /[第每各几数百千万〇零一二两三四五六七八九十\d]/;
const EVERY_BEFORE = /(?:每\S{0,4}|\b(?:every|each)(?: (?:other|second|day|week|month))?)\s*$/i;
const PUNCTUATION = /[\s\p{P}\p{S}]/u;
const PARTING = /[\s,，、:：;；.。\-–—]/;

/** The longest date phrase that begins a text: `下周三 安排技术演示`. `null` when it begins with none. */
export function findDateAtStart(text: string, context: DateContext): FoundDate | null {
  const from = text.length - text.trimStart().length;
  const head = text.slice(from, from + WINDOW);
  const script = scriptOf(head);
  const found = phrasesAt(script.text, 0)
    .filter(({ end, value }) => end <= LONGEST_PHRASE && mayEnd(script, head, end, value))
    .reduce<Hit<Meaning> | null>((longest, hit) => (longest === null || hit.end > longest.end ? hit : longest), null);
  if (found === null) return null;
  const end = (script.origins[found.end - 1] ?? 0) + 1;
  const rest = head.slice(end) + text.slice(from + WINDOW);
  return {
    reading: resolve(found.value, frameOf(context)),
    phrase: head.slice(0, end),
    rest: withoutParting(rest).trimEnd(),
  };
}

/** The longest date phrase that ends a text: `安排技术演示 下周三`. `null` when it ends with none, or with 每周三. */
export function findDateAtEnd(text: string, context: DateContext): FoundDate | null {
  const trimmed = text.trimEnd();
  const from = Math.max(0, trimmed.length - WINDOW);
  const tail = trimmed.slice(from);
  const script = scriptOf(tail);
  const { length } = script.text;
  for (let start = Math.max(0, length - LONGEST_PHRASE); start < length; start += 1) {
    if (script.text[start] === ' ') continue;
    const whole = phrasesAt(script.text, start).find(({ end }) => end === length);
    if (whole === undefined) continue;
    const origin = script.origins[start] ?? 0;
    // Cut off by the window: what stands before the phrase is unknown, and a phrase is never that long.
    if ((origin === 0 && from > 0) || !mayStart(script.text.slice(start), tail.slice(0, origin), whole.value)) continue;
    if (EVERY_BEFORE.test(tail.slice(0, origin))) return null;
    return {
      reading: resolve(whole.value, frameOf(context)),
      phrase: tail.slice(origin),
      rest: withoutPartingBehind(trimmed.slice(0, from + origin)).trimStart(),
    };
  }
  return null;
}

/** 下午好 and 本周总结 are no dates either: parts of a day and stretches stand apart too. */
function standsApart(phrase: string, meaning: Meaning): boolean {
  if (STANDS_APART.test(phrase)) return true;
  if (meaning.kind === 'instant') return false;
  const { day, clock } = meaning;
  return clock === null ? day?.stretch === true && day.edge === undefined : day === null && clock.kind === 'part';
}

function isNever(phrase: string, meaning: Meaning): boolean {
  return meaning.bare === true || NEVER_ALONE.test(phrase);
}

/** Whether a phrase may end where it does, given what follows it. */
function mayEnd(script: Script, head: string, end: number, meaning: Meaning): boolean {
  const phrase = script.text.slice(0, end);
  if (isNever(phrase, meaning)) return false;
  const next = head[(script.origins[end - 1] ?? 0) + 1];
  if (next === undefined || /\s/.test(next)) return true;
  const after = head[(script.origins[end - 1] ?? 0) + 2] ?? '';
  if (/[至~～]/.test(next) || (/[-–—./:：]/.test(next) && /\d/.test(after))) return false;
  if (PUNCTUATION.test(next)) return true;
  if (standsApart(phrase, meaning)) return false;
  return isChinese(phrase.at(-1)) || !/[a-z\d]/i.test(next);
}

/** Whether a phrase may begin where it does, given what stands before it. */
function mayStart(phrase: string, before: string, meaning: Meaning): boolean {
  if (isNever(phrase, meaning)) return false;
  const last = before.at(-1);
  if (last === undefined || /\s/.test(last)) return true;
  if (/[#＃$¥￥]/.test(last)) return false;
  if (/[-./:：+_~]/.test(last)) return !/[a-z\d]/i.test(before.at(-2) ?? '');
  if (PUNCTUATION.test(last)) return true;
  if (standsApart(phrase, meaning) || /每/.test(last)) return false;
  if (NUMERAL_START.test(phrase)) return isChinese(last) && !JOINED_BEFORE.test(last) && /月|后|内|前/.test(phrase);
  return isChinese(phrase[0]) || !/[a-z\d]/i.test(last);
}

function withoutParting(text: string): string {
  let start = 0;
  while (PARTING.test(text.charAt(start))) start += 1;
  return text.slice(start);
}

function withoutPartingBehind(text: string): string {
  let end = text.length;
  while (PARTING.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
