import { describe, expect, it } from 'vitest';
import { type ChurnFacts, churnSigns, raisesWarning, recoveryPlan } from '../../../src/domain/care/churn.ts';
import { CHURN_CAUSES } from '../../../src/domain/care/vocabulary.ts';
import type { RiskWarning } from '../../../src/domain/customer/customer.ts';
import { DAY_MS } from '../../../src/domain/time.ts';
import { company, readPolicy } from '../../support/policies.ts';

const { risk } = company().policy.customers;
const CALM: ChurnFacts = {
  silentDays: 0,
  eventsNow: 5,
  eventsBefore: 5,
  tried: 10,
  reached: 10,
  spentNow: 100,
  spentBefore: 100,
  displeasedNow: 0,
  displeasedBefore: 0,
};
/** As many events as before, and enough of them to say something. */
const STEADY = { eventsNow: 3, eventsBefore: 3 };
const signs = (facts: Partial<ChurnFacts>, rules = risk) => churnSigns({ ...CALM, ...facts }, rules);

describe('signs that a customer may be lost (R9)', () => {
  it.each<[string, Partial<ChurnFacts>, readonly RiskWarning[]]>([
    ['nothing', {}, []],
    ['59 days of silence', { silentDays: 59 }, []],
    ['two months of silence', { silentDays: 60 }, [{ warning: 'silent', days: 60 }]],
    ['events down by 30 %', { eventsNow: 7, eventsBefore: 10 }, []],
    [
      'events down by more',
      { eventsNow: 6, eventsBefore: 10 },
      [{ warning: 'events-down', share: 0.4, now: 6, before: 10 }],
    ],
    ['two events before', { eventsNow: 0, eventsBefore: 2 }, []],
    [
      'three events before',
      { eventsNow: 0, eventsBefore: 3 },
      [{ warning: 'events-down', share: 1, now: 0, before: 3 }],
    ],
    ['one answer in five', { tried: 5, reached: 1 }, []],
    [
      'less than one in five',
      { tried: 6, reached: 1 },
      [{ warning: 'unanswered', share: 1 / 6, reached: 1, tried: 6 }],
    ],
    ['no answer to five', { tried: 5, reached: 0 }, [{ warning: 'unanswered', share: 0, reached: 0, tried: 5 }]],
    ['no answer to four', { tried: 4, reached: 0 }, []],
    ['nobody tried', { tried: 0, reached: 0 }, []],
    ['spending down by 30 %', { ...STEADY, spentNow: 70, spentBefore: 100 }, []],
    [
      'spending down by more',
      { ...STEADY, spentNow: 50, spentBefore: 100 },
      [{ warning: 'spending-down', share: 0.5, now: 50, before: 100 }],
    ],
    ['spending down, and two events before', { eventsNow: 2, eventsBefore: 2, spentNow: 50, spentBefore: 100 }, []],
    ['nothing spent before', { spentNow: 0, spentBefore: 0 }, []],
    ['one displeased talk', { displeasedNow: 1 }, []],
    ['two, none before', { displeasedNow: 2 }, [{ warning: 'displeased', now: 2, before: 0 }]],
    ['two, as many as before', { displeasedNow: 2, displeasedBefore: 2 }, []],
    ['three after two', { displeasedNow: 3, displeasedBefore: 2 }, [{ warning: 'displeased', now: 3, before: 2 }]],
  ])('%s', (_what, facts, expected) => {
    expect(signs(facts)).toEqual(expected);
  });

  const ALL: Partial<ChurnFacts> = {
    silentDays: 90,
    eventsNow: 0,
    tried: 9,
    reached: 0,
    spentNow: 0,
    displeasedNow: 4,
  };

  it('come worst first, each with its switch', () => {
    expect(signs(ALL).map(({ warning }) => warning)).toEqual([
      'silent',
      'events-down',
      'unanswered',
      'spending-down',
      'displeased',
    ]);
    const { customers } = readPolicy({
      customers: {
        risk: { silent: 'off', eventsDown: 'off', answered: 'off', spendingDown: 'off', displeased: 'off' },
      },
    });
    expect(signs(ALL, customers.risk)).toEqual([]);
  });

  it('by the numbers of the policy', () => {
    const { customers } = readPolicy({
      customers: { risk: { answered: '50%', leastContacts: 2, spendingDown: '10%', displeased: 1 } },
    });
    expect(
      signs({ tried: 2, reached: 0, spentNow: 80, displeasedNow: 1 }, customers.risk).map(({ warning }) => warning),
    ).toEqual(['unanswered', 'spending-down', 'displeased']);
  });
});

describe('when a warning is raised', () => {
  const silent: RiskWarning = { warning: 'silent', days: 60 };
  const displeased: RiskWarning = { warning: 'displeased', now: 2, before: 0 };
  const last = (talkedAt: number | null) => ({ raisedAt: 0, signs: ['silent'], talkedAt });

  it.each<[string, readonly RiskWarning[], ReturnType<typeof last> | null, number, boolean]>([
    ['without a sign', [], null, 0, false],
    ['with the first one', [silent], null, 0, true],
    ['while nobody has talked about the last one', [silent, displeased], last(null), 900 * DAY_MS, false],
    ['again, too soon', [silent], last(0), 60 * DAY_MS - 1, false],
    ['again, in time', [silent], last(0), 60 * DAY_MS, true],
    ['with a sign that was not seen then', [silent, displeased], last(0), 1, true],
    ['again, too soon, counted from the talk', [silent], last(500 * DAY_MS), 510 * DAY_MS, false],
    ['when all is well again', [], last(0), 900 * DAY_MS, false],
  ])('%s', (_what, seen, before, now, expected) => {
    expect(raisesWarning(seen, before, 60, now)).toBe(expected);
  });
});

describe('the plan to win a customer back', () => {
  it('has its own steps for each cause, in order, and ends with another look', () => {
    const plans = CHURN_CAUSES.map((cause) => recoveryPlan(cause));
    expect(new Set(plans.map((plan) => JSON.stringify(plan))).size).toBe(CHURN_CAUSES.length);
    for (const plan of plans) {
      expect(plan.map(({ withinDays }) => withinDays)).toEqual(
        plan.map(({ withinDays }) => withinDays).toSorted((a, b) => a - b),
      );
      expect(plan.at(-1)).toEqual({ step: 'check-in', withinDays: 20 });
    }
    expect(recoveryPlan('service')[0]).toEqual({ step: 'apologise-and-name-one-contact', withinDays: 1 });
    expect(recoveryPlan('need-changed').map(({ step }) => step)).toEqual([
      'review-needs',
      'propose-fitting-product',
      'try-out',
      'check-in',
    ]);
    expect(recoveryPlan('competitor').map(({ step }) => step)).toEqual([
      'compare-honestly',
      'show-own-results',
      'manager-visit',
      'check-in',
    ]);
    expect(recoveryPlan('price').map(({ withinDays }) => withinDays)).toEqual([3, 5, 10, 20]);
    expect(recoveryPlan('other')[0]?.step).toBe('ask-again');
  });
});
