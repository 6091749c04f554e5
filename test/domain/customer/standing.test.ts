import { describe, expect, it } from 'vitest';
import { adviseChannel, type TalkPlan } from '../../../src/domain/customer/channel-advice.ts';
import { mayDoWithCustomer } from '../../../src/domain/customer/permission.ts';
import { type Facts, standingOf } from '../../../src/domain/customer/standing.ts';
import { actorOf } from '../../../src/domain/people.ts';
import { demoPolicy } from '../../../src/domain/policy/demo.ts';

const { customers: policy } = demoPolicy();

const FACTS: Facts = {
  today: '2026-11-23',
  amount: 500_000,
  firstCooperation: '2024-11-23',
  interactions: 5,
  lastInteraction: '2026-11-20',
  knownSince: '2024-11-23',
  eventsNow: 0,
  eventsBefore: 0,
  tried: 0,
  reached: 0,
  spentNow: 0,
  spentBefore: 0,
  displeasedNow: 0,
  displeasedBefore: 0,
  highValueFrom: null,
};
const standing = (facts: Partial<Facts>) => standingOf({ ...FACTS, ...facts }, policy);

describe('the tier (K2)', () => {
  it.each([
    [{}, 'A'],
    [{ amount: 499_999 }, 'B'],
    [{ firstCooperation: '2024-11-24' }, 'B'],
    [{ interactions: 4 }, 'B'],
    [{ amount: 100_000, firstCooperation: '2025-11-23', interactions: 3 }, 'B'],
    [{ amount: 99_999, interactions: 3 }, 'C'],
    [{ amount: null, firstCooperation: null, interactions: 2 }, 'C'],
    [{ interactions: 1 }, 'basic'],
    [{ amount: null, firstCooperation: '2027-01-01', interactions: 0 }, 'basic'],
  ] as const)('of %o is %s: the highest whose minimums are all met', (facts, tier) => {
    expect(standing(facts).tier).toBe(tier);
  });

  it('says what it was computed from', () => {
    expect(standing({ firstCooperation: '2024-02-29' }).evidence).toEqual({
      amount: 500_000,
      months: 32,
      interactions: 5,
      warnings: [],
    });
  });

  it('follows the numbers of the policy', () => {
    const stricter = { ...policy, tiers: { ...policy.tiers, A: { amount: 500_000, years: 2, interactions: 6 } } };
    expect(standingOf(FACTS, stricter).tier).toBe('B');
  });
});

describe('the stage (K2)', () => {
  it.each([
    [{ firstCooperation: null }, 'prospect'],
    [{ firstCooperation: '2026-11-24' }, 'prospect'],
    [{ firstCooperation: '2026-11-23' }, 'new'],
    [{ firstCooperation: '2026-10-24' }, 'new'],
    [{ firstCooperation: '2026-10-23' }, 'growing'],
    [{ firstCooperation: '2026-05-24' }, 'growing'],
    [{ firstCooperation: '2026-05-23' }, 'mature'],
    [{ lastInteraction: '2026-09-24' }, 'at-risk'],
    [{ lastInteraction: '2026-09-25' }, 'mature'],
    [{ lastInteraction: null, knownSince: '2026-11-01' }, 'mature'],
    [{ lastInteraction: null, knownSince: '2026-01-01' }, 'at-risk'],
    [{ eventsBefore: 10, eventsNow: 7 }, 'mature'],
    [{ eventsBefore: 10, eventsNow: 6 }, 'at-risk'],
    [{ eventsBefore: 2, eventsNow: 0 }, 'mature'],
    [{ firstCooperation: '2026-11-01', lastInteraction: null, knownSince: '2020-01-01' }, 'new'],
  ] as const)('of %o is %s', (facts, stage) => {
    expect(standing(facts).stage).toBe(stage);
  });

  it('at risk says why, and either sign can be switched off', () => {
    expect(standing({ lastInteraction: '2026-09-01', eventsBefore: 4, eventsNow: 1 }).evidence.warnings).toEqual([
      { warning: 'silent', days: 83 },
      { warning: 'events-down', share: 0.75, now: 1, before: 4 },
    ]);
    const others = { tried: 5, eventsNow: 3, eventsBefore: 3, spentBefore: 100, displeasedNow: 2 };
    expect(standing(others).evidence.warnings.map(({ warning }) => warning)).toEqual([
      'unanswered',
      'spending-down',
      'displeased',
    ]);
    expect(standing({ ...others, firstCooperation: '2026-11-01' }).stage).toBe('new');
    const quiet = { ...policy, risk: { ...policy.risk, silentDays: null, eventsDown: null } };
    expect(standingOf({ ...FACTS, lastInteraction: '2026-01-01', eventsBefore: 9 }, quiet).stage).toBe('mature');
  });
});

it('high value is the top share by amount; nothing is no value', () => {
  expect(standing({ highValueFrom: 400_000 }).highValue).toBe(true);
  expect(standing({ highValueFrom: 500_001 }).highValue).toBe(false);
  expect(standing({ amount: null, highValueFrom: 0 }).highValue).toBe(false);
});

describe('channel advice (C10)', () => {
  const plan: TalkPlan = {
    preferred: null,
    urgency: 'normal',
    isFormal: false,
    industry: null,
    reachable: [],
    inVain: [],
  };

  it.each([
    [{ preferred: 'email', urgency: 'urgent' }, ['email', 'phone', 'wecom'], 'preferred'],
    [{ urgency: 'urgent', industry: '银行' }, ['phone', 'wecom', 'email'], 'urgent'],
    [{ isFormal: true }, ['email', 'visit', 'phone'], 'formal'],
    [{ industry: '制造业' }, ['phone', 'wecom', 'visit'], 'industry'],
    [{}, ['wecom', 'sms', 'phone'], 'light'],
    [{ urgency: 'urgent', inVain: ['phone'] }, ['wecom', 'visit', 'email'], 'urgent'],
    [{ preferred: 'phone', reachable: ['email', 'phone'] }, ['phone', 'email'], 'preferred'],
  ] as const)('for %o', (part, channels, reason) => {
    expect(adviseChannel({ ...plan, ...part })).toEqual({ channels, reason });
  });
});

describe('who may do what with a customer', () => {
  const people = demoPolicy();
  const actor = (ref: string) => actorOf(people, ref) ?? expect.unreachable(ref);
  const keepers = { accountManager: 'lin', successManager: null, ticketOwners: ['zhou'] };

  it.each([
    ['zhou', 'edit', null, true],
    ['zhou', 'merge', null, false],
    ['chen', 'merge', null, true],
    ['chen', 'export', null, false],
    ['wang', 'export', null, true],
    ['wang', 'erase', null, false],
    ['zhao', 'erase', null, true],
    ['lin', 'reveal', keepers, true],
    ['zhou', 'reveal', keepers, true],
    ['zhou', 'pin-tier', { ...keepers, ticketOwners: [] }, false],
    ['lin', 'reveal', { ...keepers, accountManager: 'chen' }, false],
  ] as const)('%s may %s: %o %s', (ref, deed, of, isAllowed) => {
    expect(mayDoWithCustomer(actor(ref), deed, of).ok).toBe(isAllowed);
  });
});
