import type { ErasureCounts } from '../../domain/privacy/erased.ts';
import type { Instant } from '../../domain/time.ts';
import type { Address, PersonRef, Role } from '../../domain/vocabulary.ts';

/** Whose words are to go: a customer with everything about it, or one of its people. */
export interface ErasureScope {
  /** The customer's running number. */
  readonly number: number;
  /** Name of one contact person; `null`: the whole customer. */
  readonly person: string | null;
}

/** Why nothing was erased. */
export type ErasureRefusal =
  | { readonly code: 'refused'; readonly reason: 'needs-role'; readonly role: Role }
  | { readonly code: 'refused'; readonly reason: 'unknown-customer' }
  | { readonly code: 'refused'; readonly reason: 'unknown-person'; readonly people: number }
  /** Somebody still works on them. */
  | { readonly code: 'refused'; readonly reason: 'open-tickets'; readonly tickets: readonly string[] }
  /** Nothing has words any more; `receipt`: where that was written down. */
  | { readonly code: 'refused'; readonly reason: 'nothing-left'; readonly receipt: number | null };

/** What would be erased. Nothing was. */
export interface ErasureOutlook {
  readonly code: 'would-erase';
  /** Of the customer that is meant, whatever it was merged from. */
  readonly number: number;
  readonly openTickets: readonly string[];
  readonly counts: ErasureCounts;
}

/** What was erased, for good. Past posts follow in the background: see `PostsLeft`. */
export interface ErasureDone {
  readonly code: 'erased';
  readonly receipt: ErasureReceipt;
}

/** That something was erased: numbers and ids, never the words. */
export interface ErasureReceipt {
  readonly number: number;
  readonly at: Instant;
  readonly by: PersonRef;
  readonly what: 'customer' | 'person' | 'retention';
  readonly customerId: string | null;
  readonly personId: string | null;
  readonly counts: ErasureCounts;
  /** SHA-256 over everything above: see `receiptHash`. */
  readonly hash: string;
}

/** How the past posts of an erasure stand. */
export interface PostsLeft {
  /** Cards and retractions that wait. */
  readonly waiting: number;
  /** Messages that were taken back. */
  readonly removed: number;
  /** What the platform does not let us change. */
  readonly impossible: number;
}

/** A receipt, and what is found when one looks again. */
export interface CheckedReceipt {
  readonly receipt: ErasureReceipt;
  readonly isGenuine: boolean;
  /** Rows in its scope that have words (again); for a retention: not looked for. */
  readonly left: number;
  readonly posts: PostsLeft;
}

/** Something of ours to be taken back. */
export interface DuePost {
  readonly id: bigint;
  readonly to: Address;
  readonly thread: { readonly conversation: string; readonly message: string } | null;
  readonly messageId: string | null;
  /** Where the platform itself says that a single message stands. */
  readonly address: { readonly conversation: string; readonly message: string } | null;
  readonly attempts: number;
}

export interface ErasureStore {
  /** Says what an erasure would do: it is done and rolled back. */
  look(scope: ErasureScope, at: Instant): Promise<ErasureOutlook | ErasureRefusal>;
  /** Erases in one transaction, with receipt and audit. Open tickets are refused unless `isForced`. */
  erase(
    scope: ErasureScope,
    deed: { readonly by: PersonRef; readonly at: Instant; readonly isForced: boolean },
  ): Promise<ErasureDone | ErasureRefusal>;
  /** Erases the words of so many tickets and talks that ended before an instant; `null` when there are none. */
  eraseEnded(before: Instant, limit: number, at: Instant): Promise<ErasureReceipt | null>;
  /** Looks again; `null` for a number that is no receipt. */
  check(receipt: number, at: Instant): Promise<CheckedReceipt | null>;
  /** Posts that may be taken back now, each handed out once a minute. */
  takeDuePosts(limit: number): Promise<readonly DuePost[]>;
  recordPost(
    id: bigint,
    result: {
      readonly state: 'pending' | 'done' | 'impossible';
      readonly removed: number;
      readonly reason: string | null;
    },
  ): Promise<void>;
}
