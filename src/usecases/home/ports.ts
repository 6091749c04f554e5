import type { Commitment } from '../../domain/commitment/commitment.ts';
import type { Instant, Ms } from '../../domain/time.ts';
import type { Locale, PersonRef, Platform } from '../../domain/vocabulary.ts';
import type { CareView } from '../care/ports.ts';
import type { ContactView } from '../contact-ports.ts';
import type { TicketView } from '../ports.ts';

/** Something that somebody owes: of a ticket what is due first, everything else for itself. */
export interface Owed {
  readonly subject: TicketView | ContactView | CareView;
  readonly commitment: Commitment;
}

/** Whose work is looked for; one of the two. */
export type OwedFilter =
  | { readonly owners: readonly PersonRef[] }
  | {
      readonly teams: readonly string[];
      /** What this person owes is left out: it stands elsewhere. */
      readonly butOf: PersonRef;
      /** Only what nobody has yet. */
      readonly unowned: boolean;
    };

/** A page of it, soonest due first, which is: what is late first. What stands still comes last. */
export interface OwedPage {
  readonly items: readonly Owed[];
  readonly total: number;
  /** How many of all are late. */
  readonly late: number;
  /** There is more than was counted. */
  readonly isMore: boolean;
}

/** What is owed, as it is kept. Bounded, however much somebody owes. */
export interface OwedStore {
  list(filter: OwedFilter, page: { readonly offset: number; readonly limit: number }, now: Instant): Promise<OwedPage>;
}

/** Whose page it is, and what it shows. */
export interface HomeOf {
  readonly platform: Platform;
  readonly workspace: string;
  /** The account on the platform. */
  readonly account: string;
  readonly locale: Locale | null;
  readonly person: PersonRef;
  /** Teams whose work it shows beside the person's own. */
  readonly teams: readonly string[];
}

/** A page that is to be shown anew, leased to us. */
export interface StaleHome extends HomeOf {
  readonly id: string;
  readonly leaseToken: string;
  /** The state that is wanted; what is shown is this one. */
  readonly wantedVersion: number;
  /** Failures in a row. */
  readonly attempts: number;
}

/** The pages that are kept shown. Leases, pace and age are by the database's own time. */
export interface HomeStore {
  /** Somebody looks at their page: it is to be shown now, and kept up to date for as long as they look now and then. */
  opened(home: HomeOf): Promise<void>;
  /**
   * Takes away the marks of what changed; pages that show it become stale, but for those that nobody looks at any more.
   * Returns how many did.
   */
  gatherMarks(): Promise<number>;
  /** Leases stale pages of these places, the longest waiting first. */
  claim(places: readonly Pick<HomeOf, 'platform' | 'workspace'>[], limit: number): Promise<readonly StaleHome[]>;
  /** What became of it: shown, or to be tried again; then it rests for so long, in machine time. */
  record(home: StaleHome, isShown: boolean, restMs: Ms): Promise<void>;
  /** Forgets a page: its platform shows it to nobody. */
  forget(home: StaleHome): Promise<void>;
}
