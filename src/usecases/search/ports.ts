import type { ClosingWord } from '../../domain/ticket/ticket.ts';
import type { Instant, Ms } from '../../domain/time.ts';
import type { Kind, PersonRef, Status, Urgency } from '../../domain/vocabulary.ts';
import type { Refusal } from '../outcome.ts';
import type { TicketView } from '../ports.ts';

/** What is looked for, everybody in it known. Absent or empty: not narrowed by that. */
export interface TicketSearch {
  /** Folded words, in the order typed: of the ticket, or of its customer's names. */
  readonly words: readonly string[];
  /** Folded texts that must be said exactly so. */
  readonly phrases: readonly string[];
  /** Folded texts that must not be said. */
  readonly without: readonly string[];
  readonly statuses: readonly Status[];
  readonly kinds: readonly Kind[];
  readonly urgencies: readonly Urgency[];
  readonly teams: readonly string[];
  /** `null`: nobody has it. */
  readonly owners: readonly (PersonRef | null)[];
  readonly openers: readonly PersonRef[];
  /** Owned or opened by one of these. */
  readonly of: readonly PersonRef[];
  /** Ids of customers; `null`: not narrowed. Empty: of nobody. */
  readonly customers: readonly string[] | null;
  /** Created at or after, and before. */
  readonly from: Instant | null;
  readonly until: Instant | null;
}

/** What whoever asks may see: everything, or what these teams have and whatever is their own. */
export type Sight = 'all' | { readonly teams: readonly string[]; readonly orOf: PersonRef };

/** What was found, best first: only so many that people look through them. */
export interface FoundTickets {
  readonly numbers: readonly string[];
  /** There are more than `numbers`. */
  readonly hasMore: boolean;
  /** Where time ran out: nothing older than this month (`YYYYMM`) was looked at. `null`: everything was. */
  readonly reachedBack: string | null;
}

export interface SearchStore {
  /** `loosely`: words typed without spaces may have others between them. */
  find(search: TicketSearch, sight: Sight, how: 'exactly' | 'loosely'): Promise<FoundTickets>;
  /** Tickets in this order; numbers that do not exist (any more) are left out. */
  views(numbers: readonly string[]): Promise<readonly TicketView[]>;
}

/** Keeps tickets findable. */
export interface SearchKeeper {
  /** Makes a bounded number of changed tickets findable. Returns how many; 0 also while another replica does it. */
  keepUp(limit: number): Promise<number>;
  /** The same with tickets that were never made findable, or by older rules, newest first. Returns how many were looked at; 0: all is done. */
  catchUp(limit: number): Promise<number>;
}

/** Whose a filter is: somebody's own, or a team's. */
export type FilterScope = `person:${PersonRef}` | `team:${string}`;

/** A search under a name. */
export interface SavedFilter {
  readonly id: string;
  readonly scope: FilterScope;
  readonly name: string;
  /** As it was typed; read anew whenever it is used, so that `me` and `last week` mean what they mean then. */
  readonly query: string;
  readonly by: PersonRef;
}

export interface FilterStore {
  /** Of these scopes, by name. */
  list(scopes: readonly FilterScope[]): Promise<readonly SavedFilter[]>;
  /** Saves it, or over the one of that name. `false`: there are as many as a scope may have. */
  save(filter: SavedFilter, at: Instant): Promise<'saved' | 'replaced' | 'too-many'>;
  remove(scope: FilterScope, name: string): Promise<boolean>;
}

/** What can be done with many tickets at once: only what can be done with each of them. */
export type BulkAction =
  | { readonly do: 'assign'; readonly to: PersonRef }
  | { readonly do: 'close'; readonly word: ClosingWord }
  | { readonly do: 'cancel' };

/** What has become of one of them: `null`, it was done; else why not. */
export type BulkResult = Refusal['reason'] | null;

/** One deed on many tickets, as it was put before somebody to be confirmed. */
export interface BulkDeed {
  readonly id: string;
  readonly by: PersonRef;
  readonly at: Instant;
  readonly action: BulkAction;
  readonly reason: string | null;
  readonly numbers: readonly string[];
  /** By number; those that are missing were not tried yet. */
  readonly results: Readonly<Record<string, BulkResult>>;
  readonly isDone: boolean;
}

export interface BulkStore {
  propose(deed: Omit<BulkDeed, 'results' | 'isDone'>): Promise<void>;
  find(id: string): Promise<BulkDeed | null>;
  /** Takes it to be worked on for so long (machine time); `null`: somebody works on it, or it is done. */
  take(id: string, leaseMs: Ms): Promise<BulkDeed | null>;
  /** Keeps what has become of some of them, and goes on holding it. */
  record(id: string, results: Readonly<Record<string, BulkResult>>, leaseMs: Ms): Promise<void>;
  /** It is over: kept with how many it was about. */
  finish(id: string, at: Instant): Promise<void>;
  /** Begun and left: whoever worked on it has stopped. */
  abandoned(limit: number): Promise<readonly string[]>;
}
