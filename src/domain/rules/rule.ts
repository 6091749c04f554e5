import type { Policy } from '../policy/policy.ts';
import type { Ticket, TicketEvent } from '../ticket/ticket.ts';
import type { Duration, Instant } from '../time.ts';

/**
 * One thing that a ticket can owe. A rule says which events start, meet or end its clock and how long it may run;
 * pauses, deadlines, reminders and escalation are the engine's. To add one: a file here and a line in index.ts.
 */
export interface Rule {
  readonly name: string;
  /** It stands still while the ticket waits on the customer or a supplier (S10). */
  readonly pauses: boolean;
  /** What one event does to this rule's clocks, given the ticket after it. */
  react(event: TicketEvent, ticket: Ticket): readonly Move[];
  /** How long it may run under this policy; `off` switches the rule off. */
  target(policy: Policy, ticket: Ticket): Duration;
}

export type Move =
  | { readonly move: 'start'; readonly from: Instant }
  | { readonly move: 'meet' }
  /** Nothing is owed any more, though nobody did it. */
  | { readonly move: 'cancel' };

export const MEET: readonly Move[] = [{ move: 'meet' }];
export const CANCEL: readonly Move[] = [{ move: 'cancel' }];
export const STAY: readonly Move[] = [];

/** A clock that starts now, or when the customer spoke. */
export function startFrom(from: Instant): readonly Move[] {
  return [{ move: 'start', from }];
}
