import { foldWord, stripUnseen } from '../intake/clean.ts';
import { QUOTES } from '../intake/lexicon-marks.ts';
import {
  ANYWAY_FLAG,
  FIELD_BY_SPELLING,
  type FieldKey,
  LUNAR_WORD,
  NOT_VIP_FLAG,
  VIP_FLAG,
} from './lexicon-customer.ts';

/** What somebody typed about a customer, taken apart. Total: whatever is no mark is a word. */
export interface CustomerLine {
  /** Words in order, each as written; a quoted one is a word whatever it holds. */
  readonly words: readonly string[];
  /** Values by field, the last one typed counts. */
  readonly fields: ReadonlyMap<FieldKey, string>;
  readonly tags: readonly string[];
  readonly tagsOff: readonly string[];
  readonly vip: boolean | null;
  readonly isAnyway: boolean;
  /** `key:value` whose key is not known: the key. */
  readonly unknown: readonly string[];
}

/** Longer lines are no profile. */
const LONGEST = 8_000;
const SPACE = /[\s\u3000]+/uy;
const KEY = /([\p{L}][\p{L}\p{N}_-]{0,24})[:\uFF1A]/uy;
const BARE = /[^\s\u3000，；]+/uy;
const SEPARATOR = /[，；,;]+/uy;
const DIGITS = /\s([+\d][\d-]{2,}(?: \d{2,}){0,3})(?=$|\s)/uy;

/** Takes marks and words apart. Linear in the length. */
export function readCustomerLine(text: string): CustomerLine {
  const source = stripUnseen(text).slice(0, LONGEST);
  const words: string[] = [];
  const fields = new Map<FieldKey, string>();
  const tags: string[] = [];
  const tagsOff: string[] = [];
  const unknown: string[] = [];
  let vip: boolean | null = null;
  let isAnyway = false;
  for (let at = 0; at < source.length; ) {
    const gap = matchAt(SPACE, source, at) ?? matchAt(SEPARATOR, source, at);
    if (gap !== null) {
      at += gap[0].length;
      continue;
    }
    const key = matchAt(KEY, source, at);
    const field = key === null ? undefined : FIELD_BY_SPELLING.get(fieldWord(key[1] ?? ''));
    if (key !== null && field !== undefined) {
      const value = valueAt(source, at + key[0].length, field);
      if (value.text !== '') fields.set(field, value.text);
      at = value.end;
      continue;
    }
    const word = wordAt(source, at);
    at = word.end;
    const tag = /^(-?)[#\uFF03](.+)$/u.exec(word.text);
    if (word.isQuoted) words.push(word.text);
    else if (tag !== null) (tag[1] === '-' ? tagsOff : tags).push(tag[2] ?? '');
    else if (VIP_FLAG.test(word.text)) vip = true;
    else if (NOT_VIP_FLAG.test(word.text)) vip = false;
    else if (ANYWAY_FLAG.test(word.text)) isAnyway = true;
    else words.push(word.text);
    if (key !== null && !word.isQuoted && !word.text.includes('://')) unknown.push(key[1] ?? '');
  }
  return { words, fields, tags, tagsOff, vip, isAnyway, unknown };
}

/** A field's name as its spellings are listed: folded, without what people put between its words. */
export function fieldWord(written: string): string {
  return foldWord(written).replaceAll(/[\s_\-*（）()]/gu, '');
}

/** Any of these would close a quoted word. */
const QUOTE_SIGNS = new RegExp(`[${QUOTES.filter((quotes) => !quotes.includes("'")).join('')}]`, 'gu');

/** A word as one may have to quote it, so that it is read back as one; quotes within it are left out. */
export function quoteWord(word: string): string {
  const bare = word.replaceAll(QUOTE_SIGNS, '').trim();
  return /[\s\u3000，；,;:：#!！＃-]/u.test(bare) ? `"${bare}"` : bare;
}

/** The line again, as it can be typed, with the words given and everything else as it was read. */
export function lineText(line: CustomerLine, words: readonly string[] = line.words): string {
  return [
    ...words.map(quoteWord),
    ...[...line.fields].map(([field, value]) => `${field}:${quoteWord(value)}`),
    ...line.tags.map((tag) => `#${tag}`),
    ...line.tagsOff.map((tag) => `-#${tag}`),
    ...(line.vip === null ? [] : [line.vip ? '!vip' : '!novip']),
    ...(line.isAnyway ? ['!anyway'] : []),
  ].join(' ');
}

interface Piece {
  readonly text: string;
  readonly end: number;
  readonly isQuoted: boolean;
}

function wordAt(source: string, at: number): Piece {
  const quoted = quotedAt(source, at);
  if (quoted !== null) return quoted;
  const text = matchAt(BARE, source, at)?.[0] ?? source[at] ?? '';
  return { text, end: at + text.length, isQuoted: false };
}

function valueAt(source: string, at: number, field: FieldKey): Piece {
  const gap = matchAt(/[^\S\n]?/uy, source, at)?.[0].length ?? 0;
  // Nothing more on this line: the mark was left empty.
  if (/^\s?$/u.test(source[at + gap] ?? '')) return { text: '', end: at + gap, isQuoted: false };
  const word = wordAt(source, at + gap);
  // People do not think of a country code and the number as two values, nor of a calendar and its date.
  if (word.isQuoted) return word;
  if (field === 'phone') return extended(source, word, DIGITS, /^[+\d-]{1,6}$/);
  if (field === 'birthday' && word.text.replace(LUNAR_WORD, '') === '')
    return extended(source, word, /\s(\S+)/uy, /./u);
  return word;
}

function extended(source: string, word: Piece, more: RegExp, when: RegExp): Piece {
  if (!when.test(word.text)) return word;
  const next = matchAt(more, source, word.end);
  return next === null ? word : { ...word, text: `${word.text} ${next[1]}`, end: word.end + next[0].length };
}

/** A quoted value; a quote that nobody closes is a character like any other. */
function quotedAt(source: string, at: number): Piece | null {
  const open = source[at];
  const family = open === undefined ? undefined : QUOTES.find((quotes) => quotes.includes(open));
  if (family === undefined || family.includes("'")) return null;
  for (let i = at + 1; i < Math.min(source.length, at + 1_000) && source[i] !== '\n'; i++) {
    if (!family.includes(source[i] ?? '')) continue;
    const text = source.slice(at + 1, i).trim();
    return text === '' ? null : { text, end: i + 1, isQuoted: true };
  }
  return null;
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}
