import { describe, expect, it } from 'vitest';
import { firstInvited, type Invitable } from '../../../src/domain/care/campaign.ts';
import { byDay, byWeight } from '../../../src/domain/care/order.ts';
import type { CareOccurrence } from '../../../src/domain/care/plan.ts';
import { CARE_ASKS } from '../../../src/domain/care/vocabulary.ts';

const at = (day: string, ask: CareOccurrence['ask'], key: string) => ({ day, ask, key }) as CareOccurrence;

describe('the order of what is asked', () => {
  it('is by day, then weight, then key', () => {
    const all = [
      at('2026-03-03', 'mend', 'a'),
      at('2026-03-02', 'festival-greeting', 'a'),
      at('2026-03-02', 'mend', 'b'),
      at('2026-03-02', 'mend', 'a'),
      at('2026-03-02', 'visit', 'z'),
    ];
    const wanted = ['2026-03-02 mend a', '2026-03-02 mend b', '2026-03-02 visit z', '2026-03-02 festival-greeting a'];
    for (const given of [all, all.toReversed()]) {
      const told = given.toSorted(byDay).map(({ day, ask, key }) => `${day} ${ask} ${key}`);
      expect(told).toEqual([...wanted, '2026-03-03 mend a']);
    }
  });

  it('two that are the same in all of it are equal', () => {
    const one = at('2026-03-02', 'mend', 'a');
    expect(byDay(one, { ...one })).toBe(0);
    expect(byDay(one, { ...one, key: 'b' })).toBe(-1);
    expect(byDay({ ...one, key: 'b' }, one)).toBe(1);
  });

  it('every kind has a weight of its own', () => {
    for (const one of CARE_ASKS) {
      for (const other of CARE_ASKS) expect(byWeight(one, other) === 0).toBe(one === other);
    }
  });
});

describe('the order of who is invited', () => {
  const one: Invitable = {
    ...{ customerId: 'b', team: 'support', owner: null, tier: 'C', stage: 'mature' },
    ...{ vip: false, highValue: false },
  };
  it('of two alike the first by id, and nobody comes before himself', () => {
    expect(firstInvited(one, { ...one })).toBe(0);
    expect(firstInvited(one, { ...one, customerId: 'c' })).toBe(-1);
    expect(firstInvited(one, { ...one, customerId: 'a' })).toBe(1);
  });
});
