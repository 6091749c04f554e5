import { type Calendar, type CalendarSpec, createCalendar } from '../domain/calendar/calendar.ts';

const DEFAULT_SPEC: CalendarSpec = {
  timezone: 'Asia/Shanghai',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  hours: [
    { fromMinute: 540, toMinute: 720 },
    { fromMinute: 810, toMinute: 1_080 },
  ],
  holidays: 'CN',
  rest: [
    { fromMinute: 1_260, toMinute: 540 },
    { fromMinute: 720, toMinute: 810 },
  ],
};

/** The calendar under which the clock answers: the policy file's, or the built-in one when no file is named. */
export function openClockCalendar(policyPath: string | undefined, assumeWeekends: boolean): Calendar {
  return createCalendar({ ...readSpec(policyPath), assumeWeekends });
}

function readSpec(policyPath: string | undefined): CalendarSpec {
  if (policyPath !== undefined) throw new Error(`--policy ${policyPath}: policy files cannot be read yet`);
  return DEFAULT_SPEC;
}
