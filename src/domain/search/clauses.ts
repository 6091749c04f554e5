import { NO_WORDS } from './lexicon-search.ts';
import { runsOf } from './tokens.ts';

/** A part of what is looked for: the ticket says all these texts, or its customer is one of these. */
export interface Clause {
  readonly texts: readonly string[];
  readonly customers: readonly string[];
  /** So many pairs of neighbours may be missing: unspaced words were typed in one, and a text has others in between. */
  readonly slips: number;
}

/** A key of a customer, or the name of somebody there. */
export interface NameHit {
  readonly key: string;
  readonly customerId: string;
}

/** What to look up before the words can be understood: names as a whole, and by their beginnings. */
export interface NamesWanted {
  readonly whole: readonly string[];
  readonly beginnings: readonly string[];
}

const SHORTEST_NAME = 2;
const LONGEST_NAME = 12;
/** Longer stretches are sentences; names are looked for in their beginnings. */
const SEARCHED_FOR_NAMES = 32;
const JOINED_WORDS = 3;

/** Every name of a customer that may be hidden in these folded words. */
export function namesIn(words: readonly string[]): NamesWanted {
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  for (const [i, word] of words.entries()) {
    whole.add(word);
    const characters = [...word].slice(0, SEARCHED_FOR_NAMES);
    if (isUnspaced(word)) {
      for (let from = 0; from < characters.length; from += 1) {
        for (let length = SHORTEST_NAME; length <= LONGEST_NAME && from + length <= characters.length; length += 1) {
          whole.add(characters.slice(from, from + length).join(''));
        }
      }
      if (characters.length >= SHORTEST_NAME) beginnings.add(word);
      for (const part of segmentsOf(word)) if ([...part].length >= SHORTEST_NAME) beginnings.add(part);
    } else {
      if (characters.length >= 3) beginnings.add(word);
      for (let count = 2; count <= JOINED_WORDS; count += 1) {
        const joined = words.slice(i, i + count);
        // yunfan keji: how a name sounds has no spaces; Blue Sea has.
        if (!joined.some(isUnspaced)) whole.add(joined.join('')).add(joined.join(' '));
      }
    }
  }
  return { whole: [...whole], beginnings: [...beginnings] };
}

/** How a stretch without spaces is read: as the words of a dictionary, or as it is, with something missing. */
export type Cut = 'words' | 'loosely';

/**
 * Takes folded words apart into what must be said and who may be meant. A stretch without spaces is split around the
 * names in it, and the rest by a dictionary; what says nothing (的, 了) is left out where other words say something.
 */
export function clausesOf(
  words: readonly string[],
  hits: { readonly whole: readonly NameHit[]; readonly beginnings: readonly NameHit[] },
  cut: Cut = 'words',
): readonly Clause[] {
  const byKey = groupByKey(hits.whole);
  const beginning = (text: string) =>
    hits.beginnings.filter(({ key }) => key.startsWith(text)).map((one) => one.customerId);
  const clauses: Clause[] = [];
  for (let i = 0; i < words.length; ) {
    const word = words[i] ?? '';
    const joined = joinedName(words, i, byKey);
    if (joined !== null) {
      clauses.push({ texts: words.slice(i, i + joined.count), customers: joined.customers, slips: 0 });
      i += joined.count;
      continue;
    }
    const pieces = isUnspaced(word) ? piecesOf(word, byKey, cut) : [word];
    const wholeWord = distinct(beginning(word));
    if (pieces.length > 1 && wholeWord.length > 0) clauses.push({ texts: pieces, customers: wholeWord, slips: 0 });
    else
      for (const piece of pieces) {
        const customers = distinct([...(byKey.get(piece) ?? []), ...beginning(piece)]);
        clauses.push({ texts: [piece], customers, slips: cut === 'loosely' && !byKey.has(piece) ? slipsOf(piece) : 0 });
      }
    i += 1;
  }
  const telling = clauses.filter(({ texts }) => !texts.every((text) => NO_WORDS.has(text)));
  return (telling.length > 0 ? telling : clauses).filter(({ texts }) => texts.some((text) => runsOf(text).length > 0));
}

/** A stretch without spaces as a dictionary sees it; single characters beside each other stay together. */
export function segmentsOf(text: string): readonly string[] {
  const segments: string[] = [];
  let wasSingle = false;
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike !== true) {
      wasSingle = false;
      continue;
    }
    const isSingle = [...segment].length === 1 && isUnspaced(segment) && !NO_WORDS.has(segment);
    if (isSingle && wasSingle) segments.push(`${segments.pop() ?? ''}${segment}`);
    else segments.push(segment);
    wasSingle = isSingle;
  }
  return segments;
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Whether words hold a stretch that can be read loosely. */
export function canBeLoose(words: readonly string[]): boolean {
  return words.some((word) => slipsOf(word) > 0);
}

const ONE_WORD = 4;
const SHORTEST_LOOSE = 4;
/** Of longer stretches a dictionary must say what the words are. */
const LONGEST_LOOSE = 10;

function slipsOf(text: string): number {
  const { length } = [...text];
  if (!isUnspaced(text) || length < SHORTEST_LOOSE || length > LONGEST_LOOSE) return 0;
  return length < 6 ? 1 : 2;
}

/** The names in a stretch, longest first, and the segments between them. */
function piecesOf(word: string, byKey: ReadonlyMap<string, readonly string[]>, cut: Cut): readonly string[] {
  if (word === '') return [];
  if (byKey.has(word)) return [word];
  const characters = [...word];
  for (let length = Math.min(characters.length - 1, LONGEST_NAME); length >= SHORTEST_NAME; length -= 1) {
    for (let from = 0; from + length <= Math.min(characters.length, SEARCHED_FOR_NAMES); from += 1) {
      const name = characters.slice(from, from + length).join('');
      if (!byKey.has(name)) continue;
      const [before, after] = [characters.slice(0, from).join(''), characters.slice(from + length).join('')];
      return [...piecesOf(before, byKey, cut), name, ...piecesOf(after, byKey, cut)];
    }
  }
  // A few characters are one word, whatever a dictionary makes of them.
  if (characters.length <= ONE_WORD || (cut === 'loosely' && slipsOf(word) > 0)) return [word];
  const segments = segmentsOf(word);
  return segments.length > 0 ? segments : [word];
}

function joinedName(words: readonly string[], at: number, byKey: ReadonlyMap<string, readonly string[]>) {
  for (let count = Math.min(JOINED_WORDS, words.length - at); count >= 2; count -= 1) {
    const joined = words.slice(at, at + count);
    const customers = distinct([...(byKey.get(joined.join(' ')) ?? []), ...(byKey.get(joined.join('')) ?? [])]);
    if (customers.length > 0) return { count, customers };
  }
  return null;
}

function groupByKey(hits: readonly NameHit[]): ReadonlyMap<string, readonly string[]> {
  const byKey = new Map<string, string[]>();
  for (const { key, customerId } of hits) byKey.set(key, [...(byKey.get(key) ?? []), customerId]);
  return byKey;
}

function isUnspaced(word: string): boolean {
  return runsOf(word).some((run) => run.isPaired);
}

function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}
