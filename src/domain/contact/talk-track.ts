import { foldWord } from '../intake/clean.ts';
import type { Locale } from '../vocabulary.ts';

/** What to say in a kind of talk, as the team wrote it. */
export interface TalkTrack {
  /** Name of its file, without language: `complaint`. */
  readonly name: string;
  readonly locale: Locale;
  readonly title: string;
  /** Other words it is found by, folded. */
  readonly aliases: readonly string[];
  readonly body: string;
}

/** What can be filled in; a line whose fact is not known is left out. */
export interface TalkFacts {
  readonly customer: string;
  readonly me: string;
  readonly person: string | null;
  readonly last: string | null;
  readonly promises: string | null;
  readonly tickets: string | null;
}

const SLOT = /\{(customer|me|person|last|promises|tickets)\}/gu;

/** Reads a file: `# title`, then a line `> other, names`, then what to say. */
export function parseTalkTrack(name: string, locale: Locale, text: string): TalkTrack {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const title =
    lines
      .find((line) => line.startsWith('# '))
      ?.slice(2)
      .trim() ?? name;
  const named = lines.find((line) => line.startsWith('> '))?.slice(2) ?? '';
  const body = lines
    .filter((line) => !line.startsWith('# ') && !line.startsWith('> '))
    .join('\n')
    .trim();
  return { name, locale, title, aliases: named.split(/[,，、]/u).map((one) => foldWord(one.trim())), body };
}

/** The track that is meant by a word, in this language if there is one. */
export function findTalkTrack(tracks: readonly TalkTrack[], word: string, locale: Locale): TalkTrack | null {
  const wanted = foldWord(word.trim());
  const meant = tracks.filter((one) => one.name === wanted || one.aliases.includes(wanted));
  const names = new Set(meant.map((one) => one.name));
  // Found by a word of the other language, it is shown in the reader's own.
  return tracks.find((one) => names.has(one.name) && one.locale === locale) ?? meant[0] ?? null;
}

/** The track with the customer's facts filled in. */
export function fillTalkTrack({ body }: TalkTrack, facts: TalkFacts): string {
  return body
    .split('\n')
    .filter((line) => [...line.matchAll(SLOT)].every(([, slot]) => facts[slot as keyof TalkFacts] !== null))
    .map((line) => line.replaceAll(SLOT, (_, slot: keyof TalkFacts) => facts[slot] ?? ''))
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}
