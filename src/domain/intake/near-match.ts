/** Typing slips: which known word somebody probably meant. */

const HAN = /\p{sc=Han}/u;

/**
 * The known word nearest to `word`, or `null` when none is near: one slip in three to five letters, two from six on, one
 * character in a Chinese word of the same length. Exact matches are not looked for; the first of equals wins.
 */
export function nearestWord(word: string, known: readonly string[]): string | null {
  const typed = [...word];
  if (typed.length < 2 || typed.length > 24) return null;
  let best: string | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const slips = slipsBetween(typed, [...candidate]);
    if (slips !== null && slips < fewest) {
      best = candidate;
      fewest = slips;
    }
  }
  return best;
}

function slipsBetween(typed: readonly string[], candidate: readonly string[]): number | null {
  const chinese = HAN.test(candidate.join(''));
  if (chinese !== HAN.test(typed.join(''))) return null;
  const shorter = Math.min(typed.length, candidate.length);
  if (chinese && typed.length !== candidate.length) return null;
  if (!chinese && shorter < 3) return null;
  const allowed = chinese || shorter < 6 ? 1 : 2;
  if (Math.abs(typed.length - candidate.length) > allowed) return null;
  const slips = editDistance(typed, candidate);
  return slips > 0 && slips <= allowed ? slips : null;
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
export function editDistance(a: readonly string[], b: readonly string[]): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
