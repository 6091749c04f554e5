import { foldWord, stripUnseen } from './clean.ts';
import { COMPANY_SUFFIX } from './lexicon.ts';

/** Longest name of a customer, in characters (code points). */
export const CUSTOMER_NAME_MAX = 100;

export type CustomerName =
  | { readonly ok: true; readonly name: string; readonly key: string }
  /** `length` is what was typed, in characters. */
  | { readonly ok: false; readonly reason: 'empty' | 'too-long'; readonly length: number };

/** Reads a customer's name as typed: one line, one space between words; a name without a letter or digit is empty. */
export function customerName(text: string): CustomerName {
  const name = stripUnseen(text).replace(/\s+/gu, ' ').trim();
  const length = [...name].length;
  if (!/[\p{L}\p{N}]/u.test(name)) return { ok: false, reason: 'empty', length };
  if (length > CUSTOMER_NAME_MAX) return { ok: false, reason: 'too-long', length };
  return { ok: true, name, key: customerKey(name) };
}

/**
 * What two spellings of one customer share: case, width and spaces do not count. The company suffix does: two legal
 * persons may differ in nothing else, and joining them silently cannot be undone.
 */
export function customerKey(name: string): string {
  return foldWord(stripUnseen(name))
    .replace(/\s+/gu, ' ')
    .replace(/(?<=\p{sc=Han}) | (?=\p{sc=Han})/gu, '')
    .trim();
}

/** Far enough to hold every opening sentence; bounds the cost for long texts and many customers. */
const LOOKED_THROUGH = 2_000;

/**
 * The known customer that a text names, also without its company suffix; the longest name wins where one lies within
 * the other. `null` when none is named, or several: a guess between customers is worse than none.
 */
export function findCustomerIn(text: string, names: readonly string[]): string | null {
  const hay = customerKey(text.slice(0, LOOKED_THROUGH));
  const foundBySpan = new Map<string, string | null>();
  for (const name of names) {
    const full = customerKey(name);
    const short = full.replace(COMPANY_SUFFIX, '');
    for (const needle of new Set([full, short])) {
      const at = isTellingName(needle) ? positionOf(needle, hay) : -1;
      if (at === -1) continue;
      const span = `${at}:${at + needle.length}`;
      const other = foundBySpan.get(span);
      // Two customers answering to one short form: neither is meant for sure.
      foundBySpan.set(span, other === undefined || other === name ? name : null);
      break;
    }
  }
  return outermost(foundBySpan);
}

/** Shorter names turn up inside ordinary words. */
function isTellingName(key: string): boolean {
  return /\p{sc=Han}/u.test(key) ? key.length >= 3 : key.length >= 4;
}

function positionOf(needle: string, hay: string): number {
  const edge = /[\p{L}\p{N}]/u;
  for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, at + 1)) {
    if (/\p{sc=Han}/u.test(needle)) return at;
    const before = hay[at - 1] ?? ' ';
    const after = hay[at + needle.length] ?? ' ';
    const isWord = (neighbour: string) => edge.test(neighbour) && !/\p{sc=Han}/u.test(neighbour);
    if (!isWord(before) && !isWord(after)) return at;
  }
  return -1;
}

function outermost(foundBySpan: ReadonlyMap<string, string | null>): string | null {
  const found = [...foundBySpan].map(([span, name]) => {
    const [from = 0, to = 0] = span.split(':').map(Number);
    return { from, to, name };
  });
  const outer = found.filter((a) => !found.some((b) => b !== a && b.from <= a.from && b.to >= a.to));
  return outer.length === 1 ? (outer[0]?.name ?? null) : null;
}
