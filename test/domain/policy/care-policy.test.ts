import { describe, expect, it } from 'vitest';
import { CARE_RULES } from '../../../src/domain/care/vocabulary.ts';
import { resolvePolicy } from '../../../src/domain/policy/resolve-policy.ts';
import { readPolicy } from '../../support/policies.ts';

const care = (entry: unknown) => {
  const resolved = resolvePolicy({ care: entry });
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.faults));
  return resolved.policy.care;
};
const faults = (entry: unknown) => {
  const resolved = resolvePolicy({ care: entry });
  return resolved.ok ? [] : resolved.faults.map(({ path, problem }) => `${path.join('.')} ${problem.key}`);
};

describe('care in the policy', () => {
  it('is the handbook’s where the file says nothing', () => {
    const { rules, ...numbers } = readPolicy({}).care;
    expect(Object.keys(rules)).toEqual(CARE_RULES);
    expect(Object.values(rules).every(Boolean)).toBe(true);
    const any = { purposes: null };
    expect(numbers).toEqual({
      onboarding: { welcome: 3, guide: 1, kit: 3, secondFrom: 5, secondUntil: 7, questionsDays: 1, withinDays: 30 },
      cadence: {
        A: [
          { ask: 'visit', everyDays: 90, aheadDays: 7, channels: ['visit'], ...any },
          { ask: 'deep-talk', everyDays: 30, aheadDays: 3, channels: ['phone', 'visit', 'online'], ...any },
        ],
        B: [
          { ask: 'call', everyDays: 30, aheadDays: 3, channels: ['phone'], ...any },
          {
            ask: 'interaction',
            everyDays: 30,
            aheadDays: 3,
            channels: ['wecom', 'visit', 'email', 'sms', 'online'],
            ...any,
          },
        ],
        C: [{ ask: 'news', everyDays: 90, aheadDays: 7, channels: null, ...any }],
        basic: [{ ask: 'touch', everyDays: 182, aheadDays: 14, channels: null, ...any }],
      },
      dates: { aheadDays: 3 },
      festivals: { days: ['spring-festival', 'dragon-boat', 'mid-autumn', 'national-day'], aheadDays: 7 },
      mending: { firstDays: 3, againDays: 30, withinDays: 90 },
      churn: { talkDays: 1, againDays: 60 },
      lightTouch: { A: 30, B: 30, C: null, basic: null },
      campaigns: { perDay: 20, coming: 2, hesitating: 3, declined: 5 },
      periods: { aheadDays: 30 },
    });
  });

  it('every preset has it', () => {
    for (const preset of ['templates', 'records', 'solutions'] as const) {
      expect(readPolicy({ preset }).care).toEqual(readPolicy({}).care);
    }
  });

  it('is laid over it key by key; lists replace', () => {
    const changed = care({
      rules: { dates: 'off' },
      onboarding: { kit: '2wd', questions: '2d' },
      cadence: { A: [{ ask: 'call', every: '14d', purposes: ['care'] }], C: [] },
      dates: { ahead: '5d' },
      festivals: { days: ['lantern', 'lantern'] },
      mending: { again: '20d' },
      churn: { again: '10d' },
      lightTouch: { A: 'off', C: '60d' },
      campaigns: { perDay: 5 },
      periods: { ahead: '45d' },
    });
    expect(CARE_RULES.filter((rule) => !changed.rules[rule])).toEqual(['dates']);
    expect(changed.onboarding).toEqual({
      welcome: 3,
      guide: 1,
      kit: 2,
      secondFrom: 5,
      secondUntil: 7,
      questionsDays: 2,
      withinDays: 30,
    });
    expect(changed.cadence.A).toEqual([
      { ask: 'call', everyDays: 14, aheadDays: 0, channels: null, purposes: ['care'] },
    ]);
    expect(changed.cadence.C).toEqual([]);
    expect(changed.cadence.B).toHaveLength(2);
    expect(changed.dates.aheadDays).toBe(5);
    expect(changed.festivals).toEqual({ days: ['lantern'], aheadDays: 7 });
    expect(changed.mending).toEqual({ firstDays: 3, againDays: 20, withinDays: 90 });
    expect(changed.churn).toEqual({ talkDays: 1, againDays: 10 });
    expect(changed.lightTouch).toEqual({ A: null, B: 30, C: 60, basic: null });
    expect(changed.campaigns).toEqual({ perDay: 5, coming: 2, hesitating: 3, declined: 5 });
    expect(changed.periods.aheadDays).toBe(45);
    // What is written but empty hides no default.
    expect(care({ mending: { first: null, again: null }, cadence: { A: null }, rules: null })).toEqual(
      readPolicy({}).care,
    );
  });

  it.each<[string, unknown, string]>([
    ['a rule that does not exist', { rules: { birthday: 'on' } }, 'care.rules'],
    ['a switch that is none', { rules: { dates: 'maybe' } }, 'care.rules.dates not-one-of'],
    ['calendar days for working days', { onboarding: { welcome: '3d' } }, 'care.onboarding.welcome bad-working-days'],
    ['no working days', { onboarding: { welcome: '0wd' } }, 'care.onboarding.welcome bad-working-days'],
    ['more than two digits of them', { onboarding: { welcome: '100wd' } }, 'care.onboarding.welcome bad-working-days'],
    ['working days for days', { dates: { ahead: '3wd' } }, 'care.dates.ahead bad-whole-days'],
    ['off where only a number helps', { mending: { first: 'off' } }, 'care.mending.first bad-whole-days'],
    [
      'a cadence that is off',
      { cadence: { A: [{ ask: 'visit', every: 'off' }] } },
      'care.cadence.A.0.every bad-whole-days',
    ],
    ['a cadence without a length', { cadence: { A: [{ ask: 'visit' }] } }, 'care.cadence.A.0.every bad-whole-days'],
    ['a light touch in hours', { lightTouch: { A: '3h' } }, 'care.lightTouch.A bad-days'],
    [
      'an ask that does not exist',
      { cadence: { A: [{ ask: 'dinner', every: '30d' }] } },
      'care.cadence.A.0.ask not-one-of',
    ],
    [
      'a second talk that ends before it begins',
      { onboarding: { secondUntil: '4wd' } },
      'care.onboarding.secondUntil second-talk-order',
    ],
    [
      'one that begins after its end',
      { onboarding: { secondFrom: '8wd' } },
      'care.onboarding.secondFrom second-talk-order',
    ],
    [
      'asked for before the last talk',
      { cadence: { A: [{ ask: 'visit', every: '7d', ahead: '7d' }] } },
      'care.cadence.A.0.ahead cadence-ahead',
    ],
    [
      'one demand twice',
      {
        cadence: {
          B: [
            { ask: 'call', every: '30d' },
            { ask: 'news', every: '9d' },
            { ask: 'call', every: '7d' },
          ],
        },
      },
      'care.cadence.B.2.ask cadence-twice',
    ],
    ['nobody a day', { campaigns: { perDay: 0 } }, 'care.campaigns.perDay out-of-range'],
  ])('refuses %s at its place', (_what, entry, expected) => {
    expect(faults(entry)).toHaveLength(1);
    expect(faults(entry)[0]).toContain(expected);
  });

  it('takes what is just sound', () => {
    expect(faults({ onboarding: { secondFrom: '7wd' } })).toEqual([]);
    expect(faults({ cadence: { A: [{ ask: 'visit', every: '7d', ahead: '6d' }] } })).toEqual([]);
  });
});
