import { foldWord } from './clean.ts';
import { NOT_REACHED, REACHED } from './lexicon-reached.ts';

/** A full stop ends a clause only before a space. NFKC has made the wide marks narrow, but for the Chinese full stop. */
const CLAUSE_END = /[,;:!?。、\n]+|\.(?=\s|$)/u;
/** How far an attempt is told; what stands later is a story. */
const FIRST_CLAUSES = 3;

/** Whether words tell of an attempt that reached nobody (C11), and of none that did. */
export function saysNotReached(words: string): boolean {
  const said = foldWord(words.trim());
  const opening = said.split(CLAUSE_END, FIRST_CLAUSES).join('\n');
  // Taken out, or the end of 未接通了 would speak of success.
  return opening.search(NOT_REACHED) !== -1 && !REACHED.test(said.replace(NOT_REACHED, ' '));
}
