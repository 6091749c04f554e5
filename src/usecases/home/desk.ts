import type { Actor } from '../../domain/people.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Instant } from '../../domain/time.ts';
import { seesTeamsWork, type TodoScope, teamsShownTo } from '../../domain/todo.ts';
import type { OwedFilter, OwedPage, OwedStore } from './ports.ts';

/** What people owe, for whoever asks. */
export interface HomeDesk {
  owed(
    request: { readonly actor: Actor; readonly policy: Policy; readonly scope: TodoScope; readonly now: Instant },
    page: { readonly offset: number; readonly limit: number },
  ): Promise<OwedPage>;
}

const NOTHING: OwedPage = { items: [], total: 0, late: 0, isMore: false };

export function createHomeDesk(store: OwedStore): HomeDesk {
  return {
    async owed({ actor, policy, scope, now }, page) {
      const filter = filterOf(actor, policy, scope);
      return filter === null ? NOTHING : store.list(filter, page, now);
    },
  };
}

function filterOf(actor: Actor, policy: Policy, scope: TodoScope): OwedFilter | null {
  if (scope === 'mine') return { owners: [actor.ref, ...(actor.standsInFor ?? [])] };
  const teams = teamsShownTo(actor, policy);
  return teams.length === 0 ? null : { teams, butOf: actor.ref, unowned: !seesTeamsWork(actor) };
}
