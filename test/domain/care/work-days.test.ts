import { describe, expect, it } from 'vitest';
import { parseIsoDate } from '../../../src/domain/calendar/civil-date.ts';
import { dayOf, isoDay, workDaysOf } from '../../../src/domain/care/work-days.ts';
import { company } from '../../support/policies.ts';

const office = workDaysOf(company().calendarOf('support'));
const near = (step: 'onOrBefore' | 'onOrAfter', day: string) => isoDay(office[step](dayOf(day)));

describe('days of work', () => {
  it('are found on both sides of a rest', () => {
    expect(near('onOrBefore', '2026-03-15')).toBe('2026-03-13');
    expect(near('onOrAfter', '2026-03-15')).toBe('2026-03-16');
    expect(near('onOrBefore', '2026-03-13')).toBe('2026-03-13');
    expect(near('onOrAfter', '2026-03-13')).toBe('2026-03-13');
    expect(isoDay(office.after(dayOf('2026-03-13'), 1))).toBe('2026-03-16');
    expect(isoDay(office.after(dayOf('2026-03-13'), 3))).toBe('2026-03-18');
  });

  it('are the same object for the same calendar', () => {
    const calendar = company().calendarOf('support');
    expect(workDaysOf(calendar)).toBe(workDaysOf(calendar));
  });

  it('after a rest longer than anybody’s are looked for on the other side', () => {
    const off = Array.from({ length: 40 }, (_, i) => isoDay(dayOf('2026-06-01') + i));
    const closed = workDaysOf(company({ workingTime: { off } }).calendarOf('support'));
    expect(isoDay(closed.onOrBefore(dayOf('2026-07-10')))).toBe('2026-07-13');
    // 31 days are looked at, the day itself among them.
    expect(isoDay(closed.onOrBefore(dayOf('2026-06-28')))).toBe('2026-05-29');
    expect(isoDay(closed.onOrBefore(dayOf('2026-06-29')))).toBe('2026-07-13');
  });

  it('a text that is no date is a fault, and says so', () => {
    expect(() => dayOf('2026-02-30')).toThrow('day "2026-02-30": expected YYYY-MM-DD, a date that exists');
    expect(dayOf('2026-03-01')).toBe(parseIsoDate('2026-03-01'));
  });

  it('a calendar in which nobody ever works is a fault, and says so', () => {
    const off = Array.from({ length: 1_000 }, (_, i) => isoDay(dayOf('2026-06-01') + i));
    const closed = workDaysOf(company({ workingTime: { off } }).calendarOf('support'));
    expect(() => closed.onOrAfter(dayOf('2026-06-01'))).toThrow(
      /Asia\/Shanghai: no working day for 800 days after 2026-06-01/,
    );
  });
});
