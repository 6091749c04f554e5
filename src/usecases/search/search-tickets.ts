import type { TicketView } from '../ports.ts';
import type { SearchStore, Sight, TicketSearch } from './ports.ts';

/** Narrowed by nothing. */
export const EVERYTHING: TicketSearch = {
  words: [],
  phrases: [],
  without: [],
  statuses: [],
  kinds: [],
  urgencies: [],
  teams: [],
  owners: [],
  openers: [],
  of: [],
  customers: null,
  from: null,
  until: null,
};

/** A page of what was found. */
export interface SearchPage {
  readonly tickets: readonly TicketView[];
  /** How many were found and ranked. */
  readonly total: number;
  /** There are more than `total`. */
  readonly hasMore: boolean;
  /** Nothing older than this month (`YYYYMM`) was looked at, because it took too long. */
  readonly reachedBack: string | null;
  /** Nothing says it as typed; this comes near. */
  readonly isNear: boolean;
  /** All that was ranked, best first. */
  readonly numbers: readonly string[];
}

/** What would find something where nothing was found. */
export type NearbySearch =
  | { readonly drop: 'word'; readonly word: string; readonly total: number; readonly hasMore: boolean }
  | { readonly drop: 'filters'; readonly total: number; readonly hasMore: boolean };

/** Words that are tried without, one after the other. */
const MOST_TRIED = 4;

/** Finds tickets and reads one page of them. */
export async function searchTickets(
  store: SearchStore,
  search: TicketSearch,
  sight: Sight,
  page: { readonly offset: number; readonly limit: number },
): Promise<SearchPage> {
  let found = await store.find(search, sight, 'exactly');
  let isNear = false;
  if (found.numbers.length === 0 && found.reachedBack === null) {
    found = await store.find(search, sight, 'loosely');
    isNear = found.numbers.length > 0;
  }
  const { numbers, hasMore, reachedBack } = found;
  const tickets = await store.views(numbers.slice(page.offset, page.offset + page.limit));
  return { tickets, total: numbers.length, hasMore, reachedBack, isNear, numbers };
}

/** What to look for instead of a search that found nothing: with one word less, or everywhere; at most three ways. */
export async function nearbySearches(
  store: SearchStore,
  search: TicketSearch,
  sight: Sight,
): Promise<readonly NearbySearch[]> {
  const ways: NearbySearch[] = [];
  const isNarrowed =
    JSON.stringify({ ...EVERYTHING, words: search.words, phrases: search.phrases }) !== JSON.stringify(search);
  if (isNarrowed && search.words.length + search.phrases.length > 0) {
    const { numbers, hasMore } = await store.find(
      { ...EVERYTHING, words: search.words, phrases: search.phrases },
      sight,
      'exactly',
    );
    if (numbers.length > 0) ways.push({ drop: 'filters', total: numbers.length, hasMore });
  }
  if (search.words.length > 1) {
    for (const word of search.words.slice(0, MOST_TRIED)) {
      const rest = { ...search, words: search.words.filter((one) => one !== word) };
      const { numbers, hasMore } = await store.find(rest, sight, 'exactly');
      if (numbers.length > 0) ways.push({ drop: 'word', word, total: numbers.length, hasMore });
    }
  }
  return ways.slice(0, 3);
}
