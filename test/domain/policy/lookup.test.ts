import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../src/domain/calendar/calendar.ts';
import { demoPolicy } from '../../../src/domain/policy/demo.ts';
import {
  calendarSpec,
  personByAccount,
  teamForKind,
  teamOf,
  teamsManagedBy,
} from '../../../src/domain/policy/lookup.ts';
import { nearestName } from '../../../src/domain/policy/nearest.ts';
import { withPlaygroundAddresses } from '../../../src/domain/policy/playground.ts';
import { resolvePolicy } from '../../../src/domain/policy/resolve-policy.ts';

const result = resolvePolicy({
  teams: {
    support: { lead: 'chen', manager: 'wang', workingTime: { hours: ['08:00-20:00'] } },
    finance: { head: 'wang' },
  },
  people: {
    lin: { team: 'after-sales', slack: 'U0LIN', wecom: 'LinXiao', playground: 'xl' },
    chen: { team: 'support', role: 'lead', slack: 'T0ACME/U0SAME' },
    wang: { team: 'sales', role: 'manager', slack: 'U0SAME' },
  },
});
if (!result.ok) throw new Error(JSON.stringify(result.faults));
const { policy } = result;

describe('who has an account', () => {
  it.each([
    ['slack', 'T0ACME', 'U0LIN', 'lin'],
    ['slack', 'T0OTHER', 'U0LIN', 'lin'],
    ['slack', 'T0ACME', 'U0SAME', 'chen'],
    ['slack', 'T0OTHER', 'U0SAME', 'wang'],
    ['slack', 'T0ACME', 'u0lin', undefined],
    ['wecom', 'ww1', 'linxiao', 'lin'],
    ['wecom', 'ww1', 'U0LIN', undefined],
    ['playground', 'local', 'xl', 'lin'],
    ['playground', 'local', 'lin', undefined],
  ] as const)('%s %s %s is %s', (platform, workspace, id, expected) => {
    expect(personByAccount(policy, platform, workspace, id)?.id).toBe(expected);
  });
});

describe('teams', () => {
  it('are found by member, by kind and by who answers for them', () => {
    expect(teamOf(policy, 'lin')?.id).toBe('after-sales');
    expect(teamOf(policy, 'slack:T0ACME:U1')).toBeNull();
    expect(teamForKind(policy, 'complaint').id).toBe('after-sales');
    expect(teamForKind(policy, 'suggestion').id).toBe('support');
    expect(teamsManagedBy(policy, 'wang').map(({ id }) => id)).toEqual(['sales', 'support', 'finance']);
    expect(teamsManagedBy(policy, 'chen')).toEqual([]);
  });

  it('have the calendar of everybody unless they have their own hours', () => {
    const support = policy.teams.get('support') ?? null;
    expect(calendarSpec(policy, support).hours).toEqual([{ fromMinute: 480, toMinute: 1200 }]);
    expect(calendarSpec(policy, policy.teams.get('sales') ?? null)).toEqual(calendarSpec(policy, null));
    expect(() => createCalendar(calendarSpec(policy, support))).not.toThrow();
  });
});

describe('the playground', () => {
  it('reaches everybody by their key, and those with an account by that', () => {
    const reachable = withPlaygroundAddresses(policy);
    expect(personByAccount(reachable, 'playground', 'local', 'chen')?.id).toBe('chen');
    expect(personByAccount(reachable, 'playground', 'local', 'xl')?.id).toBe('lin');
    expect(reachable.teams.get('sales')?.channels.playground).toBe('sales');
  });

  it('has a demo company with somebody of each role and three channels', () => {
    const demo = demoPolicy();
    expect(new Set([...demo.people.values()].map(({ role }) => role))).toEqual(
      new Set(['agent', 'lead', 'manager', 'admin']),
    );
    const open = [...demo.teams.values()].filter(({ channels }) => channels.playground !== undefined);
    expect(open.map(({ name }) => name)).toEqual(['客服部', '售后部', '产品部']);
    expect(open.every(({ lead, manager }) => lead !== null && manager !== null)).toBe(true);
    expect(personByAccount(demo, 'playground', 'local', 'lin')).toMatchObject({ name: '小林', team: 'after-sales' });
  });
});

describe('the nearest name', () => {
  it.each([
    ['tikcet', 'ticket'],
    ['TICKET', 'ticket'],
    ['tiket', 'ticket'],
    ['escalte', 'escalate'],
    ['xyz', null],
    ['t', null],
    ['', null],
  ])('of %j is %j', (name, expected) => {
    expect(nearestName(name, ['take', 'ticket', 'escalate'])).toBe(expected);
  });
});
