import type { NoticedDeed, SubjectEvent } from '../commitment/subject-kind.ts';
import type { Instant } from '../time.ts';
import type { Kind, PersonRef, Status, Tier, Urgency } from '../vocabulary.ts';
import type { UndoableDeed } from './undo.ts';

/** A ticket as its history makes it. Free text is not part of it: rules never read words. */
export interface Ticket {
  readonly kind: Kind;
  readonly urgency: Urgency;
  readonly complex: boolean;
  readonly team: string;
  readonly owner: PersonRef | null;
  readonly opener: PersonRef;
  readonly status: Status;
  /** Counts from 1; reopening begins the next. */
  readonly round: number;
  readonly needsEscalation: boolean;
  readonly score: number | null;
  /** Expected finish that the customer was or must be told; `null` before a plan. */
  readonly eta: Instant | null;
  /** What it waits for, and until when; `null` while work goes on. */
  readonly waiting: Waiting | null;
  /** Steps of the plan in force. */
  readonly steps: readonly PlanStep[];
  /** Times that a bad score reopened it by itself. */
  readonly badScores: number;
  /** Revisits in this round that reached nobody. */
  readonly unansweredRevisits: number;
  /** What the customer named in their own words (T14). */
  readonly demands: readonly DemandedTime[];
  /** A written answer was demanded, and whether one is on record. */
  readonly written: 'not-asked' | 'asked' | 'given';
  /** The customer's tier, which may tighten its clocks (S16); `null` while none is known. */
  readonly tier: Tier | null;
  readonly spokenAt: Instant;
  readonly createdAt: Instant;
}

/** Whom a ticket waits for (T7). */
export const WAITING_FOR = ['customer', 'supplier'] as const;

export interface Waiting {
  readonly on: (typeof WAITING_FOR)[number];
  readonly until: Instant;
}

/** A step of a plan, with its own owner and time, perhaps in another team (S15). */
export interface PlanStep {
  readonly n: number;
  readonly owner: PersonRef | null;
  readonly team: string;
  readonly dueAt: Instant;
}

/** The clocks for which a time of its own can be owed. */
export const DEMANDED_CLOCKS = ['first-contact', 'start', 'plan', 'resolve'] as const;

/** A time that the customer demanded for one of the clocks, or that a merged ticket owed them; the tighter wins (T14). */
export interface DemandedTime {
  readonly clock: (typeof DEMANDED_CLOCKS)[number];
  readonly dueAt: Instant;
  /** Owed from then on only: earlier pauses do not move it. Absent: from the first word on. */
  readonly since?: Instant;
}

/** What can be corrected on a ticket; absent keys stay as they are. */
export interface TicketEdit {
  readonly kind?: Kind;
  readonly urgency?: Urgency;
  readonly complex?: boolean;
  readonly team?: string;
  readonly customer?: true;
  readonly described?: true;
  readonly problemType?: true;
}

/** What happened, without who and when. Ids, enums and times only; words stand beside it as a remark. */
export type TicketDeed =
  | {
      readonly type: 'created';
      readonly kind: Kind;
      readonly urgency: Urgency;
      readonly complex: boolean;
      readonly team: string;
      readonly spokenAt: Instant;
      /** Hash of the policy in force: deadlines are recomputed under it. */
      readonly policy: string;
      readonly demands?: readonly DemandedTime[];
      readonly wantsWriting?: true;
      /** Who wrote the message it was made from. */
      readonly author?: PersonRef;
    }
  | { readonly type: 'edited'; readonly edit: TicketEdit; readonly policy: string }
  | { readonly type: 'taken' }
  | { readonly type: 'assigned'; readonly to: PersonRef }
  | { readonly type: 'acknowledged' }
  | { readonly type: 'contacted'; readonly reached: boolean }
  | { readonly type: 'noted' }
  | { readonly type: 'progressed' }
  | { readonly type: 'planned'; readonly eta: Instant; readonly steps: readonly PlanStep[] }
  | { readonly type: 'step-done'; readonly n: number }
  | { readonly type: 'waited'; readonly on: Waiting['on']; readonly until: Instant }
  | { readonly type: 'resumed' }
  /** The customer was told the result, in writing or not. */
  | { readonly type: 'told'; readonly written: boolean }
  /** A revisit that reached nobody; one that did is a rating. */
  | { readonly type: 'revisit-unanswered' }
  /** `takes`: whoever resolved it took it by that, in the deed before. */
  | { readonly type: 'resolved'; readonly takes?: true }
  | { readonly type: 'rated'; readonly score: number }
  | { readonly type: 'reopened' }
  | { readonly type: 'closed'; readonly word: ClosingWord }
  | { readonly type: 'cancelled' }
  | { readonly type: 'escalated' }
  | NoticedDeed
  /** `since`: when that policy came into force; absent in histories of older releases. */
  | { readonly type: 'policy-changed'; readonly policy: string; readonly since?: Instant }
  /** It goes on in another ticket, by number. */
  | { readonly type: 'merged'; readonly into: string }
  /** Another ticket of the customer goes on in this one, with what it still owed and the older word of the two. */
  | {
      readonly type: 'absorbed';
      readonly from: string;
      readonly spokenAt: Instant;
      readonly demands: readonly DemandedTime[];
      readonly wantsWriting?: true;
    }
  /** The customer has said it before: the ticket of the last time by number, how many times, since when (T15). */
  | { readonly type: 'linked'; readonly to: string; readonly times: number; readonly since: Instant }
  /** The customer's tier became known or changed. */
  | { readonly type: 'tiered'; readonly tier: Tier | null }
  /** Whoever did it took back the deed `since`, and with it everything after it. */
  | { readonly type: 'undone'; readonly since: number; readonly what: UndoableDeed };

/** What closes a ticket: the customer's word (T8), or a lead's after revisits that nobody answered. */
export const CLOSING_WORDS = ['satisfied', 'no-objection', 'unanswered'] as const;
export type ClosingWord = (typeof CLOSING_WORDS)[number];

/** One entry of a ticket's history. */
export type TicketEvent = SubjectEvent<TicketDeed>;

/** Who did what nobody did. */
export const SYSTEM: PersonRef = 'system';

/** Lowest score that closes a ticket, and the highest that reopens it; between them objections are asked for (T8). */
export const CLOSING_SCORE = 4;
export const REOPENING_SCORE = 2;

/** Bad scores reopen a ticket by themselves this often; then a manager decides. */
export const AUTOMATIC_REOPENS = 3;

/** After this many revisits that nobody answered a lead may close it, with a reason. */
export const UNANSWERED_REVISITS = 3;
