/** What one target did in one round. */
export interface RoundFigures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export function figuresOf(round: {
  readonly elapsedMs: number;
  readonly latenciesMs: readonly number[];
}): RoundFigures {
  const sorted = round.latenciesMs.toSorted((a, b) => a - b);
  return {
    perSecond: (sorted.length / round.elapsedMs) * 1_000,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
  };
}

/** The median of each figure on its own. */
export function medianFigures(rounds: readonly RoundFigures[]): RoundFigures {
  return {
    perSecond: median(rounds.map((one) => one.perSecond)),
    p50Ms: median(rounds.map((one) => one.p50Ms)),
    p99Ms: median(rounds.map((one) => one.p99Ms)),
  };
}

export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/** Of a sorted list, the value that the given part of it does not exceed; 0 of an empty one. */
function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

/** A figure for people: three significant digits. */
export function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** A figure for programs. */
export function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
