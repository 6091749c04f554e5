import type { ClosingWord } from '../domain/ticket/ticket.ts';
import type { UndoableDeed } from '../domain/ticket/undo.ts';
import type { Instant } from '../domain/time.ts';
import type { Kind, PersonRef, Role, Status, Urgency } from '../domain/vocabulary.ts';

/** What was not said and therefore guessed. */
export type Assumption = 'kind' | 'urgency' | 'team' | 'customer';

/**
 * What a use case led to: ids, enums and times only, so that it can be stored beside its dedupe key and told again, in
 * any language.
 */
export type Outcome =
  | {
      readonly code: 'created';
      readonly number: string;
      readonly kind: Kind;
      readonly urgency: Urgency;
      readonly team: string;
      readonly assumed: readonly Assumption[];
      /** Deadline of the first contact, when that rule is on. */
      readonly firstContactBy: Instant | null;
      readonly bornLate: boolean;
      /** Number of the customer, where it goes by another name than was typed. */
      readonly knownAs?: number;
      /** Numbers of customers who are called as was typed as well: it stayed as typed. */
      readonly others?: readonly number[];
      /** Nobody of that name was known: there is a new customer now. */
      readonly newCustomer?: true;
    }
  | { readonly code: 'same-words'; readonly number: string }
  | { readonly code: 'from-message'; readonly number: string }
  | { readonly code: 'taken'; readonly number: string; readonly from: PersonRef | null; readonly seq?: number }
  | { readonly code: 'assigned'; readonly number: string; readonly to: PersonRef; readonly seq?: number }
  | {
      readonly code: 'acknowledged';
      readonly number: string;
      /** When reminding goes on; `null` when only warnings were silenced. */
      readonly heldUntil: Instant | null;
    }
  | { readonly code: 'edited'; readonly number: string }
  | { readonly code: 'contacted'; readonly number: string; readonly reached: boolean }
  | { readonly code: 'noted'; readonly number: string }
  | { readonly code: 'progressed'; readonly number: string }
  | { readonly code: 'resolved'; readonly number: string; readonly seq?: number }
  | {
      readonly code: 'rated';
      readonly number: string;
      readonly score: number;
      readonly led: 'closed' | 'asked' | 'reopened' | 'manager';
    }
  | { readonly code: 'reopened'; readonly number: string; readonly round: number }
  | { readonly code: 'closed'; readonly number: string; readonly word: ClosingWord }
  | { readonly code: 'cancelled'; readonly number: string; readonly seq?: number }
  | { readonly code: 'escalated'; readonly number: string }
  | { readonly code: 'planned'; readonly number: string; readonly eta: Instant; readonly steps: number }
  | { readonly code: 'step-done'; readonly number: string; readonly n: number }
  | { readonly code: 'waiting'; readonly number: string; readonly until: Instant }
  | { readonly code: 'resumed'; readonly number: string }
  | { readonly code: 'told'; readonly number: string }
  | { readonly code: 'revisit-unanswered'; readonly number: string; readonly times: number }
  | { readonly code: 'merged'; readonly number: string; readonly into: string }
  | {
      readonly code: 'corrected';
      readonly number: string;
      readonly part: 'kind' | 'urgency' | 'team' | 'customer';
      /** Of a customer its number, `K00012`, or nothing where it is a new one. */
      readonly value: string;
      /** Whose it is now. */
      readonly team: string;
    }
  | { readonly code: 'undone'; readonly number: string; readonly what: UndoableDeed }
  | Refusal;

/** Why a deed was not done; nothing was changed. */
export type Refusal =
  | { readonly code: 'refused'; readonly reason: 'unknown-ticket'; readonly number: string }
  | {
      readonly code: 'refused';
      readonly reason: 'not-your-team';
      readonly number: string;
      readonly team: string;
    }
  | { readonly code: 'refused'; readonly reason: 'needs-role'; readonly number: string; readonly role: Role }
  | {
      readonly code: 'refused';
      readonly reason: 'wrong-status';
      readonly number: string;
      readonly status: Status;
      readonly allowed: readonly Status[];
    }
  | { readonly code: 'refused'; readonly reason: 'already-yours'; readonly number: string }
  | { readonly code: 'refused'; readonly reason: 'already-assigned'; readonly number: string; readonly to: PersonRef }
  | { readonly code: 'refused'; readonly reason: 'already-held'; readonly number: string; readonly until: Instant }
  | { readonly code: 'refused'; readonly reason: 'nothing-to-acknowledge'; readonly number: string }
  | { readonly code: 'refused'; readonly reason: 'already-escalated'; readonly number: string }
  | { readonly code: 'refused'; readonly reason: 'no-such-step'; readonly number: string; readonly n: number }
  | { readonly code: 'refused'; readonly reason: 'needs-writing'; readonly number: string }
  | { readonly code: 'refused'; readonly reason: 'needs-revisits'; readonly number: string; readonly times: number }
  | { readonly code: 'refused'; readonly reason: 'nothing-to-edit'; readonly number: string }
  | { readonly code: 'refused'; readonly reason: 'nothing-to-undo' | 'undo-too-late'; readonly number: string }
  /** Only who did it may take it back; or whoever acted since stands in the way. */
  | {
      readonly code: 'refused';
      readonly reason: 'undo-not-yours' | 'acted-since' | 'corrected-since';
      readonly number: string;
      readonly by: PersonRef;
    }
  | { readonly code: 'refused'; readonly reason: 'merge-into-itself'; readonly number: string }
  | { readonly code: 'refused'; readonly reason: 'merged-already'; readonly number: string; readonly into: string }
  /** What it was to go into (`gone`) goes on in another one itself. */
  | {
      readonly code: 'refused';
      readonly reason: 'merged-away';
      readonly number: string;
      readonly gone: string;
      readonly into: string;
    }
  | { readonly code: 'refused'; readonly reason: 'other-customer'; readonly number: string; readonly into: string }
  | {
      readonly code: 'refused';
      readonly reason: 'more-urgent';
      readonly number: string;
      readonly into: string;
      readonly urgency: Urgency;
    }
  | { readonly code: 'refused'; readonly reason: 'target-waits'; readonly number: string; readonly into: string }
  | {
      readonly code: 'refused';
      readonly reason: 'unknown-team';
      readonly number: string;
      readonly teams: readonly string[];
    };
