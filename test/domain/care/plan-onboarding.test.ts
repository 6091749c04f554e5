import { describe, expect, it } from 'vitest';
import { isoDateOf } from '../../../src/domain/calendar/civil-date.ts';
import type { CareFacts } from '../../../src/domain/care/facts.ts';
import { dayOf } from '../../../src/domain/care/work-days.ts';
import { careFacts, rulebook, talk } from '../../support/care/facts.ts';

const NEW = rulebook(['welcome', 'questions', 'kit', 'second-talk']);
/** Paid on Wednesday 4 March 2026. */
const paid = careFacts({
  stage: 'new',
  firstCooperation: '2026-03-04',
  events: [{ type: 'payment', day: '2026-03-04', amount: 10_000 }],
});
const welcomed = { ...paid, contacts: [talk(NEW.calendar, '2026-03-05 10:00', 'phone')] };

describe('a new customer (R1–R4)', () => {
  it('is welcomed from the next working day, within three; guide, kit and second talk follow in working days', () => {
    expect(NEW.plan(paid, '2026-03-04', '2026-04-04')).toEqual([
      '2026-03-05 welcome-call by 03-09 18:00',
      '2026-03-06 send-guide by 03-06 18:00 ~',
      '2026-03-09 send-kit by 03-10 18:00 ~',
      '2026-03-12 second-talk by 03-16 18:00 ~',
    ]);
  });

  it('counts from the day of the talk itself, once it was held', () => {
    expect(
      NEW.plan({ ...paid, contacts: [talk(NEW.calendar, '2026-03-06 10:00', 'visit')] }, '2026-03-06', '2026-04-04'),
    ).toEqual([
      '2026-03-09 send-guide by 03-09 18:00',
      '2026-03-10 send-kit by 03-11 18:00',
      '2026-03-13 second-talk by 03-17 18:00',
    ]);
  });

  it('is nobody whom we have worked with for long, though the first payment that was written down is of today', () => {
    const { withinDays } = NEW.policy.care.onboarding;
    const since = (days: number) => ({ ...paid, firstCooperation: isoDateOf(dayOf('2026-03-04') - days) });
    expect(NEW.plan(since(withinDays), '2026-03-04', '2026-04-04')).toHaveLength(4);
    expect(NEW.plan(since(withinDays + 1), '2026-03-04', '2026-04-04')).toEqual([]);
    expect(NEW.plan({ ...paid, firstCooperation: null }, '2026-03-04', '2026-04-04')).toHaveLength(4);
  });

  it('steps over Spring Festival and works on its make-up days', () => {
    const before = { ...paid, events: [{ type: 'delivery' as const, day: '2026-02-13', amount: null }] };
    expect(NEW.plan(before, '2026-02-13', '2026-03-20')).toEqual([
      '2026-02-14 welcome-call by 02-25 18:00',
      '2026-02-24 send-guide by 02-24 18:00 ~',
      '2026-02-25 send-kit by 02-26 18:00 ~',
      '2026-02-28 second-talk by 03-03 18:00 ~',
    ]);
  });

  it.each([
    ['an e-mail is no talk', talk(NEW.calendar, '2026-03-05 10:00', 'email')],
    ['nobody was reached', { ...talk(NEW.calendar, '2026-03-05 10:00', 'phone'), isReached: false }],
    ['a talk before the first payment', talk(NEW.calendar, '2026-03-03 10:00', 'phone')],
  ])('is still to be welcomed: %s', (_why, contact) => {
    const asks = NEW.plan({ ...paid, contacts: [contact] }, '2026-03-06', '2026-03-06');
    expect(asks).toEqual(['2026-03-06 welcome-call by 03-09 18:00 (late)']);
  });

  it('a talk on the day of the payment counts, and of several the first', () => {
    const contacts = [
      talk(NEW.calendar, '2026-03-09 10:00', 'phone'),
      talk(NEW.calendar, '2026-03-04 10:00', 'online'),
    ];
    expect(NEW.plan({ ...paid, contacts }, '2026-03-04', '2026-03-05')).toEqual([
      '2026-03-05 send-guide by 03-05 18:00',
    ]);
  });

  it('whether done or not needed, the answer begins what follows', () => {
    const answers = [{ key: 'welcome:2026-03-04', day: '2026-03-09', outcome: 'skipped' as const, until: null }];
    expect(NEW.plan({ ...paid, answers }, '2026-03-09', '2026-04-01')[0]).toBe('2026-03-10 send-guide by 03-10 18:00');
    const later = [{ key: 'welcome:2026-03-04', day: '2026-03-05', outcome: 'later' as const, until: '2026-03-09' }];
    expect(NEW.plan({ ...paid, answers: later }, '2026-03-05', '2026-03-10')).toEqual([
      '2026-03-09 welcome-call by 03-09 18:00 (later)',
      '2026-03-10 send-guide by 03-10 18:00 ~',
    ]);
  });

  it('while the first talk is asked for nothing else is, and steps that were answered stay answered', () => {
    const asked = { ...paid, open: [{ key: 'welcome:2026-03-04' }] };
    expect(NEW.plan(asked, '2026-03-09', '2026-03-09')).toEqual([]);
    const answers = [{ key: 'kit:2026-03-04', day: '2026-03-06', outcome: 'done' as const, until: null }];
    expect(NEW.plan({ ...welcomed, answers }, '2026-03-06', '2026-04-01').map((one) => one.split(' ')[1])).toEqual([
      'send-guide',
      'second-talk',
    ]);
  });

  it.each([
    ['order', []],
    ['renewal', []],
    ['payment', ['2026-03-05 welcome-call by 03-09 18:00']],
    ['delivery', ['2026-03-05 welcome-call by 03-09 18:00']],
  ] as const)('a first %s asks for %j', (type, expected) => {
    const events = [{ type, day: '2026-03-04', amount: 1 }];
    expect(NEW.plan({ ...paid, events }, '2026-03-04', '2026-03-05')).toEqual(expected);
  });

  it('only the very first payment counts, and not for longer than thirty days', () => {
    const events = [
      { type: 'payment' as const, day: '2026-03-04', amount: 1 },
      { type: 'payment' as const, day: '2024-03-04', amount: 1 },
    ];
    expect(NEW.plan({ ...paid, events }, '2026-03-04', '2026-04-30')).toEqual([]);
    expect(NEW.plan(paid, '2026-04-03', '2026-04-03')).toEqual(['2026-04-03 welcome-call by 04-03 18:00 (late)']);
    expect(NEW.plan(paid, '2026-04-04', '2026-04-30')).toEqual([]);
    // What is only agreed on has not begun.
    expect(NEW.plan(paid, '2026-03-03', '2026-04-30')).toEqual([]);
  });

  it('each step has its switch; without the talk the others count from the payment', () => {
    const off = rulebook(['kit', 'second-talk']);
    expect(off.plan(paid, '2026-03-04', '2026-04-01')).toEqual([
      '2026-03-06 send-kit by 03-09 18:00',
      '2026-03-11 second-talk by 03-13 18:00',
    ]);
    expect(rulebook(['welcome']).plan(welcomed, '2026-03-05', '2026-04-01')).toEqual([
      '2026-03-06 send-guide by 03-06 18:00',
    ]);
  });

  it('follows the numbers of the policy', () => {
    const quick = rulebook(['welcome', 'kit', 'second-talk'], {
      onboarding: { welcome: '1wd', guide: '2wd', kit: '1wd', secondFrom: '2wd', secondUntil: '4wd', within: '10d' },
    });
    expect(quick.plan(paid, '2026-03-04', '2026-04-01')).toEqual([
      '2026-03-05 welcome-call by 03-05 18:00',
      '2026-03-06 send-guide by 03-09 18:00 ~',
      '2026-03-06 send-kit by 03-06 18:00 ~',
      '2026-03-09 second-talk by 03-11 18:00 ~',
    ]);
    expect(quick.plan(paid, '2026-03-15', '2026-04-01')).toEqual([]);
  });

  it('says why, and by phone', () => {
    const [welcome, guide] = NEW.occurrences(paid, '2026-03-04', '2026-03-09');
    expect(welcome).toEqual({
      rule: 'welcome',
      key: 'welcome:2026-03-04',
      ask: 'welcome-call',
      nominalDay: '2026-03-05',
      day: '2026-03-05',
      moved: null,
      dueAt: NEW.clock('2026-03-09 18:00'),
      reason: { why: 'first-payment', day: '2026-03-04' },
      channel: 'phone',
      isProjected: false,
      how: 'ask',
    });
    expect(guide).toMatchObject({
      rule: 'welcome',
      key: 'guide:2026-03-04',
      reason: { why: 'after-welcome', day: '2026-03-05' },
      channel: null,
    });
  });
});

describe('questions of the first talk (R2)', () => {
  const asked = (when: string) => ({ ...welcomed, questionsAt: NEW.clock(when) });
  const questions = (facts: CareFacts, from: string) =>
    NEW.plan(facts, from, '2026-03-31').filter((one) => one.includes('questions'));

  it('are answered within a day, also where onboarding is long over', () => {
    expect(questions(asked('2026-03-05 10:00'), '2026-03-05')).toEqual(['2026-03-05 answer-questions by 03-06 10:00']);
    const at = NEW.clock('2026-03-05 10:00');
    const found = NEW.occurrences(asked('2026-03-05 10:00'), '2026-03-05', '2026-03-31');
    expect(found.find(({ ask }) => ask === 'answer-questions')).toMatchObject({
      ...{ key: `questions:${at}`, rule: 'questions', reason: { why: 'questions', at } },
      ...{ how: 'ask', channel: null, isProjected: false },
    });
    const old = careFacts({ questionsAt: NEW.clock('2026-03-05 10:00') });
    expect(questions(old, '2026-03-05')).toEqual(['2026-03-05 answer-questions by 03-06 10:00']);
  });

  it('over a weekend: the day counts in working time; asked for late there is that day', () => {
    expect(questions(asked('2026-03-06 17:00'), '2026-03-06')).toEqual(['2026-03-06 answer-questions by 03-09 09:00']);
    expect(questions(asked('2026-03-07 10:00'), '2026-03-07')).toEqual([
      '2026-03-09 answer-questions by 03-10 09:00 (rest)',
    ]);
    expect(questions(asked('2026-03-05 10:00'), '2026-03-09')).toEqual([
      '2026-03-09 answer-questions by 03-09 18:00 (late)',
    ]);
  });

  it('answered, or switched off, they are gone', () => {
    const at = NEW.clock('2026-03-05 10:00');
    const answers = [{ key: `questions:${at}`, day: '2026-03-05', outcome: 'done' as const, until: null }];
    expect(questions({ ...asked('2026-03-05 10:00'), answers }, '2026-03-05')).toEqual([]);
    expect(rulebook(['kit']).plan(careFacts({ questionsAt: at }), '2026-03-05', '2026-03-31')).toEqual([]);
  });
});
