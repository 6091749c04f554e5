import { findJudgements } from '../intake/judgements.ts';
import { maskText } from '../privacy/mask-text.ts';
import type { Locale } from '../vocabulary.ts';
import { ABSOLUTE, FINANCE, TAGS_IN_TEXT, YOU_PEOPLE } from './lexicon-contact.ts';

/** Something in the wording that whoever wrote it may want to change (C9, K3). */
export interface Flag {
  readonly flag: 'absolute' | 'you-people' | 'judgement' | 'identity' | 'card' | 'finance';
  /** As written; empty where it must not be repeated. */
  readonly words: string;
}

/** One of a kind is enough: advice that is longer than the talk is not read. */
export function findFlags(text: string): readonly Flag[] {
  const looked = text.slice(0, LOOKED_THROUGH);
  const first = (pattern: RegExp) => looked.match(pattern)?.[0];
  const absolute = first(ABSOLUTE);
  const youPeople = first(YOU_PEOPLE);
  const [judgement] = findJudgements(looked);
  const masked = maskText(looked, MASKS);
  return [
    ...(absolute === undefined ? [] : [{ flag: 'absolute', words: absolute.trim() } as const]),
    ...(youPeople === undefined ? [] : [{ flag: 'you-people', words: youPeople } as const]),
    ...(judgement === undefined ? [] : [{ flag: 'judgement', words: judgement.words } as const]),
    ...(masked.includes(MASKS.identity) ? [{ flag: 'identity', words: '' } as const] : []),
    ...(masked.includes(MASKS.card) ? [{ flag: 'card', words: '' } as const] : []),
    ...(FINANCE.test(looked) ? [{ flag: 'finance', words: '' } as const] : []),
  ];
}

/** Tags that the talk suggests, in the language of whoever wrote it. */
export function proposeTags(text: string, locale: Locale): readonly string[] {
  const looked = text.slice(0, LOOKED_THROUGH);
  return TAGS_IN_TEXT.filter(({ words }) => words.test(looked)).map(({ tag }) => tag[locale]);
}

const LOOKED_THROUGH = 8_000;

/** Words that no text contains: they tell what was found. */
const MASKS = {
  credential: '\u0001credential',
  email: '\u0001email',
  identity: '\u0001identity',
  card: '\u0001card',
  phone: '\u0001phone',
};
