/**
 * Tickets are searched in portions, newest first: the tickets of one month by their running numbers, so many at a time.
 * Every lexeme stands behind the name of its portion, so one index holds all of them apart, and a word that half of all
 * tickets say costs no more than one portion of them.
 */

/** Running numbers of one portion. */
export const PORTION_SIZE = 8_192;

/** Which portion, as its lexemes begin. */
export type Portion = string;

/** A month of numbers and how far they have come. */
export interface NumberedMonth {
  /** `YYYYMM`. */
  readonly month: string;
  /** The last running number that was given. */
  readonly last: number;
}

const NUMBER = /^C(\d{6})(\d{3,})$/u;

/** The portion of a ticket; `null` for what is no number of ours. */
export function portionOf(number: string): Portion | null {
  const match = NUMBER.exec(number);
  return match === null ? null : portionName(match[1] ?? '', Math.floor(Number(match[2]) / PORTION_SIZE));
}

/** Every portion of these months, the newest first. */
export function portionsOf(months: readonly NumberedMonth[]): readonly Portion[] {
  return newestFirst(months).flatMap(({ month, last }) =>
    Array.from({ length: Math.floor(last / PORTION_SIZE) + 1 }, (_, i) => i)
      .toReversed()
      .map((chunk) => portionName(month, chunk)),
  );
}

/** Numbers that people may mean by some of their digits, likeliest first. */
const MOST_NUMBERS = 600;

/**
 * Ticket numbers that a few digits may stand for: their last digits, with the month before them or not. At most 600, the
 * newest first; none for fewer than three digits.
 */
export function numbersLike(digits: string, months: readonly NumberedMonth[]): readonly string[] {
  if (!/^\d{3,15}$/u.test(digits)) return [];
  const found = new Set<string>();
  for (const { month, last } of newestFirst(months)) {
    if (found.size >= MOST_NUMBERS) break;
    // 11001, 2611001, 202611001: the end of a month, then the whole running number.
    for (let taken = Math.min(month.length, digits.length - 3); taken >= 1; taken -= 1) {
      const running = digits.slice(taken);
      if (digits.startsWith(month.slice(-taken)) && isGiven(running, last)) found.add(`C${month}${running}`);
    }
    if (isGiven(digits, last)) found.add(`C${month}${digits}`);
    // The last digits of a longer running number, newest first.
    const step = 10 ** digits.length;
    const ending = Number(digits);
    for (let running = ending + Math.floor((last - ending) / step) * step; running >= step; running -= step) {
      found.add(`C${month}${running}`);
    }
  }
  return [...found].slice(0, MOST_NUMBERS);
}

function isGiven(running: string, last: number): boolean {
  const value = Number(running);
  return value >= 1 && value <= last && (running.length === 3 || !running.startsWith('0'));
}

function newestFirst(months: readonly NumberedMonth[]): readonly NumberedMonth[] {
  return months.toSorted((a, b) => (a.month < b.month ? 1 : -1));
}

function portionName(month: string, chunk: number): Portion {
  const months = (Number(month.slice(0, 4)) - 2000) * 12 + Number(month.slice(4)) - 1;
  return `${months.toString(36).padStart(2, '0')}${chunk.toString(36).padStart(2, '0')}`;
}
