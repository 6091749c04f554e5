import type { Urgency } from '../vocabulary.ts';
import { foldWord } from './clean.ts';
import {
  CLAUSE_END,
  FLAG_BY_SPELLING,
  type Flag,
  HAS_CLOCK,
  KEY_BY_SPELLING,
  LONE_CLOCK,
  type MarkKey,
  NOT_A_SLIP,
  QUOTES,
  URGENCY_BY_SPELLING,
} from './lexicon-marks.ts';
import { nearestWord } from './near-match.ts';
import { readTicketNumber } from './ticket-number.ts';

/**
 * A mark that could not be read and therefore stayed in the text: a key that is not known, a key without a value, a
 * quote that nobody closed.
 */
export interface UnknownMark {
  readonly reason: 'unknown-key' | 'no-value' | 'unclosed-quote';
  /** As typed, shortened. */
  readonly written: string;
  /** The spelling that was probably meant. */
  readonly suggestion: string | null;
}

/** One mark found in the text, and where the text goes on. */
export type Found =
  | { readonly type: 'pair'; readonly end: number; readonly key: MarkKey; readonly value: string }
  | { readonly type: 'urgency'; readonly end: number; readonly urgency: Urgency }
  | { readonly type: 'flag'; readonly end: number; readonly flag: Flag }
  | { readonly type: 'tag'; readonly end: number; readonly value: string }
  | { readonly type: 'mention'; readonly end: number; readonly value: string }
  | {
      readonly type: 'unknown';
      readonly end: number;
      readonly reason: UnknownMark['reason'];
      readonly written: string;
      /** Asked only for the few that are reported: looking for near words costs more than reading. */
      readonly suggest: () => string | null;
    };

/**
 * The grammar of one mark, read at a place where one may start. Every pattern is sticky and bounded, so that a hostile
 * text costs no more than a kind one.
 */

const QUOTED_MAX = 300;
const BANG = /[!\uFF01]{1,3}([\p{L}\p{N}-]{1,16})[!\uFF01]{0,5}(?=$|[\s\p{P}])/uy;
const TAG = /[#\uFF03](\p{L}[\p{L}\p{M}\p{N}_\-/&+\u00B7]{0,59})(?![\p{L}\p{M}\p{N}])[#\uFF03]?/uy;
const MENTION = /[@\uFF20]([\p{L}\p{N}_][\p{L}\p{M}\p{N}_.:\-/\u00B7]{0,119})/uy;
const KEY = /(\p{L}[\p{L}\p{N}_-]{1,15}) ?[:\uFF1A]/uy;
const VALUE = new RegExp(`[^\\s${CLAUSE_END}]+`, 'uy');
const SMALL_GAP = /[^\S\n]{1,2}(?=\S)/uy;
const TRAILING = /[,;.!?]+$/u;

/** `!urgent`, `!complex`: only known words; anything else is an exclamation. */
export function readBang(source: string, at: number): Found | null {
  const match = matchAt(BANG, source, at);
  if (match === null) return null;
  const word = foldWord(match[1] ?? '');
  const end = at + match[0].length;
  const urgency = URGENCY_BY_SPELLING.get(word);
  if (urgency !== undefined) return { type: 'urgency', end, urgency };
  const flag = FLAG_BY_SPELLING.get(word);
  if (flag !== undefined) return { type: 'flag', end, flag };
  const near = word.length < 4 ? null : nearestWord(word, [...URGENCY_BY_SPELLING.keys(), ...FLAG_BY_SPELLING.keys()]);
  return near === null ? null : unknown('unknown-key', match[0], end, () => `!${near}`);
}

/** `#tag`; a number after the sign (`#2 printer`, `#C202611001`) is text. */
export function readTag(source: string, at: number): Found | null {
  const quoted = readQuoted(source, at + 1);
  if (typeof quoted === 'object' && quoted?.value) return { type: 'tag', ...quoted };
  const match = matchAt(TAG, source, at);
  if (match === null) return null;
  const value = (match[1] ?? '').replace(/[-/&+_]+$/u, '');
  if (readTicketNumber(value) !== null) return null;
  return { type: 'tag', end: at + match[0].length, value };
}

/** `@name`, `@platform:id`; the caller has made sure that this is no address of a mail. */
export function readMention(source: string, at: number): Found | null {
  const quoted = readQuoted(source, at + 1);
  if (typeof quoted === 'object' && quoted?.value) return { type: 'mention', ...quoted };
  const value = matchAt(MENTION, source, at)?.[1]?.replace(/[.:\-/\u00B7]+$/u, '');
  return value === undefined ? null : { type: 'mention', end: at + 1 + value.length, value };
}

/** `key:value`, `key: value`, `key:"a longer value"`. */
export function readPair(source: string, at: number): Found | null {
  const match = matchAt(KEY, source, at);
  if (match === null) return null;
  const word = foldWord(match[1] ?? '');
  const end = at + match[0].length;
  // An address or a path has no space after the colon and goes on with a slash; `a::b` is program text.
  if (/[/\\:\uFF1A]/u.test(source[end] ?? '')) return null;
  const key = KEY_BY_SPELLING.get(word);
  // A space between key and colon is typography of sentences; only after a known key it is a mark.
  return key === undefined ? unknownPair(source, match[0], word, end) : knownPair(source, match[0], key, end);
}

function knownPair(source: string, written: string, key: MarkKey, colonEnd: number): Found {
  const start = colonEnd + (matchAt(SMALL_GAP, source, colonEnd)?.[0].length ?? 0);
  const quoted = readQuoted(source, start);
  if (quoted === 'unclosed') {
    const [line = ''] = source.slice(colonEnd - written.length, start + 20).split('\n');
    return unknown('unclosed-quote', line, start);
  }
  if (quoted?.value === '') return unknown('no-value', written, colonEnd);
  if (quoted !== null) return { type: 'pair', key, ...quoted };
  const raw = matchAt(VALUE, source, start)?.[0] ?? '';
  const value = raw.replace(TRAILING, '');
  if (value === '' || (start > colonEnd && startsMark(source, start))) return unknown('no-value', written, colonEnd);
  const whole = { type: 'pair', key, value, end: start + value.length } as const;
  return key === 'time' || key === 'due' ? withClock(source, whole) : whole;
}

/** `time:yesterday 14:30`: people do not think of a date and its time as two values. */
function withClock<P extends { readonly value: string; readonly end: number }>(source: string, pair: P): P {
  let whole = pair;
  for (let words = 0; words < 2 && !HAS_CLOCK.test(whole.value); words++) {
    const gap = matchAt(SMALL_GAP, source, whole.end)?.[0];
    if (gap === undefined) break;
    const next = matchAt(VALUE, source, whole.end + gap.length)?.[0].replace(TRAILING, '') ?? '';
    if (!LONE_CLOCK.test(next)) break;
    whole = { ...whole, value: `${whole.value} ${next}`, end: whole.end + gap.length + next.length };
  }
  return whole;
}

function startsMark(source: string, at: number): boolean {
  if (/[!\uFF01#\uFF03@\uFF20]/u.test(source[at] ?? '')) return true;
  const key = matchAt(KEY, source, at)?.[1];
  return key !== undefined && KEY_BY_SPELLING.has(foldWord(key));
}

function unknownPair(source: string, written: string, word: string, end: number): Found | null {
  const value = matchAt(VALUE, source, end)?.[0] ?? '';
  if (value === '' || written.includes(' ')) return null;
  return unknown('unknown-key', written + value, end, () => nearestKey(word));
}

function nearestKey(word: string): string | null {
  if (NOT_A_SLIP.has(word) || /^[\p{sc=Latin}\p{N}_-]{1,3}$/u.test(word)) return null;
  const keys = [...KEY_BY_SPELLING.keys()];
  // Chinese runs on without a space: the words before the key hid it.
  const hidden = keys.find((key) => /\p{sc=Han}/u.test(key) && word.endsWith(key));
  const long = keys.filter((key) => key.length >= 4 || /\p{sc=Han}/u.test(key));
  const near = hidden ?? nearestWord(word, long);
  return near === null ? null : `${near}:`;
}

/** A quoted value at a place, perhaps empty; `unclosed` when a quote opens there and does not close in the same line. */
function readQuoted(source: string, at: number): { readonly value: string; readonly end: number } | 'unclosed' | null {
  const open = source[at];
  const family = open === undefined ? undefined : QUOTES.find((quotes) => quotes.includes(open));
  if (family === undefined) return null;
  const limit = Math.min(source.length, at + 1 + QUOTED_MAX);
  for (let i = at + 1; i < limit && source[i] !== '\n'; i++) {
    if (!family.includes(source[i] ?? '')) continue;
    const value = source.slice(at + 1, i).trim();
    // An apostrophe inside a word does not close: 'O’Brien & Sons'.
    if (/\p{L}/u.test(source[i + 1] ?? '') && family.includes("'")) continue;
    return { value, end: i + 1 };
  }
  return 'unclosed';
}

function unknown(
  reason: UnknownMark['reason'],
  written: string,
  end: number,
  suggest: () => string | null = () => null,
): Found {
  return { type: 'unknown', end, reason, written: written.slice(0, 60).toWellFormed(), suggest };
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}
