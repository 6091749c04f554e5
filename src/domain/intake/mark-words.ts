import type { Kind, Urgency } from '../vocabulary.ts';
import { foldWord } from './clean.ts';
import { KIND_BY_SPELLING, URGENCY_BY_SPELLING } from './lexicon-marks.ts';

/** The kind that a word names, zh or en; `null` when it names none. */
export function readKind(word: string): Kind | null {
  return KIND_BY_SPELLING.get(foldWord(word).trim()) ?? null;
}

/** The urgency that a word names, zh or en, also written as a mark (`!urgent`); `null` when it names none. */
export function readUrgency(word: string): Urgency | null {
  return (
    URGENCY_BY_SPELLING.get(
      foldWord(word)
        .trim()
        .replace(/^!+|!+$/gu, ''),
    ) ?? null
  );
}
