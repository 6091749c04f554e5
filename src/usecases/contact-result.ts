import type { ContactOutcome, Element } from '../domain/contact/contact.ts';
import type { Instant } from '../domain/time.ts';
import type { Channel, PersonRef } from '../domain/vocabulary.ts';
import type { Outcome } from './outcome.ts';

/** A promise as it is echoed: whose, by when. */
export interface EchoedPromise {
  readonly n: number;
  readonly owner: PersonRef;
  readonly dueAt: Instant;
}

/**
 * What a deed on a contact led to: ids, enums and times only, so that it can be stored beside its dedupe key and told
 * again, in any language. `about` tells it from the outcomes of tickets.
 */
export type ContactResult = { readonly about: 'contact'; readonly number: string } & (
  | {
      readonly code: 'logged';
      readonly customerId: string;
      readonly outcome: ContactOutcome;
      readonly channel: Channel | null;
      readonly spokenAt: Instant;
      readonly missing: readonly Element[];
      /** When a record that lacks something must be complete; `null` when it is, or when that rule is off. */
      readonly completeBy: Instant | null;
      readonly promises: readonly EchoedPromise[];
      /** When the second channel must have confirmed; `null` where none is needed. */
      readonly confirmBy: Instant | null;
      readonly sameTalk: { readonly number: string; readonly author: PersonRef; readonly spokenAt: Instant } | null;
      /** What it did to the ticket that it was about. */
      readonly onTicket?: Outcome;
      /** It answered a reminder of care. */
      readonly answersCare?: true;
      /** The ticket still wants the customer's word on its result. */
      readonly wantsWord?: true;
      /** The talk whose agreement it confirmed over a second channel. */
      readonly confirmed?: { readonly number: string; readonly channels: readonly Channel[] };
      /** Talks whose agreement it may have confirmed: whoever logged it knows. */
      readonly mayConfirm?: readonly string[];
    }
  | { readonly code: 'same-words' }
  | { readonly code: 'completed'; readonly missing: readonly Element[] }
  | { readonly code: 'promised'; readonly promises: readonly EchoedPromise[] }
  /** `confirmed`: it was the last promise, and nothing is left to do. */
  | {
      readonly code: 'kept';
      readonly n: number;
      readonly wasLate: boolean;
      readonly confirmed: boolean;
      readonly left: number;
    }
  | { readonly code: 'moved'; readonly n: number; readonly dueAt: Instant }
  | { readonly code: 'handed-over'; readonly n: number; readonly to: PersonRef; readonly dueAt: Instant }
  | { readonly code: 'dropped'; readonly n: number; readonly confirmed: boolean }
  | { readonly code: 'held'; readonly until: Instant }
  | { readonly code: 'taken-up' }
  | { readonly code: 'confirmed-on'; readonly channels: readonly Channel[] }
  | { readonly code: 'same-talk'; readonly as: string }
  /** `team`: in whose conversation it stands. */
  | { readonly code: 'shared'; readonly team: string }
  | { readonly code: 'unshared' }
  | { readonly code: 'acknowledged'; readonly heldUntil: Instant | null }
  | { readonly code: 'noted' }
  | { readonly code: 'recomputed' }
  | ContactRefusal
);

/** Why nothing was done. */
export type ContactRefusal = { readonly code: 'refused' } & (
  | { readonly reason: 'unknown-contact' }
  | { readonly reason: 'not-yours'; readonly author: PersonRef }
  | { readonly reason: 'which-promise'; readonly open: readonly EchoedPromise[] }
  | { readonly reason: 'no-such-promise'; readonly n: number }
  | { readonly reason: 'promise-over'; readonly n: number; readonly state: 'kept' | 'dropped' }
  | { readonly reason: 'already-theirs'; readonly n: number; readonly to: PersonRef }
  | { readonly reason: 'nothing-open' }
  | { readonly reason: 'nothing-to-confirm' }
  | { readonly reason: 'already-confirmed'; readonly channel: Channel }
  | { readonly reason: 'not-on-hold' }
  | { readonly reason: 'already-shared'; readonly by: PersonRef; readonly at: Instant }
  | { readonly reason: 'not-shared' }
  | { readonly reason: 'nobody-reached' }
  | { readonly reason: 'may-not-share'; readonly author: PersonRef }
  | { readonly reason: 'no-team-channel' }
  | { readonly reason: 'not-the-same-customer'; readonly as: string }
  | { readonly reason: 'already-held'; readonly until: Instant }
  | { readonly reason: 'nothing-to-acknowledge' }
  | { readonly reason: 'nothing-to-complete' }
  | { readonly reason: 'too-many' }
);
