import { foldWord } from '../intake/clean.ts';
import type { Instant } from '../time.ts';

/** What a customer reported once, as far as it tells whether they report it again. */
export interface Report {
  readonly number: string;
  readonly spokenAt: Instant;
  readonly problemType: string | null;
  readonly description: string;
}

/** That the customer has said it before (T15). */
export interface Repeat {
  /** Number of the ticket of the last time. */
  readonly number: string;
  /** How many times, this one included. */
  readonly times: number;
  /** When they first said it. */
  readonly since: Instant;
}

/** Share of words in common from which two descriptions are of one problem, and the least number of them. */
const ALIKE = 0.4;
const ALIKE_WORDS = 3;

/** Which of a customer's earlier reports, the newest first, were of the same problem; `null` for none. */
export function findRepeat(report: Report, earlier: readonly Report[]): Repeat | null {
  const same = earlier.filter((one) => isSameProblem(one, report));
  const [last] = same;
  if (last === undefined) return null;
  return {
    number: last.number,
    times: same.length + 1,
    since: Math.min(report.spokenAt, ...same.map((one) => one.spokenAt)),
  };
}

/** From here on two open tickets of one customer are most likely one: so many of their words in common, and so many at least. */
const STRONGLY_ALIKE = 0.6;
const STRONGLY_ALIKE_WORDS = 4;

/**
 * Whether two open reports of one customer are so alike that whoever writes the second should look at the first: nearly the
 * same words. One type alone says too little, but other types are other problems.
 */
export function isStronglyAlike(
  one: Pick<Report, 'problemType' | 'description'>,
  other: Pick<Report, 'problemType' | 'description'>,
): boolean {
  if (one.problemType !== null && other.problemType !== null) {
    if (problemKey(one.problemType) !== problemKey(other.problemType)) return false;
  }
  const words = wordsOf(one.description);
  const others = wordsOf(other.description);
  const common = [...words].filter((word) => others.has(word)).length;
  return common >= STRONGLY_ALIKE_WORDS && (2 * common) / (words.size + others.size) >= STRONGLY_ALIKE;
}

/** The same problem type, or, where one has none, similar words. Different types are different problems. */
function isSameProblem(one: Report, other: Report): boolean {
  if (one.problemType !== null && other.problemType !== null) {
    return problemKey(one.problemType) === problemKey(other.problemType);
  }
  const words = wordsOf(one.description);
  const others = wordsOf(other.description);
  const common = [...words].filter((word) => others.has(word)).length;
  return common >= ALIKE_WORDS && (2 * common) / (words.size + others.size) >= ALIKE;
}

/** A problem type as it is compared: in one case and width, without blanks. */
export function problemKey(problemType: string): string {
  return foldWord(problemType).replace(/\s+/gu, '');
}

/** Pairs of neighbouring Chinese characters, which have no blanks between words, and longer words of other scripts. */
function wordsOf(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [run] of foldWord(text).matchAll(/\p{sc=Han}+|[\p{L}\p{N}]{3,}/gu)) {
    if (!/^\p{sc=Han}/u.test(run)) words.add(run);
    for (let i = 0; i + 1 < run.length && /^\p{sc=Han}/u.test(run); i += 1) words.add(run.slice(i, i + 2));
  }
  return words;
}
