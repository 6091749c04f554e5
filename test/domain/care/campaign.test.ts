import { describe, expect, it } from 'vitest';
import { type Invitable, paceCampaign } from '../../../src/domain/care/campaign.ts';
import { company } from '../../support/policies.ts';

const policy = company({ teams: { overseas: { workingTime: { days: ['mon'] } } } });
const calendarOf = (team: string) => policy.calendarOf(team);
const customer = (customerId: string, parts: Partial<Invitable> = {}): Invitable => ({
  customerId,
  team: 'support',
  owner: 'agent',
  tier: 'C',
  stage: 'mature',
  vip: false,
  highValue: false,
  ...parts,
});
const pace = (customers: readonly Invitable[], from = '2026-03-05', perDay = 2) =>
  paceCampaign(calendarOf, customers, { from, perDay }).map(
    ({ customerId, rank, day }) => `${rank} ${customerId} ${day}`,
  );

describe('a campaign (R11)', () => {
  it('high value and at risk first, then VIP, then by tier, then by id', () => {
    const all = [
      customer('e'),
      customer('d', { tier: 'B' }),
      customer('c', { vip: true }),
      customer('b', { stage: 'at-risk' }),
      customer('a', { highValue: true, tier: 'B' }),
      customer('f', { highValue: true, tier: 'A' }),
      customer('g', { tier: 'basic' }),
      customer('aa'),
    ];
    expect(pace(all, '2026-03-05', 100).map((one) => one.split(' ')[1])).toEqual([
      'f',
      'a',
      'b',
      'c',
      'd',
      'aa',
      'e',
      'g',
    ]);
  });

  it('so many a working day for each owner', () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map((id) => customer(id));
    expect(pace([...all, customer('x', { owner: 'colleague' })])).toEqual([
      '1 a 2026-03-05',
      '2 b 2026-03-05',
      '3 c 2026-03-06',
      '4 d 2026-03-06',
      '5 e 2026-03-09',
      '6 x 2026-03-05',
    ]);
  });

  it('customers without an owner are their team’s, in its own days', () => {
    const all = [
      customer('a', { owner: null }),
      customer('b', { owner: null, team: 'overseas' }),
      customer('c', { owner: null }),
    ];
    expect(pace(all, '2026-03-06', 1)).toEqual(['1 a 2026-03-06', '2 b 2026-03-09', '3 c 2026-03-09']);
    expect(pace(all, '2026-03-07', 1)).toEqual(['1 a 2026-03-09', '2 b 2026-03-09', '3 c 2026-03-10']);
  });

  it('five thousand are paced, and none is left out', () => {
    const all = Array.from({ length: 5_000 }, (_, index) => customer(`c${index}`, { owner: `owner${index % 10}` }));
    const paced = paceCampaign(calendarOf, all, { from: '2026-03-02', perDay: 20 });
    expect(new Set(paced.map(({ customerId }) => customerId)).size).toBe(5_000);
    expect(paced.map(({ rank }) => rank)).toEqual(all.map((_, index) => index + 1));
    const perDay = new Map<string, number>();
    for (const { customerId, day } of paced) {
      const key = `${day} ${Number(customerId.slice(1)) % 10}`;
      perDay.set(key, (perDay.get(key) ?? 0) + 1);
    }
    expect(new Set(perDay.values())).toEqual(new Set([20]));
    expect(new Set(paced.map(({ day }) => day)).size).toBe(25);
  });

  it('to nobody is nothing', () => {
    expect(pace([])).toEqual([]);
  });
});
