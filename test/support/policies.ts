import { type Calendar, createCalendar } from '../../src/domain/calendar/calendar.ts';
import type { PolicyInForce } from '../../src/domain/commitment/track.ts';
import { calendarSpec } from '../../src/domain/policy/lookup.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { resolvePolicy } from '../../src/domain/policy/resolve-policy.ts';
import type { PolicyFileInput } from '../../src/domain/policy/schema.ts';
import type { Policies } from '../../src/usecases/ports.ts';

/** A company with one person for every duty; `nightdesk` is a team that nobody leads. */
export const COMPANY = {
  teams: {
    support: { channels: { slack: 'C0SUPPORT' }, lead: 'lead1', manager: 'mgr1', head: 'head1' },
    'after-sales': { channels: { slack: 'C0AFTER' }, lead: 'lead2', manager: 'mgr1', head: 'head1' },
    product: { channels: {}, manager: 'mgr2' },
    nightdesk: { channels: { slack: 'C0NIGHT' } },
  },
  people: {
    agent: { team: 'support', role: 'agent', slack: 'U0AGENT' },
    colleague: { team: 'support', role: 'agent', slack: 'U0COLLEAGUE' },
    outsider: { team: 'after-sales', role: 'agent', slack: 'U0OUTSIDER' },
    lead1: { team: 'support', role: 'lead', slack: 'U0LEAD' },
    lead2: { team: 'after-sales', role: 'lead', slack: 'U0LEADB' },
    mgr1: { team: 'support', role: 'manager', slack: 'U0MANAGER' },
    mgr2: { team: 'product', role: 'manager', slack: 'U0MANAGERB' },
    head1: { role: 'manager', slack: 'U0HEAD' },
    admin: { role: 'admin', slack: 'U0ADMIN' },
  },
} satisfies PolicyFileInput;

/** The policy of a file laid over the preset; a faulty file is a fault of the test. */
export function readPolicy(file: PolicyFileInput): Policy {
  const resolved = resolvePolicy(file);
  if (!resolved.ok) throw new Error(`policy of the test: ${JSON.stringify(resolved.faults)}`);
  return resolved.policy;
}

/** A policy in force, its calendars made once. */
export function inForce(policy: Policy, hash = 'policy'): PolicyInForce {
  const calendars = new Map<string, Calendar>();
  const calendarOf = (team: string): Calendar => {
    const spec = calendarSpec(policy, policy.teams.get(team) ?? null);
    const key = JSON.stringify(spec);
    const calendar = calendars.get(key) ?? createCalendar(spec);
    calendars.set(key, calendar);
    return calendar;
  };
  const byTeam = new Map([...policy.teams.keys()].map((team) => [team, calendarOf(team)]));
  const own = calendarOf('');
  return { hash, policy, calendarOf: (team) => byTeam.get(team) ?? own };
}

/** The company under the handbook, with the file's own changes. */
export function company(file: PolicyFileInput = {}, hash = 'policy'): PolicyInForce {
  return inForce(readPolicy({ ...COMPANY, ...file }), hash);
}

/** Policies that can be switched, the first one active. */
export function switchablePolicies(all: readonly PolicyInForce[]): Policies & { activate(hash: string): void } {
  const byHash = (hash: string): PolicyInForce => {
    const found = all.find((one) => one.hash === hash);
    if (found === undefined) throw new Error(`no policy ${hash}`);
    return found;
  };
  let active = all[0]?.hash ?? '';
  return {
    active: () => byHash(active),
    byHash,
    refresh: async () => false,
    activate: (hash) => {
      active = byHash(hash).hash;
    },
  };
}
