import { stripUnseen } from './clean.ts';
import { ACTION, GENERIC, GENERIC_EN, SCOPE, SYMPTOM, WHEN } from './lexicon-vague.ts';

/** What a description lacks (T6), in the order to ask for it. */
export type Missing = 'what' | 'since-when' | 'how-many';

/** Whoever wrote this much has said something; asking again would only annoy. */
const LONG_ENOUGH = 80;
/** Chinese characters that name a thing by themselves but not what is the matter with it. */
const SHORT_THING = 3;

/**
 * What to ask back about a description; empty for one that can be worked with. Only texts that name nothing are vague:
 * a needless question costs more trust than a thin ticket, so in doubt a text passes.
 */
export function isVague(text: string): readonly Missing[] {
  const clean = stripUnseen(text).normalize('NFKC');
  if (letters(clean).length > LONG_ENOUGH || saysWhat(clean)) return [];
  return [
    'what',
    ...(clean.search(WHEN) === -1 ? (['since-when'] as const) : []),
    ...(clean.search(SCOPE) === -1 ? (['how-many'] as const) : []),
  ];
}

/** Some word is left when everything that says nothing is taken out. */
function saysWhat(text: string): boolean {
  if (letters(text).length < 2) return false;
  const bare = text.replace(WHEN, ' ').replace(SCOPE, ' ');
  const rest = bare.replace(GENERIC, ' ');
  const chinese = rest.match(/\p{sc=Han}/gu)?.length ?? 0;
  const words = englishWords(rest);
  const other = rest.match(/[\p{L}--[\p{sc=Han}\p{sc=Latin}]]/gv)?.length ?? 0;
  // Error codes, amounts and order numbers are substance.
  if (other >= 2 || /\d{3,}/u.test(rest) || words.length >= 2) return true;
  const symptom = SYMPTOM.test(bare);
  const clear = symptom || ACTION.test(bare);
  const isBareThing = chinese > 0 ? letters(rest) === letters(text) : /^\P{L}*[\p{L}\p{M}]+\P{L}*$/u.test(text);
  if (words.length === 1 || chinese > 1) return clear || !isBareThing || chinese > SHORT_THING || /\d/u.test(rest);
  return chinese > 0 && clear;
}

function englishWords(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{sc=Latin}\d][\p{sc=Latin}\p{M}\d]*/gu) ?? [];
  return words.filter((word) => word.length > 1 && !GENERIC_EN.has(word) && /\p{L}/u.test(word));
}

function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}
