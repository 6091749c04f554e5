import { describe, expect, it, test } from 'vitest';
import { clockTarget, tierTarget } from '../../../src/domain/policy/clock-target.ts';
import { putInForce } from '../../../src/domain/policy/in-force.ts';
import { nearestName } from '../../../src/domain/policy/nearest.ts';
import { mergeNoise } from '../../../src/domain/policy/noise-policy.ts';
import { wecomCustomersOf } from '../../../src/domain/policy/wecom-customers.ts';
import { readPolicy } from '../../support/policies.ts';

const hours = (n: number) => ({ unit: 'time', ms: n * 3_600_000 });
const workingDays = (days: number) => ({ unit: 'working-days', days });

describe('numbers about customers', () => {
  const preset = readPolicy({}).customers;

  it('are the handbook’s where the file says nothing', () => {
    expect(preset).toEqual({
      tiers: {
        A: { amount: 500_000, years: 2, interactions: 5 },
        B: { amount: 100_000, years: 1, interactions: 3 },
        C: { amount: 0, years: 0, interactions: 2 },
      },
      interactionDays: 90,
      newDays: 30,
      growingDays: 183,
      highValue: 0.2,
      risk: {
        silentDays: 60,
        eventsDown: 0.3,
        eventDays: 60,
        leastEvents: 3,
        answered: 0.2,
        leastContacts: 5,
        spendingDown: 0.3,
        displeased: 2,
      },
    });
  });

  it('are laid over it one by one', () => {
    const { customers } = readPolicy({
      customers: {
        tiers: { A: { amount: 900_000 } },
        interactions: '120d',
        new: '10d',
        growing: '365d',
        highValue: '12.5%',
        risk: { silent: '30d', window: '45d', leastEvents: 4, leastContacts: 9, displeased: 3 },
      },
    });
    expect(customers).toEqual({
      tiers: { ...preset.tiers, A: { amount: 900_000, years: 2, interactions: 5 } },
      interactionDays: 120,
      newDays: 10,
      growingDays: 365,
      highValue: 0.125,
      risk: { ...preset.risk, silentDays: 30, eventDays: 45, leastEvents: 4, leastContacts: 9, displeased: 3 },
    });
  });

  it('know no sign that is switched off', () => {
    const off = { silent: 'off', eventsDown: 'off', answered: 'off', spendingDown: 'off', displeased: 'off' } as const;
    expect(readPolicy({ customers: { risk: off } }).customers.risk).toEqual({
      ...preset.risk,
      silentDays: null,
      eventsDown: null,
      answered: null,
      spendingDown: null,
      displeased: null,
    });
  });
});

describe('noise', () => {
  it.each([
    ['nothing', {}, { daily: 30, gather: hours(2) }],
    ['a limit', { daily: 5 }, { daily: 5, gather: hours(2) }],
    ['no limit', { daily: 'off' }, { daily: null, gather: hours(2) }],
    ['a gathering', { gather: '1h' }, { daily: 30, gather: hours(1) }],
  ] as const)('the file says %s', (_, noise, expected) => expect(readPolicy({ noise }).noise).toEqual(expected));

  it('has no limit where nobody set one', () => expect(mergeNoise()).toEqual({ daily: null, gather: hours(2) }));
});

describe('the customer list of WeCom', () => {
  it.each([
    ['nothing', {}, { on: false, interactions: true }],
    ['on', { on: true }, { on: true, interactions: true }],
    ['no interactions', { on: true, interactions: false }, { on: true, interactions: false }],
  ] as const)('the file says %s', (_, wecomCustomers, expected) => {
    expect(wecomCustomersOf(readPolicy({ wecomCustomers }))).toEqual(expected);
  });

  it('is off in a policy that an older release put in force', () => {
    expect(wecomCustomersOf({})).toEqual({ on: false, interactions: true });
  });
});

test('the file decides on language, zone, rest, strangers and how long words are kept', () => {
  expect(readPolicy({})).toMatchObject({ locale: 'zh-CN', timezone: 'Asia/Shanghai', strangers: 'agent' });
  expect(readPolicy({ locale: 'en', timezone: 'Europe/Berlin', strangers: 'refuse' })).toMatchObject({
    locale: 'en',
    timezone: 'Europe/Berlin',
    strangers: 'refuse',
  });
  expect(readPolicy({}).retentionDays).toBe(730);
  expect(readPolicy({ retention: '90d' }).retentionDays).toBe(90);
  expect(readPolicy({ retention: 'off' }).retentionDays).toBeNull();
});

test('the warning is a share of the way', () => {
  expect(readPolicy({ escalation: { warn: '75%' } }).escalation.warn).toBe(0.75);
});

test('what talks owe is set one by one', () => {
  const preset = readPolicy({}).contacts;
  expect(preset).toMatchObject({ promise: workingDays(2), confirmation: workingDays(2) });
  expect(readPolicy({ contacts: { promise: '3h' } }).contacts).toEqual({ ...preset, promise: hours(3) });
  expect(readPolicy({ contacts: { confirmation: '4h' } }).contacts).toEqual({ ...preset, confirmation: hours(4) });
});

test('a setting of a team without a value hides no default', () => {
  const teams = { support: { name: undefined, handles: undefined } };
  expect(readPolicy({ teams } as never).teams.get('support')).toMatchObject({
    name: '客服部',
    handles: ['inquiry', 'suggestion'],
  });
});

test('a rota hands over at its time, at midnight unless it says so', () => {
  const duty = (entry: object) =>
    readPolicy({ people: { ana: {} }, teams: { support: { duty: { weekly: ['ana'], ...entry } } } }).teams.get(
      'support',
    )?.duty;
  expect(duty({})).toEqual({ turns: { kind: 'weekly', order: ['ana'], start: '2024-01-01' }, on: {}, fromMinute: 0 });
  expect(duty({ from: '09:30' })?.fromMinute).toBe(570);
  expect(duty({ weekly: undefined, days: { mon: 'ana' } })?.turns).toEqual({ kind: 'weekdays', byDay: { mon: 'ana' } });
  expect(readPolicy({}).teams.get('support')).not.toHaveProperty('duty');
});

describe('the target of a clock', () => {
  const policy = readPolicy({
    tiers: { A: { clocks: { plan: { normal: '1h' }, start: { normal: '3h' }, resolve: '1wd' } } },
  });
  const normal = { urgency: 'normal', complex: false } as const;
  const complex = { urgency: 'normal', complex: true } as const;

  it('is the complex one only where there is one', () => {
    expect(clockTarget(policy, 'plan', normal)).toEqual(workingDays(1));
    expect(clockTarget(policy, 'plan', complex)).toEqual(workingDays(2));
    expect(clockTarget(policy, 'start', complex)).toEqual(workingDays(2));
  });

  it('of a tier counts beside it', () => {
    expect(tierTarget(policy, 'plan', { ...normal, tier: 'A' })).toEqual(hours(1));
    expect(tierTarget(policy, 'plan', { ...complex, tier: 'A' })).toBeNull();
    expect(tierTarget(policy, 'start', { ...complex, tier: 'A' })).toEqual(hours(3));
    expect(tierTarget(policy, 'resolve', { ...complex, tier: 'A' })).toEqual(workingDays(1));
    expect(tierTarget(policy, 'tell', { ...normal, tier: 'A' })).toBeNull();
    expect(tierTarget(policy, 'plan', { ...normal, tier: 'B' })).toBeNull();
    expect(tierTarget(policy, 'plan', { ...normal, tier: null })).toBeNull();
  });
});

test('a policy in force has one calendar, and another for a team with hours of its own', () => {
  const policy = readPolicy({ teams: { support: { workingTime: { hours: ['00:00-24:00'] } } } });
  const inForce = putInForce('h1', policy);
  expect(inForce.hash).toBe('h1');
  expect(inForce.policy).toBe(policy);
  expect(inForce.calendarOf('support').spec.hours).toEqual([{ fromMinute: 0, toMinute: 1440 }]);
  expect(inForce.calendarOf('support')).toBe(inForce.calendarOf('support'));
  expect(inForce.calendarOf('sales').spec.hours).toEqual(policy.workingTime.hours);
  expect(inForce.calendarOf('sales')).toBe(inForce.calendarOf('nobody'));
});

test.each([
  ['a slip in a short name', 'tke', ['take'], 'take'],
  ['two slips in six letters', 'tocked', ['ticket'], 'ticket'],
  ['three slips in six letters', 'tockos', ['ticket'], null],
  ['two slips between five letters and six', 'tikte', ['ticket'], 'ticket'],
  ['the nearer, though it comes later', 'anna', ['hanno', 'anne'], 'anne'],
  ['the first of equals', 'anna', ['anne', 'anny'], 'anne'],
  ['a name of one letter', 'x', ['y'], null],
  ['neighbours that share one letter are not swapped', 'abx', ['bcx'], null],
  ['nor the other way round', 'abx', ['cax'], null],
  ['two swaps in six letters', 'itcekt', ['ticket'], 'ticket'],
])('the nearest name: %s', (_, name, candidates, expected) => {
  expect(nearestName(name, candidates)).toBe(expected);
});
