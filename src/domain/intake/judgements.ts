import { ABOUT_US, JUDGEMENTS, type JudgementWords, QUOTATION, REPORTED_OR_DENIED } from './lexicon-judgements.ts';

/** A place in a text: UTF-16 indices, half-open. */
interface TextSpan {
  readonly from: number;
  readonly to: number;
}

/** A judgement about the customer, at its place in the text as given. */
export interface Judgement extends TextSpan {
  readonly key: JudgementWords['key'];
  readonly words: string;
}

/** How far back a clause is read for who speaks about whom. */
const REACH = 24;

/**
 * Judgements about the customer (T6), in order, not overlapping. Quoted and reported words are left alone: they are what
 * the reply asks for instead.
 */
export function findJudgements(text: string): readonly Judgement[] {
  // Nearly every text judges nobody; `matchAll` makes a new expression each time.
  const spoken = JUDGEMENTS.filter(({ words }) => text.search(words) !== -1);
  if (spoken.length === 0) return [];
  const quoted = [...text.matchAll(QUOTATION)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  const found = spoken.flatMap(({ key, words }) =>
    [...text.matchAll(words)].flatMap((match) =>
      spansOf(match)
        .filter((span) => !isExcused(text, span, match.index))
        .map((span) => ({ key, ...span, words: text.slice(span.from, span.to) })),
    ),
  );
  return withoutOverlaps(found.filter((judgement) => !liesIn(judgement, quoted)));
}

/** Where the words stand that judge: one of the groups has matched. */
function spansOf(match: RegExpExecArray): readonly TextSpan[] {
  const groups = Object.values(match.indices?.groups ?? {});
  return groups.flatMap((group) => (group === undefined ? [] : [{ from: group[0], to: group[1] }]));
}

function isExcused(text: string, span: TextSpan, matchFrom: number): boolean {
  const upToWords = text.slice(Math.max(0, Math.min(matchFrom, span.from - REACH)), span.from);
  const beforeMatch = text.slice(Math.max(0, matchFrom - REACH), matchFrom);
  return REPORTED_OR_DENIED.test(upToWords) || (matchFrom === span.from && ABOUT_US.test(beforeMatch));
}

/** Quotes do not overlap and come in order, so a binary search keeps many quotes cheap. */
function liesIn(span: TextSpan, quoted: readonly TextSpan[]): boolean {
  let low = 0;
  let high = quoted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((quoted[middle]?.to ?? 0) <= span.from) low = middle + 1;
    else high = middle;
  }
  return (quoted[low]?.from ?? Number.POSITIVE_INFINITY) < span.to;
}

function withoutOverlaps(found: readonly Judgement[]): readonly Judgement[] {
  const sorted = found.toSorted((a, b) => a.from - b.from);
  const kept: Judgement[] = [];
  for (const judgement of sorted) if (judgement.from >= (kept.at(-1)?.to ?? 0)) kept.push(judgement);
  return kept;
}
