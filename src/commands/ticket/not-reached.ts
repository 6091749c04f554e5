import { foldWord } from '../../domain/intake/clean.ts';

/** An attempt that reached nobody, as people write it at the start. */
const NOT_REACHED = [
  'no answer',
  'not reached',
  'unreachable',
  '未接通',
  '没接通',
  '未接',
  '无人接听',
  '联系不上',
  '没联系上',
];

/** Whether words begin by saying that nobody was reached (C11). */
export function saysNotReached(words: string): boolean {
  const start = foldWord(words.trim());
  return NOT_REACHED.some((phrase) => start.startsWith(phrase));
}
