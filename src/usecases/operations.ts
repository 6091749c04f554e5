import type { Instant } from '../domain/time.ts';
import type { PersonRef, Platform } from '../domain/vocabulary.ts';

/** A running copy of the product, as it last said of itself. */
export interface ReplicaSeen {
  readonly version: string;
  readonly startedAt: Instant;
  readonly seenAt: Instant;
}

/** What waits to be said on one platform. */
export interface QueueSeen {
  readonly platform: Platform;
  readonly waiting: number;
  /** Age of the oldest, in seconds of machine time. */
  readonly oldestSeconds: number;
  /** Conversations that a limit of the platform holds back just now. */
  readonly limited: number;
}

/** What the last stretch of the rolling check found; counts since the round began are not kept. */
export interface SelfCheckSeen {
  readonly at: Instant;
  readonly subjects: number;
  /** Stored deadlines that were not what their history says, and how many of those were put right. */
  readonly differences: number;
  readonly repaired: number;
  /** Commitments that nobody decided in time, and messages that stand still though nothing holds them. */
  readonly undecided: number;
  readonly stuck: number;
}

/** The system at one glance; times of replicas are machine time. */
export interface SystemSeen {
  readonly at: Instant;
  /** Newest migration of the database. */
  readonly schema: string;
  readonly replicas: readonly ReplicaSeen[];
  readonly queues: readonly QueueSeen[];
  /** Commitments due and not decided, and since when the oldest is. */
  readonly due: number;
  readonly dueSince: Instant | null;
  readonly openCommitments: number;
  readonly dead: number;
  readonly uncertain: number;
  readonly policyActivatedAt: Instant | null;
  readonly selfCheck: SelfCheckSeen | null;
  /** WeCom's AI bot is configured, and no replica has been connected for it for a while. */
  readonly isBotSilent?: boolean;
}

/** A message that will not go by itself any more. Ids, places and the platform's word; what it says is rendered when sent. */
export interface DeadMessage {
  readonly id: string;
  readonly at: Instant;
  readonly platform: Platform;
  readonly conversation: string;
  readonly what: string;
  readonly state: 'rejected' | 'uncertain';
  readonly reason: string;
  /** Number of the ticket it is about; `null` for anything else. */
  readonly number: string | null;
}

export interface AuditEntry {
  readonly at: Instant;
  readonly by: PersonRef;
  readonly what: string;
  /** Number of the customer or ticket it was about; `null` when it was about none or is erased. */
  readonly about: string | null;
}

export interface Page<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

export interface PageAsked {
  readonly offset: number;
  readonly limit: number;
}

/** What administrators ask of the running system. */
export interface Operations {
  seen(now: Instant): Promise<SystemSeen>;
  dead(page: PageAsked): Promise<Page<DeadMessage>>;
  /**
   * Puts dead messages back in their lanes: the one of this id, or (`all`) every rejected one. One that may have been
   * shown goes only by its id, and one whose card was posted elsewhere stays dead. Returns how many go.
   */
  retry(what: 'all' | { readonly id: string }, by: PersonRef, now: Instant): Promise<number>;
  audit(page: PageAsked): Promise<Page<AuditEntry>>;
}
