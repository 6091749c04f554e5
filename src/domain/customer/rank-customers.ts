import { editDistance } from '../intake/near-match.ts';
import { coreName } from './core-name.ts';

/** How a key of a customer was made, the most telling first. */
export const KEY_KINDS = ['name', 'short', 'alias', 'core', 'pinyin', 'initials'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** A key that may be meant, and whose it is. */
export interface Candidate {
  readonly customerId: string;
  readonly kind: KeyKind;
  readonly key: string;
}

/** How a customer answers to what was typed, best first. */
export const MATCHES = ['exact', 'sound', 'begins', 'within', 'near'] as const;
export type Match = (typeof MATCHES)[number];

export interface Ranked {
  readonly customerId: string;
  readonly match: Match;
  /** Less is better; comparable within one query only. */
  readonly cost: number;
}

/** Slips allowed in a word of so many characters. */
export function allowedSlips(length: number, isHan: boolean): number {
  if (isHan) return length < 2 ? 0 : length < 5 ? 1 : 2;
  return length < 4 ? 0 : length < 7 ? 1 : 2;
}

/**
 * Who may be meant by `query` (a folded key), best first; each customer once, by its best key. Sounds (pinyin, initials)
 * are only looked at for words in Latin letters.
 */
export function rankCustomers(query: string, candidates: readonly Candidate[]): readonly Ranked[] {
  const isHan = /\p{sc=Han}/u.test(query);
  const squeezed = query.replaceAll(' ', '');
  const core = coreName(query);
  const bestById = new Map<string, Ranked>();
  for (const candidate of candidates) {
    const isSound = candidate.kind === 'pinyin' || candidate.kind === 'initials';
    if (isHan && isSound) continue;
    const found = compare(isSound ? squeezed : query, core, isHan, candidate);
    const best = bestById.get(candidate.customerId);
    if (found !== null && (best === undefined || found.cost < best.cost)) bestById.set(candidate.customerId, found);
  }
  return [...bestById.values()].toSorted((a, b) => a.cost - b.cost);
}

/** How near the second must be before the first is not taken for meant, in cost. */
const CLEARLY = 60;

const COST: Readonly<Record<Match, number>> = { exact: 0, sound: 100, begins: 200, within: 400, near: 600 };

function compare(query: string, core: string, isHan: boolean, { customerId, kind, key }: Candidate): Ranked | null {
  const byKind = KEY_KINDS.indexOf(kind);
  const ranked = (match: Match, extra: number): Ranked => ({ customerId, match, cost: COST[match] + extra + byKind });
  const isSound = kind === 'pinyin' || kind === 'initials';
  // A name that somebody gave leaves no doubt beside one that follows from a longer name.
  if (key === query) return ranked(isSound ? 'sound' : 'exact', kind === 'core' ? CLEARLY + 10 : 0);
  // 云帆科技有限公司 typed, 云帆科技 known: what both are called is the same.
  if (!isSound && key === core) return ranked('begins', 0);
  const longer = Math.min(Math.abs(key.length - query.length), 80);
  if (kind !== 'initials' || query.length >= 2) if (key.startsWith(query)) return ranked('begins', 10 + longer);
  if (kind === 'initials') return null;
  if (query.length >= 2 && key.includes(query)) return ranked('within', longer);
  // A syllable within a sentence of syllables says nothing; a name within a longer name does.
  if (!isSound && key.length >= 2 && query.includes(key)) return ranked('within', 90 + longer);
  const slips = slipsBetween(query, key, isHan);
  return slips === null ? null : ranked('near', slips * 60 + longer);
}

/** Slips between two words of about one length, or between the query and the beginning of a longer key. */
function slipsBetween(query: string, key: string, isHan: boolean): number | null {
  const typed = [...query];
  const known = [...key];
  const allowed = allowedSlips(typed.length, isHan);
  if (allowed === 0) return null;
  // A mistyped beginning of a longer name: two slips and more would fit anything.
  const beginning = known.slice(0, typed.length);
  const whole =
    Math.abs(typed.length - known.length) <= allowed ? editDistance(typed, known) : Number.POSITIVE_INFINITY;
  const ahead =
    typed.length >= 4 && known.length > typed.length ? editDistance(typed, beginning) + 0.5 : Number.POSITIVE_INFINITY;
  const slips = Math.min(whole, ahead);
  return slips <= allowed ? slips : null;
}

/** Whether the first of them alone is called exactly so, by a name that somebody gave: nothing has to be asked. */
export function isNamedExactly([first, second]: readonly Pick<Ranked, 'match' | 'cost'>[]): boolean {
  if (first?.match !== 'exact' || first.cost >= CLEARLY) return false;
  // Whose own name it is goes before those who merely are called so too.
  return first.cost === 0 || second?.match !== 'exact' || second.cost >= CLEARLY;
}

/** The one who is meant, or `null` when several may be: a name that fits exactly leaves no doubt, a slip does. */
export function onlyMeant(ranked: readonly Ranked[]): Ranked | null {
  const [first, second] = ranked;
  if (first === undefined || first.match === 'near') return null;
  if (second === undefined) return first;
  const isOfOneKind = first.match === second.match && second.cost - first.cost < CLEARLY;
  return isOfOneKind || first.match === 'within' ? null : first;
}
