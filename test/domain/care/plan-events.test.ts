import { describe, expect, it } from 'vitest';
import type { CareFacts } from '../../../src/domain/care/facts.ts';
import { careFacts, rulebook, talk } from '../../support/care/facts.ts';

const answered = (key: string, day: string, outcome: 'done' | 'skipped' = 'done') => ({
  key,
  day,
  outcome,
  until: null,
});

describe('mending after a complaint (R8)', () => {
  const MEND = rulebook(['mending']);
  const { clock, calendar } = MEND;
  const complained = (when: string, parts: Partial<CareFacts> = {}) =>
    careFacts({ complaints: [{ ticketId: 't1', resolvedAt: clock(when) }], ...parts });
  const resolved = complained('2026-03-03 16:00');

  it('a talk within three days, and another within thirty', () => {
    expect(MEND.plan(resolved, '2026-03-03', '2026-06-30')).toEqual([
      '2026-03-04 mend by 03-06 18:00',
      '2026-03-26 mend-again by 04-02 18:00',
    ]);
    expect(MEND.occurrences(resolved, '2026-03-03', '2026-03-04')[0]).toMatchObject({
      rule: 'mending',
      key: 'mend:t1:first',
      reason: { why: 'complaint', ticketId: 't1', resolvedAt: clock('2026-03-03 16:00') },
      channel: null,
      isProjected: false,
      how: 'ask',
    });
  });

  it('comes after days of rest, not before the complaint was resolved', () => {
    expect(MEND.plan(complained('2026-02-13 16:00'), '2026-02-13', '2026-03-31')).toEqual([
      '2026-02-14 mend by 02-14 18:00',
      '2026-03-09 mend-again by 03-13 18:00 (rest)',
    ]);
    expect(MEND.plan(complained('2026-02-14 16:00'), '2026-02-14', '2026-03-01')).toEqual([
      '2026-02-24 mend by 02-24 18:00 (rest)',
    ]);
  });

  it.each([
    ['a talk about it', 'complaint', '2026-03-03 16:01', true, true],
    ['care', 'care', '2026-03-04 10:00', true, true],
    ['a survey', 'survey', '2026-03-04 10:00', true, true],
    ['something to sell', 'upsell', '2026-03-04 10:00', true, false],
    ['a talk before it was resolved', 'complaint', '2026-03-03 16:00', true, false],
    ['nobody reached', 'complaint', '2026-03-04 10:00', false, false],
  ] as const)('%s (%s) mends or not', (_what, purpose, when, isReached, mends) => {
    const contacts = [{ ...talk(calendar, when, 'phone', [purpose]), isReached }];
    const asks = MEND.plan({ ...resolved, contacts }, '2026-03-04', '2026-03-05');
    expect(asks).toEqual(mends ? [] : ['2026-03-04 mend by 03-06 18:00']);
  });

  it('the second talk is one that was a week after the first', () => {
    const again = (...days: string[]) => {
      const contacts = days.map((day) => talk(calendar, `${day} 10:00`, 'phone', ['complaint']));
      return MEND.plan({ ...resolved, contacts: contacts.toReversed() }, '2026-03-20', '2026-06-30').length;
    };
    expect(again('2026-03-04')).toBe(1);
    expect(again('2026-03-04', '2026-03-10')).toBe(1);
    expect(again('2026-03-04', '2026-03-11')).toBe(0);
    // The answer to the reminder counts as the first talk.
    const contacts = [talk(calendar, '2026-03-12 10:00', 'phone', ['complaint'])];
    const answers = (day: string) => [answered('mend:t1:first', day, 'skipped')];
    expect(MEND.plan({ ...resolved, contacts, answers: answers('2026-03-05') }, '2026-03-20', '2026-06-30')).toEqual(
      [],
    );
    expect(
      MEND.plan({ ...resolved, contacts, answers: answers('2026-03-06') }, '2026-03-20', '2026-06-30'),
    ).toHaveLength(1);
    expect(MEND.plan({ ...resolved, answers: answers('2026-03-06') }, '2026-03-06', '2026-06-30')).toEqual([
      '2026-03-26 mend-again by 04-02 18:00',
    ]);
  });

  it('of several complaints each is mended, and the last one alone again', () => {
    const facts = careFacts({
      complaints: [
        { ticketId: 't2', resolvedAt: clock('2026-03-10 16:00') },
        { ticketId: 't1', resolvedAt: clock('2026-03-03 16:00') },
      ],
    });
    expect(MEND.occurrences(facts, '2026-03-03', '2026-06-30').map(({ day, key }) => `${day} ${key}`)).toEqual([
      '2026-03-04 mend:t1:first',
      '2026-03-11 mend:t2:first',
      '2026-04-02 mend:t2:again',
    ]);
  });

  it('complaints of ninety days are mended late, older ones are left alone', () => {
    expect(MEND.plan(resolved, '2026-06-01', '2026-06-30')).toEqual([
      '2026-06-01 mend by 06-01 18:00 (late)',
      '2026-06-01 mend-again by 06-01 18:00 (late)',
    ]);
    expect(MEND.plan(resolved, '2026-06-02', '2026-06-30')).toEqual([]);
    expect(rulebook(['dates']).plan({ ...resolved, firstCooperation: null }, '2026-03-03', '2026-06-30')).toEqual([]);
  });
});

describe('the talk on the cause of a warning (R9, S8)', () => {
  const CHURN = rulebook(['churn']);
  const warned = (when: string, parts: Partial<CareFacts> = {}) =>
    careFacts({ warning: { raisedAt: CHURN.clock(when) }, ...parts });

  it.each([
    [
      'raised at night: the morning, until the next one',
      '2026-03-03 02:00',
      '2026-03-03',
      '2026-03-03 cause-talk by 03-04 09:00',
    ],
    [
      'raised at noon: at once, until the next noon',
      '2026-03-03 11:00',
      '2026-03-03',
      '2026-03-03 cause-talk by 03-04 11:00',
    ],
    ['a Friday: over the weekend to Monday', '2026-03-06 11:00', '2026-03-06', '2026-03-06 cause-talk by 03-09 09:00'],
    [
      'a Saturday: Monday and its night',
      '2026-03-07 02:00',
      '2026-03-07',
      '2026-03-09 cause-talk by 03-10 09:00 (rest)',
    ],
    ['asked for late: that day', '2026-03-03 02:00', '2026-03-05', '2026-03-05 cause-talk by 03-05 18:00 (late)'],
  ])('%s', (_what, when, from, expected) => {
    expect(CHURN.plan(warned(when), from, '2026-03-31')).toEqual([expected]);
  });

  it('says when it was raised; answered or switched off it is gone', () => {
    const facts = warned('2026-03-03 02:00');
    const raisedAt = CHURN.clock('2026-03-03 02:00');
    expect(CHURN.occurrences(facts, '2026-03-03', '2026-03-03')[0]).toMatchObject({
      rule: 'churn',
      key: `churn:${raisedAt}`,
      reason: { why: 'warning', raisedAt },
    });
    expect(
      CHURN.plan({ ...facts, answers: [answered(`churn:${raisedAt}`, '2026-03-03')] }, '2026-03-03', '2026-04-30'),
    ).toEqual([]);
    expect(CHURN.plan({ ...facts, warning: null }, '2026-03-03', '2026-04-30')).toEqual([]);
    expect(rulebook(['mending']).plan(facts, '2026-03-03', '2026-04-30')).toEqual([]);
    const slow = rulebook(['churn'], { churn: { talk: '3d' } });
    expect(slow.plan(facts, '2026-03-03', '2026-04-30')).toEqual(['2026-03-03 cause-talk by 03-06 09:00']);
  });
});

describe('campaigns (R11)', () => {
  const CAMPAIGN = rulebook(['campaigns']);
  const invited = (day: string, answer: 'coming' | 'hesitating' | 'declined' | null = null, isEnded = false) =>
    careFacts({
      campaigns: [{ campaignId: 'h1', day, answer: answer === null ? null : { answer, day: '2026-03-05' }, isEnded }],
    });

  it('an invitation on its day, to be made by the next', () => {
    expect(CAMPAIGN.plan(invited('2026-03-06'), '2026-03-02', '2026-03-31')).toEqual([
      '2026-03-06 invite by 03-09 18:00',
    ]);
    expect(CAMPAIGN.plan(invited('2026-03-07'), '2026-03-02', '2026-03-31')).toEqual([
      '2026-03-09 invite by 03-09 18:00 (rest)',
    ]);
    expect(CAMPAIGN.plan(invited('2026-03-06', null, true), '2026-03-02', '2026-03-31')).toEqual([]);
    expect(CAMPAIGN.occurrences(invited('2026-03-06'), '2026-03-02', '2026-03-31')[0]).toMatchObject({
      key: 'campaign:h1',
      rule: 'campaigns',
      reason: { why: 'campaign', campaignId: 'h1' },
    });
  });

  it.each([
    ['coming', 'confirm-coming', '2026-03-09'],
    ['hesitating', 'talk-again', '2026-03-10'],
    ['declined', 'thank-declined', '2026-03-12'],
  ] as const)('%s is followed up by %s, also after the end', (answer, ask, day) => {
    const facts = invited('2026-03-02', answer, true);
    expect(CAMPAIGN.plan(facts, '2026-03-05', '2026-03-31')).toEqual([`${day} ${ask} by ${day.slice(5)} 18:00`]);
    expect(CAMPAIGN.occurrences(facts, '2026-03-05', '2026-03-31')[0]).toMatchObject({
      key: `campaign:h1:${answer}`,
      rule: 'campaigns',
      reason: { why: 'campaign-answer', campaignId: 'h1', answer },
    });
    expect(rulebook(['dates']).plan({ ...facts, firstCooperation: null }, '2026-03-05', '2026-03-31')).toEqual([]);
  });
});

describe('periods (R12)', () => {
  const PERIODS = rulebook(['periods']);
  const until = (contractUntil: string) => careFacts({ contractUntil });

  it('a talk and a survey thirty days before the end of a contract', () => {
    expect(PERIODS.plan(until('2026-06-30'), '2026-03-02', '2026-12-31')).toEqual([
      '2026-05-29 renewal-talk by 06-05 18:00 (rest)',
      '2026-05-29 survey by 06-05 18:00 (rest)',
    ]);
    expect(PERIODS.occurrences(until('2026-06-30'), '2026-03-02', '2026-12-31')).toMatchObject([
      {
        rule: 'periods',
        key: 'renewal:2026-06-30',
        reason: { why: 'contract-end', on: '2026-06-30' },
        nominalDay: '2026-05-31',
      },
      { rule: 'periods', key: 'survey:2026-06-30', reason: { why: 'contract-end', on: '2026-06-30' } },
    ]);
  });

  it('known late: at once, until thirty days after the end', () => {
    expect(PERIODS.plan(until('2026-03-10'), '2026-04-09', '2026-12-31').map((one) => one.slice(0, 23))).toEqual([
      '2026-04-09 renewal-talk',
      '2026-04-09 survey by 04',
    ]);
    expect(PERIODS.plan(until('2026-03-10'), '2026-04-10', '2026-12-31')).toEqual([]);
    // A contract that ended before anybody was cared for here is history.
    expect(PERIODS.plan({ ...until('2026-03-10'), careSince: '2026-03-11' }, '2026-03-11', '2026-12-31')).toEqual([]);
    expect(PERIODS.plan({ ...until('2026-03-10'), careSince: '2026-03-10' }, '2026-03-11', '2026-12-31')).toHaveLength(
      2,
    );
  });

  it('deliveries ahead, each once, the day before it at the latest', () => {
    const events = [
      { type: 'delivery' as const, day: '2026-06-30', amount: null },
      { type: 'delivery' as const, day: '2026-06-30', amount: null },
      { type: 'payment' as const, day: '2026-07-30', amount: null },
      { type: 'delivery' as const, day: '2026-07-15', amount: null, id: 'd7' },
    ];
    const found = PERIODS.occurrences(careFacts({ events }), '2026-03-02', '2026-12-31');
    expect(found.map(({ day, key, ask }) => `${day} ${ask} ${key}`)).toEqual([
      '2026-05-29 delivery-check delivery:2026-06-30',
      '2026-06-15 delivery-check delivery:d7',
    ]);
    expect(found[0]?.reason).toEqual({ why: 'delivery', on: '2026-06-30' });
    expect(PERIODS.plan(careFacts({ events: events.slice(0, 1) }), '2026-06-26', '2026-12-31')).toEqual([
      '2026-06-26 delivery-check by 06-30 18:00 (late)',
    ]);
    expect(PERIODS.plan(careFacts({ events: events.slice(0, 1) }), '2026-06-29', '2026-12-31')).toEqual([
      '2026-06-29 delivery-check by 06-30 18:00 (late)',
    ]);
    expect(PERIODS.plan(careFacts({ events: events.slice(0, 1) }), '2026-06-30', '2026-12-31')).toEqual([]);
    expect(rulebook(['mending']).plan(careFacts({ events }), '2026-03-02', '2026-12-31')).toEqual([]);
    // Made on a Sunday: on the Saturday before there is no day left to ask on.
    const sunday = careFacts({ events: [{ type: 'delivery', day: '2026-07-05', amount: null }] });
    expect(PERIODS.plan(sunday, '2026-07-03', '2026-12-31')).toEqual([
      '2026-07-03 delivery-check by 07-03 18:00 (late)',
    ]);
    expect(PERIODS.plan(sunday, '2026-07-04', '2026-12-31')).toEqual([]);
    const short = rulebook(['periods'], { periods: { ahead: '10d' } });
    expect(short.plan(careFacts({ events: events.slice(0, 1) }), '2026-03-02', '2026-12-31')).toEqual([
      '2026-06-18 delivery-check by 06-26 18:00 (rest)',
    ]);
  });
});
