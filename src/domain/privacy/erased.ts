/** Stands where words were erased that cannot simply be missing; the same in every language. */
export const ERASED = '■■■';

/** What is kept with words in it, and how much of it lost them. `mentions`: texts about others in which it was named. */
export const WORD_COUNTS = [
  ...(['customers', 'people', 'tags', 'keys', 'events', 'tickets', 'contacts', 'promises', 'remarks'] as const),
  'mentions',
] as const;

/** What holds words for a while: forms half filled in, deeds that nobody finished, the playground's chat. */
export const PASSING_COUNTS = ['forms', 'deeds', 'messages'] as const;

/** Past posts: cards to be shown without words, threads and private answers to be taken back, and what must stay. */
export const POST_COUNTS = ['cards', 'retractions', 'stays'] as const;

/** Numbers of an erasure. `sources`: messages of people that tickets were made from, which only they can delete. */
export const ERASURE_COUNTS = [...WORD_COUNTS, ...PASSING_COUNTS, ...POST_COUNTS, 'sources'] as const;

/** How many of what an erasure meant; every row is counted once. */
export type ErasureCounts = Readonly<Record<(typeof ERASURE_COUNTS)[number], number>>;

/** A receipt's number as people write it: E00001. */
export function receiptNumber(number: number): string {
  return `E${String(number).padStart(5, '0')}`;
}

/** The number of a receipt that was typed; `null` for anything else. */
export function readReceiptNumber(text: string): number | null {
  const match = /^E?0*([1-9]\d{0,8})$/iu.exec(text.trim());
  return match === null ? null : Number(match[1]);
}
