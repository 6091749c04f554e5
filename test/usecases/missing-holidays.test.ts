import { expect, test } from 'vitest';
import { createCalendar } from '../../src/domain/calendar/calendar.ts';
import { calendarSpec } from '../../src/domain/policy/lookup.ts';
import { resolvePolicy } from '../../src/domain/policy/resolve-policy.ts';
import { alertAdmins } from '../../src/usecases/alert-admins.ts';
import { missingHolidays } from '../../src/usecases/missing-holidays.ts';

function inForce(file: object) {
  const resolved = resolvePolicy(file);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.faults));
  const { policy } = resolved;
  const calendarOf = (team: string) => createCalendar(calendarSpec(policy, policy.teams.get(team) ?? null));
  return { hash: 'test', policy, calendarOf };
}

const shanghai = (text: string) => Date.parse(`${text}+08:00`);

test('the coming year is missed from 1 December on, by the local date', () => {
  const policy = inForce({});
  expect(missingHolidays(policy, shanghai('2026-11-30T23:59:59'))).toEqual([]);
  expect(missingHolidays(policy, shanghai('2026-12-01T00:00:00'))).toEqual([2027]);
  expect(missingHolidays(policy, shanghai('2027-01-01T00:00:00'))).toEqual([2027]);
  expect(missingHolidays(policy, shanghai('2025-12-31T12:00:00'))).toEqual([]);
});

test('a year whose days off the policy names is known, and so is a calendar without Chinese holidays', () => {
  const december = shanghai('2026-12-05T12:00:00');
  expect(missingHolidays(inForce({ workingTime: { off: ['2027-02-06'] } }), december)).toEqual([]);
  expect(missingHolidays(inForce({ workingTime: { holidays: 'none' } }), december)).toEqual([]);
  const onlyOneTeam = inForce({
    workingTime: { holidays: 'none' },
    teams: { support: { workingTime: { holidays: 'CN' } } },
  });
  expect(missingHolidays(onlyOneTeam, december)).toEqual([2027]);
});

test('every administrator is told where they are, once, and nobody else is', async () => {
  const { policy } = inForce({
    people: {
      a: { name: 'A', role: 'admin', slack: 'U0A' },
      b: { name: 'B', role: 'admin', slack: 'T0OTHER/U0B' },
      c: { name: 'C', role: 'manager', slack: 'U0C' },
      d: { name: 'D', role: 'admin' },
    },
  });
  const told: string[] = [];
  const places = await alertAdmins(
    {
      policy: () => policy,
      surfaces: () => [{ platform: 'slack', workspace: 'T0ACME' }],
      enqueue: async (to) => void told.push(to.id),
    },
    { alert: 'holidays-unknown', year: 2027 },
  );
  expect([places, told]).toEqual([1, ['@U0A']]);
});
