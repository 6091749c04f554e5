import { MINUTE_MS, type Ms } from '../../domain/time.ts';
import { type OwedKey, owedKey, type Told } from './recorded.ts';
import { toldKey } from './replay-subject.ts';

/** What became of one telling between what was really said and what would have been. */
export const DIFFERENCES = ['same', 'earlier', 'later', 'added', 'dropped'] as const;
export type Difference = (typeof DIFFERENCES)[number];

export interface Compared {
  readonly difference: Difference;
  readonly really: Told | null;
  readonly would: Told | null;
  /** About something that nobody owed then: what people would have done about it is not on record. */
  readonly isUnanswered: boolean;
}

/** The engine says a thing when it ticks, within seconds of its time; a replay says it at its very time. */
export const SAME_WITHIN_MS: Ms = MINUTE_MS;

/** Pairs what was really said about a subject with what would have been: the same rung to the same audience. */
export function compareTellings(
  really: readonly Told[],
  would: readonly Told[],
  owed: readonly OwedKey[],
): readonly Compared[] {
  const reallyByKey = new Map(really.map((one) => [toldKey(one), one]));
  const known = new Set(owed.map(owedKey));
  const compared = would.map((one): Compared => {
    const key = toldKey(one);
    const counterpart = reallyByKey.get(key) ?? null;
    reallyByKey.delete(key);
    const isUnanswered = !known.has(owedKey(one));
    return { difference: differenceOf(counterpart, one), really: counterpart, would: one, isUnanswered };
  });
  const dropped = [...reallyByKey.values()].map(
    (one): Compared => ({ difference: 'dropped', really: one, would: null, isUnanswered: false }),
  );
  return [...compared, ...dropped];
}

function differenceOf(really: Told | null, would: Told): Difference {
  if (really === null) return 'added';
  const movedMs = would.at - really.at;
  if (Math.abs(movedMs) <= SAME_WITHIN_MS) return 'same';
  return movedMs < 0 ? 'earlier' : 'later';
}
