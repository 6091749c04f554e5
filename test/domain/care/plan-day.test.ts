import { describe, expect, it } from 'vitest';
import { dueAfterAsk, restOf, termsFrom } from '../../../src/domain/care/ask-terms.ts';
import { askableAt } from '../../../src/domain/care/askable.ts';
import type { AskedItem } from '../../../src/domain/care/care.ts';
import type { CareFacts } from '../../../src/domain/care/facts.ts';
import { nextCareAt, planDay } from '../../../src/domain/care/plan-day.ts';
import { careFacts, type Rulebook, rulebook, talk } from '../../support/care/facts.ts';

const ALL = rulebook();
const { calendar, clock, local, policy } = ALL;

/** What is done at a moment, as a few lines. */
function look(facts: CareFacts, when: string, book: Rulebook = ALL): readonly string[] {
  const plan = planDay(book.policy, book.calendar, facts, clock(when));
  if (plan.nextAt === null) return ['gone'];
  const next = `next ${local(plan.nextAt)}`;
  if (plan.plan === 'nothing') return [next];
  if (plan.plan === 'held') return [`held ${plan.items.map(({ ask }) => ask).join(', ')}`, next];
  const { ask } = plan;
  return [
    `${ask.day} at ${local(ask.askAt).slice(11)} by ${local(ask.dueAt).slice(5)}`,
    ...ask.items.map((item) => `${item.ask} by ${local(item.dueAt).slice(5)}`),
    ...ask.covered.map(({ item, by }) => `(${item.ask} along with ${by})`),
    next,
  ];
}

/** Visited on 9 December: visit and deep talk fall on Monday 2 March 2026. */
const visited = careFacts({
  tier: 'A',
  contacts: [
    talk(calendar, '2026-01-31 10:00', 'phone'),
    talk(calendar, '2026-02-20 10:00', 'wecom'),
    talk(calendar, '2025-12-09 10:00', 'visit'),
  ].toSorted((a, b) => b.at - a.at),
});

describe('the ask of a day', () => {
  it('is one for everything that falls on it, the heaviest first; what another does as well is along with it', () => {
    expect(look(visited, '2026-02-27 09:00')).toEqual([
      '2026-02-27 at 09:00 by 03-02 18:00',
      'deep-talk by 03-02 18:00',
      'next 2026-03-02 09:00',
    ]);
    expect(look({ ...visited, open: [] }, '2026-03-02 09:00')).toEqual([
      '2026-03-02 at 09:00 by 03-02 18:00',
      'visit by 03-02 18:00',
      '(deep-talk along with cadence:visit:2025-12-09)',
      'next 2026-03-19 09:00',
    ]);
  });

  it('a light touch goes along with every talk, and with no word', () => {
    const facts = careFacts({
      tier: 'B',
      firstCooperation: null,
      contacts: [talk(calendar, '2026-01-05 10:00', 'phone'), talk(calendar, '2026-01-05 10:00', 'wecom')],
    });
    expect(look(facts, '2026-03-02 09:00').slice(1, -1)).toEqual([
      'call by 03-02 18:00',
      'interaction by 03-02 18:00',
      '(light-touch along with cadence:call:2026-01-05)',
    ]);
    const writing = { ...facts, open: [{ key: 'cadence:call:2026-01-05' }] };
    expect(look(writing, '2026-03-02 09:00').slice(1, -1)).toEqual([
      'interaction by 03-02 18:00',
      'light-touch by 03-02 18:00',
    ]);
  });

  it('only the channels of the policy make one talk do for another', () => {
    const channels = (channel: 'visit' | 'phone', first: 'visit' | 'email') =>
      rulebook(['cadence'], {
        cadence: {
          A: [
            { ask: 'visit', every: '30d', channels: [first] },
            { ask: 'deep-talk', every: '30d', channels: [channel] },
            { ask: 'news', every: '30d' },
          ],
        },
      });
    const facts = careFacts({ tier: 'A', contacts: [talk(calendar, '2026-01-05 10:00', 'sms')] });
    expect(
      look(facts, '2026-03-02 09:00', channels('visit', 'visit')).filter((one) => one.startsWith('(')),
    ).toHaveLength(2);
    // The news go along with both, the deep talk by phone does not.
    expect(look(facts, '2026-03-02 09:00', channels('phone', 'visit')).filter((one) => one.startsWith('('))).toEqual([
      expect.stringContaining('news along with cadence:visit'),
    ]);
  });

  it('a team that works while others rest is asked in its own hours', () => {
    const nights = rulebook([], {}, { workingTime: { hours: ['02:00-06:00'] } });
    expect(look(visited, '2026-03-02 02:00', nights).slice(0, 2)).toEqual([
      '2026-03-02 at 02:00 by 03-02 06:00',
      'visit by 03-02 06:00',
    ]);
    expect(look(visited, '2026-03-02 06:00', nights)).toEqual(['next 2026-03-03 02:00']);
    const early = rulebook([], {}, { workingTime: { hours: ['07:00-12:00'] } });
    expect(look(visited, '2026-03-02 07:00', early)).toEqual(['next 2026-03-02 09:00']);
    expect(look(visited, '2026-03-02 09:00', early)[0]).toBe('2026-03-02 at 09:00 by 03-02 12:00');
  });

  it('two that do for each other do not both fall silent', () => {
    const twins = rulebook(['cadence'], {
      cadence: {
        A: [
          { ask: 'deep-talk', every: '30d', channels: ['phone'] },
          { ask: 'call', every: '30d', channels: ['phone'] },
        ],
      },
    });
    const facts = careFacts({ tier: 'A', contacts: [talk(calendar, '2026-01-05 10:00', 'phone')] });
    expect(look(facts, '2026-03-02 09:00', twins).slice(1, 3)).toEqual([
      'deep-talk by 03-02 18:00',
      '(call along with cadence:deep-talk:2026-01-05)',
    ]);
  });

  it('late in the day there is time until the next day’s end', () => {
    expect(look(visited, '2026-03-02 16:59')[1]).toBe('visit by 03-02 18:00');
    expect(look(visited, '2026-03-02 17:00')[1]).toBe('visit by 03-02 18:00');
    expect(look(visited, '2026-03-02 17:01')[1]).toBe('visit by 03-03 18:00');
  });

  it('waits for working time: not at night, at lunch or on a day of rest', () => {
    expect(look(visited, '2026-02-28 08:59')).toEqual(['next 2026-02-28 09:00']);
    expect(look(visited, '2026-02-28 12:30')).toEqual(['next 2026-02-28 13:30']);
    expect(look(visited, '2026-02-28 18:00')).toEqual(['next 2026-03-02 09:00']);
    expect(look(visited, '2026-03-01 10:00')).toEqual(['next 2026-03-02 09:00']);
  });

  it('one a day', () => {
    expect(look({ ...visited, lastAskedDay: '2026-02-28' }, '2026-02-28 10:00')).toEqual(['next 2026-03-02 09:00']);
    expect(look({ ...visited, lastAskedDay: '2026-02-27' }, '2026-02-28 10:00')[0]).toBe(
      '2026-02-28 at 10:00 by 03-02 18:00',
    );
  });

  it('nothing while an urgent ticket is open: looked at every morning', () => {
    const urgent = { ...visited, hasUrgentOpen: true };
    expect(look(urgent, '2026-02-28 09:00')).toEqual(['held deep-talk', 'next 2026-03-02 09:00']);
    expect(look(urgent, '2026-02-20 09:00')).toEqual(['next 2026-02-27 09:00']);
    expect(local(nextCareAt(policy, calendar, urgent, clock('2026-02-28 09:00')) ?? 0)).toBe('2026-03-02 09:00');
    expect(
      local(nextCareAt(policy, calendar, { ...urgent, hasUrgentOpen: false }, clock('2026-02-28 09:00')) ?? 0),
    ).toBe('2026-02-28 09:00');
    expect(local(nextCareAt(policy, calendar, urgent, clock('2026-02-25 09:00')) ?? 0)).toBe('2026-02-27 09:00');
  });

  it('festivals are the team’s list and no ask', () => {
    const festivals = rulebook(['festivals']);
    expect(look(careFacts(), '2026-02-10 09:00', festivals)[0]).toMatch(/^next/u);
    const both = rulebook(['festivals', 'cadence']);
    const facts = careFacts({ contacts: [talk(calendar, '2025-08-25 10:00', 'phone')] });
    expect(look(facts, '2026-02-10 09:00', both).slice(1, -1)).toEqual(['touch by 02-14 18:00']);
  });

  it('whoever has gone is never looked at again', () => {
    expect(look({ ...visited, gone: 'merged' }, '2026-03-02 09:00')).toEqual(['gone']);
    expect(nextCareAt(policy, calendar, { ...visited, gone: 'left' }, clock('2026-03-02 09:00'))).toBeNull();
  });
});

describe('when to look again', () => {
  const next = (facts: CareFacts, when: string, book: Rulebook = ALL) =>
    local(nextCareAt(book.policy, book.calendar, facts, clock(when)) ?? Number.NaN);

  it('the morning of the next ask, also one that is months ahead', () => {
    const facts = careFacts({ firstCooperation: null, contacts: [talk(calendar, '2026-03-02 10:00', 'phone')] });
    expect(next(facts, '2026-03-02 10:00')).toBe('2026-08-17 09:00');
    expect(next(facts, '2026-07-10 10:00')).toBe('2026-08-17 09:00');
    expect(next(facts, '2026-08-17 10:00')).toBe('2026-08-17 10:00');
    expect(next(facts, '2026-08-17 12:10')).toBe('2026-08-17 13:30');
    expect(next({ ...facts, lastAskedDay: '2026-08-17' }, '2026-08-17 10:00')).toBe('2026-08-18 09:00');
  });

  it('a customer for whom nothing is planned is looked at after a year all the same', () => {
    const off = rulebook(['dates']);
    expect(next(careFacts({ firstCooperation: null }), '2026-03-02 10:00', off)).toBe('2027-04-06 09:00');
  });
});

describe('terms of an ask', () => {
  const item = (key: string, due: string): AskedItem => ({
    key,
    rule: 'dates',
    ask: 'greet',
    reason: { why: 'milestone', milestoneId: key, on: '2026-03-13' },
    dueAt: clock(due),
  });

  it('an hour of working time at least', () => {
    const due = (askAt: string, dueAt: string) => local(dueAfterAsk(calendar, clock(askAt), clock(dueAt)));
    expect(due('2026-03-02 11:00', '2026-03-02 12:00')).toBe('2026-03-02 12:00');
    expect(due('2026-03-02 11:30', '2026-03-02 14:00')).toBe('2026-03-02 14:00');
    expect(due('2026-03-02 11:31', '2026-03-02 14:00')).toBe('2026-03-03 18:00');
    expect(due('2026-03-06 17:30', '2026-03-06 18:00')).toBe('2026-03-09 18:00');
    expect(due('2026-03-02 09:00', '2026-02-27 18:00')).toBe('2026-03-03 18:00');
  });

  it('postable now in working time, else when work begins', () => {
    const postable = (when: string) => local(askableAt(calendar, clock(when)));
    expect(postable('2026-03-02 09:00')).toBe('2026-03-02 09:00');
    expect(postable('2026-03-02 12:00')).toBe('2026-03-02 13:30');
    expect(postable('2026-03-02 18:00')).toBe('2026-03-03 09:00');
    expect(postable('2026-03-06 18:00')).toBe('2026-03-09 09:00');
    // Work that begins before rest ends is spoken of when rest ends.
    const early = rulebook([], {}, { workingTime: { hours: ['07:00-12:00'] } });
    expect(local(askableAt(early.calendar, clock('2026-03-02 08:00')))).toBe('2026-03-02 09:00');
    const broken = rulebook([], {}, { workingTime: { hours: ['07:00-08:00', '10:00-12:00'] } });
    expect(local(askableAt(broken.calendar, clock('2026-03-02 07:30')))).toBe('2026-03-02 10:00');
    const nights = rulebook([], {}, { workingTime: { hours: ['02:00-04:00'] } });
    expect(local(askableAt(nights.calendar, clock('2026-03-02 03:00')))).toBe('2026-03-02 03:00');
    expect(local(askableAt(nights.calendar, clock('2026-03-02 05:00')))).toBe('2026-03-03 02:00');
  });

  it('what is left comes again on the morning it is due, not before tomorrow', () => {
    const ask = { open: [item('a', '2026-03-02 18:00'), item('b', '2026-03-05 18:00'), item('c', '2026-03-10 18:00')] };
    const rest = (keys: string[], when: string) => {
      const terms = restOf(calendar, ask, keys, clock(when));
      return terms === null ? null : [local(terms.askAt), local(terms.dueAt)];
    };
    expect(rest(['a'], '2026-03-02 10:00')).toEqual(['2026-03-05 09:00', '2026-03-05 18:00']);
    expect(rest(['b'], '2026-03-02 10:00')).toEqual(['2026-03-03 09:00', '2026-03-04 18:00']);
    expect(rest(['a', 'b'], '2026-03-11 10:00')).toEqual(['2026-03-12 09:00', '2026-03-13 18:00']);
    expect(rest(['a', 'b', 'c'], '2026-03-02 10:00')).toBeNull();
  });

  it('anew after a release: now, with a due time that leaves time', () => {
    const terms = (when: string, ...items: AskedItem[]) => {
      const { askAt, dueAt } = termsFrom(calendar, items, clock(when));
      return [local(askAt), local(dueAt)];
    };
    expect(terms('2026-03-02 20:00', item('a', '2026-03-02 18:00'), item('b', '2026-03-09 18:00'))).toEqual([
      '2026-03-03 09:00',
      '2026-03-04 18:00',
    ]);
    expect(terms('2026-03-02 10:00', item('b', '2026-03-09 18:00'))).toEqual(['2026-03-02 10:00', '2026-03-09 18:00']);
    expect(terms('2026-03-02 10:00')).toEqual(['2026-03-02 10:00', '2026-03-03 18:00']);
  });
});
