import type { Care, CareAskState, CareClockName } from '../../care/care.ts';
import { type Move, STAY } from '../rule.ts';
import type { CareClock } from './rule.ts';

/**
 * One commitment for each ask of this clock, by its number. It starts when it is posted, which may lie ahead, and is due by
 * the first of its items. What is done meets it; what is not needed, put off or moot ends it; what is left of it, or goes
 * into other hands, begins its next round. Held, it owes nothing until it is released.
 */
export function careClock(name: CareClockName): CareClock {
  const isOurs = ({ clock }: CareAskState) => (clock ?? 'care') === name;
  const askOf = (care: Care | null, n: number) => care?.asks.find((ask) => ask.n === n && isOurs(ask));

  function begin(care: Care, n: number): readonly Move[] {
    const ask = askOf(care, n);
    if (ask === undefined || care.isHeld) return STAY;
    const { round, owner, team, askAt, dueAt } = ask;
    return [{ move: 'start', from: askAt, own: { n, round, owner, team, dueAt } }];
  }
  const hasChanged = (n: number, after: Care, before: Care | null) =>
    askOf(after, n)?.round !== askOf(before, n)?.round;

  return {
    name,
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
          return after.asks.filter(isOurs).map(({ n }): Move => ({ move: 'cancel', n }));
        case 'care-released':
          return deed.asks.flatMap(({ n }): readonly Move[] => {
            return askOf(after, n) === undefined ? STAY : [{ move: 'cancel', n }, ...begin(after, n)];
          });
        default:
          return STAY;
      }
    },
    // Every ask names its time; rules of care that are switched off ask for nothing.
    target: () => ({ unit: 'time', ms: 0 }),
  };
}
