import { foldWord } from '../intake/clean.ts';
import { SECTION_BY_SPELLING, SECTION_KEY_MAX, type Section } from './lexicon-contact.ts';

/** A stretch of a text under one heading: what stands before the first one is the head. */
export interface SectionText {
  readonly section: Section | 'head' | 'star';
  readonly text: string;
}

/** A key and its colon, where a section may begin. Bounded, so a hostile text costs no more than a kind one. */
const KEY = new RegExp(`([\\p{L}][\\p{L} -]{0,${SECTION_KEY_MAX - 1}}) ?[:：] ?`, 'uy');
const STAR = /[★☆⭐]\uFE0F?\s*/uy;
const BULLET_STAR = /\*(?=[^\s*])/uy;
const BEGINS_AFTER = /[\s，。；！？、,;.!?）)】」』”"]/u;
/** What a quote is closed by: keys inside one are somebody's words. */
const CLOSING: Readonly<Record<string, string>> = { '“': '”', '「': '」', '『': '』', '《': '》', '"': '"' };
const QUOTED_MAX = 300;

/** Takes a text apart at its keys (`情绪:`, `next:`) and stars. Total and linear: what is no key stays text. */
export function splitSections(text: string): readonly SectionText[] {
  const found: { section: SectionText['section']; from: number }[] = [{ section: 'head', from: 0 }];
  const ends: number[] = [];
  for (let at = 0; at < text.length; ) {
    const closed = quoteEnd(text, at);
    if (closed !== null) {
      at = closed;
      continue;
    }
    const heading = headingAt(text, at);
    if (heading === null) {
      at += 1;
      continue;
    }
    ends.push(at);
    found.push({ section: heading.section, from: heading.end });
    at = heading.end;
  }
  return found.map(({ section, from }, i) => ({ section, text: text.slice(from, ends[i] ?? text.length).trim() }));
}

function headingAt(
  text: string,
  at: number,
): { readonly section: SectionText['section']; readonly end: number } | null {
  const star = matchAt(STAR, text, at);
  if (star !== null) return { section: 'star', end: at + star.length };
  if (at > 0 && !BEGINS_AFTER.test(text.charAt(at - 1))) return null;
  const bullet = matchAt(BULLET_STAR, text, at);
  if (bullet !== null) return { section: 'star', end: at + bullet.length };
  KEY.lastIndex = at;
  const match = KEY.exec(text);
  if (match === null) return null;
  const section = SECTION_BY_SPELLING.get(foldWord(match[1] ?? '').trim());
  // An address goes on with a slash.
  if (section === undefined || text.startsWith('//', at + match[0].trimEnd().length)) return null;
  return { section, end: at + match[0].length };
}

/** Where a quote that opens here has closed; `null` when none opens, or it never closes. */
function quoteEnd(text: string, at: number): number | null {
  const closing = CLOSING[text.charAt(at)];
  if (closing === undefined) return null;
  // No further than a quote may be long: many that never close must not cost the square of their number.
  const inside = text.slice(at + 1, at + 1 + QUOTED_MAX);
  const length = inside.indexOf(closing);
  return length === -1 || inside.slice(0, length).includes('\n') ? null : at + length + 2;
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
