import { describe, expect, it } from 'vitest';
import { festivalLists } from '../../../src/domain/care/plan-dates.ts';
import { careFacts, rulebook } from '../../support/care/facts.ts';

const DATES = rulebook(['dates']);
const solar = (month: number, day: number) => ({ calendar: 'solar' as const, month, day, year: null });
const born = (month: number, day: number) =>
  careFacts({ firstCooperation: null, people: [{ id: 'wu', birthday: solar(month, day) }] });

describe('birthdays (R6)', () => {
  it('are prepared three days before and greeted on the day', () => {
    expect(DATES.plan(born(3, 13), '2026-01-01', '2026-12-31')).toEqual([
      '2026-03-10 prepare-greeting by 03-12 18:00',
      '2026-03-13 greet by 03-13 18:00',
    ]);
  });

  it('move to the working day before, never after', () => {
    // Sunday 15 March; three days before is a Thursday.
    expect(DATES.plan(born(3, 15), '2026-01-01', '2026-12-31')).toEqual([
      '2026-03-12 prepare-greeting by 03-12 18:00',
      '2026-03-13 greet by 03-13 18:00 (rest)',
    ]);
    // In the middle of Spring Festival: its make-up Saturday before.
    expect(DATES.plan(born(2, 20), '2026-01-01', '2026-12-31')).toEqual(['2026-02-14 greet by 02-14 18:00 (rest)']);
    // On a make-up Sunday people work.
    expect(DATES.plan(born(9, 20), '2026-01-01', '2026-12-31')[1]).toBe('2026-09-20 greet by 09-20 18:00');
  });

  it('nothing is prepared on the day of the greeting itself', () => {
    expect(DATES.plan(born(10, 4), '2026-01-01', '2026-12-31')).toEqual(['2026-09-30 greet by 09-30 18:00 (rest)']);
    expect(DATES.plan(born(3, 13), '2026-03-13', '2026-12-31')).toEqual(['2026-03-13 greet by 03-13 18:00']);
    expect(DATES.plan(born(3, 13), '2026-03-12', '2026-12-31')[0]).toBe(
      '2026-03-12 prepare-greeting by 03-12 18:00 (late)',
    );
  });

  it('a greeting that nobody was asked for is made up for within a week, and then let be', () => {
    expect(DATES.plan(born(3, 13), '2026-03-20', '2026-12-31')).toEqual(['2026-03-20 greet by 03-20 18:00 (late)']);
    expect(DATES.plan(born(3, 13), '2026-03-21', '2026-12-31')).toEqual([]);
  });

  it('nothing before the customer was cared for is made up for', () => {
    expect(DATES.plan({ ...born(3, 13), careSince: '2026-03-14' }, '2026-03-14', '2026-12-31')).toEqual([]);
    expect(DATES.plan({ ...born(3, 13), careSince: '2026-03-13' }, '2026-03-16', '2026-12-31')).toEqual([
      '2026-03-16 greet by 03-16 18:00 (late)',
    ]);
  });

  it('say whose, which calendar, and how a day that the year lacks was taken', () => {
    const people = [{ id: 'wu', birthday: { calendar: 'lunar' as const, month: 12, day: 30, year: 1980 } }];
    const [before, on] = DATES.occurrences(careFacts({ firstCooperation: null, people }), '2026-01-01', '2026-06-30');
    const reason = { why: 'birthday', personId: 'wu', on: '2026-02-16', calendar: 'lunar', taken: 'short-month' };
    expect(before).toMatchObject({
      key: 'birthday:wu:2026-02-16:before',
      ask: 'prepare-greeting',
      reason,
      day: '2026-02-13',
    });
    expect(on).toMatchObject({
      key: 'birthday:wu:2026-02-16:day',
      rule: 'dates',
      ask: 'greet',
      reason,
      nominalDay: '2026-02-16',
      day: '2026-02-14',
      moved: 'rest',
      how: 'ask',
      channel: null,
      isProjected: false,
    });
  });

  it('follow a table of holidays that arrives late', () => {
    const late = rulebook(['dates'], {}, { workingTime: { off: ['2026-03-13', '2026-03-12'] } });
    expect(late.plan(born(3, 13), '2026-01-01', '2026-12-31')).toEqual([
      '2026-03-10 prepare-greeting by 03-10 18:00',
      '2026-03-11 greet by 03-11 18:00 (rest)',
    ]);
  });

  it('answers stand, day by day', () => {
    const greeted = {
      ...born(3, 13),
      answers: [{ key: 'birthday:wu:2026-03-13:day', day: '2026-03-12', outcome: 'done' as const, until: null }],
    };
    expect(DATES.plan(greeted, '2026-03-13', '2026-12-31')).toEqual([]);
    expect(DATES.plan(greeted, '2027-03-01', '2027-12-31').map((one) => one.slice(0, 16))).toEqual([
      '2027-03-10 prepa',
      '2027-03-12 greet',
    ]);
    const open = { ...born(3, 13), open: [{ key: 'birthday:wu:2026-03-13:day' }] };
    expect(DATES.plan(open, '2026-03-13', '2026-12-31')).toEqual([]);
  });

  it('put off: on the day that somebody chose, or the working day after it', () => {
    const putOff = (until: string) => ({
      ...born(3, 13),
      answers: [{ key: 'birthday:wu:2026-03-13:day', day: '2026-03-13', outcome: 'later' as const, until }],
    });
    expect(DATES.plan(putOff('2026-03-14'), '2026-03-13', '2026-12-31')).toEqual([
      '2026-03-16 greet by 03-16 18:00 (later)',
    ]);
    expect(DATES.plan(putOff('2026-04-14'), '2026-04-15', '2026-12-31')).toEqual([
      '2026-04-15 greet by 04-15 18:00 (later)',
    ]);
  });
});

describe('other dates', () => {
  it('anniversary of cooperation, founding day and milestones', () => {
    const facts = careFacts({
      firstCooperation: '2024-03-11',
      foundedOn: '2001-05-20',
      milestones: [{ id: 'golive', day: '2026-07-08' }],
    });
    expect(DATES.occurrences(facts, '2026-07-01', '2026-07-31').map(({ reason }) => reason)).toEqual([
      { why: 'milestone', milestoneId: 'golive', on: '2026-07-08' },
      { why: 'milestone', milestoneId: 'golive', on: '2026-07-08' },
    ]);
    expect(
      DATES.occurrences(facts, '2026-01-01', '2026-12-31').map(({ day, key, reason }) => [
        day,
        key,
        'years' in reason ? reason.years : null,
      ]),
    ).toEqual([
      ['2026-03-06', 'anniversary:2026-03-11:before', 2],
      ['2026-03-11', 'anniversary:2026-03-11:day', 2],
      ['2026-05-15', 'founding-day:2026-05-20:before', 25],
      ['2026-05-20', 'founding-day:2026-05-20:day', 25],
      ['2026-07-03', 'milestone:golive:2026-07-08:before', null],
      ['2026-07-08', 'milestone:golive:2026-07-08:day', null],
    ]);
  });

  it('only on the day where nothing is to be prepared, and not at all when switched off', () => {
    const facts = careFacts({ firstCooperation: '2024-03-11' });
    const ahead = rulebook(['dates'], { dates: { ahead: '1d' } });
    expect(ahead.plan(facts, '2026-01-01', '2026-12-31')).toEqual([
      '2026-03-10 prepare-greeting by 03-10 18:00',
      '2026-03-11 greet by 03-11 18:00',
    ]);
    expect(rulebook(['festivals']).plan({ ...facts, stage: 'prospect' }, '2026-01-01', '2026-12-31')).toEqual([]);
  });
});

describe('festivals (R7)', () => {
  const FESTIVALS = rulebook(['festivals']);

  it('stand in the plan of every active customer as a list of the team’s', () => {
    const found = FESTIVALS.occurrences(careFacts(), '2026-01-01', '2026-12-31');
    expect(found.map(({ day, key, how, ask }) => [day, key, how, ask])).toEqual([
      ['2026-02-10', 'festival:spring-festival:2026-02-17', 'list', 'festival-greeting'],
      ['2026-06-12', 'festival:dragon-boat:2026-06-19', 'list', 'festival-greeting'],
      ['2026-09-18', 'festival:mid-autumn:2026-09-25', 'list', 'festival-greeting'],
      ['2026-09-24', 'festival:national-day:2026-10-01', 'list', 'festival-greeting'],
    ]);
    expect(found[0]?.reason).toEqual({ why: 'festival', festival: 'spring-festival', on: '2026-02-17' });
    expect(found[0]?.dueAt).toBe(FESTIVALS.clock('2026-02-14 18:00'));
    expect(FESTIVALS.plan(careFacts({ stage: 'prospect' }), '2026-01-01', '2026-12-31')).toEqual([]);
  });

  it('nobody is listed on the festival itself, also where that is worked', () => {
    const lantern = rulebook(['festivals'], { festivals: { days: ['lantern'] } });
    expect(lantern.plan(careFacts(), '2026-03-02', '2026-03-31')).toEqual([
      '2026-03-02 festival-greeting by 03-03 18:00 (late)',
    ]);
    expect(lantern.plan(careFacts(), '2026-03-03', '2026-03-31')).toEqual([]);
    expect(festivalLists(lantern.policy, lantern.calendar, '2026-03-03', '2026-03-31')).toEqual([]);
    // A worked Monday, and nobody was there before the weekend.
    const may = rulebook(['festivals'], { festivals: { days: ['labour-day'] } }, { workingTime: { holidays: 'none' } });
    expect(festivalLists(may.policy, may.calendar, '2028-04-28', '2028-05-31')).toHaveLength(1);
    expect(festivalLists(may.policy, may.calendar, '2028-04-29', '2028-05-31')).toEqual([]);
  });

  const lists = (from: string, until: string, book = FESTIVALS) =>
    festivalLists(book.policy, book.calendar, from, until).map(
      ({ key, day, postAt, dueAt }) => `${key} ${day} ${book.local(postAt).slice(11)} by ${book.local(dueAt).slice(5)}`,
    );

  it('the team’s lists are posted a week before, in the morning', () => {
    expect(lists('2026-01-01', '2026-12-31')).toEqual([
      'festival:spring-festival:2026-02-17 2026-02-10 09:00 by 02-14 18:00',
      'festival:dragon-boat:2026-06-19 2026-06-12 09:00 by 06-18 18:00',
      'festival:mid-autumn:2026-09-25 2026-09-18 09:00 by 09-24 18:00',
      'festival:national-day:2026-10-01 2026-09-24 09:00 by 09-30 18:00',
    ]);
    expect(festivalLists(FESTIVALS.policy, FESTIVALS.calendar, '2026-09-18', '2026-09-18')).toMatchObject([
      { festival: 'mid-autumn', on: '2026-09-25', day: '2026-09-18' },
    ]);
  });

  it('at once where the day has passed, and not on the festival itself', () => {
    expect(lists('2026-02-12', '2026-02-20')).toEqual([
      'festival:spring-festival:2026-02-17 2026-02-12 09:00 by 02-14 18:00',
    ]);
    expect(lists('2026-02-15', '2026-03-01')).toEqual([]);
    expect(lists('2026-09-19', '2026-09-23')).toEqual([
      'festival:mid-autumn:2026-09-25 2026-09-20 09:00 by 09-24 18:00',
    ]);
  });

  it('those of the policy, and none when switched off', () => {
    const few = rulebook(['festivals'], { festivals: { days: ['new-year', 'new-year'], ahead: '3d' } });
    expect(lists('2026-12-01', '2026-12-31', few)).toEqual([
      'festival:new-year:2027-01-01 2026-12-29 09:00 by 01-01 18:00',
    ]);
    expect(lists('2026-01-01', '2026-12-31', rulebook(['dates']))).toEqual([]);
  });
});
