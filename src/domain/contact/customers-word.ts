import { CONDITION, NAMED_SCORE, WORDS_ON_RESULT } from './lexicon-contact.ts';

/** What the customer said of a result (T8): a score from 1 to 5, or that they object to nothing. */
export type CustomersWord = { readonly score: number } | { readonly score: null; readonly word: 'no-objection' };

/** Looked through for a word; what comes later is told by people. */
const LOOKED_THROUGH = 1_000;

/**
 * The customer's word on a result, as somebody wrote it down; `null` when there is none, or when it stands under a
 * condition: a ticket is closed by the customer's word alone, so in doubt somebody is asked for it.
 */
export function readCustomersWord(text: string): CustomersWord | null {
  const looked = text.normalize('NFKC').slice(0, LOOKED_THROUGH);
  if (CONDITION.test(looked)) return null;
  const named = NAMED_SCORE.exec(looked)?.groups?.['score'];
  if (named !== undefined) return { score: Number(named) };
  return WORDS_ON_RESULT.find(({ words }) => words.test(looked))?.word ?? null;
}
