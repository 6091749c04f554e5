import type { Person, Policy, Team } from './policy.ts';

/**
 * The policy with everybody reachable in the playground: a person's account there is their key, a team's channel its
 * key, unless the file says otherwise. For trying a real policy before any platform is connected.
 */
export function withPlaygroundAddresses(policy: Policy): Policy {
  const teams = [...policy.teams].map(([id, team]): [string, Team] => [
    id,
    { ...team, channels: { playground: id, ...team.channels } },
  ]);
  const people = [...policy.people].map(([id, person]): [string, Person] => [
    id,
    { ...person, accounts: { playground: id, ...person.accounts } },
  ]);
  return { ...policy, teams: new Map(teams), people: new Map(people) };
}
