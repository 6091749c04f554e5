import type { DateContext, DateReading } from '../dates/date-reading.ts';
import { findDateAtEnd, findDateAtStart } from '../dates/find-date.ts';
import { NOTHING_NEXT } from './lexicon-contact.ts';

/** A promise as it was written. */
export interface WrittenPromise {
  /** Without its date and its owner; may be empty. */
  readonly words: string;
  readonly starred: boolean;
  /** As typed after `@`; `null` when nobody was named. */
  readonly owner: string | null;
  /** The date phrase and what it means, which may be a refusal; `null` when none was named. */
  readonly when: { readonly phrase: string; readonly reading: DateReading } | null;
}

/** What dates depend on, and who can be named: where `@小林周五前` goes on without a space, the name is what is known. */
export interface PromiseContext extends DateContext {
  readonly isPerson?: (written: string) => boolean;
}

export interface WrittenPromises {
  readonly promises: readonly WrittenPromise[];
  /** Somebody wrote that nothing is left to do. */
  readonly nothing: boolean;
}

const STEP_END = /[；;\n]+/u;
const COMMA = /[，,]/u;
const BULLET = /^\s*(?:(?:[-*•·]|\d{1,2}[.、)）])\s+|\d{1,2}[、)）](?!\d))/u;
const STARRED = /^[★☆⭐*]\uFE0F?\s*/u;
const MENTION = /(^|[\s，,、；;]|\p{sc=Han})[@＠]\s?([\p{L}\p{N}_][\p{L}\p{M}\p{N}_.:\-/·]{0,119})/u;
/** More steps than anybody reads; the rest is not looked at. */
const STEPS_MAX = 60;
/** Longest name looked for at the beginning of a longer word. */
const NAME_MAX = 24;
/** Commas looked at in one line; what follows goes with the last. */
const PARTS_MAX = 30;

/**
 * Next steps as people write them: one a line or parted by semicolons, each with `@who` and a date at its start or end.
 * A comma parts two steps where each has a date, or the second begins with its own.
 */
export function readPromises(text: string, dates: PromiseContext, starred = false): WrittenPromises {
  const steps = text
    .split(STEP_END)
    .map((step) => step.replace(BULLET, '').trim())
    .filter((step) => step !== '')
    .slice(0, STEPS_MAX);
  if (steps.length === 1 && NOTHING_NEXT.test(steps[0] ?? '')) return { promises: [], nothing: true };
  return { promises: steps.flatMap((step) => stepsIn(step, dates, starred)), nothing: false };
}

function stepsIn(line: string, dates: PromiseContext, starred: boolean): readonly WrittenPromise[] {
  const isStarred = starred || STARRED.test(line);
  const all = line.replace(STARRED, '').split(COMMA);
  const parts = [...all.slice(0, PARTS_MAX), ...(all.length > PARTS_MAX ? [all.slice(PARTS_MAX).join('，')] : [])];
  let steps: string[] = [];
  for (const part of parts) {
    const last = steps.at(-1);
    const isOwn = last !== undefined && (beginsWithDate(part, dates) || (hasDate(part, dates) && hasDate(last, dates)));
    steps = last === undefined || isOwn ? [...steps, part] : [...steps.slice(0, -1), `${last}，${part}`];
  }
  return steps.map((step) => readStep(step.trim(), dates, isStarred));
}

/** A date and what is to be done then. */
function beginsWithDate(text: string, dates: DateContext): boolean {
  const found = findDateAtStart(text, dates);
  return found !== null && tidy(found.rest) !== '';
}

/** A date and words beside it. */
function hasDate(text: string, dates: PromiseContext): boolean {
  const { when, words } = readStep(text, dates, false);
  return when !== null && words !== '';
}

function readStep(text: string, dates: PromiseContext, starred: boolean): WrittenPromise {
  const mention = MENTION.exec(text);
  const owner = mention === null ? null : nameIn((mention[2] ?? '').replace(/[.:\-/·]+$/u, ''), dates);
  const without = mention === null || owner === null ? text : takeOut(text, mention, owner);
  const found = findDateAtStart(without, dates) ?? findDateAtEnd(without, dates) ?? dateWithin(without, dates);
  if (found === null) return { words: tidy(without), starred, owner, when: null };
  return { words: tidy(found.rest), starred, owner, when: { phrase: found.phrase.trim(), reading: found.reading } };
}

/** The known name that the words begin with, the longest; all of them where they are a name, or none of them is. */
function nameIn(written: string, { isPerson }: PromiseContext): string {
  if (isPerson === undefined || isPerson(written)) return written;
  const letters = [...written];
  for (let length = Math.min(letters.length - 1, NAME_MAX); length > 0; length -= 1) {
    const name = letters.slice(0, length).join('');
    if (isPerson(name)) return name;
  }
  return written;
}

/** 发报价 周五，寄样: what is done by one date, which stands in the middle. */
function dateWithin(text: string, dates: PromiseContext): ReturnType<typeof findDateAtEnd> {
  const parts = text.split(COMMA);
  if (parts.length === 1) return null;
  for (const [i, part] of parts.slice(0, PARTS_MAX).entries()) {
    const found = findDateAtEnd(part, dates);
    if (found !== null) return { ...found, rest: parts.with(i, found.rest).join('，') };
  }
  return null;
}

function takeOut(text: string, mention: RegExpExecArray, owner: string): string {
  const before = mention[1] ?? '';
  const from = mention.index + before.length;
  const sign = mention[0].length - before.length - (mention[2]?.length ?? 0);
  return `${text.slice(0, from)} ${text.slice(from + sign + owner.length)}`.trim();
}

function tidy(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/(?<=\p{sc=Han}) (?=\p{sc=Han})/gu, '')
    .replace(/^[\s，,、：:。.]+|[\s，,、：:。]+$/gu, '')
    .trim();
}
