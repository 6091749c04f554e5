import type { Policy } from './policy/policy.ts';
import { SYSTEM } from './ticket/ticket.ts';
import type { PersonRef, Platform, Role } from './vocabulary.ts';
import { ROLES } from './vocabulary.ts';

/** Somebody who acts, with what the policy entitles them to. */
export interface Actor {
  readonly ref: PersonRef;
  readonly role: Role;
  /** Teams whose tickets they work on; `all` for admins, and for strangers where the policy lets them in. */
  readonly teams: ReadonlySet<string> | 'all';
  /** People who are away and for whom they stand in just now; absent for none. */
  readonly standsInFor?: ReadonlySet<PersonRef>;
}

/** The product itself, for what it does without being asked. */
export const SYSTEM_ACTOR: Actor = { ref: SYSTEM, role: 'admin', teams: 'all' };

/** The reference of an account that no person in the policy has. */
export function strangerRef(platform: Platform, workspace: string, id: string): PersonRef {
  return `${platform}:${workspace}:${id}`;
}

/** The account behind a stranger's reference; `null` for people of the policy and for the system. */
export function strangerAccount(ref: PersonRef): { platform: string; workspace: string; id: string } | null {
  const [platform, workspace, ...rest] = ref.split(':');
  if (platform === undefined || workspace === undefined || rest.length === 0) return null;
  return { platform, workspace, id: rest.join(':') };
}

/**
 * What a person may do. Agents and leads work on their own team's tickets, managers on those of every team they manage
 * or head, admins on all. Somebody who is not listed acts as an agent of every team, or (`null`) not at all.
 */
export function actorOf(policy: Policy, ref: PersonRef): Actor | null {
  const person = policy.people.get(ref);
  if (person === undefined) return policy.strangers === 'agent' ? { ref, role: 'agent', teams: 'all' } : null;
  if (person.role === 'admin') return { ref, role: 'admin', teams: 'all' };
  const teams = new Set<string>(person.team === null ? [] : [person.team]);
  let role: Role = person.role;
  for (const team of policy.teams.values()) {
    if (team.lead !== ref && team.manager !== ref && team.head !== ref) continue;
    teams.add(team.id);
    // The duty is the role: whoever leads a team may do what leads do, also where the file leaves the role out.
    role = higher(role, team.manager === ref || team.head === ref ? 'manager' : 'lead');
  }
  return { ref, role, teams };
}

function higher(one: Role, other: Role): Role {
  return ROLES.indexOf(one) >= ROLES.indexOf(other) ? one : other;
}

/** Whether a role includes another. */
export function hasRole(actor: Actor, role: Role): boolean {
  return ROLES.indexOf(actor.role) >= ROLES.indexOf(role);
}

/** Whether something of this person's is theirs to do: their own, or of somebody for whom they stand in. */
export function actsFor(actor: Actor, owner: PersonRef | null): boolean {
  return owner !== null && (owner === actor.ref || actor.standsInFor?.has(owner) === true);
}

/** Whether the actor works on this team's tickets. */
export function worksFor(actor: Actor, team: string): boolean {
  return actor.teams === 'all' || actor.teams.has(team);
}
