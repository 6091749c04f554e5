import { type Actor, hasRole } from './people.ts';
import type { Policy } from './policy/policy.ts';

/** Whose work a list shows: one's own, or one's team's. */
export const TODO_SCOPES = ['mine', 'team'] as const;
export type TodoScope = (typeof TODO_SCOPES)[number];

/** Whether this person sees everything their team owes, or only what nobody has yet. */
export function seesTeamsWork(actor: Actor): boolean {
  return hasRole(actor, 'lead');
}

/** Teams whose work stands beside somebody's own; strangers, who work for all of them, see none. */
export function teamsShownTo(actor: Actor, policy: Policy): readonly string[] {
  if (actor.teams !== 'all') return [...actor.teams].filter((team) => policy.teams.has(team));
  return hasRole(actor, 'admin') ? [...policy.teams.keys()] : [];
}
