import { describe, expect, it } from 'vitest';
import type { CareFacts } from '../../../src/domain/care/facts.ts';
import { contactDaysNeeded } from '../../../src/domain/care/match.ts';
import { careFacts, rulebook, talk } from '../../support/care/facts.ts';

const CADENCE = rulebook(['cadence']);
const { calendar } = CADENCE;
const of = (tier: CareFacts['tier'], contacts: CareFacts['contacts'], parts: Partial<CareFacts> = {}) =>
  careFacts({ tier, contacts, ...parts });
const firsts = (facts: CareFacts, from: string, until: string, book = CADENCE) =>
  book.plan(facts, from, until).filter((one) => !one.endsWith('~'));

describe('the cadence of a tier (R5), counted from the last matching contact', () => {
  it('A: a visit each quarter, a deep talk each month', () => {
    const facts = of('A', [talk(calendar, '2026-03-02 10:00', 'visit')]);
    expect(firsts(facts, '2026-03-02', '2026-12-31')).toEqual([
      '2026-03-27 deep-talk by 04-01 18:00 (rest)',
      '2026-05-22 visit by 05-29 18:00 (rest)',
    ]);
  });

  it('B: a call and one more interaction each month, each by its own channels', () => {
    const contacts = [talk(calendar, '2026-03-10 10:00', 'email'), talk(calendar, '2026-03-02 10:00', 'phone')];
    expect(firsts(of('B', contacts), '2026-03-10', '2026-12-31')).toEqual([
      '2026-03-27 call by 04-01 18:00 (rest)',
      '2026-04-03 interaction by 04-09 18:00 (rest)',
    ]);
  });

  it('C: news each quarter; basic: twice a year; by any channel', () => {
    const contacts = [talk(calendar, '2026-03-02 10:00', 'sms', ['upsell'])];
    expect(firsts(of('C', contacts), '2026-03-02', '2026-12-31')).toEqual(['2026-05-22 news by 05-29 18:00 (rest)']);
    expect(firsts(of('basic', contacts), '2026-03-02', '2026-12-31')).toEqual(['2026-08-17 touch by 08-31 18:00']);
  });

  it('the newest contact that reached somebody counts', () => {
    const vain = { ...talk(calendar, '2026-03-20 10:00', 'phone'), isReached: false };
    const contacts = [vain, talk(calendar, '2026-03-10 10:00', 'phone'), talk(calendar, '2026-03-02 10:00', 'phone')];
    expect(firsts(of('B', contacts), '2026-03-20', '2026-04-30')).toContain('2026-04-03 call by 04-09 18:00 (rest)');
  });

  it('contacts without a channel count only where every channel does', () => {
    const contacts = [{ ...talk(calendar, '2026-03-02 10:00', null) }];
    expect(CADENCE.occurrences(of('C', contacts), '2026-03-02', '2026-06-30')[0]?.key).toBe('cadence:news:2026-03-02');
    expect(CADENCE.occurrences(of('B', contacts), '2026-03-02', '2026-03-31')[0]?.reason).toMatchObject({
      since: null,
    });
  });

  it('for a purpose, where the policy names some', () => {
    const care = { cadence: { C: [{ ask: 'news' as const, every: '90d', ahead: '7d', purposes: ['care' as const] }] } };
    const book = rulebook(['cadence'], care);
    const contacts = [
      talk(calendar, '2026-04-02 10:00', 'sms', ['upsell']),
      talk(calendar, '2026-03-02 10:00', 'sms', ['survey', 'care']),
    ];
    expect(firsts(of('C', contacts), '2026-04-02', '2026-12-31', book)).toEqual([
      '2026-05-22 news by 05-29 18:00 (rest)',
    ]);
  });

  it('comes again and again; a talk that is projected begins the other counts anew', () => {
    const facts = of('A', [talk(calendar, '2026-03-02 10:00', 'visit')]);
    expect(CADENCE.plan(facts, '2026-03-02', '2026-08-31')).toEqual([
      '2026-03-27 deep-talk by 04-01 18:00 (rest)',
      '2026-04-23 deep-talk by 04-24 18:00 ~',
      '2026-05-20 deep-talk by 05-22 18:00 ~',
      '2026-05-22 visit by 05-29 18:00 (rest)',
      '2026-06-18 deep-talk by 06-18 18:00 ~',
      '2026-07-15 deep-talk by 07-17 18:00 ~',
      '2026-08-11 deep-talk by 08-14 18:00 ~',
      '2026-08-13 visit by 08-20 18:00 ~',
    ]);
  });

  it('what falls on the day of another is asked for all the same, what comes after it is not', () => {
    const last = (day: string) => [
      talk(calendar, `${day} 10:00`, 'phone'),
      talk(calendar, '2025-12-09 10:00', 'visit'),
    ];
    expect(CADENCE.plan(of('A', last('2026-02-03')), '2026-03-02', '2026-03-06')).toEqual([
      '2026-03-02 visit by 03-09 18:00',
      '2026-03-02 deep-talk by 03-05 18:00',
    ]);
    expect(CADENCE.plan(of('A', last('2026-02-04')), '2026-03-02', '2026-03-06')).toEqual([
      '2026-03-02 visit by 03-09 18:00',
    ]);
  });

  it('says what it counted from, and proposes the first channel', () => {
    const [deep, visit] = CADENCE.occurrences(
      of('A', [talk(calendar, '2026-03-02 10:00', 'visit')]),
      '2026-03-02',
      '2026-05-22',
    ).filter((one) => !one.isProjected);
    expect(deep).toMatchObject({
      rule: 'cadence',
      key: 'cadence:deep-talk:2026-03-02',
      channel: 'phone',
      nominalDay: '2026-03-29',
      reason: { why: 'cadence', tier: 'A', ask: 'deep-talk', everyDays: 30, since: '2026-03-02', from: '2026-03-02' },
    });
    expect(visit).toMatchObject({ key: 'cadence:visit:2026-03-02', channel: 'visit', how: 'ask' });
  });

  it('overdue: today, and due today', () => {
    const facts = of('C', [talk(calendar, '2025-06-02 10:00', 'phone')]);
    expect(firsts(facts, '2026-03-02', '2026-12-31')).toEqual(['2026-03-02 news by 03-02 18:00 (late)']);
    // A day of rest is no day to ask on.
    expect(firsts(facts, '2026-03-07', '2026-12-31')).toEqual(['2026-03-09 news by 03-09 18:00 (late)']);
  });

  it('what is asked for already is not asked for again; the plan goes on from its deadline', () => {
    const facts = of('C', [talk(calendar, '2026-03-02 10:00', 'phone')], {
      open: [{ key: 'cadence:news:2026-03-02' }],
    });
    expect(CADENCE.plan(facts, '2026-05-25', '2026-09-30')).toEqual(['2026-08-21 news by 08-28 18:00 (rest) ~']);
    // Long after the deadline it counts from today.
    expect(CADENCE.plan(facts, '2026-07-01', '2026-09-30')).toEqual(['2026-09-22 news by 09-29 18:00 ~']);
  });

  it('an answer counts like a contact, unless it only put things off', () => {
    const answer = (outcome: 'done' | 'skipped' | 'later', until: string | null = null) => ({
      answers: [{ key: 'cadence:news:2026-03-02', day: '2026-05-25', outcome, until }],
    });
    const contacts = [talk(calendar, '2026-03-02 10:00', 'phone')];
    for (const outcome of ['done', 'skipped'] as const) {
      expect(firsts(of('C', contacts, answer(outcome)), '2026-05-25', '2026-12-31')).toEqual([
        '2026-08-14 news by 08-21 18:00 (rest)',
      ]);
    }
    expect(firsts(of('C', contacts, answer('later', '2026-06-20')), '2026-05-25', '2026-12-31')).toEqual([
      '2026-06-22 news by 06-22 18:00 (later)',
    ]);
    // Of several the last day counts, however they are listed.
    const two = ['2026-05-25', '2026-03-20'].map((day) => ({ ...answer('done').answers[0], day }));
    for (const answers of [two, two.toReversed()] as CareFacts['answers'][]) {
      expect(firsts(of('C', contacts, { answers }), '2026-05-25', '2026-12-31')).toEqual([
        '2026-08-14 news by 08-21 18:00 (rest)',
      ]);
    }
    // Of another ask it says nothing.
    const other = {
      answers: [{ key: 'cadence:touch:2026-03-02', day: '2026-05-25', outcome: 'done' as const, until: null }],
    };
    expect(firsts(of('C', contacts, other), '2026-03-02', '2026-12-31')).toEqual([
      '2026-05-22 news by 05-29 18:00 (rest)',
    ]);
  });

  it('a tier that changes the day before the visit takes it away', () => {
    const contacts = [talk(calendar, '2026-03-02 10:00', 'visit')];
    expect(firsts(of('A', contacts), '2026-05-22', '2026-05-22')).toContain('2026-05-22 visit by 05-29 18:00 (rest)');
    expect(firsts(of('basic', contacts, { tierSince: '2026-05-21' }), '2026-05-21', '2026-08-31')).toEqual([
      '2026-08-17 touch by 08-31 18:00',
    ]);
  });

  it('a tier that asks for more than the one before spreads what is overdue over one interval', () => {
    const contacts = [talk(calendar, '2025-06-02 10:00', 'phone')];
    const days = Array.from({ length: 300 }, (_, index) => {
      const facts = of('A', contacts, { customerId: `c${index}`, tierSince: '2026-03-02' });
      return (
        CADENCE.occurrences(facts, '2026-03-02', '2026-12-31').find(({ ask }) => ask === 'visit')?.nominalDay ?? ''
      );
    });
    expect(days.toSorted()[0]).toBe('2026-03-02');
    expect(days.toSorted().at(-1)).toBe('2026-05-24');
    expect(new Set(days).size).toBeGreaterThan(70);
  });
});

describe('a customer with whom nobody has talked yet', () => {
  const unspoken = (parts: Partial<CareFacts>) => of('C', [], { careSince: '2026-03-02', ...parts });

  it('new with us: a whole interval from the beginning', () => {
    expect(
      CADENCE.occurrences(unspoken({ firstCooperation: '2026-02-20' }), '2026-03-02', '2026-12-31')[0],
    ).toMatchObject({
      key: 'cadence:news:2026-03-02:first',
      nominalDay: '2026-05-24',
      reason: { since: null, from: '2026-03-02' },
    });
    expect(
      CADENCE.occurrences(unspoken({ firstCooperation: '2025-12-02' }), '2026-03-02', '2026-12-31')[0]?.nominalDay,
    ).toBe('2026-05-24');
  });

  it('known for long: within one interval, each on its own day; unknown since when: in its second half', () => {
    const nominal = (parts: Partial<CareFacts>) =>
      Array.from(
        { length: 300 },
        (_, index) =>
          CADENCE.occurrences(unspoken({ customerId: `c${index}`, ...parts }), '2026-03-02', '2026-12-31')[0]
            ?.nominalDay ?? '',
      ).toSorted();
    const known = nominal({ firstCooperation: '2025-12-01' });
    expect([known[0], known.at(-1)]).toEqual(['2026-03-02', '2026-05-24']);
    const unknown = nominal({ firstCooperation: null });
    expect([unknown[0], unknown.at(-1)]).toEqual(['2026-04-10', '2026-05-24']);
    expect(new Set(unknown).size).toBe(45);
  });

  it('a count that is not overdue is left alone, to the day', () => {
    const contacts = (day: string) => [talk(calendar, `${day} 10:00`, 'sms')];
    // 7 days before its end it is asked for: on 2 March, the first day of care.
    const due = of('C', contacts('2025-12-09'), { careSince: '2026-03-02', customerId: 'c1' });
    expect(CADENCE.occurrences(due, '2026-03-02', '2026-12-31')[0]?.nominalDay).toBe('2026-03-02');
    const over = of('C', contacts('2025-12-08'), { careSince: '2026-03-02', customerId: 'c1' });
    expect(CADENCE.occurrences(over, '2026-03-02', '2026-12-31')[0]?.nominalDay).not.toBe('2026-03-01');
  });
});

describe('the light touch (R10)', () => {
  const LIGHT = rulebook(['light-touch']);
  const first = (contact: CareFacts['contacts'][number]) =>
    LIGHT.occurrences(
      of('A', [contact, talk(calendar, '2026-02-02 10:00', 'wecom')], { careSince: '2026-01-01' }),
      '2026-03-02',
      '2026-12-31',
    )[0];

  it.each([
    ['wecom', ['care'], '2026-03-29'],
    ['email', ['survey'], '2026-03-29'],
    ['sms', ['care'], '2026-03-29'],
    ['online', ['care', 'complaint'], '2026-03-29'],
    ['phone', ['care'], '2026-03-01'],
    ['wecom', ['complaint'], '2026-03-01'],
    ['wecom', ['care', 'upsell'], '2026-03-01'],
    ['wecom', ['care', 'renewal'], '2026-03-01'],
    ['wecom', ['care', 'invitation'], '2026-03-01'],
    ['wecom', ['care', 'proposal'], '2026-03-01'],
    ['wecom', ['care', 'lead'], '2026-03-01'],
  ] as const)('a word by %s for %j counts or not', (channel, purposes, nominal) => {
    expect(first(talk(calendar, '2026-03-02 10:00', channel, purposes))?.nominalDay).toBe(nominal);
  });

  it('is asked for three days ahead, says why, and has its switch for each tier', () => {
    const facts = of('B', [talk(calendar, '2026-03-02 10:00', 'wecom')]);
    expect(LIGHT.occurrences(facts, '2026-03-02', '2026-04-10')).toEqual([
      expect.objectContaining({
        rule: 'light-touch',
        key: 'light-touch:2026-03-02',
        ask: 'light-touch',
        day: '2026-03-27',
        channel: 'wecom',
        reason: { why: 'light-touch', everyDays: 30, since: '2026-03-02', from: '2026-03-02' },
      }),
    ]);
    expect(LIGHT.plan({ ...facts, tier: 'C' }, '2026-03-02', '2026-12-31')).toEqual([]);
    const C = rulebook(['light-touch'], { lightTouch: { C: '2d' } });
    expect(C.plan({ ...facts, tier: 'C' }, '2026-03-02', '2026-03-06')).toEqual([
      '2026-03-03 light-touch by 03-04 18:00',
      '2026-03-04 light-touch by 03-05 18:00 ~',
      '2026-03-05 light-touch by 03-06 18:00 ~',
      '2026-03-06 light-touch by 03-06 18:00 ~',
    ]);
  });
});

it('the shortest counts end, whatever days of rest do', () => {
  const daily = rulebook(['cadence'], {
    cadence: {
      C: [
        { ask: 'news', every: '1d' },
        { ask: 'touch', every: '2d', ahead: '1d' },
      ],
    },
  });
  const days = daily.occurrences(of('C', []), '2026-02-10', '2026-03-10').map(({ day, ask }) => `${day} ${ask}`);
  expect(days).toHaveLength(new Set(days).size);
  expect(days.length).toBeGreaterThan(20);
});

it('contacts are needed for as long as the longest count, and no shorter than mending looks back', () => {
  expect(contactDaysNeeded(CADENCE.policy.care)).toBe(183);
  const short = rulebook([], {
    cadence: { A: [], B: [], C: [], basic: [] },
    lightTouch: { A: '30d', B: 'off' },
  });
  expect(contactDaysNeeded(short.policy.care)).toBe(91);
  const light = rulebook([], { cadence: { A: [], B: [], C: [], basic: [] }, lightTouch: { A: '200d' } });
  expect(contactDaysNeeded(light.policy.care)).toBe(201);
  const onboarding = rulebook([], {
    cadence: { A: [], B: [], C: [], basic: [] },
    mending: { within: '10d' },
    onboarding: { within: '300d' },
  });
  expect(contactDaysNeeded(onboarding.policy.care)).toBe(301);
});
