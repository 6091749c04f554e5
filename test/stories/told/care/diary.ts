import { expect } from 'vitest';
import { HOUR_MS, type Instant } from '../../../../src/domain/time.ts';
import type { Desk } from '../../telling/desk.ts';
import type { Sight, Team, Who } from '../../telling/surface.ts';

/** Somebody, or a team in its own place. */
export type Reader = Who | `#${Team}`;

/** What one reader was told. */
export interface Told {
  readonly reader: Reader;
  /** Local day and time of the look that found it: `2026-01-06 09:01`. */
  readonly at: string;
  readonly text: string;
}

/**
 * Everything that everybody is told, in the order of its telling. What somebody reads in answer to their own deed is
 * none of it.
 */
export interface Diary {
  /** What came since the last look to these readers. */
  look(...readers: readonly Reader[]): Promise<readonly Told[]>;
  /** Does something as this person; what they alone read meanwhile is the answer. */
  during<T>(who: Who, deed: () => Promise<T>): Promise<T>;
  /** Nobody else was told anything, from the beginning of the story on. */
  expectNobodyElse(): Promise<void>;
}

const EVERYBODY: readonly Reader[] = [
  ...(['#support', '#after-sales', '#overseas'] as const),
  ...(['agent1', 'agent2', 'chen', 'wang', 'zong', 'mender', 'zhao', 'mary', 'paul', 'admin'] as const),
];
const SHANGHAI_MS = 8 * HOUR_MS;

/** Keeps the diary of a story, from now on. */
export function keepDiary({ person, place, clock, settle }: Desk): Diary {
  /** Each message once: what changes where it stands was told before. */
  const known = new Set<string>();
  /** What came of somebody's deeds; on a busy machine it may be said once more, later. */
  const answers = new Set<string>();
  const everything = async (reader: Reader): Promise<readonly Sight[]> =>
    reader.startsWith('#') ? place(reader.slice(1) as Team).messages() : person(reader as Who).shown(/[^]/);

  async function look(...readers: readonly Reader[]): Promise<readonly Told[]> {
    await settle();
    const told: Told[] = [];
    for (const reader of readers) {
      for (const { id, text } of await everything(reader)) {
        const key = `${reader} ${id}`;
        if (known.has(key)) continue;
        known.add(key);
        if (answers.has(`${reader} ${bare(text)}`)) continue;
        told.push({ reader, at: localTime(clock.now()), text });
      }
    }
    return told;
  }

  return {
    look,
    async during(who, deed) {
      const before = await look(who);
      expect(
        before.map(({ text }) => text),
        `told to ${who} before their deed, and never looked at`,
      ).toEqual([]);
      const result = await deed();
      if (isSaid(result)) answers.add(`${who} ${bare(result.text)}`);
      await settle();
      for (const { id } of await everything(who)) known.add(`${who} ${id}`);
      return result;
    },
    async expectNobodyElse() {
      expect((await look(...EVERYBODY)).map(({ reader, text }) => `${reader}: ${text}`)).toEqual([]);
    },
  };
}

function isSaid(result: unknown): result is { readonly text: string } {
  return typeof result === 'object' && result !== null && 'text' in result && typeof result.text === 'string';
}

/** A browser shows who said it and when above it. */
function bare(text: string): string {
  return text.replace(/^回音[^\n]*\n\d\d:\d\d\n/u, '');
}

function localTime(at: Instant): string {
  return new Date(at + SHANGHAI_MS).toISOString().slice(0, 16).replace('T', ' ');
}

const TITLE = /^\P{L}*?((?:K\d{5}-\d+ · )?[\p{L}\d].*)$/u;
/** `新客户关怀：首次电话 · 首次付款 1月5日`: the rule, what to do, why. */
const ITEM = /^[\p{L} ]{2,16}[：:] ?.+ · .+$/u;
const SIGN = /^• .+$/u;
const DUE = /^(?:时限|Due)[\s：:]+(.+)$/u;
const LISTED = /^(?:\d+[.：:] ?)?(\S+ · K\d{5})$/u;

/**
 * What a reminder of care says, in one line: its title, every item with its reason, the signs of a warning, by when, and
 * whom a list names. Surfaces order these differently, and hint differently at what can be done.
 */
export function gist(text: string): string {
  const [first = '', ...lines] = bare(text)
    .split('\n')
    .map((line) => line.trim());
  const title = TITLE.exec(first)?.[1] ?? first;
  const found = (pattern: RegExp) => lines.flatMap((line) => pattern.exec(line)?.at(-1) ?? []);
  const facts = /^(?:客户|Customer)[\s：:]/u;
  const items = found(ITEM).filter((line) => !facts.test(line));
  const due = found(DUE).map((when) => `→ ${when}`);
  const whole = title.endsWith('…') ? uncut(title, lines) : title;
  return [whole, ...items, ...found(SIGN), ...found(LISTED), ...due].join(' | ');
}

/** Titles of the AI bot's cards have 26 characters: one that was cut, or what stood behind its number, is the line below. */
function uncut(title: string, lines: readonly string[]): string {
  const whole = lines.find((line) => line.startsWith(title.slice(0, -1)));
  return whole ?? title.replace(/(?<= · )[^·]+$/u, lines[0] ?? '');
}

/** A customer's reminder as it is typed: `K00001-3`. */
export function numberIn(text: string): string {
  return /K\d{5}-\d+/u.exec(text)?.[0] ?? expect.unreachable(`no number in ${text}`);
}
