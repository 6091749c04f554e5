import { describe, expect, it } from 'vitest';
import { careFacts, rulebook, talk } from '../../support/care/facts.ts';

const ALL = rulebook();
const { calendar, clock } = ALL;

describe('rules that want the same days', () => {
  it('cadence and light touch wait until a new customer’s plan is through', () => {
    const facts = careFacts({
      tier: 'B',
      stage: 'new',
      firstCooperation: '2026-03-02',
      careSince: '2026-01-05',
      contacts: [talk(calendar, '2026-02-05 10:00', 'phone'), talk(calendar, '2026-02-05 10:00', 'wecom')],
      events: [{ type: 'payment', day: '2026-03-02', amount: 1 }],
    });
    // Welcome 3 March, second talk due seven working days after it: the 12th. From the 13th the others have their turn.
    expect(ALL.plan(facts, '2026-03-02', '2026-03-13').filter((one) => !one.includes('greet'))).toEqual([
      '2026-03-03 welcome-call by 03-05 18:00',
      '2026-03-04 send-guide by 03-04 18:00 ~',
      '2026-03-05 send-kit by 03-06 18:00 ~',
      '2026-03-10 second-talk by 03-12 18:00 ~',
      '2026-03-13 call by 03-13 18:00 (gives-way)',
      '2026-03-13 interaction by 03-13 18:00 (gives-way)',
      '2026-03-13 light-touch by 03-13 18:00 (gives-way)',
    ]);
    // Asked for, and long due: the others go on waiting.
    const open = ['guide', 'kit', 'second'].map((step) => ({ key: `${step}:2026-03-02` }));
    const unanswered = { ...facts, open, contacts: [talk(calendar, '2026-03-03 10:00', 'visit'), ...facts.contacts] };
    expect(ALL.plan(unanswered, '2026-03-16', '2026-03-16')).toEqual([]);
    const done = ['guide', 'kit', 'second'].map((step) => ({
      key: `${step}:2026-03-02`,
      day: '2026-03-09',
      outcome: 'done' as const,
      until: null,
    }));
    const through = {
      ...facts,
      contacts: [talk(calendar, '2026-03-03 10:00', 'visit'), ...facts.contacts],
      answers: done,
    };
    expect(ALL.plan(through, '2026-03-10', '2026-03-10')).toEqual([
      '2026-03-10 call by 03-10 18:00 (late)',
      '2026-03-10 light-touch by 03-10 18:00 (late)',
    ]);
  });

  it('news, surveys and invitations wait while a warning has not been talked about; a visit does not', () => {
    const facts = careFacts({
      tier: 'A',
      contacts: [talk(calendar, '2025-12-09 10:00', 'visit'), talk(calendar, '2025-12-09 10:00', 'wecom')],
      contractUntil: '2026-04-01',
      campaigns: [{ campaignId: 'h1', day: '2026-03-02', answer: null, isEnded: false }],
    });
    expect(ALL.plan(facts, '2026-03-02', '2026-03-02')).toEqual([
      '2026-03-02 renewal-talk by 03-09 18:00',
      '2026-03-02 visit by 03-09 18:00',
      '2026-03-02 deep-talk by 03-02 18:00 (late)',
      '2026-03-02 survey by 03-09 18:00',
      '2026-03-02 invite by 03-03 18:00',
      '2026-03-02 light-touch by 03-02 18:00 (late)',
    ]);
    const warned = { ...facts, warning: { raisedAt: clock('2026-03-02 02:00') } };
    expect(ALL.plan(warned, '2026-03-02', '2026-03-04').filter((one) => !one.endsWith('~'))).toEqual([
      '2026-03-02 cause-talk by 03-03 09:00',
      '2026-03-02 renewal-talk by 03-09 18:00',
      '2026-03-02 visit by 03-09 18:00',
      '2026-03-02 deep-talk by 03-02 18:00 (late)',
      '2026-03-04 survey by 03-11 18:00 (gives-way)',
      '2026-03-04 invite by 03-04 18:00 (gives-way)',
      '2026-03-04 light-touch by 03-04 18:00 (gives-way)',
    ]);
    // Asked for, and not answered: they go on waiting.
    const asked = { ...warned, open: [{ key: `churn:${clock('2026-03-02 02:00')}` }] };
    const waiting = (from: string) => ALL.plan(asked, from, from).filter((one) => /survey|invite|light/.test(one));
    expect(waiting('2026-03-05')).toEqual([]);
    expect(waiting('2026-03-12')).toEqual([]);
    expect(ALL.plan({ ...facts, warning: null }, '2026-03-05', '2026-03-05')).toHaveLength(6);
  });

  it('up to the very day on which the talk on the cause is due', () => {
    const news = (last: string) => {
      const contacts = [talk(calendar, `${last} 10:00`, 'visit')];
      const facts = careFacts({ tier: 'C', contacts, warning: { raisedAt: clock('2026-03-02 02:00') } });
      return ALL.plan(facts, '2026-03-02', '2026-03-06').filter((one) => one.includes('news'));
    };
    expect(news('2025-12-09')).toEqual(['2026-03-04 news by 03-09 18:00 (gives-way)']);
    expect(news('2025-12-10')).toEqual(['2026-03-04 news by 03-10 18:00 (gives-way)']);
    expect(news('2025-12-11')).toEqual(['2026-03-04 news by 03-11 18:00']);
  });

  it('and while a complaint has not been mended', () => {
    const facts = careFacts({
      tier: 'C',
      contacts: [talk(calendar, '2025-12-09 10:00', 'visit')],
      complaints: [{ ticketId: 't1', resolvedAt: clock('2026-03-02 10:00') }],
    });
    expect(ALL.plan(facts, '2026-03-03', '2026-03-06')).toEqual([
      '2026-03-03 mend by 03-05 18:00',
      '2026-03-06 news by 03-09 18:00 (gives-way)',
    ]);
    const mended = {
      ...facts,
      contacts: [talk(calendar, '2026-03-03 10:00', 'phone', ['complaint']), ...facts.contacts],
    };
    expect(ALL.plan(mended, '2026-03-03', '2026-03-06')).toEqual([]);
    const declined = [{ key: 'mend:t1:first', day: '2026-03-03', outcome: 'skipped' as const, until: null }];
    expect(ALL.plan({ ...facts, answers: declined }, '2026-03-03', '2026-03-06')).toEqual([
      '2026-03-03 news by 03-09 18:00 (late)',
    ]);
  });
});

describe('the plan of a year', () => {
  it('is in order of days, the heaviest first, and has every rule', () => {
    const facts = careFacts({
      tier: 'A',
      foundedOn: '2001-05-20',
      contractUntil: '2026-12-31',
      people: [{ id: 'wu', birthday: { calendar: 'lunar', month: 8, day: 15, year: null } }],
      contacts: [talk(calendar, '2026-01-05 10:00', 'visit')],
    });
    const found = ALL.occurrences(facts, '2026-01-05', '2026-12-31');
    const days = found.map(({ day }) => day);
    expect(days).toEqual(days.toSorted());
    expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
    expect([...new Set(found.map(({ rule }) => rule))].toSorted()).toEqual([
      'cadence',
      'dates',
      'festivals',
      'light-touch',
      'periods',
    ]);
    for (const { day, dueAt } of found) {
      expect(calendar.isWorkingDay(day)).toBe(true);
      expect(dueAt).toBeGreaterThan(clock(`${day} 09:00`));
    }
  });

  it('of one weight by their keys, so that it is the same every time', () => {
    const birthday = { calendar: 'solar' as const, month: 3, day: 13, year: null };
    const people = ['wu', 'li', 'an', 'zhou'].map((id) => ({ id, birthday }));
    const found = rulebook(['dates']).occurrences(
      careFacts({ firstCooperation: null, people }),
      '2026-03-13',
      '2026-03-13',
    );
    expect(found.map(({ key }) => key.split(':')[1])).toEqual(['an', 'li', 'wu', 'zhou']);
  });

  it('of one that was merged, erased or left is empty', () => {
    for (const gone of ['merged', 'erased', 'left'] as const) {
      expect(ALL.plan(careFacts({ gone, contractUntil: '2026-06-30' }), '2026-01-01', '2026-12-31')).toEqual([]);
    }
  });

  it('a day that had its reminder has no second one', () => {
    const facts = careFacts({
      tier: 'C',
      contacts: [talk(calendar, '2025-06-02 10:00', 'phone')],
      lastAskedDay: '2026-03-02',
    });
    expect(ALL.plan(facts, '2026-03-02', '2026-03-03')).toEqual(['2026-03-03 news by 03-03 18:00 (late)']);
    expect(ALL.plan(facts, '2026-03-03', '2026-03-03')).toHaveLength(1);
    const due = { ...facts, contacts: [talk(calendar, '2025-12-09 10:00', 'phone')] };
    expect(ALL.plan(due, '2026-03-02', '2026-03-03')).toEqual(['2026-03-03 news by 03-09 18:00 (held)']);
    expect(ALL.plan(due, '2026-03-04', '2026-03-04')).toEqual(['2026-03-04 news by 03-09 18:00 (held)']);
    expect(ALL.plan({ ...due, lastAskedDay: '2026-03-03' }, '2026-03-04', '2026-03-04')).toEqual([
      '2026-03-04 news by 03-09 18:00 (late)',
    ]);
    expect(ALL.plan({ ...due, lastAskedDay: null, hasUrgentOpen: true }, '2026-03-04', '2026-03-04')).toEqual([
      '2026-03-04 news by 03-09 18:00 (held)',
    ]);
  });

  it('every rule has its switch', () => {
    const off = rulebook([], {
      rules: Object.fromEntries(Object.keys(ALL.policy.care.rules).map((rule) => [rule, 'off' as const])),
    });
    const facts = careFacts({
      tier: 'A',
      firstCooperation: '2026-01-05',
      foundedOn: '2001-05-20',
      contractUntil: '2026-12-31',
      events: [{ type: 'payment', day: '2026-01-05', amount: 1 }],
      complaints: [{ ticketId: 't1', resolvedAt: clock('2026-01-05 10:00') }],
      warning: { raisedAt: clock('2026-01-05 10:00') },
      questionsAt: clock('2026-01-05 10:00'),
      campaigns: [{ campaignId: 'h1', day: '2026-01-06', answer: null, isEnded: false }],
    });
    expect(off.plan(facts, '2026-01-05', '2026-12-31')).toEqual([]);
    expect(new Set(ALL.occurrences(facts, '2026-01-05', '2026-12-31').map(({ rule }) => rule)).size).toBe(12);
  });

  it('moves fifty dates when a table of holidays arrives late', () => {
    const people = Array.from({ length: 50 }, (_, index) => ({
      id: `p${index}`,
      birthday: { calendar: 'solar' as const, month: 3, day: 13, year: null },
    }));
    const facts = careFacts({ firstCooperation: null, people, stage: 'prospect' });
    const greets = (book: typeof ALL) =>
      book.plan(facts, '2026-03-01', '2026-03-31').filter((one) => one.includes(' greet '));
    expect(new Set(greets(ALL))).toEqual(new Set(['2026-03-13 greet by 03-13 18:00']));
    const moved = greets(rulebook([], {}, { workingTime: { off: ['2026-03-11', '2026-03-12', '2026-03-13'] } }));
    expect(moved).toHaveLength(50);
    expect(new Set(moved)).toEqual(new Set(['2026-03-10 greet by 03-10 18:00 (rest)']));
  });

  it('a customer who had its reminder today still stands in today’s list of a festival', () => {
    const facts = careFacts({ tier: 'C', stage: 'mature', lastAskedDay: '2026-09-24' });
    const lists = (one: typeof facts) =>
      ALL.plan(one, '2026-09-24', '2026-09-28').filter((line) => line.includes('festival-greeting'));
    expect(lists({ ...facts, lastAskedDay: null })).toEqual(lists(facts));
    expect(lists(facts)).toContain('2026-09-24 festival-greeting by 09-30 18:00');
  });
});
