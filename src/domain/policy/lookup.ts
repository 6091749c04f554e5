import type { CalendarSpec } from '../calendar/calendar-spec.ts';
import type { Kind, Platform } from '../vocabulary.ts';
import type { Person, Policy, Team } from './policy.ts';

interface Index {
  readonly peopleByAccount: ReadonlyMap<string, Person>;
  readonly teamsByKind: ReadonlyMap<Kind, Team>;
}

// Every request asks who speaks; the index is made once for each policy and goes with it.
const indexes = new WeakMap<Policy, Index>();

function indexOf(policy: Policy): Index {
  const known = indexes.get(policy);
  if (known !== undefined) return known;
  const peopleByAccount = new Map<string, Person>();
  for (const person of policy.people.values()) {
    for (const [platform, account] of accountsOf(person)) peopleByAccount.set(accountKey(platform, account), person);
  }
  const teamsByKind = new Map<Kind, Team>();
  for (const team of policy.teams.values()) for (const kind of team.handles) teamsByKind.set(kind, team);
  const index = { peopleByAccount, teamsByKind };
  indexes.set(policy, index);
  return index;
}

/** The accounts of a person, by platform. */
export function accountsOf(person: Person): [Platform, string][] {
  return Object.entries(person.accounts) as [Platform, string][];
}

/** What makes an account unique. */
export function accountKey(platform: Platform, account: string): string {
  return `${platform}:${foldAccount(platform, account)}`;
}

/** An account as it is written in addresses: WeCom does not tell upper from lower case in user ids. */
export function foldAccount(platform: Platform, account: string): string {
  return platform === 'wecom' ? account.toLowerCase() : account;
}

/**
 * Who has this account; `null` for somebody who is not listed. An entry that names its workspace (`T0ACME/U0LEAD`) comes
 * before one that does not and so holds in every workspace.
 */
export function personByAccount(policy: Policy, platform: Platform, workspace: string, id: string): Person | null {
  const { peopleByAccount } = indexOf(policy);
  return (
    peopleByAccount.get(accountKey(platform, `${workspace}/${id}`)) ??
    peopleByAccount.get(accountKey(platform, id)) ??
    null
  );
}

/** The team somebody belongs to; `null` for people without one and for strangers. */
export function teamOf(policy: Policy, personId: string): Team | null {
  const team = policy.people.get(personId)?.team ?? null;
  return team === null ? null : (policy.teams.get(team) ?? null);
}

/** The team to which a ticket of this kind goes first (T3). A resolved policy has one for each kind; else it throws. */
export function teamForKind(policy: Policy, kind: Kind): Team {
  const team = indexOf(policy).teamsByKind.get(kind);
  if (team === undefined) throw new Error(`policy: no team handles ${kind}`);
  return team;
}

/** The teams somebody answers for: those that name them manager or head, and a manager's own. */
export function teamsManagedBy(policy: Policy, personId: string): Team[] {
  const person = policy.people.get(personId);
  const own = person?.role === 'manager' ? person.team : null;
  return [...policy.teams.values()].filter(
    (team) => team.manager === personId || team.head === personId || team.id === own,
  );
}

/** What the calendar of a team is made from; of the whole company for `null`. Rest time is everybody's. */
export function calendarSpec(policy: Policy, team: Team | null): CalendarSpec {
  const { days, hours, holidays, off, working } = team?.workingTime ?? policy.workingTime;
  return { timezone: policy.timezone, days, hours, holidays, corrections: { off, working }, rest: policy.restTime };
}
