import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Absence, type DutyBook, dutyDayKey } from '../../../src/domain/duty/absence.ts';
import { createDuty, type Duty } from '../../../src/domain/duty/duty.ts';
import { turnOn } from '../../../src/domain/duty/rota.ts';
import { resolvePolicy } from '../../../src/domain/policy/resolve-policy.ts';
import type { PolicyFileInput } from '../../../src/domain/policy/schema.ts';
import { DAY_MS, HOUR_MS } from '../../../src/domain/time.ts';
import { inForce, readPolicy } from '../../support/policies.ts';

type RotaInput = NonNullable<NonNullable<PolicyFileInput['teams']>[string]>['duty'];

const PEOPLE = {
  li: { team: 'support' },
  wu: { team: 'support' },
  yu: { team: 'support' },
  chen: { team: 'support', role: 'lead' },
  loner: {},
} satisfies PolicyFileInput['people'];

function policyWith(duty?: RotaInput, timezone = 'Asia/Shanghai') {
  const team = { lead: 'chen', ...(duty === undefined ? {} : { duty }) };
  return inForce(readPolicy({ timezone, people: PEOPLE, teams: { support: team } }));
}

const NOW = Date.parse('2026-11-25T10:00:00+08:00');
let declared = 0;
function away(person: string, deputy: string | null, more: Partial<Absence> = {}): Absence {
  declared += 1;
  const times = { from: NOW - HOUR_MS, until: NOW + DAY_MS, declaredAt: NOW - DAY_MS + declared };
  const stored = { transfer: false, endedAt: null, begunAt: null, closedAt: null };
  return { id: `a${declared}`, person, deputy, ...times, ...stored, ...more };
}
const book = (...absences: Absence[]): DutyBook => ({ absences, days: new Map() });
const standIn = (duty: Duty, person: string, at = NOW) => {
  const { who, why, isCircle } = duty.standInFor(person, at);
  return `${who} ${why}${isCircle ? ' circle' : ''}`;
};

describe('who stands in', () => {
  const rules = policyWith();
  test('nobody, for somebody who is there; the deputy from the first moment to the last', () => {
    const duty = createDuty(rules, book(away('li', 'wu')));
    expect(standIn(duty, 'wu')).toBe('wu here');
    expect(standIn(duty, 'li', NOW - HOUR_MS - 1)).toBe('li here');
    expect(standIn(duty, 'li', NOW - HOUR_MS)).toBe('wu deputy');
    expect(standIn(duty, 'li', NOW + DAY_MS - 1)).toBe('wu deputy');
    expect(standIn(duty, 'li', NOW + DAY_MS)).toBe('li here');
  });
  test('the deputy of the deputy', () => {
    expect(standIn(createDuty(rules, book(away('li', 'wu'), away('wu', 'yu'))), 'li')).toBe('yu deputy');
  });
  test('a circle ends at the lead, and says so; a lead in it is asked once', () => {
    expect(standIn(createDuty(rules, book(away('li', 'wu'), away('wu', 'li'))), 'li')).toBe('chen lead circle');
    const led = createDuty(rules, book(away('li', 'chen'), away('chen', 'li')));
    expect(standIn(led, 'li')).toBe('null nobody circle');
  });
  test('a circle is the business of the lead, also where somebody is on duty', () => {
    const duty = createDuty(policyWith({ weekly: ['yu'] }), book(away('li', 'wu'), away('wu', 'li')));
    expect(standIn(duty, 'li')).toBe('chen lead circle');
  });
  test('to oneself is a circle of one', () => {
    expect(standIn(createDuty(rules, book(away('li', 'li'))), 'li')).toBe('chen lead circle');
  });
  test('without a deputy whoever is on duty, else the lead; of a person without a team nobody', () => {
    expect(standIn(createDuty(rules, book(away('li', null))), 'li')).toBe('chen lead');
    expect(standIn(createDuty(policyWith({ weekly: ['yu'] }), book(away('li', null))), 'li')).toBe('yu duty');
    const alsoAway = book(away('li', null), away('yu', null));
    expect(standIn(createDuty(policyWith({ weekly: ['yu'] }), alsoAway), 'li')).toBe('chen lead');
    expect(standIn(createDuty(rules, book(away('loner', null))), 'loner')).toBe('null nobody');
  });
  test('a deputy who left the policy file is nobody; an account without an entry is somebody', () => {
    expect(standIn(createDuty(rules, book(away('li', 'gone'))), 'li')).toBe('chen lead');
    expect(standIn(createDuty(rules, book(away('li', 'slack:T0:U9'))), 'li')).toBe('slack:T0:U9 deputy');
  });
  test('for an account without an entry nobody but its deputy, for it has no team', () => {
    expect(standIn(createDuty(rules, book(away('slack:T0:U9', 'wu'))), 'slack:T0:U9')).toBe('wu deputy');
    expect(standIn(createDuty(rules, book(away('slack:T0:U9', null))), 'slack:T0:U9')).toBe('null nobody');
  });
  test('of two declared in one moment the one that lasts longer holds, in whatever order they are stored', () => {
    const declaredAt = NOW - DAY_MS;
    const long = away('li', 'wu', { until: NOW + 3 * DAY_MS, declaredAt });
    const short = away('li', 'yu', { until: NOW + DAY_MS, declaredAt });
    for (const both of [book(long, short), book(short, long)]) {
      expect(standIn(createDuty(rules, both), 'li')).toBe('wu deputy');
    }
    // As long as each other: the first one stays.
    const same = { ...long, id: 'same', deputy: 'yu' };
    expect(standIn(createDuty(rules, book(long, same)), 'li')).toBe('wu deputy');
  });
  test('the one declared last holds, also where it is stored first or ends first', () => {
    const early = away('li', 'wu', { until: NOW + 3 * DAY_MS });
    const late = away('li', 'yu');
    for (const both of [book(early, late), book(late, early)]) {
      expect(standIn(createDuty(rules, both), 'li')).toBe('yu deputy');
    }
  });
  test('everybody for whom a person stands in just now is known, but not the person', () => {
    const duty = createDuty(rules, book(away('li', 'wu'), away('yu', 'li'), away('chen', null)));
    const standsInFor = (person: string, at = NOW) => [...duty.standsInFor(person, at)].toSorted();
    expect(standsInFor('wu')).toEqual(['li', 'yu']);
    expect(standsInFor('li')).toEqual([]);
    expect(standsInFor('wu', NOW + DAY_MS)).toEqual([]);
    // Somebody who is back does their own work, and stands in for nobody by that.
    expect(standsInFor('li', NOW + DAY_MS)).toEqual([]);
  });
  test('of two that overlap the one declared last holds, and the earlier one where only it covers', () => {
    const both = book(away('li', 'wu', { until: NOW + 3 * DAY_MS }), away('li', 'yu', { until: NOW + DAY_MS }));
    const duty = createDuty(rules, both);
    expect(standIn(duty, 'li')).toBe('yu deputy');
    expect(standIn(duty, 'li', NOW + 2 * DAY_MS)).toBe('wu deputy');
  });
  test('back before it was over', () => {
    const duty = createDuty(rules, book(away('li', 'wu', { endedAt: NOW })));
    expect(standIn(duty, 'li', NOW - 1)).toBe('wu deputy');
    expect(standIn(duty, 'li')).toBe('li here');
  });

  const person = fc.constantFrom('li', 'wu', 'yu', 'chen', 'loner');
  const absences = fc.array(fc.record({ person, deputy: fc.option(person) }), { maxLength: 12 });
  test('is always there, whatever anybody declared, or nobody is', () => {
    const rules = policyWith({ weekly: ['li', 'wu'] });
    const seen = fc.property(absences, person, (all, asked) => {
      const duty = createDuty(rules, book(...all.map((one) => away(one.person, one.deputy))));
      const { who } = duty.standInFor(asked, NOW);
      if (who !== null) expect(duty.absenceOf(who, NOW)).toBeNull();
      const onDuty = duty.onDuty('support', NOW).person;
      if (onDuty !== null) expect(duty.absenceOf(onDuty, NOW)).toBeNull();
    });
    fc.assert(seen, { numRuns: 300 });
  });
});

describe('who is on duty', () => {
  const at = (text: string) => Date.parse(text);
  const names = (duty: Duty, ...times: string[]) => times.map((time) => duty.onDuty('support', at(time)).person);

  test('week by week in turn, changing on the weekday of its start, also before it', () => {
    const duty = createDuty(policyWith({ weekly: ['li', 'wu', 'yu'], start: '2026-11-25' }));
    expect(names(duty, '2026-11-24T23:59+08:00', '2026-11-25T00:00+08:00', '2026-12-01T23:00+08:00')).toEqual([
      'yu',
      'li',
      'li',
    ]);
    expect(names(duty, '2026-12-02T00:00+08:00', '2026-12-09T12:00+08:00', '2026-12-16T12:00+08:00')).toEqual([
      'wu',
      'yu',
      'li',
    ]);
  });
  test('all through a week, with two in turn', () => {
    const duty = createDuty(policyWith({ weekly: ['li', 'wu'], start: '2026-11-23' }));
    const noons = ['11-22', '11-24', '11-27', '11-29', '11-30', '12-03'].map((day) => `2026-${day}T12:00+08:00`);
    expect(names(duty, ...noons)).toEqual(['wu', 'li', 'li', 'li', 'wu', 'wu']);
    expect(names(duty, '2026-11-09T12:00+08:00', '2026-11-02T12:00+08:00')).toEqual(['li', 'wu']);
  });
  test('nobody where nobody takes turns; a date that is none is a fault of the program', () => {
    const rota = { turns: { kind: 'weekly', order: [], start: '2026-11-23' }, on: {}, fromMinute: 0 } as const;
    expect(turnOn(rota, '2026-11-25')).toBeNull();
    expect(() => turnOn(rota, '2026-02-30')).toThrow('date "2026-02-30": expected YYYY-MM-DD');
  });
  test('by day of the week, with days that nobody has and single dates', () => {
    const duty = createDuty(policyWith({ days: { mon: 'li', tue: 'wu' }, on: { '2026-11-24': 'yu' } }));
    expect(names(duty, '2026-11-23T12:00+08:00', '2026-11-24T12:00+08:00', '2026-12-01T12:00+08:00')).toEqual([
      'li',
      'yu',
      'wu',
    ]);
    expect(names(duty, '2026-11-25T12:00+08:00')).toEqual([null]);
  });
  test('changing hands at a time of day, also on days whose clocks change', () => {
    const duty = createDuty(policyWith({ days: { sat: 'li', sun: 'wu', mon: 'yu' }, from: '09:00' }, 'Europe/Berlin'));
    // Clocks go back on Sunday, 25 October 2026 at 3:00, and forward on 28 March 2027 at 2:00.
    expect(names(duty, '2026-10-25T08:59+01:00', '2026-10-25T09:00+01:00', '2026-10-26T08:59+01:00')).toEqual([
      'li',
      'wu',
      'wu',
    ]);
    expect(names(duty, '2027-03-28T08:59+02:00', '2027-03-28T09:00+02:00')).toEqual(['li', 'wu']);
  });
  test('a day set by hand stands over the rota, also over a changed one; somebody unknown does not', () => {
    const days = new Map([
      [dutyDayKey('support', '2026-11-25'), 'yu'],
      [dutyDayKey('support', '2026-11-26'), 'gone'],
    ]);
    for (const weekly of [['li'], ['wu']]) {
      const duty = createDuty(policyWith({ weekly }), { absences: [], days });
      expect(names(duty, '2026-11-25T12:00+08:00', '2026-11-26T12:00+08:00')).toEqual(['yu', weekly[0]]);
      expect(duty.rosteredOn('support', '2026-11-25')).toEqual({ rostered: 'yu', by: 'hand' });
      expect(duty.rosteredOn('support', '2026-11-26')).toEqual({ rostered: weekly[0], by: 'rota' });
    }
  });
  test('who is away is stood in for; without anybody the lead has it, unless away too', () => {
    const rules = policyWith({ weekly: ['li'] });
    expect(createDuty(rules, book(away('li', 'wu'))).onDuty('support', NOW)).toEqual({
      rostered: 'li',
      person: 'wu',
      by: 'rota',
    });
    expect(createDuty(rules, book(away('li', null))).onDuty('support', NOW).person).toBe('chen');
    expect(createDuty(rules, book(away('li', null), away('chen', null))).onDuty('support', NOW).person).toBeNull();
  });
  test('a team without a rota has nobody', () => {
    expect(createDuty(policyWith()).onDuty('support', NOW)).toEqual({ rostered: null, person: null, by: null });
    expect(createDuty(policyWith()).onDuty('no such team', NOW).person).toBeNull();
    // Set by hand before the team left the policy file; nobody leads it any more.
    const days = new Map([[dutyDayKey('gone', '2026-11-25'), 'yu']]);
    const duty = createDuty(policyWith(), { absences: [away('yu', null)], days });
    expect(duty.onDuty('gone', NOW)).toEqual({ rostered: 'yu', person: null, by: 'hand' });
  });
});

describe('a rota in the policy file', () => {
  const faultsOf = (duty: unknown): unknown => {
    const resolved = resolvePolicy({ people: PEOPLE, teams: { support: { duty } } });
    return resolved.ok ? [] : resolved.faults.map(({ path, problem }) => `${path.slice(2).join('.')} ${problem.key}`);
  };
  test.each([
    [{ weekly: ['li', 'lu'] }, ['duty.weekly.1 no-such-person']],
    [{ days: { mon: 'nobody' } }, ['duty.days.mon no-such-person']],
    [{ days: { monday: 'li' } }, ['duty.days.monday unknown-key']],
    [{ weekly: ['li'], on: { '2026-02-30': 'li' } }, ['duty.on.2026-02-30 bad-date']],
    [{ weekly: ['li'], days: { mon: 'wu' } }, ['duty.days rota-twice']],
    [{ days: { mon: 'wu' }, start: '2026-11-02' }, ['duty.start start-without-weeks']],
    [{ weekly: ['li'], from: '24:00' }, ['duty.from bad-time']],
    [{ weekly: ['li'], start: '2026-13-01' }, ['duty.start bad-date']],
    [{ weekly: ['li', 'wu'], start: '2026-11-02', on: { '2026-12-25': 'yu' }, from: '09:00' }, []],
  ])('%j', (duty, faults) => expect(faultsOf(duty)).toEqual(faults));
});
