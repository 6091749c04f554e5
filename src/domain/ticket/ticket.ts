import type { Instant } from '../time.ts';
import type { Kind, PersonRef, Status, Urgency } from '../vocabulary.ts';

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
  readonly spokenAt: Instant;
  readonly createdAt: Instant;
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
    }
  | { readonly type: 'edited'; readonly edit: TicketEdit; readonly policy: string }
  | { readonly type: 'taken' }
  | { readonly type: 'assigned'; readonly to: PersonRef }
  | { readonly type: 'acknowledged' }
  | { readonly type: 'contacted'; readonly reached: boolean }
  | { readonly type: 'noted' }
  | { readonly type: 'progressed' }
  | { readonly type: 'resolved' }
  | { readonly type: 'rated'; readonly score: number }
  | { readonly type: 'reopened' }
  | { readonly type: 'closed'; readonly word: ClosingWord }
  | { readonly type: 'cancelled' }
  | { readonly type: 'escalated' }
  | {
      readonly type: 'noticed';
      readonly rule: string;
      readonly stage: number;
      readonly repeat: number;
      readonly audiences: readonly string[];
      readonly lateSeconds: number;
    }
  | { readonly type: 'policy-changed'; readonly policy: string };

/** What a customer says that closes a ticket (T8). */
export const CLOSING_WORDS = ['satisfied', 'no-objection'] as const;
export type ClosingWord = (typeof CLOSING_WORDS)[number];

/** One entry of the append-only history. `seq` counts from 1 without gaps. */
export interface TicketEvent {
  readonly seq: number;
  readonly at: Instant;
  /** A person, or `system` for what the product did by itself. */
  readonly by: PersonRef;
  readonly deed: TicketDeed;
}

/** Who did what nobody did. */
export const SYSTEM: PersonRef = 'system';

/** Lowest score that closes a ticket, and the highest that reopens it; between them objections are asked for (T8). */
export const CLOSING_SCORE = 4;
export const REOPENING_SCORE = 2;
