import type { Care, CareAskState } from '../../care/care.ts';
import { type Move, STAY } from '../rule.ts';
import type { CareClock } from './rule.ts';

/**
 * R1–R12 关怀: one commitment for each ask, by its number. It starts when it is posted, which may lie ahead, and is due by
 * the first of its items. What is done meets it; what is not needed, put off or moot ends it; what is left of it, or goes
 * into other hands, begins its next round. Held, it owes nothing until it is released.
 */
export const care: CareClock = {
  name: 'care',
  pauses: false,
  react({ deed }, after, before) {
    switch (deed.type) {
      case 'care-asked':
        return begin(after, deed.n);
      case 'care-done':
        return hasChanged(deed.n, after, before) ? [{ move: 'meet', n: deed.n }, ...begin(after, deed.n)] : STAY;
      case 'care-skipped':
      case 'care-later':
      case 'care-void':
      case 'care-handed':
        return hasChanged(deed.n, after, before) ? [{ move: 'cancel', n: deed.n }, ...begin(after, deed.n)] : STAY;
      case 'care-held':
        return after.asks.map(({ n }): Move => ({ move: 'cancel', n }));
      case 'care-released':
        return deed.asks.flatMap(({ n }): readonly Move[] => [{ move: 'cancel', n }, ...begin(after, n)]);
      default:
        return STAY;
    }
  },
  // Every ask names its time; rules of care that are switched off ask for nothing.
  target: () => ({ unit: 'time', ms: 0 }),
};

function begin({ asks, isHeld }: Care, n: number): readonly Move[] {
  const ask = askOf(asks, n);
  if (ask === undefined || isHeld) return STAY;
  const { round, owner, team, askAt, dueAt } = ask;
  return [{ move: 'start', from: askAt, own: { n, round, owner, team, dueAt } }];
}

function hasChanged(n: number, after: Care, before: Care | null): boolean {
  return askOf(after.asks, n)?.round !== askOf(before?.asks ?? [], n)?.round;
}

function askOf(asks: readonly CareAskState[], n: number): CareAskState | undefined {
  return asks.find((ask) => ask.n === n);
}
