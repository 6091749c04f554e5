import { foldWord, stripUnseen } from '../intake/clean.ts';
import { QUOTES } from '../intake/lexicon-marks.ts';
import { readUrgency } from '../intake/mark-words.ts';
import { nearestWord } from '../intake/near-match.ts';
import { DAYS_ALONE, FIELD_BY_SPELLING, type SearchField, URGENT_ALONE } from './lexicon-search.ts';
import { foldText, runsOf } from './tokens.ts';

/** Longest query, in UTF-16 units: it goes on buttons, which hold no more. */
export const QUERY_MAX = 160;
/** More words than anybody thinks of. */
export const QUERY_WORDS_MAX = 16;

/** A search as it was typed, taken apart; nobody is looked up yet. */
export interface SearchText {
  /** The query on one line, without its page. */
  readonly query: string;
  /** Folded, in the order typed. */
  readonly words: readonly string[];
  /** Folded texts that must be said exactly so. */
  readonly phrases: readonly string[];
  /** Folded texts that must not be said. */
  readonly without: readonly string[];
  /** Values of each field as written. */
  readonly fields: ReadonlyMap<SearchField, readonly string[]>;
  /** Names after a lone `@`: of a filter, or of somebody. */
  readonly mentions: readonly string[];
  readonly page: number;
}

export type SearchFault =
  | { readonly reason: 'too-long'; readonly length: number }
  | { readonly reason: 'too-many-words'; readonly count: number }
  | { readonly reason: 'unclosed-quote'; readonly written: string }
  | { readonly reason: 'no-value'; readonly written: string }
  | { readonly reason: 'unknown-field'; readonly written: string; readonly meant: string }
  | { readonly reason: 'bad-page'; readonly written: string };

const PAIR = /^([\p{L}][\p{L}\p{N}_-]{0,15})[:\uFF1A](.*)$/su;
const SIGN = /^[-\uFF0D\u2212](?=.)/u;
const LIST = /[,\uFF0C\u3001;\uFF1B]+/u;
/** Values of a list; commas within quotes part nothing. */
const LISTED = new RegExp(
  [...QUOTES.map((family) => `[${family}][^${family}]*[${family}]`), '[^,\\uFF0C\\u3001;\\uFF1B]+'].join('|'),
  'gu',
);
const PAGE_MAX = 1_000;

/**
 * Takes a search apart: words, "exact phrases", -excluded words, `field:value,value`, `@name`, `#problem`, `!urgent`, in
 * half or full width. Total and linear; what it cannot read is a fault, never a guess.
 */
export function readSearch(text: string): SearchText | SearchFault {
  const source = stripUnseen(text).replace(/\s+/gu, ' ').trim();
  if (source.length > 4 * QUERY_MAX) return { reason: 'too-long', length: source.length };
  const pieces = piecesOf(source);
  if (!Array.isArray(pieces)) return pieces as SearchFault;
  const words: string[] = [];
  const phrases: string[] = [];
  const without: string[] = [];
  const mentions: string[] = [];
  const fields = new Map<SearchField, readonly string[]>();
  const kept: string[] = [];
  let page = 1;
  const add = (field: SearchField, values: readonly string[]) =>
    fields.set(field, [...(fields.get(field) ?? []), ...values]);
  for (const piece of pieces as readonly Piece[]) {
    const { written, value, isQuoted, sign } = piece;
    const folded = foldText(value);
    const pair = isQuoted ? null : readField(piece);
    if (pair !== null && 'reason' in pair) return pair;
    if (pair !== null && pair.field === 'page') {
      page = Number(pair.values[0]);
      if (!Number.isInteger(page) || page < 1 || page > PAGE_MAX) return { reason: 'bad-page', written };
      continue;
    }
    kept.push(written);
    if (pair !== null) add(pair.field, pair.values);
    else if (sign === '-') {
      if (runsOf(folded).length > 0) without.push(folded);
    } else if (sign === '@') mentions.push(value);
    else if (sign === '#' || isQuoted) {
      if (runsOf(folded).length > 0) phrases.push(folded);
    } else if (sign === '!' || URGENT_ALONE.has(folded)) add('urgency', [value]);
    else if (DAYS_ALONE.has(folded)) add('date', [value]);
    else words.push(...wordsOf(folded));
  }
  const query = kept.join(' ');
  const count = words.length + phrases.length + without.length;
  if (query.length > QUERY_MAX) return { reason: 'too-long', length: query.length };
  if (count > QUERY_WORDS_MAX) return { reason: 'too-many-words', count };
  return { query, words, phrases, without, fields, mentions, page };
}

interface Piece {
  readonly written: string;
  readonly sign: '-' | '@' | '#' | '!' | null;
  readonly value: string;
  readonly isQuoted: boolean;
}

/** Parts between blanks; a quote holds its blanks together, also behind a sign or a field. */
function piecesOf(source: string): readonly Piece[] | SearchFault {
  const pieces: Piece[] = [];
  for (let at = 0; at < source.length; ) {
    if (source[at] === ' ') {
      at += 1;
      continue;
    }
    let end = at;
    while (end < source.length && source[end] !== ' ') {
      const family = QUOTES.find((quotes) => quotes.includes(source[end] ?? ''));
      // An apostrophe within a word is no quote.
      const opens =
        family !== undefined &&
        (end === at || /[-\uFF0D\u2212@\uFF20#\uFF03:\uFF1A,\uFF0C\u3001]/u.test(source[end - 1] ?? ''));
      if (!opens) {
        end += 1;
        continue;
      }
      const close = closingAt(source, end + 1, family);
      if (close < 0) return { reason: 'unclosed-quote', written: source.slice(at, at + 40) };
      end = close + 1;
    }
    pieces.push(pieceOf(source.slice(at, end)));
    at = end;
  }
  return pieces;
}

function closingAt(source: string, from: number, family: string): number {
  for (let i = from; i < source.length; i += 1) if (family.includes(source[i] ?? '')) return i;
  return -1;
}

function pieceOf(written: string): Piece {
  const sign = signOf(written);
  const bare = sign === null ? written : written.slice(1);
  const value = unquoted(bare);
  return { written, sign, value, isQuoted: value !== bare };
}

/** A sign means something before a word or a quote; `!` only before an urgency, for elsewhere it is an exclamation. */
function signOf(written: string): Piece['sign'] {
  if (SIGN.test(written)) return '-';
  const sign = foldWord(written[0] ?? '');
  if (sign === '!') return readUrgency(written) === null ? null : '!';
  const next = written[1] ?? '';
  const isBeforeWord = /[\p{L}\p{N}]/u.test(next) || QUOTES.some((quotes) => next !== '' && quotes.includes(next));
  return (sign === '@' || sign === '#') && isBeforeWord ? sign : null;
}

function unquoted(text: string): string {
  const family = QUOTES.find((quotes) => quotes.includes(text[0] ?? ' '));
  return family !== undefined && text.length > 1 && family.includes(text.at(-1) ?? ' ')
    ? text.slice(1, -1).trim()
    : text;
}

type Field = { readonly field: SearchField; readonly values: readonly string[] };

function readField({ sign, value, written }: Piece): Field | SearchFault | null {
  const match = sign === null ? PAIR.exec(value) : null;
  if (match === null) return null;
  const [, key = '', rest = ''] = match;
  const folded = foldWord(key);
  const field = FIELD_BY_SPELLING.get(folded);
  if (field === undefined) {
    const near = nearestWord(folded, [...FIELD_BY_SPELLING.keys()]);
    return near === null || rest === ''
      ? null
      : { reason: 'unknown-field', written: written.slice(0, 40), meant: near };
  }
  const whole = unquoted(rest);
  // A quoted value is one value, whatever stands in it; a date may hold commas of its own.
  const values = (whole !== rest || field === 'date' ? [whole] : (rest.match(LISTED) ?? []).map(unquoted)).filter(
    (one) => one !== '',
  );
  return values.length === 0 ? { reason: 'no-value', written: written.slice(0, 40) } : { field, values };
}

/** A typed word; `打印机,卡纸` is two. */
function wordsOf(folded: string): readonly string[] {
  return folded.split(LIST).filter((word) => runsOf(word).length > 0);
}
