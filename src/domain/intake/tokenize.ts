import type { Urgency } from '../vocabulary.ts';
import { URGENCIES } from '../vocabulary.ts';
import { foldWord, stripUnseen } from './clean.ts';
import type { Flag, MarkKey } from './lexicon-marks.ts';
import { BEFORE_MARK, SEPARATORS } from './lexicon-marks.ts';
import { readUrgency } from './mark-words.ts';
import type { Found, UnknownMark } from './read-mark.ts';
import { readBang, readMention, readPair, readTag } from './read-mark.ts';

/** A `key:value` mark whose key is known; the value as typed, without quotes. */
export interface Mark {
  readonly key: MarkKey;
  readonly value: string;
}

/** What somebody typed after a command, taken apart. */
export interface CommandText {
  /** The free text without its marks: single spaces, line breaks kept. */
  readonly text: string;
  /** In the order typed; a key may stand twice. */
  readonly marks: readonly Mark[];
  /** From `!urgent` or `urgency:urgent`; of several the most urgent. */
  readonly urgency: Urgency | null;
  /** Problem types, from `#tag` or `problem:tag`, each once. */
  readonly tags: readonly string[];
  /** People as written after `@`: a name, or `platform:id` as an adapter hands it over. */
  readonly mentions: readonly string[];
  readonly flags: readonly Flag[];
  readonly unknownMarks: readonly UnknownMark[];
}

/** Where a mark was taken out; free, because cleaning removed every NUL. */
const GAP = '\0';
const UNKNOWN_MAX = 10;

/** Takes free text and marks apart. Total: whatever is not a mark stays text. Linear in the length. */
export function readCommandText(text: string): CommandText {
  const source = stripUnseen(text);
  const found: Found[] = [];
  const pieces: string[] = [];
  let from = 0;
  for (let at = 0; at < source.length; ) {
    const mark = markAt(source, at);
    if (mark === null) {
      at += 1;
      continue;
    }
    found.push(mark);
    if (mark.type !== 'unknown') {
      pieces.push(source.slice(from, at), GAP);
      from = mark.end;
    }
    at = mark.end;
  }
  pieces.push(source.slice(from));
  return { text: tidy(pieces.join('')), ...collect(found) };
}

/** The value of a mark; the last one typed counts, as a correction of the earlier. */
export function markValue(command: CommandText, key: MarkKey): string | null {
  return command.marks.findLast((mark) => mark.key === key)?.value ?? null;
}

function markAt(source: string, at: number): Found | null {
  const char = source[at] ?? '';
  const before = source[at - 1] ?? ' ';
  const startsToken = isSpace(before) || BEFORE_MARK.includes(before);
  switch (char) {
    case '@':
    case '\uFF20':
      return startsToken || isHan(before) ? readMention(source, at) : null;
    case '#':
    case '\uFF03':
      return startsToken || isHan(before) ? readTag(source, at) : null;
    case '!':
    case '\uFF01':
      return startsToken ? readBang(source, at) : null;
    default:
      return startsToken && !isSpace(char) ? readPair(source, at) : null;
  }
}

function collect(found: readonly Found[]): Omit<CommandText, 'text'> {
  const marks = found.flatMap((mark) => (mark.type === 'pair' ? [{ key: mark.key, value: mark.value }] : []));
  const urgencies = found.map((mark) => {
    if (mark.type === 'urgency') return mark.urgency;
    return mark.type === 'pair' && mark.key === 'urgency' ? readUrgency(mark.value) : null;
  });
  const tags = found.flatMap((mark) =>
    mark.type === 'tag' || (mark.type === 'pair' && mark.key === 'problem') ? [mark.value] : [],
  );
  return {
    marks,
    urgency: URGENCIES.find((urgency) => urgencies.includes(urgency)) ?? null,
    tags: distinct(tags),
    mentions: distinct(found.flatMap((mark) => (mark.type === 'mention' ? [mark.value] : []))),
    flags: [...new Set(found.flatMap((mark) => (mark.type === 'flag' ? [mark.flag] : [])))],
    unknownMarks: unknownMarksOf(found),
  };
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Map(values.map((value) => [foldWord(value), value])).values()];
}

function unknownMarksOf(found: readonly Found[]): readonly UnknownMark[] {
  const unknown = found.filter((mark) => mark.type === 'unknown');
  const distinctOnes = [...new Map(unknown.map((mark) => [mark.written, mark])).values()];
  return distinctOnes
    .slice(0, UNKNOWN_MAX)
    .map(({ reason, written, suggest }) => ({ reason, written, suggestion: suggest() }));
}

const AROUND_GAP = new RegExp(`([${SEPARATORS}]) ?\\0+ ?([${SEPARATORS}\\u3002])`, 'gu');
const GAP_AT_START = new RegExp(`^ ?\\0+ ?[${SEPARATORS}]?`, 'gmu');
const GAP_AT_END = new RegExp(`[${SEPARATORS}]? ?\\0+ ?$`, 'gmu');
const GAP_BY_WIDE = /\0(?=[\u3000-\u303F\uFF00-\uFFEF])|(?<=[\u3000-\u303F\uFF00-\uFFEF])\0/gu;

/** Closes the gaps that marks left, with the commas that stood around them. */
function tidy(text: string): string {
  return text
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/\0(?: ?\0)+/gu, GAP)
    .replace(/\n ?\0 ?(?=\n)/gu, '') // a line that held nothing but marks
    .replace(AROUND_GAP, (_, before: string, after: string) => (after === '\u3002' ? after : before))
    .replace(GAP_AT_START, '')
    .replace(GAP_AT_END, '')
    .replace(/ ?\0 ?/gu, GAP)
    .replace(GAP_BY_WIDE, '')
    .replaceAll(GAP, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

function isSpace(char: string): boolean {
  return /\s/u.test(char);
}

function isHan(char: string): boolean {
  return /\p{sc=Han}/u.test(char);
}
