import type { Actor } from '../../domain/people.ts';
import { newId } from '../new-id.ts';
import { type BulkDeps, proposeBulk, resumeBulk, runBulk } from './bulk.ts';
import type { BulkAction, BulkDeed, FilterStore, SavedFilter, SearchStore, Sight, TicketSearch } from './ports.ts';
import { type NearbySearch, nearbySearches, type SearchPage, searchTickets } from './search-tickets.ts';

/** Finding tickets, and what is done with what was found. */
export interface SearchDesk {
  search(
    actor: Actor,
    search: TicketSearch,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<SearchPage>;
  nearby(actor: Actor, search: TicketSearch): Promise<readonly NearbySearch[]>;
  readonly filters: Pick<FilterStore, 'list' | 'remove'> & {
    save(filter: Omit<SavedFilter, 'id'>): ReturnType<FilterStore['save']>;
  };
  readonly bulk: {
    propose(by: Actor, action: BulkAction, reason: string | null, numbers: readonly string[]): Promise<BulkDeed>;
    find(id: string): Promise<BulkDeed | null>;
    /** See `runBulk`. */
    run(by: Actor, id: string): Promise<BulkDeed | 'busy' | null>;
    /** See `resumeBulk`. */
    resume(isStopping: () => boolean): Promise<number>;
  };
}

export function createSearchDesk(
  deps: BulkDeps & { readonly search: SearchStore; readonly filters: FilterStore },
): SearchDesk {
  return {
    search: (actor, search, page) => searchTickets(deps.search, search, sightOf(actor), page),
    nearby: (actor, search) => nearbySearches(deps.search, search, sightOf(actor)),
    filters: {
      ...deps.filters,
      save: (filter) => deps.filters.save({ ...filter, id: newId() }, deps.clock.now()),
    },
    bulk: {
      propose: (by, action, reason, numbers) => proposeBulk(deps, { by, action, reason, numbers }),
      find: (id) => deps.bulk.find(id),
      run: (by, id) => runBulk(deps, id, by.ref),
      resume: (isStopping) => resumeBulk(deps, isStopping),
    },
  };
}

/** The same as in lists: everything of one's teams, and whatever is one's own elsewhere. */
function sightOf(actor: Actor): Sight {
  return actor.teams === 'all' ? 'all' : { teams: [...actor.teams], orOf: actor.ref };
}
